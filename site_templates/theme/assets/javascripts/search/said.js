// What the search did to a question that is not as it was typed: words taken for others, words left out, a time.
import { element } from "./dom.js";
import { timeName } from "./results.js";

const listed = (words) => words.flatMap((word, at) => [at ? ", " : "", element("em", {}, word)]);

/** What is to be said, a list of nodes a sentence; `back` is the address at which the words are taken as they are. */
export function sentences({ corrected, dropped, time, phrase }, back) {
  const found = [];
  if (corrected.length) {
    const words = corrected.map(({ to }) => to);
    const typed = corrected.map(({ from }) => from);
    const link = element("a", { href: back }, "Search for ", ...listed(typed), " instead");
    found.push(["Showing results for ", ...listed(words), ". ", link, "."]);
  }
  if (dropped.length) found.push(["No item has all of these words. Left out: ", ...listed(dropped), "."]);
  if (time.used.length) {
    const name = timeName(time);
    const link = element("a", { href: back }, "Search for the words ", element("em", {}, name), " instead");
    found.push([`Only items of ${name}. `, link, "."]);
  }
  if (time.failed) found.push(["Nothing was found of ", timeName(time.failed), "; these are of other times."]);
  if (phrase === false) found.push(["No item has this phrase. These have its words."]);
  return found;
}

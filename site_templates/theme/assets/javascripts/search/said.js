// What the search did to a question that is not as it was typed: words taken for others, words left out, a time.
import { element, filled, t } from "../interface.js";
import { timeName } from "./results.js";

const listed = (words) => words.flatMap((word, at) => [at ? ", " : "", element("em", {}, word)]);

/** What is to be said, a list of nodes a sentence; `back` is the address at which the words are taken as they are. */
export function sentences({ corrected, dropped, time, phrase }, back) {
  const found = [];
  if (corrected.length) {
    const words = listed(corrected.map(({ to }) => to));
    const typed = listed(corrected.map(({ from }) => from));
    const link = element("a", { href: back }, ...filled("js.said.typed", { words: typed }));
    found.push(filled("js.said.corrected", { words, link }));
  }
  if (dropped.length) found.push(filled("js.said.dropped", { words: listed(dropped) }));
  if (time.used.length) {
    const name = timeName(time);
    const link = element("a", { href: back }, ...filled("js.said.time.typed", { words: element("em", {}, name) }));
    const parts = { time: name, link };
    found.push(time.byTitle ? filled("js.said.time.titles", parts) : filled("js.said.time", parts));
  }
  if (time.failed) found.push([t("js.said.time.failed", { time: timeName(time.failed) })]);
  if (phrase === false) found.push([t("js.said.phrase")]);
  return found;
}

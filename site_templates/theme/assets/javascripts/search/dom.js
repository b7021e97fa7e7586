// Words in texts, found and marked: nothing here reads HTML.
import { element } from "../interface.js";

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A pattern for the words that begin with one of those in `text`; null where there is none. */
export function wordPattern(text) {
  const words = (text ?? "").split(/[\s"]+/).filter(Boolean);
  if (!words.length) return null;
  const longestFirst = words.sort((one, other) => other.length - one.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})[\\p{L}\\p{N}]*`, "giu");
}

/** `text` as nodes, the words that begin with one of those in `words` marked. */
export function marked(text, words) {
  const pattern = wordPattern(words);
  if (!pattern) return [text];
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    nodes.push(text.slice(end, match.index), element("mark", {}, match[0]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

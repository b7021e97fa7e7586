// Making elements, always from text: nothing here reads HTML.

/** An element with `attributes` (those that are null or false are left out) and `children`: nodes or texts. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

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

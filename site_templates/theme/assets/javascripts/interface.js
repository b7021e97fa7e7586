// The interface: its words, in the site's language, and its elements. A build makes `words.js` of the language's file.
import words from "../../words.js";

/** The language and region by whose rules numbers and days are written. */
export const LOCALE = words["js.locale"];
const RULES = new Intl.PluralRules(LOCALE);

/** A number as the language writes it. */
export const amount = (number) => number.toLocaleString(LOCALE);

/** The words of `key`, with what `parts` has for the names in braces. */
export const t = (key, parts = {}) => words[key].replace(/\{(\w+)\}/g, (place, name) => parts[name] ?? place);

/** The words of `key` for a number, which stands in them, in the form that the language has for it. */
export function counted(key, number, parts) {
  const form = `${key}.${RULES.select(number)}`;
  return t(form in words ? form : `${key}.other`, parts).replace("#", () => amount(number));
}

/** The words of `key` as nodes, with those that `parts` has for the names in braces. */
export const filled = (key, parts) =>
  words[key].split(/\{(\w+)\}/).flatMap((text, at) => (at % 2 ? (parts[text] ?? []) : text || []));

/** A kind of item, which data names in English, by itself and within a sentence. */
export const kindName = (kind) => words[`js.kind.${kind.toLowerCase()}`] ?? kind;
export const kindWithin = (kind) => words[`js.kind.within.${kind.toLowerCase()}`] ?? kind;

// Elements are made of text: nothing here reads HTML.
/** An element with `attributes` (those that are null or false are left out) and `children`: nodes or texts. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// A question, taken apart: addresses, phrases in quotation marks, a year or a month, and words.
import { LOCALE } from "../interface.js";
import { addressWords, fold, pieces, sequence, unspaced, wordsOf } from "./words.js";

// Words that say nothing of what is looked for, as long as there are others.
const COMMON = new Set(
  (
    "a about above after again all also am an and any are as at be because been before being below between both but by can " +
    "could did do does doing don down during each few find for from further had has have having he her here hers him his how " +
    "i if in into is isn it its itself just let like me more most my no nor not of off on once only or other our out over own " +
    "paper papers same she should show shows so some such t s than that the their them then there these they this those " +
    "through to too under until up use very was we were what when where which while who whom why will with would you your " +
    "article talk said say says tell item items"
  ).split(" "),
);
const MONTHS = "january february march april may june july august september october november december".split(" ");
const NAMES = new Intl.DateTimeFormat(LOCALE, { month: "long", timeZone: "UTC" });
const OWN_MONTHS = MONTHS.map((_, at) => fold(NAMES.format(Date.UTC(2000, at))));
const AMBIGUOUS = new Set(["march", "may"]); // words of their own, unless a year stands beside them
const MOST = 8; // words that are looked up; those of longer questions are compared with the text

const asYear = (word, years) => (/^(?:19|20)\d\d$/.test(word) && years.includes(word) ? word : "");

function asMonth(word) {
  if (word.length < 3) return -1;
  const isMeant = (month) => month === word || (word.length <= 4 && month.startsWith(word));
  const at = MONTHS.findIndex((month, place) => isMeant(month) || isMeant(OWN_MONTHS[place]));
  return at + 1 || -1;
}

/**
 * The year and the month that `words` name among `years`, and which of the words do so.
 *
 * `2024`, `March 2023`, `2023 March`, `2023-03`, and the name of a month alone beside other words.
 */
export function time(words, years) {
  for (const [at, word] of words.entries()) {
    const [, year, month] = word.match(/^((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?$/) ?? [];
    if (year && years.includes(year)) return { year, month: Number(month), used: [at] };
  }
  const at = words.findLastIndex((word) => asYear(word, years));
  if (at >= 0) {
    const beside = [at - 1, at + 1].find((place) => words[place] && asMonth(words[place]) > 0);
    if (beside === undefined) return { year: words[at], month: 0, used: [at] };
    return { year: words[at], month: asMonth(words[beside]), used: [at, beside] };
  }
  const named = words.findIndex((word) => [...MONTHS, ...OWN_MONTHS].includes(word) && !AMBIGUOUS.has(word));
  return named >= 0 && words.length > 1 ? { year: "", month: asMonth(words[named]), used: [named] } : { used: [] };
}

const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/gu;

// One thing that is looked for: `forms` are words, one of which is enough, `all` words that have to stand together.
function unit(piece, isLast, strict) {
  const { inside, whole } = wordsOf(piece);
  const run = unspaced(fold(piece)).length > 0;
  const together = run && inside.length > 1 ? inside.filter((word) => [...word].length > 1 || !unspaced(word).length) : inside;
  return {
    said: piece,
    word: inside.length === 1 || !whole.length ? inside[0] : whole[0],
    forms: [...(inside.length === 1 && !run ? inside : []), ...whole],
    all: inside.length > 1 ? together : [],
    begins: run && inside.length === 1 ? inside[0] : "",
    run: run ? fold(piece) : "",
    isLast,
    strict,
  };
}

function units(text, strict) {
  const found = pieces(text);
  return found.map(([piece], at) => unit(piece, !strict && at === found.length - 1 && text.trimEnd().endsWith(piece), strict));
}

const isCommon = ({ said }) => COMMON.has(fold(said));

/** `text` taken apart; `years` are those that the archive has. `asTyped`: it names no time. */
export function question(text, years, asTyped = false) {
  const plain = text.normalize("NFC").trim();
  const addresses = addressWords(plain);
  if (addresses.length) return { text: plain, addresses, phrases: [], units: [], sequence: [], time: { used: [] } };
  const phrases = [...plain.matchAll(QUOTED)].map((found) => found[1].trim()).filter((phrase) => sequence(phrase).length);
  const loose = plain.replace(QUOTED, " ");
  const words = loose.split(/[\s,;]+/).map((word) => fold(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu, ""))).filter(Boolean);
  const when = asTyped ? { used: [] } : time(words, years);
  const dated = new Set(when.used.map((at) => words[at]));
  const free = units(loose, false).filter(({ said }) => !dated.has(fold(said)));
  const all = [...phrases.flatMap((phrase) => units(phrase, true)), ...free];
  const telling = all.filter((one) => !isCommon(one));
  const looked = telling.length || when.used.length ? telling : all;
  const longest = [...looked].sort((one, other) => other.said.length - one.said.length).slice(0, MOST);
  const kept = looked.filter((one) => longest.includes(one));
  return { text: plain, addresses, phrases, units: distinct(kept), sequence: sequence(plain), spoken: all, time: when };
}

function distinct(found) {
  const seen = new Set();
  return found.filter(({ said }) => !seen.has(fold(said)) && seen.add(fold(said)));
}

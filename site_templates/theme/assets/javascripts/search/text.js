// What a passage says of a question: the phrase itself, the words beside each other, and the lines to show.
import { singular } from "./stem.js";
import { fold, pieces, sequence, wordsOf } from "./words.js";

const SHOWN = 240; // characters of an excerpt
const BEFORE = 60;
const PART = 0.3; // how much more a word counts that stands in one part with the first

const spaced = (words) => ` ${words.join(" ")} `;
const alike = (words) => spaced(words.map(singular));

/** How well a page's title and a passage of it say `words` in their order: a number to be multiplied with the score. */
export function likeness(words, title, text) {
  if (!words.length) return 0;
  const asked = alike(words);
  const called = alike(sequence(title));
  if (called === asked) return 5;
  if (called.startsWith(asked.trimEnd())) return called.startsWith(asked) ? 2.5 : 1.5;
  const inTitle = words.length > 1 && called.includes(asked) ? 1 : 0;
  if (words.length < 2) return inTitle;
  const said = alike(sequence(text));
  if (said.includes(asked)) return inTitle + (words.length > 3 ? 2.5 : 0.5);
  const pairs = words.slice(1).map((word, at) => alike([words[at], word]));
  const near = pairs.filter((pair) => said.includes(pair) || called.includes(pair)).length / pairs.length;
  return inTitle + near * (words.length > 4 ? 1 : 0.4);
}

/** Whether a text or a title has each of `phrases`, whatever its capitals, accents and signs. */
export function hasPhrases(phrases, title, text) {
  const said = `${spaced(sequence(title))}|${spaced(sequence(text))}`;
  return phrases.every((phrase) => said.includes(spaced(sequence(phrase))));
}

function* marks(text, forms, runs) {
  for (const [piece, at] of pieces(text)) {
    const run = runs.find((one) => fold(piece).includes(one));
    const start = run ? fold(piece).indexOf(run) : 0;
    const { inside, whole } = wordsOf(piece);
    if (run) yield { start: at + start, end: Math.min(at + start + run.length, at + piece.length), form: run, fit: 1 };
    else {
      const form = [...whole, ...inside].find((word) => forms.has(word));
      if (form) yield { start: at, end: at + piece.length, form, fit: forms.get(form) };
    }
  }
}

const total = (near) => [...near.values()].reduce((sum, fit) => sum + fit, 0);

// The place behind which most different words stand close together, rather in one part of the page than across several;
// `starts` are where parts begin.
function densest(found, starts) {
  let best = { count: 0, at: 0 };
  for (const [at, first] of found.entries()) {
    const [near, inPart] = [new Map(), new Map()];
    const next = starts.find((start) => start > first.start) ?? Infinity;
    let many = 0;
    for (let to = at; to < found.length && found[to].end < first.start + SHOWN - BEFORE; to += 1) {
      near.set(found[to].form, found[to].fit);
      if (found[to].start < next) inPart.set(found[to].form, found[to].fit);
      many += 1;
    }
    const count = total(near) + PART * total(inPart) + many / 100;
    if (count > best.count + 1e-9) best = { count, at };
  }
  return best.at;
}

/**
 * The lines of `text` that answer best: `pieces` of them, every second one marked, where they begin in it, and the
 * words that are marked. `starts` are where the parts of a page begin in it, such as the entries of an issue.
 */
export function excerpt(text, forms, runs, starts = []) {
  const all = [...marks(text, forms, runs)];
  const most = Math.max(0, ...all.map(({ fit }) => fit));
  const found = all.filter(({ fit }) => fit >= most / 2); // the word itself, where it is there, and not its distant kin
  const first = found[densest(found, starts)]?.start ?? 0;
  let start = Math.max(0, first - BEFORE);
  const blank = start ? text.slice(start, first).search(/\s/) + 1 : 0; // not within a word
  start += blank;
  let end = Math.min(text.length, start + SHOWN);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + SHOWN - BEFORE);
  const shown = found.filter((mark) => mark.start >= start && mark.end <= end);
  const parts = [];
  let at = start;
  for (const mark of shown) {
    parts.push(text.slice(at, mark.start), text.slice(mark.start, mark.end));
    at = mark.end;
  }
  parts.push(text.slice(at, end));
  return { parts, place: first, marked: [...new Set(shown.map((mark) => text.slice(mark.start, mark.end)))], isBegun: start > 0, isCut: end < text.length };
}

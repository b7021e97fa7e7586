// Where in the archive a thing that is looked for stands: in which passages and in which titles, and how well it fits.
import { beginningWith } from "./shelf.js";
import { meant, parted } from "./spelling.js";
import { singular, stem } from "./stem.js";
import { fold } from "./words.js";

const SAME_FORM = 0.95; // one and several
const SAME_STEM = 0.85; // "watermark", "watermarking"
const BESIDE = 0.4; // where the word itself is there: the stem of a name is often that of a common word
const BEGUN = 0.5;

/** What stands where: passages and titles by their numbers, each with how well it fits; `forms` are the words found, likewise. */
export class Evidence {
  passages = new Map();
  titles = new Map();
  forms = new Map();

  get isEmpty() {
    return !this.passages.size && !this.titles.size;
  }

  note(known, fit) {
    raise(this.forms, known.word, fit);
    for (const [number, weight] of known.passages()) raise(this.passages, number, fit * weight);
    for (const page of known.titles()) raise(this.titles, page, fit);
  }

  add(other) {
    for (const [form, fit] of other.forms) raise(this.forms, form, fit);
    for (const [number, fit] of other.passages) raise(this.passages, number, fit);
    for (const [page, fit] of other.titles) raise(this.titles, page, fit);
  }
}

function raise(map, key, value) {
  if (value > (map.get(key) ?? 0)) map.set(key, value);
}

function fit(known, { word, own, isLast, sameStem }) {
  if (known === word) return 1;
  if (singular(known) === singular(word)) return SAME_FORM;
  if (stem(known) === own) return sameStem;
  const isBegun = known.startsWith(word) && (word.length > 3 || (isLast && word.length > 1));
  return isBegun ? BEGUN * Math.min(1, 0.4 + word.length / known.length) : 0;
}

/** Where `word` stands, in its forms, and where words stand that begin with it. */
export async function ofWord(word, isLast = false) {
  const found = new Evidence();
  const own = stem(word);
  const isExact = word.length < 3 || /^\d/.test(word);
  const beginning = isExact ? word : word.slice(0, Math.max(3, Math.min(word.length, own.length) - 1));
  const there = await beginningWith(beginning);
  const sameStem = there.some((known) => known.word === word) ? BESIDE : SAME_STEM;
  for (const known of there) {
    const isSame = isExact && !(isLast && word.length > 1);
    const fits = isSame ? Number(known.word === word) : fit(known.word, { word, own, isLast, sameStem });
    if (fits) found.note(known, fits);
  }
  return found;
}

/** Where a word stands exactly as it is. */
export async function ofExact(word) {
  const found = new Evidence();
  for (const known of await beginningWith(word)) if (known.word === word) found.note(known, 1);
  return found;
}

async function ofBeginning(letters) {
  const found = new Evidence();
  for (const known of await beginningWith(letters)) found.note(known, 1);
  return found;
}

function together(all) {
  const found = new Evidence();
  const [first, ...others] = all;
  const common = (name) => {
    for (const [key, fits] of first[name]) {
      const each = others.map((other) => other[name].get(key));
      if (each.every(Boolean)) found[name].set(key, Math.min(fits, ...each));
    }
  };
  common("passages");
  common("titles");
  for (const one of all) for (const [form, fits] of one.forms) raise(found.forms, form, fits);
  return found;
}

/** Where all of `words` stand together. */
export async function ofAll(words) {
  return together(await Promise.all(words.map((word) => ofWord(word))));
}

const AT_NUMBERS = /(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/u;
const AT_CAPITALS = /(?<=[\p{Ll}\d])(?=\p{Lu})/u;

/** Where one unit of a question stands, as it is written, joined or taken apart. */
export async function ofUnit(one) {
  const found = new Evidence();
  const asked = one.forms.map((form) => (one.strict ? ofExact(form) : ofWord(form, one.isLast && form === one.word)));
  if (one.begins) asked.push(ofBeginning(one.begins));
  if (one.all.length) asked.push(ofAll(one.all));
  const numbers = one.forms.length === 1 ? one.word.split(AT_NUMBERS) : [];
  const isApart = numbers.length > 1 && numbers.every((part) => /^\d+$/.test(part) || part.length > 1);
  if (isApart && numbers.length < 4) asked.push(ofAll(numbers));
  const umlauts = one.word.replace(/([aou])e/g, "$1");
  (await Promise.all(asked)).forEach((other) => found.add(other));
  if (found.isEmpty && umlauts !== one.word) found.add(await ofExact(umlauts));
  return found;
}

/** What neighbours are together, as in `swift sync` for `SwiftSync`, noted for each of them. */
export async function noteJoined(units, evidence) {
  const joined = units.slice(0, -1).flatMap((one, at) => [[at, at + 1], [at, at + 1, at + 2]]);
  const usable = joined.filter((places) => places.every((at) => units[at] && units[at].forms.length && !units[at].strict));
  await Promise.all(
    usable.map(async (places) => {
      const word = places.map((at) => units[at].word).join("");
      const found = await ofExact(word);
      if (!found.isEmpty) places.forEach((at) => evidence[at].add(found));
    }),
  );
}

/** What a word that stands nowhere may have been meant to be, the likeliest first; `said` is how to show each. */
export async function corrections(one) {
  const capitals = one.said.split(AT_CAPITALS).map(fold);
  const apart = capitals.length > 1 ? capitals : await parted(one.word);
  const near = (await meant(one.word)).map(async (word) => ({ said: word, found: await ofWord(word) }));
  const all = await Promise.all([...(apart ? [ofAll(apart).then((found) => ({ said: apart.join(" "), found }))] : []), ...near]);
  return all.filter(({ found }) => !found.isEmpty);
}

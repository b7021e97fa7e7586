// What a word may have been meant to be: the words of the archive that differ least from it.
import { spellings } from "./shelf.js";

const FAR = 9;
const CHOICES = 4;

/** How many letters have to be changed, put in, left out or swapped with their neighbours; at least `most` + 1 if more. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return FAR;
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1] ? 0 : 1;
      next[to] = Math.min(row[to] + 1, next[to - 1] + 1, row[to - 1] + same);
      const isSwapped = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      if (isSwapped) next[to] = Math.min(next[to], before[to - 2] + 1);
    }
    if (Math.min(...next) > most) return FAR;
    [before, row] = [row, next];
  }
  return row[other.length];
}

const allowed = (word) => (word.length < 6 ? 1 : word.length < 10 ? 2 : 3);

// The nearest words first; of those that are as near, the more frequent. A first letter is seldom wrong.
function nearest(word, candidates, most) {
  const found = [];
  for (const [other, count] of candidates) {
    const far = distance(word, other, most);
    if (!far || far > most) continue;
    const cost = far + (other[0] === word[0] ? 0 : 0.5) + (other.at(-1) === word.at(-1) ? 0 : 0.2) - Math.log10(count) / 6;
    found.push({ word: other, cost, far });
  }
  return found.sort((one, other) => one.cost - other.cost).slice(0, CHOICES);
}

async function among(word, firsts) {
  return nearest(word, (await Promise.all(firsts.map(spellings))).flat(), allowed(word));
}

/** The words of the archive that `word` may have been meant to be, the likeliest first. */
export async function meant(word) {
  if (word.length < 3 || /\d/.test(word)) return [];
  const near = await among(word, [...new Set([word[0], word[1]])]);
  if (near[0] && (near[0].far === 1 || near[0].word[0] === word[0])) return near.map((found) => found.word);
  return (await among(word, [""])).map((found) => found.word);
}

/** The two words of the archive that `word` is without the space between them; undefined where there are none. */
export async function parted(word) {
  if (word.length < 5 || word.length > 30) return undefined;
  const first = new Map(await spellings(word[0]));
  let found;
  for (let at = 2; at <= word.length - 2; at += 1) {
    const count = first.get(word.slice(0, at));
    if (!count) continue;
    const rest = new Map(await spellings(word[at])).get(word.slice(at));
    const rarer = Math.min(count, rest ?? 0);
    if (rarer && (!found || rarer > found.count)) found = { words: [word.slice(0, at), word.slice(at)], count: rarer };
  }
  return found?.words;
}

// Whether an answer is one. Pagefind takes a word that the archive lacks for ever shorter beginnings of it, down to its
// first letter, so that "emotion" finds every page with an "E".

// Part of the word that has to stand in the text: enough for "installation" where the text has "installed".
const SHARE = 0.55;
const LOOKED_AT = 30;
const SPACED_SCRIPT = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]+$/u;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const solid = (word) => word.replace(/[^\p{L}\p{N}]/gu, "");
const forms = (word) => [solid(word), ...word.split(/[^\p{L}\p{N}]+/u)].filter(Boolean);
const words = (text) => plain(text).split(/\s+/).flatMap(forms);

function sharedStart(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Whether `found`, a word of a text, may stand for the `asked` one. */
export function standsFor(found, asked) {
  const enough = Math.max(Math.min(3, asked.length), SHARE * asked.length);
  return found.includes(asked) || sharedStart(asked, found) >= enough;
}

// Where the words stand is asked of the result: its data is one object for all questions, and another that is under way
// may have written its own places there.
async function foundWords(result) {
  const { content, meta } = await result.data();
  const text = content.split(/\s+/);
  return words([...Object.values(meta), ...result.words.map((index) => text[index] ?? "")].join(" "));
}

const askedWords = (asked) => plain(asked).split(/\s+/).map(solid).filter((word) => SPACED_SCRIPT.test(word));

/** Whether Pagefind's answer has the words asked for. The first result tells for all. */
export async function answers({ results }, asked) {
  if (!asked.trim() || asked.includes('"') || !results.length) return true;
  const found = await foundWords(results[0]);
  return askedWords(asked).every((word) => found.some((other) => standsFor(other, word)));
}

/**
 * Pagefind's `results`, of the best of which those go first that have the words asked for as they are.
 *
 * It knows words by their stems, so that "OpenAl" is "open" to it, and that of a name is often that of a common word.
 * Where the first result has the words themselves, or what is still being typed, nothing needs to be looked at.
 */
export async function verbatimFirst(results, asked) {
  const names = askedWords(asked);
  if (!names.length || !results.length) return results;
  const begins = (found) => names.every((name) => found.some((word) => word.startsWith(name)));
  if (begins(await foundWords(results[0]))) return results;
  const best = results.slice(0, LOOKED_AT);
  const texts = await Promise.all(best.map(foundWords));
  const rank = new Map(best.map((result, index) => [result, begins(texts[index]) ? 0 : 1]));
  return [...best.sort((one, other) => rank.get(one) - rank.get(other)), ...results.slice(LOOKED_AT)];
}

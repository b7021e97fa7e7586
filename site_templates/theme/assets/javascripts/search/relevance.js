// Whether an answer is one. Pagefind takes a word that the archive lacks for ever shorter beginnings of it, down to its
// first letter, so that "emotion" finds every page with an "E".

// Part of the word that has to stand in the text: enough for "installation" where the text has "installed".
const SHARE = 0.55;
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

function foundWords({ content, locations, meta }) {
  const text = content.split(/\s+/);
  return words([...Object.values(meta), ...locations.map((index) => text[index] ?? "")].join(" "));
}

/** Whether Pagefind's answer has the words asked for. The first result tells for all. */
export async function answers({ results }, asked) {
  if (!asked.trim() || asked.includes('"') || !results.length) return true;
  const found = foundWords(await results[0].data());
  const askedWords = plain(asked).split(/\s+/).map(solid).filter((word) => SPACED_SCRIPT.test(word));
  return askedWords.every((word) => found.some((other) => standsFor(other, word)));
}

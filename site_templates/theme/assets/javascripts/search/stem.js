// The stem of an English word, by M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980) 130–137. It is
// taken of the words of the index when they are compared, so that nothing of it stands in the index.

const C = "[^aeiou][^aeiouy]*";
const V = "[aeiouy][aeiou]*";
const hasMeasure = (stem) => new RegExp(`^(?:${C})?${V}${C}`).test(stem);
const isMore = (stem) => new RegExp(`^(?:${C})?(?:${V}${C}){2,}`).test(stem);
const isOne = (stem) => new RegExp(`^(?:${C})?${V}${C}(?:${V})?$`).test(stem);
const hasVowel = (stem) => new RegExp(`^(?:${C})?[aeiouy]`).test(stem);
const endsShort = (stem) => new RegExp(`^${C}[aeiouy][^aeiouwxy]$`).test(stem);

const SECOND = {
  ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent", eli: "e",
  ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous",
  aliti: "al", iviti: "ive", biliti: "ble", logi: "log",
};
const THIRD = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };
const FOURTH = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function replaced(word, endings) {
  const found = Object.keys(endings).filter((ending) => word.endsWith(ending)).sort((one, other) => other.length - one.length)[0];
  if (!found) return word;
  const stem = word.slice(0, -found.length);
  return hasMeasure(stem) ? stem + endings[found] : word;
}

function withoutTense(word) {
  if (word.endsWith("eed")) return hasMeasure(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const stem = word.replace(/(?:ed|ing)$/, "");
  if (stem === word || !hasVowel(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return endsShort(stem) ? `${stem}e` : stem;
}

function withoutLast(word) {
  const found = word.match(FOURTH);
  if (found && isMore(found[1])) return found[1];
  const ion = word.match(/^(.+?[st])ion$/);
  return ion && isMore(ion[1]) ? ion[1] : word;
}

/** One of what `word` may be several of: `model` for `models`. */
export const singular = (word) => (word.length < 4 ? word : word.replace(/ies$/, "y").replace(/([^su])s$/, "$1"));

/** The stem of `word`, which is in small letters; what is no word of Latin letters is its own. */
export function stem(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let found = word.replace(/sses$/, "ss").replace(/ies$/, "i").replace(/([^s])s$/, "$1");
  found = withoutTense(found);
  if (/y$/.test(found) && hasVowel(found.slice(0, -1))) found = `${found.slice(0, -1)}i`;
  found = withoutLast(replaced(replaced(found, SECOND), THIRD));
  if (/e$/.test(found)) {
    const rest = found.slice(0, -1);
    if (isMore(rest) || (isOne(rest) && !endsShort(rest))) found = rest;
  }
  return /ll$/.test(found) && isMore(found) ? found.slice(0, -1) : found;
}

// What counts as a word for the search, and in which form it is looked up: as `site/search_words.py` has it, which made
// the index. `tests/cases/search/words.yml` holds both to it.

const LONGEST = 40;

// Signs that belong to the letters before them: accents, vowels and tones.
const MARKS =
  "\\u0300-\\u036f\\u0591-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u0900-\\u0963\\u0966-\\u0dff\\u0e31\\u0e34-\\u0e3a" +
  "\\u0e47-\\u0e4e\\u0eb1\\u0eb4-\\u0ebc\\u0ec8-\\u0ecd\\u0f71-\\u0f84\\u102b-\\u103e\\u1056-\\u109d\\u17b4-\\u17d3\\u3099\\u309a";
const LETTER = `[\\p{L}\\p{N}_${MARKS}]`;
const PIECE = new RegExp(`${LETTER}+(?:(?:[\\-\\u2010-\\u2013'’.&·]|[+#]+)${LETTER}+)*[+#]*`, "gu");
const PARTS = /[-\u2010-\u2013'’.&·⁄_+#]+/u;
const JOINTS = /[-\u2010-\u2013'’.&·⁄_]+/gu;
// Scripts that put no space between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ŋ: "n", ı: "i", ς: "σ" };

/** `text` as it is compared: small letters without accents, signs in their plain form. */
export function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[ßæœøłđðþħŧŋıς]/gu, (letter) => LETTERS[letter]);
  return plain.normalize("NFD").replace(/[\u0300-\u036f]+/gu, "").normalize("NFC");
}

/** The pieces of `text`, each as `[what it says, where it begins]`. */
export const pieces = (text) => [...text.matchAll(PIECE)].map((found) => [found[0], found.index]);

const cut = (word) => [...word].slice(0, LONGEST).join("");

// A word, or of writing without spaces each two neighbours and the last letter alone.
function* inParts(part) {
  let at = 0;
  for (const found of part.matchAll(UNSPACED)) {
    if (found.index > at) yield cut(part.slice(at, found.index));
    const run = [...found[0]];
    for (const place of run.keys()) yield run.slice(place, place + 2).join("");
    at = found.index + found[0].length;
  }
  if (at < part.length) yield cut(part.slice(at));
}

/** The words that a piece is found by: `inside` those in it, `whole` those that it is as a whole. */
export function wordsOf(piece) {
  const folded = fold(piece);
  const parts = folded.split(PARTS).filter(Boolean);
  const whole = parts.length > 1 ? [parts.join("")] : [];
  if (/[+#]/.test(folded)) whole.push(folded.replace(JOINTS, ""));
  return { inside: parts.flatMap((part) => [...inParts(part)]), whole: whole.map(cut) };
}

/** The stretches of writing without spaces in a folded text. */
export const unspaced = (text) => text.match(UNSPACED) ?? [];

/** All words of `text`, in their order, as they are compared. */
export const sequence = (text) => pieces(text).flatMap(([piece]) => wordsOf(piece).inside);

const ARXIV = /(?:(?<!\d)(\d{4}\.\d{4,5})|(?<![\w.])([a-z-]+(?:\.[a-z]{2})?\/\d{7}))(?:v\d+)?(?!\d)/;
const POST = /(?:twitter|x)\.com\/[^/]+\/status(?:es)?\/(\d+)/;
const VIDEO = /(?:youtu\.be\/|youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/|live\/|v\/))([\w-]{11})/;
const DOI = /10\.\d{4,9}\/[^\s?#]+/;

/** The word by which an address, or an item's id, is found; copies of one address have the same. */
export function addressWord(address) {
  const plain = address.trim().toLowerCase();
  const arxiv = /arxiv|ar5iv|\/papers\/|scirate/.test(plain) && plain.match(ARXIV);
  if (arxiv) return `=arxiv:${arxiv[1] ?? arxiv[2]}`;
  const doi = plain.match(DOI);
  if (doi) return `=doi:${doi[0].replace(/[.,;]+$/, "")}`;
  const post = plain.match(POST);
  if (post) return `=post:${post[1]}`;
  const video = plain.match(VIDEO);
  if (video) return `=video:${video[1]}`;
  const bare = plain.replace(/^(?:[a-z]+:\/\/)?(?:(?:www|m|mobile)\.)?/, "").split("#")[0];
  const [where, ...asked] = bare.split("?");
  const kept = asked.join("?").split("&").filter((part) => part && !part.startsWith("utm_"));
  return `=${where.replace(/\/+$/, "")}${kept.length ? "?" : ""}${kept.join("&")}`.slice(0, 120);
}

/** The word by which a page is found that had this address before, on whatever site. */
export function pathWord(address) {
  const path = address.toLowerCase().replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/, "").replace(/^(?!\/)[^/]*(?=\/)/, "").split(/[?#]/)[0];
  return `=/${path.replace(/^\/+|\/+$/g, "")}`.slice(0, 120);
}

/** The words by which what looks like an address or an identifier may be found; none if `text` does not look so. */
export function addressWords(text) {
  const plain = text.trim().replace(/[.,;]+$/, "");
  if (/\s/.test(plain)) {
    const [first, ...rest] = plain.split(/\s+/);
    return /^(?:arxiv|doi):?$/i.test(first) && rest.length === 1 ? addressWords(`${first.replace(":", "")}:${rest[0]}`) : [];
  }
  if (/^\d{4}\.\d{4,5}(?:v\d+)?$/i.test(plain)) return [addressWord(`arxiv:${plain}`)];
  if (/^\d{15,20}$/.test(plain)) return [`=post:${plain}`];
  if (/^[a-z][a-z0-9+.-]*:\S/i.test(plain) || /^(?:[\w-]+\.)+[a-z]{2,}\/\S/i.test(plain) || DOI.test(plain)) {
    return [pathWord(plain), addressWord(plain)];
  }
  return /^[a-z-]+(?:\.[a-z]{2})?\/\d{7}(?:v\d+)?$/i.test(plain) ? [addressWord(`arxiv:${plain}`)] : [];
}

// From a question to the pages that answer it. Nothing of the index is fetched before the first one.
import { corrections, Evidence, noteJoined, ofExact, ofUnit } from "./evidence.js";
import { question } from "./question.js";
import { ranked } from "./ranking.js";
import { beginningWith, passage, table } from "./shelf.js";
import { excerpt, hasPhrases, likeness } from "./text.js";
import { sequence } from "./words.js";

const COMPARED = 12; // pages whose words are compared with the question's
const COMPARED_OF_LONG = 24;
const QUOTED = 48; // pages that are looked through for a phrase in quotation marks
const NONE = { corrected: [], dropped: [], time: { used: [] } };

const values = (facet, page, { names, facets }) => facets[facet][page].map((at) => names[facet][at]);

function filtered(filters, known, except = "") {
  const used = Object.entries(filters).filter(([name, chosen]) => name !== except && known.names[name] && chosen.length);
  return (page) => used.every(([name, chosen]) => values(name, page, known).some((value) => chosen.includes(value)));
}

function inTime({ year = "", month = 0 }, known) {
  if (!year && !month) return () => true;
  const ending = month ? `-${String(month).padStart(2, "0")}` : "";
  if (!month) return (page) => values("year", page, known).includes(year);
  return (page) => values("month", page, known).some((one) => one.startsWith(year) && one.endsWith(ending));
}

// Undated pages stand at the end of either order.
function ordered(pages, sort, { days }) {
  const sign = { newest: -1, oldest: 1 }[sort];
  if (!sign) return pages;
  const day = (one) => days[one.page] || (sign < 0 ? 0 : 99999999);
  return [...pages].sort((one, other) => sign * (day(one) - day(other)) || one.page - other.page);
}

/** For each facet the values with the number of pages that choosing one would show. */
function counted(pages, filters, known) {
  const counts = {};
  for (const name of Object.keys(known.names)) {
    const fits = filtered(filters, known, name);
    const found = (counts[name] = {});
    for (const { page } of pages) if (fits(page)) for (const value of values(name, page, known)) found[value] = (found[value] ?? 0) + 1;
  }
  return counts;
}

async function byAddress(words) {
  const found = await Promise.all(words.map(ofExact));
  const exact = found.find((one) => !one.isEmpty);
  if (exact || !words[0]) return exact ?? new Evidence();
  const all = new Evidence();
  for (const known of await beginningWith(words.at(-1))) all.note(known, 1);
  return all;
}

const pagesOf = ({ passages, titles }, { pageOf }) => new Set([...titles.keys(), ...[...passages.keys()].map((number) => pageOf[number])]);

// Of what a word may have been meant to be, the likeliest that stands on a page with the other words.
function fitting(choices, others, known) {
  const beside = others.filter((one) => !one.isEmpty).map((one) => pagesOf(one, known));
  const shares = ({ found }) => [...pagesOf(found, known)].some((page) => beside.every((pages) => pages.has(page)));
  return choices.find(shares) ?? choices[0];
}

// What stands where for each unit, after those that stand nowhere were taken for what they may have been meant to be.
async function gather(asked, known, asTyped) {
  const evidence = await Promise.all(asked.units.map(ofUnit));
  await noteJoined(asked.units, evidence);
  const changed = [];
  if (asTyped) return { evidence, changed };
  const lost = evidence.map((one, at) => at).filter((at) => evidence[at].isEmpty && !asked.units[at].strict);
  const choices = await Promise.all(lost.map((at) => corrections(asked.units[at])));
  lost.forEach((at, place) => {
    const open = choices.filter((_, other) => other > place).map((some) => together(some));
    const better = fitting(choices[place], [...evidence, ...open], known);
    if (!better) return;
    evidence[at] = better.found;
    changed.push({ from: asked.units[at].said, to: better.said });
  });
  return { evidence, changed };
}

// All that one of several words may mean.
function together(some) {
  const all = new Evidence();
  some.forEach(({ found }) => all.add(found));
  return all;
}

// The best pages, put in the order of how well they say what was asked.
async function compared(pages, asked, words) {
  const most = words.length > 4 ? COMPARED_OF_LONG : COMPARED;
  const best = pages.slice(0, most);
  const read = await Promise.all(best.map((one) => passage(one.passage)));
  const top = best[0]?.score ?? 0;
  const likened = best.map((one, at) => ({ ...one, score: one.score + top * 0.6 * likeness(words, read[at].title, read[at].text) }));
  return [...likened.sort((one, other) => other.score - one.score), ...pages.slice(most)];
}

// The pages whose passage says the phrases: among the best ones, and among others, which are left for later if some were
// found and not all are asked for. Only those are looked through whose passage has all words of the phrases.
async function quoted(pages, phrases, words, isWhole) {
  const able = pages.filter(({ mask }) => (mask & words) === words).slice(0, QUOTED);
  const saying = async (some) => {
    const read = await Promise.all(some.map((one) => passage(one.passage)));
    return some.filter((_, at) => hasPhrases(phrases, read[at].title, read[at].text));
  };
  const best = await saying(able.slice(0, COMPARED));
  const isPart = !isWhole && best.length > 0 && able.length > COMPARED;
  return { best, others: isPart ? [] : await saying(able.slice(COMPARED)), isPart };
}

function replaced(asked, changed) {
  const words = [...asked.sequence];
  for (const { from, to } of changed) {
    const at = words.indexOf(from.toLowerCase());
    if (at >= 0) words.splice(at, 1, ...to.split(" "));
  }
  return words;
}

async function byWords(asked, known, asTyped, isWhole) {
  const { evidence, changed } = await gather(asked, known, asTyped);
  const there = evidence.map((one, at) => [one, at]).filter(([one]) => !one.isEmpty);
  const nowhere = evidence.map((one, at) => at).filter((at) => evidence[at].isEmpty);
  const said = { corrected: changed, dropped: nowhere.map((at) => asked.units[at].said), time: asked.time };
  const used = there.map(([one]) => one);
  const called = asked.time.year && !asked.time.month ? (await ofExact(asked.time.year)).titles : new Map();
  const isThen = inTime(asked.time, known);
  const allowed = (page) => isThen(page) || called.has(page);
  let found = ranked(used, known, allowed);
  if (asked.time.used.length && !found.pages.length) {
    found = ranked(used, known, () => true);
    said.time = { used: [], failed: asked.time };
  }
  if (!said.time.failed) said.time = { ...asked.time, byTitle: found.pages.some(({ page }) => !isThen(page)) };
  said.dropped.push(...found.lacking.map((at) => asked.units[there[at][1]].said));
  const words = replaced(asked, changed);
  let exact = { best: [], others: [], isPart: false };
  if (asked.phrases.length) {
    const isSaid = nowhere.every((at) => !asked.units[at].strict);
    const strict = there.reduce((mask, [, at], bit) => (asked.units[at].strict ? mask | (1 << bit) : mask), 0);
    if (isSaid) exact = await quoted(found.pages, asked.phrases, strict, isWhole);
    said.phrase = exact.best.length + exact.others.length > 0;
  }
  const likeliest = exact.best.length ? exact.best : exact.others.length ? exact.others : found.pages;
  const pages = [...(await compared(likeliest, asked, words)), ...(exact.best.length ? exact.others : [])];
  return { pages, said, evidence: used, runs: asked.units.map(({ run }) => run).filter(Boolean), isPart: exact.isPart };
}

/**
 * Search for `words` among the pages that have, for each name in `filters`, one of its values.
 *
 * Without words every page is found, the newest first if nothing else is said. Gives `pages`, the best first, `counts`
 * of each facet's values among them, `unfiltered`, how many there are without the filters, and `said`: the words that
 * were taken for others, those that were left out, and the time that the words name. `asTyped`: take no word for another.
 * Unless `isWhole`, an answer to a phrase may be its best part, which it says as `isPart`.
 */
export async function search(words, filters = {}, sort = "", asTyped = false, isWhole = true) {
  const known = await table();
  const asked = question(words, known.names.year, asTyped);
  let found = { pages: [], said: NONE, evidence: [], runs: [] };
  if (asked.addresses.length) {
    const there = await byAddress(asked.addresses);
    found = { ...found, ...ranked(there.isEmpty ? [] : [there], known, () => true), evidence: [there] };
  }
  const rest = asked.addresses.length && !found.pages.length ? { ...question(asked.text.replace(/[/:?=&._-]+/g, " "), []) } : asked;
  if (!found.pages.length && rest.units.length) found = await byWords(rest, known, asTyped, isWhole);
  else if (!found.pages.length && (!words.trim() || asked.time.used.length)) found = everything(asked, known);
  const order = sort || (found.evidence.length ? "" : "newest");
  const allowed = filtered(filters, known);
  const pages = ordered(found.pages.filter(({ page }) => allowed(page)), order, known);
  if (found.isPart && !pages.length) return search(words, filters, sort, asTyped);
  return { ...found, pages, counts: counted(found.pages, filters, known), unfiltered: found.pages.length };
}

function everything(asked, known) {
  const allowed = inTime(asked.time, known);
  const all = Array.from({ length: known.size }, (_, page) => ({ page, passage: known.starts[page], score: 0 }));
  return { pages: all.filter(({ page }) => allowed(page)), said: { ...NONE, time: asked.time }, evidence: [], runs: [] };
}

const NAMED = ["people", "topic"];
const FEWEST = 3; // letters of a question that names somebody or something
const MOST_NAMED = 3;

/** The people and topics that `words` name, the last word perhaps by its beginning: facet, value, and how many pages. */
export async function named(words) {
  const known = await table();
  const asked = sequence(words);
  const last = asked.pop() ?? "";
  if (last.length < FEWEST) return [];
  const isNamed = (value) => {
    const said = sequence(value);
    return asked.every((word) => said.includes(word)) && said.some((word) => word.startsWith(last) && !asked.includes(word));
  };
  const found = NAMED.flatMap((facet) =>
    (known.names[facet] ?? []).flatMap((value, at) => {
      if (!isNamed(value)) return [];
      return [{ facet, value, pages: known.facets[facet].filter((chosen) => chosen.includes(at)).length }];
    }),
  );
  return found.sort((one, other) => other.pages - one.pages).slice(0, MOST_NAMED);
}

/** Every facet with its values and their counts in the whole archive. */
export async function allFacets() {
  const known = await table();
  return counted(Array.from({ length: known.size }, (_, page) => ({ page })), {}, known);
}

/** What is to be shown of `one` of the pages that `answer` has: its passage, and which lines of it. */
export async function shown(one, answer) {
  const read = await passage(one.passage);
  const forms = new Map(answer.evidence.flatMap((found) => [...found.forms]));
  const lines = excerpt(read.text, forms, answer.runs, read.places.map(([place]) => place));
  const before = read.places.filter(([place]) => place <= lines.place);
  const place = answer.evidence.length && lines.marked.length ? { id: before.at(-1)?.[1] ?? "", story: before.findLast(([, , said]) => said)?.[2] ?? "" } : { id: "", story: "" };
  return { ...read, lines, ...place };
}

const OTHERS = 3;

/** The passages of a long page that have as much of what was asked as the best one, as they follow on it. */
export async function others(one, answer) {
  const { starts } = await table();
  const numbers = Array.from({ length: starts[one.page + 1] - starts[one.page] }, (_, at) => starts[one.page] + at);
  const has = (number) => answer.evidence.filter((found) => found.passages.has(number)).length;
  const most = has(one.passage);
  const like = most ? numbers.filter((number) => number !== one.passage && has(number) === most).slice(0, OTHERS) : [];
  return Promise.all(like.map((passage) => shown({ ...one, passage }, answer)));
}

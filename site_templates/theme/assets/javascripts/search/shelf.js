// The index as the browser reads it: `site/search_index.py` says what stands in which file. Nothing is fetched twice.

const FOLDER = new URL("../../../search-index/", import.meta.url);
const NAME = 7;
const SHARDS = 3; // of words with one beginning; those of very short ones are not all looked at

const kept = new Map();

/** What `make` promises, kept under `name`. A failure is forgotten, so that a later call tries anew. */
function once(name, make) {
  if (!kept.has(name)) {
    const promise = make();
    kept.set(name, promise);
    promise.catch(() => kept.delete(name));
  }
  return kept.get(name);
}

async function bytes(name, options) {
  const answer = await fetch(new URL(name, FOLDER), options);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Some servers say of such files that they are compressed, and the browser unpacks them.
async function text(name) {
  const found = await bytes(name);
  if (found[0] !== 0x1f || found[1] !== 0x8b) return new TextDecoder().decode(found);
  return new Response(new Blob([found]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

const entry = () => once("entry", async () => JSON.parse(new TextDecoder().decode(await bytes("entry.json", { cache: "no-cache" }))));

function cumulated(parts) {
  const starts = new Int32Array(parts.length + 1);
  parts.forEach((count, page) => (starts[page + 1] = starts[page] + count));
  const pageOf = new Int32Array(starts[parts.length]);
  parts.forEach((count, page) => pageOf.fill(page, starts[page], starts[page + 1]));
  return { starts, pageOf };
}

/** The table of all pages: days, facets, words of titles, and which passages are whose. */
export const table = () =>
  once("table", async () => {
    const { table: name } = await entry();
    const found = JSON.parse(await text(`table-${name}.gz`));
    return { ...found, size: found.parts.length, ...cumulated(found.parts) };
  });

const WEIGHTS = { "": 1, "+": 1.25, "*": 1.4 };

function places(column) {
  if (!column) return [];
  let number = 0;
  return column.split(" ").map((distance) => {
    const sign = /[+*]$/.exec(distance)?.[0] ?? "";
    number += Number.parseInt(distance, 36);
    return [number, WEIGHTS[sign]];
  });
}

const shard = (name) =>
  once(`words-${name}`, async () => {
    const lines = (await text(`words-${name}.gz`)).split("\n").filter(Boolean);
    return lines.map((line) => {
      const [word, passages, titles] = line.split("\t");
      return { word, passages: () => places(passages), titles: () => places(titles).map(([page]) => page) };
    });
  });

// The names of the shards that may have words with this beginning; the first word of each is known.
function namesFor(shards, beginning) {
  const at = Math.max(0, shards.findLastIndex(([first]) => first <= beginning));
  const end = shards.findIndex(([first], place) => place > at && !first.startsWith(beginning));
  return shards.slice(at, end < 0 ? shards.length : end).map(([, name]) => name);
}

/** The words of the index that begin with `beginning`, those of a few shards at most. */
export async function beginningWith(beginning) {
  const names = namesFor((await entry()).words, beginning).slice(0, SHARDS);
  const found = await Promise.all(names.map(shard));
  return found.flat().filter(({ word }) => word.startsWith(beginning));
}

const spelt = (name) =>
  once(`spellings-${name}`, async () => {
    const lines = (await text(`spellings-${name}.gz`)).split("\n");
    return lines.map((line) => line.split(" ")).map(([word, count]) => [word, Number.parseInt(count, 36)]);
  });

/** The words that begin with `beginning` and may be meant by a misspelling, each with how many passages have it. */
export async function spellings(beginning = "") {
  const found = await Promise.all(namesFor((await entry()).spellings, beginning).map(spelt));
  return found.flat().filter(([word]) => word.startsWith(beginning));
}

/** A passage, by its number: its text, its places, and what a result shows of its page. */
export async function passage(number) {
  const { pages, pageOf, starts } = await table();
  const page = pageOf[number];
  const name = `pages/${pages.slice(page * NAME, page * NAME + NAME)}-${number - starts[page]}.gz`;
  return once(name, async () => ({ ...JSON.parse(await text(name)), page, number }));
}

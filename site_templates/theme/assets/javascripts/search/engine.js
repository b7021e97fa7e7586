// The one place that knows Pagefind. Nothing of it is loaded before the first question.
import { answers, verbatimFirst } from "./relevance.js";

const SITE = new URL("../../../", import.meta.url);
let loading;

async function start() {
  const pagefind = await import(new URL("pagefind/pagefind.js", SITE).href);
  await pagefind.options({ excerptLength: 32 });
  await pagefind.init();
  return pagefind;
}

/** Pagefind, loaded once. A failure is forgotten, so that a later call tries anew. */
export function engine() {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

const ORDER = { newest: { newest: "desc" }, oldest: { oldest: "asc" } };

function anyOf(filters) {
  const used = Object.entries(filters).filter(([, values]) => values.length);
  return Object.fromEntries(used.map(([name, values]) => [name, { any: values }]));
}

const NOTHING = { results: [], filters: {}, unfilteredResultCount: 0 };

/**
 * Search for `words` among the items that have, for each name in `filters`, one of its values.
 *
 * Without words every such item is found, the newest first if nothing else is said.
 * Gives Pagefind's answer: `results`, and `filters` with the counts among them.
 */
export async function search(words, filters = {}, sort = "") {
  const pagefind = await engine();
  const order = ORDER[sort || (words.trim() ? "" : "newest")] ?? {};
  const answer = await pagefind.search(words.trim() || null, { filters: anyOf(filters), sort: order });
  if (!(await answers(answer, words))) return NOTHING;
  return sort ? answer : { ...answer, results: await verbatimFirst(answer.results, words) };
}

/**
 * For each facet the number of items that choosing a value would show.
 *
 * A facet's own choices must not count against its other values, so each that has some is asked for without them.
 */
export async function facetCounts(words, filters, answer) {
  const counts = { ...answer.filters };
  for (const name of Object.keys(filters).filter((name) => filters[name].length)) {
    const others = await search(words, { ...filters, [name]: [] });
    counts[name] = others.filters[name];
  }
  return counts;
}

/** Every facet with its values and their counts in the whole archive. */
export const allFacets = async () => (await engine()).filters();

// What is searched for, as the search page's address holds it.

/** The facets that can filter, and what they are called. */
export const FACETS = { kind: "Kind", topic: "Topic", year: "Year", people: "People", week: "Week" };

/** How many results are shown at first, and how many "Show more" adds. */
export const STEP = 10;

/** The state in `query`, the part of an address from its question mark on. */
export function parse(query) {
  const params = new URLSearchParams(query);
  const filters = Object.fromEntries(Object.keys(FACETS).map((name) => [name, params.getAll(name)]));
  const shown = Math.max(STEP, Number.parseInt(params.get("n"), 10) || STEP);
  return { words: params.get("q") ?? "", filters, sort: params.get("sort") ?? "", shown };
}

/** The query that {@link parse} reads as `state`; what is as usual is left out. */
export function format({ words, filters, sort, shown }) {
  const params = new URLSearchParams();
  if (words.trim()) params.set("q", words.trim());
  for (const [name, values] of Object.entries(filters)) values.forEach((value) => params.append(name, value));
  if (sort) params.set("sort", sort);
  if (shown > STEP) params.set("n", shown);
  return params.size ? `?${params}` : "";
}

/** How many filter values are chosen. */
export const chosen = ({ filters }) => Object.values(filters).flat().length;

// What is searched for, as the search page's address holds it.

/** The facets that can filter. */
export const FACETS = ["year", "month", "topic", "kind", "people"];

/** How many results are shown at first, and how many "Show more" adds. */
export const STEP = 10;

// Addresses of earlier versions filtered by weeks, which a day named.
const months = (params) => [...params.getAll("month"), ...params.getAll("week").map((day) => day.slice(0, 7))];

/** The state in `query`, the part of an address from its question mark on. */
export function parse(query) {
  const params = new URLSearchParams(query);
  const filters = Object.fromEntries(FACETS.map((name) => [name, params.getAll(name)]));
  filters.month = [...new Set(months(params))];
  const shown = Math.max(STEP, Number.parseInt(params.get("n"), 10) || STEP);
  const isAsked = ["all", "q", "sort"].some((name) => params.get(name)) || Object.values(filters).flat().length > 0;
  const asTyped = params.get("as") === "typed";
  return { words: params.get("q") ?? "", filters, sort: params.get("sort") ?? "", shown, asTyped, isAsked };
}

/** The query that {@link parse} reads as `state`; what is as usual is left out. */
export function format({ words, filters, sort, shown, asTyped, isAsked }) {
  const params = new URLSearchParams();
  if (words.trim()) params.set("q", words.trim());
  for (const [name, values] of Object.entries(filters)) values.forEach((value) => params.append(name, value));
  if (sort) params.set("sort", sort);
  if (shown > STEP) params.set("n", shown);
  if (asTyped && words.trim()) params.set("as", "typed");
  if (isAsked && !words.trim() && !chosen({ filters })) params.set("all", "1");
  return params.size ? `?${params}` : "";
}

/** How many filter values are chosen. */
export const chosen = ({ filters }) => Object.values(filters).flat().length;

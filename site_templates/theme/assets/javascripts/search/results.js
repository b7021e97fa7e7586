// What a result looks like: in the panel an option, on the search page a list entry.
import { element, excerptNodes, marked, markedWords } from "./dom.js";
import { fullest, passage } from "./passage.js";

const SIX_DAYS = 6 * 24 * 60 * 60 * 1000;
const DATES = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** A facet's value as people read it: a week, which is named by its last day, as `20–26 March 2023`. */
export function label(facet, value) {
  const last = facet === "week" ? Date.parse(value) : NaN;
  if (Number.isNaN(last)) return value;
  return DATES.formatRange(last - SIX_DAYS, last).replace(/(\d)\s–\s(\d)/, "$1–$2");
}

function facts({ filters }) {
  const week = filters.week?.map((value) => label("week", value)) ?? ["Undated"];
  const some = (facet) => (filters[facet] ?? []).slice(0, 3);
  return [...some("kind"), ...week, ...some("topic"), ...some("people")].join(" · ");
}

const passageOf = ({ anchors = [] }, { weighted_locations: found = [] }) => passage(anchors, found);

// Where an answer leads: to the passage that begins at `id`, its words marked.
function address(result, words, id) {
  const forms = [...words.split(/\s+/), ...markedWords(result.excerpt)];
  const distinct = [...new Set(forms.map((form) => form.toLowerCase()))].filter(Boolean);
  if (!words.trim()) return result.url;
  const target = new URL(result.url, location.href);
  target.searchParams.set("highlight", distinct.slice(0, 8).join(" "));
  target.hash = id;
  return target.href;
}

/** A link as an option of the panel: chosen by the arrow keys, never by Tab. */
export function optionLink(id, href, ...children) {
  const attributes = { class: "bi-option", role: "option", tabindex: "-1", "aria-selected": "false" };
  return element("a", { ...attributes, id, href }, ...children);
}

/** A result as an option of the panel. */
export function option(result, words, id) {
  const place = passageOf(result, result);
  const title = element("strong", {}, ...marked(result.meta.title, words));
  const small = [place.story, facts(result)].filter(Boolean).join(" · ");
  return optionLink(id, address(result, words, place.id), title, element("small", {}, small));
}

function part(result, section, words) {
  const href = address(result, words, passageOf(result, section).id);
  return element("li", {}, element("a", { href }, ...marked(section.title, words)));
}

function parts(result, words, story) {
  const known = [result.meta.title, story];
  const sections = result.sub_results.filter(({ url, title }) => url.includes("#") && !known.includes(title));
  if (!words.trim() || !sections.length) return [];
  const entries = fullest(sections, 3).map((section) => part(result, section, words));
  return [element("ul", { class: "bi-result__parts" }, ...entries)];
}

function storyLine(story, words) {
  return story && words.trim() ? [element("span", { class: "bi-result__story" }, "In ", ...marked(story, words))] : [];
}

/** A result as an entry of the search page's list. */
export function entry(result, words) {
  const { id, story } = passageOf(result, result);
  return element(
    "li",
    { class: "bi-result" },
    element("a", { class: "bi-result__title", href: address(result, words, id) }, ...marked(result.meta.title, words)),
    element("span", { class: "bi-result__facts" }, facts(result)),
    ...storyLine(story, words),
    element("p", { class: "bi-result__excerpt" }, ...excerptNodes(result.excerpt), " …"),
    ...parts(result, words, story),
  );
}

/** `1 result`, `12 results`. */
export const counted = (count) => `${count} ${count === 1 ? "result" : "results"}`;

// What a result looks like: in the panel an option, on the search page a list entry.
import { counted, element, filled, kindName, LOCALE, t } from "../interface.js";
import { marked } from "./dom.js";

const SIX_DAYS = 6 * 24 * 60 * 60 * 1000;
const WORDS = 8; // that are marked on the page behind a result
const SITE = new URL("../../../", import.meta.url);
const DATES = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat(LOCALE, { month: "long", year: "numeric", timeZone: "UTC" });
const ALONE = new Intl.DateTimeFormat(LOCALE, { month: "long", timeZone: "UTC" });

/** A week, which is named by its last day, as people read it: `20–26 March 2023`. */
function span(value) {
  const last = Date.parse(value);
  return Number.isNaN(last) ? value : DATES.formatRange(last - SIX_DAYS, last).replace(/(\d)\s–\s(\d)/, "$1–$2");
}

/** A facet's value as people read it: `March 2023` for the month `2023-03`. */
export function label(facet, value) {
  if (facet === "kind") return kindName(value);
  const first = facet === "month" ? Date.parse(`${value}-01`) : NaN;
  return Number.isNaN(first) ? value : MONTH.format(first);
}

/** A year and a month as people read them; either may be missing. */
export function timeName({ year = "", month = 0 }) {
  if (!month) return year;
  const first = Date.UTC(Number(year) || 2000, month - 1);
  return year ? MONTH.format(first) : ALONE.format(first);
}

function facts({ kind = [], week = [], topic = [], people = [] }) {
  const weeks = week.length ? week.map(span) : [t("js.results.undated")];
  return [...kind.map(kindName), ...weeks, ...topic, ...people].join(" · ");
}

// Where an answer leads: to the passage that begins at `id`, its words marked.
function address(result, words, id) {
  const target = new URL(result.url, SITE);
  if (!words.trim()) return target.href;
  const forms = [...words.split(/\s+/), ...result.lines.marked];
  const distinct = [...new Set(forms.map((form) => form.toLowerCase()))].filter(Boolean);
  target.searchParams.set("highlight", distinct.slice(0, WORDS).join(" "));
  target.hash = id;
  return target.href;
}

const named = (result, words) => [words, ...result.lines.marked].join(" ");

/** A link as an option of the panel: chosen by the arrow keys, never by Tab. */
export function optionLink(id, href, ...children) {
  const attributes = { class: "bi-option", role: "option", tabindex: "-1", "aria-selected": "false" };
  return element("a", { ...attributes, id, href }, ...children);
}

/** What a question names, with how much there is of it. */
export const namedFacts = ({ facet, pages }) => `${t(`js.named.${facet}`)} · ${counted("js.items", pages)}`;

/** A result as an option of the panel. */
export function option(result, words, id) {
  const title = element("strong", { dir: "auto" }, ...marked(result.title, named(result, words)));
  const small = [result.story, facts(result)].filter(Boolean).join(" · ");
  return optionLink(id, address(result, words, result.id), title, element("small", {}, small));
}

function part(section, words) {
  return element("li", {}, element("a", { dir: "auto", href: address(section, words, section.id) }, ...marked(section.story, words)));
}

function parts(result, words) {
  const known = [result.title, result.story];
  const sections = result.others.filter(({ story }, at) => story && !known.includes(story) && at === result.others.findIndex((other) => other.story === story));
  if (!words.trim() || !sections.length) return [];
  return [element("ul", { class: "bi-result__parts" }, ...sections.map((section) => part(section, words)))];
}

function storyLine({ story }, words) {
  return story && words.trim() ? [element("span", { class: "bi-result__story" }, ...filled("js.results.story", { story: marked(story, words) }))] : [];
}

const lines = ({ parts: shown, isBegun, isCut }) => [
  isBegun ? "… " : "",
  ...shown.map((text, at) => (at % 2 ? element("mark", {}, text) : text)),
  isCut ? " …" : "",
];

/** A result as an entry of the search page's list. */
export function entry(result, words) {
  const href = address(result, words, result.id);
  return element(
    "li",
    { class: "bi-result" },
    element("a", { class: "bi-result__title", dir: "auto", href }, ...marked(result.title, named(result, words))),
    element("span", { class: "bi-result__facts" }, facts(result)),
    ...storyLine(result, words),
    element("p", { class: "bi-result__excerpt", dir: "auto" }, ...lines(result.lines)),
    ...parts(result, words),
  );
}

// The search page's filters: one group of checkboxes a facet.
import { amount, element, t } from "../interface.js";
import { label } from "./results.js";
import { FACETS } from "./state.js";

const NEWEST_FIRST = new Set(["month", "year"]);
const FEW_MONTHS = 12; // so many are shown though no year is chosen
const OFTEN = 2; // items of a person who is listed

function ordered(facet, counts) {
  const byName = ([one], [other]) => one.localeCompare(other);
  const byCount = (one, other) => other[1] - one[1] || byName(one, other);
  const order = NEWEST_FIRST.has(facet) ? (one, other) => byName(other, one) : byCount;
  return Object.entries(counts).sort(order);
}

function choice(facet, value, count) {
  const box = element("input", { type: "checkbox", name: facet, value });
  const number = element("span", { class: "bi-count" }, amount(count));
  return element("label", {}, box, element("span", {}, label(facet, value)), number);
}

function group(facet, counts) {
  const listed = ordered(facet, counts).filter(([, count]) => facet !== "people" || count >= OFTEN);
  const choices = listed.map(([value, count]) => choice(facet, value, count));
  const values = element("div", { class: "bi-facet__values" }, ...choices);
  return element("fieldset", { class: "bi-facet", "data-facet": facet }, element("legend", {}, t(`js.facet.${facet}`)), values);
}

/** Fill `form` with a group for each facet that has values. `facets`: facet → value → count. */
export function build(form, facets) {
  const used = FACETS.filter((facet) => Object.keys(facets[facet] ?? {}).length);
  const clear = element("button", { type: "button", class: "bi-filters__clear", hidden: true }, t("js.filters.clear"));
  const done = element("button", { type: "button", class: "bi-filters__done" }, t("js.filters.done"));
  form.replaceChildren(...used.map((facet) => group(facet, facets[facet])), element("p", { class: "bi-filters__end" }, clear, done));
}

/** What is chosen in `form`: facet → values. */
export function chosenIn(form) {
  const data = new FormData(form);
  return Object.fromEntries(FACETS.map((facet) => [facet, data.getAll(facet)]));
}

// What an address names and no list has, such as a person of one item, gets a box when it is chosen.
function find(form, facet, value) {
  const there = [...form.querySelectorAll(`input[name="${facet}"]`)].find((box) => box.value === value);
  const values = form.querySelector(`[data-facet="${facet}"] .bi-facet__values`);
  if (there || !values) return there;
  const made = choice(facet, value, 0);
  values.prepend(made);
  return made.querySelector("input");
}

/** Tick what `filters` holds. */
export function choose(form, filters) {
  for (const [facet, values] of Object.entries(filters)) values.forEach((value) => find(form, facet, value));
  for (const box of form.querySelectorAll("input")) box.checked = filters[box.name].includes(box.value);
}

// Months are of the years that are chosen; without a year only the few of a young archive are shown.
function isOfNoYear(box, boxes) {
  if (box.name !== "month") return false;
  const years = boxes.filter(({ name, checked }) => name === "year" && checked).map(({ value }) => value);
  if (years.length) return !years.includes(box.value.slice(0, 4));
  return boxes.filter(({ name }) => name === "month").length > FEW_MONTHS;
}

/** Show what each choice would find, and hide the choices that would find nothing. */
export function count(form, counts) {
  const boxes = [...form.querySelectorAll("input")];
  for (const box of boxes) {
    const found = counts[box.name]?.[box.value] ?? 0;
    box.parentElement.lastElementChild.textContent = amount(found);
    box.parentElement.hidden = (!found || isOfNoYear(box, boxes)) && !box.checked;
  }
}

// The search page's filters: one group of checkboxes a facet.
import { element } from "./dom.js";
import { label } from "./results.js";
import { FACETS } from "./state.js";

const NEWEST_FIRST = new Set(["week", "year"]);

function ordered(facet, counts) {
  const byName = ([one], [other]) => one.localeCompare(other);
  const byCount = (one, other) => other[1] - one[1] || byName(one, other);
  const order = NEWEST_FIRST.has(facet) ? (one, other) => byName(other, one) : byCount;
  return Object.entries(counts).sort(order);
}

function choice(facet, value, count) {
  const box = element("input", { type: "checkbox", name: facet, value });
  const number = element("span", { class: "bi-count" }, String(count));
  return element("label", {}, box, element("span", {}, label(facet, value)), number);
}

function group(facet, counts) {
  const choices = ordered(facet, counts).map(([value, count]) => choice(facet, value, count));
  const values = element("div", { class: "bi-facet__values" }, ...choices);
  return element("fieldset", { class: "bi-facet", "data-facet": facet }, element("legend", {}, FACETS[facet]), values);
}

/** Fill `form` with a group for each facet that has values. `facets`: facet → value → count. */
export function build(form, facets) {
  const used = Object.keys(FACETS).filter((facet) => Object.keys(facets[facet] ?? {}).length);
  const clear = element("button", { type: "button", class: "bi-filters__clear", hidden: true }, "Clear filters");
  form.replaceChildren(...used.map((facet) => group(facet, facets[facet])), clear);
}

/** What is chosen in `form`: facet → values. */
export function chosenIn(form) {
  const data = new FormData(form);
  return Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, data.getAll(facet)]));
}

/** Tick what `filters` holds. */
export function choose(form, filters) {
  for (const box of form.querySelectorAll("input")) box.checked = filters[box.name].includes(box.value);
}

/** Show what each choice would find, and hide the choices that would find nothing. */
export function count(form, counts) {
  for (const box of form.querySelectorAll("input")) {
    const found = counts[box.name]?.[box.value] ?? 0;
    box.parentElement.lastElementChild.textContent = String(found);
    box.parentElement.hidden = !found && !box.checked;
  }
}

// The search page: the state stands in the address, and everything shown follows from it.
import { element } from "./dom.js";
import { allFacets, facetCounts, search } from "./engine.js";
import * as filters from "./filters.js";
import { counted, entry } from "./results.js";
import { chosen, format, parse, STEP } from "./state.js";

const find = (root, selectors) =>
  Object.fromEntries(Object.entries(selectors).map(([name, css]) => [name, root.querySelector(css)]));

const PARTS = {
  field: ".bi-find__input",
  filters: ".bi-filters",
  groups: ".bi-filters__groups",
  active: ".bi-filters__active",
  count: ".bi-search__count",
  sort: ".bi-search__sort",
  order: "#bi-search-sort",
  list: ".bi-results",
  more: ".bi-search__more",
};

/** The search page below `root`, the element `#bi-search`. */
export class SearchPage {
  #turn = 0;
  #shown = STEP;
  #facets;

  constructor(root) {
    this.parts = find(root, PARTS);
    this.wide = matchMedia("(min-width: 60em)");
  }

  /** Show what the address asks for, and follow the reader from there. */
  start() {
    this.#listen();
    this.#fitFilters();
    if (this.wide.matches) this.parts.field.focus();
    if (location.search) this.#restore();
    else if (this.parts.field.value.trim()) this.#change("replaceState"); // typed before this script was here
    else this.#invite();
  }

  // The index is loaded for those who search: by a word, by an address, or by asking for all.
  #invite() {
    const all = element("button", { class: "bi-search__all", type: "button" }, "show all items");
    all.addEventListener("click", () => this.#restore());
    this.parts.list.replaceChildren(element("li", { class: "bi-empty" }, "Type what you remember, or ", all, "."));
  }

  // The filters are built once, with the values that the archive has.
  #prepare() {
    this.#facets ??= allFacets().then((facets) => filters.build(this.parts.groups, facets));
    this.#facets.catch(() => (this.#facets = undefined));
    return this.#facets;
  }

  #listen() {
    const { field, groups, order, more } = this.parts;
    field.addEventListener("input", () => this.#change("replaceState"));
    field.form.addEventListener("submit", (event) => this.#submit(event));
    groups.addEventListener("change", () => this.#change("pushState"));
    groups.addEventListener("click", (event) => event.target.matches(".bi-filters__clear") && this.#clear());
    order.addEventListener("change", () => this.#change("pushState"));
    more.addEventListener("click", () => this.#showMore());
    this.wide.addEventListener("change", () => this.#fitFilters());
    this.parts.filters.addEventListener("toggle", () => this.#onFilters());
    addEventListener("popstate", () => this.#restore());
  }

  // Wide windows have room for the filters; narrow ones fold them.
  #fitFilters() {
    this.parts.filters.open = this.wide.matches;
  }

  #onFilters() {
    if (this.parts.filters.open && !this.wide.matches) this.#prepare().catch(() => this.#fail());
  }

  get #state() {
    const { field, groups, order } = this.parts;
    return { words: field.value, filters: filters.chosenIn(groups), sort: order.value, shown: this.#shown };
  }

  async #restore() {
    this.parts.field.value = parse(location.search).words;
    try {
      await this.#prepare();
    } catch {
      return this.#fail();
    }
    const state = parse(location.search);
    this.parts.field.value = state.words;
    this.parts.order.value = state.sort;
    this.#shown = state.shown;
    filters.choose(this.parts.groups, state.filters);
    this.#run();
  }

  #change(how) {
    this.#shown = STEP;
    this.#keep(how);
    this.#run();
  }

  #keep(how) {
    history[how](null, "", location.pathname + format(this.#state));
  }

  #submit(event) {
    event.preventDefault();
    this.#change("replaceState");
  }

  #clear() {
    filters.choose(this.parts.groups, parse("").filters);
    this.#change("pushState");
  }

  async #showMore() {
    const next = this.#shown;
    this.#shown += STEP;
    this.#keep("replaceState");
    await this.#run();
    this.parts.list.children[next]?.querySelector("a").focus();
  }

  // An answer that a later question overtook is dropped.
  async #run() {
    const turn = ++this.#turn;
    try {
      await this.#prepare();
      const state = this.#state;
      const answer = await search(state.words, state.filters, state.sort);
      const counts = await facetCounts(state.words, state.filters, answer);
      const shown = await Promise.all(answer.results.slice(0, state.shown).map((result) => result.data()));
      if (turn === this.#turn) this.#show({ state, answer, counts, shown });
    } catch {
      if (turn === this.#turn) this.#fail();
    }
  }

  #show({ state, answer, counts, shown }) {
    const total = answer.results.length;
    const { list, count, more, sort } = this.parts;
    this.#showFilters(state, counts);
    count.textContent = state.words.trim() || chosen(state) ? counted(total) : `${total} items`;
    sort.hidden = !total;
    more.hidden = total <= state.shown;
    list.replaceChildren(...shown.map((result) => entry(result, state.words)));
    if (!total) list.append(this.#hints(state, answer));
    document.dispatchEvent(new Event("bi:listed"));
  }

  #showFilters(state, counts) {
    filters.count(this.parts.groups, counts);
    this.parts.active.textContent = chosen(state) || "";
    this.parts.groups.querySelector(".bi-filters__clear").hidden = !chosen(state);
  }

  #hints(state, { unfilteredResultCount: without }) {
    const advice = "No item has all of these words. Try fewer of them, the beginning of a word, or another spelling.";
    const hint = element("li", { class: "bi-empty" }, element("p", {}, advice));
    if (chosen(state) && without) hint.append(element("p", {}, `Without the filters there are ${without}.`));
    return hint;
  }

  #fail() {
    const { field, count, more, list } = this.parts;
    const link = (name) => element("a", { href: new URL(`../${name}/`, field.form.action).href }, name);
    const advice = ["Load the page again, or look through the ", link("weeks"), " and the ", link("topics"), "."];
    count.textContent = "The search index could not be loaded.";
    more.hidden = true;
    list.replaceChildren(element("li", { class: "bi-empty" }, ...advice));
  }
}

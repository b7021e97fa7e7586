// The search page: the state stands in the address, and everything shown follows from it.
import { counted, element, filled, t } from "../interface.js";
import { allFacets, named, others, search, shown } from "./engine.js";
import * as filters from "./filters.js";
import { entry, namedFacts } from "./results.js";
import { sentences } from "./said.js";
import { chosen, format, parse, STEP } from "./state.js";

const find = (root, selectors) =>
  Object.fromEntries(Object.entries(selectors).map(([name, css]) => [name, root.querySelector(css)]));

const PARTS = {
  field: ".bi-find__input",
  filters: ".bi-filters",
  groups: ".bi-filters__groups",
  active: ".bi-filters__active",
  count: ".bi-search__count",
  said: ".bi-search__said",
  named: ".bi-search__named",
  sort: ".bi-search__sort",
  order: "#bi-search-sort",
  list: ".bi-results",
  more: ".bi-search__more",
};

const NEWEST = 3; // items that are shown where nothing was found

/** The search page below `root`, the element `#bi-search`. */
export class SearchPage {
  #turn = 0;
  #shown = STEP;
  #asTyped = false;
  #isAsked = false;
  #facets;
  #isNew = true;

  constructor(root) {
    this.parts = find(root, PARTS);
    this.wide = matchMedia("(min-width: 60em)");
  }

  /** Show what the address asks for, and follow the reader from there. */
  start() {
    this.#listen();
    this.#fitFilters();
    if (this.wide.matches) this.parts.field.focus();
    if (parse(location.search).isAsked) this.#restore();
    else if (this.parts.field.value.trim()) this.#change("replaceState"); // typed before this script was here
    else this.#invite();
  }

  // The index is loaded for those who search: by a word, by an address, or by asking for all.
  #invite() {
    const all = element("button", { class: "bi-search__all", type: "button" }, t("js.results.invite.all"));
    all.addEventListener("click", () => this.#showAll());
    this.parts.list.replaceChildren(element("li", { class: "bi-empty" }, ...filled("js.results.invite", { all })));
  }

  #showAll() {
    this.#isAsked = true;
    this.#change("pushState");
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
    groups.addEventListener("click", (event) => event.target.matches(".bi-filters__done") && this.#fold());
    this.parts.filters.addEventListener("click", (event) => event.target === this.parts.filters && this.#fold());
    this.parts.filters.addEventListener("keydown", (event) => event.key === "Escape" && !this.wide.matches && this.#fold());
    order.addEventListener("change", () => this.#change("pushState"));
    more.addEventListener("click", () => this.#showMore());
    this.wide.addEventListener("change", () => this.#fitFilters());
    this.parts.filters.addEventListener("toggle", () => this.#onFilters());
    addEventListener("popstate", () => this.#restore());
    addEventListener("pagehide", () => history.replaceState({ scrolled: scrollY }, ""));
    field.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave(event));
  }

  // Wide windows have room for the filters; narrow ones fold them.
  #fitFilters() {
    this.parts.filters.open = this.wide.matches;
  }

  #fold() {
    this.parts.filters.open = false;
    this.parts.filters.querySelector("summary").focus();
  }

  #onFilters() {
    if (this.parts.filters.open && !this.wide.matches) this.#prepare().catch(() => this.#fail());
  }

  get #state() {
    const { field, groups, order } = this.parts;
    const asked = { asTyped: this.#asTyped, isAsked: this.#isAsked };
    return { words: field.value, filters: filters.chosenIn(groups), sort: order.value, shown: this.#shown, ...asked };
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
    this.#asTyped = state.asTyped;
    this.#isAsked = state.isAsked;
    filters.choose(this.parts.groups, state.filters);
    this.#run();
  }

  #change(how) {
    this.#shown = STEP;
    this.#asTyped = false;
    this.#keep(how);
    this.#run();
  }

  #keep(how) {
    history[how](null, "", location.pathname + format(this.#state));
  }

  #submit(event) {
    event.preventDefault();
    this.#change("replaceState");
    this.parts.field.blur(); // so that keys go through the results, and phones put theirs away
  }

  // The browser would empty the field.
  #leave(event) {
    event.preventDefault();
    this.parts.field.blur();
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

  // An answer that a later question overtook is dropped. To a phrase there may be a part of it first, to which the rest is
  // added below; in another order, or for who comes back to their place, it could not stay where it is.
  async #run() {
    const turn = ++this.#turn;
    try {
      await this.#prepare();
      const state = this.#state;
      const asked = [state.words, state.filters, state.sort, state.asTyped];
      const first = await search(...asked, Boolean(state.sort || history.state?.scrolled));
      await this.#answer(turn, state, first);
      if (first.isPart && turn === this.#turn) await this.#answer(turn, state, await search(...asked));
    } catch {
      if (turn === this.#turn) this.#fail();
    }
  }

  async #answer(turn, state, answer) {
    const best = answer.pages.slice(0, state.shown);
    const results = await Promise.all(best.map(async (one) => ({ ...(await shown(one, answer)), others: await others(one, answer) })));
    const newest = answer.pages.length ? [] : await this.#newest();
    const called = chosen(state) ? [] : await named(state.words);
    if (turn === this.#turn) this.#show({ state, answer, results, newest, called });
  }

  async #newest() {
    const all = await search("");
    return Promise.all(all.pages.slice(0, NEWEST).map(async (one) => ({ ...(await shown(one, all)), others: [] })));
  }

  #show({ state, answer, results, newest, called }) {
    const total = answer.pages.length;
    const { list, count, more, sort, said } = this.parts;
    this.#showFilters(state, answer.counts);
    count.textContent = state.words.trim() || chosen(state) ? counted("js.results", total) : counted("js.items", total);
    sort.hidden = !total;
    more.hidden = total <= state.shown;
    const back = location.pathname + format({ ...state, asTyped: true });
    said.replaceChildren(...(total ? sentences(answer.said, back) : []).map((nodes) => element("p", {}, ...nodes)));
    this.parts.named.replaceChildren(...called.map((one) => this.#namedLine(one)));
    list.replaceChildren(...results.map((result) => entry(result, state.words)));
    if (!total) list.append(this.#hints(state, answer), ...newest.map((result) => entry(result, "")));
    document.dispatchEvent(new Event("bi:listed"));
    this.#goBack();
  }

  // Results come too late for the browser to put the reader back where they were.
  #goBack() {
    if (this.#isNew && history.state?.scrolled) scrollTo(0, history.state.scrolled);
    this.#isNew = false;
  }

  // The items of a person or topic that the words name.
  #namedLine(one) {
    const href = location.pathname + format({ ...parse(""), filters: { [one.facet]: [one.value] } });
    return element("p", {}, element("a", { href, dir: "auto" }, one.value), ` ${namedFacts(one)}`);
  }

  #showFilters(state, counts) {
    filters.count(this.parts.groups, counts);
    this.parts.active.textContent = chosen(state) || "";
    this.parts.groups.querySelector(".bi-filters__clear").hidden = !chosen(state);
  }

  #hints(state, { unfiltered }) {
    const hint = element("li", { class: "bi-empty" });
    if (chosen(state) && unfiltered) {
      const clear = element("button", { class: "bi-search__all", type: "button" }, t("js.results.clear"));
      clear.addEventListener("click", () => this.#clear());
      hint.append(element("p", {}, `${t("js.results.filtered", { results: counted("js.results", unfiltered) })} `, clear));
    } else {
      const all = element("button", { class: "bi-search__all", type: "button" }, t("js.results.show"));
      all.addEventListener("click", () => ((this.parts.field.value = ""), this.#clear(), this.#showAll()));
      hint.append(element("p", {}, ...filled("js.results.none.page", { all })));
    }
    return hint;
  }

  #fail() {
    const { field, count, more, list, said } = this.parts;
    said.replaceChildren();
    const link = (name) => element("a", { href: new URL(`../${name}/`, field.form.action).href }, t(`js.search.${name}`));
    const advice = filled("js.search.advice", { weeks: link("weeks"), topics: link("topics") });
    count.textContent = t("js.search.failed");
    more.hidden = true;
    list.replaceChildren(element("li", { class: "bi-empty" }, ...advice));
  }
}

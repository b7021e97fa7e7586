// The panel below a search field: a combobox whose options are the best results.
import { counted, element, t } from "../interface.js";
import { named, search, shown } from "./engine.js";
import { namedFacts, option, optionLink } from "./results.js";
import { sentences } from "./said.js";

const SHOWN = 6;

/** The panel of `field`, an input of a `.bi-find` form. */
export class Panel {
  #turn = 0;

  constructor(field) {
    this.field = field;
    this.list = element("div", { role: "listbox", id: `${field.id}-list`, "aria-label": t("js.results") });
    this.note = element("p", { class: "bi-panel__note", role: "status" });
    this.box = element("div", { class: "bi-panel", hidden: true }, this.list, this.note);
    field.form.append(this.box);
    this.#describe();
    this.#listen();
    if (field.value) this.update();
  }

  #describe() {
    this.field.setAttribute("role", "combobox");
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-expanded", "false");
    this.field.setAttribute("aria-controls", this.list.id);
  }

  #listen() {
    this.field.addEventListener("input", () => this.update());
    this.field.addEventListener("keydown", (event) => this.#onKey(event));
    this.field.addEventListener("focus", () => this.field.value.trim() && this.#open());
    this.field.form.addEventListener("focusout", (event) => {
      if (!this.field.form.contains(event.relatedTarget)) this.close();
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Show what the field's words find. An answer that a later keystroke overtook is dropped. */
  async update() {
    const turn = ++this.#turn;
    const words = this.field.value;
    if (!words.trim()) return this.close();
    try {
      const answer = await search(words);
      const called = await named(words);
      const best = await Promise.all(answer.pages.slice(0, SHOWN).map((one) => shown(one, answer)));
      if (turn === this.#turn) this.#show(best, answer, words, called);
    } catch {
      if (turn === this.#turn) this.#say(t("js.search.failed"));
    }
  }

  #show(best, { pages, said }, words, called) {
    const total = pages.length;
    const options = called.map((one, index) => this.#namedOption(one, index));
    options.push(...best.map((result, index) => option(result, words, `${this.list.id}-${index}`)));
    if (total) options.push(this.#allOption(total, words));
    this.list.replaceChildren(...options);
    this.note.className = total ? "bi-panel__note bi-find__label" : "bi-panel__note";
    const changed = total ? sentences(said, this.#pageOf(words, { as: "typed" })) : [];
    if (changed.length) this.note.className = "bi-panel__note";
    this.note.replaceChildren(...(changed.length ? changed.flat() : [total ? counted("js.results", total) : t("js.results.none")]));
    this.#open();
    this.#choose(null);
  }

  #allOption(total, words) {
    return optionLink(`${this.list.id}-all`, this.#pageOf(words), counted("js.results.all", total));
  }

  #namedOption(one, index) {
    const name = element("strong", { dir: "auto" }, one.value);
    const href = this.#pageOf("", { [one.facet]: one.value });
    return optionLink(`${this.list.id}-named-${index}`, href, name, element("small", {}, namedFacts(one)));
  }

  // The search page with these words.
  #pageOf(words, more = {}) {
    const target = new URL(this.field.form.action);
    const asked = words.trim() ? { q: words.trim() } : {};
    for (const [name, value] of Object.entries({ ...asked, ...more })) target.searchParams.set(name, value);
    return target.href;
  }

  #say(text) {
    this.list.replaceChildren();
    this.note.className = "bi-panel__note";
    this.note.textContent = text;
    this.#open();
  }

  #open() {
    this.box.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
  }

  /** Hide the panel; what is typed stays. */
  close() {
    this.box.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.#choose(null);
  }

  get #active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  #choose(next) {
    this.#active?.setAttribute("aria-selected", "false");
    next?.setAttribute("aria-selected", "true");
    next?.scrollIntoView({ block: "nearest" });
    if (next) this.field.setAttribute("aria-activedescendant", next.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #onKey(event) {
    if (event.key === "Escape") return this.#escape(event);
    if (this.box.hidden) return;
    const target = this.#target(event.key);
    if (target === undefined) return;
    event.preventDefault();
    if (event.key === "Enter") target.click();
    else this.#choose(target);
  }

  // Home, End and Enter are the field's own until an option is chosen.
  #target(key) {
    const { firstElementChild: first, lastElementChild: last } = this.list;
    const active = this.#active;
    if (key === "ArrowDown") return active ? (active.nextElementSibling ?? first) : first;
    if (key === "ArrowUp") return active ? (active.previousElementSibling ?? last) : last;
    return active ? { Home: first, End: last, Enter: active }[key] : undefined;
  }

  #escape(event) {
    event.preventDefault();
    if (!this.box.hidden) return this.close();
    this.field.blur();
    document.dispatchEvent(new Event("bi:close"));
  }
}

// The frame of a page: its search fields, the button for the colour scheme, the contents of a long page, and keys.
// They are one file since every page asks for all of it.
import { t } from "./interface.js";
import { ROWS } from "./reading/marks.js";
import { pathOf, toggle } from "./reading/store.js";

// From a page without any search code to one that searches, at the reader's first move.
const fields = () => [...document.querySelectorAll(".bi-find__input")];

function openHeaderSearch(open = true) {
  const header = document.querySelector(".bi-header");
  header.classList.toggle("bi-header--searching", open);
  document.querySelector(".bi-open-search")?.setAttribute("aria-expanded", String(open));
  if (open) document.getElementById("bi-header-q")?.focus();
}

// Lead to the search field that the reader sees, or show one.
function focusField() {
  const visible = fields().find((field) => field.checkVisibility());
  if (visible) visible.select();
  else openHeaderSearch();
  return true;
}

function enableButton(button) {
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "bi-header-search");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    openHeaderSearch(button.getAttribute("aria-expanded") === "false");
  });
}

function enablePanel(field) {
  const panel = () => import("./search/panel.js").then(({ Panel }) => new Panel(field));
  field.addEventListener("focus", panel, { once: true });
  if (field === document.activeElement) panel();
}

/** Give the page's search fields their panels, and the search page its results. */
export function enableSearch() {
  const page = document.getElementById("bi-search");
  if (page) import("./search/page.js").then(({ SearchPage }) => new SearchPage(page).start());
  else fields().forEach(enablePanel);
  document.querySelectorAll(".bi-open-search").forEach(enableButton);
  document.addEventListener("bi:close", () => openHeaderSearch(false));
}

// The button changes between the scheme of the system, light and dark.
const NEXT = { auto: "light", light: "dark", dark: "auto" };

function apply(button, scheme) {
  if (scheme === "auto") delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme;
  button.setAttribute("aria-label", t(`js.scheme.${scheme}`));
  button.title = button.getAttribute("aria-label");
}

const current = () => document.documentElement.dataset.scheme ?? "auto";

/** Let `button` change the colour scheme, and keep the choice for this site. */
export function enableScheme(button) {
  apply(button, current());
  button.addEventListener("click", () => {
    const scheme = NEXT[current()];
    apply(button, scheme);
    window.__md_set("scheme", scheme);
  });
}

// Contents are out of the way once they were used, and for who reads on.
const STEP = 8;

function hideWhileReading(button) {
  let before = scrollY;
  const look = () => {
    if (Math.abs(scrollY - before) < STEP) return;
    button.classList.toggle("bi-is-away", scrollY > before && scrollY > innerHeight / 2);
    before = scrollY;
  };
  addEventListener("scroll", look, { passive: true });
}

/** Let the list that `button`, if there is one, opens close once it was used, and both be out of the way. */
export function enableContents(button) {
  if (!button) return;
  const list = document.getElementById(button.getAttribute("popovertarget"));
  list.addEventListener("click", ({ target }) => target.closest("a") && list.hidePopover());
  hideWhileReading(button);
}

// Keys for those who read with the keyboard: from item to item, to save and to open one, and to search.
const OFF = "keys-off";
const isTyping = (target) => target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const rows = () => [...document.querySelectorAll(`${ROWS}, .bi-row`)].filter((row) => row.checkVisibility());
const rowHere = () => rows().find((row) => row.contains(document.activeElement));

/** Whether keys that are a single character do anything; the reader decides. */
export const areOn = () => !window.__md_get(OFF);
export const setOn = (isOn) => window.__md_set(OFF, !isOn);

function follow(selector) {
  const link = document.querySelector(selector);
  link?.click();
  return Boolean(link);
}

// On the page of an item to the next one; in a list to the next row, from where the reader is or looks.
function move(step) {
  const isItem = document.querySelector(".bi-keep");
  if (isItem && !rowHere()) return follow(step > 0 ? "a.bi-next" : "a.bi-prev");
  const all = rows();
  const at = all.indexOf(rowHere());
  const first = all.findIndex((row) => row.getBoundingClientRect().top >= 0);
  const row = at < 0 ? all[Math.max(first, 0)] : all[at + step];
  row?.querySelector("a").focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return Boolean(row);
}

function openItem() {
  const link = rowHere()?.querySelector("a");
  link?.click();
  return Boolean(link) || follow(".bi-links a");
}

function save() {
  const place = rowHere() ?? document.querySelector(".bi-keep");
  const path = place?.dataset.path ?? place?.dataset.at;
  if (!path || !pathOf(path)) return false;
  toggle(path, "saved", place.dataset);
  return true;
}

function explain() {
  import("./keys-help.js").then(({ showKeys }) => showKeys());
  return true;
}

const SINGLE = { j: () => move(1), k: () => move(-1), o: openItem, s: save, "/": focusField, "?": explain };

function onKey(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const isSearch = key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const isSingle = !event.ctrlKey && !event.metaKey && !event.altKey && areOn() && !isTyping(target);
  const work = isSearch ? focusField : isSingle ? SINGLE[key] : null;
  if (work?.()) event.preventDefault();
}

/** Let keys do something, and `button`, if there is one, say what. */
export function enableKeys(button) {
  document.addEventListener("keydown", onKey);
  button?.addEventListener("click", explain);
}

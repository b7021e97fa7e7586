// Keys for those who read with the keyboard: from item to item, to save and to open one, and to search.
import { pathOf, toggle } from "./reading/store.js";
import { ROWS } from "./reading/marks.js";
import { focusField } from "./frame.js";

const OFF = "keys-off";
const isTyping = (target) => target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const rows = () => [...document.querySelectorAll(`${ROWS}, .bi-row`)].filter((row) => row.checkVisibility());
const current = () => rows().find((row) => row.contains(document.activeElement));

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
  if (isItem && !current()) return follow(step > 0 ? "a.bi-next" : "a.bi-prev");
  const all = rows();
  const at = all.indexOf(current());
  const first = all.findIndex((row) => row.getBoundingClientRect().top >= 0);
  const row = at < 0 ? all[Math.max(first, 0)] : all[at + step];
  row?.querySelector("a").focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  return Boolean(row);
}

function open() {
  const link = current()?.querySelector("a");
  link?.click();
  return Boolean(link) || follow(".bi-links a");
}

function save() {
  const place = current() ?? document.querySelector(".bi-keep");
  const path = place?.dataset.path ?? place?.dataset.at;
  if (!path || !pathOf(path)) return false;
  toggle(path, "saved", place.dataset);
  return true;
}

function search() {
  focusField();
  return true;
}

function explain() {
  import("./keys-help.js").then(({ showKeys }) => showKeys());
  return true;
}

const SINGLE = { j: () => move(1), k: () => move(-1), o: open, s: save, "/": search, "?": explain };

function onKey(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const isSearch = key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const isSingle = !event.ctrlKey && !event.metaKey && !event.altKey && areOn() && !isTyping(target);
  const work = isSearch ? search : isSingle ? SINGLE[key] : null;
  if (work?.()) event.preventDefault();
}

/** Let keys do something, and `button`, if there is one, say what. */
export function enableKeys(button) {
  document.addEventListener("keydown", onKey);
  button?.addEventListener("click", explain);
}

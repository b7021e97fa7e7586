// What the keys do, and the switch that turns them off.
import { areOn, setOn } from "./keys.js";
import { element } from "./search/dom.js";

const KEYS = [
  [["j"], "next item"],
  [["k"], "previous item"],
  [["o"], "open the item"],
  [["s"], "save it for later, or take it back"],
  [["/"], "search"],
  [["Ctrl", "K"], "search, also while typing"],
  [["?"], "show these keys"],
  [["Esc"], "close what is open"],
];

function row([keys, what]) {
  const names = keys.flatMap((key, at) => [...(at ? [" + "] : []), element("kbd", {}, key)]);
  return element("div", {}, element("dt", {}, ...names), element("dd", {}, what));
}

function onOff() {
  const box = element("input", { type: "checkbox", checked: areOn() });
  box.addEventListener("change", () => setOn(box.checked));
  return element("label", {}, box, " Use keys of a single character");
}

const close = element("button", { type: "submit" }, "Close");
const dialog = element(
  "dialog",
  { class: "bi-keys", "aria-labelledby": "bi-keys-title" },
  element("h2", { id: "bi-keys-title" }, "Keys"),
  element("dl", {}, ...KEYS.map(row)),
  onOff(),
  element("form", { method: "dialog" }, close),
);
document.body.append(dialog);

/** Show the keys until the reader closes them; the focus goes back where it was. */
export function showKeys() {
  dialog.showModal();
  close.focus();
}

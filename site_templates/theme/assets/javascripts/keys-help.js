// What the keys do, and the switch that turns them off.
import { areOn, setOn } from "./frame.js";
import { element, t } from "./interface.js";

const KEYS = [
  [["j"], "next"],
  [["k"], "previous"],
  [["o"], "open"],
  [["s"], "save"],
  [["/"], "search"],
  [[t("js.keys.ctrl"), "K"], "search.typing"],
  [["?"], "show"],
  [[t("js.keys.escape")], "close"],
];

function row([keys, what]) {
  const names = keys.flatMap((key, at) => [...(at ? [" + "] : []), element("kbd", {}, key)]);
  return element("div", {}, element("dt", {}, ...names), element("dd", {}, t(`js.keys.${what}`)));
}

function onOff() {
  const box = element("input", { type: "checkbox", checked: areOn() });
  box.addEventListener("change", () => setOn(box.checked));
  return element("label", {}, box, ` ${t("js.keys.single")}`);
}

const close = element("button", { type: "submit" }, t("js.close"));
const dialog = element(
  "dialog",
  { class: "bi-keys", "aria-labelledby": "bi-keys-title" },
  element("h2", { id: "bi-keys-title" }, t("js.keys")),
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

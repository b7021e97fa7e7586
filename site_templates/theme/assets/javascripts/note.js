// A line at the foot of the window that says what was done, to screen readers too, and may offer to undo it.
import { element, t } from "./interface.js";

const SHOWN = 7000; // ms; what can be undone stays
const box = element("div", { class: "bi-said", role: "status" });
let timer;

document.body.append(box);

function button(label, work) {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", () => {
    box.replaceChildren();
    work();
  });
  return made;
}

/** Say `text`; `undo` is what a button beside it does, and a `silent` text is seen by nobody but heard. */
export function say(text, { undo, silent = false } = {}) {
  clearTimeout(timer);
  box.classList.toggle("bi-unseen", silent);
  const buttons = undo ? [button(t("js.undo"), undo), button(t("js.close"), () => {})] : [];
  box.replaceChildren(element("span", {}, text), ...buttons);
  if (!undo) timer = setTimeout(() => box.replaceChildren(), SHOWN);
}

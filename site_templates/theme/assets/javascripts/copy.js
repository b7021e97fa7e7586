// Buttons that copy blocks of code and citations.
import { say } from "./note.js";
import { element, t } from "./interface.js";

const SHOWN = 2000; // ms

/** Copy `text`; false where the browser does not let a page do so. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function copyBlock(button, code) {
  if (await copied(code.textContent.trimEnd())) {
    const label = button.firstChild;
    label.data = t("js.copied");
    say(t("js.copied"), { silent: true });
    setTimeout(() => (label.data = t("js.copy")), SHOWN);
  } else {
    getSelection().selectAllChildren(code);
    say(t("js.copy.refused"));
  }
}

/** Give each block below `root` its button. */
export function enableCopying(root) {
  for (const block of root.querySelectorAll("pre")) {
    const code = block.querySelector("code") ?? block;
    const what = block.className.match(/bi-cite__(plain|bibtex|ris)/)?.[1] ?? "code";
    const rest = element("span", { class: "bi-unseen" }, t(`js.copy.${what}`));
    const button = element("button", { class: "bi-copy", type: "button" }, t("js.copy"), rest);
    button.addEventListener("click", () => copyBlock(button, code));
    block.append(button);
  }
}

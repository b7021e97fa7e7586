// Buttons that copy blocks of code and citations.
import { element } from "./search/dom.js";
import { say } from "./note.js";

const SHOWN = 2000; // ms
const FORMATS = { plain: "reference", bibtex: "BibTeX", ris: "RIS" };

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
    label.data = "Copied";
    say("Copied", { silent: true });
    setTimeout(() => (label.data = "Copy"), SHOWN);
  } else {
    getSelection().selectAllChildren(code);
    say("Selected. Your browser lets only you copy it.");
  }
}

/** Give each block below `root` its button. */
export function enableCopying(root) {
  for (const block of root.querySelectorAll("pre")) {
    const code = block.querySelector("code") ?? block;
    const what = FORMATS[block.className.match(/bi-cite__(\w+)/)?.[1]] ?? "code";
    const rest = element("span", { class: "bi-unseen" }, ` ${what}`);
    const button = element("button", { class: "bi-copy", type: "button" }, "Copy", rest);
    button.addEventListener("click", () => copyBlock(button, code));
    block.append(button);
  }
}

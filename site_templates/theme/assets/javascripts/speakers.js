// What one person said of a conversation: the turns of the others are hidden until the reader wants them again.
import { say } from "./note.js";
import { counted } from "./interface.js";

const isHeading = (node) => /^H[1-6]$/.test(node.localName.toUpperCase());

// A turn begins with a name in bold, behind the paragraph's own link, and ends with its section.
function nameIn(paragraph, names) {
  const first = [...paragraph.children].find((child) => !child.matches(".bi-anchor"));
  const name = first?.matches("strong") ? first.textContent.trim().replace(/:$/, "") : "";
  return names.has(name) ? name : "";
}

function turns(article, names) {
  const found = [];
  let speaker = "";
  for (const node of article.children) {
    if (isHeading(node)) speaker = "";
    if (node.localName !== "p") continue;
    speaker = nameIn(node, names) || speaker;
    if (speaker) found.push([speaker, node]);
  }
  return found;
}

/** Let `select`, whose options are the speakers of `article`, choose whose turns are shown. */
export function enableSpeakers(select, article) {
  const parts = turns(article, new Set([...select.options].map((option) => option.value)));
  const show = () => {
    for (const [speaker, node] of parts) node.hidden = select.value !== "" && speaker !== select.value;
  };
  const showAddressed = () => {
    if (!location.hash || !document.getElementById(location.hash.slice(1))?.closest("[hidden]")) return;
    select.value = "";
    show();
  };
  select.addEventListener("change", () => {
    show();
    const count = parts.filter(([, node]) => !node.hidden).length;
    say(counted("js.paragraphs", count), { silent: true });
  });
  show(); // a browser may bring a former choice back
  showAddressed();
  addEventListener("hashchange", showAddressed);
}

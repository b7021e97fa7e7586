// Marks the words of a search on the page that it led to.
import { wordPattern } from "./search/dom.js";
import { counted, element, t } from "./interface.js";

const SKIPPED = ".bi-crumbs, .bi-facts, .bi-links, .bi-source, .bi-around, .bi-actions, .bi-keep, .headerlink, [hidden]";
const HEADER = 72; // pixels at the top that the header may cover
const [BEFORE, BEHIND] = t("js.name.heard").split("{name}"); // what stands around a name that was heard

function textNodes(root) {
  const accept = (node) => (node.parentElement.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, accept);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function markNode(node, pattern) {
  for (const match of [...node.data.matchAll(pattern)].reverse()) {
    const word = node.splitText(match.index);
    word.splitText(match[0].length);
    word.replaceWith(element("mark", { class: "bi-hit" }, word.data));
  }
}

// A corrected name is also found by what was heard, which its title holds.
function markName(name, pattern) {
  if (name.querySelector(".bi-hit") || name.title.slice(BEFORE.length, name.title.length - BEHIND.length).search(pattern) < 0) return;
  name.replaceChildren(element("mark", { class: "bi-hit" }, ...name.childNodes));
}

function clear(root, bar) {
  for (const mark of root.querySelectorAll(".bi-hit")) mark.replaceWith(...mark.childNodes);
  root.normalize();
  bar.remove();
  const url = new URL(location.href);
  url.searchParams.delete("highlight");
  history.replaceState(history.state, "", url);
}

function barFor(root, count) {
  const button = element("button", { type: "button" }, t("js.matches.clear"));
  const text = counted("js.matches", count);
  const bar = element("div", { class: "bi-hits", role: "status" }, text, button);
  button.addEventListener("click", () => clear(root, bar));
  return bar;
}

// The first in the passage that the address names; the browser has shown that, and the word may be far below.
function firstOf(hits) {
  const passage = document.querySelector(":target");
  const isBehind = (hit) => passage.compareDocumentPosition(hit) & Node.DOCUMENT_POSITION_FOLLOWING;
  return (passage && hits.find(isBehind)) || hits[0];
}

function show(hit) {
  const { top, bottom } = hit.getBoundingClientRect();
  if (top < HEADER || bottom > innerHeight) hit.scrollIntoView({ block: "center" });
}

// Headings say what is meant alone; what was heard for it stands in a list at the page's end.
function withMeant(words) {
  const pattern = wordPattern(words);
  const heard = [...document.querySelectorAll("q[data-meant]")].filter((name) => pattern && name.textContent.search(pattern) >= 0);
  return [words, ...heard.map((name) => name.dataset.meant)].join(" ");
}

/** Mark every word of the address's `highlight` below `root`, and show the first in its passage. */
export function highlight(root) {
  const pattern = wordPattern(withMeant(new URLSearchParams(location.search).get("highlight") ?? ""));
  if (!pattern) return;
  for (const node of textNodes(root)) markNode(node, pattern);
  for (const name of root.querySelectorAll("abbr.bi-name")) markName(name, pattern);
  const hits = [...root.querySelectorAll(".bi-hit")];
  if (!hits.length) return;
  document.body.append(barFor(root, hits.length));
  const first = firstOf(hits);
  if (document.readyState === "complete") show(first);
  else addEventListener("load", () => requestAnimationFrame(() => show(first)), { once: true });
}

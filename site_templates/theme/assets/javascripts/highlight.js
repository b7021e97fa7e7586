// Marks the words of a search on the page that it led to.
import { element, wordPattern } from "./search/dom.js";

const SKIPPED = ".bi-crumbs, .bi-facts, .bi-links, .bi-source, .bi-around, .bi-edit, .headerlink";

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

function clear(root, bar) {
  for (const mark of root.querySelectorAll(".bi-hit")) mark.replaceWith(mark.textContent);
  root.normalize();
  bar.remove();
  const url = new URL(location.href);
  url.searchParams.delete("highlight");
  history.replaceState(history.state, "", url);
}

function barFor(root, count) {
  const button = element("button", { type: "button" }, "Clear");
  const text = `${count} ${count === 1 ? "match" : "matches"}`;
  const bar = element("div", { class: "bi-hits", role: "status" }, text, button);
  button.addEventListener("click", () => clear(root, bar));
  return bar;
}

/** Mark every word of the address's `highlight` below `root`, and show the first. */
export function highlight(root) {
  const pattern = wordPattern(new URLSearchParams(location.search).get("highlight"));
  if (!pattern) return;
  for (const node of textNodes(root)) markNode(node, pattern);
  const hits = root.querySelectorAll(".bi-hit");
  if (!hits.length) return;
  document.body.append(barFor(root, hits.length));
  if (!location.hash) hits[0].scrollIntoView({ block: "center" });
}

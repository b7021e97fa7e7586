// "Suggest a correction" quotes the passage that the reader selected, and a selection has a link of its own beside it.
import { element, t } from "./interface.js";

const LONGEST = 500; // letters of a passage
const LONGEST_ADDRESS = 6000; // well below what GitHub takes
const SETTLED = 250; // ms
const GAP = 8; // px
const NOT_TEXT = ".bi-actions, .bi-keep, .bi-cite, .bi-source, .bi-around, .bi-copy";

const quoted = (letters, isCut) => `> ${letters.join("").trim().replace(/\s*\n\s*/g, "\n> ")}${isCut ? " …" : ""}`;

/** `address`, that of a new issue, with `passage` where its body has an empty quotation, cut to what an address holds. */
export function withPassage(address, passage) {
  const url = new URL(address);
  const body = url.searchParams.get("body");
  const letters = [...passage.trim()];
  const quoting = (length) => {
    url.searchParams.set("body", body.replace(/^> .*$/m, () => quoted(letters.slice(0, length), length < letters.length)));
    return url.href;
  };
  let length = Math.min(letters.length, LONGEST);
  while (quoting(length).length > LONGEST_ADDRESS) length = Math.floor(length * 0.9);
  return url.href;
}

function selectedIn(article) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const place = range.commonAncestorContainer;
  const around = place.nodeType === Node.ELEMENT_NODE ? place : place.parentElement;
  if (!article.contains(around) || around.closest(NOT_TEXT)) return null;
  const passage = selection.toString().slice(0, 4 * LONGEST).trim();
  return passage ? { passage, range } : null;
}

/** The link beside a selection: in the margin where there is one, else in a corner of the window that is clear of it. */
class Beside {
  constructor(article, href) {
    this.article = article;
    this.link = element("a", { class: "bi-correct-this", href, "data-pagefind-ignore": true }, t("js.correct"));
    this.link.addEventListener("blur", () => getSelection().isCollapsed && this.link.remove());
  }

  /** Show it, after the block in which the selection ends, so that Tab leads there next. */
  show({ range }) {
    let block = range.endContainer;
    while (block.parentElement && block.parentElement !== this.article) block = block.parentElement;
    if (block.parentElement !== this.article) block = this.article.lastElementChild;
    if (this.link.previousElementSibling !== block) block.after(this.link);
    this.#place(range.getBoundingClientRect(), this.article.getBoundingClientRect());
  }

  #place(selection, text) {
    const contents = document.querySelector(".md-sidebar--secondary")?.getBoundingClientRect();
    const edge = contents?.width ? contents.left : document.documentElement.clientWidth;
    const isRoom = edge - text.right > this.link.offsetWidth + 2 * GAP;
    const bottom = Math.min(selection.bottom, innerHeight - GAP);
    const lower = innerHeight - this.link.offsetHeight - 4 * GAP;
    const upper = document.querySelector(".md-header").offsetHeight + this.link.offsetHeight + 4 * GAP;
    this.link.classList.toggle("bi-correct-this--corner", !isRoom);
    this.link.classList.toggle("bi-correct-this--above", !isRoom && selection.bottom > lower && selection.top > upper);
    this.link.style.top = isRoom ? `${bottom - text.top - this.link.offsetHeight}px` : "";
  }

  /** Take it away, unless it is just being pressed: a tap ends the selection before it counts. */
  hide() {
    if (!this.link.matches(":active, :focus")) this.link.remove();
  }
}

/** Let `link`, an address of a new issue, quote what is selected in `article`. */
export function enableCorrections(link, article) {
  const blank = link.href;
  const beside = new Beside(article, blank);
  const update = () => {
    const selected = selectedIn(article);
    if (!selected) return beside.hide();
    link.href = beside.link.href = withPassage(blank, selected.passage);
    beside.show(selected);
  };
  let timer = setTimeout(update, SETTLED); // for the selection that asked for this
  const updateSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(update, SETTLED);
  };
  document.addEventListener("selectionchange", updateSoon);
  document.addEventListener("scroll", updateSoon, { passive: true });
}

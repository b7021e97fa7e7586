// The reading list's own page: what is to read, what was read, and a list that an address carries.
import { copied } from "../copy.js";
import { say } from "../note.js";
import { element } from "../search/dom.js";
import { bibtex, carried, link, markdown, MOST, titleOf } from "./formats.js";
import { itemAt } from "./pages.js";
import { complete, entry, isRead, isUnread, load, ROOT, update } from "./store.js";

const DATES = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" });
const GONE = "This page is no longer there. It stays in your list until you remove it.";
const items = (count) => `${count} ${count === 1 ? "item" : "items"}`;
const newest = (mark) => (one, other) => other[1][mark] - one[1][mark];

function facts({ kind, saved, read }) {
  const when = read ? `read ${DATES.format(read)}` : saved ? `saved ${DATES.format(saved)}` : "";
  return [kind, when].filter(Boolean).join(" · ");
}

function row([path, each], actions) {
  const title = each.title || titleOf(path);
  const button = ([name, label]) => {
    const rest = element("span", { class: "bi-unseen" }, ` “${title}”`);
    return element("button", { type: "button", class: "bi-quiet", "data-act": name }, label, rest);
  };
  return element(
    "li",
    { class: "bi-row", "data-at": path },
    element("a", { class: "bi-row__title", href: new URL(path, ROOT).href }, title),
    element("span", { class: "bi-opening" }, each.said),
    element("span", { class: "bi-row__facts" }, facts(each)),
    element("span", { class: "bi-row__actions" }, ...actions.map(button)),
  );
}

function download(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

// What became of items that the reader takes out of the list can be had back, whatever happened to others meanwhile.
function remove(paths) {
  const before = [...load()].filter(([path]) => paths.includes(path));
  update((list) => paths.forEach((path) => list.delete(path)));
  const undo = () => update((list) => before.forEach(([path, each]) => list.has(path) || list.set(path, each)));
  const what = before.length === 1 ? `“${before[0][1].title || titleOf(before[0][0])}”` : items(before.length);
  say(`Removed ${what}.`, { undo });
}

const setMark = (path, marks) => update((list) => list.set(path, { ...list.get(path), ...marks }));

const ACTS = {
  done: (path) => setMark(path, { read: Date.now() }),
  again: (path) => setMark(path, { read: 0, saved: load().get(path).saved || Date.now() }),
  remove: (path) => remove([path]),
};

async function bibtexOf(path) {
  try {
    return [path, (await itemAt(path))?.bibtex ?? ""];
  } catch {
    return [path, ""];
  }
}

/** A section of the page, `root`, and the part of the list that it shows. */
class Part {
  constructor(root, actions) {
    this.root = root;
    this.actions = actions;
    this.rows = root.querySelector(".bi-rows");
    this.heading = root.querySelector("h2");
    this.seen = new IntersectionObserver((found) => found.forEach((each) => each.isIntersecting && this.#look(each)));
    root.addEventListener("click", ({ target }) => this.#onClick(target.closest("button")));
  }

  /** Show `pairs` of path and entry. What the keyboard was at stays, or what took its place. */
  show(pairs) {
    const act = this.rows.contains(document.activeElement) && document.activeElement.dataset.act;
    const at = [...this.rows.children].findIndex((each) => each.contains(document.activeElement));
    this.pairs = pairs;
    this.seen.disconnect();
    this.rows.replaceChildren(...pairs.map((pair) => row(pair, this.actions)));
    [...this.rows.children].forEach((each) => this.seen.observe(each));
    this.root.querySelector(".bi-count").textContent = pairs.length || "";
    this.root.querySelector(".bi-part__tools").hidden = !pairs.length;
    this.root.querySelector(".bi-part__none")?.toggleAttribute("hidden", pairs.length > 0);
    this.root.querySelector(".bi-part__link").hidden = true;
    if (at >= 0) this.#focus(this.rows.children[Math.min(at, pairs.length - 1)], act);
  }

  #focus(place, act) {
    (place?.querySelector(act ? `[data-act=${act}]` : "a") ?? this.heading).focus();
  }

  // A row that comes into view is compared with the page that it leads to, which may have moved or gone.
  async #look({ target }) {
    this.seen.unobserve(target);
    const from = target.dataset.at;
    try {
      const item = await itemAt(from);
      if (!item) target.querySelector(".bi-row__facts").textContent = GONE;
      else this.learn(item, from, target);
    } catch {
      // No network: what is known stands.
    }
  }

  learn(item, from) {
    complete(item.path, item, from);
  }

  #onClick(button) {
    if (button?.dataset.act) ACTS[button.dataset.act](button.closest("[data-at]").dataset.at);
    if (button?.dataset.do) this[button.dataset.do]();
  }

  clear() {
    remove(this.pairs.map(([path]) => path));
    this.heading.focus();
  }

  markdown() {
    download("reading-list.md", "text/markdown", markdown(this.root.dataset.name, this.pairs));
  }

  async bibtex() {
    say(`Collecting ${items(this.pairs.length)} …`);
    const found = await Promise.all(this.pairs.map(([path]) => bibtexOf(path)));
    download("reading-list.bib", "application/x-bibtex", bibtex(found));
    const without = found.filter(([, text]) => !text).length;
    say(`Exported ${items(found.length - without)}.${without ? ` ${items(without)} without BibTeX, named in the file.` : ""}`);
  }

  async link() {
    const field = this.root.querySelector(".bi-part__link input");
    field.value = link(this.pairs.map(([path]) => path));
    field.parentElement.hidden = false;
    field.select();
    const some = this.pairs.length > MOST ? ` It carries the first ${MOST}.` : "";
    say(((await copied(field.value)) ? "Link copied." : "Copy the link from the field.") + some);
  }
}

/** The section of a list that the address carries. */
class SharedPart extends Part {
  /** Show what the address carries, if anything. */
  open() {
    const pairs = carried(location.hash).map((path) => [path, entry({ title: titleOf(path) })]);
    this.root.hidden = !pairs.length;
    this.root.querySelector(".bi-part__told").textContent = `A list of ${items(pairs.length)} that someone shared.`;
    this.show(pairs);
  }

  learn(item, from, place) {
    const title = item.title || titleOf(item.path);
    this.pairs = this.pairs.map((pair) => (pair[0] === from ? [item.path, entry({ ...item, title })] : pair));
    place.querySelector("a").textContent = title;
    place.querySelector("a").href = new URL(item.path, ROOT).href;
    place.querySelector(".bi-opening").textContent = item.said;
    place.querySelector(".bi-row__facts").textContent = item.kind;
  }

  save() {
    const saved = Date.now();
    const known = load();
    const fresh = this.pairs.filter(([path]) => !known.get(path)?.saved);
    update((list) => fresh.forEach(([path, each]) => list.set(path, { ...each, ...list.get(path), saved })));
    this.dismiss();
    say(`Saved ${items(fresh.length)}.`);
  }

  dismiss() {
    history.replaceState(history.state, "", location.pathname);
    this.open();
    document.querySelector("[data-part=unread] h2").focus();
  }
}

// The newest items, below a list that is empty, in lines that wait for them. The search knows them, so that this page
// need not change with each of them.
async function offerNewest(place) {
  if (place.dataset.asked) return;
  place.dataset.asked = "yes";
  const lines = [...place.querySelectorAll("li")];
  const { search, shown } = await import("../search/engine.js");
  const all = await search("");
  const found = await Promise.all(all.pages.slice(0, lines.length).map((one) => shown(one, all)));
  found.forEach(({ url, title }, at) => lines[at].replaceChildren(element("a", { href: new URL(url, ROOT).href, title }, title)));
}

/** Show the list below `root`, and keep it in step with what is kept and with the address. */
export function showReadingList(root) {
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const shared = new SharedPart(part("shared"), []);
  const unread = new Part(part("unread"), [["done", "Mark as read"], ["remove", "Remove"]]);
  const read = new Part(part("read"), [["again", "Read again"], ["remove", "Remove"]]);
  const show = () => {
    const pairs = [...load()];
    if (!pairs.some(([, each]) => isUnread(each))) offerNewest(root.querySelector(".bi-part__newest"));
    unread.show(pairs.filter(([, each]) => isUnread(each)).sort(newest("saved")));
    read.show(pairs.filter(([, each]) => isRead(each)).sort(newest("read")));
  };
  show();
  shared.open();
  root.hidden = false;
  document.addEventListener("bi:list", show);
  addEventListener("hashchange", () => shared.open());
}

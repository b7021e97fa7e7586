// The reading list's own page: what is to read, what was read, and a list that an address carries.
import { copied } from "../copy.js";
import { say } from "../note.js";
import { amount, counted, element, kindName, LOCALE, t } from "../interface.js";
import { bibtex, carried, link, markdown, MOST, titleOf } from "./formats.js";
import { itemAt } from "./pages.js";
import { complete, entry, isRead, isUnread, load, ROOT, update } from "./store.js";

const DATES = new Intl.DateTimeFormat(LOCALE, { dateStyle: "long" });
const items = (count) => counted("js.items", count);
const newest = (mark) => (one, other) => other[1][mark] - one[1][mark];

function facts({ kind, saved, read }) {
  const dated = (mark, moment) => t(`js.list.${mark}`, { date: DATES.format(moment) });
  const when = read ? dated("read", read) : saved ? dated("saved", saved) : "";
  return [kindName(kind), when].filter(Boolean).join(" · ");
}

function row([path, each], actions) {
  const title = each.title || titleOf(path);
  const button = ([name, label]) => {
    const rest = element("span", { class: "bi-unseen" }, ` ${t("js.list.quoted", { title })}`);
    return element("button", { type: "button", class: "bi-quiet", "data-act": name }, label, rest);
  };
  return element(
    "li",
    { class: "bi-row", "data-at": path },
    element("a", { class: "bi-row__title", dir: "auto", href: new URL(path, ROOT).href }, title),
    element("span", { class: "bi-opening", dir: "auto" }, each.said),
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
  const title = before[0]?.[1].title || titleOf(before[0]?.[0] ?? "");
  const what = before.length === 1 ? t("js.list.quoted", { title }) : items(before.length);
  say(t("js.list.removed", { what }), { undo });
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
      if (!item) target.querySelector(".bi-row__facts").textContent = t("js.list.gone");
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
    say(t("js.list.collecting", { items: items(this.pairs.length) }));
    const found = await Promise.all(this.pairs.map(([path]) => bibtexOf(path)));
    download("reading-list.bib", "application/x-bibtex", bibtex(found));
    const without = found.filter(([, text]) => !text).length;
    const some = without ? ` ${t("js.list.without", { items: items(without) })}` : "";
    say(t("js.list.exported", { items: items(found.length - without) }) + some);
  }

  async link() {
    const field = this.root.querySelector(".bi-part__link input");
    field.value = link(this.pairs.map(([path]) => path));
    field.parentElement.hidden = false;
    field.select();
    const some = this.pairs.length > MOST ? ` ${t("js.list.most").replace("#", amount(MOST))}` : "";
    say(((await copied(field.value)) ? t("js.list.copied") : t("js.list.copy")) + some);
  }
}

/** The section of a list that the address carries. */
class SharedPart extends Part {
  /** Show what the address carries, if anything. */
  open() {
    const pairs = carried(location.hash).map((path) => [path, entry({ title: titleOf(path) })]);
    this.root.hidden = !pairs.length;
    this.root.querySelector(".bi-part__told").textContent = t("js.list.told", { items: items(pairs.length) });
    this.show(pairs);
  }

  learn(item, from, place) {
    const title = item.title || titleOf(item.path);
    this.pairs = this.pairs.map((pair) => (pair[0] === from ? [item.path, entry({ ...item, title })] : pair));
    place.querySelector("a").textContent = title;
    place.querySelector("a").href = new URL(item.path, ROOT).href;
    place.querySelector(".bi-opening").textContent = item.said;
    place.querySelector(".bi-row__facts").textContent = kindName(item.kind);
  }

  save() {
    const saved = Date.now();
    const known = load();
    const fresh = this.pairs.filter(([path]) => !known.get(path)?.saved);
    update((list) => fresh.forEach(([path, each]) => list.set(path, { ...each, ...list.get(path), saved })));
    this.dismiss();
    say(t("js.list.kept", { items: items(fresh.length) }));
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
  const unread = new Part(part("unread"), [["done", t("js.list.done")], ["remove", t("js.list.remove")]]);
  const read = new Part(part("read"), [["again", t("js.list.again")], ["remove", t("js.list.remove")]]);
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

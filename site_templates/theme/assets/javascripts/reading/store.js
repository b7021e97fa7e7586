// The reading list as this browser keeps it. What it gives back is checked: every site of this host can write there.
const NAME = "reading-list";
const LONGEST_PATH = 500;
const LONGEST_TEXT = 300;
const LATEST = 8.64e15; // the last moment that a Date can tell, in milliseconds
const PATH = /^(?:[\w.%-]+\/)+$/;

/** Where the site begins. */
export const ROOT = new URL("../../../", import.meta.url);

/** The path below the site's root that an address leads to; null if it leads to no page of this site. */
export function pathOf(address, base = ROOT) {
  if (!URL.canParse(address, base)) return null;
  const { origin, pathname } = new URL(address, base);
  if (origin !== ROOT.origin || !pathname.startsWith(ROOT.pathname)) return null;
  const path = pathname.slice(ROOT.pathname.length);
  return path.length <= LONGEST_PATH && PATH.test(path) ? path : null;
}

/** The title that a page gives itself, as plain text. */
export const titleIn = (page) => page.querySelector('meta[property="og:title"]')?.content ?? "";

/** The words that a page begins with. */
export const openingIn = (page) => page.querySelector('meta[name="description"]')?.content ?? "";

const text = (value) => (typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, LONGEST_TEXT) : "");
const moment = (value) => (Number.isSafeInteger(value) && value > 0 && value <= LATEST ? value : 0);

/** What may be kept of an item: title, opening words, kind and id; and when saved and read, in milliseconds or 0. */
export const entry = ({ title, said, kind, id, saved, read }) => ({
  title: text(title),
  said: text(said),
  kind: text(kind),
  id: text(id),
  saved: moment(saved),
  read: moment(read),
});

function checked(raw) {
  const list = new Map();
  for (const each of Array.isArray(raw) ? raw : []) {
    const path = typeof each?.path === "string" ? pathOf(each.path) : null;
    if (path) list.set(path, entry(each));
  }
  return list;
}

let memory = null; // the list where the browser keeps nothing: it lasts as long as the page

/** The list: entries by their path. */
export const load = () => new Map(memory ?? checked(window.__md_get(NAME)));

/** Let `change` alter the list, and keep what comes of it. Tells `bi:list`, and `bi:unkept` where it could not be kept. */
export function update(change) {
  const list = load();
  change(list);
  for (const [path, { saved, read }] of list) if (!saved && !read) list.delete(path);
  const kept = window.__md_set(NAME, [...list].map(([path, each]) => ({ path, ...each })));
  if (!kept && !memory) document.dispatchEvent(new Event("bi:unkept"));
  memory = kept ? null : list;
  document.dispatchEvent(new Event("bi:list"));
}

/** Set or take back `mark`, which is `saved` or `read`, of the item at `path`. */
export function toggle(path, mark, facts) {
  update((list) => {
    const now = list.get(path) ?? entry(facts);
    list.set(path, { ...now, [mark]: now[mark] ? 0 : Date.now() });
  });
}

/** Put right what the list says of an item, if it is there: its page knows best, and a row that it was saved from less. */
export function complete(path, { title, said, kind, id }, from = path) {
  const now = load().get(from);
  if (!now) return;
  const right = entry({ ...now, title: title || now.title, said, kind, id });
  if (from === path && JSON.stringify(right) === JSON.stringify(now)) return;
  update((list) => {
    const there = list.get(path);
    list.delete(from);
    list.set(path, { ...right, saved: right.saved || there?.saved || 0, read: right.read || there?.read || 0 });
  });
}

export const isUnread = ({ saved, read }) => saved > 0 && !read;
export const isRead = ({ read }) => read > 0;

/** Tell `bi:list` too when another tab changed the list, or this page comes back from the browser's memory. */
export function follow() {
  const tell = () => document.dispatchEvent(new Event("bi:list"));
  addEventListener("storage", ({ key }) => (key === null || key === `${ROOT.pathname}.${NAME}`) && tell());
  addEventListener("pageshow", ({ persisted }) => persisted && tell());
}

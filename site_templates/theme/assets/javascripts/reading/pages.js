// What pages of this site say of the items on them. Their HTML is read, never shown.
import { openingIn, pathOf, ROOT, titleIn } from "./store.js";

const AT_ONCE = 4;
const waiting = [];
let running = 0;

async function inTurn(work) {
  if (running >= AT_ONCE) await new Promise((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function moved(page, address) {
  const target = page.querySelector('meta[http-equiv="refresh" i]')?.getAttribute("content")?.split(/url=/i)[1];
  return target ? pathOf(target, address) : null;
}

async function read(path, isFirst = true) {
  const response = await fetch(new URL(path, ROOT));
  if ([404, 410].includes(response.status)) return null;
  if (!response.ok) throw new Error(`${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const target = moved(page, response.url);
  if (target) return isFirst ? read(target, false) : null;
  const { kind = "", id = "" } = page.querySelector(".bi-keep")?.dataset ?? {};
  return { path, title: titleIn(page), said: openingIn(page), kind, id, bibtex: page.querySelector(".bi-cite__bibtex")?.textContent ?? "" };
}

const known = new Map();

/** The item at `path`: its path now, title, kind, id and BibTeX; null if it is gone. Throws where it cannot be read. */
export function itemAt(path) {
  if (!known.has(path)) {
    const answer = inTurn(() => read(path));
    answer.catch(() => known.delete(path));
    known.set(path, answer);
  }
  return known.get(path);
}

// On every page: what is saved and read, in the header, beside the title of an item, and in lists of items.
import { amount, element, t } from "../interface.js";
import { complete, follow, isUnread, load, openingIn, pathOf, titleIn, toggle } from "./store.js";

/** Rows of lists of items. */
export const ROWS = ".bi-items li, .bi-entry, .bi-result";

function decorate(row) {
  const link = row.querySelector("a");
  const path = link && pathOf(link.href);
  if (!path || row.dataset.path) return;
  const title = link.textContent.trim();
  const said = row.querySelector(".bi-opening")?.textContent.trim() ?? "";
  Object.assign(row.dataset, { path, title, said });
  const attributes = { class: "bi-save", type: "button", "data-mark": "saved", "aria-pressed": "false" };
  const button = element("button", { ...attributes, "aria-label": t("js.save.item", { title }), title: t("js.save") });
  const heading = link.closest("h3");
  if (heading) heading.after(button);
  else row.append(button);
}

function showRead(row, isRead) {
  if (row.classList.toggle("bi-is-read", isRead) === (row.querySelector(".bi-read-word") !== null)) return;
  if (isRead) row.querySelector("a").append(element("span", { class: "bi-read-word bi-unseen" }, t("js.read.mark")));
  else row.querySelector(".bi-read-word").remove();
}

function showMarks(list) {
  for (const place of document.querySelectorAll("[data-path]")) {
    const marks = list.get(place.dataset.path);
    for (const button of place.querySelectorAll("[data-mark]")) {
      button.setAttribute("aria-pressed", String(Boolean(marks?.[button.dataset.mark])));
    }
    if (place.matches(ROWS)) showRead(place, Boolean(marks?.read));
  }
}

function showCount(list) {
  const link = document.querySelector(".bi-list");
  const count = [...list.values()].filter(isUnread).length;
  link.setAttribute("aria-label", count ? t("js.list.count").replace("#", amount(count)) : t("js.list"));
  link.querySelector(".bi-list__count").textContent = count > 99 ? "99+" : count || "";
}

function show() {
  const list = load();
  document.querySelectorAll(ROWS).forEach(decorate);
  showMarks(list);
  showCount(list);
}

function onClick({ target }) {
  const button = target.closest("[data-mark]");
  const place = button?.closest("[data-path]");
  if (place) toggle(place.dataset.path, button.dataset.mark, place.dataset);
}

/** Show the reader's marks on this page, let them be changed, and keep them in step with other tabs. */
export function enableReadingList() {
  const item = document.querySelector(".bi-keep");
  if (item) {
    Object.assign(item.dataset, { title: titleIn(document), said: openingIn(document) });
    complete(item.dataset.path, item.dataset);
  }
  show();
  follow();
  document.addEventListener("click", onClick);
  document.addEventListener("bi:list", show);
  document.addEventListener("bi:listed", show);
  document.addEventListener("bi:unkept", () => import("../note.js").then(({ say }) => say(t("js.list.unkept"))), { once: true });
}

// The frame of a page: its search fields, the button for the colour scheme, and the contents of a long page.
import { t } from "./interface.js";

// From a page without any search code to one that searches, at the reader's first move.
const fields = () => [...document.querySelectorAll(".bi-find__input")];

function openHeaderSearch(open = true) {
  const header = document.querySelector(".bi-header");
  header.classList.toggle("bi-header--searching", open);
  document.querySelector(".bi-open-search")?.setAttribute("aria-expanded", String(open));
  if (open) document.getElementById("bi-header-q")?.focus();
}

/** Lead to the search field that the reader sees, or show one. */
export function focusField() {
  const visible = fields().find((field) => field.checkVisibility());
  if (visible) visible.select();
  else openHeaderSearch();
}

function enableButton(button) {
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "bi-header-search");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    openHeaderSearch(button.getAttribute("aria-expanded") === "false");
  });
}

function enablePanel(field) {
  const panel = () => import("./search/panel.js").then(({ Panel }) => new Panel(field));
  field.addEventListener("focus", panel, { once: true });
  if (field === document.activeElement) panel();
}

/** Give the page's search fields their panels, and the search page its results. */
export function enableSearch() {
  const page = document.getElementById("bi-search");
  if (page) import("./search/page.js").then(({ SearchPage }) => new SearchPage(page).start());
  else fields().forEach(enablePanel);
  document.querySelectorAll(".bi-open-search").forEach(enableButton);
  document.addEventListener("bi:close", () => openHeaderSearch(false));
}

// The button changes between the scheme of the system, light and dark.
const NEXT = { auto: "light", light: "dark", dark: "auto" };

function apply(button, scheme) {
  if (scheme === "auto") delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme;
  button.setAttribute("aria-label", t(`js.scheme.${scheme}`));
  button.title = button.getAttribute("aria-label");
}

const current = () => document.documentElement.dataset.scheme ?? "auto";

/** Let `button` change the colour scheme, and keep the choice for this site. */
export function enableScheme(button) {
  apply(button, current());
  button.addEventListener("click", () => {
    const scheme = NEXT[current()];
    apply(button, scheme);
    window.__md_set("scheme", scheme);
  });
}

// Contents are out of the way once they were used, at Escape, and for who reads on.
const STEP = 8;

function hideWhileReading(contents) {
  let before = scrollY;
  const look = () => {
    if (Math.abs(scrollY - before) < STEP) return;
    contents.classList.toggle("bi-is-away", scrollY > before && scrollY > innerHeight / 2);
    before = scrollY;
  };
  addEventListener("scroll", look, { passive: true });
}

/** Let `contents`, a `details` element if there is one, close by itself. */
export function enableContents(contents) {
  if (!contents) return;
  contents.querySelector("ul").addEventListener("click", () => contents.removeAttribute("open"));
  contents.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !contents.open) return;
    contents.open = false;
    contents.querySelector("summary").focus();
  });
  hideWhileReading(contents);
}

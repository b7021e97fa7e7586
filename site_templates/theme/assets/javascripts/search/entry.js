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
  const panel = () => import("./panel.js").then(({ Panel }) => new Panel(field));
  field.addEventListener("focus", panel, { once: true });
  if (field === document.activeElement) panel();
}

/** Give the page's search fields their panels, and the search page its results. */
export function enableSearch() {
  const page = document.getElementById("bi-search");
  if (page) import("./page.js").then(({ SearchPage }) => new SearchPage(page).start());
  else fields().forEach(enablePanel);
  document.querySelectorAll(".bi-open-search").forEach(enableButton);
  document.addEventListener("bi:close", () => openHeaderSearch(false));
}

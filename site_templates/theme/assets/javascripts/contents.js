// The contents of a long page in a narrow window: out of the way once they were used, or at Escape.
/** Let `contents`, a `details` element if there is one, close by itself. */
export function enableContents(contents) {
  contents?.querySelector("ul").addEventListener("click", () => contents.removeAttribute("open"));
  contents?.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !contents.open) return;
    contents.open = false;
    contents.querySelector("summary").focus();
  });
}

// The contents of a long page in a narrow window: out of the way once they were used, at Escape, and for who reads on.
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

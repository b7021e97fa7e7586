// The button that changes between the system's colour scheme, light and dark.
import { t } from "./translate.js";

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

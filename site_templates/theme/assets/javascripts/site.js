// What every page runs: little code of its own, and the rest only once a reader asks for it.
import { enableScheme } from "./scheme.js";
import { enableSearch } from "./search/entry.js";

enableScheme(document.querySelector(".bi-scheme"));
enableSearch();
const contents = document.querySelector(".bi-contents");
contents?.querySelector("ul").addEventListener("click", () => contents.removeAttribute("open"));
if (new URLSearchParams(location.search).has("highlight")) {
  import("./highlight.js").then(({ highlight }) => highlight(document.querySelector("article")));
}

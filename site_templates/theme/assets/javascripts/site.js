// What every page runs: little code of its own, and the rest only once a reader asks for it.
import { enableContents, enableKeys, enableScheme, enableSearch } from "./frame.js";
import { enableReadingList } from "./reading/marks.js";

const article = document.querySelector("article");
const correction = document.querySelector(".bi-correct");
const speakers = document.querySelector(".bi-speakers select");
const since = document.querySelector(".bi-since");
const readingList = document.getElementById("bi-reading-list");
const blocks = [...article.querySelectorAll("pre")];

let copies, turns;
const enableCopies = () => (copies ??= import("./copy.js").then(({ enableCopying }) => enableCopying(article)));
const enableTurns = () => (turns ??= import("./speakers.js").then(({ enableSpeakers }) => enableSpeakers(speakers, article)));
const enableCorrecting = () => import("./correction.js").then(({ enableCorrections }) => enableCorrections(correction, article));

enableScheme(document.querySelector(".bi-scheme"));
enableSearch();
enableReadingList();
enableKeys(document.querySelector(".bi-show-keys"));
enableContents(document.querySelector(".bi-contents"));
if (speakers?.value) enableTurns(); // which a browser has brought back
for (const move of ["focus", "change"]) speakers?.addEventListener(move, enableTurns, { once: true });
if (since) import("./reading/visit.js").then(({ showNew }) => showNew(since));
if (correction && getSelection().type === "Range") enableCorrecting();
else if (correction) document.addEventListener("selectionchange", enableCorrecting, { once: true });
if (blocks.some((block) => block.checkVisibility())) enableCopies();
for (const place of new Set(blocks.map((block) => block.closest("details")))) place?.addEventListener("toggle", enableCopies);
if (readingList) import("./reading/page.js").then(({ showReadingList }) => showReadingList(readingList));
if (new URLSearchParams(location.search).has("highlight")) {
  import("./highlight.js").then(({ highlight }) => highlight(article));
}

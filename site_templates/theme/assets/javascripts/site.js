// What every page runs: little code of its own, and the rest only once a reader asks for it.
import { enableContents } from "./contents.js";
import { enableKeys } from "./keys.js";
import { enableReadingList } from "./reading/marks.js";
import { enableScheme } from "./scheme.js";
import { enableSearch } from "./search/entry.js";

const article = document.querySelector("article");
const correction = document.querySelector(".bi-correct");
const speakers = document.querySelector(".bi-speakers select");
const since = document.querySelector(".bi-since");
const readingList = document.getElementById("bi-reading-list");

enableScheme(document.querySelector(".bi-scheme"));
enableSearch();
enableReadingList();
enableKeys(document.querySelector(".bi-show-keys"));
enableContents(document.querySelector(".bi-contents"));
if (speakers) import("./speakers.js").then(({ enableSpeakers }) => enableSpeakers(speakers, article));
if (since) import("./reading/visit.js").then(({ showNew }) => showNew(since));
if (correction) import("./correction.js").then(({ enableCorrections }) => enableCorrections(correction, article));
if (article.querySelector("pre")) import("./copy.js").then(({ enableCopying }) => enableCopying(article));
if (readingList) import("./reading/page.js").then(({ showReadingList }) => showReadingList(readingList));
if (new URLSearchParams(location.search).has("highlight")) {
  import("./highlight.js").then(({ highlight }) => highlight(article));
}

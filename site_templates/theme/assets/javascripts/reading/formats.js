// The reading list as Markdown, as BibTeX, and as a link that carries it.
import { kindWithin, t } from "../interface.js";
import { pathOf, ROOT } from "./store.js";

const MOST = 200;
const LONGEST = 40_000;
const MARKDOWN = /[\\`*_[\]<>&$~|#!]/g;

const address = (path) => new URL(path, ROOT).href;

/** A title for an item of which nothing but its path is known. */
export function titleOf(path) {
  const name = path.split("/").at(-2);
  try {
    return decodeURIComponent(name).replaceAll("-", " ");
  } catch {
    return name;
  }
}

/** A list of links in Markdown, from pairs of path and entry. */
export function markdown(heading, pairs) {
  const lines = pairs.map(([path, { title, kind }]) => {
    const name = (title || titleOf(path)).replace(MARKDOWN, "\\$&");
    return `- [${name}](${address(path)})${kind ? `, ${kindWithin(kind)}` : ""}`;
  });
  return `# ${heading}\n\n${lines.join("\n")}\n`;
}

/** One BibTeX file, from pairs of path and the item's entry, which is empty where there is none. */
export const bibtex = (pairs) =>
  pairs.map(([path, text]) => text.trim() || `% ${t("js.list.bare", { address: address(path) })}`).join("\n\n") + "\n";

/** The address of the reading list's page that carries `paths`: those of one folder that follow each other, together. */
export function link(paths) {
  const groups = [];
  for (const path of paths.slice(0, MOST)) {
    const [, folder, name] = path.match(/^(.*?)([^/]+)\/$/);
    if (groups.at(-1)?.folder === folder) groups.at(-1).names.push(name);
    else groups.push({ folder, names: [name] });
  }
  const text = groups.map(({ folder, names }) => `${folder.slice(0, -1)}:${names.join(",")}`).join(";");
  return `${address("reading-list/")}#list=${text}`;
}

/** The paths that the fragment of an address carries, each below this site; none where it carries no list. */
export function carried(hash) {
  if (!hash.startsWith("#list=") || hash.length > LONGEST) return [];
  const paths = hash.slice("#list=".length).split(";").flatMap((group) => {
    const [folder, names = ""] = group.split(":");
    return names.split(",").map((name) => name && pathOf(`${ROOT.pathname}${folder ? `${folder}/` : ""}${name}/`));
  });
  return [...new Set(paths.filter(Boolean))].slice(0, MOST);
}

export { MOST };

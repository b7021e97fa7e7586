"""What can be wrong in ``content/``, found without writing anything."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from backissue import files
from backissue.archive.archive import Archive
from backissue.archive.corrections import find_unknown, find_unknown_picks
from backissue.archive.permalinks import find_dying, unread_pages
from backissue.archive.publishing import NEVER, published, whole
from backissue.frontmatter import at_key
from backissue.model import Problem, Slip
from backissue.own_files import misplaced, own_in_docs
from backissue.progress import Tick, untold
from backissue.site import engine
from backissue.site.attachments import find_attachments
from backissue.site.desk import Desk
from backissue.site.documents import compose, dead_links, judge
from backissue.site.outputs import assets
from backissue.site.page_checks import check_pages, find_large
from backissue.site.settings_faults import find_missing_in_nav
from backissue.site.site import Document, drafted

LARGEST = 1_000_000_000
"""Bytes that GitHub Pages allows a site (docs.github.com, "GitHub Pages limits")."""

FEW = 3
"""Other pages with the same dead link, above which it is probably one that all pages have."""

_LOADS = (("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("video", "src"))
_HARMLESS_RELATIONS = {"canonical", "alternate", "prev", "next", "license", "author", "me"}


def check_content(
    root: Path, archive: Archive, today: date = NEVER, basis: str = "", tick: Tick = untold
) -> list[Problem]:
    """Return every defect of the archive at ``root``: front matter, ids, addresses, active content, dead links.

    All documents are judged as they would be rendered, also those that a build would not have to look at. For the
    ``basis`` see :class:`~backissue.site.site.Site`; ``tick`` is told how many of how many pages are made.
    """
    config = engine.configure(root, docs_dir=root / "content")
    slips = (*find_unknown(archive), *find_unknown_picks(archive), *_other_names(archive, config.site_name))
    odd = [at_key(root / "content", slip) for slip in slips]
    of_pages = check_pages(root, archive, today)
    archive = published(archive, today)
    with Desk(archive.store, root, basis, tick) as desk:
        composed = compose(root, archive, engine.settings_of(config), lambda _: True, desk)
    beside, unfit = find_attachments(root / "content", archive)
    there = [*beside, *(asset.path for asset in assets(composed.site))]
    of_content = {*archive.problems, *find_dying(archive), *odd, *unfit, *_judge_withheld(archive)}
    refused = {problem.file.removeprefix("content/") for problem in composed.refused}
    unread = {*unread_pages(archive), *refused}
    paths = [*there, *(draft.path for draft in composed.drafts)]
    of_theme = [*map(misplaced, own_in_docs(root)), *engine.missing_assets(root, config)]
    of_theme += engine.missing_words(root, config)
    unfit_files = (problem.file.removeprefix("content/") for problem in unfit)
    dead = dead_links(composed, [*there, *unfit_files], unread)
    of_links = {*of_theme, *dead, *find_missing_in_nav(root, config.nav, paths, unread)}
    return sorted({*of_content, *composed.problems, *of_links, *of_pages, *find_large(root / "content", beside)})


def _other_names(archive: Archive, name: str) -> Iterator[Slip]:
    """Yield a hint where the home page has a heading that is not the site's name, under which every other page is."""
    home = archive.notes.get("index.md")
    if home and home.title and home.title != name:
        what = f"the home page is called `{home.title}`, and the site in mkdocs.yml `{name}`"
        yield Slip(home.path, "title", what, "leave `title` out here, or give both one name")


def _judge_withheld(archive: Archive) -> Iterator[Problem]:
    """Yield what would keep drafts out of the site once they are none."""
    drafts = whole(archive)
    for page in archive.withheld:
        draft = drafted(Document(page.path, "", page.path))
        yield from judge(f"\n---\n{page.item.body}", draft, drafts).problems


@dataclass(frozen=True, slots=True)
class _Page:
    """A finished page, by what a check needs of it."""

    ids: frozenset[str]
    repeated: tuple[str, ...]
    links: tuple[str, ...]
    loads: tuple[str, ...]


def check_site(site: Path, tick: Tick = untold) -> list[Problem]:
    """Return every defect of the site in the folder ``site``, which a build has made.

    ``tick`` is told how many of how many pages are read.
    """
    if not (site / "index.html").is_file():
        return [Problem(site.name, 0, "no site is here", "run `backissue build` first")]
    there = set(files.tree(site))
    names = sorted(name for name in there if name.endswith(".html"))
    pages = {}
    for number, name in enumerate(names, 1):
        pages[name] = _read(site / name)
        tick(number, len(names))
    problems = [problem for name, page in pages.items() for problem in _defects(f"{site.name}/{name}", page)]
    problems += _all_dead_links(site.name, pages, there)
    size = sum((site / name).stat().st_size for name in there)
    if size > LARGEST:
        problems.append(Problem(site.name, 0, f"{size} bytes, more than GitHub Pages takes", "publish fewer pages"))
    return problems


def _read(path: Path) -> _Page:
    tree = LexborHTMLParser(path.read_bytes().decode("utf-8"))
    ids = Counter(node.attributes["id"] for node in tree.css("[id]") if node.attributes["id"])
    loads = [
        node.attributes.get(attribute) or ""
        for tag, attribute in _LOADS
        for node in tree.css(f"{tag}[{attribute}]")
        if not _HARMLESS_RELATIONS & set((node.attributes.get("rel") or "").split())
    ]
    return _Page(
        ids=frozenset(filter(None, ids)),
        repeated=tuple(str(name) for name, number in ids.items() if number > 1),
        links=tuple(node.attributes["href"] or "" for node in tree.css("a[href]")),
        loads=tuple(loads),
    )


def _defects(place: str, page: _Page) -> Iterator[Problem]:
    for identifier in page.repeated:
        yield Problem(place, 0, f"the id `{identifier}` comes twice", "change the text of one of the two headings")
    for address in page.loads:
        if urlsplit(address).netloc:
            yield Problem(place, 0, f"it loads {address} from another host", "add the file to the archive")


def _all_dead_links(folder: str, pages: Mapping[str, _Page], there: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each file or section that links lead to and that is not there, with the first page of many.

    The links of ``404.html`` count from the address that was not found.
    """
    dead: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, page in pages.items():
        for link, target, anchor in _dead_links(name, page, pages, there) if name != "404.html" else ():
            dead.setdefault((target, anchor), []).append((name, link))
    for (_, anchor), places in dead.items():
        name, link = places[0]
        others = len({name for name, _ in places}) - 1
        more = f", and so do links of {others:,} other page{'s' if others > 1 else ''}" if others else ""
        where = "leads to a section that is not there" if anchor else "leads nowhere"
        remedy = "fix its `#…`" if anchor else "fix it in the page it comes from"
        if others > FEW:
            remedy = f"fix it where all pages have it from, which may be `nav` of mkdocs.yml, or {remedy}"
        yield Problem(f"{folder}/{name}", 0, f"the link `{link}` {where}{more}", remedy)


def _dead_links(
    name: str, page: _Page, pages: Mapping[str, _Page], there: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield the links of a page that lead nowhere, each with its file and, if only that is missing, its section."""
    for link in dict.fromkeys([*page.links, *page.loads]):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = _target(name, unquote(parts.path))
        anchor = unquote(parts.fragment)
        if target not in there:
            yield link, target, ""
        elif anchor and target in pages and anchor not in pages[target].ids:
            yield link, target, anchor


def _target(page: str, path: str) -> str:
    """Return the file that a relative address leads to, as a path below the site."""
    if not path:
        return page
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    is_folder = path.endswith(("/", "/.", "/..")) or path in {".", ".."}
    return posixpath.normpath(f"{joined}/index.html") if is_folder else joined

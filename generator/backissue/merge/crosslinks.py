"""Links between the sources of an archive: each leads to the page that its target becomes.

Sources name each other by file, by the addresses that they had, by slug or by name. What leads nowhere stays as words.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin

from backissue.archive.addresses import address
from backissue.files import itself, tree
from backissue.media import PICTURES, is_picture
from backissue.model import Item, Problem
from backissue.prose.parse import Renderer, TooComplexError
from backissue.sources.links.references import Reference, anchor, as_words, resolve
from backissue.sources.stated.old_addresses import names_of
from backissue.text import slugify

_TEXTS = (".html", ".htm", ".md", ".markdown", ".mdx", ".txt")
_FILES = (".md", ".markdown", ".mdx")
_SECTIONS = frozenset(
    "p post posts blog issue issues archive archives newsletter newsletters letter letters article articles content"
    " docs notes news weekly journal writing essays episode episodes podcast podcasts talks transcripts en".split()
)
"""Folders of addresses that need not be folders of sources."""
_NOWHERE = "add what they lead to, or leave them: their words stand on the page"


class Targets:
    """What the links of sources may lead to: items, by all that sources call them."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._by_file: defaultdict[str, set[str]] = defaultdict(set)
        self._by_address: dict[str, str] = {}
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._by_other_name: defaultdict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, set[str]] = {}
        self._folders: set[str] = set()
        for item in items:
            self._add(item)

    def _add(self, item: Item) -> None:
        file = item.source.file if item.source else ""
        for name in {_folded(file), _folded(posixpath.splitext(file)[0])}:
            self._by_file[name.removesuffix("/index").removesuffix("/_index")].add(item.id)
        for alias in item.aliases:
            self._by_address.setdefault(_folded(alias), item.id)
        names = [item.title, *names_of(file), *(PurePosixPath(_folded(alias)).name for alias in item.aliases)]
        for name in names:
            if not _folded(name).isdecimal():  # a day or a number, which others have too
                self._by_name[_folded(name)].add(item.id)
        for name in item.called:
            self._by_other_name[_folded(_path_of(name))].add(item.id)
        folders = [part for path in (file, *item.aliases) for part in path.split("/")[:-1]]
        day = item.date.isoformat() if item.date else posixpath.basename(file)[:10]
        folders += day.split("-")
        self._parts[item.id] = {part.strip("_").casefold() for part in folders}
        self._folders |= self._parts[item.id]

    def find(self, item: Item, target: str) -> str:
        """Return the id of the item that a link in ``item`` leads to; empty where there is none."""
        path = unicodedata.normalize("NFC", _path_of(target)).removeprefix("@")
        if not path:
            return item.id
        file = item.source.file if item.source else ""
        seen = posixpath.normpath(posixpath.join("" if path.startswith("/") else posixpath.dirname(file), path))
        bare = _folded(path)
        found = self._by_file.get(_folded(seen)) or self._by_file.get(_folded(posixpath.splitext(seen)[0])) or set()
        if len(found) != 1:
            froms = [f"/{alias}/" for alias in item.aliases]
            seen_from = [urljoin(base, quote(path)) for base in froms] if not path.startswith("/") else [path]
            known = (self._by_address.get(_folded(unquote(place))) for place in (*seen_from, bare))
            found = {name} if (name := next(filter(None, known), "")) else self._named(bare, path)
        return next(iter(found)) if len(found) == 1 else ""

    def _named(self, path: str, written: str) -> set[str]:
        """Return the items called by the last part of a path whose other parts are folders of theirs, or their day."""
        *above, name = path.split("/")
        folders = {part.strip("_") for part in above} - {"", ".", "..", *_SECTIONS}
        if written.casefold().endswith(_FILES):  # a file, whose folder need not have come along
            folders &= self._folders
        named = (self._by_name.get(name, ()), self._by_other_name.get(path, ()))
        found = ({item for item in items if folders <= self._parts[item]} for items in named)
        return next(filter(None, found), set())


def _path_of(target: str) -> str:
    return target.partition("#")[0].partition("?")[0]


def _folded(path: str) -> str:
    """Return an address or a path without what does not tell two apart: slashes at its ends, case, the kind of file."""
    text = unicodedata.normalize("NFC", path).strip("/").casefold()
    text = text.removesuffix("/index.html").removesuffix("/index.md")
    end = next((end for end in _TEXTS if text.endswith(end)), "")
    return text.removesuffix(end).strip("/")


def _without_pictures(file: str, line: int, targets: list[str]) -> Problem:
    """Return a hint at the pictures of a source that are missing: how many there are, and the first three of them."""
    shown = ", ".join(f"`{target}`" for target in targets[:3])
    which = f"the picture {shown} is" if len(targets) == 1 else f"{len(targets)} pictures are"
    what = f"{which} not there, or {'is none' if len(targets) == 1 else 'none'} that may be shown"
    what += f": {shown}{', …' * (len(targets) > 3)}" if len(targets) > 1 else ""
    them, words = ("it", "its words stand") if len(targets) == 1 else ("them", "their words stand")
    remedy = f"add {them} to content/sources as one of {' '.join(sorted(PICTURES))}; until then {words}"
    return Problem(f"content/sources/{file}", line, what, remedy, is_hint=True)


_BLOCK = "block-"
"""What the ids of named paragraphs begin with."""
_TO_PARAGRAPH = "#%5E"
"""What stands in a reference to a named paragraph, as :func:`refer` writes it."""


def _paragraph(target: str) -> str:
    """Return the name of the paragraph that a link leads to; empty where it leads to none.

    >>> _paragraph("Maps#^north"), _paragraph("Maps#North")
    ('north', '')
    """
    name = unquote(target).rpartition("#")[2]
    return name[1:].casefold() if name.startswith("^") else ""


class Crosslinks:
    """Writes the links between sources, and gathers the pictures that come along and what leads nowhere.

    ``paths`` has the page below ``content/`` of each item's id. ``pictures`` has the file below ``content/sources``
    of each picture by its place below ``content/``.
    """

    def __init__(self, root: Path, items: Iterable[Item], paths: Mapping[str, str], renderer: Renderer) -> None:
        self._sources = root / "content" / "sources"
        self._items = {item.id: item for item in items}
        self._targets = Targets(self._items.values())
        self._paths, self._renderer = paths, renderer
        self._anchors: dict[str, frozenset[str]] = {}
        self._wanted: set[tuple[str, str]] | None = None
        self._files: Mapping[str, list[str]] | None = None
        self._lost: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._unseen: defaultdict[str, list[str]] = defaultdict(list)
        self.pictures: dict[str, str] = {}

    def write(self, item: Item) -> Item:
        """Return an item whose references lead to pages and files of the archive, or are words."""
        body = resolve(item.body, self._writer(item), lambda name: self._place(item, name))
        return item if body == item.body else replace(item, body=body)

    def _place(self, item: Item, name: str) -> str:
        """Return the place of a paragraph that has a name, where some link leads to it."""
        if self._wanted is None:
            self._wanted = {*self._links_to_paragraphs()}
        return f'<a id="{_BLOCK}{name}"></a>' if (item.id, name) in self._wanted else ""

    def _links_to_paragraphs(self) -> Iterator[tuple[str, str]]:
        """Yield the id of an item and the name of a paragraph in it for each link to one."""
        found: list[str] = []

        def noted(reference: Reference) -> str:
            found.append(reference.target)
            return ""

        for item in self._items.values():
            if _TO_PARAGRAPH in item.body:
                found.clear()
                resolve(item.body, noted)
                for target in found:
                    if name := _paragraph(target):
                        yield self._targets.find(item, target), name

    def problems(self) -> Iterator[Problem]:
        """Yield a hint for each folder of sources with links that lead nowhere, and each source of missing pictures."""
        for folder, lost in sorted(self._lost.items()):
            targets = list(dict.fromkeys(target for _, target in lost))
            shown = ", ".join(f"`{target}`" for target in targets[:3])
            links = "1 link" if len(lost) == 1 else f"{len(lost)} links"
            places = "1 place that is no item" if len(targets) == 1 else f"{len(targets)} places that are no items"
            what = f"{links} of {folder or 'these sources'} to {places} lead{'s' * (len(lost) == 1)} nowhere: {shown}"
            what += ", …" * (len(targets) > 3)
            yield Problem(f"content/sources/{lost[0][0]}", self._line(*lost[0]), what, _NOWHERE, is_hint=True)
        for file, targets in sorted(self._unseen.items()):
            yield _without_pictures(file, self._line(file, targets[0]), list(dict.fromkeys(targets)))

    def _writer(self, item: Item) -> Callable[[Reference], str]:
        def written(found: Reference) -> str:
            if found.is_shown:
                return self._picture(item, found)
            if not (name := self._targets.find(item, found.target)) or not self._paths.get(name):
                return self._file(item, found) or self._words(item, found)
            if name == item.id:
                anchor = self._anchor(name, found.target)
                return f"[{found.label}]({anchor})" if anchor else found.label
            return f"[{found.label}]({self._link(item, name, found.target)})"

        return written

    def _words(self, item: Item, found: Reference) -> str:
        if item.source and not found.address:
            folder = posixpath.dirname(item.source.file)
            self._lost[folder].append((item.source.file, found.target))
        return as_words(found)

    def _link(self, item: Item, name: str, target: str) -> str:
        here = posixpath.dirname(self._paths[item.id])
        return quote(posixpath.relpath(self._paths[name], here or ".")) + self._anchor(name, target)

    def _anchor(self, name: str, target: str) -> str:
        """Return the fragment of a link where the page of an item has such a heading, by id or by its words."""
        fragment = unquote(target.partition("#")[2]).rpartition("#")[2]
        if not fragment:
            return ""
        if block := _paragraph(target):
            return f"#{_BLOCK}{block}" if anchor(block) in self._items[name].body else ""
        if name not in self._anchors:
            self._anchors[name] = self._find_anchors(self._items[name])
        wanted = (fragment, fragment.casefold(), slugify(fragment))
        return next((f"#{quote(form)}" for form in wanted if form in self._anchors[name]), "")

    def _find_anchors(self, item: Item) -> frozenset[str]:
        try:
            blocks = self._renderer.document(resolve(item.body, as_words)).blocks
        except TooComplexError:
            return frozenset()
        return frozenset(block.id for block in blocks if block.id)

    def _picture(self, item: Item, found: Reference) -> str:
        """Return a picture that comes along; one that is missing, or may not be shown, is a link or words."""
        place = self._copy(item, found.target)
        if not place and not found.address:
            self._unseen[item.source.file if item.source else ""].append(found.target)
        return f"![{found.label}]({place})" if place else as_words(found)

    def _file(self, item: Item, found: Reference) -> str:
        """Return a link to a picture that lies beside the sources; empty where it leads to none."""
        is_named = PurePosixPath(found.target.partition("#")[0]).suffix.lower() in PICTURES
        place = self._copy(item, found.target) if is_named else ""
        return f"[{found.label}]({place})" if place else ""

    def _copy(self, item: Item, target: str) -> str:
        """Return the place of a picture beside an item's page, as the page names it; empty where there is none."""
        source = self._find_file(item, unquote(target.partition("#")[0].partition("?")[0]))
        page = self._paths.get(item.id)
        if not source or not page:
            return ""
        stem, suffix = posixpath.splitext(posixpath.basename(source))
        base, number = f"{page.removesuffix('.md')}/{slugify(stem)}", 1
        while self.pictures.setdefault(place := f"{base}{_numbered(number)}{suffix.lower()}", source) != source:
            number += 1
        return quote(posixpath.relpath(place, posixpath.dirname(page)))

    def _find_file(self, item: Item, path: str) -> str:
        """Return a picture below ``content/sources`` by a path to it, from its source or from the root of a site."""
        if self._files is None:
            named: defaultdict[str, list[str]] = defaultdict(list)
            for name in tree(self._sources):
                if PurePosixPath(name).suffix.lower() in PICTURES:
                    named[posixpath.basename(name)].append(name)
            self._files = named
        folder = posixpath.dirname(item.source.file) if item.source else ""
        seen = posixpath.normpath(posixpath.join("" if path.startswith("/") else folder, path.lstrip("/")))
        known = self._files.get(posixpath.basename(path), [])
        ends = [name for name in known if f"/{name}".endswith(f"/{path.lstrip('./')}")] or known
        name = seen if seen in known else ends[0] if len(ends) == 1 else ""
        return name if name and self._is_picture(name) else ""

    def _is_picture(self, name: str) -> bool:
        try:
            with itself(self._sources, name).open("rb") as opened:
                return is_picture(name, opened.read(16))
        except (OSError, ValueError):
            return False

    def _line(self, file: str, target: str) -> int:
        """Return the 1-based line on which a source names a target; 0 where it is not found as it is written."""
        try:
            lines = itself(self._sources, file).read_text("utf-8", errors="replace").split("\n")
        except (OSError, ValueError):
            return 0
        forms = {target, quote(target)}
        return next((at for at, line in enumerate(lines, 1) if any(form in line for form in forms)), 0)


_SHELVES = frozenset({"weeks", "undated", "topics", "years"})
"""Where the site makes pages of its own, which the next import may add."""


def _numbered(number: int) -> str:
    return f"-{number}" if number > 1 else ""


def select_aliases(items: Iterable[Item], paths: Mapping[str, str], taken: Mapping[str, str]) -> list[Item]:
    """Return the items with those of their former addresses that nothing else has.

    ``paths`` has the items' pages and ``taken`` the page below ``docs/`` of each address that the site has.
    """
    owners: dict[str, str] = {address(path).casefold(): name for name, path in paths.items() if path}
    found = []
    for item in items:
        kept = []
        for alias in item.aliases:
            place = f"{alias}/".casefold()
            is_free = f"{alias}/" not in taken and alias.partition("/")[0].casefold() not in _SHELVES
            owner = owners.setdefault(place, item.id) if is_free else ""
            kept += [alias] if owner == item.id and address(paths.get(item.id, "")).casefold() != place else []
        found.append(item if tuple(kept) == item.aliases else replace(item, aliases=tuple(kept)))
    return found

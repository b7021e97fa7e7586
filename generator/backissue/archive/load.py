"""From the files below ``content/`` to the archive. What is broken becomes a problem and is left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from backissue.archive.addresses import KIND as ADDRESSES
from backissue.archive.addresses import Addresses, address, read_addresses
from backissue.archive.archive import Archive
from backissue.archive.config import read_config
from backissue.archive.kept_pages import pack, unpack
from backissue.archive.moves import KIND as MOVES
from backissue.archive.own_titles import own_titles
from backissue.archive.removals import KIND as REMOVALS
from backissue.archive.removals import Removals, read_removals
from backissue.archive.segments import read_segments
from backissue.dates import week_of
from backissue.file_index import FileIndex, Stat, content_digest, walk
from backissue.files import LINKED, below
from backissue.frontmatter import at_key, body_line, read_item, read_note
from backissue.model import Item, Kind, Note, Page, Problem, Slip
from backissue.prose.parse import renderer_of
from backissue.store import Store, code_digest, digest
from backissue.urls import is_reserved, is_site_path
from backissue.values import Defect

_ID = re.compile(r"""^[ \t]*id:[ \t]+(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#]\S*))""", re.MULTILINE)
_KIND = "page"
_LINK = Defect(LINKED, "replace it with what it leads to")


class _File(NamedTuple):
    """What was read of a file: its page or note, its problems, the ids of the items that it hides, and its digest."""

    page: Page | None = None
    note: Note | None = None
    problems: tuple[Problem, ...] = ()
    hidden: frozenset[str] = frozenset()
    held: str = ""


def load(root: Path, store: Store | None = None, index: FileIndex | None = None) -> Archive:
    """Read the archive whose ``mkdocs.yml`` stands in ``root``.

    Where there is a ``store``, it keeps what is derived from the archive, and files that it knows are not read again;
    ``index`` is that of ``content/``, if the caller has one, and is then theirs to save.
    """
    config, config_problems = read_config(root)
    records, of_moves = read_segments(root, ADDRESSES), read_segments(root, MOVES)
    of_removals = read_segments(root, REMOVALS)
    addresses, removals = read_addresses(records), read_removals(of_removals)
    content = root / "content"
    there = walk(content)
    own = store or Store()
    reader = _Reader(content, addresses, there, own, index or FileIndex(own, root, content))
    paths = [path for path in there if path.endswith(".md") and not path.startswith("sources/")]
    plain = [path for path in paths if path not in reader.folders]
    files = [*reader.linked_folders(), *map(reader.read, own.counted("Reading content/", plain))]
    if store and not index:
        reader.index.save(there)
    wanted, back = _without_removed((file.page for file in files if file.page), removals)
    pages, doubles = _one_an_id(wanted, addresses)
    problems = [*config_problems, *records.problems, *of_moves.problems, *of_removals.problems, *back]
    problems += [
        *(problem for file in files for problem in file.problems),
        *(at_key(content, slip) for same in doubles for slip in second_pages(same)),
        *(at_key(content, slip) for slip in _odd_weeks(pages, config.week_ends)),
        *_collisions(pages),
    ]
    notes = {file.note.path: file.note for file in files if file.note}
    hidden = frozenset(name for file in files for name in file.hidden)
    problems.sort()
    renderer = renderer_of(root).keeping(store) if store else renderer_of(root)
    return Archive(
        config,
        tuple(pages),
        notes,
        addresses,
        tuple(problems),
        hidden,
        doubles,
        records,
        of_moves,
        of_removals,
        removals,
        renderer,
        store=own,
        own_titles=own_titles(content, _sources_of_papers(pages)),
        digests=reader.digests,
    )


def _sources_of_papers(pages: Iterable[Page]) -> set[str]:
    items = (page.item for page in pages)
    return {item.source.file for item in items if item.kind is Kind.PAPER and item.source}


class _Reader:
    """Reads the files below ``content``, of which ``there`` says what is known without reading them."""

    def __init__(
        self, content: Path, addresses: Addresses, there: Mapping[str, Stat], store: Store, index: FileIndex
    ) -> None:
        self._content, self._addresses, self._there, self._store = content, addresses, there, store
        self.index = index
        self.folders = {name for name, stat in there.items() if stat.is_link and (content / name).is_dir()}
        self.digests: dict[str, tuple[Item | Note, str]] = {}
        self._code = code_digest() if store.is_kept else ""

    def linked_folders(self) -> Iterator[_File]:
        """Yield the folders that are only symbolic links, which nothing follows. Their pages are not gone for that."""
        for place in sorted(self.folders):
            known = self._addresses.items()
            hidden = frozenset(entry.id for path, entry in known if path.startswith(f"{place}/"))
            yield _File(problems=(Problem(f"content/{place}", 0, *_LINK),), hidden=hidden)

    def read(self, path: str) -> _File:
        """Read a file, or remember what was read of it."""
        if not self._store.is_kept or self._there[path].is_link:
            return self._read(path)
        try:
            held = self.index.digest(path, self._there[path])
        except OSError:
            return self._read(path)
        key = digest(self._code, path, held)
        known = self._store.get(_KIND, key)
        if known:
            file = _File(*unpack(known))
        else:
            file = self._read(path)
            if not file.hidden and file.held == held:
                self._store.put(_KIND, key, pack((file.page, file.note, file.problems)))
        if value := (file.page and file.page.item) or file.note:
            self.digests[path] = value, key
        return file

    def _read(self, path: str) -> _File:
        data = _read_bytes(self._content, path)
        text, line = (data, 0) if isinstance(data, Defect) else _decode(data)
        if isinstance(text, Defect):
            place = f"content/{path}".encode("utf-8", "replace").decode()
            return _File(
                problems=(Problem(place, line, *text),), hidden=_hidden_ids(self._content, path, self._addresses)
            )
        item, note = None, None
        if _is_note(path):
            note, problems = read_note(text, f"content/{path}", path)
        else:
            item, problems = read_item(text, f"content/{path}")
        page = Page(path, item, body_line(text)) if item else None
        hidden = frozenset[str]() if page or note else _hidden_ids(self._content, path, self._addresses)
        held = "" if isinstance(data, Defect) else content_digest(data)
        return _File(page, note, problems, hidden, held)


def _read_bytes(content: Path, path: str) -> bytes | Defect:
    """Read the file of a page, or say why it cannot be one."""
    if defect := _unfit(path) or (_LINK if (content / path).is_symlink() else None):
        return defect
    try:
        return below(content, path).read_bytes()
    except (OSError, ValueError) as error:
        return Defect(f"cannot be read ({error})", "make it a readable file")


def _decode(data: bytes) -> tuple[str | Defect, int]:
    """Return the text of a page, or why its bytes are none and in which 1-based line."""
    broken = data.find(b"\0")  # git, which merges the lines, refuses it
    if broken < 0:
        try:
            return data.decode("utf-8-sig"), 0
        except UnicodeDecodeError as error:
            broken = error.start
    return Defect(f"not UTF-8 at byte {broken}", "save it as UTF-8"), data.count(b"\n", 0, broken) + 1


def _hidden_ids(content: Path, path: str, addresses: Addresses) -> frozenset[str]:
    """Return the items that a file which is no page may be the page of: by its text, and by its address."""
    try:
        text = below(content, path).read_bytes().decode("utf-8-sig", errors="replace")
    except (OSError, ValueError, RuntimeError):  # links in a circle are the last, before Python 3.13
        text = ""
    known = addresses.get(address(path))
    ids = {next(filter(None, found.groups())) for found in _ID.finditer(text)}
    return frozenset(ids | {known.id} if known else ids)


def _unfit(path: str) -> Defect | None:
    """Return why a file cannot be a page, if so."""
    if not is_site_path(path):
        return Defect("its name has characters that no address can have", "rename it with letters, digits and hyphens")
    first, last = path.split("/", maxsplit=1)[0], path.rsplit("/", maxsplit=1)[-1]
    if last.lower() == "readme.md":
        return Defect("a README is not a page", "call it index.md, or name it after its content")
    if is_reserved(path):
        return Defect(f"{first}/ is reserved for the site", "move it to another folder")
    return None


def _is_note(path: str) -> bool:
    """Return whether a page is written by hand for the site: all but the items' pages below a week or undated."""
    parts = PurePosixPath(path).parts
    return parts[0] not in {"weeks", "undated"} or parts[-1] == "index.md"


def _one_an_id(pages: Iterable[Page], addresses: Addresses) -> tuple[list[Page], tuple[tuple[Page, ...], ...]]:
    """Return of pages with one id the one at the address that it is known by, else the first; and all that share one.

    Of those that share an id, that page is the first.
    """
    by_id: defaultdict[str, list[Page]] = defaultdict(list)
    for page in pages:
        by_id[page.item.id].append(page)
    for name, same in by_id.items():
        known = (addresses.get(address(page.path)) for page in same)
        is_other = {page.path: entry is None or entry.id != name for page, entry in zip(same, known, strict=True)}
        same.sort(key=lambda page: is_other[page.path])
    kept = sorted((same[0] for same in by_id.values()), key=lambda page: page.path)
    return kept, tuple(tuple(same) for same in by_id.values() if len(same) > 1)


def _without_removed(pages: Iterable[Page], removals: Removals) -> tuple[list[Page], list[Problem]]:
    """Return the pages but for those of items that were removed on request, and a problem for each of these."""
    kept, problems = [], []
    what = "was removed on request and is here again, maybe by a merge in git; it is shown nowhere"
    for page in pages:
        if any(map(removals.has_id, page.item.ids)):
            problems.append(Problem(f"content/{page.path}", 0, what, "remove the file"))
        else:
            kept.append(page)
    return kept, problems


def second_pages(same: Sequence[Page]) -> Iterator[Slip]:
    """Yield what is wrong with each page but the first of those with one id."""
    for page in same[1:]:
        what = f"the id {page.item.id} is also that of content/{same[0].path}"
        remedy = (
            "import, which removes the one that nobody edited; of two that were, remove one when you have its edits"
        )
        yield Slip(page.path, "id", what, remedy, is_hint=False)


def _odd_weeks(pages: Iterable[Page], week_ends: str) -> Iterator[Slip]:
    """Report pages whose week is not named by its last day. Their folder is free: chosen once, it is an address."""
    for page in pages:
        for week in filter(None, [page.item.week, *page.item.also_in]):
            key = "week" if week == page.item.week else "also_in"
            right = week_of(week, week_ends)
            if right != week:
                what = f"the week {week} does not end on a {week_ends.capitalize()}"
                yield Slip(page.path, key, what, f"name the week by its last day, {right}", is_hint=False)


def _collisions(pages: Iterable[Page]) -> Iterator[Problem]:
    """Report pages that differ only in the case of their path, which some file systems and hosts hold for one."""
    first: dict[str, str] = {}
    for page in pages:
        known = first.setdefault(page.path.casefold(), page.path)
        if known != page.path:
            what = f"differs from content/{known} only in upper and lower case"
            yield Problem(f"content/{page.path}", 0, what, "rename one of the two")

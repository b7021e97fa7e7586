"""From the files below ``content/`` to the archive. What is broken becomes a problem and is left out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from backissue.archive.addresses import Addresses, address, read_addresses
from backissue.archive.archive import Archive
from backissue.archive.config import read_config
from backissue.dates import week_of
from backissue.files import below, tree
from backissue.frontmatter import body_line, read_item, read_note
from backissue.model import Note, Page, Problem
from backissue.urls import RESERVED, is_site_path

_ID = re.compile(r"""^[ \t]*id:[ \t]+(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#]\S*))""", re.MULTILINE)
_LINK = ("a symbolic link, which is not followed", "put there what it leads to")


def load(root: Path) -> Archive:
    """Read the archive whose ``mkdocs.yml`` stands in ``root``."""
    config, config_problems = read_config(root)
    addresses, address_problems = read_addresses(root)
    loader = _Loader(root / "content", addresses, [*config_problems, *address_problems])
    for path in _linked_folders(root / "content"):
        loader.pass_by(path)
    for path in tree(root / "content"):
        if path.endswith(".md") and not path.startswith("sources/"):
            loader.take(path)
    pages, twice = _one_an_id(loader.pages, addresses)
    problems = [*loader.problems, *twice, *_odd_weeks(pages, config.week_ends), *_collisions(pages)]
    return Archive(config, tuple(pages), loader.notes, addresses, tuple(sorted(problems)), frozenset(loader.unreadable))


def _linked_folders(content: Path) -> Iterator[str]:
    """The folders among the pages that are only symbolic links, which nothing follows."""
    for folder, folders, _ in os.walk(content):
        for path in (Path(folder, name) for name in sorted(folders)):
            if path.is_symlink() and path != content / "sources":
                yield path.relative_to(content).as_posix()


class _Loader:
    """The pages below one folder as they are read one by one."""

    def __init__(self, content: Path, addresses: Addresses, problems: list[Problem]) -> None:
        self._content = content
        self._addresses = addresses
        self.pages: list[Page] = []
        self.notes: dict[str, Note] = {}
        self.unreadable: set[str] = set()
        self.problems = problems

    def take(self, path: str) -> None:
        """Read one file."""
        if not self._is_page(path):
            self.unreadable |= self._ids(path)

    def _is_page(self, path: str) -> bool:
        """Whether a file can be read as what its place says that it is. If so, it is taken in."""
        unfit = _unfit(path) or (_LINK if (self._content / path).is_symlink() else None)
        if unfit:
            self.problems.append(Problem(f"content/{path}".encode("utf-8", "replace").decode(), 0, *unfit))
            return False
        text = self._text(path)
        if text is None:
            return False
        return self._take_note(path, text) if _is_note(path) else self._take_item(path, text)

    def _take_note(self, path: str, text: str) -> bool:
        note, found = read_note(text, f"content/{path}", path)
        self.notes |= {path: note} if note else {}
        self.problems += found
        return note is not None

    def _take_item(self, path: str, text: str) -> bool:
        item, found = read_item(text, f"content/{path}")
        self.pages += [Page(path, item, body_line(text))] if item else []
        self.problems += found
        return item is not None

    def pass_by(self, folder: str) -> None:
        """Tell of a folder that is not read. Its pages are not gone for that."""
        self.problems.append(Problem(f"content/{folder}", 0, *_LINK))
        self.unreadable |= {entry.id for path, entry in self._addresses.items() if path.startswith(f"{folder}/")}

    def _text(self, path: str) -> str | None:
        try:
            return _decoded(below(self._content, path).read_bytes())
        except UnicodeDecodeError as error:
            what = (f"not UTF-8 at byte {error.start}", "save it as UTF-8")
        except (OSError, ValueError) as error:
            what = (f"cannot be read ({error})", "make it a readable file")
        self.problems.append(Problem(f"content/{path}", 0, *what))
        return None

    def _ids(self, path: str) -> set[str]:
        """The items that a file which is no page may be the page of: by its text, and by its address."""
        try:
            text = below(self._content, path).read_bytes().decode("utf-8-sig", errors="replace")
        except (OSError, ValueError, RuntimeError):  # links in a circle are the last, before Python 3.13
            text = ""
        known = self._addresses.get(address(path))
        return {found[1] or found[2] or found[3] for found in _ID.finditer(text)} | ({known.id} if known else set())


def _decoded(data: bytes) -> str:
    """The text of a page. Raises :class:`ValueError` where it is none."""
    if b"\0" in data:  # git, which merges the lines, refuses it
        raise UnicodeDecodeError("utf-8", data, data.index(b"\0"), data.index(b"\0") + 1, "a zero byte")
    return data.decode("utf-8-sig")


def _unfit(path: str) -> tuple[str, str] | None:
    """Why a file cannot be a page, and what to do about it."""
    if not is_site_path(path):
        return "its name has characters that no address can have", "rename it with letters, digits and hyphens"
    if PurePosixPath(path).name.lower() == "readme.md":
        return "a README is no page", "name it index.md, or after what it tells"
    if PurePosixPath(path).parts[0] in RESERVED:
        return f"{PurePosixPath(path).parts[0]}/ is the site's own", "move it to another folder"
    return None


def _is_note(path: str) -> bool:
    """Whether a page is written by hand for the site: all but the items' pages below a week or undated."""
    parts = PurePosixPath(path).parts
    return parts[0] not in {"weeks", "undated"} or parts[-1] == "index.md"


def _one_an_id(pages: Iterable[Page], addresses: Addresses) -> tuple[list[Page], list[Problem]]:
    """Of pages with one id the one at the address that it is known by, else the first; a problem for each other."""
    first: dict[str, Page] = {}
    problems = []
    for page in pages:
        known = first.setdefault(page.item.id, page)
        if known is not page:
            entry = addresses.get(address(page.path))
            if entry and entry.id == page.item.id:
                first[page.item.id], page, known = page, known, page  # noqa: PLW2901 - the later one is the original
            what = f"the id {page.item.id} is also that of content/{known.path}"
            problems.append(Problem(f"content/{page.path}", 1, what, "remove one of the two pages"))
    return sorted(first.values(), key=lambda page: page.path), problems


def _odd_weeks(pages: Iterable[Page], week_ends: str) -> Iterator[Problem]:
    """Pages whose week is not named by its last day. Their folder is free: it is chosen once and then an address."""
    for page in pages:
        for week in filter(None, [page.item.week, *page.item.also_in]):
            right = week_of(week, week_ends)
            if right != week:
                what = f"the week {week} does not end on a {week_ends}"
                yield Problem(f"content/{page.path}", 1, what, f"name the week by its last day, {right}")


def _collisions(pages: Iterable[Page]) -> Iterator[Problem]:
    """Pages that differ only in the case of their path, which some file systems and hosts hold for one."""
    first: dict[str, str] = {}
    for page in pages:
        known = first.setdefault(page.path.casefold(), page.path)
        if known != page.path:
            what = f"differs from content/{known} only in upper and lower case"
            yield Problem(f"content/{page.path}", 0, what, "rename one of the two")

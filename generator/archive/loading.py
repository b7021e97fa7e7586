"""From the files below ``content/`` to the archive. What is broken becomes a problem and is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.archive.addresses import PATH, RESERVED, Addresses, address, read_addresses
from generator.archive.archive import Archive
from generator.archive.config import read_config
from generator.archive.page import body_line, read_item, read_note
from generator.files import below, tree
from generator.model import Note, Page, Problem, week_of

_ID = re.compile(r"""^id:[ \t]*(["']?)(.+?)\1[ \t]*$""", re.MULTILINE)


def load(root: Path) -> Archive:
    """Read the archive whose ``mkdocs.yml`` stands in ``root``."""
    config, config_problems = read_config(root)
    addresses, address_problems = read_addresses(root)
    loader = _Loader(root / "content", [*config_problems, *address_problems])
    for path in tree(root / "content"):
        if path.endswith(".md") and not path.startswith("sources/"):
            loader.take(path)
    pages, twice = _one_an_id(loader.pages, addresses)
    problems = [*loader.problems, *twice, *_odd_weeks(pages, config.week_ends), *_collisions(pages)]
    return Archive(config, tuple(pages), loader.notes, addresses, tuple(sorted(problems)), frozenset(loader.unreadable))


class _Loader:
    """The pages below one folder as they are read one by one."""

    def __init__(self, content: Path, problems: list[Problem]) -> None:
        self._content = content
        self.pages: list[Page] = []
        self.notes: dict[str, Note] = {}
        self.unreadable: list[str] = []
        self.problems = problems

    def take(self, path: str) -> None:
        file = f"content/{path}"
        unfit = _unfit(path)
        text = None if unfit else self._text(path)
        if unfit:
            self.problems.append(Problem(file.encode("utf-8", "replace").decode(), 0, *unfit))
        elif text is not None and _is_note(path):
            note, found = read_note(text, file, path)
            self.notes |= {path: note} if note else {}
            self.problems += found
        elif text is not None:
            item, found = read_item(text, file)
            self.pages += [Page(path, item, body_line(text))] if item else []
            self.unreadable += [] if item else [match[2] for match in _ID.finditer(text)][:1]
            self.problems += found

    def _text(self, path: str) -> str | None:
        try:
            return below(self._content, path).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            what = (f"not UTF-8 at byte {error.start}", "save it as UTF-8")
        except (OSError, ValueError) as error:
            what = (f"cannot be read ({error})", "make it a readable file")
        self.problems.append(Problem(f"content/{path}", 0, *what))
        return None


def _unfit(path: str) -> tuple[str, str] | None:
    """Why a file cannot be a page, and what to do about it."""
    if not PATH.fullmatch(path):
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

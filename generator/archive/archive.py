"""The archive in memory: every page below ``content/``, read once, with the defects found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from generator.archive.config import ArchiveConfig, read_config
from generator.archive.page import body_line, read_item, read_note
from generator.files import below, tree
from generator.model import Note, Page, Problem, week_of


@dataclass(frozen=True, slots=True)
class Archive:
    """All of ``content/``: the items' pages sorted by path, and the pages written by hand by path."""

    config: ArchiveConfig
    pages: tuple[Page, ...] = ()
    notes: Mapping[str, Note] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def load(root: Path) -> Archive:
    """Read the archive whose ``mkdocs.yml`` stands in ``root``. Broken pages become problems and are left out."""
    config, config_problems = read_config(root)
    problems = list(config_problems)
    pages: list[Page] = []
    notes: dict[str, Note] = {}
    for path in _markdown(root / "content"):
        text = _text(root, path, problems)
        if text is None:
            continue
        if _is_note(path):
            note, found = read_note(text, f"content/{path}", path)
            notes |= {path: note} if note else {}
        else:
            item, found = read_item(text, f"content/{path}")
            pages += [Page(path, item, body_line(text))] if item else []
        problems += found
    problems += [*_odd_weeks(pages, config.week_ends), *_collisions(pages)]
    twice = _same_ids(pages)
    keep = tuple(page for page in pages if page.path not in {path for path, _ in twice})
    return Archive(config, keep, notes, tuple(sorted([*problems, *(problem for _, problem in twice)])))


def _markdown(content: Path) -> Iterable[str]:
    return (name for name in tree(content) if name.endswith(".md") and not name.startswith("sources/"))


def _is_note(path: str) -> bool:
    """Whether a page is written by hand for the site: all but the items' pages below a week or undated."""
    parts = PurePosixPath(path).parts
    return parts[0] not in {"weeks", "undated"} or parts[-1] == "index.md"


def _text(root: Path, path: str, problems: list[Problem]) -> str | None:
    try:
        return below(root / "content", path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(f"content/{path}", 0, f"not UTF-8 at byte {error.start}", "save it as UTF-8"))
    except (OSError, ValueError) as error:
        problems.append(Problem(f"content/{path}", 0, f"cannot be read ({error})", "make it a readable file"))
    return None


def _odd_weeks(pages: Iterable[Page], week_ends: str) -> Iterable[Problem]:
    """Pages whose week is not named by its last day. Their folder is free: it is chosen once and then an address."""
    for page in pages:
        week = page.item.week
        if week and (right := week_of(week, week_ends)) != week:
            what = f"`week` {week} is no {week_ends}"
            yield Problem(f"content/{page.path}", 1, what, f"name the week by its last day, {right}")


def _same_ids(pages: Iterable[Page]) -> list[tuple[str, Problem]]:
    """Every page after the first with an id, with its problem."""
    first: dict[str, str] = {}
    twice = []
    for page in pages:
        known = first.setdefault(page.item.id, page.path)
        if known != page.path:
            what = f"the id {page.item.id} is also that of content/{known}"
            twice.append((page.path, Problem(f"content/{page.path}", 1, what, "remove one of the two pages")))
    return twice


def _collisions(pages: Iterable[Page]) -> Iterable[Problem]:
    """Pages that differ only in the case of their path, which some file systems and hosts hold for one."""
    first: dict[str, str] = {}
    for page in pages:
        known = first.setdefault(page.path.casefold(), page.path)
        if known != page.path:
            what = f"differs from content/{known} only in upper and lower case"
            yield Problem(f"content/{page.path}", 0, what, "rename one of the two")


def day_of(page: Page) -> date:
    """The day an item is sorted by: its own, else its week's; the first of all days where it has none."""
    return page.item.date or page.item.week or date.min

"""Issues of newsletters: their numbers, what they are called, and which come before and after one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from backissue.archive.archive import Archive, day_of
from backissue.model import Item, Kind, Page
from backissue.wording import Words, english

_BARE = re.compile(r"#?\s*(\d{1,6})")
_NUMBERED = re.compile(
    r"(?:\b(?:issue|newsletter|edition|digest|number|no\.?|nr\.?|ausgabe|numéro|número)\s*#?\s*|#\s?|№\s*)(\d{1,6})\b|第\s*(\d{1,6})\s*[期号]",
    re.IGNORECASE,
)
_ONLY_NUMBERED = re.compile(r"(?:issue\s*)?#?\s*\d{1,6}", re.IGNORECASE)
_FACTS = ("issue", "number", "edition")
SUMMARY = "description"
"""The fact of an item that says in a sentence what is in it."""


def number_of(item: Item) -> int | None:
    """Return the number of an issue: the one its title is or has, else the one that its source states.

    >>> [number_of(Item("", Kind.ISSUE, title)) for title in ("396", "Mail #12: news", "第 7 期", "May 2024")]
    [396, 12, 7, None]
    """
    if found := _BARE.fullmatch(item.title.strip()) or _NUMBERED.search(item.title):
        return int(next(filter(None, found.groups())))
    stated = (found[1] for fact in _FACTS if (found := _BARE.fullmatch(item.extra.get(fact, "").strip())))
    return next(map(int, stated), None)


def is_bare(item: Item) -> bool:
    """Return whether the title of an issue is a number and nothing else."""
    return item.kind is Kind.ISSUE and bool(_BARE.fullmatch(item.title.strip()))


def issue_title(item: Item, words: Words | None = None) -> str:
    """Return the title of an item, which is no bare number where it is an issue: ``Issue 396``."""
    return (words or english())("bi.issue", number=str(number_of(item))) if is_bare(item) else item.title


def is_only_numbered(item: Item, words: Words | None = None) -> bool:
    """Return whether nothing but its number is known of what an issue is called."""
    title = item.title.strip()
    is_named = bool(words) and title == issue_title(replace(item, title=str(number_of(item))), words)
    return item.kind is Kind.ISSUE and (is_named or bool(_ONLY_NUMBERED.fullmatch(title)))


def where(item: Item, words: Words | None = None) -> str:
    """Return the words by which a reader knows an item: ``Issue 312, 3 May 2024``."""
    day = item.date or item.week
    return f"{issue_title(item, words)}{f', {(words or english()).day(day)}' if day else ''}"


def with_titles(archive: Archive, words: Words | None = None) -> Archive:
    """Return the archive with issues that are called by more than their number."""
    if not any(is_bare(page.item) for page in archive.pages):
        return archive
    named = [
        replace(page, item=replace(page.item, title=issue_title(page.item, words))) if is_bare(page.item) else page
        for page in archive.pages
    ]
    return replace(archive, pages=tuple(named))


def in_order(pages: Iterable[Page]) -> list[Page]:
    """Return the issues among pages, the oldest first; those of a day by number."""
    found = [page for page in pages if page.item.kind is Kind.ISSUE]
    return sorted(found, key=lambda page: (day_of(page), number_of(page.item) or 0, page.path))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The issues before and after one."""

    previous: Page | None = None
    following: Page | None = None


def neighbours(pages: Iterable[Page]) -> Mapping[str, Neighbours]:
    """Return what comes before and after each issue, by its path: by number where it has one, else by day.

    Numbers count within a series: the issues whose titles begin alike and whose sources lie in one folder.
    """
    series = defaultdict[tuple[str, ...], list[Page]](list)
    for page in in_order(pages):
        series[_series(page.item)].append(page)
    found: dict[str, Neighbours] = {}
    for pages_of_one in series.values():
        ordered = sorted(pages_of_one, key=lambda page: number_of(page.item) or 0)
        found |= dict(zip((page.path for page in ordered), _around(ordered), strict=True))
    return found


def _series(item: Item) -> tuple[str, ...]:
    if number_of(item) is None:
        return ()
    numbered = _NUMBERED.search(item.title)
    before = item.title[: numbered.start()] if numbered else ""
    folder = str(PurePosixPath(item.source.file).parent) if item.source else ""
    return folder, " ".join(re.findall(r"[^\W\d_]+", before.casefold()))


def _around(ordered: Sequence[Page]) -> list[Neighbours]:
    if not ordered:
        return []
    ends = [None, *ordered, None]
    return [Neighbours(before, after) for before, after in zip(ends, ends[2:], strict=False)]

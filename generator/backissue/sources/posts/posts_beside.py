"""What an export's table says of the texts beside it, as Substack's ``posts.csv`` does of ``posts/101.first.html``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from backissue.model import Item, Link
from backissue.sources.links.recordings import recording_key
from backissue.sources.names.ids import titled_id, titled_ids
from backissue.sources.pieces import Fate, Reading, Source
from backissue.sources.posts.post_items import head_of
from backissue.sources.posts.post_texts import TITLES
from backissue.sources.privacy.standing import KeptBack, read_standing
from backissue.sources.stated.head_facts import Head, read_facts
from backissue.sources.tables.rows_beside import rows_of
from backissue.text import fold_key


@dataclass(frozen=True, slots=True)
class Export:
    """How one tool exports: tables by their names, the folders of the texts beside them, and what names a text.

    ``keys`` are the columns, folded as keys are, of which one holds the name of a text's file or how that begins;
    ``marks`` are columns that show that a table is of this tool, and ``unused`` those that say something else here.
    """

    tables: frozenset[str]
    folders: frozenset[str]
    keys: tuple[str, ...]
    marks: frozenset[str]
    unused: frozenset[str] = frozenset()


EXPORTS = (
    Export(frozenset({"posts.csv"}), frozenset({"posts"}), ("postid",), frozenset({"postid", "title", "audience"})),
    Export(
        frozenset({"emails.csv", "emails.json"}),
        frozenset({"emails"}),
        ("slug", "id"),
        frozenset({"subject", "slug", "publishdate"}),
    ),
    Export(
        frozenset({"campaigns.csv"}),
        frozenset({"campaigns_content", "campaigns"}),
        ("uniqueid", "campaignid", "id", "title"),
        frozenset({"subject", "senddate", "uniqueid"}),
        frozenset({"title", "list", "sendweekday"}),  # the title is one for the makers
    ),
)
"""Substack, Buttondown, and Mailchimp."""


def is_table(names: Iterable[str]) -> bool:
    """Return whether columns are those of an export's table of posts, whose texts lie beside it."""
    keys = {fold_key(name) for name in names}
    return any(export.marks <= keys for export in EXPORTS)


def _is_file(table: Path) -> bool:
    return table.is_file() and not table.is_symlink()


def _row_of(path: Path) -> dict[str, Any]:
    """Return what the table above the folder of a text says of it; nothing where none does."""
    for export in EXPORTS:
        if path.parent.name not in export.folders:
            continue
        for name in sorted(export.tables):
            table = path.parent.parent / name
            known = _by_name(table, table.stat().st_mtime_ns, export) if _is_file(table) else {}
            if row := next((known[called] for called in _called(path.stem) if called in known), None):
                return {key: value for key, value in row.items() if fold_key(key) not in export.unused}
    return {}


@lru_cache(maxsize=8)
def _by_name(table: Path, changed: int, export: Export) -> Mapping[str, Mapping[str, Any]]:
    """Return the rows of a table by each of the names that they give a text; of several, the first has it."""
    return {name: row for row in reversed(rows_of(table, changed)) for name in _names(row, export)}


def _names(row: Mapping[str, Any], export: Export) -> set[str]:
    folded = {fold_key(key): str(value).casefold() for key, value in row.items()}
    return {folded[key] for key in export.keys if key in folded}


def _called(stem: str) -> tuple[str, ...]:
    """Return what a table may call a file: its name, and the part before a dot or a low line.

    >>> _called("101.first"), _called("101_First")
    (('101.first', '101', '101.first'), ('101_first', '101_first', '101'))
    """
    name = stem.casefold()
    return name, name.partition(".")[0], name.partition("_")[0]


def settle_beside(source: Source, reading: Reading, path: Path) -> Reading:
    """Return a reading with what the table of posts beside its file says; of that table, the rows without a text."""
    if not reading.items:
        return reading
    if row := _row_of(path) if len(reading.items) == 1 else {}:
        return _completed(source, reading, row)
    export = next((export for export in EXPORTS if path.name in export.tables), None)
    told = _titles_beside(path, export) if export else _pages_of(path)
    return without_told(source, reading, told) if told else reading


def _completed(source: Source, reading: Reading, row: Mapping[str, Any]) -> Reading:
    head = head_of(row, 1)
    standing = read_standing(((head.written.get(key, key), value) for key, value in head.data.items()), source.today)
    facts = read_facts(source, head, folder="")
    items = tuple(_stated(source, item, facts) for item in reading.items)
    kept_back = KeptBack(source)
    for item in items:
        kept_back.add(item.source.line if item.source else 1, item.title, standing)
    problems = (*reading.problems, *kept_back.hints())
    if not standing.no_post:
        paid = source.facts.publish_paid
        return replace(
            reading, items=tuple(standing.applied(item, publish_paid=paid) for item in items), problems=problems
        )
    return Reading((), _counted(reading, reading.account.get(Fate.ITEM, 0)), problems)


def _stated(source: Source, item: Item, facts: Head) -> Item:
    """Return the item of a text with what its row states; what ``archive.yml`` says of it stays."""
    said = source.facts
    has_day = bool(facts.when and facts.when.week) and not (said.date or said.week)
    day, week = (facts.when.day, facts.when.week) if facts.when and has_day else (item.date, item.week)
    stated = replace(
        item,
        title=said.title or facts.title or item.title,
        date=day,
        time=facts.when.time if facts.when and has_day else item.time if day == item.date else "",
        week=source.week_of(day) or week,
        people=item.people or facts.people,
        topics=item.topics or facts.topics,
        links=_joined(item.links, facts.links),
        extra={**item.extra, **facts.extra, **({"description": facts.about} if facts.about else {})},
    )
    name = titled_id(item.kind, stated.title, stated.date or stated.week) if titled_ids(item) else item.id
    return replace(stated, id=name)


def _joined(links: tuple[Link, ...], more: tuple[Link, ...]) -> tuple[Link, ...]:
    known = {recording_key(link.url) or link.url for link in links}
    return (*links, *(link for link in more if (recording_key(link.url) or link.url) not in known))


def _counted(reading: Reading, lines: int) -> dict[Fate, int]:
    """Return an account in which so many lines of items are of what other files hold."""
    account = {fate: reading.account.get(fate, 0) for fate in Fate}
    moved = min(lines, account[Fate.ITEM])
    return account | {
        Fate.ITEM: account[Fate.ITEM] - moved,
        Fate.BOILERPLATE: account[Fate.BOILERPLATE] + moved,
    }


def _titles_beside(path: Path, export: Export) -> set[str]:
    """Return the titles in a table of posts whose texts are beside it."""
    beside = {
        name
        for folder in export.folders
        for file in _files(path.parent / folder)
        if file.suffix.lower() in _TEXTS
        for name in _called(file.stem)
    }
    rows = [row for row in rows_of(path, path.stat().st_mtime_ns) if _names(row, export) & beside]
    return {letters_of(str(row[key])) for row in rows for key in row if fold_key(key) in TITLES}


def _pages_of(path: Path) -> set[str]:
    """Return the titles of the pages in the folder that is called as a table is, as Notion exports a database.

    Names of files are cut there, and have the name of the page in Notion behind them.
    """
    folder = path.with_name(path.stem.removesuffix("_all"))
    if path.suffix.lower() != ".csv" or not folder.is_dir():
        return set()
    return {letters_of(_NOTION.sub("", file.stem)) for file in _files(folder) if file.suffix.lower() in _TEXTS}


_NOTION = re.compile(r" [0-9a-f]{32}$")


def letters_of(title: str) -> str:
    """Return the letters and digits of a title without case, which is what a file's name keeps of it."""
    return "".join(filter(str.isalnum, title.casefold()))


def without_told(source: Source, reading: Reading, told: AbstractSet[str]) -> Reading:
    """Return the items of a table without those of the titles ``told``, whose texts are beside it and read there."""
    items = tuple(item for item in reading.items if letters_of(item.title) not in told)
    gone = len(reading.items) - len(items)
    if not gone:
        return reading
    of_all = reading.account.get(Fate.ITEM, 0) if not items else gone
    kept = {item.source.line for item in items if item.source}
    moved = {item.source.line for item in reading.items if item.source} - kept
    problems = tuple(problem for problem in reading.problems if not (problem.is_hint and problem.line in moved))
    what = f"{gone} of its rows {'says' if gone == 1 else 'say'} what a text beside it is called and from when it is"
    hint = source.hint(1, what, "nothing need be done")
    return Reading(items, _counted(reading, of_all), (*problems, hint))


_TEXTS = frozenset({".html", ".htm", ".md", ".markdown", ".txt"})


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []

"""The weekly table: a Markdown table with a row a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.importing.ids import paper_id
from generator.importing.readers.common import dates
from generator.importing.source import Account, Line, Reading, Recognition, Source, Strength
from generator.model import Item, Kind, Link, Problem, SourceRef, parse_day, week_of
from generator.text import markdown_paragraphs, sentences
from generator.web import web_address

_CELL_END = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")
_LINK = re.compile(r"\[[^\[\]]*\]\(([^\s\[\]]+)\)")
_HERE = r"this https? URL"
_REPAIRS = (
    (re.compile(rf"\\url\{{({_HERE})\}}"), r"\1"),
    (re.compile(rf'"({_HERE})(?!")'), r"\1"),
    (re.compile(rf"(?<=[^\s\"'(\[])({_HERE})"), r" \1"),
    (re.compile(rf"({_HERE})(?=\w)"), r"\1 "),
)


class TableReader:
    """Columns ``Week``, ``title``, ``category``, ``abstract`` in any order; every other column holds links.

    What is said of the source holds for all its rows; a title is not, since each row has its own.
    """

    name = "table"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether a row of column names with a rule below stands in the text."""
        pairs = zip(source.lines, source.lines[1:], strict=False)
        known = any(_columns(line) and _is_rule(below) for line, below in pairs)
        return Recognition(Strength.LIKELY, "a row of column names above a rule of hyphens") if known else None

    def read(self, source: Source) -> Reading:
        """A paper a row. A damaged link is reported and left out; a row that cannot be told apart, wholly."""
        return _Table(source).read()


class _Table:
    """One source while it is read, with the column names that hold from the last heading on."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._account = Account(source.lines)
        self._columns: list[str] = []
        self._items: list[Item] = []
        self._problems: list[Problem] = []

    def read(self) -> Reading:
        for number, line in enumerate(self._source.lines, 1):
            if line.strip():
                self._account.set(number, self._take(number, line))
        return Reading(tuple(self._items), self._account.close(), tuple(self._problems))

    def _take(self, number: int, line: str) -> Line:
        if columns := _columns(line):
            self._columns = columns
            return Line.HEADING
        if _is_rule(line) or line.lstrip().startswith("#"):
            return Line.HEADING
        defect = self._defect(line)
        if defect:
            self._problems.append(self._source.problem(number, *defect))
            return Line.PROBLEM
        self._items.append(self._item(number, self._cells(line)))
        return Line.ITEM

    def _defect(self, line: str) -> tuple[str, str] | None:
        """What keeps a line from being an item, and what to do about it."""
        count, expected = len(_split(line)), len(self._columns)
        if not line.lstrip().startswith("|"):
            return "text outside the table", "make it a row, a heading that begins with #, or remove it"
        if not expected:
            return "a row before the names of its columns", "put the row of column names above it"
        if count != expected:
            return f"{count} cells where the heading has {expected}", r"add or join cells; write \| for a | in a text"
        cells = self._cells(line)
        if not cells["title"]:
            return "the title is empty", "fill it in"
        if not self._source.facts.week and not parse_day(cells["week"]):
            what = f"`{cells['week']}` is no date" if cells["week"] else "the week is empty"
            return what, "write the week as a day, such as 2023-03-26"
        return None

    def _cells(self, line: str) -> dict[str, str]:
        named = zip(self._columns, _split(line), strict=True)
        return {name.lower() if name.lower() in _TEXT_COLUMNS else name: cell for name, cell in named}

    def _item(self, number: int, cells: dict[str, str]) -> Item:
        source, facts = self._source, self._source.facts
        own = parse_day(cells["week"])
        day, week = dates(source, None)
        week = week or (own and week_of(own, source.week_ends))
        links = tuple(self._links(number, cells))
        topic = " > ".join(part.strip() for part in cells.get("category", "").split(">") if part.strip())
        return Item(
            id=paper_id(cells["title"], week, links),
            kind=Kind.PAPER,
            title=cells["title"],
            week=week,
            date=day,
            topics=(topic,) if facts.topics is None and topic else facts.topics or (),
            people=facts.people or (),
            links=links,
            source=SourceRef(source.file, number),
            body=markdown_paragraphs([sentences(repair(cells.get("abstract", "")))]),
        )

    def _links(self, number: int, cells: dict[str, str]) -> Iterator[Link]:
        for name, cell in cells.items():
            if name in _TEXT_COLUMNS or not cell:
                continue
            found = _LINK.fullmatch(cell)
            if found and web_address(found[1]):
                yield Link(re.sub(r"[-\s]links?$", "", name, flags=re.IGNORECASE), found[1])
            else:
                remedy = "write it as [label](https://…); the item came in without it"
                self._problems.append(self._source.problem(number, f"`{cell}` in {name} is no link", remedy))


_TEXT_COLUMNS = frozenset({"week", "title", "category", "abstract"})


def repair(text: str) -> str:
    r"""An abstract with the blanks back around arXiv's stand-in for an address.

    >>> repair(r"Code is atthis https URL. Seethis https URLfor data, \url{this https URL}, and \emph{x}.")
    'Code is at this https URL. See this https URL for data, this https URL, and \\emph{x}.'
    """
    for damage, written in _REPAIRS:
        text = damage.sub(written, text)
    return text


def _split(line: str) -> list[str]:
    """The cells of a row, with single blanks in them."""
    cells = _CELL_END.split(line.strip())
    inner = cells[1 : -1 if not cells[-1].strip() else None]
    return [" ".join(cell.replace(r"\|", "|").split()) for cell in inner]


def _columns(line: str) -> list[str]:
    """The names of the columns if ``line`` is a row of them."""
    if not line.lstrip().startswith("|"):
        return []
    cells = _split(line)
    names = [cell.lower() for cell in cells]
    return cells if {"week", "title"} <= set(names) and len(set(names)) == len(names) else []


def _is_rule(line: str) -> bool:
    cells: Sequence[str] = _split(line)
    return bool(cells) and all(_RULE.fullmatch(cell) for cell in cells)

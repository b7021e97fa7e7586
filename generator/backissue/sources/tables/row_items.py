"""The rows of a table as items: one way for all that a table may be kept in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby, pairwise

from backissue.dates import Orders, When, is_coarse, order_of, read_number, read_when, readings
from backissue.markup import math_spans
from backissue.model import Item, Kind, Link, Problem, SourceRef
from backissue.sources.heads.standing_keys import OWN_DAYS, TABLE_KEYS, TYPES, WAITING
from backissue.sources.links.counters import led_past
from backissue.sources.pieces import Fate, Piece, Source, tile
from backissue.sources.privacy.standing import KeptBack, Standing, is_answer, read_standing
from backissue.sources.stated.people import is_nobody
from backissue.sources.tables.columns import Column, Record, Role, is_plural, settle
from backissue.sources.tables.kept_columns import fact_name
from backissue.sources.tables.link_cells import is_links, make_label, read_linked_text, read_links
from backissue.sources.tables.ranks import are_numbered, parse_rank, ranked, take_number
from backissue.sources.tables.row_times import DITTO, TIMES, fill_down, report_undated
from backissue.sources.tables.rows_beside import Parent, read_parents
from backissue.sources.tables.spreadsheet import complete_arxiv, find_lost, is_nothing, unmarked, without_others
from backissue.sources.tables.turned_names import turn_people
from backissue.text import fold_key, markdown_paragraphs, sentences
from backissue.urls import is_arxiv_id

_LONGEST_SHOWN = 80
_WRAPPED = re.compile(r'\\url\{(this https? URL)\}|"(this https? URL)(?!")')
_RUN_ON = re.compile(
    r"""
    (?<=[^\s"'(\[]) (?=this\ https?\ URL)
    | (?<=this\ https\ URL) (?=\w)
    | (?<=this\ http\ URL) (?=\w)
    """,
    re.VERBOSE,
)
_BESIDE_NAME = re.compile(r"(?<=\w)\s*\((?=[^()]*[A-Za-z])[^()]{2,80}\)")
"""What stands in brackets behind a name: ``Ada Boat (Tidewater)``. A name in another script is one of its own."""
_JOINTS_OF_NAMES = (", and ", ", & ", " and ", " & ", ",")
_REMEDY = "write the week as a day, such as 2023-03-26"
_WITHOUT_DAY = "; the item was imported without its date"

Values = Mapping[Role, Sequence[tuple[str, str | Link]]]
Defect = tuple[str, str]
"""What is wrong with a row, and what to do."""


@dataclass(slots=True)
class Found:
    """What a reader found so far: items in their order, defects, and the fates of lines by their 1-based numbers.

    ``records`` are the lines at which the records of an archive begin.
    """

    source: Source
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    records: set[int] = field(default_factory=set)

    def add(self, lines: Sequence[int], item: Item | None, defects: Iterable[Defect] = ()) -> None:
        """Add what became of some lines. Of two records on one line, the one that is an item says what the line is."""
        self.items += [item] if item else []
        self.problems += [self.source.problem(lines[0], *defect) for defect in defects]
        for number in lines:
            if self.fates.get(number) is not Fate.ITEM:
                self.fates[number] = Fate.ITEM if item else Fate.PROBLEM

    def add_heading(self, lines: Sequence[int]) -> None:
        """Add the lines of a heading, which are a problem if one was found there."""
        is_damaged = any(problem.line == lines[0] for problem in self.problems)
        self.fates |= dict.fromkeys(lines, Fate.PROBLEM if is_damaged else Fate.HEADING)

    def merge(self, other: Found) -> None:
        """Add what was found elsewhere in the source."""
        self.items += other.items
        self.problems += other.problems
        self.fates |= other.fates
        self.records |= other.records

    def rank(self) -> Found:
        """Return what was found, its items without the numbers that do not rank those of their week."""
        return replace(self, items=ranked(self.items))

    def tile(self, rest: Fate | None = None) -> Iterator[Piece]:
        """Yield the pieces of the source, with one fate for the ``rest`` of its lines; each defect is reported once."""
        problems = set(self.problems)
        return tile(self.source, self.fates, rest=rest, items=self.items, problems=problems, records=self.records)


def read_rows(
    source: Source,
    columns: Sequence[Column],
    records: Sequence[Record],
    above: date | None = None,
    orders: Orders | None = None,
) -> Found:
    """Return an item a record, and what is wrong with it.

    A record without a title is a problem and no item. A damaged link or day is a problem too, but the item comes in
    without it, and undated if no week is known; that is reported once for each cause. ``above`` is the week that
    the text around the table gives, ``orders`` those
    of the numbers in days where the source shows it elsewhere than in ``records``.
    """
    roles, problems = settle(source, columns, records)
    found = Found(source, problems=problems)
    dated = Role.WEEK in roles or Role.DATE in roles
    kept_back = KeptBack(source)
    orders = orders or order_of(collect_days(roles, records))
    undated: list[tuple[int, str]] = []
    completed: list[tuple[int, str]] = []
    rows = []
    times = [at for at, role in enumerate(roles) if role in TIMES]
    if any(at not in record.cells or record.cells[at][0] in DITTO for record in records for at in times):
        records = fill_down(records, roles)
    records = turn_people(columns, roles, records) if Role.PEOPLE in roles else records
    parents = read_parents(source) if source.parents else {}
    belonging = [_parent(parents, columns, record) for record in records]
    for record, parent in zip(records, belonging, strict=True):
        values, names = _by_role(columns, roles, record)
        rows.append(_Row(source, values, parent.week or above, orders))
        completed += [(record.line, name) for name in names]
    numbered = are_numbered([row.title for row in rows])
    for row, record, parent in zip(rows, records, belonging, strict=True):
        standing = _stand(source, columns, record).stricter(parent.standing)
        item, defects = (None, []) if standing.no_post else row.read(record.line, is_numbered=numbered)
        kept_back.add(record.line, item.title if item else row.title, standing)
        if standing.no_post:
            found.fates |= dict.fromkeys(record.lines, Fate.BOILERPLATE)
        else:
            found.add(record.lines, item and standing.applied(item, publish_paid=source.facts.publish_paid), defects)
        is_known = item and (item.week or standing.access or source.facts.week or source.facts.date)
        if item and dated and not is_known:
            undated.append((record.line, row.when_text))
    found.problems += [*kept_back.hints(), *(report_undated(source, undated) if undated else ())]
    found.problems += _report_zeros(source, completed)
    return found


def _report_zeros(source: Source, completed: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Yield what is to be said of identifiers of arXiv that lost zeros as numbers: those found again, once, and others.

    They are given by line, as they were ``completed`` or as they stand.
    """
    whole = [(line, name) for line, name in completed if is_arxiv_id(name)]
    if whole:
        more = f", and {len(whole) - 1} more the like" if len(whole) > 1 else ""
        what = f"an identifier of arXiv lost zeros as a number, and was read as {whole[0][1]}{more}"
        yield source.hint(whole[0][0], what, "keep that column as text")
    for line, name in completed:
        if not is_arxiv_id(name):
            what = f"`{name}` is the number of no paper of arXiv"
            yield source.problem(line, what, "write it whole; the item was imported without an identifier")


def _by_role(columns: Sequence[Column], roles: Sequence[Role], record: Record) -> tuple[Values, list[str]]:
    """Return what a record says by role, and the identifiers that got their zeros back, or cannot."""
    values: dict[Role, list[tuple[str, str | Link]]] = {}
    whole: list[str] = []
    for at, cell in record.cells.items():
        read = [_read_value(value, roles[at], columns[at].name) for value in cell]
        values.setdefault(roles[at], []).extend((columns[at].name, value) for value, _ in read if value)
        whole += (name for _, names in read for name in names)
    return values, whole


def _stand(source: Source, columns: Sequence[Column], record: Record) -> Standing:
    """Return what the cells of a record say of the readers of its item."""
    marks = [(columns[at].name, str(value)) for at, cell in record.cells.items() for value in cell]
    types = TYPES if any(fold_key(column.name) in TABLE_KEYS for column in columns) else frozenset()
    keys = TABLE_KEYS | types | {"published"}
    known = [(name, text) for name, text in marks if fold_key(name) in keys or is_answer(fold_key(name), text)]
    if any(fold_key(text) in WAITING for _, text in known):
        known += [(name, text) for name, text in marks if fold_key(name) in OWN_DAYS]
    return read_standing(known, source.today) if known else Standing()


def _parent(parents: Mapping[str, Mapping[str, Parent]], columns: Sequence[Column], record: Record) -> Parent:
    """Return what the row says that a record belongs to; of a row that is not there, nothing is known."""
    for at, cell in record.cells.items() if parents else ():
        if (rows := parents.get(columns[at].name.strip())) and cell:
            return rows.get(str(cell[0]).strip(), Parent())
    return Parent()


def _read_value(value: str | Link, role: Role, heading: str) -> tuple[str | Link, list[str]]:
    """Return what a cell says, empty where that is nothing, and identifiers that got their zeros back, or cannot."""
    if isinstance(value, Link):
        return value, []
    if is_nothing(value, is_title=role is Role.TITLE):
        return "", []
    if role in {Role.TITLE, Role.TEXT}:
        return value, []
    text = unmarked(value)
    text = read_number(text) if role in {Role.WEEK, Role.DATE} else text
    if role is not Role.LINKS:
        return text, []
    is_id = make_label(heading) == "arXiv"
    text, whole = complete_arxiv(text, is_id=is_id)
    return text, [*whole, *find_lost(text, is_id=is_id)]


def collect_days(roles: Sequence[Role | None], records: Iterable[Record]) -> Iterator[str]:
    """Yield the texts of all cells that name a week or day."""
    columns = [at for at, role in enumerate(roles) if role in {Role.WEEK, Role.DATE}]
    for record in records:
        yield from (value for at in columns for value in record.cells.get(at, ()) if isinstance(value, str))


@dataclass(frozen=True, slots=True)
class _Row:
    """One record while it becomes an item: its values by their role, each with the heading that it stands below."""

    source: Source
    values: Values
    above: date | None
    orders: Orders | None

    @property
    def when_text(self) -> str:
        """What it says of its week, else of its day."""
        return self._text(Role.WEEK) or self._text(Role.DATE)

    def read(self, line: int, *, is_numbered: bool) -> tuple[Item | None, list[Defect]]:
        """Return the item, and what is wrong with it but for its being undated.

        ``is_numbered``: the titles of its table begin with a number.
        """
        title, linked = self._title()
        number, bare = take_number(title) if is_numbered else (None, title)
        title = unquoted(_unbold(bare))
        if not title:
            return None, [("the title is empty", "fill it in")]
        week, day, defect = self._when()
        defects = [defect] if defect else []
        cells = [(heading, *read_links(value, heading)) for heading, value in self.values.get(Role.LINKS, ())]
        linked += tuple(value for _, value in self.values.get(Role.TEXT, ()) if isinstance(value, Link))
        linked += tuple(link for heading, value in self._linked_facts() for link in read_links(value, heading)[0])
        remedy = "write it as [label](https://…); the item was imported without it"
        for heading, _, damaged in cells:
            defects += [(f"`{_shorten(part)}` in {heading} is not a link", remedy) for part in damaged]
        item = Item(
            id="",
            kind=Kind.PAPER,
            title=title,
            week=week,
            place=parse_rank(self._text(Role.PLACE)) or number,
            date=day,
            topics=tuple(dict.fromkeys(self._topics())),
            people=tuple(dict.fromkeys(self._people())),
            links=tuple(
                Link(link.label, led_past(link.url))
                for link in (*linked, *(link for _, links, _ in cells for link in links))
            ),
            source=SourceRef(self.source.file, line),
            extra=dict(self._said_of_people()) | self._facts(),
            body=write_abstract("\n\n".join(text for _, text in self._texts(Role.TEXT))),
        )
        return item, defects

    @property
    def title(self) -> str:
        """The title as far as it is known, with a number if it begins with one."""
        return self._title()[0] or "untitled"

    def _texts(self, role: Role) -> Iterator[tuple[str, str]]:
        for heading, value in self.values.get(role, ()):
            yield heading, value.label if isinstance(value, Link) else value

    def _text(self, role: Role) -> str:
        return " ".join(word for _, text in self._texts(role) for word in text.split())

    def _title(self) -> tuple[str, tuple[Link, ...]]:
        """Return the title without what makes it bold, and the link that stands in it, if one does."""
        heading, value = next(iter(self.values.get(Role.TITLE, ())), ("", ""))
        text, url = read_linked_text(value) if isinstance(value, str) else (value.label, value.url)
        if not url:
            return _unbold(self._text(Role.TITLE)), ()
        label = make_label(heading)
        return _unbold(text), (Link("Link" if label.lower() in {"title", "name"} else label, url),)

    def _when(self) -> tuple[date | None, date | None, Defect | None]:
        """Return the week and the day, as far as archive.yml does not say them, and what is wrong with the day."""
        if self.source.facts.week or self.source.facts.date:
            return None, None, None
        week_text, day_text = self._text(Role.WEEK), self._text(Role.DATE)
        own, said = self._read_when(week_text), self._read_when(day_text)
        week = own.week or self.above or said.week
        if not week:
            return None, None, None
        if week_text and not own.week and not is_coarse(week_text):
            return week, said.day, (f"`{_shorten(week_text)}` is not a week", f"{_REMEDY}; its week is that of its day")
        if day_text and not said.week:
            what = f"`{_shorten(day_text)}` {'could be two days' if readings(day_text) else 'is not a date'}"
            coarse = is_coarse(day_text)
            return week, None, None if coarse else (what, f"{_REMEDY}{_WITHOUT_DAY}")
        if said.day and said.week != week:
            what = f"{said.day} lies outside the week that ends on {week}"
            return week, None, (what, f"correct one of them{_WITHOUT_DAY}")
        return week, said.day, None

    def _read_when(self, text: str) -> When:
        return read_when(text, self.orders, self.source.facts.year, self.source.week_ends) or When()

    def _topics(self) -> Iterator[str]:
        for heading, text in self._texts(Role.TOPICS):
            # Where a cell hardly holds several topics, a comma parts them only before a letter.
            for topic in re.split(r"[,;\n]" if is_plural(heading) else r"[;\n]|,(?=[^\W\d])", text):
                if path := " > ".join(" ".join(part.split()) for part in topic.split(">") if part.strip()):
                    yield path

    def _people(self) -> Iterator[str]:
        for _, text in self._texts(Role.PEOPLE):
            names = _BESIDE_NAME.sub("", text)
            for joint in [";"] if ";" in text else _JOINTS_OF_NAMES:
                names = names.replace(joint, "\n")
            people = (without_others(" ".join(name.split())) for name in names.split("\n"))
            yield from (name for name in people if not is_nothing(name) and not is_nobody(name))

    def _facts(self) -> dict[str, str]:
        """Return what columns say that no heading explains."""
        found: dict[str, list[str]] = {}
        for heading, value in self.values.get(Role.EXTRA, ()):
            if isinstance(value, str) and not is_links(value):
                found.setdefault(fact_name(heading), []).append(" ".join(value.split()))
        return {name: "; ".join(dict.fromkeys(texts)) for name, texts in found.items()}

    def _linked_facts(self) -> Iterator[tuple[str, str | Link]]:
        yield from ((name, value) for name, value in self.values.get(Role.EXTRA, ()) if is_links(value))

    def _said_of_people(self) -> Iterator[tuple[str, str]]:
        """Yield the cells of people that say more of them than their names, where they work for one."""
        for heading, text in self._texts(Role.PEOPLE):
            if _BESIDE_NAME.search(text):
                yield heading, " ".join(text.split())


def _unbold(text: str) -> str:
    """Return a text without the stars around all of it, as in ``**A title**`` but not in ``**A** and **B**``."""
    inner = text[2:-2].strip()
    return inner if text[:2] == text[-2:] == "**" and inner and "**" not in inner else text


_QUOTES = ("“”", "„“", "„”", "«»", "»«", "‘’", "‚‘", "‹›", "›‹", "””", "「」")  # noqa: RUF001


def unquoted(title: str) -> str:
    """Return a title without the quotes around all of it, which a word processor or a list of references sets.

    >>> unquoted("“Maps”"), unquoted("« Cartes »"), unquoted("“A” and “B”"), unquoted("“Maps” of Oslo")
    ('Maps', 'Cartes', '“A” and “B”', '“Maps” of Oslo')
    """
    inner = title[1:-1].strip()
    is_quoted = len(title) > 2 and title[0] + title[-1] in _QUOTES
    return inner if is_quoted and inner and {*inner}.isdisjoint(title[0] + title[-1]) else title


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} …"


def write_abstract(text: str) -> str:
    """Return an abstract as Markdown: a sentence a line, and a paragraph where blank lines part it."""
    runs = groupby(text.split("\n"), key=lambda line: bool(line.strip()))
    return markdown_paragraphs(sentences(repair("\n".join(run))) for is_filled, run in runs if is_filled)


def repair(text: str) -> str:
    r"""Return an abstract with the blanks back around arXiv's stand-in for an address, and words without TeX's escapes.

    >>> repair(r"A Q\&A system is right in 5\% of $a_1 \& b$.")
    'A Q&A system is right in 5% of $a_1 \\& b$.'
    >>> repair(r"Code is atthis https URL. Seethis https URLfor data, \url{this https URL}, and \emph{x}.")
    'Code is at this https URL. See this https URL for data, this https URL, and \\emph{x}.'
    """
    text = _WRAPPED.sub(lambda found: found[1] or found[2], text) if " URL" in text else text
    text = _RUN_ON.sub(" ", text) if " URL" in text else text
    edges = [0, *(edge for span in math_spans(text) for edge in span), len(text)]
    parts = [text[start:end] for start, end in pairwise(edges)]  # every second one is a formula
    parts[::2] = [part.replace(r"\&", "&").replace(r"\%", "%") for part in parts[::2]]
    return "".join(parts)

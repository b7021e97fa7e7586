"""What the columns of a table are, by their headings, by what is said of the source, and by their cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backissue.model import Link, Problem
from backissue.sources.heads.head_keys import KEYS
from backissue.sources.heads.standing_keys import TABLE_KEYS
from backissue.sources.pieces import Shape, Source
from backissue.sources.privacy.standing import is_mark
from backissue.sources.tables.kept_columns import is_kept, is_running_text
from backissue.sources.tables.link_cells import is_links
from backissue.sources.tables.ranks import parse_rank
from backissue.text import fold_key


class Role(StrEnum):
    """What the cells of a column are. The values are those of ``columns:`` in ``archive.yml``."""

    TITLE = "title"
    WEEK = "week"
    DATE = "date"
    TOPICS = "topics"
    PEOPLE = "people"
    TEXT = "text"
    LINKS = "links"
    PLACE = "place"
    EXTRA = "extra"
    SKIP = "skip"


# The usual headings; where two of one table could be the title, the week or the date, the one named first here is it.
_USUAL = {
    Role.TITLE: "title, paper title, paper name, paper, article, headline, talk, name",
    Role.WEEK: "week, week of, week ending, issue date",
    Role.DATE: "date, day, published, publication date, published on, published at, issued, release date,"
    " post date, publish date, pub date, sent at, date published",
    Role.TOPICS: "category, categories, topic, topics, tag, tags, keyword, keywords, subject, subjects, area, areas",
    Role.PEOPLE: "author, authors, people, speaker, speakers, by",
    Role.TEXT: "abstract, abstract note, description, summary, text, notes, excerpt, overview, tldr, tl dr, tl;dr",
}
_ELSEWHERE = {
    Role.TITLE: "titel, titre, título, titulo, titolo, tytuł, název, otsikko, rubrik, başlık, название, заголовок"  # noqa: RUF001 - of Russian
    ", titre de l'article, titre de la conférence, titel des vortrags, título de la charla, vortrag"
    ", 题目, 演題, 标题, 標題, タイトル, 題名, 제목",
    Role.WEEK: "woche, kalenderwoche, kw, semaine, semana, settimana, неделя, 周, 週",
    Role.DATE: "veröffentlichungsdatum, date de publication, date de parution, fecha de publicación, fecha de envío"
    ", data di pubblicazione, data de publicação, 開催日, 実施日, 公開日, 発行日, 发布日期, datum, tag, veröffentlicht"
    ", fecha, dato, дата, päivämäärä, tarih, 日期, 日付, 날짜, month, monat",
    Role.TOPICS: "thema, themen, kategorie, kategorien, schlagwort, schlagwörter, stichwörter, thème, thèmes, sujet"
    ", sujets, catégorie, catégories, mots-clés, tema, temas, categoría, categorías, etiquetas, argomento, argomenti"
    ", тема, темы, категория, теги, 主题, 分类, 标签, カテゴリ, タグ, 주제",
    Role.PEOPLE: "vortragende, vortragender, referent, referenten, redner, intervenant, intervenants, conférencier"
    ", conférenciers, ponente, ponentes, conferenciante, relatore, relatori, palestrante, palestrantes"
    ", spreker, sprekers"
    ", докладчик, спикер, 発表者, 講演者, 登壇者, 讲者, 演讲者, 主讲人, 발표자, 연사, autor, autoren, autorin"
    ", verfasser, sprecher, auteur, auteurs, autores, autore, autori, orador"
    ", автор, авторы, 作者, 著者, 저자",
    Role.TEXT: "zusammenfassung, beschreibung, kurzfassung, inhalt, résumé, resumen, descripción, resumo, descrição"
    ", riassunto, descrizione, samenvatting, beschrijving, описание, аннотация, 摘要, 要約, 概要, 요약",
}
"""The headings of tables in other languages."""
_ROLES = {
    heading: role
    for known in (_USUAL, _ELSEWHERE)
    for role, headings in known.items()
    for heading in headings.split(", ")
}
_RANK = {heading: rank for rank, heading in enumerate(_ROLES)}
_SINGLE = frozenset({Role.TITLE, Role.WEEK, Role.DATE, Role.PLACE})
_RANKS = ("rank", "ranking", "place", "position", "pos", "order", "number", "num", "no", "nr", "#", "№")
"""The usual headings of what numbers rows, if their cells hold nothing but numbers."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LINKS = re.compile(
    r"(?:.*\ )?(?:links?|urls?) | urls?\ .* | pdf | tweet | twitter | (?:source\ )?code | github | repo(?:sitory)?"
    r"| project(?:\ page)? | blog | demo | dataset | website | homepage | slides | doi | arxiv(?:\ id)?",
    re.VERBOSE,
)
_LONGEST_HEADING = 100
ROWS_OR_TEXT = frozenset({Shape.ROWS, Shape.TEXT})
_BLANKS = str.maketrans("-_*`", "    ")

Cell = tuple[str | Link, ...]
Columns = Iterable[tuple[str, str]]
"""What ``archive.yml`` says of columns: their headings, and what they are."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading as its source writes it, and the 1-based line that names it first."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Lines:
    """What takes some lines of a source: the first one, 1-based, and their number."""

    line: int
    count: int

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.line, self.line + self.count)


@dataclass(frozen=True, slots=True)
class Record(Lines):
    """A row: its lines, and the cells that are not empty by the index of their column."""

    cells: Mapping[int, Cell]


def find_roles(names: Sequence[str], said: Columns = ()) -> tuple[Role | None, ...]:
    """Return the roles of columns as far as their headings say them; what is ``said`` of a heading wins.

    >>> [role and role.value for role in find_roles(["Paper", "**Title**", "Tags", "Code link", "Venue"])]
    [None, 'title', 'topics', 'links', None]
    >>> [role and role.value for role in find_roles(["Subject", "Sent at"])]
    ['title', 'date']
    """
    said_roles = {_plain(name): Role(role) for name, role in said if role in set(Role)}
    plain = [_plain(name) for name in names]
    found = [said_roles.get(key) or _usual(name) for key, name in zip(plain, names, strict=True)]
    if Role.TITLE not in found and "subject" in plain:
        found[plain.index("subject")] = Role.TITLE
    for role in _SINGLE:
        rivals = [at for at, other in enumerate(found) if other is role]
        best = min(rivals, key=lambda at: (plain[at] not in said_roles, _RANK.get(plain[at], len(_RANK))), default=None)
        for at in rivals:
            found[at] = role if at == best else None
    return tuple(found)


def is_heading(names: Sequence[str], said: Columns = ()) -> bool:
    """Return whether these are headings of a table of items: a title, and something else that is known."""
    known = find_roles(names, said)
    return Role.TITLE in known and sum(role is not None for role in known) > 1


def settle(
    source: Source, columns: Sequence[Column], records: Sequence[Record]
) -> tuple[tuple[Role, ...], list[Problem]]:
    """Return the role of every column. One that no heading says holds links if half of its cells do, or the places.

    Else it is a fact below ``extra``, which is said once for all, or left out where it is of work or not for everybody.
    """
    records = list(records)
    named = find_roles([column.name for column in columns], source.facts.columns)
    named = tuple(None if role is Role.DATE and _is_answer(at, records) else role for at, role in enumerate(named))
    named = _with_place(columns, named, records)
    marks: defaultdict[int, set[str]] = defaultdict(set)
    filled: Counter[int] = Counter()
    linked: Counter[int] = Counter()
    for record in records if None in named else ():
        for at, cell in record.cells.items():
            if named[at] is None:
                filled[at] += 1
                marks[at] |= {str(value) for value in cell}
                linked[at] += all(map(is_links, cell))
    settled, left_out = [], []
    has_marks = any(fold_key(column.name) in TABLE_KEYS for column in columns)
    for at, column in enumerate(columns):
        role = named[at] or (Role.LINKS if linked[at] and 2 * linked[at] >= filled[at] else None)
        if not role and filled[at] and not is_mark(column.name, marks[at], has_marks=has_marks):
            role = _unknown_role(column.name, marks[at])
            left_out += [] if role else [column]
        settled.append(role or Role.SKIP)
    known = {at for at, role in enumerate(named) if role}
    kept = [column for at, column in enumerate(columns) if settled[at] in _KEPT and at not in known]
    return tuple(settled), [*_report(source, columns, left_out), *_report_kept(source, kept), *_wrong_roles(source)]


_KEPT = frozenset({Role.EXTRA, Role.TEXT})


def _unknown_role(heading: str, values: Collection[str]) -> Role | None:
    """Return what the cells of a column without a known heading are; ``None`` where they are not for readers."""
    if not is_kept(heading, values):
        return None
    return Role.TEXT if is_running_text(values) else Role.EXTRA


def _report(source: Source, columns: Sequence[Column], left_out: Iterable[Column]) -> Iterator[Problem]:
    remedy = "say what it is with `columns:` of this source in content/archive.yml; it was left out"
    for column in left_out:
        name = f"`{column.name}`" if column.name else f"{columns.index(column) + 1}, which has no heading,"
        yield source.problem(column.line, f"the column {name} is not known", remedy)


def _report_kept(source: Source, kept: Sequence[Column]) -> Iterator[Problem]:
    """Yield a hint that names the columns whose cells are facts of their items."""
    names = ", ".join(f"`{column.name}`" for column in kept)
    if kept:
        what = f"{names} are no known headings: what stands below them is shown with the items, under `extra`"
        what = (
            what
            if len(kept) > 1
            else what.replace("are no known headings", "is no known heading").replace("them", "it")
        )
        remedy = "where it is something else, or not for readers, say so with `columns:` in content/archive.yml"
        yield source.hint(kept[0].line, what, remedy)


def _wrong_roles(source: Source) -> Iterator[Problem]:
    remedy = f"write one of {', '.join(Role)} below `columns:` of this source in content/archive.yml"
    for heading, role in source.facts.columns:
        if role not in set(Role):
            yield source.problem(0, f"`{role}` is not a role of the column `{heading}`", remedy)


def _is_answer(at: int, records: Iterable[Record]) -> bool:
    """Return whether a column, such as ``published``, says yes or no and no day."""
    values = {str(value).casefold() for record in records for value in record.cells.get(at, ())}
    return bool(values) and values <= {"true", "false", "yes", "no"}


def _with_place(
    columns: Sequence[Column], roles: Sequence[Role | None], records: Sequence[Record]
) -> tuple[Role | None, ...]:
    """Return roles with that of the column that numbers the rows, if it is so called and holds nothing but numbers.

    One that holds the same number throughout, as of an issue, does not. Of two, one begins again more often.
    """
    names = {at: _plain(column.name) or column.name.strip(" *_`") for at, column in enumerate(columns)}
    called = [at for at, name in names.items() if roles[at] is None and name in _RANKS]
    if Role.PLACE in roles or not called:
        return tuple(roles)
    numbers = {at: [_rank(record.cells[at]) for record in records if at in record.cells] for at in called}
    distinct = {at: len({*found}) for at, found in numbers.items() if None not in found}
    ranking = [at for at, count in distinct.items() if count > 1 or len(numbers[at]) == 1]
    best = min(ranking, key=lambda at: (distinct[at], _RANKS.index(names[at])), default=None)
    return tuple(Role.PLACE if at == best else role for at, role in enumerate(roles))


def _rank(cell: Cell) -> int | None:
    return parse_rank(cell[0]) if len(cell) == 1 and isinstance(cell[0], str) else None


def is_plural(heading: str) -> bool:
    """Return whether a cell below ``heading`` may hold several values: ``Topics``."""
    return _plain(heading).endswith("s")


def _usual(heading: str) -> Role | None:
    """Return the role that a heading names: ``published_at``, ``PublishedAt``, or one with a picture beside it."""
    names = map(_plain, (heading, _HUMP.sub(" ", heading)) if len(heading) <= _LONGEST_HEADING else ())
    roles = (_ROLES.get(name) or (Role.LINKS if _LINKS.fullmatch(name) else None) for name in names)
    return next(filter(None, roles), None) or _of_heads(heading)


def _of_heads(heading: str) -> Role | None:
    """Return the role of a heading that is a key of heads: ``Recorded on``, ``Episode title``, ``Video link``.

    >>> _of_heads("Recorded on"), _of_heads("Talk title"), _of_heads("Venue")
    (<Role.DATE: 'date'>, <Role.TITLE: 'title'>, None)
    """
    key = fold_key(heading)
    return next((role for fact, role in _FACTS.items() if key in KEYS[fact] and key not in _OTHERWISE), None)


_FACTS = {
    "title": Role.TITLE,
    "day": Role.DATE,
    "speakers": Role.PEOPLE,
    "authors": Role.PEOPLE,
    "video": Role.LINKS,
    "audio": Role.LINKS,
}
_OTHERWISE = frozenset({"channel", "media", "week", "subject", "sent", "released", "attachments", "enclosure"})
"""Keys of heads that mean other things above columns."""


_EITHER = re.compile(
    r"(?<=\w{3})(?:[/·:*•]|\()-?(?:innen|in|rice|trice|euse|ne|as|es|a|e|o)\)?(?:[·/]s)?\s*$", re.IGNORECASE
)
"""What says that a word means women and men: ``Autor/a``, ``Auteur·rice``, ``Referent:in``."""


def _plain(heading: str) -> str:
    """Return a heading in lower case, without marks between its words and signs around them.

    >>> _plain("**Paper(s)**"), _plain("Autor/a"), _plain("Auteur·rice"), _plain("Referent*innen"), _plain("N/A")
    ('papers', 'autor', 'auteur', 'referent', 'n/a')
    """
    text = _EITHER.sub("", heading.replace("(s)", "s")).translate(_BLANKS).casefold()
    first = next((at for at, char in enumerate(text) if char.isalnum()), len(text))
    last = next((at for at in range(len(text), first, -1) if text[at - 1].isalnum()), first)
    return " ".join(text[first:last].split())

"""A slide deck as programs take it out of a PDF: pages between form feeds, a line for each line that was seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from backissue.dates import find_day
from backissue.markup import escape_heading
from backissue.sources.markdown_lines import read_heading, split_point
from backissue.sources.talks.deck import may_be_title
from backissue.sources.talks.speaker_marks import is_name
from backissue.text import markdown_paragraphs, sentences

FEED = "\f"
_NUMBER = re.compile(r"(?:(?:page|slide|p\.)\s*)?(?P<number>\d{1,4})(?:\s*(?:/|of|\|)\s*\d{1,4})?", re.IGNORECASE)
_OUTER, _INNER = (
    "\u25cf\u2022\u25aa\u25a0\u27a2\u2023\u2756\uf0b7\u2219*",
    "\u25e6\u25cb\u2013\u2014\u2043-\u00bb\u25ab\u25a1",
)
_JOINED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "ft", 0xFB06: "st", 0xAD: ""}
_ENDINGS = frozenset(
    "tion tions sion sions ment ments ness ity ities ing able ible ance ence ical ology ization ated".split()
)
"""Ends of words that are no words: a line that is only one goes on with the word above it."""
_OPEN = frozenset("a an and at by for from in into of on or the to vs with &".split())
_SEPARATORS = (" - ", " \u2013 ", " \u2014 ", " | ", " / ", ", ", " (")
_BEFORE_NAMES = (
    "presented by ",
    "by ",
    "speaker: ",
    "speakers: ",
    "presenter: ",
    "presenters: ",
    "author: ",
    "authors: ",
)
_NO_PERSON = frozenset(
    "annual association briefing center centre class college committee company conference course day department dept"
    " edition faculty foundation group inc institute introduction lab laboratory lecture limited ltd meeting meetup"
    " office part project research school science seminar session society spring summer autumn winter summit symposium"
    " talk team training tutorial university update week workshop the of for and in on with".split()
)
_RUNNING = 150
"""Words of a page, of which a page of slides has fewer."""


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A page of a deck: its lines that are no furniture, each with its 1-based number; blank ones part paragraphs."""

    lines: tuple[tuple[int, str], ...]

    @property
    def filled(self) -> list[tuple[int, str]]:
        """The lines with words."""
        return [line for line in self.lines if line[1]]


@dataclass(slots=True)
class Cover:
    """What the first page says: title, day, people, and the Markdown of what else stands there."""

    title: str = ""
    day: date | None = None
    people: tuple[str, ...] = ()
    rest: list[str] = field(default_factory=list)


def is_paged(lines: Sequence[str]) -> bool:
    """Return whether form feeds part a text into pages as short as those of slides."""
    pages = [page for page in _split(lines) if any(text for _, text in page)]
    sizes = sorted(sum(len(text.split()) for _, text in page) for page in pages)
    return len(pages) >= 3 and sizes[len(sizes) // 2] < _RUNNING


def read_pages(lines: Sequence[str]) -> tuple[list[DeckPage], tuple[int, ...]]:
    """Return the pages of a deck, and the numbers of the lines that only number or sign its pages."""
    pages = [page for page in _split(lines) if any(text for _, text in page)]
    dropped = {*_numbers(pages), *_signatures(pages)}
    return [DeckPage(tuple(line for line in page if line[0] not in dropped)) for page in pages], tuple(sorted(dropped))


def _split(lines: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines of each page with single blanks and letters that are not joined."""
    page: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        before, *after = line.split(FEED)
        page.append((number, _plain(before)))
        for part in after:
            yield page
            page = [(number, _plain(part))]
    yield page


def _plain(line: str) -> str:
    """Return a line with single blanks; signs of fonts of their own begin points and are nothing elsewhere."""
    text = " ".join(line.translate(_JOINED).split())
    start = _OUTER[0] if "\ue000" <= text[:1] <= "\uf8ff" else text[:1]
    return start + "".join(letter for letter in text[1:] if not "\ue000" <= letter <= "\uf8ff")


def _numbers(pages: Sequence[Sequence[tuple[int, str]]]) -> Iterator[int]:
    """Yield the lines at the top or the bottom of pages that number them: they rise with the pages."""
    for at in (-1, 0):
        found = []
        for place, page in enumerate(pages):
            filled = [line for line in page if line[1]]
            number = _NUMBER.fullmatch(filled[at][1])
            if number:
                found.append((place, int(number["number"]), filled[at][0]))
        offsets = Counter(number - place for place, number, _ in found)
        for offset, often in offsets.most_common(1):
            if often >= 2:
                yield from (line for place, number, line in found if number - place == offset)


def _signatures(pages: Sequence[Sequence[tuple[int, str]]]) -> Iterator[int]:
    """Yield the lines at the bottom or the top of most pages that are the same but for figures."""
    for at, share in ((-1, 0.4), (-2, 0.4), (0, 0.6)):
        ends = {}
        for place, page in enumerate(pages[1:], 1):
            filled = [line for line in page if line[1]]
            if len(filled) > 1:
                ends[place] = filled[at]
        keys = Counter(_without_figures(text) for _, text in ends.values())
        for key, often in keys.most_common(1):
            if key.strip() and often >= max(3, share * len(pages)):
                yield from (number for number, text in ends.values() if _without_figures(text) == key)


def _without_figures(text: str) -> str:
    return "".join(letter for letter in text.casefold() if not letter.isdigit())


def read_cover(page: DeckPage) -> Cover:
    """Return what a cover says."""
    cover = Cover()
    parts = list(_parts(page.lines))
    dated = any(_day(line) for part in parts for line in part)
    for number, part in enumerate(parts):
        lines = part
        if number == 0:
            cover.title, lines = _take_title(part, dated=dated)
        for line, below in zip(lines, [*lines[1:], ""], strict=False):
            if not cover.day and (day := _day(line)):
                cover.day = day
                continue
            found = _people(line, is_plain=dated and (number > 0 or bool(_day(below))))
            cover.people = (*cover.people, *(name for name in found if name not in cover.people))
            if not found or line.strip() not in found:
                cover.rest.append(_paragraph(line))
    return cover


def _take_title(lines: list[str], *, dated: bool) -> tuple[str, list[str]]:
    """Return the title that a cover begins with, a second line behind a colon, and the lines that are left.

    A name above the day is that of who speaks.
    """
    title, rest = _title_of(lines)
    title = read_heading(title)[1] or title
    may_follow = rest and may_be_title(rest[0]) and not _day(rest[0]) and not _people(rest[0], is_plain=False)
    is_speaker = (
        rest and dated and not title.endswith(":") and any(map(_day, rest[1:2])) and _people(rest[0], is_plain=True)
    )
    if may_follow and not is_speaker and len(rest[0].split()) <= 12:
        return f"{title.rstrip(':')}: {rest[0]}", rest[1:]
    return title, rest


def _title_of(lines: list[str]) -> tuple[str, list[str]]:
    """Return the title that the first of some lines is, with the next where it goes on, and the lines that are left."""
    title, *rest = lines
    while rest and (title.split()[-1].casefold() in _OPEN or title.endswith((",", ":", "-")) or rest[0][:1].islower()):
        if len(title.split()) + len(rest[0].split()) > 16:
            break
        title, rest = _join(title, rest[0]), rest[1:]
    return title, rest


def _day(line: str) -> date | None:
    return find_day(line) if len(line.split()) <= 6 else None


def _people(line: str, *, is_plain: bool) -> tuple[str, ...]:
    """Return the people whom a line of a cover names: behind ``by``, or in front of where they are from.

    >>> _people("Ada Berg - Harbour School", is_plain=False), _people("By Ada Berg and Ben Moe", is_plain=False)
    (('Ada Berg',), ('Ada Berg', 'Ben Moe'))
    >>> _people("Port Office", is_plain=True), _people("Ada Berg", is_plain=True), _people("Ada Berg", is_plain=False)
    ((), ('Ada Berg',), ())
    """
    before = next((start for start in _BEFORE_NAMES if line.casefold().startswith(start)), "")
    if before:
        names = line[len(before) :].replace(" and ", ",").replace("&", ",").replace(";", ",").split(",")
        return tuple(name.strip() for name in names if _is_person(name.strip()))
    for separator in _SEPARATORS:
        name, found, _ = line.partition(separator)
        if found and _is_person(name):
            return (name,)
    return (line,) if is_plain and _is_person(line) else ()


def _is_person(text: str) -> bool:
    words = text.replace(".", "").split()
    known = (
        2 <= len(words) <= 4
        and is_name(text)
        and all(word.replace("-", "").replace("'", "").isalpha() for word in words)
    )
    return known and not text.isupper() and not {word.casefold() for word in words} & _NO_PERSON


def write_pages(pages: Sequence[DeckPage]) -> Iterator[str]:
    """Yield the parts of a deck's body: each page below its title, which pages in a row may share."""
    above = ""
    for page in pages:
        parts = list(_parts(page.lines))
        if not parts:
            continue
        title, rest = _heading(parts[0])
        if title and _continued(title) != above:
            yield f"## {escape_heading(title)}\n"
        above = _continued(title) if title else above
        yield from _body([*([rest] if rest else []), *parts[1:]])


def _heading(lines: list[str]) -> tuple[str, list[str]]:
    """Return the title of a page and what follows it; no title where its first line is none."""
    title, rest = _title_of(lines)
    title = read_heading(title)[1] or title
    may_be = (
        may_be_title(title.rstrip("!"))
        and not read_bullet(title)[0]
        and any(map(str.isalpha, title))
        and len(title.split()) <= 14
    )
    return (title, rest) if may_be else ("", lines)


def _continued(title: str) -> str:
    """Return a title without what says that it goes on: ``(2/3)``, ``(cont.)``."""
    start, bracket, end = title.rpartition("(")
    inner = end.rstrip(")").casefold().strip(". ")
    counts = inner and not inner.strip("0123456789/ of")
    is_mark = bracket and (counts or inner.startswith(("cont", "ctd")))
    return (start if is_mark else title).casefold().strip()


def _parts(lines: Sequence[tuple[int, str]]) -> Iterator[list[str]]:
    """Yield the lines of each paragraph. One that only ends a word goes on with the paragraph above it."""
    part: list[str] = []
    for _, text in [*lines, (0, "")]:
        if text and part and len(part[-1]) == 1 and part[-1] in _OUTER + _INNER:
            part[-1] = f"{part[-1]} {text}"
        elif text:
            part.append(text)
        elif part:
            yield part
            part = []


def _body(parts: Sequence[list[str]]) -> Iterator[str]:
    """Yield the paragraphs and lists of a page; a number alone belongs to what stands above it, else below it."""
    number, top = "", 1
    points: list[str] = []
    for part in parts:
        text = ""
        numbered = _is_numbered(part)
        for line in part:
            depth, words = read_bullet(line)
            mark = "-"
            if numbered and split_point(line)[0].isdecimal():
                depth, mark, words = 1, f"{split_point(line)[0]}.", split_point(line)[1]
            if depth:
                if text:
                    yield from _flush(points, text)
                    text = ""
                top = top if points else depth
                points.append(f"{'    ' * max(depth - top, 0)}{mark} {_paragraph(words).strip()}")
            elif points and not text and (line[:1].islower() or points[-1].endswith("-")):
                points[-1] = _join(points[-1], _paragraph(line).strip())
            else:
                text = _join(text, line) if text else line
        if text.isdecimal():
            number = f"{number} {text}".strip()
        elif text:
            yield from _flush(points, f"{number} {text}".strip())
            number = ""
    yield from _flush(points, number)


def _is_numbered(part: Sequence[str]) -> bool:
    """Return whether lines of a paragraph are counted, two of them at least."""
    numbers = [int(number) for line in part if (number := split_point(line)[0]).isdecimal()]
    return len(numbers) > 1 and all(below == above + 1 for above, below in pairwise(numbers))


def _flush(points: list[str], text: str) -> Iterator[str]:
    """Yield the list that has come together, and the paragraph that ends it."""
    if points:
        yield "\n".join(points) + "\n"
        points.clear()
    if text:
        yield _paragraph(text)


def read_bullet(line: str) -> tuple[int, str]:
    """Return how deep a point of a list stands, and its words; 0 where a line is none.

    >>> read_bullet("\u25cf Tides"), read_bullet("\u2013 of spring"), read_bullet("Tides")
    ((1, 'Tides'), (2, 'of spring'), (0, 'Tides'))
    """
    mark, words = line[:1], line[1:].strip()
    if not words or mark not in _OUTER + _INNER or (mark in "*-" and line[1:2] != " "):
        return 0, line
    return 1 if mark in _OUTER or mark == "-" else 2, words


def _join(above: str, line: str) -> str:
    """Return two lines as one, a word that the end of a line broke as one word.

    >>> _join("a pre-", "diction"), _join("Predic", "tion"), _join("low", "water")
    ('a prediction', 'Prediction', 'low water')
    """
    if above.endswith("-") and above[-2:-1].isalpha() and line[:1].islower():
        return above[:-1] + line
    return f"{above}{line}" if line in _ENDINGS else f"{above} {line}"


def _paragraph(text: str) -> str:
    return markdown_paragraphs([sentences(text)], emphasis=True)

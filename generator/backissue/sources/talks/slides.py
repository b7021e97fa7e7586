"""The slide notes: what OCR read from a deck that begins with a title, its speakers, a date and an agenda."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from backissue.dates import Order, When, find_day, readings
from backissue.markup import escape_heading
from backissue.model import Kind, Problem
from backissue.sources.facts import whole_item
from backissue.sources.names.file_names import read_file_name
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength, tile
from backissue.sources.talks.deck import Block, Deck, is_numbered_page, may_be_title, read_deck, read_point
from backissue.sources.talks.deck_pages import (
    FEED,
    DeckPage,
    is_paged,
    read_bullet,
    read_cover,
    read_pages,
    write_pages,
)
from backissue.text import markdown_paragraphs, sentences

_AGENDA = frozenset({"agenda", "outline", "contents", "programme", "program", "plan"})
_WORD = re.compile(r"[^\W_]+")
_LONGEST_HEAD = 30
_LONGEST_COVER = 12


def _has_agenda(glance: Glance) -> bool:
    """Return whether speakers or a date stand above a numbered agenda."""
    if not any(_is_above(" ".join(line.split())) for line in glance.head):
        return False
    deck = read_deck(glance.head)
    start, end = _agenda(deck)
    return end > start and any(_is_above(block.text) for block in deck.blocks[:start])


def _is_above(line: str) -> bool:
    return bool(_speakers(line)) or _is_numeric_date(line)


def _is_paged(glance: Glance) -> bool:
    return glance.count(_has_feed) >= 2 and is_paged(glance.lines)


def _has_feed(line: str) -> bool:
    return FEED in line


class SlidesReader:
    """One session: a section an agenda item, with the slides that belong to it; what slides repeat stands once."""

    name = "slides"
    signs = (
        Sign(Strength.LIKELY, "marks of numbered pages", lambda glance: glance.count(is_numbered_page) >= 3, NO_ROWS),
        Sign(Strength.LIKELY, "speakers or a date above a numbered agenda", _has_agenda, NO_ROWS),
        Sign(Strength.LIKELY, "form feeds between short pages", _is_paged, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item. A date that is none is a problem, unless another is said of the source."""
        if is_paged(source.lines):
            yield from _read_paged(source)
            return
        deck = read_deck(source.lines)
        start, end = _agenda(deck)
        head = _Head(source)
        covered = head.take_cover(deck) if start == end else 0
        start, end = max(start, covered), max(end, covered)
        points, blocks = deck.blocks[start:end], deck.blocks[end:]
        first = {block.text: block for block in reversed(blocks)}
        repeated = frozenset(block for block in blocks if first[block.text] is not block)
        fates = dict.fromkeys(deck.dropped, Fate.BOILERPLATE)
        fates |= {block.number: head.take(block) for block in deck.blocks[:start] if not covered}
        fates |= {point.number: Fate.HEADING for point in points}
        for block in repeated:
            fates |= dict.fromkeys(range(block.number, block.number + block.size), Fate.BOILERPLATE)
        titles = deck.titles | {block.text for block in repeated if may_be_title(block.text)}
        sections = _sections([read_point(point.text)[1] for point in points], blocks, repeated, titles)
        title, body = head.title or read_file_name(source.file).title, "\n".join([*head.rest, *sections])
        item = replace(whole_item(source, Kind.SESSION, title, body, When(head.day)), people=head.people)
        yield from tile(source, fates, rest=Fate.ITEM, items=[item], problems=head.problems)


def _read_paged(source: Source) -> Iterator[Piece]:
    """Yield a deck whose pages form feeds part: the cover's facts, and a section a slide."""
    pages, dropped = read_pages(source.lines)
    cover = read_cover(pages[0])
    name = read_file_name(source.file)
    body = "\n".join([*cover.rest, *write_pages(pages[1:])])
    item = whole_item(source, Kind.SESSION, cover.title or name.title, body, When(cover.day or name.day))
    mails = {number: found[0] for number, line in enumerate(source.lines, 1) if (found := _MAIL.search(line))}
    hints = [
        source.hint(
            number, f"the mail address `{mail}` will be published", "remove it, if its owner does not want that"
        )
        for number, mail in mails.items()
    ]
    fates = dict.fromkeys(dropped, Fate.BOILERPLATE)
    yield from tile(source, fates, rest=Fate.ITEM, items=[replace(item, people=cover.people)], problems=hints)


_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")


class _Head:
    """What stands above the agenda, taken line by line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.title = ""
        self.day: date | None = None
        self.people: tuple[str, ...] = ()
        self.rest: list[str] = []
        self.problems: list[Problem] = []

    def take_cover(self, deck: Deck) -> int:
        """Take the first page of a deck as its cover; return how many blocks it has, none where it has no end."""
        blocks = [block for block in deck.blocks if block.number < deck.cover_end]
        if not blocks or any(block.body or _is_above(block.text) for block in blocks) or len(blocks) > _LONGEST_COVER:
            return 0
        lines = [(number, "") for number in range(1, deck.cover_end)]
        for block in blocks:
            lines[block.number - 1] = (block.number, block.text)
        cover = read_cover(DeckPage(tuple(lines)))
        self.title, self.day, self.people = cover.title, cover.day, cover.people
        self.rest += cover.rest
        return len(blocks)

    def take(self, block: Block) -> Fate:
        """Take one block in; return the fate of its first line."""
        line = block.text
        if block.body:
            self.rest.append(f"{block.body}\n")
        elif _is_numeric_date(line):
            day = readings(line).get(Order.DAY)
            self.day = day or self.day
            if not day and not self._source.facts.date:
                remedy = "write it as day/month/year, or set `date:` of this source in content/archive.yml"
                self.problems.append(self._source.problem(block.number, f"`{line}` is not a date", remedy))
                return Fate.PROBLEM
        elif not self.day and len(line.split()) <= 4 and (day := find_day(line)):
            self.day = day
        elif self.title and _is_agenda(line):
            return Fate.HEADING
        elif people := _speakers(line):
            self.people = people
        elif not self.title:
            self.title = _readable(line)
        else:
            self.rest.append(_paragraph(line))
        return Fate.ITEM


def _speakers(line: str) -> tuple[str, ...]:
    """Return the people of a line ``by …``; none of another.

    >>> _speakers("By Ada, Alan and Grace")
    ('Ada', 'Alan', 'Grace')
    """
    names = line[3:].replace("&", ",").replace(";", ",").replace(" and ", ",").split(",")
    bare = (name.strip().removeprefix("and ") for name in names if line[:3].lower() == "by ")
    return tuple(filter(None, bare))


def _is_agenda(line: str) -> bool:
    """Return whether a line is the heading of an agenda."""
    return line.lower().removesuffix(":") in _AGENDA


def _is_numeric_date(line: str) -> bool:
    """Return whether a line is written as day/month/year, be there such a day or not."""
    parts = line.split("/")
    is_numeric = line.isascii() and all(map(str.isdecimal, parts))
    return is_numeric and [len(part) for part in parts] in ([1, 1, 4], [1, 2, 4], [2, 1, 4], [2, 2, 4])


def _agenda(deck: Deck) -> tuple[int, int]:
    """Return where the numbered agenda stands: start and end, both the end of the head where there is none.

    A numbered list on a later page is none, unless it is called so.
    """
    lines = [block.text for block in deck.blocks]
    points = [read_point(line)[0] for line in lines]
    for start in range(min(len(points), _LONGEST_HEAD)):
        end = start
        while end < len(points) and points[end] == end - start + 1:
            end += 1
        named = start > 0 and _is_agenda(lines[start - 1])
        if end - start >= 2 and (named or deck.blocks[start].number < deck.third_page):
            return start, end
    marks = [at for at, line in enumerate(lines[:10]) if _is_above(line)]
    end = max(marks, default=0) + 1
    return end, end


def _sections(
    agenda: Sequence[str], blocks: Sequence[Block], repeated: Container[Block], titles: Container[str]
) -> Iterator[str]:
    """Yield the body's parts: each agenda item as a heading, below it the blocks of its slides, each block once.

    Without an agenda each slide's title is such a heading. What OCR read before an item's first title belongs below it.
    """
    places = assign(agenda, [block.text for block in blocks])
    for item in range(max(len(agenda), 1)):
        own = [block for block, place in zip(blocks, places, strict=True) if place == item and block not in repeated]
        if agenda:
            yield f"## {escape_heading(agenda[item])}\n"
            first = next((at for at, block in enumerate(own) if block.text in titles), 0)
            own = [*own[first : first + 1], *own[:first], *own[first + 1 :]]
        for is_list, run in groupby(own, _is_point):
            if is_list:
                yield "".join(f"- {_paragraph(read_bullet(block.text)[1])}" for block in run)
            else:
                yield from _written(run, agenda[item] if agenda else "", titles)


def _is_point(block: Block) -> bool:
    return not block.body and read_bullet(block.text)[0] > 0


def _written(blocks: Iterable[Block], heading: str, titles: Container[str]) -> Iterator[str]:
    """Yield blocks that are no points of lists, below the ``heading`` of an agenda's item if there is one."""
    for block in blocks:
        if block.body:
            yield f"{block.body}\n"
        elif block.text not in titles:
            yield _paragraph(block.text)
        elif block.text.casefold() != heading.casefold():
            yield f"{'###' if heading else '##'} {escape_heading(block.text)}\n"


def _paragraph(block: str) -> str:
    return markdown_paragraphs([sentences(block)], emphasis=True)


def _readable(line: str) -> str:
    """Return a line of capitals as a sentence, with what stands in brackets as it is."""
    if line != line.upper():
        return line
    words = [word if word.startswith("[") else word.lower() for word in line.split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def assign(agenda: Sequence[str], blocks: Sequence[str]) -> list[int]:
    """Return the agenda item of each block, as an index into ``agenda``; the indices never fall.

    First the blocks that share words with an item and no other are set, so that the most words agree; then each run of
    blocks between two items is divided where its words agree most with the blocks on either side.

    >>> assign(["Cats", "Old dogs"], ["All about cats", "They purr", "Barking", "Dogs", "On barking dogs"])
    [0, 0, 1, 1, 1]
    """
    titles, words = ([_words(text) for text in texts] for texts in (agenda, blocks))
    shared = Counter(word for title in titles for word in title)
    own = [{word for word in title if shared[word] == 1} for title in titles]
    scores = [[len(title & block) for title in own] for block in words]
    path = _best_path(scores) if agenda and blocks else []
    anchors = [(block, item) for block, item in enumerate(path) if scores[block][item]]
    ends = [*anchors, (len(blocks), anchors[-1][1] if anchors else 0)]
    places = [ends[0][1]] * len(blocks)
    for (first, item), (last, following) in pairwise(ends):
        cut = _cut(words, first, last) if following != item else last
        places[first:last] = [item] * (cut - first) + [following] * (last - cut)
    return places


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if len(word) > 1}


def _best_path(scores: Sequence[Sequence[int]]) -> list[int]:
    """Return the rising choice of one index a row whose scores sum to the most, by dynamic programming."""
    best = [0] * len(scores[0])
    steps: list[list[int]] = []
    for row in scores:
        step, top = [], 0
        for item in range(len(row)):
            top = item if best[item] > best[top] else top
            step.append(top)
        best = [best[before] + score for before, score in zip(step, row, strict=True)]
        steps.append(step)
    path = [best.index(max(best))]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return path[:-1][::-1]


def _cut(words: Sequence[set[str]], first: int, last: int) -> int:
    """Return where the blocks between two anchors part, so that each side agrees most with its neighbours."""
    reach = max(8, 2 * (last - first))
    before = Counter(word for block in words[max(0, first - reach) : first + 1] for word in block)
    after = Counter(word for block in words[last : last + reach] for word in block)
    best, at, gain = 0, first + 1, 0
    for block in range(first + 1, last):
        gain += sum((word in before) - (word in after) for word in words[block])
        if gain >= best:
            best, at = gain, block + 1
    return at

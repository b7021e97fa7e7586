"""The slide notes: what OCR read from a deck that begins with a title, its speakers, a date and an agenda."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from backissue.dates import Order, find_day, readings
from backissue.markup import escape_heading
from backissue.model import Item, Kind, Problem
from backissue.sources.facts import whole_item
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength, tile
from backissue.sources.talks.deck import Block, Deck, is_numbered_page, may_be_title, read_deck, read_point
from backissue.text import markdown_paragraphs, sentences

_AGENDA = frozenset({"agenda", "outline", "contents", "programme", "program", "plan"})
_LONGEST_HEAD = 30
_LONGEST_DATE = 4
_FEWEST_PAGES = 3


def _has_numbered_pages(glance: Glance) -> bool:
    """Return whether three lines number the pages: ``Page 3``, ``Slide 3 of 9``, ``<!-- Slide 3 -->``, ``{3}---``."""
    return glance.count(is_numbered_page) >= _FEWEST_PAGES


def _has_agenda(glance: Glance) -> bool:
    """Return whether speakers or a date stand above a numbered agenda."""
    if not any(_is_above(" ".join(line.split())) for line in glance.head):
        return False
    deck = read_deck(glance.head)
    start, end = _agenda(deck)
    return end > start and any(_is_above(block.text) for block in deck.blocks[:start])


def _is_above(line: str) -> bool:
    return bool(_speakers(line)) or _is_numeric_date(line)


class SlidesReader:
    """One session: a section an agenda item, with the slides that belong to it; what slides repeat stands once."""

    name = "slides"

    signs = (
        Sign(Strength.LIKELY, "marks of numbered pages", _has_numbered_pages, NO_ROWS),
        Sign(Strength.LIKELY, "speakers or a date above a numbered agenda", _has_agenda, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item. A date that is none is a problem, unless another is said of the source."""
        deck = read_deck(source.lines)
        start, end = _agenda(deck)
        head, blocks = _Head(source), deck.blocks[end:]
        fates = dict.fromkeys(deck.dropped, Fate.BOILERPLATE)
        fates |= {block.number: head.take(block) for block in deck.blocks[:start]}
        fates |= dict.fromkeys((block.number for block in deck.blocks[start:end]), Fate.HEADING)
        fates |= dict.fromkeys(_repeats(blocks), Fate.BOILERPLATE)
        agenda = [read_point(block.text)[1] for block in deck.blocks[start:end]]
        body = "\n".join([*head.rest, *_sections(agenda, blocks, deck.titles | _repeated_titles(blocks))])
        yield from tile(source, fates, rest=Fate.ITEM, items=[head.item(body)], problems=head.problems)


class _Head:
    """What stands above the agenda, taken line by line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._title = ""
        self._date: date | None = None
        self._people: tuple[str, ...] = ()
        self.rest: list[str] = []
        self.problems: list[Problem] = []

    def take(self, block: Block) -> Fate:
        """Take one block in; return the fate of its first line."""
        line = block.text
        if block.body:
            self.rest.append(f"{block.body}\n")
            return Fate.ITEM
        if _is_numeric_date(line):
            return self._take_date(block.number, line)
        if not self._date and len(line.split()) <= _LONGEST_DATE and (day := find_day(line)):
            self._date = day
            return Fate.ITEM
        if self._title and _is_agenda(line):
            return Fate.HEADING
        if people := _speakers(line):
            self._people = people
        elif not self._title:
            self._title = _readable(line)
        else:
            self.rest.append(_paragraph(line))
        return Fate.ITEM

    def _take_date(self, number: int, line: str) -> Fate:
        self._date = readings(line).get(Order.DAY, self._date)
        if Order.DAY in readings(line) or self._source.facts.date:
            return Fate.ITEM
        remedy = "write it as day/month/year, or set `date:` of this source in content/archive.yml"
        self.problems.append(self._source.problem(number, f"`{line}` is no date", remedy))
        return Fate.PROBLEM

    def item(self, body: str) -> Item:
        """Return the session, with what the head says of it."""
        title = self._title or PurePath(self._source.file).stem
        return replace(whole_item(self._source, Kind.SESSION, title, body, self._date), people=self._people)


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


def _repeats(blocks: Iterable[Block]) -> Iterator[int]:
    """Yield the numbers of the lines of the blocks that have stood before, word for word."""
    seen: set[str] = set()
    for block in blocks:
        if block.text in seen:
            yield from range(block.number, block.number + block.size)
        seen.add(block.text)


def _repeated_titles(blocks: Iterable[Block]) -> frozenset[str]:
    counts = Counter(block.text for block in blocks)
    return frozenset(text for text, count in counts.items() if count > 1 and may_be_title(text))


def _sections(agenda: Sequence[str], blocks: Sequence[Block], titles: frozenset[str]) -> Iterator[str]:
    """Yield the body's parts: each agenda item as a heading, below it the blocks of its slides, each block once.

    Without an agenda each slide's title is such a heading.
    """
    mark = "###" if agenda else "##"
    first = {block.text: block for block in reversed(blocks)}
    place = dict(zip(blocks, assign(agenda, [block.text for block in blocks]), strict=True))
    for item in range(max(len(agenda), 1)):
        own = [block for block in blocks if first[block.text] is block and place[block] == item]
        if agenda:
            yield f"## {escape_heading(agenda[item])}\n"
        for block in _title_first(own, titles) if agenda else own:
            if block.body:
                yield f"{block.body}\n"
            elif block.text not in titles:
                yield _paragraph(block.text)
            elif not agenda or block.text.casefold() != agenda[item].casefold():
                yield f"{mark} {escape_heading(block.text)}\n"


def _title_first(blocks: list[Block], titles: frozenset[str]) -> list[Block]:
    """Return a section's blocks; what OCR read before the first slide's title belongs below it."""
    first = next((block for block in blocks if block.text in titles), None)
    return [first, *(block for block in blocks if block is not first)] if first else blocks


def _paragraph(block: str) -> str:
    return markdown_paragraphs([sentences(block)], emphasis=True)


def _readable(line: str) -> str:
    """Return a line of capitals as a sentence, with what stands in brackets as it is."""
    if line != line.upper():
        return line
    words = [word if word.startswith("[") else word.lower() for word in line.split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


_WORD = re.compile(r"[^\W_]+")


def assign(agenda: Sequence[str], blocks: Sequence[str]) -> list[int]:
    """Return the agenda item of each block, as an index into ``agenda``; the indices never fall.

    First the blocks that share words with an item are set, so that the most words agree; then each run of blocks
    between two items is divided where its words agree most with the blocks on either side.

    >>> assign(["Cats", "Old dogs"], ["All about cats", "They purr", "Barking", "Dogs", "On barking dogs"])
    [0, 0, 1, 1, 1]
    """
    if not agenda:
        return [0] * len(blocks)
    words = [_words(block) for block in blocks]
    scores = _scores([_words(title) for title in agenda], words)
    path = _best_path(scores)
    anchors = [(block, item) for block, item in enumerate(path) if scores[block][item]]
    return _divided(words, anchors) if anchors else [0] * len(blocks)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if len(word) > 1}


def _scores(titles: Sequence[set[str]], blocks: Iterable[set[str]]) -> list[list[int]]:
    """Return the number of words that each block shares with each title and with no other title."""
    shared = Counter(word for title in titles for word in title)
    own = [{word for word in title if shared[word] == 1} for title in titles]
    return [[len(title & block) for title in own] for block in blocks]


def _best_path(scores: Sequence[Sequence[int]]) -> list[int]:
    """Return the rising choice of one index a row whose scores sum to the most, by dynamic programming."""
    best: list[int] = [0] * len(scores[0]) if scores else []
    steps: list[list[int]] = []
    for row in scores:
        step, top = [], 0
        for item in range(len(row)):
            top = item if best[item] > best[top] else top
            step.append(top)
        best = [best[before] + score for before, score in zip(step, row, strict=True)]
        steps.append(step)
    path = []
    item = best.index(max(best)) if best else 0
    for step in reversed(steps):
        path.append(item)
        item = step[item]
    return path[::-1]


def _divided(words: Sequence[set[str]], anchors: Sequence[tuple[int, int]]) -> list[int]:
    """Return the item of every block, given the blocks whose item is sure."""
    places = [anchors[0][1]] * len(words)
    for (first, item), (last, following) in zip(anchors, [*anchors[1:], (len(words), anchors[-1][1])], strict=True):
        cut = _cut(words, first, last) if following != item else last
        places[first:cut] = [item] * (cut - first)
        places[cut:last] = [following] * (last - cut)
    return places


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

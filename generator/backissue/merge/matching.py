"""Which row that appeared is which item that vanished: clearly the same, clearly new, or to be asked.

Rows without a link, and rows whose link was corrected, get another id when their title, day or link changes. Items that
no source lists any more are compared with rows that no page is known for, by all that a row has. What each piece of
evidence weighs was found on generated histories (see ``tests/merge/test_matching.py``); a wrong "same" loses an item
and a wrong "new" doubles one, so that both are left to the editor unless the evidence is far beyond the bound. Between
which rows one stands says which item is named first, and decides nothing: the next import may find others there, and
the question would be gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from backissue.merge.likeness import TextLikeness, compare_texts, compare_titles, long_words, shingles
from backissue.text import title_words

SAME = 6.5
"""Points from which a pair is one item, if it is far enough ahead of every other pair of either of the two."""

DOUBTFUL = 1.5
"""Points below which a pair is two items."""

AHEAD = 2.5
"""Points by which the best pair has to be ahead of the next."""

COMMON = 32
"""What more items than this have says nothing of who they are."""

LOOKED_AT = 8
"""The vanished items that a row is compared with: those that it shares most with by a first count."""

TELLING = 16
"""The rarest words of a row, by which it is looked up."""

SAMPLE = 512
"""The items whose texts tell how common a phrase is."""

ROUNDS = 8
"""How often the pairs are gone through, since every pair that is found may leave another without a rival."""


_PLACE = "\n"
"""What parts the parts of a place, and is in no word, title or id."""


@dataclass(frozen=True, slots=True)
class Row:
    """All by which an item is recognised.

    ``links`` are canonical, ``earlier_ids`` those that its page had; ``alone_in`` is the source of which it is the only
    item, if it is. ``between`` are the items before and after it in its week and source that are there as they were,
    empty where there is none; ``None`` where that is not known.
    """

    id: str
    kind: str
    title: str
    week: date | None
    links: frozenset[str]
    body: str
    earlier_ids: tuple[str, ...] = ()
    alone_in: str = ""
    between: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """For rows by their new ids: the old id of those that are clearly an item, the likeliest old ids of the unclear.

    An old id is ``reused`` where a row has it that is of another item.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reused: frozenset[str] = frozenset()


def match(vanished: Sequence[Row], appeared: Sequence[Row], known: Iterable[Row]) -> Matches:
    """Decide which of the rows that ``appeared`` are items that ``vanished``, none of those of its own id.

    ``known`` are all items so far, the vanished ones included; what many of them share says little of any.
    """
    candidates = _candidates(vanished, appeared)
    scale = _Scale([pair for pairs in candidates for pair in pairs], known)
    pairs = sorted(
        (-scale.weigh(old, new), not _is_there(old, new), old.id, new.id)
        for found in candidates
        for old, new in found
        if old.id != new.id
    )
    return _decide([(-points, old, new) for points, _, old, new in pairs if -points >= DOUBTFUL])


def _candidates(vanished: Sequence[Row], appeared: Sequence[Row]) -> list[list[tuple[Row, Row]]]:
    """Return for each row that appeared the vanished ones that share most with it, found by an inverted index."""
    keys = [_keys(row) for row in appeared]
    wanted = frozenset[str]().union(*keys)
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(vanished if appeared else ()):
        for key in _keys(row) & wanted:
            index[key].append(number)
    found = []
    for row, names in zip(appeared, keys, strict=True):
        few = [key for key in names & index.keys() if len(index[key]) <= COMMON]
        rare = sorted(few, key=lambda key: (_PLACE not in key, len(index[key]), key))
        shared: Counter[int] = Counter()
        for key in rare[:TELLING]:  # where it stands first: what nothing else tells of has to be asked
            for number in index[key]:
                shared[number] += COMMON // len(index[key]) * (TELLING if _PLACE in key else 1)
        first = sorted(shared, key=lambda number: (-shared[number], number))[:LOOKED_AT]
        found.append([(vanished[number], row) for number in first])
    return found


def _keys(row: Row) -> frozenset[str]:
    """Return what a row is looked up by: words of its text, its title and parts of it, its links, where it stands."""
    letters = row.title.casefold()[:60]
    parts = {letters[at : at + 5] for at in range(max(1, len(letters) - 4))}
    week = f"{row.kind}{_PLACE}{row.week}" if row.week else ""
    place = _PLACE.join([week, *row.between]) if row.between else ""
    names = {letters, week, place, row.id, *row.earlier_ids}
    return long_words(row.body) | long_words(row.title) | parts | row.links | names


class _Scale:
    """Weighs pairs, knowing how many items have what."""

    def __init__(self, pairs: Sequence[tuple[Row, Row]], known: Iterable[Row]) -> None:
        rows = {id(row): row for pair in pairs for row in pair}
        known = list(known) if rows else []
        step = len(known) // SAMPLE + 1
        self._shingles = {key: shingles(row.body) for key, row in rows.items()}
        self._everywhere = max(3, len(known) // 4)
        self._frequency: Counter[int] = Counter()
        wanted = frozenset[int]().union(*self._shingles.values())
        for row in known[::step]:
            self._frequency.update(dict.fromkeys(shingles(row.body) & wanted, step))
        self._links = Counter(link for row in known for link in row.links)
        self._titles = Counter(_words(row.title) for row in known)

    def weigh(self, old: Row, new: Row) -> float:
        """Return the points of a pair: above 0 what speaks for one item, below what speaks for two."""
        text = compare_texts(self._shingles[id(old)], self._shingles[id(new)], self._frequency, self._everywhere)
        points = (
            self._text(text)
            + self._title(old, new)
            + self._linked(old, new)
            + _week(old.week, new.week)
            + (6 if new.id in old.earlier_ids else 0)
            + (3 if old.alone_in and old.alone_in == new.alone_in else 0)
            - (3 if old.kind != new.kind else 0)
            + _untold(old, new, text)
        )
        if text.size >= 3 and text.share < 0.5 and text.amount < 1:
            points = min(points, SAME - 1)  # of two texts with nothing in common somebody has to say that they are one
        return max(points, DOUBTFUL) if self._share_name(old, new, 0.7 if text.size == 0 else 0.85) else points

    def _share_name(self, old: Row, new: Row, alike: float) -> bool:
        """Return whether two rows share a link or a title that no other item has: they are never two unasked.

        Titles of some words have to be ``alike`` by so much.
        """
        if any(self._links[link] <= 1 for link in old.links & new.links):
            return True
        mine, theirs = _words(old.title), _words(new.title)
        if mine == theirs:
            return bool(mine) and self._titles[mine] <= 1
        return min(len(mine), len(theirs)) >= 3 and compare_titles(old.title, new.title) >= alike

    @staticmethod
    def _text(text: TextLikeness) -> float:
        """Return up to 8 points for the same text, and -3 for another; less where a text is short or says little."""
        points = 11 * text.share - 3
        return points * min(1, text.amount / 5) if points > 0 else points * min(1, text.size / 8)

    def _title(self, old: Row, new: Row) -> float:
        """Return up to 7 points for the same title, fewer for one that comes again and again, and -2 for another."""
        mine, theirs = _words(old.title), _words(new.title)
        if mine != theirs or not mine:
            return 6 * compare_titles(old.title, new.title) - 2
        number = max(1, self._titles[mine])
        return (5 if number == 1 else 4 / number) + (2 if old.week == new.week else 0)

    def _linked(self, old: Row, new: Row) -> float:
        """Return 4 points for a link that only this item has, and -1.5 where all links of two that have some differ."""
        shared = old.links & new.links
        if any(self._links[link] <= 1 for link in shared):
            return 4
        return -1.5 if old.links and new.links and not shared else 0


@lru_cache(maxsize=65_536)
def _words(title: str) -> frozenset[str]:
    return frozenset(title_words(title))


def _week(old: date | None, new: date | None) -> float:
    if old is None or new is None:
        return 0
    days = abs((old - new).days)
    return 1 if not days else 0 if days <= 7 else -1 if days <= 56 else -2


def _is_there(old: Row, new: Row) -> bool:
    """Return whether a row stands where another was: in its week, between the same rows."""
    return old.week == new.week and old.between is not None and old.between == new.between


def _untold(old: Row, new: Row, text: TextLikeness) -> float:
    """Return what it says that two rows are of one week, where no text tells them apart.

    Neither has one, or they are alike and hardly any other is like them.
    """
    if not old.week or old.week != new.week:
        return 0
    is_untold = not (old.body or new.body) or (text.share >= 0.8 and text.amount >= 1)
    return 2.5 if is_untold else 0


def _decide(pairs: Sequence[tuple[float, str, str]]) -> Matches:
    """Decide on the pairs, the best first: points, old id, new id."""
    same: dict[str, str] = {}
    left = pairs
    for _ in range(ROUNDS):
        if not (found := dict(_far_ahead(left))):
            break
        same |= found
        given = {*same.values()}
        left = [(points, old, new) for points, old, new in left if old not in given and new not in same]
    unclear: defaultdict[str, list[str]] = defaultdict(list)
    for _, old, new in left:
        unclear[new].append(old)
    return Matches(same, {new: tuple(olds) for new, olds in unclear.items()})


def _far_ahead(pairs: Sequence[tuple[float, str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the new and the old id of each pair that is far ahead of all others of either."""
    points: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for weight, old, new in pairs:
        points["old", old].append(weight)
        points["new", new].append(weight)
    for weight, old, new in pairs:
        best = [points[side] for side in (("old", old), ("new", new))]
        if weight >= SAME and all(weight == ranks[0] and weight - (*ranks, 0, 0)[1] >= AHEAD for ranks in best):
            yield new, old

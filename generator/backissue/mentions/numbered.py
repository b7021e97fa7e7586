"""Items whose number or version was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from backissue.mentions.days import Days
from backissue.mentions.identifiers import Identifier, Number
from backissue.mentions.kinds_of_evidence import Evidence, Said
from backissue.mentions.titles import Title

BEFORE, BEHIND = 16, 5
"""Words before a version or a number with its sign, and behind it, among which its project is named."""
BESIDE = 4
"""Words before a number without a sign among which its project is named."""
NEXT = 3
"""Words up to which a project is so near to its number that both are given as what was said."""
UNSAID = 8.0
"""The bits that a version loses whose stage was not said."""
TELLING = 4
"""Digits from which a number with its sign is some project's own, so that its story may name the project anywhere."""
_OF = frozenset({"of", "for", "from", "in"})
"""Words by which a project that is named behind its number belongs to it."""


class Numbered:
    """Titles, to be found by the numbers that they are about."""

    def __init__(self, titles: Iterable[Title]) -> None:
        found = defaultdict[str, list[tuple[Title, Identifier]]](list)
        for title in titles:
            for one in title.numbers:
                found[one.form].append((title, one))
        self._by_form: Mapping[str, Sequence[tuple[Title, Identifier]]] = found

    def said(self, story: int, words: Sequence[str], given: Iterable[Number], days: Days) -> Iterator[Said]:
        """Yield the titles whose numbers a story gives beside their projects, each once."""
        known = [one for one in given if one.form in self._by_form]
        stems = [word.rstrip("s") for word in words] if known else []
        named, found = frozenset(stems), dict[str, Said]()
        for one in known:
            for title, own in self._by_form[one.form]:
                if not _is_stage(one, own, is_news=days.is_news(title)) or not days.may_mean(title):
                    continue
                if place := _place(one, own, stems, named):
                    bits = _bits(title, place) - (UNSAID if one.stage != own.stage else 0)
                    if title.key not in found or bits > found[title.key].bits:
                        found[title.key] = Said(story, title.key, bits, place.start, place.stop, Evidence.NUMBER)
        yield from found.values()


class _Place(NamedTuple):
    """The words that say a number, and whether its project is named beside them."""

    start: int
    stop: int
    is_beside: bool = True


def _bits(title: Title, place: _Place) -> float:
    """Return the bits of a number: where its project is named elsewhere, those of a single word of its title."""
    return sum(title.worth) / (1 if place.is_beside else len(title.worth))


def _is_stage(said: Number, own: Identifier, *, is_news: bool) -> bool:
    """Return whether a stage is meant: by its end, as in ``rc2`` for ``beta.rc2``, or where it is news by nothing."""
    return said.stage == own.stage or (own.stage.endswith(said.stage) if said.stage else is_news)


def _place(said: Number, own: Identifier, words: Sequence[str], named: frozenset[str]) -> _Place | None:
    """Return the words that say a number with its project; ``None`` where another's may be meant."""
    project = [word.rstrip("s") for word in own.project]
    is_telling = said.is_signed and len(said.form) >= TELLING
    if not project:
        return _Place(said.start, said.stop) if is_telling else None
    if project[0] not in named:
        return None
    before, behind = (BEFORE, BEHIND) if said.is_signed or own.is_version else (BESIDE, 0)
    if (at := _last(words, project, max(0, said.start - before), said.start)) is not None:
        return _Place(at if said.start - at - len(project) < NEXT else said.start, said.stop)
    if (at := _last(words, project, said.stop, said.stop + behind)) is not None and words[at - 1] in _OF:
        return _Place(said.start, at + len(project) if at - said.stop < NEXT else said.stop)
    return _Place(said.start, said.stop, is_beside=False) if is_telling and named.issuperset(project) else None


def _last(words: Sequence[str], project: Sequence[str], start: int, stop: int) -> int | None:
    """Return where a project is named last between two places."""
    for at in range(min(stop, len(words)) - len(project), start - 1, -1):
        if words[at] == project[0] and words[at : at + len(project)] == project:
            return at
    return None

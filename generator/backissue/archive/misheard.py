"""Names that recognisers seem to have got wrong in talks: what sounds like a name of the archive and is none itself.

Three things speak for it: the other part of a person's name stands beside it; a coined name stands there in pieces or
with a number in words; or it is written as a name, sounds like one, and no text that people wrote has such a word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from backissue.archive.archive import Archive
from backissue.archive.corrections import HEARD_KINDS
from backissue.archive.listings import listings
from backissue.archive.spoken_of import spoken_of
from backissue.date_words import MONTH_NUMBERS, WEEKDAY_NAMES
from backissue.function_words import FUNCTION_WORDS
from backissue.mentions import items_of
from backissue.mentions.heard_names import PIECES, in_pieces
from backissue.mentions.names import Form, Of
from backissue.mentions.shapes import BEGINS, CAPITAL, is_name, seen_in, shapes
from backissue.mentions.spoken_tokens import Token, alike, keys, skeleton, sound, spelled, tokens
from backissue.mentions.weighing import names_of
from backissue.model import Page

SHORTEST = 4
"""Letters of a word that may be a name heard wrongly."""
RESEMBLES = 0.6
"""The share of sounds that part of a person's name has in common with it, where the other part is right."""
SOUNDS = 3
"""Sounds of a name, vowels left out, by which alone it is found."""
AROUND = 40
"""Characters of the text before and behind a name that are shown."""
_ORDINARY = FUNCTION_WORDS.union(MONTH_NUMBERS, WEEKDAY_NAMES)
"""Words that have capitals and mean nobody."""


class Place(NamedTuple):
    """Where something was heard: the page's file below ``content/``, and the text around it."""

    path: str
    context: str


@dataclass(frozen=True, slots=True)
class Misheard:
    """A name and what was heard for it, the most frequent first, each with its number; ``place`` is the first one."""

    meant: str
    heard: tuple[tuple[str, int], ...]
    place: Place

    @property
    def times(self) -> int:
        """How often it was heard wrongly."""
        return sum(number for _, number in self.heard)


class _Known(NamedTuple):
    """The names of an archive: coined ones by their letters, single words by their sounds, and the parts of people's.

    ``words`` are all that texts by people and names have.
    """

    coined: Mapping[str, str]
    begun: frozenset[str]
    by_sound: Mapping[str, Sequence[str]]
    beside: Mapping[str, Sequence[tuple[str, bool]]]
    words: frozenset[str]


def misheard(archive: Archive) -> tuple[Misheard, ...]:
    """Return what talks seem to have heard wrongly of the names of titles, people and topics, the most frequent first.

    What ``names`` of ``archive.yml`` puts right is to be put right before. The time grows with the words of the talks.
    """
    known = _known(archive)
    counts, places = defaultdict[str, Counter[str]](Counter), dict[str, Place]()
    talks = [page for page in archive.pages if page.item.kind in HEARD_KINDS]
    for page in archive.store.counted("Looking for names", talks):
        text = archive.document(page).text()
        for meant, start, end in _in_text(text, known):
            counts[meant][text[start:end]] += 1
            around = text[max(0, start - AROUND) : end + AROUND]
            places.setdefault(meant, Place(page.path, " ".join(around.split())))
    found = (Misheard(meant, tuple(heard.most_common()), places[meant]) for meant, heard in counts.items())
    return tuple(sorted(found, key=lambda one: (-one.times, one.meant)))


def _known(archive: Archive) -> _Known:
    subjects = [*items_of(archive.pages), *spoken_of(archive, listings(archive))]
    named = [name for one in subjects for name in names_of(one) if name.of is Of.ITEM]
    people = dict.fromkeys(person for page in archive.pages for person in page.item.people)
    topics = dict.fromkeys(topic for page in archive.pages for topic in page.item.topics)
    coined = {name.key: name.written for name in named if name.form in {Form.NUMBERED, Form.COINED}}
    single = [
        one.written for one in named if len(one.words) == 1 and (one.form is not Form.ACRONYM or len(one.key) > 4)
    ]
    single += [word for topic in topics if len(words := topic.split()) == 1 for word in words]
    by_sound = defaultdict[str, list[str]](list)
    for written in dict.fromkeys([*single, *(part for person in people for part in person.split())]):
        if len(own := "".join(keys(written))) >= SHORTEST and len(skeleton(own)) >= SOUNDS:
            by_sound[skeleton(own)].append(written)
    by_hand = {word for page in archive.pages for word in _words_by_people(archive, page)}
    by_hand.update(*(keys(text) for text in (*people, *topics, *(one.title for one in subjects))))
    begun = frozenset(key[:end] for key in coined for end in range(1, len(key) + 1))
    return _Known(coined, begun, by_sound, _beside(people), frozenset(by_hand))


def _words_by_people(archive: Archive, page: Page) -> Iterable[str]:
    return [] if page.item.kind in HEARD_KINDS else keys(archive.document(page).text())


def _beside(people: Iterable[str]) -> Mapping[str, Sequence[tuple[str, bool]]]:
    """Return for each part of a name what stands beside it, and whether behind it."""
    found = defaultdict[str, list[tuple[str, bool]]](list)
    for person in people:
        for one, other in pairwise(person.split()):
            for own, its, is_behind in ((one, other, True), (other, one, False)):
                if (its, is_behind) not in found[key := "".join(keys(own))]:
                    found[key].append((its, is_behind))
    return found


def _in_text(text: str, known: _Known) -> Iterator[tuple[str, int, int]]:
    """Yield the names that are meant in a text, and from where to where they stand there."""
    words = [token for token in tokens(text) if token.key]
    seen = seen_in(shapes(text, words))
    spoken = [token.key for token in words]
    small = {word for word, shape in zip(spoken, seen, strict=True) if not shape & (CAPITAL | BEGINS)}
    at = 0
    while at < len(words):
        found = _pieces(text, words, spoken, at, known) or _word(words, seen, at, known, small)
        if found:
            meant, stop = found
            yield meant, words[at].start, words[stop - 1].end
            at = stop
        else:
            at += 1


def _pieces(text: str, words: Sequence[Token], spoken: Sequence[str], at: int, known: _Known) -> tuple[str, int] | None:
    """Return a coined name that stands in other pieces than it is written in, and the word behind it."""
    if spoken[at] not in known.begun:
        return None
    ends = [(key, stop) for key, stop in in_pieces(spoken, at, known.begun) if key in known.coined]
    if not ends:
        return None
    key, stop = ends[-1]
    heard, meant = text[words[at].start : words[stop - 1].end], known.coined[key]
    is_other = stop - at > 1 and heard.casefold() != meant.casefold() and stop - at <= PIECES
    return (meant, stop) if is_other else None


def _word(
    words: Sequence[Token], seen: Sequence[int], at: int, known: _Known, small: set[str]
) -> tuple[str, int] | None:
    """Return the name that a word sounds like, and the word behind it."""
    key = words[at].key
    if len(key) < SHORTEST or not seen[at] & CAPITAL or key in known.words or key in _ORDINARY:
        return None
    for other, is_before in ((at - 1, True), (at + 1, False)):
        if 0 <= other < len(words):
            for meant, is_behind in known.beside.get(words[other].key, ()):
                if is_behind is is_before and _resembles(key, "".join(keys(meant))):
                    return meant, at + 1
    if not is_name(seen[at]) or key in small:
        return None
    near = [one for one in known.by_sound.get(skeleton(key), ()) if alike(sound("".join(keys(one))), sound(key))]
    return (near[0], at + 1) if near else None


def _resembles(heard: str, meant: str) -> bool:
    return SequenceMatcher(None, spelled(heard), spelled(meant)).ratio() >= RESEMBLES

"""Who wrote and who spoke: which names mean the same person, and what each has to do with.

A name's slug tells people apart: spellings that differ in case, accents that ASCII has letters for, points and hyphens
are one. A page below ``content/people`` gives aliases for others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePosixPath

from backissue.model import Note, Page, is_about_person
from backissue.text import slugify

FOLDER = "people/"
"""The folder of the site for the pages of people."""

OFTEN = 2
"""Items from which on a person has a page: with fewer it would say no more than the item does."""

FEWEST = 3
"""People with a page from whom on their list is worth a way to it."""

CROWD = 40
"""People of an item beyond whom nobody is said to have worked with another, as in collaborations of thousands."""

_LONGEST = 80
"""Characters of a name; what is longer is a sentence."""

_WORDS = 8
"""Words of a name, likewise."""

_NOBODY = frozenset(
    "advertisement all anon anonymous audience author authors editor editors everyone guest guests host hosts moderator"
    " multiple n/a na nobody none other others panel panelists speaker speakers sponsor sponsors staff tba tbd team"
    " unattributed unidentified unknown various".split()
)
"""Words that stand for a name where none is known; also with a number or another of them behind."""

_ABOUT = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?")
_NO_NAME = re.compile(r"^[\[({<]|\bet\s+al\b|\bsponsor(?:ed|s)?\b|@|://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """An author or a speaker, with their items, newest first, and what somebody wrote about them.

    ``name`` is the one of the note, else the spelling that most items have.
    """

    slug: str
    name: str
    pages: tuple[Page, ...]
    note: Note | None = None


def plain_name(name: str) -> str:
    """Return a name without what stands in brackets behind it; empty for what is nobody's name.

    >>> plain_name("Ada Lovelace (Analytical Engines)"), plain_name("Speaker 2"), plain_name("[Applause]")
    ('Ada Lovelace', '', '')
    >>> [plain_name(name) for name in ("Shinn et al.", "Unknown speaker", "Our sponsor", "Guest", "Guesteau")]
    ['', '', '', '', 'Guesteau']
    """
    name = " ".join(name.split())
    if len(name) > _LONGEST or _NO_NAME.search(name):
        return ""
    name = _ABOUT.sub("", name)
    words = _WORD.findall(name)
    is_placeholder = all(word.casefold() in _NOBODY or len(word) == 1 for word in words)
    return name if words and len(words) <= _WORDS and not (is_placeholder and not _is_short(words)) else ""


def _is_short(words: Sequence[str]) -> bool:
    """Return whether all words of a name are single letters, as those of people known by them and of many scripts."""
    return all(len(word) == 1 for word in words)


def former_names(notes: Iterable[Note]) -> Mapping[str, str]:
    """Return the slugs of the other names that notes give, each with the slug of the person who is meant."""
    found: dict[str, str] = {}
    for note in notes:
        if is_about_person(note.path):
            slug = PurePosixPath(note.path).stem
            found |= {other: slug for alias in note.aliases if (other := slugify(alias)) != slug}
    return found


class People:
    """The people of an archive who have a page.

    Args:
        pages: all items, in any order.
        notes: the pages by hand, by path.
        published: the addresses that the archive has had: who has had a page keeps it while there is an item.
    """

    def __init__(self, pages: Iterable[Page], notes: Mapping[str, Note], published: Collection[str]) -> None:
        own = {PurePosixPath(path).stem: note for path, note in notes.items() if is_about_person(path)}
        leads = {slugify(note.title): slug for slug, note in own.items() if note.title}
        leads |= former_names(own.values())
        self._slug = cache(lambda name: _slug_of(name, leads))
        found, spelled = defaultdict[str, list[Page]](list), defaultdict[str, Counter[str]](Counter)
        for page in pages:
            for slug, name in {self._slug(name): name for name in reversed(page.item.people)}.items():
                found[slug].append(page)
                spelled[slug][plain_name(name)] += 1
        found.pop("", None)
        self.named = len(found)
        """How many people are named at all."""
        self.by_slug: Mapping[str, Person] = {
            slug: Person(slug, _name(own.get(slug), spelled[slug]), tuple(pages), own.get(slug))
            for slug, pages in sorted(found.items())
            if len(pages) >= OFTEN or slug in own or f"{FOLDER}{slug}/" in published
        }
        """Those who have a page, by slug."""

    def of(self, name: str) -> Person | None:
        """Return the person whom a name means, if they have a page."""
        return self.by_slug.get(self._slug(name))

    def slug_of(self, name: str) -> str:
        """Return the slug of the person whom a name means, if they have a page; else an empty one."""
        person = self.of(name)
        return person.slug if person else ""

    @property
    def are_listed(self) -> bool:
        """Whether there are enough of them for a list that pages lead to. It has an address even where not."""
        return len(self.by_slug) >= FEWEST

    def beside(self, person: Person) -> list[tuple[Person, int]]:
        """Return the others of a person's items who have pages, with the number of items they share, most first."""
        shared: Counter[str] = Counter()
        for page in person.pages:
            if len(page.item.people) <= CROWD:
                shared.update({self._slug(name) for name in page.item.people} - {person.slug})
        known = [(self.by_slug[slug], number) for slug, number in shared.items() if slug in self.by_slug]
        return sorted(known, key=lambda pair: (-pair[1], pair[0].name))


def _slug_of(name: str, leads: Mapping[str, str]) -> str:
    slug = _own_slug(name)
    return leads.get(slug, slug)


@lru_cache(maxsize=1 << 17)
def _own_slug(name: str) -> str:
    plain = plain_name(name)
    return slugify(plain) if plain else ""


def _name(note: Note | None, spelled: Counter[str]) -> str:
    """Return what a person is called: of spellings equally frequent, the first of the alphabet."""
    return (note and note.title) or min(spelled, key=lambda name: (-spelled[name], name))

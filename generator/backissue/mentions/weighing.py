"""Titles weighed: how much their words tell in the archive, and by which names and numbers they are known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise, repeat
from typing import NamedTuple

from backissue.function_words import FUNCTION_WORDS
from backissue.mentions.identifiers import Identifier, identifiers
from backissue.mentions.names import Form, Name, Of, Owned, names, owned
from backissue.mentions.spoken_tokens import keys, skeleton
from backissue.mentions.subjects import Subject
from backissue.mentions.surprise import Surprise
from backissue.mentions.titles import SHORTEST, Title
from backissue.store import digest

RARE = 8.0
"""Bits of a word by which a title is looked for."""
RARER = 10.0
"""Bits of a name that a title has among its words: one that is its item's own may be less rare."""
COMMON = 64
"""A word that stands in more titles than this leads to none of them: so the work stays linear."""
LENGTH = 150
"""Words of an item's text that say what it is about: an abstract."""
_EMPTY = frozenset(word.replace("'", "") for word in FUNCTION_WORDS)
_DASHES = ("-", "\u2013", "\u2014")


class Context(NamedTuple):
    """What is known of a title from all the others: words and sounds of too many of them, and whose names are whose."""

    common: frozenset[str]
    loud: frozenset[str]
    owned: Owned


def context_of(subjects: Iterable[Subject], names: Iterable[Sequence[Name]]) -> Context:
    """Return what the titles of subjects, which have these names, have in common."""
    words, sounds = Counter[str](), Counter[str]()
    for one in subjects:
        own, name = keys(one.title), keys(_name(one.title))
        words.update(set(own))
        sounds.update(sound for sound, _ in _sounds(own[: len(name)]))
    return Context(_of_too_many(words), _of_too_many(sounds), owned(names))


def _of_too_many(counts: Mapping[str, int]) -> frozenset[str]:
    return frozenset(name for name, number in counts.items() if number > COMMON)


def weigh(subjects: Iterable[Subject], surprise: Surprise, texts: Iterable[Sequence[str]] = ()) -> tuple[Title, ...]:
    """Return the titles of subjects, weighed, with what leads to each; ``texts`` are the words of the subjects."""
    found = [*subjects]
    named = [*map(names_of, found)]
    context = context_of(found, named)
    with_texts = zip(found, named, chain(texts, repeat(())), strict=False)
    return tuple(weigh_title(one, own, surprise, context, partial(tuple, text)) for one, own, text in with_texts)


def names_of(one: Subject) -> list[Name]:
    """Return the names of a subject. Issues and talks as a whole have none but their titles."""
    if one.is_issue or one.is_talk:
        return []
    given = "" if one.anchor else one.page.item.extra.get("short", "")
    return names(one.title, _name(one.title), filter(None, map(str.strip, given.split(","))))


def _numbers(one: Subject) -> tuple[Identifier, ...]:
    """Return the numbers of a subject: of an issue the one by which it is called, of a talk none."""
    if one.is_talk:
        return ()
    found = identifiers(one.title)
    return tuple(own._replace(project=own.project[-1:]) for own in found[:1] if own.project) if one.is_issue else found


def _about(
    title: Sequence[str], text: Sequence[str], called: Iterable[Name], surprise: Surprise
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the rare words and the others that are said of an item, without their plural's ending and its names."""
    own = {word for name in called for word in name.words}
    said = {word for word in (*title, *text[:LENGTH]) if len(word) > 1 and word not in _EMPTY and word not in own}
    rare = frozenset(word.rstrip("s") for word in said if surprise.alone(word) >= RARE)
    return rare, frozenset(word.rstrip("s") for word in said) - rare


def weigh_title(
    one: Subject, own: Sequence[Name], surprise: Surprise, context: Context, text: Callable[[], Sequence[str]]
) -> Title:
    """Return the title of a subject, weighed, which has names of its ``own``; ``text`` gives its words, if asked."""
    before_colon = _name(one.title)
    words, name = tuple(keys(one.title)), len(keys(before_colon))
    worth = tuple(surprise.behind(before, word) for before, word in pairwise(("", *words)))
    leads = {word: surprise.alone(word) for word in words if word not in context.common}
    leads = {word: bits for word, bits in leads.items() if bits >= RARE}
    sounds: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for sound, word in _sounds(words[:name]):
        if sound not in context.loud:
            sounds[sound].append((word, surprise.alone(word)))
    support = [word for word in words[name:] if surprise.alone(word) >= RARE]
    called = context.owned.kept(own, partial(_is_rare, surprise=surprise))
    rare, usual = _about(words, text(), called, surprise) if called else (frozenset[str](), frozenset[str]())
    told = (worth, support, leads, [*sounds.items()], called, sorted(rare), sorted(usual))
    return Title(
        subject=one,
        words=words,
        worth=worth,
        name=name,
        is_coined=_is_coined(before_colon),
        support=frozenset(support),
        leads=leads,
        sounds=sounds,
        numbers=_numbers(one),
        names=called,
        rare=rare,
        usual=usual,
        day=one.day,
        key=digest(repr((one.key, one.title, one.day, *told))),
    )


def _is_rare(name: Name, surprise: Surprise) -> bool:
    if name.of is Of.ITEM and name.form in {Form.NUMBERED, Form.COINED}:
        return True
    return max(map(surprise.alone, name.words)) >= (RARE if name.of is Of.ITEM else RARER)


def _sounds(name: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the sounds of the words of a name by which it can be looked for, and the words."""
    for word in name:
        if len(word) >= SHORTEST and len(sound := skeleton(word)) > 2:
            yield sound, word


def _name(title: str) -> str:
    """Return the name that stands before a title's colon or dash; empty where there is none.

    >>> _name("PaLM-E: An Embodied Model"), _name("Muse - Text to Image"), _name("A Survey of: (it) all")
    ('PaLM-E', 'Muse', 'A Survey of')
    """
    parts = title.split()
    for at, part in enumerate(parts[:-1]):
        last = part.removesuffix(":")
        before = " ".join([*parts[:at], "" if part in _DASHES else last]).rstrip()
        if (last != part or part in _DASHES) and before and (before[-1].isalnum() or before[-1] == "_"):
            return before
    return ""


def _is_coined(name: str) -> bool:
    """Return whether a name is no plain word: capitals or digits stand inside it, as in ``GPT-4`` or ``LoRA``."""
    letters = ("A" if char.isupper() else "a" if char.isalpha() else char for char in name)
    kinds = "".join("0" if char.isdigit() else char for char in letters)
    return any(inner in kinds for inner in ("aA", "AA", "0A", "0a", "a0", "A0", "a-0", "A-0"))

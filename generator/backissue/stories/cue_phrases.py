"""How speakers mark where a story begins, goes on and ends: the phrases of each language, and how much each weighs.

They are data, a file a language in ``cues/``, to which another can be added; the phrases of all count in every talk.

Cue phrases tell most about the structure of speech (Hirschberg and Litman 1993, "Empirical Studies on the
Disambiguation of Cue Phrases"; Passonneau and Litman 1997, "Discourse Segmentation by Human and Automated Means"); in
news it is phrases of the domain (Reynar 1999, "Statistical Models for Topic Segmentation"). The weights are not fitted
to any text: a phrase that announces a story (3) is enough by itself, one that news items are told with (2) or that
often stands at a beginning (1) needs other evidence beside it, and one that refers back speaks against a beginning.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, takewhile
from pathlib import Path

SURE = 3.0
"""What a phrase weighs that is enough by itself."""
_FIRST = 300
"""Characters of a unit that its opening is looked for in."""
_BEFORE, _FILLED = 3, 4
"""Words that may stand before a phrase of an archive's own, and how many may follow them that only begin to speak."""
_FOLDER = Path(__file__).with_name("cues")
"""A file for each language. Their patterns are regular expressions of ours; nothing that an archive holds is one."""
_NAMED = re.compile(r"<([A-Z_]+)>")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase weighs, and its pattern for small letters."""

    weight: float
    pattern: str
    compiled: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern, re.IGNORECASE))

    def end(self, text: str) -> int:
        """Return where the phrase ends that ``text`` begins with; 0 where it begins with another."""
        found = self.compiled.match(text)
        return found.end() if found else 0

    def is_in(self, text: str) -> bool:
        """Return whether the phrase stands anywhere in ``text``."""
        return bool(self.compiled.search(text))


def read_language(text: str) -> tuple[Mapping[str, str], Mapping[str, tuple[tuple[Cue, str], ...]]]:
    """Return the named words of a language, and its phrases by table, each with its example.

    ``text`` is TOML: ``words`` by their names, and for each table rows of a weight, a pattern and an example.
    """
    read = tomllib.loads(text)
    words: Mapping[str, str] = read.pop("words", {})

    def cue(weight: float, pattern: str, example: str) -> tuple[Cue, str]:
        return Cue(weight, _NAMED.sub(lambda name: words[name[1]], pattern)), example

    return words, {table: tuple(cue(*row) for row in rows) for table, rows in read.items()}


LANGUAGES = {path.stem: read_language(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml"))}
"""The phrases of each language, by its tag."""


def _of_all(table: str) -> tuple[Cue, ...]:
    """Return the phrases of all languages, since a talk may quote or change its language."""
    return tuple(cue for _, tables in LANGUAGES.values() for cue, _ in tables.get(table, ()))


OPENINGS, BACK, CLOSINGS, GREETINGS, FAREWELLS = map(
    _of_all, ("openings", "back", "closings", "greetings", "farewells")
)
_ENGLISH = LANGUAGES["en"][0]
STORY, WORK, ORDER, TELLS = (_ENGLISH[name] for name in ("STORY", "WORK", "ORDER", "TELLS"))
SUBJECT, SUBJECT_BEGINS = _ENGLISH["SUBJECT"], _ENGLISH["SUBJECT_BEGINS"]
_BREAK = Cue(
    SURE,
    r"\b(?:(?:and|now|so|okay|all right|alright) )*"
    rf"(?:in other {STORY}|(?:our|the) (?:first|next|last|final) {STORY}|also (?:this week|in the {STORY})|"
    r"moving on to|next up|last but not least|speaking of|switching gears)\b",
)
"""In words without full stops: what would not stand inside a sentence."""
_FILLERS, _CONJUNCTIONS, FUNCTION_WORDS = (
    frozenset(word for words, _ in LANGUAGES.values() for word in words.get(name, "").split())
    for name in ("FILLERS", "CONJUNCTIONS", "FUNCTION")
)


def normalise(text: str) -> str:
    """Return the words as the rules read them: small letters, plain apostrophes, single blanks, no quotation marks."""
    return " ".join(text.lower().replace("\u2019", "'").replace('"', "").split())


def first_word(text: str) -> str:
    """Return the letters and digits that ``text`` begins with.

    >>> first_word("it's late"), first_word("...")
    ('it', '')
    """
    return "".join(takewhile(str.isalnum, text))


def without_fillers(said: str) -> str:
    """Return what :func:`normalise` made without the words that only begin to speak.

    >>> without_fillers("okay, so now in other news"), without_fillers("all right.")
    ('in other news', 'all right.')
    """
    while True:
        word, _, rest = said.removeprefix("all ").partition(" ")
        fillers = {"right"} if said.startswith("all ") else _FILLERS
        if not rest or word.rstrip(",.!") not in fillers:
            return said
        said = rest


_SUREST = tuple(
    (weight, re.compile("|".join(f"(?:{cue.pattern})" for cue in OPENINGS if cue.weight == weight), re.IGNORECASE))
    for weight in sorted({cue.weight for cue in OPENINGS}, reverse=True)
)
"""The openings of each weight as one pattern, the surest first."""


@lru_cache(maxsize=1 << 12)
def opening(said: str) -> float:
    """Return how much a unit's first words announce a story, 0 to 3; less behind a conjunction, unless sure."""
    core = without_fillers(said[:_FIRST])
    best = next((weight for weight, pattern in _SUREST if pattern.match(core)), 0.0)
    return best - 1 if 0 < best < SURE and first_word(said) in _CONJUNCTIONS else best


@lru_cache
def own_cue(phrases: Sequence[str]) -> Cue | None:
    """Return an archive's own phrases as one that announces a story, fillers before them included; none without any.

    They are plain words, whatever marks stand between them in a text.

    >>> cue = own_cue(("now to the weather",))
    >>> cue.end("okay, now: to the weather, which"), cue.end("know to the weather")
    (25, 0)
    """
    fillers = "|".join(map(re.escape, sorted(_FILLERS)))
    plain = (
        r"\W+".join(map(re.escape, normalise(phrase).split())) for phrase in sorted(phrases, key=len, reverse=True)
    )
    return Cue(SURE, rf"\b(?:(?:{fillers})\W+){{0,{_FILLED}}}(?:{'|'.join(plain)})(?!\w)") if phrases else None


def announced(text: str, own: Cue | None) -> int:
    """Return after how many words of ``text`` the first of an archive's own phrases ends; 0 if it begins with none.

    A few words may stand before it.
    """
    said = normalise(text[:_FIRST])
    found = own.compiled.search(said) if own else None
    is_soon = found and len(said[: found.start()].split()) <= _BEFORE
    return len(said[: found.end()].split()) if found and is_soon else 0


def announcements(words: Sequence[str], own: Cue | None = None) -> Iterator[int]:
    """Yield the positions, in words without full stops, at which a phrase begins that can only announce a story.

    ``own`` are the archive's own phrases.
    """
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    text = " ".join(words)
    found = {phrase.start() for cue in (_BREAK, own) if cue for phrase in cue.compiled.finditer(text)}
    yield from (bisect_right(starts, start) - 1 for start in sorted(found) if start)


def reference_back(said: str, *, known: bool) -> float:
    """Return how much a unit's first words refer to what came before, 0 to -2; ``known`` if they name nothing new."""
    core = without_fillers(said)
    back = min((cue.weight for cue in BACK if cue.end(core)), default=0.0)
    if known and core.startswith("the "):
        return -1.5
    return min(back, -1.0) if first_word(said) in _CONJUNCTIONS else back


def closing(said: str) -> float:
    """Return how much a unit ends a story, 0 to 3."""
    return max((cue.weight for cue in CLOSINGS if cue.is_in(said)), default=0.0)


def has_any(said: str, *cues: Cue) -> bool:
    """Return whether one of the phrases stands in a unit."""
    return any(cue.is_in(said) for cue in cues)

"""The readers, one class a format, and which of them a source is for: the one that has the surest sign.

Every class below this package that has a ``name``, ``signs`` and ``read`` is a reader, and so is what a distribution
names as an entry point of the group ``backissue.readers``.
"""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from backissue import sources
from backissue.model import MachineError, Problem
from backissue.sources.dialects.other_markup import SUFFIXES as OTHER_MARKUP
from backissue.sources.pieces import Glance, Reader, Shape, Sign, Source, Strength
from backissue.sources.talks.speakers import is_delimited

GROUP = "backissue.readers"
"""The group of entry points under which other distributions name their readers."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The reader of a source, and by what it was chosen, in words that complete "because it has".

    ``doubt`` says which other reader it could be for, if any.
    """

    reader: Reader
    why: str
    doubt: Problem | None = None


@cache
def readers() -> tuple[Reader, ...]:
    """Return all readers by their names.

    Raises:
        MachineError: one of another distribution cannot be loaded, or has the name of another.
    """
    found = sorted([*_built_in(), *_installed()], key=lambda reader: reader.name)
    names = [reader.name for reader in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise MachineError(f"two readers are called {twice}: uninstall one of them")
    return tuple(found)


def _built_in() -> Iterator[Reader]:
    """Yield a reader of each class of this package's rooms that is one."""
    for module in pkgutil.walk_packages(sources.__path__, f"{sources.__name__}."):
        if module.name.count(".") > 2:
            for thing in vars(import_module(module.name)).values():
                own = isinstance(thing, type) and thing.__module__ == module.name
                if own and {"name", "signs", "read"} <= vars(thing).keys():
                    yield thing()


def _installed() -> Iterator[Reader]:
    """Yield the readers of other distributions, each an entry point that leads to its class."""
    for entry in entry_points(group=GROUP):
        try:
            yield entry.load()()
        except Exception as error:
            package = entry.dist.name if entry.dist else entry.value
            what = f"the reader {entry.name} of {package} cannot be loaded ({error})"
            raise MachineError(f"{what}: update or uninstall it") from error


def recognise(source: Source) -> Recognition | Problem:
    """Return the reader that is named for ``source``, else the one that knows its text by the surest sign.

    Of two that are equally sure it is one of another distribution, else the one named first in :data:`_PREFERRED`.
    A text without any sign is an issue, since people can read it; only data that no reader knows is a problem.
    """
    names = ", ".join(reader.name for reader in readers())
    if said := source.facts.format:
        named = next((reader for reader in readers() if reader.name == said), None)
        unknown = source.problem(0, f"unknown format `{said}`", f"name one of: {names}")
        return Recognition(named, "`format:` in content/archive.yml") if named else unknown
    glance = Glance(source)
    best: list[tuple[Reader, Sign]] = []
    for strength in sorted(Strength, reverse=True):
        # A sign that is less sure than one that was found is not looked for.
        best = best or [(reader, sign) for reader in readers() if (sign := sign_of(reader, glance, strength))]
    if best:
        reader, sign = min(best, key=lambda found: _rank(found[0]))
        why = f"{sign.why} ({sign.strength.name.lower()})"
        return Recognition(reader, why, _doubt(source, reader, [other for other, _ in best]))
    if not glance.filled:
        return source.problem(0, "holds no text", "add what is missing, or remove the file")
    if is_data(glance):
        what, remedy = "is data of no known format", "set `format:` of this source in content/archive.yml to one of"
        return source.problem(0, what, f"{remedy}: {names}")
    name = "issue" if glance.keys else _FALLBACK.get(glance.shape, "issue")
    reader = next(reader for reader in readers() if reader.name == name)
    return Recognition(reader, "text, and no sign of a format")


_PREFERRED = (
    "weekly",
    "datedlist",
    "summary",
    "slides",
    "notes",
    "minutes",
    "speakers",
    "talk",
    "issue",
    "htmlissue",
    "transcript",
)
"""Readers of texts, those first whose signs say most of what a text is."""
_FALLBACK = {Shape.TAGS: "htmlissue"}


def _rank(reader: Reader) -> int:
    """Return the place of a reader among those that are equally sure; what somebody installed comes first."""
    if not type(reader).__module__.startswith(f"{sources.__name__}."):
        return -2
    return _PREFERRED.index(reader.name) if reader.name in _PREFERRED else -1


def _doubt(source: Source, reader: Reader, found: list[Reader]) -> Problem | None:
    others = [other.name for other in found if other is not reader]
    what = f"looks like {' and '.join([reader.name, *others])}, and is read as {reader.name}"
    remedy = "set `format:` of this source in content/archive.yml where that is wrong"
    return source.hint(0, what, remedy) if others else None


def is_data(glance: Glance) -> bool:
    """Return whether a text is data for programs: JSON, XML, or rows of cells."""
    if glance.shape is Shape.TAGS:
        return glance.tags[:1] == ("?xml",) and "html" not in glance.tags
    if glance.shape is Shape.BRACES or glance.suffix in _DATA:
        try:
            json.loads("\n".join(glance.lines))
        except (ValueError, RecursionError):
            return glance.suffix in _DATA
        return True
    filled = [line for line in glance.head if line.strip()]
    return glance.suffix in _ROWS or (glance.suffix not in _MARKED_UP and is_delimited(filled))


_DATA = frozenset({".json", ".jsonl", ".ndjson", ".xml", ".yml", ".yaml", ".toml"})
_ROWS = frozenset({".csv", ".tsv"})
_MARKED_UP = frozenset({".md", ".markdown", ".mdx", ".qmd", ".rmd"}) | OTHER_MARKUP
"""Texts whose lines may have a bar each, as wiki links and tables do, and are for people all the same."""


def sign_of(reader: Reader, glance: Glance, *strengths: Strength) -> Sign | None:
    """Return the first sign of one of ``strengths``, or of any, that ``reader`` has of a text."""
    known = (sign for sign in reader.signs if not strengths or sign.strength in strengths)
    return next((sign for sign in known if glance.shape in sign.shapes and sign.test(glance)), None)

"""The readers, one class a format, and which of them a source is for: the one that has the surest sign.

Every class below this package that has a ``name``, ``signs`` and ``read`` is a reader, and so is what a distribution
names as an entry point of the group ``backissue.readers``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from backissue import sources
from backissue.model import MachineError, Problem
from backissue.sources.pieces import Glance, Reader, Sign, Source, Strength

GROUP = "backissue.readers"
"""The group of entry points under which other distributions name their readers."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The reader of a source, and by what it was chosen, in words that complete "because it has"."""

    reader: Reader
    why: str


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

    None, or two that are equally sure, is a problem: a guess would file the text under a wrong kind.
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
    if len(best) == 1:
        reader, sign = best[0]
        return Recognition(reader, f"{sign.why} ({sign.strength.name.lower()})")
    what = f"looks like {' and '.join(reader.name for reader, _ in best)}" if best else "looks like no known format"
    return source.problem(0, what, f"set `format:` of this source in content/archive.yml to one of: {names}")


def sign_of(reader: Reader, glance: Glance, *strengths: Strength) -> Sign | None:
    """Return the first sign of one of ``strengths``, or of any, that ``reader`` has of a text."""
    known = (sign for sign in reader.signs if not strengths or sign.strength in strengths)
    return next((sign for sign in known if glance.shape in sign.shapes and sign.test(glance)), None)

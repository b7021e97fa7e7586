"""The readers, one module a format. A source is read by the one reader that knows its text best.

Every class below this package that has a ``name``, ``recognise`` and ``read`` is a reader; a format is one new file.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from backissue import sources
from backissue.model import Problem
from backissue.sources.source import Reader, Recognition, Source


def _discover() -> tuple[Reader, ...]:
    modules = [
        import_module(found.name)
        for found in pkgutil.walk_packages(sources.__path__, f"{sources.__name__}.")
        if found.name.count(".") > 2
    ]
    classes = (
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and thing.__module__ == module.__name__
    )
    found = (thing() for thing in classes if {"name", "recognise", "read"} <= vars(thing).keys())
    return tuple(sorted(found, key=lambda reader: str(reader.name)))


READERS: tuple[Reader, ...] = _discover()


def find_reader(source: Source) -> Reader | Problem:
    """The reader that is named for ``source``, else the one that recognises its text most surely.

    None, or two that are equally sure, is a problem: a guess would file the text under a wrong kind.
    """
    names = ", ".join(reader.name for reader in READERS)
    if source.facts.format:
        named = (reader for reader in READERS if reader.name == source.facts.format)
        return next(named, source.problem(0, f"unknown format `{source.facts.format}`", f"name one of: {names}"))
    known = recognitions(source)
    surest = max((found.strength for _, found in known), default=None)
    best = [reader for reader, found in known if found.strength is surest]
    if len(best) == 1:
        return best[0]
    what = f"looks like {' and '.join(reader.name for reader in best)}" if best else "looks like no known format"
    return source.problem(0, what, f"set `format:` of this source in content/archive.yml to one of: {names}")


def recognitions(source: Source) -> list[tuple[Reader, Recognition]]:
    """Every reader that recognises ``source``, with the reason why."""
    return [(reader, found) for reader in READERS if (found := reader.recognise(source))]

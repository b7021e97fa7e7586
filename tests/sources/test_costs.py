"""What it costs to know a text, in calls and in modules, which no slow machine changes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from backissue.model import Problem
from backissue.sources.decoding.encodings import read_lines
from backissue.sources.pieces import Source
from backissue.sources.read import read_by
from backissue.sources.recognise import recognise
from tests.readings import find_reader

SOURCES = Path(__file__).parents[2] / "content" / "sources"


def watched(work: Callable[[], Any]) -> tuple[int, set[str]]:
    """The number of calls that ``work`` makes, and the modules of this package that it enters."""
    entered: set[str] = set()
    calls = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        if event in {"call", "c_call"}:
            calls += 1
        name = str(frame.f_globals.get("__name__", ""))
        if event == "call" and name.startswith("backissue."):
            entered.add(name)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls, entered


def source_of(name: str) -> Source:
    """One of the archive's sources."""
    lines = read_lines(SOURCES / name, name)
    assert isinstance(lines, tuple)
    return Source(name, lines)


def test_recognising_costs_less_than_reading() -> None:
    """Half of it for the papers, whose table all other readers could take long to say no to, and for all together."""
    recognising, reading = Counter[str](), Counter[str]()
    for name in (path.name for path in SOURCES.iterdir()):
        source = source_of(name)
        reader = find_reader(source)
        assert not isinstance(reader, Problem)
        recognising[name], _ = watched(partial(recognise, source))
        reading[name], _ = watched(partial(read_by, reader, source))
    assert 2 * recognising["papers-of-the-week.md"] < reading["papers-of-the-week.md"]
    assert 2 * recognising.total() < reading.total()


def test_a_row_of_a_table_enters_few_modules() -> None:
    source = source_of("papers-of-the-week.md")
    reader = find_reader(source)
    assert not isinstance(reader, Problem)
    _, entered = watched(lambda: (recognise(source), read_by(reader, source)))
    assert len(entered) <= 30, sorted(entered)

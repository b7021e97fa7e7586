"""No reader works with the square of a text: each part of a text takes as many steps as the one before it.

Steps are the lines and calls of Python that are run, so that no slow machine changes them.
"""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest

from backissue.model import Problem
from backissue.sources.dialects.other_markup import as_markdown
from backissue.sources.pieces import Source
from backissue.sources.read import read_by
from backissue.sources.recognise import readers, recognise
from tests.effort import of
from tests.long_texts import TEXTS

PART = 120
"""Units of a part of a text."""
FORMS = [*TEXTS][:: len(TEXTS) // of(len(TEXTS), share=6)]
MORE = 1.25
"""How many times the steps of the part before it a part may take; with a square, it goes to 5/3."""


def read(name: str, number: int) -> str:
    """Read a text of so many units, and return the name of its reader."""
    file, make = TEXTS[name]
    source = as_markdown(Source(file, tuple(make(number).split("\n")), today=date(2026, 11, 28)))
    known = recognise(source)
    assert not isinstance(known, Problem), str(known)
    assert read_by(known.reader, source).items
    return known.reader.name


def steps(name: str, number: int) -> int:
    """Count the steps that reading takes."""
    counted = 0

    def watch(_frame: FrameType, _event: str, _argument: object) -> Any:  # noqa: ANN401 - as sys.settrace has it
        nonlocal counted
        counted += 1
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        read(name, number)
    finally:
        sys.settrace(before)
    return counted


def test_there_is_a_long_text_for_every_reader() -> None:
    assert {reader.name for reader in readers()} == {name.partition(" ")[0] for name in TEXTS}
    assert [name for name in TEXTS if read(name, 40) != name.partition(" ")[0]] == []


@pytest.mark.parametrize("name", FORMS)
def test_a_part_of_a_long_text_costs_what_the_part_before_it_does(name: str) -> None:
    read(name, PART)  # what is made once, such as patterns, counts for none
    one, two, three = (steps(name, number * PART) for number in (1, 2, 3))
    assert three - two <= MORE * (two - one), f"{one}, {two}, {three} steps"

"""Text that was read in the wrong encoding before it came here."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.sources.decoding.mojibake import find_mojibake

CASES = Path(__file__).parents[2] / "cases" / "encodings"


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (CASES / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("encoding", "text"), rows("mojibake.tsv"))
def test_utf8_that_was_read_as_something_else_is_one_problem(encoding: str, text: str) -> None:
    damaged = text.encode().decode(encoding, "ignore")
    ((line, what, _),) = find_mojibake(["plain", damaged, damaged])
    assert line == 2
    assert "read in the wrong encoding, and 1 more line has the like" in what


@pytest.mark.parametrize(("_", "text"), [*rows("mojibake.tsv"), *rows("texts.tsv")])
def test_what_is_right_is_no_problem(_: str, text: str) -> None:
    assert not list(find_mojibake([text, text]))


@given(st.lists(st.text(alphabet=st.characters(codec="latin-1"))))
def test_any_lines_can_be_looked_at(lines: list[str]) -> None:
    assert len(list(find_mojibake(lines))) <= 1

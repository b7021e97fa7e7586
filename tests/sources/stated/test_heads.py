"""Heads of all dialects: golden cases as files, and that no line of a head is lost or invented.

A case is a folder ``tests/cases/heads/<name>`` with ``input.txt`` and ``expected.txt``. ``UPDATE_GOLDEN=1`` writes the
expectations anew; read the difference.
"""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backissue.sources.heads.head_keys import KEYS, is_known
from backissue.sources.heads.head_lines import find_head
from backissue.sources.pieces import Source
from backissue.sources.stated.head_facts import head_fates, read_head
from backissue.text import fold_key

CASES = sorted((Path(__file__).parents[2] / "cases" / "heads").iterdir())
LINES = st.sampled_from(
    ["---", "+++", "{", "}", "title: A", "date: 2024-03-20", "tags: [a", "- b", "", "So: it is.", '"']
)


def shown(source: Source) -> str:
    """A head as a text that a person can check."""
    head = read_head(source)
    facts = [(field.name, getattr(head, field.name)) for field in fields(head)]
    lines = [f"{name}: {value}" for name, value in facts if value and name != "problems"]
    return "".join(f"{line}\n" for line in [*lines, *map(str, head.problems)])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_head_says_what_its_golden_file_says(case: Path) -> None:
    source = Source("input.md", tuple((case / "input.txt").read_text("utf-8").splitlines()))
    golden = case / "expected.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown(source), "utf-8")
    assert shown(source) == golden.read_text("utf-8")


def test_each_key_states_one_fact_and_is_written_folded() -> None:
    keys = [key for known in KEYS.values() for key in known]
    assert len(keys) == len(set(keys))
    assert all(key == fold_key(key) and is_known(key) for key in keys)


@given(st.lists(LINES, max_size=12))
@example(["---", "}", "---"])
@example(["+++", "}", "+++"])
def test_the_lines_of_a_head_and_no_others_have_a_fate(lines: list[str]) -> None:
    source = Source("input.md", tuple(lines))
    assert list(head_fates(read_head(source))) == list(range(1, find_head(lines).end + 1))

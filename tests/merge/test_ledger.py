"""The ledger: what was last written, one line an item, and nothing done where a line of it is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backissue.merge.ledger import FILE, Base, read_ledger, render_ledger
from tests import effort
from tests.archives import put

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FIELDS = st.dictionaries(TEXT.filter(lambda key: key != "id"), TEXT | st.lists(TEXT, max_size=3), max_size=3)
BASES = st.dictionaries(TEXT, st.builds(Base, FIELDS, TEXT), max_size=4)


@settings(max_examples=effort.of(300))
@given(BASES)
def test_a_ledger_reads_back(tmp_path_factory: pytest.TempPathFactory, bases: dict[str, Base]) -> None:
    root = tmp_path_factory.getbasetemp()
    put(root, {"imports.jsonl": render_ledger(bases)})
    ledger, problems = read_ledger(root)
    assert problems == ()
    assert ledger == {name: Base({"id": name, **base.fields}, base.body) for name, base in bases.items()}


def test_a_ledger_has_a_line_an_item_sorted_by_id() -> None:
    lines = render_ledger({"b": Base({"id": "b", "title": "ü"}, "x\n"), "a": Base({}, "")}).splitlines()
    assert lines == [
        '{"id": "a", "fields": {}, "body": ""}',
        '{"id": "b", "fields": {"title": "ü"}, "body": "x\\n"}',
    ]


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == ({}, ())


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"text"',
        "null",
        '{"id": "a"}',
        '{"id": "a", "fields": {}}',
        '{"id": ["a"], "fields": {}, "body": ""}',
        '{"id": "a", "fields": [], "body": ""}',
        '{"id": "a", "fields": {}, "body": 1}',
        '{"id": 1, "fields": {}, "body": ""}',
        "<<<<<<< HEAD",
        "\ud800",
    ],
)
def test_a_broken_line_is_told_of_with_its_number(tmp_path: Path, line: str) -> None:
    good = '{"id": "good", "fields": {}, "body": ""}'
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_bytes(f"{good}\n\n{line}\n".encode("utf-8", "surrogatepass"))
    ledger, problems = read_ledger(tmp_path)
    assert [(problem.line, problem.what) for problem in problems] == [(3, "not an entry of the ledger")]
    assert set(ledger) == {"good"}


def test_a_second_entry_that_says_something_else_is_told_of_and_the_same_again_is_not(tmp_path: Path) -> None:
    """Both happen when two branches that imported are merged."""
    line = '{"id": "a", "fields": {}, "body": ""}\n'
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text(line * 2 + line.replace('""', '"Other.\\n"'), "utf-8")
    _, problems = read_ledger(tmp_path)
    assert [(problem.line, problem.what) for problem in problems] == [(3, "a second entry of a, which differs")]

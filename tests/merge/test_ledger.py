"""The ledger: what was last written of each item, and nothing done where a line of it is broken."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backissue.archive.segments import Segments, read_segments
from backissue.fields import BODY
from backissue.merge.ledger import KIND, Base, read_ledger, revise_ledger
from tests import effort
from tests.archives import put, snapshot
from tests.tables import row, run, segments, source

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = TEXT.filter(lambda key: key not in {"id", BODY.key})
BASES = st.dictionaries(
    TEXT, st.builds(Base, st.dictionaries(NAMES, TEXT | st.lists(TEXT, max_size=3), max_size=3), TEXT), max_size=4
)
FILE = f"{KIND.folder}/damaged.jsonl"


@settings(max_examples=effort.of(300))
@given(BASES)
def test_a_ledger_reads_back(tmp_path_factory: pytest.TempPathFactory, bases: dict[str, Base]) -> None:
    root = tmp_path_factory.mktemp("ledger")
    files = revise_ledger(Segments(KIND), bases)
    put(root, {name: data.decode() for name, data in files.items() if data})
    found = read_segments(root, KIND)
    assert found.problems == ()
    assert read_ledger(found, {}) == {
        name: Base({"id": name, **base.fields}, base.body) for name, base in bases.items()
    }


def test_a_segment_has_a_line_an_item_sorted_by_id_and_the_latest_week_in_its_name() -> None:
    week = {"week": "2023-03-26", "title": "ü", "kind": "paper"}
    bases = {"b": Base({"id": "b", **week}, "x\n"), "a": Base({"week": "2023-03-19"}, "")}
    ((name, data),) = revise_ledger(Segments(KIND), bases).items()
    assert name.startswith("records/items/2023-03-26-")
    assert data
    assert data.decode().splitlines() == [
        '{"id":"a","fields":{"week":"2023-03-19"},"body":""}',
        '{"id":"b","fields":{"kind":"paper","title":"ü","week":"2023-03-26"},"body":"x\\n"}',
    ]


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read_segments(tmp_path, KIND) == Segments(KIND)
    assert read_ledger(Segments(KIND), {}) == {}


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", '"text"', "null", "=======b", "\ud800"),
        '{"id": "a"}',
        '{"id": "a", "fields": {}}',
        '{"id": ["a"], "fields": {}, "body": ""}',
        '{"id": "a", "fields": [], "body": ""}',
        '{"id": "a", "fields": {}, "body": 1}',
        '{"id": 1, "fields": {}, "body": ""}',
        '{"id": "a", "since": "1", "fields": {}, "body": ""}',
        '{"id": "a", "changed": {"title": true}, "fields": {}, "body": ""}',
        '{"id": "a", "changed": 2, "fields": {}, "body": ""}',
        '{"id": "a", "removed": -1}',
    ],
)
def test_a_broken_line_is_told_of_with_its_number(tmp_path: Path, line: str) -> None:
    good = '{"id": "good", "fields": {}, "body": ""}'
    put(tmp_path, {FILE: ""})
    (tmp_path / "content" / FILE).write_bytes(f"{good}\n\n{line}\n".encode("utf-8", "surrogatepass"))
    found = read_segments(tmp_path, KIND)
    assert [(problem.file, problem.line) for problem in found.problems] == [(f"content/{FILE}", 3)]
    assert set(read_ledger(found, {})) == {"good"}


def test_an_import_reads_each_line_once_and_writes_only_what_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def loads(text: str) -> object:
        calls.append(text)
        return json.loads(text)

    lines = sum(len(path.read_text("utf-8").splitlines()) for path in segments(root))
    monkeypatch.setattr("backissue.archive.segments.json", SimpleNamespace(loads=loads, dumps=json.dumps))
    source(root, row(1, topic="Sound"), row(2, "Other", "Other words."))
    before = snapshot(root / "content/records")
    run(root)
    assert len(calls) == lines
    (fresh,) = snapshot(root / "content/records").items() - before.items()
    assert [json.loads(line)["id"] for line in fresh[1].splitlines()] == ["arxiv:2303.00002"]

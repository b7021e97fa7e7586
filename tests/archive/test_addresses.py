"""The records of addresses: read strictly, written so that they read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.addresses import KIND, Address, read_addresses, revise_addresses
from backissue.archive.segments import Segments, read_segments
from tests.archives import put


def test_a_record_has_a_line_an_address_sorted_without_what_is_empty_and_reads_back(tmp_path: Path) -> None:
    known = {
        "weeks/2023-03-26/b/": Address("weeks/2023-03-26/b/", "arxiv:1", "about/"),
        "": Address(""),
        "about/": Address("about/"),
    }
    ((name, data),) = revise_addresses(Segments(KIND), known).items()
    assert name.startswith("records/addresses/2023-03-26-")
    assert data
    assert data.decode().splitlines() == [
        '{"path":""}',
        '{"path":"about/"}',
        '{"path":"weeks/2023-03-26/b/","id":"arxiv:1","to":"about/"}',
    ]
    put(tmp_path, {name: data.decode()})
    segments = read_segments(tmp_path, KIND)
    assert (read_addresses(segments), segments.problems) == (known, ())


def test_no_record_is_an_empty_one(tmp_path: Path) -> None:
    assert read_addresses(read_segments(tmp_path, KIND)) == {}


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", "null", '"text"', "{}"),
        *('{"path": 1}', '{"path": "a/", "id": 1}', '{"path": "a/", "colour": "red"}', '{"path": "a/", "to": ["b/"]}'),
        *('{"path": "../a/"}', '{"path": "a/", "to": "../b/"}', '{"path": "a/", "to": "javascript:alert(1)"}'),
        *('{"path": "a/", "to": "//evil.example/"}', '{"path": ".git/"}'),
    ],
)
@pytest.mark.parametrize("file", ["addresses.jsonl", f"{KIND.folder}/2023-03-26-0123456789ab.jsonl"])
def test_a_broken_line_is_told_of_with_its_number_and_the_others_count(tmp_path: Path, file: str, line: str) -> None:
    put(tmp_path, {file: f'{{"path": "good/"}}\n\n{line}\n'})
    segments = read_segments(tmp_path, KIND)
    assert [(problem.file, problem.line) for problem in segments.problems] == [(f"content/{file}", 3)]
    assert set(read_addresses(segments)) == {"good/"}

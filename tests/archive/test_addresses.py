"""The record of addresses: read strictly, written so that it reads back."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.addresses import FILE, Address, read_addresses, render_addresses
from tests.archives import put


def test_a_record_has_a_line_an_address_sorted_without_what_is_empty_and_reads_back(tmp_path: Path) -> None:
    known = {
        "weeks/2023-03-26/b/": Address("weeks/2023-03-26/b/", "arxiv:1", "about/"),
        "": Address(""),
        "about/": Address("about/"),
    }
    text = render_addresses(known)
    assert text.splitlines() == [
        '{"path": ""}',
        '{"path": "about/"}',
        '{"path": "weeks/2023-03-26/b/", "id": "arxiv:1", "to": "about/"}',
    ]
    put(tmp_path, {"addresses.jsonl": text})
    assert read_addresses(tmp_path) == (known, ())


def test_no_record_is_an_empty_one(tmp_path: Path) -> None:
    assert read_addresses(tmp_path) == ({}, ())


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", "null", '"text"', "{}", "<<<<<<< HEAD"),
        *('{"path": 1}', '{"path": "a/", "id": 1}', '{"path": "a/", "colour": "red"}', '{"path": "a/", "to": ["b/"]}'),
        *('{"path": "../a/"}', '{"path": "a/", "to": "../b/"}', '{"path": "a/", "to": "javascript:alert(1)"}'),
        *('{"path": "a/", "to": "//evil.example/"}', '{"path": ".git/"}'),
    ],
)
def test_a_broken_line_is_told_of_with_its_number_and_the_others_count(tmp_path: Path, line: str) -> None:
    put(tmp_path, {"addresses.jsonl": f'{{"path": "good/"}}\n\n{line}\n'})
    known, problems = read_addresses(tmp_path)
    assert [(problem.file, problem.line) for problem in problems] == [(FILE, 3)]
    assert set(known) == {"good/"}

"""Which sources call papers by their own titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.own_titles import own_titles


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("papers.md", "Some words.\n\n| Week | title | abstract |\n|---|---|---|\n| 1 | A | B |\n"),
        ("papers.csv", "date,Title,Authors\n2023-03-26,A,B\n"),
        ("papers.tsv", "Paper Title\tWhy\nA\tB\n"),
        ("papers.jsonl", '{"name": "A", "paper_title": "A: B"}\n'),
        ("papers.json", '[\n{"title": "A", "abstract": "B"}\n]\n'),
        ("papers.bib", "@misc{a, title = {A}}\n"),
    ],
)
def test_a_table_of_titles_beside_abstracts_or_authors_has_the_papers_own(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / name).write_text(text, "utf-8")
    assert own_titles(tmp_path, [name]) == {name}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("letter.md", "## Papers\n\n1. **Reflexion** - it reflects.\n"),
        ("letter.md", "| **Paper** | **Links** |\n|---|---|\n| 1) **Reflexion** - it reflects | [Paper](x) |\n"),
        ("papers.csv", "title,summary,link\nReflexion,It reflects,x\n"),
        ("papers.json", "[{"),
        ("papers.csv", ""),
        ("talk.vtt", "title,abstract\n"),
    ],
)
def test_what_a_newsletter_calls_papers_is_not_taken_for_their_titles(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / name).write_text(text, "utf-8")
    assert own_titles(tmp_path, [name, "missing.csv", "../climbs.csv"]) == set()

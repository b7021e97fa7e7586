"""Whatever is repeated in a source, and however often: it is read or it is a problem, and nothing breaks."""

from __future__ import annotations

from datetime import date

import pytest

from backissue.model import Problem
from backissue.sources.dialects.other_markup import as_markdown
from backissue.sources.pieces import Fate, Reading, Source
from backissue.sources.read import read_by
from backissue.sources.recognise import recognise
from backissue.values import LONGEST
from tests.effort import of

SIZE = 5_000
UNITS = (
    *"[](){}<>*_`~$&|#=-+:;,.'\"\\@!?%^",
    *("![", "[a](", "[a][", "[^a]", "[[", "{{", "{%", "{{<", "<a ", "<!--", "<![CDATA[", "<?", "</", "<<", "&#", "\\("),
    *("> ", "- ", "1. ", "    ", "\t", " ", "::: ", "```", "~~~", "---", "+++", "=== ", "!!! ", "'''", '"""'),
    *(
        '{"a":',
        '[{"a":[',
        '"a",',
        "a,",
        "a;",
        "a: ",
        "a = ",
        "a@",
        "https://",
        "=?utf-8?q?",
        "00:01 ",
        "A: ",
        "\\frac{",
    ),
    *("@article{a, ", "TY  - JOUR", "#+begin", ".. ", "* ", "** ", "(a", "<div>", "<table><tr><td>", "<br>", "\u0301"),
    *("\u200b", "\u202e", "\x1b[31m", "00:00:01.000 --> 00:00:02.000", "WEBVTT", "From a", "Content-Type: multipart/a"),
)
BEGINNINGS = {
    "a.md": "",
    "b.md": "---\ntitle: A\n---\n",
    "c.md": "| Week | title | Paper-Link |\n|:--|:--|:--|\n| 2023-01-01 | ",
    "a.txt": "Speaker 1: Hello.\n",
    "a.html": "<html><body><h1>A</h1><p>",
    "b.html": "",
    "a.csv": "title,url,date\n",
    "a.json": '[{"title": "a", "html": "',
    "b.json": "",
    "a.jsonl": '{"a": 1}\n',
    "a.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n",
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    "a.bib": "@article{a, title={",
    "a.ris": "TY  - JOUR\nTI  - ",
    "a.eml": "From: a@b.org\nSubject: A\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\n",
    "a.xml": "<rss><channel><item><title>",
    "a.rst": "A\n===\n\n",
    "a.adoc": "= A\n\n",
    "a.org": "#+TITLE: A\n\n* A\n",
}
FORMS = [(file, unit, end) for file in BEGINNINGS for unit in UNITS for end in ("", "\n")]
TRIED = FORMS[:: len(FORMS) // of(len(FORMS), share=20)]


def read(file: str, text: str) -> Reading | Problem:
    source = as_markdown(Source(file, tuple(text.split("\n")), today=date(2026, 11, 28)))
    known = recognise(source)
    return known if isinstance(known, Problem) else read_by(known.reader, source)


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("file", BEGINNINGS)
def test_a_source_that_repeats_something_is_read_or_is_a_problem(file: str, end: str) -> None:
    """The pieces of the reading tile the source, which the reading itself asserts."""
    for name, unit, behind in TRIED:
        if (name, behind) == (file, end):
            whole = unit + behind
            assert read(file, BEGINNINGS[file] + whole * (SIZE // len(whole)))


def test_a_text_of_angle_brackets_is_an_issue() -> None:
    assert isinstance(read("a.html", "<" * 100), Reading)


@pytest.mark.parametrize("file", ["a.json", "a.jsonl", "a.yml", "a.md", "a.toml", "a.html"])
@pytest.mark.parametrize("unit", ["[", '{"a":', '[{"a":'])
def test_data_nested_without_end_is_a_text_or_a_problem(file: str, unit: str) -> None:
    assert read(file, unit * 10_000)


def test_a_title_that_no_page_could_hold_is_a_problem_of_its_row() -> None:
    rows = ["title,url,date", "A,https://a.org,2024-01-01", f"{'b' * (LONGEST + 1)},https://b.org,2024-01-01"]
    reading = read("a.csv", "\n".join(rows))
    assert isinstance(reading, Reading)
    assert [item.title for item in reading.items] == ["A"]
    assert [(it.line, it.what[:16]) for it in reading.problems if not it.is_hint] == [(3, "a title, topic o")]
    assert reading.account[Fate.PROBLEM] == 1

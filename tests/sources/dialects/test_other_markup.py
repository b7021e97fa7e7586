"""Texts in reStructuredText, Org, AsciiDoc and of Logseq: files in ``tests/cases/markup`` and their Markdown.

To write the expectations anew, run this file with ``UPDATE_GOLDEN=1`` and read the difference.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import Problem
from backissue.sources.dialects.ascii_doc import from_asciidoc
from backissue.sources.dialects.logseq import from_logseq
from backissue.sources.dialects.org_mode import from_org
from backissue.sources.dialects.other_markup import as_markdown
from backissue.sources.dialects.restructured import from_restructured
from backissue.sources.pieces import Reading, Source
from tests.readings import find_reader, read_by
from tests.sources.test_readers import shown

CASES = Path(__file__).parents[2] / "cases" / "markup"
LETTERS = sorted(path for form in ("letter.*", "post-*") for path in CASES.glob(form) if path.suffix != ".md")
LETTERS += sorted(path for path in CASES.glob("*/*.md") if not path.name.endswith(".md.md"))
LINE = st.sampled_from(
    [".. a", ".. note::", "a::", "====", "  a", "Title", "", ":a: b", "* a", "#+BEGIN_SRC", "----", "//"]
)


def reading_of(name: str, text: str) -> Reading:
    """What the importer makes of a text in a file of this name."""
    source = as_markdown(Source(name, tuple(text.split("\n")), today=date(2026, 11, 28)))
    reader = find_reader(source)
    assert not isinstance(reader, Problem), str(reader)
    return read_by(reader, source)


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_a_letter_in_another_markup_language_is_what_its_markdown_would_be(path: Path) -> None:
    """Head, headings, links, boxes and code come in; comments do not."""
    found = shown(reading_of(path.name, path.read_text("utf-8").rstrip("\n")))
    expected = path.with_suffix(f"{path.suffix}.md")
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(found + "\n", "utf-8")
    assert found + "\n" == expected.read_text("utf-8")


def test_a_draft_of_pelican_in_restructuredtext_is_one() -> None:
    """The fields below the title are its head."""
    (item,) = reading_of("a.rst", "Not yet\n=======\n\n:date: 2026-03-05\n:status: draft\n\nWords.").items
    assert (item.title, item.draft, item.date) == ("Not yet", True, date(2026, 3, 5))


def test_a_text_without_a_head_keeps_all_its_words() -> None:
    """What looks like a field in the midst of a text stays there."""
    (item,) = reading_of("a.rst", "Words first.\n\n:note: of a kind\n\nAnd more.").items
    assert "of a kind" in item.body


@given(st.lists(LINE, max_size=30))
def test_every_line_stays_where_it_was(lines: list[str]) -> None:
    """Problems name the lines of the file."""
    for convert in (from_restructured, from_org, from_asciidoc, from_logseq):
        assert len(convert(lines)) == len(lines)


def test_a_post_of_nikola_has_its_head_in_comments() -> None:
    head = ".. title: Harvest notes\n.. date: 2023-09-15 07:00:00 UTC\n.. status: draft\n"
    (item,) = reading_of("harvest-37.rst", f"{head}\nThe pears.\n\nPress\n-----\n\nNo.\n").items
    assert (item.title, item.date, item.draft) == ("Harvest notes", date(2023, 9, 15), True)
    assert "status" not in item.body

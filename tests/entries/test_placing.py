"""An entry is found on its page by a link to itself, which changes nothing else of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.entries import Entry, entries_of, link_entries, placed
from backissue.prose.document import Document
from backissue.prose.parse import Renderer

CASES = Path(__file__).parent.parent / "cases" / "entries"
RENDERER = Renderer()


def linked(markdown: str) -> tuple[tuple[Entry, ...], Document, str]:
    """Return the entries of Markdown, and what it becomes with a link before each."""
    document = RENDERER.document(markdown)
    entries = placed(entries_of(document), document, markdown)
    lines = markdown.split("\n")
    link_entries(lines, entries)
    text = "\n".join(lines)
    return entries, RENDERER.document(text), text


def said(document: Document) -> list[tuple[str, str]]:
    """Return the element and the words of each block."""
    return [(block.kind, block.text().replace("\N{PILCROW SIGN}", "").strip()) for block in document.blocks]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_links_of_each_form_lead_to_their_entries_and_leave_the_words_as_they_are(case: Path) -> None:
    markdown = case.read_text("utf-8")
    entries, after, _ = linked(markdown)
    assert said(after) == said(RENDERER.document(markdown))
    assert [entry.title for entry in entries if entry.anchor not in after.ids] == []


def test_a_heading_and_what_its_author_named_keep_their_ids_and_get_no_second_link() -> None:
    _, _, text = linked("**Old maps** are [here](https://maps.example/).\n{ #maps }\n")
    assert "bi-anchor" not in text


def test_entries_that_share_a_paragraph_are_linked_each_in_its_line() -> None:
    entries, after, _ = linked("[One](https://one.example/)  \n[Two](https://two.example/)\n")
    assert [entry.line for entry in entries] == [1, 2]
    assert {"one", "two"} <= after.ids


def test_an_entry_whose_line_would_become_something_else_has_no_anchor() -> None:
    entries, after, _ = linked("- - [Twice](https://twice.example/)\n")
    assert [(entry.anchor, entry.line) for entry in entries] == [("", 0)]
    assert "twice" not in after.ids


def test_a_brace_behind_an_entry_stays_a_brace() -> None:
    _, after, _ = linked("- [Sets](https://sets.example/) such as {a, b}\n")
    assert said(after) == [("li", "Sets such as {a, b}")]

"""An item's page and a note, read strictly: every defect is told with its line."""

from __future__ import annotations

from datetime import date

import pytest

from backissue.model import Item, Kind, Link, Problem, SourceRef
from backissue.page import body_line, read_item, read_note
from tests.archives import page

FILE = "content/weeks/2023-03-26/a.md"
FULL = """\
---
# who made this
id: "arxiv:2310.10630"   # never changes
title: 'Single: quoted'
kind: paper
week: 2023-03-26
topics: [Sound,   "No"]   # two
people:
  # the first one
  - Ada Lovelace

  - "Yan"

links:
  - Paper: https://arxiv.org/pdf/2310.10630
  - Paper: https://example.org/?s=20
source: {file: papers.md, line: 7}
# the end
---

First.

Second.
"""


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.what) for problem in read_item(text, FILE)[1]]


def item(text: str) -> Item:
    found, defects = read_item(text, FILE)
    assert found
    assert defects == ()
    return found


def test_a_full_page_is_read() -> None:
    assert item(FULL) == Item(
        id="arxiv:2310.10630",
        kind=Kind.PAPER,
        title="Single: quoted",
        week=date(2023, 3, 26),
        topics=("Sound", "No"),
        people=("Ada Lovelace", "Yan"),
        links=(Link("Paper", "https://arxiv.org/pdf/2310.10630"), Link("Paper", "https://example.org/?s=20")),
        source=SourceRef("papers.md", 7),
        body="First.\n\nSecond.\n",
    )


def test_an_identifier_keeps_its_zero_even_without_quotes() -> None:
    assert item(page(id="2310.10630")).id == "2310.10630"
    assert item(page(title="T", id="a").replace('"T"', "no")).title == "no"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Just text.\n", 1, "no front matter"),
        ("\n" + page(), 1, "no front matter"),
        ("---\nid: a\n", 1, "no front matter"),
        ("Alice: hello\n---\n", 1, "no front matter"),
        (
            "---\nid: a\ntitle: a: b\n---\n",
            3,
            "front matter does not parse (mapping values are not allowed in this context)",
        ),
        (page(id=""), 1, "`id` is missing"),
        (page(kind="poem"), 3, "`kind` is `poem`"),
        (page(kind="[a]"), 3, "`kind` is not a line of text"),
        (page(week="2023-13-01"), 5, "`week` is `2023-13-01`, which is no day"),
        (page(date="March"), 6, "`date` is `March`, which is no day"),
        (page(colour="red"), 6, "unknown key `colour`"),
        (page(topics="Sound"), 6, "`topics` is not a list of texts"),
        (page(topics="[a, [b]]"), 6, "`topics` is not a list of texts"),
        (page(links="[https://a.org]"), 6, "`links` has an entry without label or address"),
        (page(links="[Paper: ]"), 6, "`links` has an entry without label or address"),
        (page(links="\n  - Paper: javascript:alert(1)"), 6, "the link 'Paper' leads to `javascript:alert(1)`"),
        (page(links="\n  - Paper: //a.org"), 6, "the link 'Paper' leads to `//a.org`"),
        (page(source="papers.md"), 6, "`source` is not a file and a line"),
        (page(source="{file: a.md, line: x}"), 6, "`source` is not a file and a line"),
        (page(aliases="[../up]"), 6, "`../up` is no path on this site"),
        (page(aliases="[.hidden/a]"), 6, "`.hidden/a` is no path on this site"),
        (page(aliases="['//evil.example']"), 6, "`//evil.example` is no path on this site"),
        (page(extra="[a]"), 6, "`extra` is not a list of `name: text`"),
        (page(id="&x a", people="[*x]"), 2, "front matter does not parse (an alias (`*name`) of an anchor)"),
    ],
)
def test_a_defect_is_told_with_its_line(text: str, line: int, what: str) -> None:
    assert problems(text)[0] == (line, what)


@pytest.mark.parametrize("broken", [{"id": ""}, {"kind": "poem"}, {"week": "soon"}, {"title": ""}])
def test_a_page_without_what_it_needs_is_no_item(broken: dict[str, str]) -> None:
    text = page(**broken) if "title" not in broken else page().replace('title: "One"\n', "")
    assert read_item(text, FILE)[0] is None


@pytest.mark.parametrize("field", [{"topics": "Sound"}, {"links": "[x]"}, {"colour": "red"}, {"extra": "[a]"}])
def test_a_defect_in_a_field_that_is_not_needed_leaves_the_item(field: dict[str, str]) -> None:
    found, defects = read_item(page(**field), FILE)
    assert found
    assert found.title == "One"
    assert len(defects) == 1


def test_every_defect_of_a_page_is_told() -> None:
    assert len(problems(page(week="soon", topics="a", colour="red", links="[x]"))) == 4


def test_what_has_no_key_of_its_own_goes_below_extra() -> None:
    assert item(page(extra="\n  venue: NeurIPS\n  year: 2023")).extra == {"venue": "NeurIPS", "year": "2023"}


def test_a_page_with_a_byte_order_mark_and_windows_line_ends_is_read() -> None:
    text = "\ufeff" + FULL.replace("\n", "\r\n")
    assert item(text) == item(FULL)


def test_a_body_that_begins_with_code_keeps_its_indent() -> None:
    assert item(page(body="    code\n")).body == "    code\n"


def test_a_note_is_read() -> None:
    note, defects = read_note(
        "---\ntitle: Economics\nparent: Science\naliases: [Econ]\n---\n\nText.\n", "f", "topics/e.md"
    )
    assert note
    assert (note.title, note.parent, note.aliases, note.body, note.body_line) == (
        "Economics",
        "Science",
        ("Econ",),
        "Text.\n",
        7,
    )
    assert defects == ()


def test_only_a_topic_has_a_parent() -> None:
    defects = read_note("---\ntitle: A\nparent: B\n---\n", "content/about.md", "about.md")[1]
    remedy = "use one of title, description"
    assert defects == (Problem("content/about.md", 3, "unknown key `parent`", remedy),)


@pytest.mark.parametrize(
    ("text", "line"), [(FULL, 21), ("---\na: b\n---\nx", 4), ("---\n---\n\n\n\nx", 6), ("---\na: b\n---", 3)]
)
def test_the_line_of_the_body_is_counted_in_the_file(text: str, line: int) -> None:
    assert body_line(text) == line
    assert body_line(text.replace("\n", "\r\n")) == line


MERGING = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("place", ["First.\n", "kind: paper\n"])
def test_a_page_in_the_middle_of_a_merge_is_refused_at_the_line_where_it_is_torn(place: str, newline: str) -> None:
    text = FULL.replace(place, MERGING).replace("\n", newline)
    found, (problem,) = read_item(text, FILE)
    assert (found, problem.what) == (None, "a merge in git left both sides here")
    assert text.split(newline)[problem.line - 1] == "<<<<<<< HEAD"


@pytest.mark.parametrize(
    "body", ["Title\n=======\n", "    <<<<<<< HEAD\n=======\n>>>>>>> x\n", "<<<<<<<<\n=======\n>>>>>>>\n"]
)
def test_what_only_resembles_a_torn_merge_is_text(body: str) -> None:
    assert item(page(body=body)).body == body


def test_an_items_page_where_only_hand_written_pages_stand_is_told_of_once() -> None:
    note, (problem,) = read_note(page(), "content/papers/a.md", "papers/a.md")
    assert (note, problem.line, problem.what) == (None, 2, "the page of an item, where none can stand")

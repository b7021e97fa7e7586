"""What earlier versions wrote: read without complaint, and rewritten in no byte that need not change."""

from __future__ import annotations

import pytest

from backissue.former import current_page
from backissue.frontmatter import read_item, stated
from tests.test_frontmatter import FILE, FULL

HEAD = '---\nid: "a"\nkind: paper\ntitle: "One"\n'
REST = "---\n\nA body with source: {file: a.md, line: 3}.\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source: {file: a.md, line: 11}", "source: {file: a.md}"),
        ("source: {line: 11, file: a.md}", "source: {file: a.md}"),
        ("source: { 'file' : 'a, line: 3.md' , line: '11' } # mine", "source: { 'file' : 'a, line: 3.md' } # mine"),
        ("source: {file: a.md,\n  line: 11}", "source: {file: a.md}"),
        ("source:\n  file: a.md\n  line: 11\n# end", "source:\n  file: a.md\n# end"),
        ("source:\n  line: 11\n  # which\n  file: a.md", "source:\n  # which\n  file: a.md"),
        ("source:\n  file: a.md\n  line: 11 # where", "source:\n  file: a.md\n  # where"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_line_of_a_source_goes_and_nothing_else(old: str, new: str, newline: str) -> None:
    before, after = (f"{HEAD}{source}\nweek: 2023-03-26\n{REST}".replace("\n", newline) for source in (old, new))
    assert current_page(before) == after
    assert read_item(before, FILE) == read_item(after, FILE)
    assert not read_item(before, FILE)[1]


@pytest.mark.parametrize(
    "text",
    [
        *(f"{HEAD}{source}\n{REST}" for source in ("source: {file: a.md}", "source: papers.md", "extra: {line: 3}")),
        f"{HEAD}source: {{file: a.md, # mine\n  line: 3}}\n{REST}",
        *(FULL, "no front matter", "---\n---\n"),
    ],
)
def test_a_page_in_the_form_of_today_stays(text: str) -> None:
    """And so does one with a comment within the braces, which no program wrote and would be lost."""
    assert current_page(text) == text


def test_the_line_of_a_source_is_nobodys_edit() -> None:
    before = f"{HEAD}source: {{file: a.md, line: 3}}\n{REST}"
    item = read_item(before, FILE)[0]
    assert item
    assert stated(current_page(before), item)["source"] == {"file": "a.md"}

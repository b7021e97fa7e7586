"""A talk's page says what it speaks about, that of an item where it is discussed, and the numbers what is most."""

from __future__ import annotations

from datetime import date

import pytest

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import tree_of

LIST = "## News\n\n- [Hedgehogs counted by thermal cameras](https://a.example/h): Volunteers walk at night.\n"
SAID = "Next is hedgehogs counted by thermal cameras."
OTHER = "This is about all that there is else in the world.\n" * 300


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    items = [
        Item("issue:7", Kind.ISSUE, "Field Notes #7", date=date(2024, 3, 8), body=LIST),
        Item("paper:k", Kind.PAPER, "Kestrel #3102", date=date(2024, 3, 8), body=OTHER),
        *(
            Item(
                f"transcript:{number}",
                Kind.TRANSCRIPT,
                f"Talk {number}",
                date=date(2024, 3, 12 + number),
                body=f"## One\n\n{SAID}{more}",
            )
            for number, more in enumerate([" And Kestrel #3102.\n\n## Two\n\nAgain, Kestrel #3102 is merged.\n", "\n"])
        ),
    ]
    pages = tuple(Page(f"undated/{item.id.replace(':', '-')}.md", item) for item in items)
    site = Site(catalogue(Archive(ArchiveConfig(), pages)), "Toy")
    return {document.path: document.text for document in documents.documents(site)}


def block(made: dict[str, str], path: str, heading: str) -> list[tuple[str, str, str]]:
    """The links of a block, each with where it leads and its small print."""
    for found in tree_of(path, made[path]).css(".bi-related"):
        title = found.css_first("h2")
        if title and title.text().startswith(heading):
            links = [(row.css_first("a"), row.css_first(".bi-note")) for row in found.css("li")]
            return [
                (link.text(), link.attributes["href"] or "", note.text() if note else "")
                for link, note in links
                if link
            ]
    return []


def test_a_talk_lists_what_it_speaks_about_once_with_its_stories_or_the_issue_that_it_stands_in(
    made: dict[str, str],
) -> None:
    assert block(made, "undated/transcript-0.md", "Speaks about") == [
        (
            "Hedgehogs counted by thermal cameras",
            "../issue-7/#hedgehogs-counted-by-thermal-cameras",
            "in Field Notes #7, 8 March 2024",
        ),
        ("Kestrel #3102", "../paper-k/", "2 stories"),
    ]


def test_an_issue_lists_the_talks_that_discuss_its_entries_with_the_words_that_say_so(made: dict[str, str]) -> None:
    (first, _) = block(made, "undated/issue-7.md", "Discussed in")
    note = "on Hedgehogs counted by thermal cameras, \N{LEFT DOUBLE QUOTATION MARK}hedgehogs counted by thermal cameras"
    assert first == (
        "Talk 0, 12 March 2024: One",
        "../transcript-0/#one",
        f"{note}\N{RIGHT DOUBLE QUOTATION MARK}",
    )


def test_the_page_of_numbers_lists_what_most_talks_discuss(made: dict[str, str]) -> None:
    tree = tree_of("numbers.md", made["numbers.md"])
    rows = [row.text().split("\n")[0].strip() for row in tree.css(".bi-topics li")]
    assert rows[:2] == ["Hedgehogs counted by thermal cameras 2", "Kestrel #3102 1"]

"""Talks speak of issues, of their entries and of other talks as they do of papers; issues list, and speak of papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.archive.corrections import find_unknown
from backissue.model import Item, Kind, Link, MentionEdits, Page

LIST = """## News

- [Hedgehogs counted by thermal cameras](https://a.example/hedgehogs): Volunteers walk at night.
- [Kestrel #3102](https://a.example/kestrel/3102): A crash at start is fixed.
"""
ISSUE = Item("issue:7", Kind.ISSUE, "Field Notes #7", date=date(2024, 3, 8), body=LIST)
TALK = Item("transcript:talk", Kind.TRANSCRIPT, "Talk", date=date(2024, 3, 12))
OTHER = Item("paper:other", Kind.PAPER, "Other", body="This is about all that there is else in the world.\n" * 300)


def mentions(*items: Item) -> list[tuple[str, str, str]]:
    """What the last of the items speaks of."""
    found = catalogue(archive(items)).mentions
    return [(one.target.item.id, one.anchor, one.title) for one in found if one.speaker.item.id == items[-1].id]


def archive(items: Sequence[Item]) -> Archive:
    pages = (Page(f"weeks/{item.id.replace(':', '-')}.md", item) for item in (*items, OTHER))
    return Archive(ArchiveConfig(), tuple(pages))


def said(text: str, day: date = date(2024, 3, 12)) -> Item:
    return replace(TALK, date=day, body=f"{text}\n")


def test_a_talk_speaks_of_an_issues_entry_at_its_place_and_of_the_issue_by_its_number() -> None:
    assert mentions(ISSUE, said("Next is Kestrel #3102, and hedgehogs counted by thermal cameras.")) == [
        ("issue:7", "kestrel-3102", "Kestrel #3102"),
        ("issue:7", "hedgehogs-counted-by-thermal-cameras", "Hedgehogs counted by thermal cameras"),
    ]
    assert mentions(ISSUE, said("We had that in Notes #7.", date(2025, 3, 12))) == [("issue:7", "", "Field Notes #7")]
    assert mentions(ISSUE, said("See <https://a.example/hedgehogs>.")) == [
        ("issue:7", "hedgehogs-counted-by-thermal-cameras", "Hedgehogs counted by thermal cameras")
    ]


def test_an_entry_that_is_a_paper_too_is_the_paper() -> None:
    link = Link("Link", "https://a.example/kestrel/3102")
    paper = Item("paper:k", Kind.PAPER, "Kestrel #3102", date=date(2024, 3, 8), links=(link,))
    assert mentions(ISSUE, paper, said("Next is Kestrel #3102.")) == [("paper:k", "", "Kestrel #3102")]


def test_an_issue_speaks_of_another_by_its_address_alone() -> None:
    known = replace(ISSUE, links=(Link("Web", "https://a.example/7"),))
    later = Item("issue:8", Kind.ISSUE, "Field Notes #8", date=date(2024, 3, 15))
    assert mentions(known, replace(later, body=LIST)) == []
    assert mentions(known, replace(later, body="As <https://a.example/7> says.\n")) == [
        ("issue:7", "", "Field Notes #7")
    ]


def test_a_talk_is_spoken_of_by_its_whole_title_and_not_by_itself_or_another_text_of_that_day() -> None:
    talk = replace(said("Welcome to the nightly hedgehog walk review."), title="The nightly hedgehog walk review")
    summary = replace(talk, id="summary:talk", kind=Kind.SUMMARY)
    later = replace(talk, id="transcript:later", title="Later", date=date(2024, 4, 2))
    assert mentions(talk, summary) == []
    assert mentions(talk, later) == [("transcript:talk", "", "The nightly hedgehog walk review")]


def test_an_editor_adds_and_drops_an_entry_by_the_id_of_its_issue_and_its_anchor() -> None:
    entry = "issue:7#kestrel-3102"
    spoken = said("Next is Kestrel #3102.")
    for dropped in (entry, "issue:7"):
        assert mentions(ISSUE, replace(spoken, mentions=MentionEdits(drop=(dropped,)))) == []
    added = replace(said("Hello."), mentions=MentionEdits(add=(entry,)))
    assert mentions(ISSUE, added) == [("issue:7", "kestrel-3102", "Kestrel #3102")]
    wrong = replace(spoken, mentions=MentionEdits(add=("issue:7#nothing",)))
    assert [problem.is_hint for problem in find_unknown(archive((ISSUE, wrong)))] == [True]

"""The page of a transcript: who speaks, when, and the way through one without headings."""

from __future__ import annotations

from dataclasses import replace

import yaml

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, NameRule, Page
from backissue.site.documents import documents
from backissue.site.site import Site
from tests.pages import DAY, PATH, RENDERER, said_of, tree_of

TALK = Item("t:1", Kind.TRANSCRIPT, "Talk", week=DAY, people=("Ada",))


def page_of(body: str, *names: NameRule) -> str:
    """The document of a talk."""
    page = Page(PATH, replace(TALK, body=body))
    archive = Archive(ArchiveConfig(names=names), (page,), renderer=RENDERER)
    return next(made.text for made in documents(Site(catalogue(archive), "Toy")) if made.path == PATH)


def contents(body: str) -> list[str]:
    head = yaml.safe_load(page_of(body).split("\n---\n")[0])
    return [f"{row['title']} {row['url']}" for row in head["data"].get("times", [])]


def test_page_week_feed_and_description_name_a_speaker_once_a_turn_with_a_colon() -> None:
    said = said_of(replace(TALK, body="**Ada** (00:00:02)\nWelcome.\n\n**Ada** (00:00:09)\nSo.\n\n**Bob**\nYes.\n"))
    assert "Ada(0:02):Welcome.(0:09)So." in said.page
    assert said.feed.startswith("Ada(0:02):Welcome.(0:09)So.Bob:Yes.")
    assert said.feed.startswith(said.week)
    assert said.description.startswith("Ada:Welcome.So.Bob:Yes.")


def test_a_talk_without_headings_has_its_times_as_contents_one_in_ten_minutes() -> None:
    body = "\n".join(f"({at // 60:02}:{at % 60:02}:30)\nWords.\n" for at in range(0, 75, 4))
    assert contents(body) == [
        "0:30 #t-00-00-30",
        "12:30 #t-00-12-30",
        "20:30 #t-00-20-30",
        "32:30 #t-00-32-30",
        "40:30 #t-00-40-30",
        "52:30 #t-00-52-30",
        "1:00:30 #t-01-00-30",
        "1:12:30 #t-01-12-30",
    ]
    assert not contents("(00:00:01)\nShort.\n\n(00:11:00)\nEnd.\n")


def test_a_link_to_a_paragraph_stays_what_it_was_when_its_speaker_is_named_once_a_turn() -> None:
    one, two = "**Ada**\nFirst.\n", "**Ada**\nSecond.\n"
    (alone,) = tree_of(PATH, page_of(two)).css(".bi-anchor")
    assert alone.attributes["id"] in [
        link.attributes["id"] for link in tree_of(PATH, page_of(f"{one}\n{two}")).css(".bi-anchor")
    ]


def test_names_are_corrected_and_stand_once_a_turn_on_one_page() -> None:
    page = tree_of(PATH, page_of("**Ada**\nAl is.\n\n**Ada**\nAl was.\n", NameRule(("Al",), "AI")))
    assert len(page.css("strong")) == 1
    assert len(page.css("abbr")) == 2

"""Facts of an item that have no key of their own: names and values are text, from the first letter on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Page
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import PATH, RENDERER, item, tree_of

NAMES = ["<b>bold</b>", "<script>go()</script>", "<img src=x onerror=go()>", "*a*", "_a_", "[a](b)", "`a`", "&lt;b&gt;"]


def last_fact(**extra: str) -> str:
    """The last fact on the page of an item with these."""
    fact = replace(item("Words."), extra=extra)
    archive = Archive(ArchiveConfig(), (Page(PATH, fact),), renderer=RENDERER)
    made = documents.documents(Site(catalogue(archive), "Toy", "https://toy.example/"))
    text = next(document.text for document in made if document.path == PATH)
    facts = tree_of(PATH, text).css_first(".bi-facts")
    assert facts
    return [line.text().strip() for line in facts.css("li")][-1]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_fact_is_text(name: str) -> None:
    assert last_fact(**{name: "value"}) == f"{name[:1].upper()}{name[1:]}: value"


@pytest.mark.parametrize(("stated", "shown"), [("PT51M23S", "51:23"), ("2904", "48:24"), ("45 minutes", "45 minutes")])
def test_how_long_a_recording_is_stands_as_players_show_it(stated: str, shown: str) -> None:
    assert last_fact(duration=stated) == f"Duration: {shown}"

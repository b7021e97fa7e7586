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


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_fact_is_text(name: str) -> None:
    fact = replace(item("Words."), extra={name: "value"})
    archive = Archive(ArchiveConfig(), (Page(PATH, fact),), renderer=RENDERER)
    made = documents.documents(Site(catalogue(archive), "Toy", "https://toy.example/"))
    text = next(document.text for document in made if document.path == PATH)
    facts = tree_of(PATH, text).css_first(".bi-facts")
    assert facts
    assert [line.text().strip() for line in facts.css("li")][-1] == f"{name[:1].upper()}{name[1:]}: value"

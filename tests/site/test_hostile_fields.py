"""Hostile text in each field of an item: on every page that says it, it is text, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Link, Page, SourceRef
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import PATH, RENDERER, item, tree_of

CLASSES = {
    "an element": "<script>go()</script>",
    "an end of an element": "</a></li></ul></div><img src=x onerror=go()>",
    "an attribute": '" onmouseover="go()" x="',
    "another quotation mark": "' onmouseover='go()' x='",
    "an attribute list": "x { onclick=go() #__config .md-dialog }",
    "a link of Markdown": "[a](javascript:go())",
    "a picture of Markdown": "![a](https://evil.example/a.png)",
    "a definition": "[a]: https://evil.example/",
    "a template": "{{ config }}{% include 'x' %}",
    "an end of front matter": "x\n---\n<script>go()</script>",
    "an entity": "&lt;script&gt; &#60;b&#62;",
    "a cut": '<hr class="bi-cut">',
    "an override of order": "a\u202eb\u2067c",
}
FIELDS: dict[str, Any] = {
    "title": lambda base, text: replace(base, title=text),
    "topic": lambda base, text: replace(base, topics=(text,)),
    "person": lambda base, text: replace(base, people=(text,)),
    "extra name": lambda base, text: replace(base, extra={text: "v"}),
    "extra text": lambda base, text: replace(base, extra={"n": text}),
    "label": lambda base, text: replace(base, links=(Link(text, "https://example.org/"),)),
    "address": lambda base, text: replace(base, links=(Link("Paper", text),)),
    "source": lambda base, text: replace(base, source=SourceRef(text)),
    "id": lambda base, text: replace(base, id=text),
}
LEFT = "script, img, meta[http-equiv], [onmouseover], [onerror], [onclick], .md-dialog, #__config, hr"


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", CLASSES)
def test_hostile_text_is_text_wherever_it_stands(name: str, field: str) -> None:
    hostile: Item = FIELDS[field](item("Words."), CLASSES[name])
    archive = Archive(ArchiveConfig(), (Page(PATH, hostile),), renderer=RENDERER)
    made = documents.documents(Site(catalogue(archive), "Toy", "https://toy.example/"))
    for document in made:
        if document.path == "README.md" or "template:" in document.text:
            continue
        tree = tree_of(document.path, document.text)
        assert not [node.html for node in tree.css(LEFT)], document.path
        places = [link.attributes["href"] or "" for link in tree.css("a[href]")]
        assert not [to for to in places if "//evil" in to or to.lower().startswith(("javascript", "data", "//"))]

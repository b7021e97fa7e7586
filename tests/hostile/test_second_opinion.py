"""What the program's own judge lets pass, another one, ammonia by way of nh3, finds nothing to take out of."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import import_module
from itertools import chain
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.mathematics import ELEMENTS
from backissue.prose.parse import TooComplexError
from backissue.site.gate import AROUND_FORMULAS, ATTRIBUTES, SCHEMES, TAGS, examine, is_harmless
from tests.hostile.corpus import corpus
from tests.pages import RENDERER
from tests.site.test_gate import HARMLESS

Elements = Counter[tuple[str, tuple[tuple[str, str | None], ...]]]
AROUND = "{}", "Some *words*.\n\n{}\n\nAnd more.", "- {}", "| a |\n|---|\n| {} |", "# {}", "[{0}](a)", "*a*{{ {} }}"
"""Where in a page a text may stand."""


@cache
def cleaner() -> Any:  # noqa: ANN401 - it is imported only here
    """The other judge, told the same lists."""
    around = {tag: {name for of, name in AROUND_FORMULAS if of == tag} for tag, _ in AROUND_FORMULAS}
    of_formulas = {tag: {*permitted} | {"xmlns"} for tag, permitted in ELEMENTS.items()}
    return import_module("nh3").Cleaner(
        tags={*TAGS, *ELEMENTS},
        attributes={"*": {*ATTRIBUTES}} | around | of_formulas,
        url_schemes={*filter(None, SCHEMES)},
        strip_comments=False,
        link_rel=None,
    )


def elements(html: str) -> Elements:
    """The elements of a piece of HTML, each with its attributes."""
    tree = LexborHTMLParser(f"<!doctype html><body><article>{html}</article>")
    nodes = tree.css("article *")
    return Counter((str(node.tag), tuple(sorted(node.attributes.items()))) for node in nodes)


def passing(text: str) -> str:
    """The HTML of a page's text that passes; empty where it does not."""
    try:
        html = RENDERER.html(text)
    except TooComplexError:
        return ""
    return "" if examine(text, "a.md", 1, RENDERER.html).problems else html


@pytest.mark.parametrize("name", corpus())
def test_of_a_hostile_text_that_passes_nothing_would_be_taken_out(name: str) -> None:
    made = {around.format(text): passing(around.format(text)) for text in corpus()[name] for around in AROUND}
    differing = [text for text, html in made.items() if html and elements(html) != elements(cleaner().clean(html))]
    assert differing == []


def test_of_a_harmless_text_nothing_would_be_taken_out() -> None:
    made = [passing(case["body"]) for case in HARMLESS]
    assert [html for html in made if elements(html) != elements(cleaner().clean(html))] == []


def test_both_refuse_what_acts() -> None:
    """The other judge, too, takes something out of what ours refuses as HTML of a feed."""
    acting = [text for text in chain(*corpus().values()) if text.startswith("<") and not is_harmless(text)]
    agreed = [text for text in acting if elements(text) != elements(cleaner().clean(text))]
    assert len(acting) > 200
    assert len(agreed) > 0.9 * len(acting)

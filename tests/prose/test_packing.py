"""A page's text that was read once is the same when it is remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backissue.prose import parse
from backissue.prose.packing import pack, unpack
from backissue.prose.parse import Renderer, TooComplexError
from backissue.store import store_of
from tests.archives import CASES

TEXTS = [
    "# One { #one }\n\nTwo [three *four*](x.md) at $x_1$ `code`.\n\n* five\n    1. six\n\n> ![alt](y.png)\n",
    "One  \nline\n",
    "",
    "| a | b |\n|---|---|\n| c | **d** |\n\nText[^1].\n\n[^1]: A note.\n\n```\nlisting\n```\n",
    *(path.read_text("utf-8") for path in sorted((CASES / "toy/content").rglob("*.md"))),
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_document_comes_back_as_it_was(text: str) -> None:
    document = Renderer().document(text)
    assert unpack(json.loads(json.dumps(pack(document)))) == document


def test_a_text_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_of(tmp_path) as store:
        before = [Renderer().keeping(store).document(text) for text in TEXTS]
    monkeypatch.setattr(Renderer, "html", lambda *_: pytest.fail("it was rendered again"))
    with store_of(tmp_path) as store:
        assert [Renderer().keeping(store).document(text) for text in TEXTS] == before
        assert {Renderer().keeping(store).fault(text) for text in TEXTS} == {""}


def test_another_site_reads_it_differently(tmp_path: Path) -> None:
    with store_of(tmp_path) as store:
        tables, none = Renderer(store=store), Renderer([], store=store)
        text = "Term\n: Definition\n"
        assert tables.document(text) != none.document(text)


def test_what_cannot_be_rendered_is_known_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "x" + "[" * (parse.MOST_OPEN + 10)
    with store_of(tmp_path) as store:
        renderer = Renderer(store=store)
        with pytest.raises(TooComplexError):
            renderer.document(text)
        fault = renderer.fault(text)
    assert "are open in one paragraph" in fault
    monkeypatch.setattr(Renderer, "html", lambda *_: pytest.fail("it was rendered again"))
    with store_of(tmp_path) as store:
        assert Renderer(store=store).fault(text) == fault

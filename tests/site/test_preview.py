"""An edit of words is shown before the build that follows from it, and never otherwise than the build would."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from backissue.site.build import build
from backissue.site.preview import Preview
from tests.archives import change, snapshot

ITEM = "weeks/2023-03-26/sparks.md"


def edited(root: Path, name: str, edit: Callable[[Path], object]) -> int:
    """Return how many pages are shown after an edit of a page that was built before."""
    preview = Preview(root, root / "docs", root / "site")
    preview.learn()
    edit(root / "content" / name)
    return preview.show([name])


def words(root: Path, name: str) -> str:
    """What readers get of a page, without what machines are told of it."""
    text = (root / "site" / name.removesuffix(".md") / "index.html").read_text("utf-8")
    return re.sub(r"<!-- backissue .*|<head>.*?</head>", "", text, flags=re.DOTALL).rstrip()


@pytest.mark.parametrize("name", [ITEM, "about.md"])
def test_new_words_are_shown_as_the_build_that_follows_shows_them(name: str, built: Path) -> None:
    def edit(page: Path) -> None:
        page.write_text(page.read_text("utf-8") + "\nMore *words* [here](https://a.example/) at $x_2$.\n", "utf-8")

    docs = snapshot(built / "docs")
    assert edited(built, name, edit) == 1
    shown = words(built, name)
    assert "More <em>words</em>" in shown
    assert snapshot(built / "docs") == docs
    build(built, built / "site")
    assert words(built, name) == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We report", "<script>alert(1)</script> We report"),
        ("We report", "<img src=x onerror=alert(1)> We report"),
        ("We report", "[a](javascript:alert(1)) We report"),
        ("\ntitle:", "\ndraft: true\ntitle:"),
        ("\ntitle: ", "\ntitle: Not "),
    ],
)
def test_what_has_to_be_judged_by_a_build_is_not_shown_before(old: str, new: str, built: Path) -> None:
    before = snapshot(built / "site")
    assert edited(built, ITEM, lambda page: change(page, old, new)) == 0
    assert snapshot(built / "site") == before


def test_a_draft_is_not_shown(built: Path) -> None:
    change(built / "content" / ITEM, "\ntitle:", "\ndraft: true\ntitle:")
    build(built, built / "site")
    assert edited(built, ITEM, lambda page: change(page, "We report", "We said")) == 0


def test_a_page_that_is_new_or_gone_waits_for_the_build(built: Path) -> None:
    assert edited(built, ITEM, Path.unlink) == 0
    assert edited(built, "new.md", lambda page: page.write_text("---\ntitle: New\n---\n\nNew.\n", "utf-8")) == 0

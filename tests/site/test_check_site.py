"""The check of a finished site: dead links and anchors, repeated ids, what comes from other hosts."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.site import check
from backissue.site.check import check_site


def site(root: Path, body: str, name: str = "a/index.html") -> Path:
    """A site of a home page and one with this body."""
    for path, html in {"index.html": "<h1 id=top>Home</h1>", name: body, "data.csv": "", "s p.png": ""}.items():
        file = root / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
    return root / "site"


def test_the_toy_site_has_no_defects(once_built: Path) -> None:
    assert check_site(once_built / "site") == []


@pytest.mark.parametrize(
    "body",
    [
        "<a href=../>home</a>",
        "<a href=..>home</a>",
        "<a href=../index.html#top>home</a>",
        "<a href='#here'>here</a><p id=here>",
        "<a href='?q=1'>search</a>",
        "<a href=../data.csv>data</a>",
        "<img src='../s%20p.png'>",
        "<a href=https://a.example/x>elsewhere</a>",
        "<a href=mailto:a@a.example>mail</a>",
        "<link rel=canonical href=https://a.example/a/>",
    ],
)
def test_what_leads_somewhere_is_no_defect(tmp_path: Path, body: str) -> None:
    assert check_site(site(tmp_path, body)) == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<a href=../none/>x</a>", "the link `../none/` leads nowhere"),
        ("<a href=/data.csv>x</a>", "the link `/data.csv` leads nowhere"),
        ("<a href=../../data.csv>x</a>", "the link `../../data.csv` leads nowhere"),
        ("<a href=../none.csv>x</a>", "the link `../none.csv` leads nowhere"),
        ("<img src=none.png>", "the link `none.png` leads nowhere"),
        ("<script src=../none.js></script>", "the link `../none.js` leads nowhere"),
        ("<a href='#none'>x</a>", "the link `#none` leads to a section that is not there"),
        ("<a href=../#none>x</a>", "the link `../#none` leads to a section that is not there"),
        ("<p id=a><p id=a>", "the id `a` comes twice"),
        ("<script src=https://a.example/x.js></script>", "it loads https://a.example/x.js from another host"),
        ("<link rel=stylesheet href=//a.example/x.css>", "it loads //a.example/x.css from another host"),
        ("<img src=http://a.example/x.png>", "it loads http://a.example/x.png from another host"),
    ],
)
def test_a_defect_is_told_with_its_page(tmp_path: Path, body: str, what: str) -> None:
    assert [(problem.file, problem.what) for problem in check_site(site(tmp_path, body))] == [
        ("site/a/index.html", what)
    ]


def test_links_of_the_page_for_lost_readers_are_not_followed(tmp_path: Path) -> None:
    assert check_site(site(tmp_path, "<a href=/repo/none/>x</a>", "404.html")) == []


def test_a_site_that_is_too_large_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LARGEST", 10)
    (problem,) = check_site(site(tmp_path, "some text that takes more than ten bytes"))
    assert "more than GitHub Pages takes" in problem.what


def test_a_folder_without_a_site_is_told_of(tmp_path: Path) -> None:
    (problem,) = check_site(tmp_path / "site")
    assert str(problem) == "site: no site is here: run `backissue build` first"

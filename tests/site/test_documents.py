"""What an archive's pages become together: nothing in one may act, wherever on the site its text ends up."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.model import Problem
from backissue.site import engine
from backissue.site.desk import Desk
from backissue.site.documents import Composed, compose, dead_links, is_doubtful
from backissue.site.outputs import assets
from backissue.store import Store
from tests.archives import make_archive
from tests.pages import tree_of

ITEM = '---\nid: "x:1"\nkind: paper\ntitle: "One"\nweek: 2023-03-26\ntopics: [Sound]\n---\n\n'
PLACES = {
    "weeks/2023-03-26/one.md": ITEM,
    "weeks/2023-03-26/index.md": "---\ntitle: Week\n---\n\n",
    "topics/sound.md": "---\ntitle: Sound\n---\n\n",
    "index.md": "---\ntitle: Home\n---\n\n",
    "about.md": "---\ntitle: About\n---\n\n",
}
BURROWS = {
    "script behind a wrapper": '    </div><script src="x.pdf"></script>',
    "a refresh behind a wrapper": '    </div><meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "a text field that swallows the rest": "    </div><textarea>",
}
BREAKOUTS = {
    "a comment that hides the rest": "<div><!--<script>",
    "an address without an end": '<p><a href="\n\nmore',
    "an end without an element": "</article>\n\nmore",
    "an image for the words of a title": "[One]: https://evil.example/x.png\n\n![One]",
}

DESK = Desk(Store())


def composed(root: Path) -> Composed:
    archive = load(root)
    return compose(
        root, archive, engine.settings(root, docs_dir=root / "content"), lambda it: is_doubtful(it, archive), DESK
    )


def with_body(root: Path, place: str, body: str) -> Composed:
    """An archive with one item in which the page at ``place`` goes on with ``body``."""
    pages = {"weeks/2023-03-26/one.md": ITEM, place: PLACES[place] + body + "\n"}
    make_archive(root, pages, "")
    return composed(root)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", BREAKOUTS)
def test_what_ends_or_opens_more_than_itself_is_refused(tmp_path: Path, place: str, name: str) -> None:
    made = with_body(tmp_path, place, BREAKOUTS[name])
    assert {problem.file for problem in made.problems} == {f"content/{place}"}
    assert not [document for document in made.drafts if BREAKOUTS[name] in document.make().text]


@pytest.mark.parametrize("place", ["weeks/2023-03-26/one.md", "about.md"])
def test_an_element_without_an_end_is_refused(tmp_path: Path, place: str) -> None:
    assert with_body(tmp_path, place, "<div>\n\nmore").problems


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", BURROWS)
def test_nothing_stands_around_a_text_that_would_let_its_code_act(tmp_path: Path, place: str, name: str) -> None:
    """Each of these is an indented block of code, and would be something else within HTML."""
    made = with_body(tmp_path, place, BURROWS[name])
    shown = tree_of(place, next(draft for draft in made.drafts if draft.origin == place).make().text)
    assert made.problems == ()
    assert not shown.css("script, meta[http-equiv], textarea")
    assert BURROWS[name].strip() in [code.text().strip() for code in shown.css("pre code")]


@pytest.mark.parametrize("place", PLACES)
def test_what_only_shows_is_published_everywhere(tmp_path: Path, place: str) -> None:
    made = with_body(tmp_path, place, "Some *words*, a <b>tag</b>, [a link](https://example.org/) and $x_1$.")
    assert made.problems == ()
    assert any(document.origin == place and "Some *words*" in document.make().text for document in made.drafts)


def test_a_refused_page_leaves_no_link_behind(tmp_path: Path) -> None:
    other = ITEM.replace("x:1", "x:2").replace("One", "Two")
    make_archive(tmp_path, {"weeks/2023-03-26/one.md": ITEM + "<script>\n", "weeks/2023-03-26/two.md": other}, "")
    made = composed(tmp_path)
    paths = {document.path for document in made.drafts}
    assert "weeks/2023-03-26/one.md" not in paths
    assert "weeks/2023-03-26/two.md" in paths
    assert not [document.path for document in made.drafts if "one.md" in document.make().text]


def test_words_of_a_title_become_no_link(tmp_path: Path) -> None:
    item = ITEM.replace("One", "Wow![AI] and [ML]")
    make_archive(
        tmp_path, {"weeks/2023-03-26/one.md": item + "[AI]: https://a.example/x\n\n[ML]: https://b.example/\n"}, ""
    )
    archive = load(tmp_path)
    config = engine.settings(tmp_path, docs_dir=tmp_path / "content")
    made = compose(tmp_path, archive, config, lambda _: True, DESK)
    found = [link for document, findings in made.findings if document.origin for link in findings.links]
    assert made.problems == ()
    assert not [link for link in found if "example" in link]


def test_links_to_pages_that_are_not_there_are_told(tmp_path: Path) -> None:
    make_archive(
        tmp_path, {"weeks/2023-03-26/one.md": ITEM + "[a](two.md) [b](index.md) [c](https://x.example/)\n"}, ""
    )
    archive = load(tmp_path)
    made = compose(tmp_path, archive, engine.settings(tmp_path, docs_dir=tmp_path / "content"), lambda _: True, DESK)
    there = [asset.path for asset in assets(made.site)]
    assert list(dead_links(made, there)) == [
        Problem(
            "content/weeks/2023-03-26/one.md",
            ITEM.count("\n") + 1,
            "the link `two.md` leads nowhere",
            "name a page as it lies in content/, such as ../2023-03-26/x.md",
        )
    ]


@pytest.mark.parametrize("place", ["weeks/2023-03-26/index.md", "index.md", "about.md"])
def test_a_page_by_hand_is_found_at_its_former_addresses(tmp_path: Path, place: str) -> None:
    note = PLACES[place].replace("---\n\n", "aliases: [former, deeper/former]\n---\n\n")
    make_archive(tmp_path, {"weeks/2023-03-26/one.md": ITEM, place: note}, "")
    made = composed(tmp_path)
    assert made.problems == ()
    texts = {document.path: document.make().text for document in made.drafts}
    target = place.removesuffix("index.md").replace(".md", "/")
    assert f'redirect: "../{target}"' in texts["former.md"]
    assert f'redirect: "../../{target}"' in texts["deeper/former.md"]

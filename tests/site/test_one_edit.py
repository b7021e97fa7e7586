"""An edit of one item renders its page and the pages that show it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from backissue.archive.shelves import Shelf
from backissue.model import Problem
from backissue.site import engine, item_page, list_page, rendering, week_page
from backissue.site.build import build
from backissue.site.sheet import Sheet
from backissue.site.site import Document, Site
from tests.archives import change, make_archive, page, put

pytestmark = pytest.mark.slow
WEEKS = [f"2023-{month:02}-{day:02}" for month, day in ((1, 1), (1, 8), (2, 5), (2, 12), (3, 5))]
TOPICS = ["Economics", "Biology", "Sound"]
OPENING = f"What lists show of an item ends before its own words: {'there is more than they have room for, ' * 6}"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Thirty items in five weeks and three topics, built."""
    texts = {}
    for number in range(30):
        name, week = f"item{number}", WEEKS[number % 5]
        body = f"{OPENING}.\n\nWords{number} that only this item has, {number}. More{number} of them.\n"
        texts[f"weeks/{week}/{name}.md"] = page(name, id=name, week=week, topics=f"[{TOPICS[number % 3]}]", body=body)
    root = make_archive(tmp_path, texts)
    build(root, root / "site")
    return root


def rendered_after(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], list[str]]:
    """Return the pages that the next build renders, and those of items and weeks that it makes."""
    rendered: set[str] = set()
    made: list[str] = []
    render_pages = engine.render_pages

    def noted(
        root: Path, docs: Path, staging: Path, pages: Sequence[str], tick: Callable[[int], None]
    ) -> list[Problem]:
        rendered.update(pages)
        return render_pages(root, docs, staging, pages, tick)

    for module, name in ((item_page, "_item"), (week_page, "_week")):
        make = getattr(module, name)

        def watched(*given: object, make: object = make) -> Document:
            document: Document = make(*given)  # type: ignore[operator]
            made.append(document.path)
            return document

        monkeypatch.setattr(module, name, watched)
    monkeypatch.setattr(rendering, "render_pages", noted)
    build(root, root / "site")
    return rendered, made


def test_an_edit_of_a_text_renders_the_item_and_its_week(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = "weeks/2023-01-01/item0.md"
    change(archive / "content" / item, "More0 of them", "Less0 of them")
    rendered, made = rendered_after(archive, monkeypatch)
    assert rendered == {item, "weeks/2023-01-01/index.md"}
    assert sorted(made) == sorted(rendered)


def test_an_edit_of_a_text_makes_only_those_lists_again_that_have_the_item(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    shelf_page = list_page.shelf_page

    def noted(site: Site, sheet: Sheet, shelf: Shelf, *given: object, **named: object) -> Document:
        made.append(shelf.path)
        return shelf_page(site, sheet, shelf, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(list_page, "shelf_page", noted)
    change(archive / "content/weeks/2023-01-01/item0.md", "More0 of them", "Less0 of them")
    build(archive, archive / "site")
    assert sorted(made) == ["papers/index.md", "topics/economics.md"]


def test_an_edit_of_what_a_text_begins_with_renders_the_lists_that_show_it(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = "weeks/2023-01-01/item0.md"
    change(archive / "content" / item, "What lists show", "What all lists show")
    rendered, _ = rendered_after(archive, monkeypatch)
    assert rendered == {item, "weeks/2023-01-01/index.md", "topics/economics.md", "papers/index.md"}


def test_an_edit_of_a_title_renders_the_pages_that_name_it(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = "weeks/2023-01-01/item0.md"
    change(archive / "content" / item, 'title: "item0"', 'title: "another"')
    rendered, made = rendered_after(archive, monkeypatch)
    assert {item, "weeks/2023-01-01/index.md", "topics/economics.md", "papers/index.md"} <= rendered
    assert rendered <= {
        item,
        *("weeks/2023-01-01/index.md", "topics/economics.md", "papers/index.md"),
        "weeks/2023-01-01/item10.md",  # its neighbour
        *("index.md", "weeks/index.md", "years/2023.md"),  # which name what is in its week
    }
    assert {path for path in made if path not in rendered} == set()


def test_a_touch_renders_nothing(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive / "content/weeks/2023-01-01/item0.md").touch()
    assert rendered_after(archive, monkeypatch) == (set(), [])


def test_a_page_that_the_navigation_names_renders_all_when_it_comes(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(archive, {"about.md": "---\ntitle: About\n---\n\nOf it.\n"})
    rendered, _ = rendered_after(archive, monkeypatch)
    assert len(rendered) > 30
    assert b"../about/" in (archive / "site/search/index.html").read_bytes()

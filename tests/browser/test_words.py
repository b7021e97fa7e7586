"""What a browser shows of an item's page, against what the program takes for its words, and what stands elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import pytest
import yaml
from playwright.sync_api import Page as Tab

from backissue.archive.archive import Archive
from backissue.archive.load import load
from backissue.mathematics import plain_mathematics
from backissue.model import Kind, Page
from backissue.site.build import build
from tests import effort
from tests.archives import CASES, PROJECT, make_archive, put
from tests.archives import page as written
from tests.tables import run

SAMPLES = PROJECT.parent / "shared/samples"
CONSTRUCTS = list(yaml.safe_load((CASES / "prose/constructs.yml").read_text("utf-8")).values())
GENERATED = 200
READ = """
([root, without]) => {
  const shown = document.querySelector(root);
  for (const details of shown.querySelectorAll("details")) details.open = true;
  for (const turn of shown.querySelectorAll("p")) turn.style.contentVisibility = "visible";
  for (const math of shown.querySelectorAll("math")) math.replaceWith(`\u27e6${math.getAttribute("alttext")}\u27e7`);
  const head = shown.querySelector(".bi-do");
  if (head) {
    while (head.previousSibling) head.previousSibling.remove();
    head.remove();
  }
  for (const node of shown.querySelectorAll(without)) node.remove();
  return shown.innerText;
}
"""
LINKS = ".headerlink, .footnote-ref, .footnote-backref, .bi-anchor, button"
AROUND = (
    ".bi-related, .bi-source, .bi-around, .bi-mentions, .bi-listed, .bi-elsewhere, .bi-subscribe, .bi-speakers,"
    f" {LINKS}"
)
IN_WEEK = f"h3, .bi-note, .bi-more, .bi-links, {LINKS}"


def _generated() -> Iterator[str]:
    chance = Random(20_230_326)
    while True:
        yield "\n\n".join(chance.sample(CONSTRUCTS, chance.randint(1, 5)))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Archive]:
    """An archive of this one's pages, of generated ones, and of what the samples of other makers are imported as."""
    root = make_archive(tmp_path_factory.mktemp("words") / "archive")
    put(root, {path.relative_to(PROJECT / "content").as_posix(): path.read_text("utf-8") for path in _own()})
    bodies = [*CONSTRUCTS, *islice(_generated(), effort.of(GENERATED))]
    put(root, dict(_item(body, number) for number, body in enumerate(bodies)))
    if SAMPLES.is_dir() and effort.EFFORT == "all":
        samples = sorted(path for path in SAMPLES.rglob("*") if path.suffix in {".md", ".vtt", ".markdown"})
        sources = {f"sources/{path.parent.name}-{path.name}": path.read_text("utf-8") for path in samples}
        put(root, sources | {"archive.yml": "\n  - file: ".join(["sources:", *(name[8:] for name in sources)])})
        run(root)
    build(root, root.parent / "site")
    return root.parent / "site", load(root)


def _own() -> list[Path]:
    return [path for path in (PROJECT / "content").glob("weeks/*/*.md") if path.name != "index.md"]


def _item(body: str, number: int) -> tuple[str, str]:
    """The path and the page of an item, of which a week has ten."""
    week = date(2019, 1, 6) + timedelta(weeks=number // 10)
    text = written(f"Made {number}", id=f"paper:made-{number}", week=week.isoformat(), body=f"{body}\n")
    return f"weeks/{week}/made-{number}.md", text


@pytest.mark.slow
@pytest.mark.noisy
def test_what_is_taken_for_the_words_of_a_page_is_what_a_browser_shows(
    page: Tab, archive: tuple[Path, Archive], serve: Callable[[Path], str]
) -> None:
    site, known = archive
    address = serve(site)
    pages = Random(1).sample(known.pages, min(len(known.pages), effort.of(600, 16)))
    assert len(pages) >= effort.of(300, 16)
    assert [defect for one in pages for defect in _defects(page, address, known, one)] == []


@pytest.mark.slow
@pytest.mark.noisy
def test_a_feed_says_what_a_browser_shows(
    page: Tab, archive: tuple[Path, Archive], serve: Callable[[Path], str]
) -> None:
    site, known = archive
    entries = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    by_title = {one.item.title: one for one in known.pages}
    for entry in entries[: effort.of(500)]:
        one = by_title[entry["title"]]
        is_whole, html = "Read on</a>" not in entry["content_html"], entry["content_html"]
        page.set_content(f"<article>{html.rpartition('<p>')[0] if one.item.links else html}</article>")
        said = "".join(_read(page, "article", "sup:has(a)")).removesuffix("Readon").removesuffix("…")
        document = known.document(one)
        blocks = document.blocks if is_whole else document.running
        words = "".join("".join(block.text(plain_mathematics).split()) for block in blocks)
        assert said == words or (not is_whole and words.startswith(said)), one.path


def _read(tab: Tab, root: str, without: str) -> list[str]:
    return str(tab.evaluate(READ, [root, without])).split()


def _between(tex: str) -> str:
    return f"\u27e6{tex}\u27e7"


def _defects(tab: Tab, address: str, known: Archive, one: Page) -> Iterator[str]:
    """What is wrong with the words of a page, of its description, and of what the page of its week has of it."""
    document, place = known.document(one), one.path.removesuffix(".md")
    tab.goto(f"{address}{place}/")
    described = (tab.locator("meta[name=description]").get_attribute("content") or "").removesuffix("…")
    shown = _read(tab, "article", AROUND)
    words = [word for block in document.blocks for word in block.text(_between).split()]
    if shown != words:
        at = next((at for at, pair in enumerate(zip(shown, words, strict=False)) if len(set(pair)) > 1), 0)
        yield f"{place}: shown {shown[at : at + 8]}, read {words[at : at + 8]}"
    says_what_it_lists = one.item.kind is Kind.ISSUE
    text = document.text(plain_mathematics)
    if one.item.kind is Kind.TRANSCRIPT:  # whose times are left out
        text = " ".join(re.sub(r" ?\([\d:]+\)(?=[ :]|$)", "", text).split())
    if words and not says_what_it_lists and not text.startswith(described):
        yield f"{place}: described as {described}"
    if one.item.week:
        tab.goto(f"{address}weeks/{one.item.week}/")
        taken = " ".join(_read(tab, f".bi-entry:has(> h3 a[href$='{Path(place).name}/'])", IN_WEEK))
        if not " ".join(block.text(_between) for block in document.running).startswith(taken.removesuffix("…")):
            yield f"{place}: the week says {taken}"

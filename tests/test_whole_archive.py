"""This project's own archive from its five sources to its finished site."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.archive import taxonomies
from backissue.archive.addresses import address
from backissue.archive.archive import Archive
from backissue.archive.load import load
from backissue.archive.shelves import kind_path, topic_path, week_path, year_path
from backissue.files import tree
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Fate
from backissue.merge.importer import plan
from backissue.merge.ledger import Ledger
from backissue.model import Kind
from backissue.site.check import check_content, check_site
from backissue.sources.pieces import Fate as LineFate
from tests.archives import PROJECT, snapshot
from tests.tables import ledger

PAGES = ("weeks", "undated")
LEDGER = "items"
"""The folder of the records that an import makes anew; those of addresses are what an archive cannot do without."""
SOURCES = (
    "ai-phi-08.txt",
    "ml-news-2022-11.txt",
    "ml-news-2023-03.txt",
    "papers-of-the-week.md",
    "safety-in-numbers.txt",
)


@pytest.fixture(scope="module")
def archive() -> Archive:
    return load(PROJECT)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Changeset]:
    """The archive as its sources alone make it, and the import that made it."""
    root = tmp_path_factory.mktemp("fresh")
    shutil.copytree(PROJECT / "content", root / "content", ignore=shutil.ignore_patterns(*PAGES, LEDGER))
    made = plan(root)
    apply_changeset(root, made)
    return root, made


def imported(root: Path) -> tuple[dict[str, bytes], Ledger]:
    """What the importer wrote: the items' pages and the ledger."""
    pages = {
        name: data
        for name, data in snapshot(root / "content").items()
        if name.startswith(PAGES) and not name.endswith("/index.md")
    }
    return pages, ledger(root)


def test_it_holds_110_items_of_four_kinds_without_a_problem(archive: Archive) -> None:
    assert archive.problems == ()
    assert {kind.value: len(pages) for kind, pages in taxonomies.by_kind(archive).items()} == {
        "paper": 106,
        "transcript": 2,
        "summary": 1,
        "session": 1,
    }
    assert len(archive.pages) == 110


def test_it_has_its_weeks_topics_and_years(archive: Archive) -> None:
    weeks = taxonomies.weeks(archive)
    assert len(weeks) == 14
    assert len([week for week in weeks if any(page.item.kind is Kind.PAPER for page in week.pages)]) == 12
    assert list(taxonomies.by_year(weeks)) == [2024, 2023, 2022]
    assert len({name for page in archive.pages for name in page.item.topics}) == 11
    assert taxonomies.topics(archive)["economics"].children == ("economics-general-economics",)


def test_the_committed_pages_are_what_the_sources_make(fresh: tuple[Path, Changeset]) -> None:
    root, made = fresh
    assert made.problems == ()
    assert imported(root) == imported(PROJECT)


def test_another_import_writes_nothing(fresh: tuple[Path, Changeset]) -> None:
    root, _ = fresh
    again = plan(root)
    assert {fate: number for fate, number in again.counts().items() if number} == {Fate.SAME: 110}
    before = imported(root)
    assert apply_changeset(root, again) == ()
    assert again.edits == {}
    assert imported(root) == before


@pytest.mark.parametrize("file", SOURCES)
def test_every_line_of_a_source_is_accounted_for(fresh: tuple[Path, Changeset], file: str) -> None:
    report = {source.file: source for source in fresh[1].sources}[file]
    lines = (PROJECT / "content/sources" / file).read_text("utf-8").removesuffix("\n").split("\n")
    assert sum(report.account.values()) == len(lines)
    assert report.account[LineFate.PROBLEM] == 0
    assert report.items == (106 if file == "papers-of-the-week.md" else 1)


def test_there_is_a_case_for_every_source() -> None:
    assert set(SOURCES) == set(tree(PROJECT / "content/sources"))


def test_its_content_has_no_defects() -> None:
    assert check_content(PROJECT, load(PROJECT)) == []


def test_its_site_has_no_defects(site: Path) -> None:
    assert check_site(site) == []


def test_every_item_week_topic_kind_and_year_has_its_page(site: Path, archive: Archive) -> None:
    weeks = taxonomies.weeks(archive)
    expected = [page.path for page in archive.pages]
    expected += [week_path(week.day) for week in weeks]
    expected += [year_path(year) for year in taxonomies.by_year(weeks)]
    expected += [kind_path(kind) for kind in taxonomies.by_kind(archive)]
    expected += [topic_path(slug) for slug in taxonomies.topics(archive)]
    expected += ["index.md", "about.md", "search.md", "weeks/index.md", "topics/index.md", "years/index.md"]
    assert [path for path in expected if not (site / address(path) / "index.html").is_file()] == []


def parsed(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address(path) / "index.html").read_text("utf-8"))


def test_an_items_page_shows_its_title_and_its_links(site: Path, archive: Archive) -> None:
    for page in archive.pages:
        html = parsed(site, page.path)
        heading = html.css_first("h1")
        assert heading
        if "$" not in page.item.title:
            assert heading.text().removesuffix("#") == page.item.title
        shown = [link.attributes["href"] for link in html.css(".bi-links a")]
        assert shown[: len(page.item.links)] == [link.url for link in page.item.links]
        if page.item.id.startswith("arxiv:"):
            assert any("arxiv.org/abs/" in (address or "") for address in shown)
            assert any("arxiv.org/pdf/" in (address or "") for address in shown)


def test_previous_and_next_lead_through_every_item_of_a_week(site: Path, archive: Archive) -> None:
    for week in taxonomies.weeks(archive):
        route = [week.pages[0].path]
        while link := parsed(site, route[-1]).css_first("a[rel=next]"):
            following = posixpath.normpath(posixpath.join(address(route[-1]), link.attributes["href"] or ""))
            route.append(f"{following}.md")
        assert route == [page.path for page in week.pages]


def test_every_page_can_be_reached_from_the_first(site: Path) -> None:
    reached, waiting = set[str](), [""]
    while waiting:
        address = waiting.pop()
        file = site / address / "index.html"
        if address in reached or not file.is_file():
            continue
        reached.add(address)
        for link in LexborHTMLParser(file.read_text("utf-8")).css("a[href]"):
            path = (link.attributes["href"] or "").partition("#")[0].partition("?")[0]
            target = posixpath.normpath(posixpath.join(address, path))
            waiting += ["" if target == "." else f"{target}/"] if "://" not in path else []
    pages = {posixpath.dirname(name) for name in tree(site) if name.endswith("index.html")}
    assert {address.rstrip("/") for address in reached} == pages


def test_plain_mkdocs_renders_the_same_docs_without_a_warning(site: Path, tmp_path: Path) -> None:
    """Nothing but ``mkdocs.yml`` is needed to render ``docs/``: no hook, no plugin of this project's own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "plain")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=site.parent, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    ours = {name for name in tree(site) if name.endswith(".html")}
    assert {name for name in tree(tmp_path / "plain") if name.endswith(".html")} == ours

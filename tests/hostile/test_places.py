"""Hostile texts at every place of an archive: it is imported and built, and none of its pages acts on a reader.

Chromium opens the pages without their policy, so that nothing but what the pages are made of stands in the way.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from backissue.archive.config import parse_config
from tests import effort
from tests.hostile import files_beside
from tests.hostile.archives import URL, Case, cases, make, make_site
from tests.hostile.conftest import Watched
from tests.hostile.corpus import corpus
from tests.hostile.judging import Known, offences
from tests.hostile.places import places, settings

TURNS = 2
"""Texts of each class at each place; at every place other ones, so that all of them come."""
LARGE, SMALL = 300, 20
VISITED = 12
"""Pages of an archive that a browser opens, where not all are tried."""
COVERS = """() => {
  const isLaidOver = (node) => node && node.tagName !== "ARTICLE"
    && (["fixed", "absolute"].includes(getComputedStyle(node).position) || isLaidOver(node.parentElement));
  const isLarge = ({width, height}) => width * height * 4 > innerWidth * innerHeight;
  return [1, 2, 3, 4].flatMap(x => [1, 2, 3, 4].map(y => [innerWidth * x / 5, innerHeight * y / 5]))
    .map(([x, y]) => document.elementFromPoint(x, y)?.closest("article a[href]")).filter(Boolean)
    .filter(link => isLarge(link.getBoundingClientRect()) && isLaidOver(link)).map(link => link.outerHTML);
}"""
"""Gives the links of a text that cover a quarter of the window otherwise than by their own words."""
LEADS_ON = 'http-equiv="refresh"'
IS_ALL = effort.EFFORT == "all"


def parts() -> list[Sequence[Case]]:
    """The cases of each archive: all in parts, or a few of them."""
    chosen = [*cases(TURNS)]
    random.Random(11).shuffle(chosen)
    size = LARGE if IS_ALL else SMALL
    every: list[Sequence[Case]] = [chosen[at : at + size] for at in range(0, len(chosen), size)]
    return every if IS_ALL else every[:1]


PARTS = parts()


def _led_on(bare: BrowserContext, place: str) -> str:
    """Return where a page that leads on leads, opened by itself, since it ends whatever else its tab does."""
    page = bare.new_page()
    page.goto(place, wait_until="commit")
    page.wait_for_timeout(200)
    url = page.url
    page.close()
    return url


@pytest.mark.parametrize("number", range(len(PARTS)))
def test_no_text_of_an_archive_acts_on_a_reader(  # noqa: PLR0913, PLR0917 - what it takes to see that
    number: int,
    tmp_path: Path,
    once_built: Path,
    serve: Callable[[Path], str],
    bare: BrowserContext,
    watched: Watched,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SITE_URL", URL)
    root = make(tmp_path / "archive", PARTS[number])
    make_site(root)
    files = sorted((root / "site").rglob("*.html"))
    known = Known.of(once_built / "site")
    found = {f"{file.name}: {what}" for file in files for what in offences(file.read_text("utf-8"), known)}
    assert found == set()
    assert [*files_beside.offences(root / "site")] == []
    address, page = serve(root / "site"), bare.new_page()
    visited = files if IS_ALL else random.Random(7).sample(files, min(VISITED, len(files)))
    for file in visited:
        place = address + file.relative_to(root / "site").as_posix()
        if LEADS_ON in file.read_text("utf-8"):
            assert _led_on(bare, place).startswith(address)
            continue
        page.goto(place)
        assert page.url.startswith(address)
        assert page.evaluate(COVERS) == []
    at = f"{len(PARTS[number])} texts at {len({place for place, _ in PARTS[number]})} places"
    met = f"{len(visited)} opened, {len(watched.ran)} ran, {len(watched.foreign)} foreign requests"
    with capsys.disabled():
        sys.stdout.write(f"\n{at}: {len(files)} pages, {met}\n")
    assert (watched.ran, watched.foreign) == ([], [])


def test_a_page_that_acts_would_be_noticed(
    tmp_path: Path, serve: Callable[[Path], str], bare: BrowserContext, watched: Watched, once_built: Path
) -> None:
    text = (
        "<!doctype html><article><a href=https://evil.example/ style='position:fixed;inset:0'>a</a></article>"
        "<img src=https://evil.example/p><img src=x onerror=go()><script>go();alert(1)</script>"
    )
    (tmp_path / "a.html").write_text(text)
    page = bare.new_page()
    page.goto(serve(tmp_path) + "a.html")
    assert page.evaluate(COVERS)
    page.wait_for_timeout(100)
    assert len(watched.ran) == 3
    assert watched.foreign == ["https://evil.example/p"]
    assert len({*offences(text, Known.of(once_built / "site"))}) == 4


def test_every_class_stands_at_every_place_and_every_text_somewhere() -> None:
    given = {*cases(TURNS)}
    by_class = {text: name for name, texts in corpus().items() for text in texts}
    assert {(place, by_class[text]) for place, text in given} == {(a, b) for a in places() for b in corpus()}
    assert {text for _, text in given} == by_class.keys()


@pytest.mark.parametrize("name", corpus())
def test_whatever_stands_in_the_configuration_it_is_read_or_is_a_problem(name: str) -> None:
    texts = corpus()[name][:: 1 if IS_ALL else 8]
    assert all(parse_config(whole) for text in texts for _, whole in settings(text))


def test_files_that_act_would_be_noticed(tmp_path: Path) -> None:
    entry = "<entry><content type='html'>&lt;p onclick=go()&gt;</content><title>\u202e</title></entry>"
    (tmp_path / "a.xml").write_text(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>', "utf-8")
    (tmp_path / "a.json").write_text('{"items": [{"content_html": "<script>go()</script>"}]}')
    (tmp_path / "a.csv").write_text('"a;=1+1","=1"\n')
    (tmp_path / "a.bib").write_text("@article{a, title = {\\input{/etc/passwd} \\\\\\input}}")
    found = [what.partition(":")[0] for what in files_beside.offences(tmp_path)]
    assert found == ["a.bib", "a.bib", "a.csv", "a.csv", "a.json", "a.xml", "a.xml"]

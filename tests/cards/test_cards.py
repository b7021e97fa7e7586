"""Pictures for link previews: what is on them, which page has which, and that none is drawn twice."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.catalogue import catalogue
from backissue.archive.load import load
from backissue.cards import DESIGN, SIZE, Card, draw
from backissue.cards.drawing import LARGEST
from backissue.cards.typesetting import LEADING, SIZES, drawable, fit, font, set_title
from backissue.site import outputs, rebuild
from backissue.site.build import build
from backissue.site.outputs import add_cards, card_assets, card_path
from backissue.site.site import Asset, Document, Site, drafted
from tests.archives import CASES, change, snapshot

CARD = Card("Sparks of Artificial General Intelligence", "Paper · 20-26 March 2023", "Robotics", "Toy")
WIDTH, HEIGHT = 1032, 340


def site_of(root: Path, url: str = "https://reader.example/repo/") -> Site:
    return Site(catalogue(load(root)), "Toy", url)


def test_a_picture_has_the_size_that_previews_want_and_few_colours() -> None:
    picture = Image.open(BytesIO(draw(CARD)))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", SIZE) == ("PNG", "P", (1200, 630))
    assert len(picture.getcolors() or []) <= 16


def test_a_card_looks_as_its_design_has_always_looked() -> None:
    """Small and grey, so that another version of Pillow may round otherwise. If it fails, count ``DESIGN`` up."""
    golden = CASES / f"cards/design-{DESIGN}.png"
    small = Image.open(BytesIO(draw(CARD))).convert("L").reduce(10)
    if os.environ.get("UPDATE_GOLDEN"):
        small.save(golden)
    difference = ImageChops.difference(small, Image.open(BytesIO(golden.read_bytes())))
    assert ImageStat.Stat(difference).mean[0] < 0.15


def test_a_card_is_always_drawn_alike_and_another_otherwise() -> None:
    others = [Card("Other"), Card(CARD.title, "Other"), Card(CARD.title, CARD.line, "Other")]
    assert draw(CARD) == draw(CARD)
    assert len({draw(card) for card in (CARD, *others)}) == 4
    assert len({card_path(card) for card in (CARD, *others)}) == 4


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Größe, żółć, Ελληνικά, Русский", "Größe, żółć, Ελληνικά, Русский"),
        ("Hello \N{HUGGING FACE} world", "Hello world"),
        ("\N{MATHEMATICAL BOLD CAPITAL R}-learning", "R-learning"),
        ("ca\N{COMBINING CEDILLA}fe\N{COMBINING ACUTE ACCENT}", "ca\N{COMBINING CEDILLA}fé"),
        ("one\N{NO-BREAK SPACE}two\nthree\N{ZERO WIDTH SPACE}", "one two three"),
        ("强化学习", ""),
    ],
)
def test_what_the_font_lacks_is_left_out(text: str, shown: str) -> None:
    assert drawable(text) == shown


def test_a_title_of_which_little_can_be_shown_makes_room_for_what_the_page_is() -> None:
    assert draw(Card("强化学习 (RL)", "Paper", "Robotics", "Toy")) == draw(Card("Paper", "", "Robotics", "Toy"))


@pytest.mark.parametrize(
    "title", ["", "\0", "强化学习", "W" * 5000, "a " * 3000, "\N{HEBREW LETTER ALEF}", "\u202eabc"]
)
def test_any_title_makes_a_picture(title: str) -> None:
    assert Image.open(BytesIO(draw(Card(title, title, title, title)))).size == SIZE


@pytest.mark.parametrize(
    "title",
    [
        "Reflexion: Language Agents with Verbal Reinforcement Learning",
        "A Comprehensive Survey of Retrieval-Augmented Large Language Models for Scientific Discovery: Open Problems",
        "Größe żółć Ελληνικά Русский & other words of many forms " * 4,
    ],
)
def test_a_picture_is_small_whatever_its_title(title: str) -> None:
    long = "Natural Language Processing and what belongs to it, said at length"
    assert len(draw(Card(title, long, long, long))) <= LARGEST


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=400))
def test_every_line_of_a_title_has_room(text: str) -> None:
    setting = set_title(drawable(text), WIDTH, HEIGHT)
    assert len(setting.lines) * setting.size * LEADING <= HEIGHT
    assert all(font(setting.size).getlength(line) <= WIDTH for line in setting.lines)


def test_a_short_title_is_large_and_a_long_one_is_cut() -> None:
    assert set_title("Tracr", WIDTH, HEIGHT).size == SIZES[0]
    long = set_title("Words and more words " * 30, WIDTH, HEIGHT)
    assert (long.size, len(long.lines), long.lines[-1][-1]) == (SIZES[-1], 5, "…")


def test_the_lines_of_a_title_are_about_as_long() -> None:
    lines = set_title("A title of so many words that the last does not fit", WIDTH, HEIGHT).lines
    lengths = [font(100).getlength(line) for line in lines]
    assert len(lines) > 1
    assert min(lengths) > 0.6 * max(lengths)


def test_what_is_cut_ends_with_a_word() -> None:
    assert fit("Optimization and Control", 345, 36) == "Optimization and…"


def test_every_page_has_a_picture_and_every_picture_a_page(toy: Path) -> None:
    site = site_of(toy)
    pages = ["index.md", "weeks/2023-03-26/index.md", "weeks/2023-03-26/sparks.md", "topics/economics.md"]
    pages += ["papers/index.md", "about.md"]
    told = list(add_cards(site, [drafted(Document(path, "---\ntitle: x\n---\n")) for path in pages]))
    named = [re.findall(r'^card: "(cards/[0-9a-f]+\.png)"$', draft.make().text, re.MULTILINE) for draft in told]
    assert all(len(paths) == 1 for paths in named)
    assert named[0] == named[-1], "a page without a picture of its own has that of the first page"
    assert len({paths[0] for paths in named}) == 5
    assert {path for paths in named for path in paths} <= {asset.path for asset in card_assets(site)}


def test_in_a_large_archive_the_items_of_a_week_share_its_picture(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "OWN_CARDS", 3)
    site = site_of(toy)
    undated = site.catalogue.undated[0].path
    pages = ["weeks/2023-03-26/index.md", "weeks/2023-03-26/sparks.md", "summaries/index.md", undated]
    told = add_cards(site, [drafted(Document(path, "---\ntitle: x\n---\n")) for path in pages])
    week, item, kind, last = [draft.make().text.splitlines()[1] for draft in told]
    assert week == item != kind == last
    shelves = [shelf for shelf in site.catalogue.shelves if shelf.kind in {"home", "week", "topic", "kind"}]
    assert len(list(card_assets(site))) <= len(shelves)


def test_what_only_sends_readers_on_has_no_picture(toy: Path) -> None:
    documents = [Document("old.md", "---\ntitle: x\n---\n", listed=False), Document("README.md", "# Note\n")]
    assert [draft.make() for draft in add_cards(site_of(toy), map(drafted, documents))] == documents


def test_without_an_address_of_the_site_nothing_is_drawn(once_built: Path) -> None:
    assert not (once_built / "docs/cards").exists()
    assert not [name for name, data in snapshot(once_built / "docs").items() if b"\ncard:" in data]


def test_a_picture_that_is_there_is_not_drawn_again(tmp_path: Path) -> None:
    (tmp_path / "there.png").touch()
    there = Asset("there.png", lambda: pytest.fail("it was made again"), settled=True)
    new = Asset("new.png", lambda: b"new", settled=True)
    assert list(rebuild.make_assets(tmp_path, [there, new], 1)) == [(new, b"new")]


@pytest.mark.slow
def test_several_processes_draw_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toy: Path) -> None:
    monkeypatch.setattr(rebuild, "SOLITARY", 10)
    pictures = [*card_assets(site_of(toy)), *card_assets(site_of(toy, "https://elsewhere.example/"))]
    assert len(pictures) >= 20
    assert list(rebuild.make_assets(tmp_path, pictures, 2)) == list(rebuild.make_assets(tmp_path, pictures, 1))


@pytest.mark.slow
def test_a_new_title_draws_one_picture_and_removes_one(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://reader.example/repo/")
    build(toy, toy / "site")
    before = snapshot(toy / "docs/cards")
    change(toy / "content/weeks/2023-03-26/sparks.md", 'title: "Sparks', 'title: "Embers')
    build(toy, toy / "site")
    after = snapshot(toy / "docs/cards")
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 1


def test_the_pages_tell_previews_of_their_pictures(site: Path) -> None:
    for name in ("index.html", "weeks/2023-03-26/index.html", "topics/economics/index.html", "papers/index.html"):
        head = LexborHTMLParser((site / name).read_text("utf-8")).css("head > meta[content]")
        told = {
            meta.attributes.get("property") or meta.attributes.get("name"): meta.attributes["content"] for meta in head
        }
        image = told["og:image"] or ""
        assert image.startswith("https://reader.example/repo/cards/")
        size = Image.open(BytesIO((site / image.removeprefix("https://reader.example/repo/")).read_bytes())).size
        assert (told["og:image:width"], told["og:image:height"]) == tuple(map(str, size))
        assert told["og:image:alt"]
        assert told["twitter:card"] == "summary_large_image"

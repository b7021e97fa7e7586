"""Feeds: valid, the same until an item of theirs changes, and read by feed readers as they were meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from playwright.sync_api import Page, Request
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.catalogue import catalogue
from backissue.archive.load import load
from backissue.model import Link
from backissue.site.feeds import ARROW, FEEDS, LONGEST, Entry, Feed, atom, fit, json_feed, permanent
from backissue.site.site import Site
from tests.archives import CASES, PROJECT, make_archive, page, put

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SCHEMA = Draft202012Validator(json.loads((CASES / "feeds/jsonfeed-1.1.schema.json").read_text("utf-8")))


def feeds_of(root: Path, url: str = "https://reader.example/repo/", name: str = "Toy") -> dict[str, bytes]:
    site = Site(catalogue(load(root)), name, url)
    shelves = [shelf for shelf in site.catalogue.shelves if shelf.has_feeds]
    return {form.path(shelf): form.make(shelf, site) for shelf in shelves for form in FEEDS}


def atom_feeds(feeds: dict[str, bytes]) -> Iterator[tuple[str, ET.Element]]:
    return ((path, ET.fromstring(data)) for path, data in feeds.items() if path.endswith(".xml"))


def titles(feed: bytes) -> list[str]:
    return [item["title"] for item in json.loads(feed)["items"]]


def test_no_feed_has_a_control_of_terminals_or_of_the_order_of_text(tmp_path: Path) -> None:
    odd = r"A\e[31m\x9b\u202eB\ufeff\u2066 C"
    fields = {"topics": f'["{odd}"]', "people": f'["{odd}"]', "links": f'[{{"{odd}": "https://a.example/"}}]'}
    text = page(odd, body="Words \x9b and \u202eothers.\n", **fields).replace('"One"', f'"{odd}"')
    for data in feeds_of(make_archive(tmp_path, {"weeks/2023-03-26/a.md": text})).values():
        assert "A[31mB C" in data.decode()
        assert not set(data.decode()) & set("\x1b\x9b\u202e\ufeff\u2066")
        assert b"\\u001b" not in data


def test_what_a_feed_shows_of_a_page_passes_the_gate_or_is_only_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers of feeds have no policy that stops what the cleaning would let through."""
    monkeypatch.setattr("backissue.site.feeds.without_attributes", lambda html, _: html)
    body = "Some *words*.\n\n<p onclick=go()>More</p>\n"
    root = make_archive(tmp_path, {"weeks/2023-03-26/a.md": page(body=body)})
    made = feeds_of(root)
    assert made
    for data in made.values():
        assert b"onclick" not in data
        assert b"Some words." in data


@pytest.fixture(scope="module")
def real() -> dict[str, bytes]:
    return feeds_of(PROJECT)


def assert_atom(element: ET.Element) -> None:
    """What RFC 4287, 4.1.1 and 4.1.2, says that feeds and entries MUST have, once each."""
    for name in ("id", "title", "updated"):
        assert len(element.findall(ATOM + name)) == 1, name
    assert urlsplit(element.findtext(f"{ATOM}id")).scheme
    assert TIME.fullmatch(element.findtext(f"{ATOM}updated") or "")
    alternates = [link.get("type") for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    assert len(alternates) == len(set(alternates)) == 1


def test_every_atom_feed_has_all_that_the_standard_demands(real: dict[str, bytes]) -> None:
    for path, feed in atom_feeds(real):
        assert_atom(feed)
        entries = feed.findall(f"{ATOM}entry")
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
            f"https://reader.example/repo/{path}"
        ]
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
        for entry in entries:
            assert_atom(entry)
            assert len(entry.findall(f"{ATOM}content")) + len(entry.findall(f"{ATOM}summary")) == 1


def test_every_json_feed_is_as_its_schema_says(real: dict[str, bytes], toy: Path) -> None:
    for feeds in (real, feeds_of(toy), feeds_of(toy, url="")):
        for path, data in feeds.items():
            if path.endswith(".json"):
                SCHEMA.validate(json.loads(data))


def test_the_schema_refuses_a_feed_without_its_version() -> None:
    assert not SCHEMA.is_valid({"title": "x", "items": []})


def test_a_feed_reader_finds_no_fault_and_reads_what_was_meant(real: dict[str, bytes]) -> None:
    for path, data in real.items():
        if not path.endswith(".xml"):
            continue
        parsed = feedparser.parse(data)
        items = json.loads(real[path.replace(".xml", ".json")])["items"]
        assert not parsed.bozo
        assert parsed.version == "atom10"
        assert [entry.title for entry in parsed.entries] == [item["title"] for item in items]
        for entry, item in zip(parsed.entries, items, strict=True):
            text = entry.content[0].value if "content" in entry else entry.summary
            assert (entry.id, entry.link, text) == (item["id"], item["url"], item["content_html"])
            assert [tag.term for tag in entry.tags] == item["tags"]
            assert [author.name for author in entry.get("authors", [])] == [
                author["name"] for author in item.get("authors", [])
            ]


def test_there_is_a_feed_of_all_of_each_topic_and_of_each_kind(real: dict[str, bytes]) -> None:
    shelves = catalogue(load(PROJECT))
    folders = ["", *(f"topics/{slug}/" for slug in shelves.topics), *(f"{kind.plural}/" for kind in shelves.kinds)]
    assert set(real) == {f"{folder}feed.{form}" for folder in folders for form in ("xml", "json")}


def test_a_topic_has_the_items_of_the_topics_below_it(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("One", topics='["Economics > Trade"]')})
    feeds = feeds_of(root)
    assert titles(feeds["topics/economics/feed.json"]) == titles(feeds["topics/economics-trade/feed.json"]) == ["One"]


def test_topics_have_no_tex_in_feeds(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("One", topics='["Theory > $n^2$ bounds"]')})
    (data,) = (data for path, data in feeds_of(root).items() if re.fullmatch(r"topics/theory-.+/feed\.json", path))
    feed = json.loads(data)
    assert feed["title"] == f"Toy: Theory{ARROW}n² bounds"
    assert feed["items"][0]["tags"] == ["Paper", f"Theory{ARROW}n² bounds"]


def test_the_newest_week_comes_first_and_its_items_as_in_the_week(tmp_path: Path) -> None:
    source = "{{file: papers.md, line: {}}}"
    files = {
        "weeks/2023-03-26/a.md": page("Later in its source", source=source.format(9)),
        "weeks/2023-03-26/b.md": page("Zuerst", source=source.format(3)),
        "weeks/2023-04-02/c.md": page("Newest", week="2023-04-02"),
        "undated/d.md": page("Undated", week=""),
    }
    feeds = feeds_of(make_archive(tmp_path, files))
    assert titles(feeds["feed.json"]) == ["Newest", "Zuerst", "Later in its source"]


def test_a_feed_ends_with_its_fiftieth_item(tmp_path: Path) -> None:
    files = {f"weeks/2023-03-26/p{number}.md": page(f"P{number}") for number in range(LONGEST + 5)}
    assert len(titles(feeds_of(make_archive(tmp_path, files))["papers/feed.json"])) == LONGEST == 50


def test_an_item_changes_only_the_feeds_that_it_is_in(toy: Path) -> None:
    before = feeds_of(toy)
    put(toy, {"weeks/2023-04-02/new.md": page("New", week="2023-04-02", topics="[Robots]")})
    after = feeds_of(toy)
    changed = {path.rpartition("/feed.")[0] for path in after if after[path] != before.get(path)}
    assert changed == {"", "papers", "topics/robots"}


def test_an_entry_keeps_its_id_where_the_site_moves(toy: Path) -> None:
    there, elsewhere = feeds_of(toy)["feed.json"], feeds_of(toy, url="https://other.example/")["feed.json"]
    assert [item["id"] for item in json.loads(there)["items"]] == [
        item["id"] for item in json.loads(elsewhere)["items"]
    ]


def test_a_feed_was_updated_when_its_newest_item_was(tmp_path: Path) -> None:
    files = {
        "weeks/2023-03-26/a.md": page("A", date="2023-03-21"),
        "weeks/2023-03-19/b.md": page("B", week="2023-03-19"),
    }
    feed = ET.fromstring(feeds_of(make_archive(tmp_path, files))["feed.xml"])
    assert feed.findtext(f"{ATOM}updated") == "2023-03-21T12:00:00Z"


def test_a_feed_gives_the_time_of_an_item_where_one_is_known(tmp_path: Path) -> None:
    files = {
        "weeks/2023-03-26/a.md": page("A", date="2023-03-21", time="23:30-05:00"),
        "weeks/2023-03-26/b.md": page("B", date="2023-03-22", time="01:30Z"),
    }
    made = feeds_of(make_archive(tmp_path, files))
    feed = ET.fromstring(made["feed.xml"])
    assert feed.findtext(f"{ATOM}updated") == "2023-03-21T23:30:00-05:00"  # three hours after the other
    assert [item["date_published"] for item in json.loads(made["feed.json"])["items"]] == [
        "2023-03-21T23:30:00-05:00",
        "2023-03-22T01:30:00Z",
    ]


def test_an_archive_without_items_has_a_valid_feed(tmp_path: Path) -> None:
    feeds = feeds_of(make_archive(tmp_path))
    assert_atom(ET.fromstring(feeds["feed.xml"]))
    SCHEMA.validate(json.loads(feeds["feed.json"]))


def test_without_an_address_of_the_site_links_count_from_the_feed(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("One", topics="[Robots]")})
    feeds = feeds_of(root, url="")
    (item,) = json.loads(feeds["topics/robots/feed.json"])["items"]
    assert item["url"] == "../../weeks/2023-03-26/a/"
    (entry,) = feedparser.parse(feeds["feed.xml"]).entries
    assert entry.link == "weeks/2023-03-26/a/"


def test_a_short_text_is_there_whole_and_a_talk_begins(tmp_path: Path) -> None:
    words = "\n\n".join(f"Paragraph {number} " + "of many words " * 20 for number in range(40))
    files = {
        "weeks/2023-03-26/a.md": page("Paper", body="First *one*.\n\n- a\n- b\n"),
        "weeks/2023-03-26/b.md": page("Talk", kind="transcript", body=f"{words}\n"),
    }
    feed = ET.fromstring(feeds_of(make_archive(tmp_path, files))["feed.xml"])
    paper, talk = feed.findall(f"{ATOM}entry")
    assert paper.findtext(f"{ATOM}content") == "<p>First <em>one</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    summary = talk.findtext(f"{ATOM}summary") or ""
    assert summary.startswith("<p>Paragraph 0 of many words")
    assert summary.endswith('<p><a href="https://reader.example/repo/weeks/2023-03-26/b/">Read on</a></p>')
    assert "Paragraph 9" not in summary


TEXT = st.text(max_size=40).map(lambda text: f"a{fit(text)}")


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    return Entry(
        id=permanent(draw(TEXT)),
        title=draw(TEXT),
        path="weeks/2023-03-26/a.md",
        day=date(2023, 3, 26),
        tags=(draw(TEXT),),
        people=(draw(TEXT),),
        links=(Link(draw(TEXT), "https://x.example/?a=1&b=%22"),),
        html="<p>text</p>",
        summary="",
        is_whole=draw(st.booleans()),
    )


@given(st.text())
def test_no_character_is_left_that_xml_cannot_hold(text: str) -> None:
    assert ET.fromstring(f"<a>{escape(fit(text))}</a>".encode()).text in {as_xml_reads(fit(text)), None}


def as_xml_reads(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(entries())
def test_whatever_an_item_says_comes_out_of_its_feed_as_it_went_in(entry: Entry) -> None:
    feed = Feed("urn:x:1", entry.title, "A & B", "index.md", "", "https://reader.example/", (entry,))
    parsed = ET.fromstring(atom(feed)).find(f"{ATOM}entry")
    assert parsed is not None
    assert parsed.findtext(f"{ATOM}title") == as_xml_reads(entry.title)
    assert parsed.findtext(f"{ATOM}author/{ATOM}name") == as_xml_reads(entry.people[0])
    html = parsed.findtext(f"{ATOM}{'content' if entry.is_whole else 'summary'}") or ""
    links = LexborHTMLParser(html).css("p:last-child > a")
    assert [link.attributes["href"] for link in links] == ["https://x.example/?a=1&b=%22"]
    SCHEMA.validate(json.loads(json_feed(feed)))


def test_the_pages_say_where_the_feeds_are(site: Path) -> None:
    expected = {"index.html": ["feed"], "papers/index.html": ["papers/feed", "feed"]}
    expected["topics/economics/index.html"] = ["topics/economics/feed", "feed"]
    for name, feeds in expected.items():
        links = LexborHTMLParser((site / name).read_text("utf-8")).css("head > link[rel=alternate]")
        paths = [(site / name).parent.joinpath(str(link.attributes["href"])).resolve() for link in links]
        assert [path.relative_to(site).as_posix() for path in paths] == [
            f"{feed}.{form}" for form in ("xml", "json") for feed in feeds
        ]
        assert all(path.is_file() for path in paths)


def test_the_page_of_a_topic_links_to_its_feed(site: Path) -> None:
    article = LexborHTMLParser((site / "topics/economics/index.html").read_text("utf-8")).css("article .bi-follow a")
    assert [link.attributes["href"] for link in article] == ["feed.xml", "feed.json"]


def test_no_feed_is_taken_for_a_translation(page: Page, site_address: str) -> None:
    """The theme's script would fetch the map of the site for each of them, which grows with the archive."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(urlsplit(request.url).path)

    page.on("request", note)
    page.goto(f"{site_address}topics/economics/", wait_until="networkidle")
    assert asked
    assert not [path for path in asked if path.endswith("sitemap.xml")]

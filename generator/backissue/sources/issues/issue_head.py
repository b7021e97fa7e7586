"""What an issue says of itself: its head, and the day that its text or its file's name gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from itertools import islice
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser

from backissue.dates import find_day
from backissue.model import Item, Kind, Link, Problem
from backissue.sources.facts import whole_item
from backissue.sources.heads import each_once, read_front_matter
from backissue.sources.issues.html_blocks import Converted
from backissue.sources.pieces import Source
from backissue.urls import canonical_url, untracked, web_address

_PERMALINKS = ("permalink", "canonical_url", "canonical", "source", "url", "link", "original")
_DAYS = ("date", "published", "publish_date", "published_at", "date_published", "pubdate", "sent_at", "publishdate")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of an issue or a talk says, how many lines it takes, and why it was not read where it was not."""

    title: str = ""
    day: date | None = None
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    end: int = 0
    problem: Problem | None = None


def read_head(source: Source) -> Head:
    """Return the head in YAML or TOML with which a source may begin."""
    head = read_front_matter(source)
    urls = head.texts(*_PERMALINKS)
    link = next((url for url in urls if web_address(url)), None)
    days = map(find_day, head.texts(*_DAYS, *_PERMALINKS))
    key = next((key for key in ("tags", "topics", "categories") if head.texts(key)), "")
    tags = head.texts(key)
    if isinstance(head.data.get(key), str):
        tags = [tag.strip(" '\"") for tag in tags[0].split(",")]
    return Head(
        title=unescape(head.first("title", "subject")),
        day=next(filter(None, days), None),
        people=each_once(head.texts("author", "authors")),
        topics=select_topics(tags),
        links=(Link("Permalink", untracked(link)),) if link else (),
        end=head.end,
        problem=head.problem,
    )


def select_topics(tags: Iterable[str]) -> tuple[str, ...]:
    """Return an issue's tags as topics, each once; none where they are so many or so long that they are key words."""
    topics = each_once(filter(None, tags))
    usable = len(topics) <= 8 and all(len(topic) <= 40 and ">" not in topic for topic in topics)
    return topics if usable else ()


def find_issue_day(source: Source, head: Head, text: Sequence[str]) -> date | None:
    """Return the day of an issue: its head's, else that in its file's name, else that of a short line near the top."""
    datelines = (line for line in islice(filter(str.strip, text), 12) if len(line.split()) <= 12)
    own = head.day or find_day(PurePath(source.file).name)
    return own or next(filter(None, map(find_day, datelines)), None)


def make_item(source: Source, kind: Kind, head: Head, found: Converted, day: date | None) -> Item:
    """Return the one item of a source with a head."""
    item = whole_item(source, kind, found.title or PurePath(source.file).stem, found.body, day)
    name = canonical_url(head.links[0].url) if head.links else ""
    return replace(item, id=name, links=head.links, people=head.people, topics=head.topics)


_ADDRESSES = (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content"), ("base", "href"))
_DAY_ELEMENTS = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[name="date"]', "content"),
    ("time[datetime]", "datetime"),
)
_PEOPLE = (('meta[name="author"]', "content"), ('meta[property="article:author"]', "content"))
_FOREMOST = 20_000
"""Characters of a page in which its head stands."""


def read_html_head(html: str) -> tuple[Head, str]:
    """Return the facts of a page, and the address that relative ones are seen from, empty where it names none."""
    tree = LexborHTMLParser(html[:_FOREMOST])
    urls = [url for url in _values(tree, _ADDRESSES) if web_address(url)]
    own = [url for url in _values(tree, _ADDRESSES[:2]) if web_address(url)]
    days: list[date] = [day for text in _values(tree, _DAY_ELEMENTS) if (day := find_day(text))]
    names = each_once(name for name in _values(tree, _PEOPLE) if not web_address(name))
    links = (Link("Permalink", untracked(own[0])),) if own else ()
    return Head(day=days[0] if days else None, people=names, links=links), urls[0] if urls else ""


def _values(tree: LexborHTMLParser, places: tuple[tuple[str, str], ...]) -> list[str]:
    found = ((tree.css_first(selector), name) for selector, name in places)
    return [value for node, name in found if node and (value := (node.attributes.get(name) or "").strip())]

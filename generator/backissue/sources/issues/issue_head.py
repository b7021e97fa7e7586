"""What an issue says of itself: its head, and the day that its text or its file's name gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from backissue.dates import When, find_day
from backissue.languages import find_language
from backissue.model import Item, Kind, Link
from backissue.sources.facts import whole_item
from backissue.sources.issues.html_blocks import Converted
from backissue.sources.issues.microformats import Entry, read_entry
from backissue.sources.links.recordings import with_opening, with_recordings
from backissue.sources.names.file_names import read_file_name
from backissue.sources.pieces import Source
from backissue.sources.stated.head import each_once
from backissue.sources.stated.head_facts import Head, select_topics
from backissue.urls import canonical_url, untracked, web_address


def make_item(  # noqa: PLR0913 - what a letter is made of
    source: Source, kind: Kind, head: Head, found: Converted, when: When, *, written: Sequence[str]
) -> Item:
    """Return a letter of a source as an item, of which ``written`` are the lines below its head."""
    item = whole_item(source, kind, found.title or read_file_name(source.file).title, found.body, when)
    name = canonical_url(head.permalink) if head.permalink else ""
    is_issue = kind is Kind.ISSUE
    links = with_opening(head.links, written, found.body) if is_issue else with_recordings(head.links, written)
    item = replace(item, id=name, links=links, people=head.people, topics=head.topics)
    item = replace(item, aliases=head.aliases, called=head.called)
    item = replace(item, lang=find_language(head.lang)) if head.lang else item
    return replace(item, extra=described(head, found.body))


def described(head: Head, body: str) -> dict[str, str]:
    """Return the facts of a head that have no field of their own; a description only where the text does not say it."""
    about = " ".join(head.about.split())
    said = " ".join(plain_words(body))
    is_new = about and " ".join(plain_words(about)) not in said
    return {**head.extra, **({"description": about} if is_new else {})}


def plain_words(text: str) -> list[str]:
    """Return the words of a text without case and punctuation."""
    return "".join(char if char.isalnum() else " " for char in text.casefold()).split()


_ADDRESSES = (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content"), ("base", "href"))
_DAY_ELEMENTS = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[name="date"]', "content"),
    ("time[datetime]", "datetime"),
)
_STAMPS = "#timestamp, p.published, .post-date, .entry-date, .published-date"
"""Elements of exports and themes that hold the day of a post as text."""
_LONGEST_STAMP = 60
_PEOPLE = (('meta[name="author"]', "content"), ('meta[property="article:author"]', "content"))
_FOREMOST = 20_000
"""Characters of a page in which its head stands."""


def read_html_head(html: str) -> tuple[Head, str]:
    """Return the facts of a page, and the address that relative ones are seen from, empty where it names none."""
    tree = LexborHTMLParser(html[:_FOREMOST])
    urls = [url for url in _values(tree, _ADDRESSES) if web_address(url)]
    own = [url for url in _values(tree, _ADDRESSES[:2]) if web_address(url)]
    entry = read_entry(LexborHTMLParser(html)) if "h-entry" in html else Entry()
    own = [entry.url] if web_address(entry.url) else own
    stamps = [" ".join(node.text().split()) for node in tree.css(_STAMPS) if len(node.text()) <= _LONGEST_STAMP]
    days: list[date] = [day for text in [entry.day, *_values(tree, _DAY_ELEMENTS), *stamps] if (day := find_day(text))]
    names = entry.people or each_once(name for name in _values(tree, _PEOPLE) if not web_address(name))
    links = (Link("Permalink", untracked(own[0])),) if own else ()
    own_url = links[0].url if links else ""
    root = tree.css_first("html[lang]")
    lang = (root.attributes.get("lang") or "") if root else ""
    when = When(days[0]) if days else None
    tags = [node.attributes.get("content") or "" for node in tree.css('meta[property="article:tag"]')]
    topics = entry.topics or select_topics(tags)
    head = Head(lang=lang, when=when, people=names, topics=topics, links=links, about=entry.summary)
    return replace(head, permalink=own_url), next(iter(urls), own_url)


def opening_title(html: str) -> str:
    """Return the heading that opens a page without a title, if all others are deeper; empty where none does.

    >>> opening_title("<h3>Ropes</h3><p>So.</p><h4>Hemp</h4>"), opening_title("<h2>Ropes</h2><h2>Sails</h2>")
    ('Ropes', '')
    """
    tree = LexborHTMLParser(html[:_FOREMOST])
    headings = tree.css("h1, h2, h3, h4, h5")
    if not headings or headings[0].tag == "h1" or tree.css_first("head > title, h1, body > p.title"):
        return ""
    words = " ".join(headings[0].text().split())
    before = (tree.body.text() if tree.body else "").partition(headings[0].text())[0]
    is_first = len(before.split()) <= _FEW and all(str(other.tag) > str(headings[0].tag) for other in headings[1:])
    return words if is_first else ""


_FEW = 12
"""Words above a title."""


def add_stated(head: Head, stated: Head) -> Head:
    """Return the head above a page of HTML with what it leaves open and the page says."""
    return replace(
        stated,
        when=stated.when or head.when,
        people=stated.people or head.people,
        topics=stated.topics or head.topics,
        links=stated.links or head.links,
        about=stated.about or head.about,
        permalink=stated.permalink or head.permalink,
        lang=stated.lang or head.lang,
    )


def _values(tree: LexborHTMLParser, places: tuple[tuple[str, str], ...]) -> list[str]:
    found = ((tree.css_first(selector), name) for selector, name in places)
    return [value for node, name in found if node and (value := (node.attributes.get(name) or "").strip())]

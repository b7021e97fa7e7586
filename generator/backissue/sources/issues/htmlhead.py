"""What the head of an HTML page says of the issue: its address, its day and its author."""

from __future__ import annotations

from datetime import date

from selectolax.lexbor import LexborHTMLParser

from backissue.model import Link
from backissue.sources.issues.addresses import untracked
from backissue.sources.issues.issuehead import Head, day_in
from backissue.sources.yamlhead import each_once
from backissue.urls import web_address

_ADDRESSES = (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content"), ("base", "href"))
_DAYS = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[name="date"]', "content"),
    ("time[datetime]", "datetime"),
)
_PEOPLE = (('meta[name="author"]', "content"), ('meta[property="article:author"]', "content"))
_FOREMOST = 20_000
"""Characters of a page in which its head stands."""


def read_html_head(html: str) -> tuple[Head, str]:
    """The facts of a page, and the address that relative ones are seen from, empty where it names none."""
    tree = LexborHTMLParser(html[:_FOREMOST])
    urls = [url for url in _values(tree, _ADDRESSES) if web_address(url)]
    own = [url for url in _values(tree, _ADDRESSES[:2]) if web_address(url)]
    days: list[date] = [day for text in _values(tree, _DAYS) if (day := day_in(text))]
    names = each_once(name for name in _values(tree, _PEOPLE) if not web_address(name))
    links = (Link("Permalink", untracked(own[0])),) if own else ()
    return Head(day=days[0] if days else None, people=names, links=links), urls[0] if urls else ""


def _values(tree: LexborHTMLParser, places: tuple[tuple[str, str], ...]) -> list[str]:
    found = ((tree.css_first(selector), name) for selector, name in places)
    return [value for node, name in found if node and (value := (node.attributes.get(name) or "").strip())]

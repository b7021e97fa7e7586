"""A page of ``docs/`` that is being made: data in its front matter, which the theme draws, and people's words below it.

Text and addresses have types of their own, so that nothing enters a page that was not made for where it stands: the
theme escapes every text, what is HTML was made here from mathematics, and an address leads to a page of the site or to
the web.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import astuple
from typing import NamedTuple, NewType, NotRequired, TypeAlias, TypedDict
from urllib.parse import quote

from markdown.extensions.toc import unique

from backissue.archive.addresses import address
from backissue.markup import escape_label, escape_title, escape_url, fold, math_spans
from backissue.mathematics import plain_title
from backissue.numbers import Chart
from backissue.prose.anchor_ids import slug
from backissue.prose.parse import Renderer, TooComplexError
from backissue.prose.unbroken import unbroken
from backissue.site.site import Document, Site, href, relative
from backissue.urls import web_address
from backissue.wording import english
from backissue.yaml_text import to_json

_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
"""Code in a line, which stands in a list without its marks."""

CUT = '<hr class="bi-cut">'
"""Where in the body of a page the theme puts something between people's words. No page by hand has this class."""

Address = NewType("Address", str)
"""Where a link leads: made by :meth:`Sheet.to` and :func:`outside`."""


class Marked(TypedDict):
    """Text with mathematics or with what no line is broken within, as HTML that this module made."""

    html: str


Shown: TypeAlias = "str | Marked"
"""Text for readers: made by :meth:`Sheet.text`. The theme escapes it unless it is HTML."""


class Row(TypedDict):
    """A link in a list or by itself, and what stands beside it.

    Attributes:
        title: its words.
        url: where it leads.
        said: the words that its page begins with.
        place: its number in its week.
        note: small print behind it.
        shares: words that stand in the small print, each by itself.
        count: a number behind it, and ``bar`` how long a bar shows it, of 20.
        anchors: ids of headings that stood here, so that links to them lead to this.
    """

    title: Shown
    url: Address
    said: NotRequired[Shown]
    place: NotRequired[int]
    note: NotRequired[Shown]
    shares: NotRequired[list[Shown]]
    count: NotRequired[int]
    bar: NotRequired[int]
    anchors: NotRequired[list[str]]


class Branch(Row):
    """A link in a tree, with those below it."""

    below: list[Branch]


class Dated(TypedDict):
    """Items of one day or week, or weeks of one month: what stands above them, which may lead there, and the rows."""

    title: Shown
    url: NotRequired[Address]
    entries: list[Row]


class Heading(TypedDict):
    """A heading that the theme draws, by its words and its id; it may lead somewhere, and count what is below it."""

    title: Shown
    id: str
    url: NotRequired[Address]
    count: NotRequired[int]


class Column(TypedDict):
    """A row of a chart: what it counts, where that is, and its numbers, each with its height or shade."""

    title: Shown
    url: Address
    cells: list[tuple[int, int]]


class Table(TypedDict):
    """A chart, which is a table of numbers over time."""

    caption: str
    labels: list[str]
    has_room: bool
    rows: list[Column]


class Linked(NamedTuple):
    """An entry of an issue in a list: its title and where that leads, and a link to where it stands.

    There are tens of thousands of them, in which the theme finds what it draws faster by its place than by its name.
    """

    title: Shown
    url: Address
    place: str
    at: Address


class Block(TypedDict, total=False):
    """A part of a page with lists, in the order in which the theme draws what is in it.

    Attributes:
        heading: what stands above it.
        pick: the item to read first.
        said: a sentence, and ``link`` one that leads somewhere.
        chart: numbers over time, and ``heat`` those of several things.
        entries: items, each with its small print, and ``dated`` those that stand below their dates.
        linked: entries of issues.
        issues: weeks, each with what is in it, below their months; and ``weeks`` those that stand below none.
        shelves: links to other lists, each with the number of items there; ``look`` is the class of their list.
        spans: times without an issue, and how many weeks each has.
        tree: links to other lists, some below others.
        more: where there is more.
    """

    heading: Heading
    pick: Row
    said: Shown
    link: Row
    chart: Table
    heat: Table
    entries: list[Row]
    linked: list[Linked]
    dated: list[Dated]
    issues: list[Dated]
    weeks: list[Row]
    shelves: list[Row]
    look: str
    spans: list[tuple[str, str]]
    tree: list[Branch]
    more: Row


def literal(text: str) -> str:
    """Return text in one line, in which no mark means anything."""
    return " ".join(fold(text).split())


def shown(text: str, renderer: Renderer) -> Shown:
    r"""Return text in one line for the theme to draw: as it is, or as HTML where there is more to it than its letters.

    >>> shown("a <b> of $5", Renderer()), shown("`std::span` in C++", Renderer())
    ('a <b> of $5', 'std::span in C++')
    >>> "<math" in shown("at $x_1$", Renderer())["html"]
    True
    """
    line = _CODE.sub(r"\1", literal(text))
    if "$" not in line or not any(math_spans(line)):
        return _whole(line)
    opens, closes = '<p><a href="x">', "</a></p>"
    try:
        html = renderer.html(f"[{escape_label(line)}](x)")
    except TooComplexError:
        return plain_title(line)
    is_text = html.startswith(opens) and html.endswith(closes)
    return Marked(html=html[len(opens) : -len(closes)]) if is_text else plain_title(line)


def _whole(line: str) -> Shown:
    html = unbroken(line)
    return line if html is None else Marked(html=html)


def outside(url: str) -> Address | None:
    """Return an address of another site for a link; ``None`` for one of another kind.

    >>> outside("https://example.org/a b"), outside("https://example.org/<b>"), outside("javascript:alert(1)")
    (None, None, None)
    >>> outside("https://example.org/a?b=ü")
    'https://example.org/a?b=%C3%BC'
    """
    return Address(escape_url(url)) if web_address(url) else None


def title_line(title: str, attributes: str = "") -> str:
    """Return the title of a page as the first line of its Markdown, with an attribute list if there are attributes."""
    return f"# {escape_title(title)}{f' {{ {attributes} }}' if attributes else ''}\n"


class Sheet:
    """The page at ``path`` below ``docs/``. It knows which pages and files it links to, and which ids are taken."""

    def __init__(self, site: Site, path: str) -> None:
        self._site = site
        self._path = path
        self._links: dict[str, str] = {}
        self._ids: set[str] = set()

    def text(self, text: str) -> Shown:
        """Return text for readers."""
        if "$" not in text and "`" not in text:
            return _whole(literal(text))
        return self._site.once(("shown", text), lambda: shown(text, self._site.catalogue.archive.renderer))

    def to(self, target: str, anchor: str = "", query: str = "") -> Address:
        """Return the address of a page or a file of ``docs/``, as seen from this page."""
        found = self._links.get(target)
        if found is None:
            is_page = target.endswith(".md")
            found = href(target, self._path) if is_page else quote(relative(target, f"{address(self._path)}index"))
            self._links[target] = found
        return Address(f"{found}{query}{'#' if anchor else ''}{quote(anchor)}")

    def row(self, title: str, target: str, anchor: str = "") -> Row:
        """Return a link to a page or a file of ``docs/``."""
        return Row(title=self.text(title), url=self.to(target, anchor))

    def out(self, title: str, url: Address) -> Row:
        """Return a link to another site."""
        return Row(title=self.text(title), url=url)

    def free(self, name: str) -> str:
        """Return an id as near to ``name`` as no other thing on the page has."""
        free, number = name, 1
        while free in self._ids:
            number += 1
            free = f"{name}-{number}"
        self._ids.add(free)
        return free

    def take_ids(self, *ids: str) -> None:
        """Say which ids the body of the page has."""
        self._ids.update(ids)

    def say(self, key: str, **parts: str) -> str:
        """Return the words of a key in the language of the site."""
        return self._site.words(key, **parts)

    def heading(self, title: str, name: str = "") -> Heading:
        """Return a heading with an id that nothing else on the page has, made of its ``name`` if it has one."""
        return Heading(title=self.text(title), id=unique(slug(plain_title(name or title)), self._ids))

    def named(self, key: str) -> Heading:
        """Return a heading in the words of a key, with an id that is the same in every language."""
        return self.heading(self.say(key), english()(key))

    def heading_to(self, title: str, target: str, count: int = 0, name: str = "") -> Heading:
        """Return a heading that leads to a page, with the number of what is there if one is given."""
        found = self.heading(title, name) | {"url": self.to(target)}
        return found | {"count": count} if count else found

    def counted(self, title: str, target: str, count: int, largest: int = 0) -> Row:
        """Return a link with a number, and with a bar where the ``largest`` of the numbers is given."""
        row = self.row(title, target) | {"count": count}
        return row | {"bar": math.ceil(20 * count / largest)} if largest else row

    def chart(self, chart: Chart) -> Table:
        """Return a chart for the theme to draw. The addresses in it are those that its maker was given."""
        return {
            "caption": chart.caption,
            "labels": [*chart.labels],
            "has_room": chart.has_room,
            "rows": [
                {"title": self.text(row.title), "url": Address(row.address), "cells": [*map(astuple, row.cells)]}
                for row in chart.rows
            ],
        }

    def document(self, head: Mapping[str, object], body: str, origin: str = "") -> Document:
        """Return the page: ``head`` is its front matter, of which what is empty is left out.

        To it comes what the navigation leaves out. ``origin`` is the file below ``content/`` whose text is in the body.
        """
        fields = {**head, "absent": self._site.absent}
        lines = "".join(f"{name}: {to_json(value)}\n" for name, value in fields.items() if value)
        return Document(self._path, f"---\n{lines}---\n\n{body}", origin, links=frozenset(self._links))

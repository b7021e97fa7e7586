"""The video summary: a page of a summarising service with a short summary, highlights and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from backissue.dates import find_day
from backissue.markup import escape_markdown
from backissue.model import Kind, Link, Problem
from backissue.sources.facts import whole_item
from backissue.sources.heads import each_once
from backissue.sources.issues.addresses import address, untracked
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength, tile
from backissue.text import markdown_paragraphs, paragraphs, sentences
from backissue.urls import web_address

# The notes stand below the page's tab for the transcript.
_HEADINGS = {
    **dict.fromkeys(("short summary", "summary", "video summary", "tl;dr", "tldr"), "Summary"),
    **dict.fromkeys(("highlights", "key highlights", "key takeaways", "timestamped highlights"), "Highlights"),
    **dict.fromkeys(("key insights", "insights", "key points", "main points"), "Key insights"),
    **dict.fromkeys(("timestamps", "timestamped summary", "chapters"), "Timestamps"),
    **dict.fromkeys(("transcript", "video transcript", "notes"), "Notes"),
}
_POINTED = frozenset({"Highlights", "Key insights", "Timestamps"})
_SERVICE = "go summarize"
_VIEWS = re.compile(r"(\S+) views?\s*[|·•]\s*(\S.*)", re.IGNORECASE)
_TIME = re.compile(r"\[?(?:\d{1,2}:)?\d{1,2}:\d\d\]?")
_BULLET = re.compile(r"(?:[-*+•]|\d{1,2}[.)]) +")
_MARKED_HEADING = re.compile(r"#{1,6} +(\S.*)")
_LONGEST_HEADING = 60
_FACT = re.compile(
    r"\W*(?P<name>title|channel|speakers?|authors?|date|published|url|link|video|source)\W*:[\s*_]*(?P<value>\S.*)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<url>https?://[^\s()<>]+)\)")


def _is_summary(glance: Glance) -> bool:
    """Return whether there is the summary's heading, and the service's name, a line of views or points with it."""
    lines = [" ".join(line.split()) for line in glance.head if line.strip()]
    marked = any(line.lower() == _SERVICE or _VIEWS.fullmatch(line) for line in lines[:6])
    return glance.count(_is_summary_heading) > 0 and (marked or glance.count(_is_points_heading) > 0)


def _is_summary_heading(line: str) -> bool:
    return _heading(" ".join(line.split())) == "Summary"


def _is_points_heading(line: str) -> bool:
    return _heading(" ".join(line.split())) in _POINTED


class SummaryReader:
    """The title, a line of views and age, and the sections of the page; one item."""

    name = "summary"

    signs = (Sign(Strength.LIKELY, "the headings of a summarising service", _is_summary, NO_ROWS),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item, its sections in the page's order; empty ones are left out."""
        page = _SummaryPage(source)
        fates = {number: page.take(number, line) for number, line in source.filled_lines()}
        item = whole_item(source, Kind.SUMMARY, page.title or PurePath(source.file).stem, page.body(), page.day)
        item = replace(item, extra=page.extra, people=page.people, links=tuple(page.links))
        yield from tile(source, fates, items=[item], problems=page.problems)


class _SummaryPage:
    """One page while it is read, line by line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._sections: dict[str, list[str]] = {}
        self._section = ""
        self.title = ""
        self.day: date | None = None
        self.people: tuple[str, ...] = ()
        self.links: list[Link] = []
        self.extra: dict[str, str] = {}
        self.problems: list[Problem] = []

    def take(self, number: int, line: str) -> Fate:
        """Take one line in; gives its fate."""
        if name := _heading(line) or (self._section and _marked_heading(line)):
            self._section = name
            self._sections.setdefault(name, [])
            return Fate.HEADING
        if self._section:
            self._sections[self._section].append(line)
            return Fate.ITEM
        return self._take_head(number, line)

    def _take_head(self, number: int, line: str) -> Fate:
        if line.lower() == _SERVICE:
            return Fate.BOILERPLATE
        if found := _VIEWS.fullmatch(line):
            self.extra = {"views": found[1], "age": found[2]}
        elif found := _FACT.fullmatch(line):
            self._take_fact(found["name"].lower(), found["value"])
        elif not self.title:
            self._take_title(line)
        elif self._unlinked(_marked_heading(line) or line) != self.title:
            remedy = "move it below a heading of the page, or remove it"
            self.problems.append(self._source.problem(number, "text above the first section", remedy))
            return Fate.PROBLEM
        return Fate.ITEM

    def _take_fact(self, name: str, value: str) -> None:
        """Take in what a line says of the video by the name before its colon."""
        if name == "title":
            self._take_title(value)
        elif name in {"date", "published"}:
            self.day = self.day or find_day(value)
            self.extra = {**self.extra, **({} if self.day else {name: value})}
        elif web_address(value) or _LINK.search(value):
            self._take_link(value)
        else:
            names = self._unlinked(value).split(",")
            self.people = each_once([*self.people, *filter(str.strip, names)])

    def _take_title(self, line: str) -> None:
        self.title = self._unlinked(_marked_heading(line) or line)

    def _take_link(self, value: str) -> None:
        found = _LINK.search(value)
        link = Link("Video", untracked(found["url"] if found else value))
        self.links += [] if link in self.links else [link]

    def _unlinked(self, text: str) -> str:
        """The text without the link that it may be, which is kept as the item's."""
        if _LINK.search(text):
            self._take_link(text)
        return _LINK.sub(r"\g<words>", text).strip()

    def body(self) -> str:
        """The sections that hold text: the summary in paragraphs, the others as lists."""
        return "\n".join(f"## {name}\n\n{_section(name, lines)}" for name, lines in self._sections.items() if lines)


def _section(name: str, lines: list[str]) -> str:
    if name == "Summary":
        return markdown_paragraphs(paragraphs(sentences(" ".join(lines))))
    return "".join(f"- {_point(line)}\n" for line in _points(name, lines))


def _point(text: str) -> str:
    """A point as Markdown; links in it are links, and nothing else means anything."""
    parts = _LINK.split(text)
    written = [_escaped(parts[0])]
    for words, url, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        written += [f"[{escape_markdown(words)}]({address(url)})", _escaped(rest)]
    return "".join(written)


def _escaped(text: str) -> str:
    """Text between links, with a blank kept at either end."""
    blank = " " if text[:1] == " " else ""
    return f"{blank}{escape_markdown(text)}{' ' if text[-1:] == ' ' and text.strip() else ''}"


def _points(name: str, lines: list[str]) -> list[str]:
    """The points of a section; a time that stands alone belongs to the line below it."""
    points: list[str] = []
    for line in lines:
        text = _BULLET.sub("", line, count=1) if name != "Notes" and _BULLET.match(line) else line
        if points and _TIME.fullmatch(points[-1]):
            points[-1] += f" {text}"
        else:
            points.append(text)
    return points


def _heading(line: str) -> str:
    """The section that a line begins, whatever symbols stand around its name."""
    known = len(line) <= _LONGEST_HEADING
    return _HEADINGS.get(re.sub(r"^\W+|\W+$", "", line).lower(), "") if known else ""


def _marked_heading(line: str) -> str:
    """The words of a heading of Markdown without the symbols before them; empty where it is none."""
    found = _MARKED_HEADING.fullmatch(line)
    return re.sub(r"^[^\w\[(]+", "", found[1].rstrip(" #")) if found else ""

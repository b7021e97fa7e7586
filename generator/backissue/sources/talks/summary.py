"""The video summary: a page of a summarising service with a short summary, highlights and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from backissue.dates import When, find_day
from backissue.markup import escape_markdown
from backissue.model import Kind, Link
from backissue.sources.facts import find_when, whole_item
from backissue.sources.markdown_lines import read_heading, split_point, without_symbols
from backissue.sources.names.file_names import read_file_name
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength, tile
from backissue.sources.stated.head import each_once
from backissue.sources.talks.cues import parse_time
from backissue.sources.talks.linked_text import escape_linked, find_links, strip_links
from backissue.sources.talks.recording_summary import is_recording_summary, read_recording_summary
from backissue.text import markdown_paragraphs, paragraphs, sentences
from backissue.urls import untracked, web_address

_HEADINGS = {
    **dict.fromkeys(("short summary", "summary", "video summary", "tl;dr", "tldr"), "Summary"),
    **dict.fromkeys(("highlights", "key highlights", "key takeaways", "timestamped highlights"), "Highlights"),
    **dict.fromkeys(("key insights", "insights", "key points", "main points"), "Key insights"),
    **dict.fromkeys(("timestamps", "timestamped summary", "chapters"), "Timestamps"),
    # The notes stand below the page's tab for the transcript.
    **dict.fromkeys(("transcript", "video transcript", "notes"), "Notes"),
}
_POINTED = frozenset({"Highlights", "Key insights", "Timestamps"})
_SERVICE = "go summarize"
_FACTS = frozenset("title channel speaker speakers author authors date published url link video source".split())


def _is_summary(glance: Glance) -> bool:
    """Return whether there is the summary's heading, and the service's name, a line of views or points with it."""
    sections = {_heading(" ".join(line.split())) for line in glance.lines}
    lines = [" ".join(line.split()) for line in glance.head if line.strip()]
    marked = any(line.lower() == _SERVICE or _read_views(line) for line in lines[:6])
    return "Summary" in sections and (marked or not _POINTED.isdisjoint(sections))


def _is_called_summary(glance: Glance) -> bool:
    """Return whether a head calls the text a summary."""
    return "summary" in glance.kind


class SummaryReader:
    """The title, a line of views and age, and the sections of the page; one item."""

    name = "summary"
    signs = (
        Sign(Strength.CERTAIN, "a head that calls it `summary`", _is_called_summary, NO_ROWS),
        Sign(Strength.CERTAIN, "overview, highlights or chapters of a recording", is_recording_summary, NO_ROWS),
        Sign(Strength.LIKELY, "the headings of a summarising service", _is_summary, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item, its sections in the page's order; empty ones are left out."""
        if is_recording_summary(glance := Glance(source)) or _is_called_summary(glance):
            yield from read_recording_summary(source)
            return
        page = _SummaryPage()
        fates = {number: page.take(line) for number, line in source.filled_lines()}
        above = markdown_paragraphs(paragraphs(sentences(" ".join(page.above)))) if page.above else ""
        sections = "\n".join(f"## {name}\n\n{_section(name, lines)}" for name, lines in page.sections.items() if lines)
        body = "\n".join(filter(None, [above, sections]))
        when = find_when(source, When(page.day, source.week_of(page.day)) if page.day else None)
        item = whole_item(source, Kind.SUMMARY, page.title or read_file_name(source.file).title, body, when)
        item = replace(item, extra=page.extra, people=page.people, links=tuple(page.links))
        yield from tile(source, fates, items=[item])


class _SummaryPage:
    """One page while it is read, line by line."""

    def __init__(self) -> None:
        self._section = ""
        self.sections: dict[str, list[str]] = {}
        self.title = ""
        self.day: date | None = None
        self.people: tuple[str, ...] = ()
        self.links: list[Link] = []
        self.extra: dict[str, str] = {}
        self.above: list[str] = []

    def take(self, line: str) -> Fate:
        """Take one line in; return its fate."""
        if name := _heading(line) or (self._section and _marked_heading(line)):
            self._section = name
            self.sections.setdefault(name, [])
            return Fate.HEADING
        if self._section:
            self.sections[self._section].append(line)
            return Fate.ITEM
        if line.lower() == _SERVICE:
            return Fate.BOILERPLATE
        if views := _read_views(line):
            self.extra = views
        elif fact := _read_fact(line):
            self._take_fact(*fact)
        elif not self.title:
            self.title = self._take_words(line)
        elif self._take_words(line) != self.title:
            self.above.append(line)
        return Fate.ITEM

    def _take_fact(self, name: str, value: str) -> None:
        """Take what a line says of the video by the name before its colon."""
        if name == "title":
            self.title = self._take_words(value)
        elif name in {"date", "published"}:
            self.day = self.day or find_day(value)
            self.extra = {**self.extra, **({} if self.day else {name: value})}
        elif web_address(value) or find_links(value):
            self._take_link(value)
        else:
            self.people = each_once([*self.people, *filter(str.strip, value.split(","))])

    def _take_link(self, value: str) -> None:
        link = Link("Video", untracked((find_links(value) or [value])[0]))
        self.links += [] if link in self.links else [link]

    def _take_words(self, line: str) -> str:
        """Return the words of a line that may be a heading or a link, which is kept as the item's."""
        text = _marked_heading(line) or line
        if find_links(text):
            self._take_link(text)
        return strip_links(text).strip()


def _section(name: str, lines: list[str]) -> str:
    """Return the text of a section in Markdown; a time that stands alone belongs to the line below it."""
    if name == "Summary":
        return markdown_paragraphs(paragraphs(sentences(" ".join(lines))))
    points: list[str] = []
    for line in lines:
        text = line if name == "Notes" else split_point(line, "-*+•")[1]
        if points and parse_time(points[-1].strip("[]")) is not None:
            points[-1] += f" {text}"
        else:
            points.append(text)
    return "".join(f"- {escape_linked(point, escape_markdown)}\n" for point in points)


def _heading(line: str) -> str:
    """Return the section that a line begins, whatever symbols stand around its name."""
    return _HEADINGS.get(without_symbols(line).lower(), "") if len(line) <= 60 else ""


def _marked_heading(line: str) -> str:
    """Return the words of a heading of Markdown without the symbols before them; empty where it is none."""
    _, words = read_heading(line)
    return words.lstrip("".join(letter for letter in set(words) if not letter.isalnum() and letter not in "_[("))


def _read_views(line: str) -> dict[str, str]:
    """Return how often a video was seen and how old it is, where a line says so.

    >>> _read_views("5K views | 4 months ago"), _read_views("5K viewers")
    ({'views': '5K', 'age': '4 months ago'}, {})
    """
    for mark in "|·•":
        start, _, age = line.partition(mark)
        views, *rest = start.split() or [""]
        if age.strip() and [word.lower() for word in rest] in (["view"], ["views"]):
            return {"views": views, "age": age.strip()}
    return {}


def _read_fact(line: str) -> tuple[str, str] | None:
    """Return the name and the value of what a line says of the video.

    >>> _read_fact("**Title**: Roses"), _read_fact("Note: roses")
    (('title', 'Roses'), None)
    """
    start, _, value = line.partition(":")
    name, value = without_symbols(start).lower(), value.lstrip(" *_")
    return (name, value) if name in _FACTS and value else None

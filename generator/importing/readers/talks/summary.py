"""The video summary: a page of a summarising service with a short summary, highlights and notes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from generator.escaping import escape_markdown
from generator.importing.readers.common import numbered, whole_item
from generator.importing.source import Account, Line, Reading, Recognition, Source, Strength
from generator.model import Kind, Problem
from generator.text import markdown_paragraphs, paragraphs, sentences

# The notes stand below the page's tab for the transcript.
_HEADINGS = {
    **dict.fromkeys(("short summary", "summary", "video summary"), "Summary"),
    **dict.fromkeys(("highlights", "key highlights", "key takeaways", "timestamped highlights"), "Highlights"),
    **dict.fromkeys(("transcript", "video transcript", "notes"), "Notes"),
}
_SERVICE = "go summarize"
_VIEWS = re.compile(r"(\S+) views?\s*[|·•]\s*(\S.*)", re.IGNORECASE)
_TIME = re.compile(r"\[?(?:\d{1,2}:)?\d{1,2}:\d\d\]?")
_BULLET = re.compile(r"[-*+•] +")


class SummaryReader:
    """The title, a line of views and age, and the sections of the page; one item."""

    name = "summary"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the text has the summary's heading, and the service's name, a line of views or highlights with it."""
        lines = [line for _, line in numbered(source)]
        marked = any(line.lower() == _SERVICE or _VIEWS.fullmatch(line) for line in lines[:6])
        named = {name for line in lines if (name := _heading(line))}
        known = "Summary" in named and (marked or "Highlights" in named)
        return Recognition(Strength.LIKELY, "the headings of a summarising service") if known else None

    def read(self, source: Source) -> Reading:
        """One item, its sections in the page's order; empty ones are left out."""
        page = _SummaryPage(source)
        account = Account(source.lines)
        for number, line in numbered(source):
            account.set(number, page.take(number, line))
        item = whole_item(source, Kind.SUMMARY, page.title or PurePath(source.file).stem, page.body())
        return Reading((replace(item, extra=page.extra),), account.close(), tuple(page.problems))


class _SummaryPage:
    """One page while it is read, line by line."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._sections: dict[str, list[str]] = {}
        self._section = ""
        self.title = ""
        self.extra: dict[str, str] = {}
        self.problems: list[Problem] = []

    def take(self, number: int, line: str) -> Line:
        """Take one line in; gives its fate."""
        if name := _heading(line):
            self._section = name
            self._sections.setdefault(name, [])
            return Line.HEADING
        if self._section:
            self._sections[self._section].append(line)
            return Line.ITEM
        return self._take_head(number, line)

    def _take_head(self, number: int, line: str) -> Line:
        if line.lower() == _SERVICE:
            return Line.BOILERPLATE
        if found := _VIEWS.fullmatch(line):
            self.extra = {"views": found[1], "age": found[2]}
        elif not self.title:
            self.title = re.sub(r"^#{1,6} +", "", line)
        else:
            remedy = "move it below a heading of the page, or remove it"
            self.problems.append(self._source.problem(number, "text above the first section", remedy))
            return Line.PROBLEM
        return Line.ITEM

    def body(self) -> str:
        """The sections that hold text: the summary in paragraphs, the others as lists."""
        return "\n".join(f"## {name}\n\n{_section(name, lines)}" for name, lines in self._sections.items() if lines)


def _section(name: str, lines: list[str]) -> str:
    if name == "Summary":
        return markdown_paragraphs(paragraphs(sentences(" ".join(lines))))
    return "".join(f"- {escape_markdown(line)}\n" for line in _points(name, lines))


def _points(name: str, lines: list[str]) -> list[str]:
    """The points of a section; a time that stands alone belongs to the line below it."""
    points: list[str] = []
    for line in lines:
        text = _BULLET.sub("", line, count=1) if name == "Highlights" and _BULLET.match(line) else line
        if points and _TIME.fullmatch(points[-1]):
            points[-1] += f" {text}"
        else:
            points.append(text)
    return points


def _heading(line: str) -> str:
    """The section that a line begins, whatever symbol stands before its name."""
    return _HEADINGS.get(re.sub(r"^\W+", "", line).rstrip(": ").lower(), "")

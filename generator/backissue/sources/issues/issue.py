"""The issue in Markdown: a newsletter as its maker keeps it, with or without a YAML head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from backissue.dates import find_span
from backissue.model import Kind
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.commonmark import convert_markdown, find_headings, find_services
from backissue.sources.issues.issue_head import Head, find_issue_day, make_item, read_head
from backissue.sources.markdown_lines import is_rule, read_heading
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength, is_row, tile

_LINKS = ("](http://", "](https://", "][", "]: http://", "]: https://", "<http://", "<https://")
_SPEECH = re.compile(r"\*\*[^*\n]{1,60}(?:\*\*\s*:|:\s*\*\*)|[\w .'-]{1,60}:? *\(?\[?\d{1,2}:\d\d:\d\d|.*-->")
_ISSUES = ("newsletter", "issue", "digest")
_TALKS = ("podcast", "transcript", "episode")
_ROWS = 3
"""As many lines make the smallest table: its headings, the rule below them, and a row."""


def _is_heading(line: str) -> bool:
    return read_heading(line)[0] > 0


def _is_rule(line: str) -> bool:
    return is_rule(line, "*")


def _is_linked(line: str) -> bool:
    return any(mark in line for mark in _LINKS)


def _is_speech(line: str) -> bool:
    return bool(_SPEECH.match(line))


def _is_week(line: str) -> bool:
    return find_span(read_heading(line)[1].partition("(")[2]) is not None


def _is_called(name: str, glance: Glance) -> bool:
    """Return whether a head calls the text by this name of an issue."""
    return name in glance.kind and not any(talk in glance.kind for talk in _TALKS)


def _is_markdown(glance: Glance) -> bool:
    """Return whether there are headings, and no other format has a better claim: a transcript, or weeks in one file."""
    start = "".join(glance.lines[:1]).lstrip()
    marked = start.startswith("WEBVTT") or (start.startswith("<") and not start.startswith("<!--"))
    talks = any(talk in glance.kind for talk in _TALKS) or glance.count(_is_speech) >= 3
    return glance.count(_is_heading) > 0 and not marked and not talks and glance.count(_is_week) < 2


def _is_linked_issue(glance: Glance) -> bool:
    return glance.count(_is_linked) >= 3 and glance.count(is_row) < _ROWS and _is_markdown(glance)


def _is_issue(glance: Glance) -> bool:
    return glance.count(_is_rule) < 2 and _is_markdown(glance)


def _is_notes(glance: Glance) -> bool:
    return glance.count(_is_rule) >= 2 and glance.count(_is_linked) < 3 and _is_markdown(glance)


class IssueReader:
    """One issue: the text as this site's Markdown, its headings below the page's own."""

    name = "issue"

    signs = (
        *(Sign(Strength.CERTAIN, f"a head that calls it `{name}`", partial(_is_called, name)) for name in _ISSUES),
        Sign(Strength.LIKELY, "headings and links in Markdown", _is_linked_issue, NO_ROWS),
        Sign(Strength.PLAUSIBLE, "headings in Markdown", _is_issue, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind issue."""
        return read_markdown(source, Kind.ISSUE)


class NotesReader:
    """The notes of a session in Markdown, whose parts rules of asterisks divide."""

    name = "notes"

    signs = (Sign(Strength.LIKELY, "headings between rules of asterisks", _is_notes, NO_ROWS),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind session."""
        return read_markdown(source, Kind.SESSION)


def read_markdown(source: Source, kind: Kind) -> Iterator[Piece]:
    """Yield all of a source as one item of ``kind``. A head that does not parse is a problem, and the text comes in."""
    head = read_head(source)
    text = strip_marks("\n".join(source.lines[head.end :]))
    lines = text.split("\n")[: len(source.lines) - head.end]
    found = convert_markdown(text, source.facts.title or head.title, head.links[0].url if head.links else "")
    item = make_item(source, kind, head, found, find_issue_day(source, head, text.split("\n")))
    problems = [head.problem] if head.problem else []
    yield from tile(source, _fates(head, lines), rest=Fate.ITEM, items=[item], problems=problems)


def _fates(head: Head, text: list[str]) -> dict[int, Fate]:
    """Return the fates of the lines that are not the item's, by their numbers; ``text`` is what is below the head."""
    fates = dict.fromkeys(range(1, head.end + 1), Fate.PROBLEM if head.problem else Fate.HEADING)
    first = head.end + 1
    fates |= dict.fromkeys((first + at for at in find_headings("\n".join(text))), Fate.HEADING)
    fates |= dict.fromkeys((first + at for at in find_services(text)), Fate.BOILERPLATE)
    return fates | {first + at: Fate.BOILERPLATE for at, line in enumerate(text) if not line.strip()}

"""The issue in Markdown: a newsletter as its maker keeps it, with or without a YAML head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backissue.model import Kind, Problem
from backissue.sources.issues.boilerplate import without_marks
from backissue.sources.issues.commonmark import clean, headings, services
from backissue.sources.issues.issue_head import Head, day_of, headed_item, read_head
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength

_HEADING = re.compile(r" {0,3}#{1,6} +\S")
_RULE = re.compile(r" {0,3}(?:\*[ ]*){3,}")
_LINK = re.compile(r"\]\(https?://|\]\[|\]: +https?://|<https?://")
_SPEECH = re.compile(r"\*\*[^*\n]{1,60}(?:\*\*\s*:|:\s*\*\*)|[\w .'-]{1,60}:? *\(?\[?\d{1,2}:\d\d:\d\d|.*-->")
_WEEK = re.compile(r" {0,3}#{1,6} .*\([A-Z][a-z]+\.? \d{1,2} ?[-\u2013]")
_MARKED = re.compile(r"WEBVTT|<(?!!--)")
_ISSUES = re.compile(r"newsletter|issue|digest")
_TALKS = re.compile(r"podcast|transcript|episode")
_ROWS = 3
"""As many lines make the smallest table: its headings, the rule below them, and a row."""


class IssueReader:
    """One issue: the text as this site's Markdown, its headings below the page's own."""

    name = "issue"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether a head calls the text an issue, or it has headings and links of Markdown."""
        head = read_head(source)
        lines = source.lines[head.end :]
        if _ISSUES.search(head.kind) and not _TALKS.search(head.kind):
            return Recognition(Strength.CERTAIN, f"a head that calls it `{head.kind}`")
        if _is_other(lines, head) or not any(map(_HEADING.match, lines)):
            return None
        if sum(map(bool, map(_LINK.search, lines))) >= 3 and _bars(lines) < _ROWS:
            return Recognition(Strength.LIKELY, "headings and links in Markdown")
        rules = sum(map(bool, map(_RULE.fullmatch, lines)))
        return Recognition(Strength.PLAUSIBLE, "headings in Markdown") if rules < 2 else None

    def read(self, source: Source) -> Reading:
        """One item of kind issue."""
        return read_markdown(source, Kind.ISSUE)


class NotesReader:
    """The notes of a session in Markdown, whose parts rules of asterisks divide."""

    name = "notes"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether rules of asterisks stand between headings, and hardly a link among them."""
        lines = source.lines
        rules = sum(map(bool, map(_RULE.fullmatch, lines)))
        links = sum(map(bool, map(_LINK.search, lines)))
        known = rules >= 2 and links < 3 and any(map(_HEADING.match, lines)) and not _is_other(lines, Head())
        return Recognition(Strength.LIKELY, "headings between rules of asterisks") if known else None

    def read(self, source: Source) -> Reading:
        """One item of kind session."""
        return read_markdown(source, Kind.SESSION)


def _bars(lines: Sequence[str]) -> int:
    """The number of lines that look like rows of a table. An issue may hold one, and a file of tables some text."""
    return sum(line.lstrip().startswith("|") for line in lines)


def _is_other(lines: tuple[str, ...], head: Head) -> bool:
    """Whether another format has a better claim: a transcript, a table, or weeks below each other."""
    signs = (
        sum(map(bool, map(_SPEECH.match, lines))) >= 3,
        _bars(lines) >= max(_ROWS, sum(map(bool, map(str.strip, lines))) / 2),
        sum(map(bool, map(_WEEK.match, lines))) >= 2,
        bool(_TALKS.search(head.kind)),
        bool(_MARKED.match("".join(lines[:1]).lstrip())),
    )
    return any(signs)


def read_markdown(source: Source, kind: Kind) -> Reading:
    """All of a source as one item of ``kind``. A head that does not parse is a problem, and the text comes in."""
    head = read_head(source)
    lines = source.lines[head.end :]
    text = without_marks("\n".join(lines))
    found = clean(text, source.facts.title or head.title, head.links[0].url if head.links else "")
    item = headed_item(source, kind, head, found, day_of(source, head, text.split("\n")))
    problems: tuple[Problem, ...] = (head.problem,) if head.problem else ()
    return Reading((item,), _account(source, head, text.split("\n")[: len(lines)]), problems)


def _account(source: Source, head: Head, text: list[str]) -> dict[Line, int]:
    account = Account(source.lines)
    fates = dict.fromkeys(range(head.end), Line.PROBLEM if head.problem else Line.HEADING)
    fates |= dict.fromkeys((head.end + at for at in headings("\n".join(text))), Line.HEADING)
    fates |= dict.fromkeys((head.end + at for at in services(text)), Line.BOILERPLATE)
    fates |= {head.end + at: Line.BOILERPLATE for at, line in enumerate(text) if not line.strip()}
    for at, fate in fates.items():
        if source.lines[at].strip():
            account.set(at + 1, fate)
    account.rest(Line.ITEM)
    return dict(account.close())

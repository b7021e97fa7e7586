"""Comments in the texts of sources, which their makers did not mean to be read: blanked before a reader sees them.

HTML, Obsidian, Liquid and its kin, Handlebars, Hugo and MDX each have their own; code holds none. A comment that does
not end is a text, and reported: who wrote it, and meant more or less than the rest of the file, has to say so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from backissue.model import Problem
from backissue.sources.markdown_lines import split_point
from backissue.sources.pieces import Fate, Reading, Source
from backissue.sources.privacy.myst_comments import is_myst, without_myst_comments
from backissue.sources.stated.head import read_front_matter

_SUFFIXES = frozenset(".md .markdown .mdown .mkd .mdx .qmd .rmd .livemd .rst .rest .org .adoc .asciidoc .asc".split())
_MARKDOWN = frozenset({"issue", "notes", "summary", "weekly", "table"})
"""The readers of Markdown."""
_MAYBE = frozenset({"transcript", "speakers", "slides"})
"""The readers of texts of which some are Markdown."""


class _Form(NamedTuple):
    """How a kind of comment opens and closes, and what it looks like."""

    opens: str
    closes: str
    example: str


FORMS = {
    # One that numbers a page parts the pages of a deck; other readers leave it out by themselves.
    "html": _Form(r"<!--(?!\s*(?i:page|slide)\b[^<>\n]{0,40}-->)", r"-->", "<!-- a -->"),
    "liquid": _Form(r"\{%-?\s*comment\b[^%\n]*%\}", r"\{%-?\s*endcomment\s*-?%\}", "{% comment %}a{% endcomment %}"),
    "inline": _Form(r"\{%-?\s*\#", r"%\}", "{% # a %}"),
    "jinja": _Form(r"\{\#(?=[\s-])", r"\#\}", "{# a #}"),
    "handlebars": _Form(r"\{\{~?!--", r"--~?\}\}", "{{!-- a --}}"),
    "mustache": _Form(r"\{\{~?!", r"\}\}", "{{! a }}"),
    "shortcode": _Form(
        r"\{\{[<%]-?\s*comment\b[^{}]*[>%]\}\}",
        r"\{\{[<%]-?\s*/\s*comment\s*-?[>%]\}\}",
        "{{< comment >}}a{{< /comment >}}",
    ),
    "hugo": _Form(r"\{\{-?\s*/\*", r"\*/\s*-?\}\}", "{{/* a */}}"),
    "mdx": _Form(r"\{\s*/\*", r"\*/\s*\}", "{/* a */}"),
    "obsidian": _Form(r"(?:(?<!\d)%%|%%(?=\w))", r"%%", "%%a%%"),  # no 100%%, as programs print it
    "critic": _Form(r"\{>>", r"<<\}", "{>>a<<}"),
    "link": _Form(r"^[ ]{0,3}\[(?://|comment|_|\#)\]:[ ]*(?:\#|<>)", r"$", "[//]: # (a)"),
}
_MARKS = ("<!--", "{%", "{>>", "{#", "{{", "{/", "/*", "%%", "]:")
"""One of these stands in every text that holds a comment."""
_SURE = frozenset({"html", "liquid", "handlebars", "hugo", "mdx", "obsidian"})
"""Kinds whose mark means nothing else, so that one that does not end is reported."""
_TEMPLATES = frozenset({"liquid", "inline", "jinja", "handlebars", "mustache", "hugo"})
"""What stands in HTML too; comments of HTML itself are no part of its tree."""
_ALL = frozenset(FORMS)
_PERCENT = ("%", " %", "  %", "   %")
_MYST = "myst"
"""Comments of MyST, which are none elsewhere."""
_CLOSES = {name: re.compile(form.closes, re.MULTILINE) for name, form in FORMS.items()}
_OPEN = re.compile(
    r"""(?P<kept> ^[ \t>]*(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n .*? (?:^[ \t>]*(?P=fence)|\Z)
    | (?<!`)(?P<ticks>`{1,3})[^`\n]+(?P=ticks)(?!`)
    | <(?P<element>pre|code)\b[^<>]*> (?:(?!<(?P=element)\b).)*? </(?P=element)>
    | (?:\\[A-Za-z]+|[\^_])\{\{                                                    # of LaTeX
    | \{%-?\s*raw\s*-?%\} .*? \{%-?\s*endraw\s*-?%\})"""
    + "".join(rf"| (?P<{name}>{form.opens})" for name, form in FORMS.items()),
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_NESTED = re.compile(r"\{%-?\s*(?P<end>end)?comment\b[^%\n]*%\}")
_REMEDY = "end it, or remove the mark; the text behind it was imported"


def forms_of(reader: str, source: Source) -> frozenset[str]:
    """Return the kinds of comments that the reader of this name may meet in a source."""
    is_markdown = PurePosixPath(source.file).suffix.lower() in _SUFFIXES or read_front_matter(source).end > 0
    if reader in _MARKDOWN or (reader in _MAYBE and is_markdown):
        has_marks = any(line.startswith(_PERCENT) for line in source.lines)
        is_of_myst = has_marks and (source.is_beside_myst or is_myst(source.lines))
        return _ALL | ({_MYST} if is_of_myst else set())
    return _TEMPLATES if reader == "htmlissue" else frozenset({"html"} if reader in _MAYBE else ())


def without_comments(source: Source, forms: frozenset[str] = _ALL) -> tuple[Source, list[Problem]]:
    """Return a source of as many lines without comments, and a problem for each that does not end."""
    end = read_front_matter(source).end if forms else 0
    body = source.lines[end:]
    text = "\n".join(without_myst_comments(body) if _MYST in forms else body)
    if not forms or not (_MYST in forms or any(mark in text for mark in _MARKS)):
        return source, []
    text, unclosed = strip_comments(text, forms)
    problems = [
        source.problem(end + line, f"a comment that does not end: `{mark.strip()}`", _REMEDY) for line, mark in unclosed
    ]
    return replace(source, lines=(*source.lines[:end], *text.split("\n"))), problems


def strip_comments(text: str, forms: frozenset[str] = _ALL) -> tuple[str, list[tuple[int, str]]]:
    r"""Return a text without comments, whose line ends stay, and those that do not end, one of a kind a line.

    Lines are 1-based.

    >>> strip_comments("A %%b%% c\n<!-- d\ne --> f `<!-- g -->` {/* h */}\n<!-- i")
    ('A  c\n\n f `<!-- g -->` \n<!-- i', [(4, '<!-- i')])
    """
    kept: list[str] = []
    unclosed: dict[tuple[int, str], str] = {}
    dead: set[str] = set()  # kinds of which no more closes, so that a text is not searched again and again
    at = done = counted = 0
    line = 1
    code = list(_indented(text))
    while found := _OPEN.search(text, at):
        name = next(filter(found.groupdict().get, ("kept", *_ALL)))
        at = found.end()
        if name == "kept" or name not in forms or _is_within(code, found.start()):
            at = at if name == "kept" else found.start() + 1
            continue
        end = -1 if name in dead else _end(name, text, found)
        if end < 0:
            dead.add(name)
            if name in _SURE:
                line += text.count("\n", counted, found.start())
                counted = found.start()
                unclosed.setdefault((line, name), text[counted : counted + 40].partition("\n")[0])
        else:
            kept += [text[done : found.start()], "\n" * text.count("\n", found.start(), end)]
            at = done = end
    return "".join([*kept, text[done:]]), [(line, shown) for (line, _), shown in unclosed.items()]


def without_template_comments(html: str) -> str:
    """Return a part of an HTML page without the comments of engines of templates."""
    return strip_comments(html, _TEMPLATES)[0] if "{" in html else html


def _end(name: str, text: str, found: re.Match[str]) -> int:
    """Return where a comment ends, -1 where it does not; one of Liquid may hold others."""
    if name == "html" and text.startswith((">", "->"), found.end()):
        return text.index(">", found.end()) + 1
    if name != "liquid":
        close = _CLOSES[name].search(text, found.end())
        return close.end() if close else -1
    depth = 1
    for mark in _NESTED.finditer(text, found.end()):
        depth += -1 if mark["end"] else 1
        if not depth:
            return mark.end()
    return -1


def _indented(text: str) -> Iterator[tuple[int, int]]:
    """Yield where code by indentation begins and ends: below a blank line, and not within a list."""
    at, is_open, listed, blank = 0, False, False, True
    for line in text.splitlines(keepends=True):
        is_blank, is_in = not line.strip(), line.startswith(("    ", "\t"))
        is_open = is_in and not listed and (is_open or blank) if not is_blank else is_open
        if is_open and not is_blank:
            yield at, at + len(line)
        elif not is_blank and not is_in:
            listed = bool(split_point(line.lstrip())[0])
        blank, at = is_blank, at + len(line)


def _is_within(spans: list[tuple[int, int]], at: int) -> bool:
    place = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return place >= 0 and spans[place][0] <= at < spans[place][1]


def blanked(before: Source, after: Source, reading: Reading) -> Reading:
    """Return a reading whose account has as boilerplate the lines of comments, which ``after`` has as blank ones."""
    pairs = zip(before.lines, after.lines, strict=True)
    number = sum(bool(line.strip()) and not left.strip() for line, left in pairs)
    if not number:
        return reading
    account = {fate: reading.account.get(fate, 0) for fate in Fate}
    moved = min(number, account[Fate.BLANK])
    changed = {Fate.BLANK: account[Fate.BLANK] - moved, Fate.BOILERPLATE: account[Fate.BOILERPLATE] + moved}
    return replace(reading, account={**account, **changed})

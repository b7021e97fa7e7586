"""Lines of Markdown that engines read before it is any: other files, lists of contents, short forms, fields.

Line ends stay, so that lines keep their numbers; code is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from backissue.sources.issues.boilerplate import CODE, FLAGS

_CODE = re.compile(CODE, FLAGS)
_INCLUDED = re.compile(
    r"""
    ^[ \t]*-+8<-+[ \t]+(?P<quote>["'])(?P<snippet>[^"'\n]+)(?P=quote)[ \t]*$                 # MkDocs
    | ^[ \t]*-+8<-+[ \t]*\n(?P<snippets>(?:(?![ \t]*-+8<-+[ \t]*$)[^\n]*\n){1,100}?)[ \t]*-+8<-+[ \t]*$
    | \{!+[ \t]*(?P<included>[^!{}\n]+?)[ \t]*!+\}                                            # markdown-include
    | ^[ \t]*<<\[(?P<marked>[^\[\]\n]+)\][ \t]*$                                              # Marked
    | \{\{\#(?:include|rustdoc_include|playground)[ \t]+(?P<book>[^{}\n]+)\}\}                # mdBook
    | ^[ \t]*\[!INCLUDE[ \t]*\[[^\[\]\n]*\]\((?P<docfx>[^()\n]+)\)\][ \t]*$                   # DocFX
    | ^[ \t]*[!@]include(?:[ \t]+|\()["']?(?P<other>[^"'()\n]+?)["']?\)?[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_SILENT = re.compile(
    r"""
    ^[^\n]{0,20}-+8<-+[ \t]*\[[ \t]*(?:start|end)[ \t]*(?::[^\]\n]*)?\][^\n]{0,20}$             # the ends of a snippet
    | ^[ \t]*(?:@?\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\\tableofcontents|\\newpage|\\pagebreak)[ \t]*$
    | ^\+\+\+[ \t]*(?:\{[^{}\n]*\})?[ \t]*$                                                   # between cells of MyST
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[(?P<short>[^\[\]\n]{1,60})\]:[ \t]*(?P<long>[^\n]*)$", re.MULTILINE)
_FIELD = re.compile(
    r"""
    ^(?P<key>[ \t]*(?:[-*+][ ])?[^\W\d_][\w -]{0,30})::(?=[ ]+\S)                            # Dataview, Logseq
    | \[(?P<shown>[^\W\d_][\w -]{0,30})::[ ]+(?P<value>[^\[\]\n]{1,200})\]
    | \((?P<hidden>[^\W\d_][\w -]{0,30})::[ ]+(?P<alone>[^()\n]{1,200})\)
    """,
    re.VERBOSE | re.MULTILINE,
)


def outside_code(text: str, change: Callable[[str, int], str]) -> str:
    """Return a text with each part of it changed that is no code; ``change`` is told its 0-based line."""
    parts, at = [], 0
    for found in _CODE.finditer(text):
        parts += [change(text[at : found.start()], text.count("\n", 0, at)), found[0]]
        at = found.end()
    return "".join([*parts, change(text[at:], text.count("\n", 0, at))])


def take_included(text: str) -> tuple[str, dict[str, int]]:
    r"""Return a text without the marks that show other files, and those files by the 0-based line of each.

    >>> take_included('a\n--8<-- "b.md"\n[TOC]\n`{!c.md!}`')
    ('a\n\n\n`{!c.md!}`', {'b.md': 1})
    """
    named: dict[str, int] = {}
    if not any(
        mark in text for mark in ("8<", "{!", "<<[", "{{#", "nclude", "NCLUDE", "toc", "TOC", "\\newpage", "+++")
    ):
        return text, named

    def change(part: str, first: int) -> str:
        def taken(found: re.Match[str]) -> str:
            line = first + part.count("\n", 0, found.start())
            for file in next(filter(None, found.group(*_FILES)), "").split("\n"):
                if file.strip():
                    named.setdefault(file.strip(), line)
            return "\n" * found[0].count("\n")

        return _SILENT.sub("", _INCLUDED.sub(taken, part))

    return outside_code(text, change), named


_FILES = ("snippet", "snippets", "included", "marked", "book", "docfx", "other")


def take_abbreviations(text: str) -> tuple[str, dict[str, str]]:
    r"""Return a text without the lines that say what short forms are short for, and those by the short forms.

    >>> take_abbreviations("HTML.\n\n*[HTML]: Hypertext Markup Language")
    ('HTML.\n\n', {'HTML': 'Hypertext Markup Language'})
    """
    found: dict[str, str] = {}
    if "*[" not in text:
        return text, found

    def taken(line: re.Match[str]) -> str:
        if line["long"].strip():
            found.setdefault(line["short"].strip(), line["long"].strip())
        return ""

    return outside_code(text, lambda part, _: _ABBREVIATION.sub(taken, part)), found


def find_unused(text: str) -> dict[str, int]:
    r"""Return the short forms that a text says what they are short for and does not have, by their 0-based lines.

    >>> find_unused("HTML.\n\n*[HTML]: Hypertext Markup Language\n*[UV]: ultraviolet")
    {'UV: ultraviolet': 3}
    """
    rest, short = take_abbreviations(text)
    used = {name for name, _ in ShortForms(short).find(rest)} if short else set()
    lines: dict[str, int] = {}
    for at, line in enumerate(text.split("\n") if len(used) < len(short) else ()):
        if found := _ABBREVIATION.match(line):
            lines.setdefault(found["short"].strip(), at)
    return {f"{name}: {long}": lines.get(name, 0) for name, long in short.items() if name not in used}


class ShortForms:
    """Short forms by the words that they begin with, so that a text is looked through once, however many there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word = defaultdict[str, list[str]](list)
        for name in sorted(names, key=len, reverse=True):
            if word := _WORD.match(name):
                self._by_word[word[0]].append(name)

    def find(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the short forms that a text has as words of their own, each with where it ends; of two, the longer.

        >>> list(ShortForms(["API", "API key", ".NET"]).find("An API key, APIs, an API and ASP.NET or .NET"))
        [('API key', 10), ('API', 24), ('.NET', 44)]
        """
        done = 0
        for word in _WORD.finditer(text):
            at = word.start()
            names = self._by_word.get(word[0], ()) if at >= done and not _is_in_word(text, at - 1) else ()
            fits = (name for name in names if text.startswith(name, at) and not _is_in_word(text, at + len(name)))
            if name := next(fits, ""):
                done = at + len(name)
                yield name, done


_WORD = re.compile(r"[\w-]+|[^\w\s]")


def _is_in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] in "_-")


def write_fields(text: str) -> str:
    """Return a text with its fields, which a vault keeps within it, as words.

    >>> write_fields("Author:: Ada. A [rating:: 5] and (mood:: good) day, std::move(x).")
    'Author: Ada. A rating: 5 and good day, std::move(x).'
    """

    def written(found: re.Match[str]) -> str:
        if found["key"]:
            return f"{found['key']}:"
        return f"{found['shown']}: {found['value'].strip()}" if found["shown"] else found["alone"].strip()

    return outside_code(text, lambda part, _: _FIELD.sub(written, part)) if ":: " in text else text

"""The XML of feeds as it comes: made well where it can be, and read tag by tag where it is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import NamedTuple

_NAMED = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9_.-]{0,31});|(?!#\d{1,7};|#x[\da-fA-F]{1,6};|\w+;))"
)
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z][\w.-]*)\s+(?:"((?:[^"&%<]|&#\w+;)*)"|'((?:[^'&%<]|&#\w+;)*)')\s*>""")
_CHARACTER = re.compile(r"&#(?:x0*([\da-fA-F]{1,6})|0*(\d{1,7}));")
_TOKEN = re.compile(
    r"""
    <!\[CDATA\[ (?P<data>.*?) (?:\]\]>|\Z)
    | <!-- .*? (?:-->|\Z)
    | <\? .*? \?>
    | <!DOCTYPE \b [^<>\[]*+ (?: \[ [^\]]*+ \] \s* )? >
    | </ \s* (?P<end>[\w:.-]+) \s* >
    | < (?P<start>[\w:.-]+) (?P<attributes> (?: \s+ [\w:.-]+ \s*=\s* (?:"[^"]*+"|'[^']*+') )* ) \s* (?P<empty>/?) >
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROOTS = frozenset({"rss", "feed", "rdf:rdf"})


class Token(NamedTuple):
    """A part of a feed, beginning on a 1-based line: a ``start`` or ``end`` of an element by its name, or a text.

    ``text`` is what it is written as, for a text with its references resolved; ``empty``: the element ends at once.
    """

    line: int
    text: str
    start: str = ""
    end: str = ""
    attributes: str = ""
    empty: bool = False


def prepare(text: str) -> str:
    r"""Return a feed that XML knows: from its first element on, HTML's names for characters as those.

    What stands above becomes empty lines: blank ones before the declaration, which XML forbids, and declarations, of
    which those of an entity that holds a text count. What names no character is a text, ampersand and all.

    >>> prepare("\n<?xml version='1.0'?><rss>A&nbsp;&hellip; & B &nosuch;<![CDATA[&]]></rss>")
    '\n<rss>A\xa0… &amp; B &amp;nosuch;<![CDATA[&]]></rss>'
    """
    above = next((found.start() for found in _TOKEN.finditer(text) if (found["start"] or "").lower() in _ROOTS), 0)
    known = {name: double or single for name, double, single in _ENTITY.findall(text[:above])}
    entities = {name: _characters(value) for name, value in known.items()}

    def repair(found: re.Match[str]) -> str:
        if not found[1]:
            return "&amp;"
        meant = entities.get(found[1]) or html5.get(f"{found[1]};", "")
        return meant if meant and not set(meant) & set("<>&") else f"&amp;{found[1]};"

    start, *rest = text[above:].split("<![CDATA[")
    parts = ["\n" * text.count("\n", 0, above), _NAMED.sub(repair, start)]
    for part in rest:
        data, end, after = part.partition("]]>")
        parts += ["<![CDATA[", data if end else _NAMED.sub(repair, data), end, _NAMED.sub(repair, after)]
    return _CHARACTER.sub(_allowed, "".join(parts))


def _characters(value: str) -> str:
    return _CHARACTER.sub(lambda found: unescape(found[0]), value)


def _allowed(found: re.Match[str]) -> str:
    """Return a reference to a character, if XML allows that (section 2.2), else nothing."""
    code = int(found[1], 16) if found[1] else int(found[2])
    is_allowed = code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return found[0] if is_allowed else ""


def tokens(text: str) -> Iterator[Token]:
    """Yield the tags of a feed and the texts between them in order, whatever is wrong with it; a lone ``<`` is text.

    >>> [token.start or token.end or token.text for token in tokens("<a>1 < 2<b>&amp;</a><![CDATA[<c>]]>")]
    ['a', '1 < 2', 'b', '&', 'a', '<c>']
    """
    at, line, told = 0, 1, 0
    for found in _TOKEN.finditer(text):
        line, told = line + text.count("\n", told, at), at
        if at < found.start():
            yield Token(line, unescape(text[at : found.start()]))
        line, told = line + text.count("\n", told, found.start()), found.start()
        if found["data"] is not None:
            yield Token(line, found["data"])
        elif found["start"] or found["end"]:
            names = found["start"] or "", found["end"] or "", found["attributes"] or ""
            yield Token(line, found[0], *names, empty=bool(found["empty"]))
        at = found.end()
    if at < len(text):
        yield Token(line + text.count("\n", told, at), unescape(text[at:]))


def attributes_of(token: Token) -> dict[str, str]:
    """Return the attributes of an element by their names."""
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(token.attributes)}

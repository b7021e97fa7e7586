"""The XML of a feed as its entries: the texts of each by what they are, and the lines it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.entities import html5
from typing import NoReturn
from xml.parsers import expat

from backissue.sources.issues.addresses import absolute

_ENTRIES = frozenset({"item", "entry"})
_CDATA = re.compile(r"(<!\[CDATA\[(?:(?!<!\[CDATA\[).)*?\]\]>)", re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{1,31};)|(?!#?\w+;))")
_FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "id": "guid",
    "author": "author",
    "name": "author",
    "dc:creator": "author",
    "pubDate": "date",
    "published": "date",
    "dc:date": "date",
    "updated": "updated",
    "content:encoded": "content",
    "content": "content",
    "description": "summary",
    "summary": "summary",
    "category": "topic",
}


@dataclass
class Entry:
    """One entry while it is read: its texts by what they are, its lines, its address.

    ``plain`` holds the texts that are no HTML; ``base`` is what relative addresses are seen from.
    """

    line: int
    end: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    url: str = ""
    base: str = ""
    plain: set[str] = field(default_factory=set)

    @property
    def says_something(self) -> bool:
        """Whether there is a title, a text or an address in it."""
        return bool(self.url or self.texts.keys() & {"title", "content", "summary", "link"})


class _RefusedError(Exception):
    """A declaration of entities, of which a short text can be made that unfolds without end."""


class FeedParser:
    """Expat with its places. It opens no file, reads no address and knows no entity but XML's own five."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.open: Entry | None = None
        self._field = ""
        self._parts: list[str] = []
        self._depth = 0
        self._base = ""
        self._is_atom = False
        self._quoted = False
        self._expat = expat.ParserCreate("utf-8")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._text
        self._expat.EntityDeclHandler = self._refuse

    def run(self, text: str) -> tuple[int, str, str] | None:
        """Read all of ``text``; gives the line, the defect and the remedy where it does not end well."""
        try:
            self._expat.Parse(_mended(text).encode("utf-8", "replace"), True)  # noqa: FBT003 (expat takes no keyword)
        except _RefusedError:
            return (
                self._expat.CurrentLineNumber,
                "a declaration of entities",
                "remove it, and write what they stand for",
            )
        except expat.ExpatError as error:
            line, what = min(error.lineno, text.count("\n") + 1), expat.errors.messages[error.code]
            return line, f"the XML is broken ({what})", "mend it; the entries from here on did not come in"
        return None

    def _refuse(self, *_: object) -> NoReturn:
        raise _RefusedError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        base = absolute(attributes.get("xml:base", ""), self._base)
        if self._depth:
            self._depth += 1
            self._parts.append(_tag(name, attributes))
        elif name in _ENTRIES and not self.open:
            self.open = Entry(self._expat.CurrentLineNumber, base=base or self._base)
        elif not self.open:
            self._is_atom = self._is_atom or name == "feed"
            self._base = base or self._base
        elif name == "source":
            self._quoted = True
        elif name in _FIELDS and not self._quoted:
            self._begin(self.open, name, attributes)

    def _begin(self, entry: Entry, name: str, attributes: dict[str, str]) -> None:
        self._field, self._parts = _FIELDS[name], []
        kind = attributes.get("type", "text" if self._is_atom else "html")
        self._depth = int(kind == "xhtml")
        if kind == "text":
            entry.plain.add(self._field)
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            entry.url = entry.url or absolute(attributes.get("href", ""), entry.base)
        if name == "guid" and attributes.get("isPermaLink") == "false":
            self._field = "key"
        if name == "category" and (label := attributes.get("label") or attributes.get("term")):
            entry.topics.append(label)

    def _text(self, text: str) -> None:
        if self._field:
            self._parts.append(escape(text) if self._depth else text)

    def _end(self, name: str) -> None:
        if self._depth > 1:
            self._depth -= 1
            self._parts.append(f"</{name.rpartition(':')[2]}>")
        elif name == "source":
            self._quoted, self._field = False, ""
        elif self.open and name in _ENTRIES:
            self.open.end = self._expat.CurrentLineNumber
            self.entries.append(self.open)
            self.open = None
        elif self.open and self._field and _FIELDS.get(name):
            if text := "".join(self._parts).strip():
                self._keep(self.open, text)
            self._field, self._depth = "", 0

    def _keep(self, entry: Entry, text: str) -> None:
        if self._field == "topic":
            entry.topics.append(text)
        elif self._field == "author":
            entry.people.append(text)
        else:
            entry.texts.setdefault(self._field, text)


def _mended(text: str) -> str:
    r"""The text with HTML's names for characters as those, and lone ampersands escaped: XML knows neither.

    >>> _mended("<b>A&nbsp;&hellip; & B</b><![CDATA[&]]>")
    '<b>A\xa0… &amp; B</b><![CDATA[&]]>'
    """
    parts = _CDATA.split(text)
    return "".join(part if at % 2 else _NAMED.sub(_character, part) for at, part in enumerate(parts))


def _character(found: re.Match[str]) -> str:
    known = html5.get(found[1] or "", "")
    if not found[1]:
        return "&amp;"
    return known if known and not set(known) & set("<>&") else found[0]


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name.rpartition(':')[2]}{written}>"

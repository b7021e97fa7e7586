"""The XML of a feed as its entries: the texts of each by what they are, and the lines it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import NoReturn
from xml.parsers import expat

_ENTRIES = frozenset({"item", "entry"})
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
}


@dataclass
class Entry:
    """One entry while it is read: its texts by what they are, its lines, its address."""

    line: int
    end: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    url: str = ""
    plain: bool = False


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
        self._expat = expat.ParserCreate("utf-8")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._text
        self._expat.EntityDeclHandler = self._refuse

    def run(self, text: str) -> tuple[int, str, str] | None:
        """Read all of ``text``; gives the line, the defect and the remedy where it does not end well."""
        try:
            self._expat.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 (expat takes no keyword)
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
        if self._depth:
            self._depth += 1
            self._parts.append(_tag(name, attributes))
        elif name in _ENTRIES and not self.open:
            self.open = Entry(self._expat.CurrentLineNumber)
        elif self.open and name in _FIELDS:
            self._begin(self.open, name, attributes)

    def _begin(self, entry: Entry, name: str, attributes: dict[str, str]) -> None:
        self._field, self._parts = _FIELDS[name], []
        self._depth = int(attributes.get("type") == "xhtml")
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            entry.url = entry.url or attributes.get("href", "")
        if name == "guid" and attributes.get("isPermaLink") == "false":
            self._field = "key"
        if name == "content" and attributes.get("type", "text") == "text":
            entry.plain = True

    def _text(self, text: str) -> None:
        if self._field:
            self._parts.append(escape(text) if self._depth else text)

    def _end(self, name: str) -> None:
        if self._depth > 1:
            self._depth -= 1
            self._parts.append(f"</{name.rpartition(':')[2]}>")
        elif self.open and name in _ENTRIES:
            self.open.end = self._expat.CurrentLineNumber
            self.entries.append(self.open)
            self.open = None
        elif self.open and self._field and _FIELDS.get(name):
            text = "".join(self._parts).strip()
            if text:
                self.open.texts.setdefault(self._field, text)
            self._field, self._depth = "", 0


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name.rpartition(':')[2]}{written}>"

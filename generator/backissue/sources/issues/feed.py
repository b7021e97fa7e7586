"""The feed: RSS 2.0 or Atom, an issue an entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from functools import partial
from html import escape
from html.entities import html5
from itertools import groupby
from typing import NoReturn
from xml.parsers import expat

from backissue.dates import find_day, parse_day
from backissue.model import Item, Kind, Link, SourceRef
from backissue.sources.head_facts import select_topics
from backissue.sources.heads import each_once
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.html_blocks import convert_html, extract_words
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength, tile
from backissue.urls import absolute, canonical_url, untracked, web_address

_ENTRIES = frozenset({"item", "entry"})
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{1,31};)|(?!#?\w+;))")
_FIELDS = {
    **{name: name for name in ("title", "link", "guid", "author", "updated", "content", "summary")},
    **dict.fromkeys(("pubDate", "published", "dc:date"), "date"),
    **dict.fromkeys(("name", "dc:creator"), "author"),
    "id": "guid",
    "content:encoded": "content",
    "description": "summary",
    "media:description": "about",
    "category": "topic",
}
"""What the elements of an entry are, in RSS, RDF and Atom."""


@dataclass
class Entry:
    """One entry while it is read: its texts by their fields, its lines, its address.

    ``plain`` holds the fields that are no HTML; ``base`` is what relative addresses are seen from.
    """

    line: int
    end: int = 0
    texts: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    url: str = ""
    base: str = ""
    plain: set[str] = field(default_factory=set)

    @property
    def says_something(self) -> bool:
        """Whether there is a title, a text or an address in it."""
        return bool(self.url or self.first("title", "content", "summary", "link"))

    @property
    def day_text(self) -> str:
        """The day that it came out or else was changed, as it is written."""
        return self.first("date", "updated")

    def first(self, *fields: str) -> str:
        """Return the first text of the first of these fields that has any; empty where none has."""
        return next((self.texts[name][0] for name in fields if self.texts[name]), "")


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
        """Read all of ``text``; return the line, the defect and the remedy where it does not end well."""
        try:
            self._expat.Parse(_repaired(text).encode("utf-8", "replace"), True)  # noqa: FBT003 (expat takes no keyword)
        except _RefusedError:
            line = self._expat.CurrentLineNumber
            return line, "a declaration of entities", "remove it, and write out what they stand for"
        except expat.ExpatError as error:
            line, what = min(error.lineno, text.count("\n") + 1), expat.errors.messages[error.code]
            return line, f"the XML is broken ({what})", "fix it; the entries after this line were not imported"
        return None

    def _refuse(self, *_: object) -> NoReturn:
        raise _RefusedError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        base = absolute(attributes.get("xml:base", ""), self._base)
        if self._depth:
            self._depth += 1
            written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
            self._parts.append(f"<{name.rpartition(':')[2]}{written}>")
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
        usual = "text" if self._is_atom or name.startswith("media:") else "html"
        kind = "text" if attributes.get("type") == "plain" else attributes.get("type", usual)
        self._depth = int(kind == "xhtml")
        if kind == "text":
            entry.plain.add(self._field)
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            entry.url = entry.url or absolute(attributes.get("href", ""), entry.base)
        if name == "guid" and attributes.get("isPermaLink") == "false":
            self._field = "key"
        if name == "category" and (label := attributes.get("label") or attributes.get("term")):
            entry.texts["topic"].append(label)

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
                self.open.texts[self._field].append(text)
            self._field, self._depth = "", 0


def _repaired(text: str) -> str:
    r"""Return the text with HTML's names for characters as those, and lone ampersands escaped: XML knows neither.

    >>> _repaired("<b>A&nbsp;&hellip; & B</b><![CDATA[&]]>")
    '<b>A\xa0… &amp; B</b><![CDATA[&]]>'
    """

    def repair(found: re.Match[str]) -> str:
        if not found[1]:
            return "&amp;"
        known = html5.get(found[1], "")
        return known if known and not set(known) & set("<>&") else found[0]

    start, *rest = text.split("<![CDATA[")
    parts = [_NAMED.sub(repair, start)]
    for part in rest:
        data, end, after = part.partition("]]>")
        parts += ["<![CDATA[", data if end else _NAMED.sub(repair, data), end, _NAMED.sub(repair, after)]
    return "".join(parts)


_ROOTS = {"rss": "rss", "feed": "feed", "rdf:rdf": "rdf:RDF", "html": ""}
"""The elements that a text may be, with the names of those that are feeds."""


def _begins_with(name: str, glance: Glance) -> bool:
    """Return whether this is the first element of all."""
    root = next((tag for tag in glance.tags if tag in _ROOTS), "")
    return root == name and glance.tags[0] in {name, "?xml"}


class FeedReader:
    """The entries of a feed that are whole, each an issue; what keeps the rest from being read is a problem."""

    name = "feed"
    signs = tuple(
        Sign(Strength.CERTAIN, f"the element <{name}> at its beginning", partial(_begins_with, tag), {Shape.TAGS})
        for tag, name in _ROOTS.items()
        if name
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item an entry. Broken XML is a problem, and the entries that were whole before it come in."""
        parsed = FeedParser()
        defect = parsed.run("\n".join(source.lines))
        whole = [entry for entry in parsed.entries if entry.says_something]
        empty = [entry for entry in parsed.entries if not entry.says_something]
        begin = parsed.open.line if defect and parsed.open else defect[0] if defect else len(source.lines) + 1
        fates = dict.fromkeys(range(begin, len(source.lines) + 1), Fate.PROBLEM)
        for entries, fate in ((empty, Fate.PROBLEM), (whole, Fate.ITEM)):
            fates.update((number, fate) for entry in entries for number in range(entry.line, entry.end + 1))
        wrong = [entry for entry in whole if entry.day_text and not _day(entry)]
        undated = "fix it; the entry was imported without a date"
        remedy = "give it a title, a text or an address, or remove it"
        problems = [
            *([source.problem(*defect)] if defect else ()),
            *(source.problem(entry.line, "an empty entry", remedy) for entry in empty),
            *(source.problem(entry.line, f"`{entry.day_text[:60]}` is not a date", undated) for entry in wrong),
        ]
        items = [_item(source, entry) for entry in whole]
        yield from tile(source, fates, rest=Fate.BOILERPLATE, items=items, problems=problems)


def _item(source: Source, entry: Entry) -> Item:
    url = next(filter(web_address, (entry.url, entry.first("link"), entry.first("guid"))), "")
    html = strip_marks(_html(entry, "content") or _html(entry, "summary") or _html(entry, "about"))
    title = extract_words(_html(entry, "title"))
    if not title:
        words = extract_words(html).split()
        title = " ".join([*words[:10], *(["…"] if len(words) > 10 else [])]) or "Untitled"
    day = _day(entry)
    return Item(
        id=canonical_url(url) if url else entry.first("guid", "key"),
        kind=Kind.ISSUE,
        title=title,
        week=source.week_of(day),
        date=day,
        topics=select_topics(entry.texts["topic"]),
        people=each_once(map(_name, entry.texts["author"])),
        links=(Link("Permalink", untracked(url)),) if url else (),
        source=SourceRef(source.file, entry.line),
        body=convert_html(html, title, entry.base or url).body,
    )


def _html(entry: Entry, name: str) -> str:
    """Return a text of an entry as HTML; what is none has paragraphs between blank lines."""
    text = entry.first(name)
    if name not in entry.plain:
        return text
    parts = ["\n".join(lines) for filled, lines in groupby(text.split("\n"), lambda line: bool(line.strip())) if filled]
    ends = "<br>" if name == "about" else "\n"  # descriptions of films are not wrapped: a line is one on purpose
    return "".join(f"<p>{escape(part).replace(chr(10), ends)}</p>" for part in parts)


def _name(author: str) -> str:
    """Return the name of an author, which RSS gives in brackets behind an address."""
    mail, bracket, name = author.removesuffix(")").partition(" (")
    return name if bracket and "@" in mail.strip("@") and " " not in mail and author.endswith(")") else author


def _day(entry: Entry) -> date | None:
    """Return the day that an entry is of, as RFC 822 or RFC 3339 write it; ``None`` where it is neither."""
    text = entry.day_text
    if day := parse_day(text[:10]) or find_day(text):
        return day
    try:
        return parse_day(str(parsedate_to_datetime(text).date()))
    except (ValueError, OverflowError):
        return None

"""The feed: RSS 2.0 or Atom, an issue an entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from email.utils import parsedate_to_datetime
from functools import partial
from html import escape
from itertools import groupby
from xml.parsers import expat

from backissue.clock_times import clock_time
from backissue.dates import find_day, parse_day
from backissue.languages import find_language
from backissue.model import Item, Kind, Link, SourceRef
from backissue.sources.heads.standing_keys import WAITING
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.feed_footers import without_origin
from backissue.sources.issues.feed_xml import Token, attributes_of, prepare, tokens
from backissue.sources.issues.html_blocks import convert_html, extract_words
from backissue.sources.issues.personal import Personal
from backissue.sources.issues.services import report_service
from backissue.sources.links.counters import led_past
from backissue.sources.links.recordings import label_of, recording_key
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength, tile
from backissue.sources.privacy.comments import without_template_comments
from backissue.sources.privacy.standing import Access, KeptBack, Standing, read_standing
from backissue.sources.stated.head import each_once
from backissue.sources.stated.head_facts import select_topics
from backissue.sources.stated.introduced import find_called_first
from backissue.sources.stated.old_addresses import site_path
from backissue.sources.stated.on_recordings import find_on_tape
from backissue.urls import absolute, canonical_url, untracked, web_address

_ENTRIES = frozenset({"item", "entry"})
_FIELDS = {
    **{name: name for name in ("title", "link", "guid", "author", "updated", "content", "summary")},
    **dict.fromkeys(("pubDate", "published", "dc:date"), "date"),
    **dict.fromkeys(("name", "dc:creator"), "author"),
    "id": "guid",
    "content:encoded": "content",
    "description": "summary",
    **dict.fromkeys(("media:description", "itunes:summary", "itunes:subtitle"), "about"),
    **dict.fromkeys(("itunes:author", "podcast:person"), "author"),
    **{f"itunes:{name}": name for name in ("duration", "episode", "season", "keywords")},
    "category": "topic",
    "wp:post_name": "slug",
    **{name: name.rpartition(":")[2] for name in ("wp:status", "wp:post_type", "wp:post_password")},
    **{name: name.rpartition(":")[2] for name in ("app:draft", "blogger:status", "blogger:type")},
}
"""What the elements of an entry are, in RSS, RDF and Atom, and in those of podcasts."""
_RECORDINGS = ("enclosure", "media:content")
_FACTS = ("episode", "season", "duration")
_LONGEST_FACT = 60
_PARTING = _ENTRIES | (_FIELDS.keys() - {"title", "link", "summary", "content", "source"})
"""What no HTML has, and so begins something else where a text does not end."""


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
    language: str = ""
    recordings: dict[str, Link] = field(default_factory=dict)
    chapters: list[tuple[str, str]] = field(default_factory=list)
    transcripts: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether there is a title, a text or an address in it."""
        return bool(self.url or self.first("title", "content", "summary", "link"))

    @property
    def day_text(self) -> str:
        """The day that it came out or else was changed, as it is written."""
        return self.first("date", "updated")

    def add_recording(self, url: str, attributes: Mapping[str, str]) -> None:
        """Add the address of a recording: what is called one by its type, or is one by its address."""
        medium = (attributes.get("type") or attributes.get("medium") or "").partition("/")[0].capitalize()
        label = medium if medium in {"Audio", "Video"} else label_of(url)
        if label and web_address(url := absolute(url, self.base)):
            self.recordings.setdefault(recording_key(url) or url, Link(label, untracked(led_past(url))))

    def first(self, *fields: str) -> str:
        """Return the first text of the first of these fields that has any; empty where none has."""
        return next((self.texts[name][0] for name in fields if self.texts[name]), "")


class FeedParser:
    """The entries of a feed with their places, by expat, and where it refuses the XML, tag by tag as they come.

    It opens no file and reads no address.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.open: Entry | None = None
        self._field = ""
        self._parts: list[str] = []
        self._depth = 0
        self._base = ""
        self._is_atom = False
        self._quoted = False
        self._element = ""
        self._place: Callable[[], int] = lambda: 0
        self.language = ""
        self._is_language = False

    def run(self, text: str) -> tuple[int, str, str] | None:
        """Read all of ``text``; return the line, the defect and the remedy where it is no XML or does not end."""
        text = prepare(text)
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._place = lambda: parser.CurrentLineNumber
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 (expat takes no keyword)
        except expat.ExpatError as error:
            line, what = min(error.lineno, text.count("\n") + 1), expat.errors.messages[error.code]
        else:
            return None
        begun = FeedParser()
        defect = begun.run_on(text, line, what)
        self.entries, self.language = begun.entries, begun.language
        return defect

    def run_on(self, text: str, line: int, what: str) -> tuple[int, str, str]:
        """Read a feed whose XML is broken at ``line``: what is no tag of a feed is a text of the field it stands in."""
        for token in tokens(text):
            self._place = partial(int, token.line)
            if token.start:
                self._open_element(token)
            elif token.end:
                self._close_element(token)
            else:
                self._text(token.text)
        if self.open:
            line, what = self.open.line, "it ends within this entry"
            self._close_field()
            self._end("item")
        return line, f"the XML is broken ({what})", "fix it, or compare the entries, which were imported as they stand"

    def _open_element(self, token: Token) -> None:
        if self._field and token.start not in _PARTING:
            self._parts.append(token.text)
            return
        self._close_field()
        if token.start in _ENTRIES and self.open:
            self._end(token.start)
        self._start(token.start, attributes_of(token))
        self._element = token.start
        if token.empty:
            self._end(token.start)

    def _close_element(self, token: Token) -> None:
        if self._field and token.end not in {self._element, *_ENTRIES, *_ROOTS}:
            self._parts.append(token.text)
            return
        self._close_field()
        self._end(token.end)

    def _close_field(self) -> None:
        if self._field:
            self._end(self._element)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        base = absolute(attributes.get("xml:base", ""), self._base)
        if self._depth:
            self._depth += 1
            written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
            self._parts.append(f"<{name.rpartition(':')[2]}{written}>")
        elif name in _ENTRIES and not self.open:
            self.open = Entry(self._place(), base=base or self._base, language=attributes.get("xml:lang", ""))
        elif not self.open:
            self.language = self.language or attributes.get("xml:lang", "")
            self._is_language = name in {"language", "dc:language"} and not self.language
            self._is_atom = self._is_atom or name == "feed"
            self._base = base or self._base
        elif name == "source":
            self._quoted = True
        elif name in _RECORDINGS and not self._quoted:
            self.open.add_recording(attributes.get("url", ""), attributes)
        elif name == "psc:chapter" and attributes.get("title"):
            self.open.chapters.append((attributes.get("start", ""), attributes["title"]))
        elif name == "podcast:transcript" and web_address(attributes.get("url", "")):
            self.open.transcripts.append(attributes["url"])
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
        if name == "link" and attributes.get("rel") == "enclosure":
            entry.add_recording(attributes.get("href", ""), attributes)
        if name == "guid" and attributes.get("isPermaLink") == "false":
            self._field = "key"
        if name == "category" and attributes.get("scheme", "").endswith("#kind"):  # of Blogger
            entry.texts["type"].append(attributes.get("term", "").rpartition("#")[2])
        elif name == "category" and (label := attributes.get("label") or attributes.get("term")):
            entry.texts["topic"].append(label)

    def _text(self, text: str) -> None:
        if self._is_language:
            self.language += text
        if self._field:
            self._parts.append(escape(text) if self._depth else text)

    def _end(self, name: str) -> None:
        self._is_language = False
        if self._depth > 1:
            self._depth -= 1
            self._parts.append(f"</{name.rpartition(':')[2]}>")
        elif name == "source":
            self._quoted, self._field = False, ""
        elif self.open and name in _ENTRIES:
            self.open.end = self._place()
            self.entries.append(self.open)
            self.open = None
        elif self.open and self._field and _FIELDS.get(name):
            if text := "".join(self._parts).strip():
                self.open.texts[self._field].append(text)
            self._field, self._depth = "", 0


_ROOTS = {"rss": "rss", "feed": "feed", "rdf:rdf": "rdf:RDF", "html": ""}
"""The elements that a text may be, with the names of those that are feeds."""


def _begins_with(name: str, glance: Glance) -> bool:
    """Return whether this is the first element of all, but for what a server says of its own faults above."""
    tags = glance.tags[
        glance.tags.index("?xml") if set(glance.tags[:1]) <= {"br", "b"} and "?xml" in glance.tags else 0 :
    ]
    root = next((at for at, tag in enumerate(tags) if tag in _ROOTS), -1)
    return root >= 0 and tags[root] == name and all(tag.startswith(("?", "!")) for tag in tags[:root])


class FeedReader:
    """The entries of a feed that are whole, each an issue; what keeps the rest from being read is a problem."""

    name = "feed"
    signs = tuple(
        Sign(Strength.CERTAIN, f"the element <{name}> at its beginning", partial(_begins_with, tag), {Shape.TAGS})
        for tag, name in _ROOTS.items()
        if name
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item an entry. Broken XML is a problem; its entries come in as they stand."""
        parsed = FeedParser()
        defect = parsed.run("\n".join(source.lines))
        posts = [(entry, _stand(entry, source.today)) for entry in parsed.entries]
        kept_back = KeptBack(source)
        for entry, standing in posts:
            kept_back.add(entry.line, extract_words(_html(entry, "title")) or "untitled", standing)
        whole = [(entry, standing) for entry, standing in posts if entry.says_something and not standing.no_post]
        empty = [entry for entry, standing in posts if not entry.says_something and not standing.no_post]
        fates: dict[int, Fate] = {}
        for entries, fate in ((empty, Fate.PROBLEM), ([entry for entry, _ in whole], Fate.ITEM)):
            fates.update((number, fate) for entry in entries for number in range(entry.line, entry.end + 1))
        wrong = [entry for entry, standing in whole if entry.day_text and not _day(entry) and not standing.access]
        undated = "fix it; the entry was imported without a date"
        remedy = "give it a title, a text or an address, or remove it"
        problems = [
            *([source.problem(*defect)] if defect else ()),
            *(source.problem(entry.line, "an empty entry", remedy) for entry in empty),
            *(source.problem(entry.line, f"`{entry.day_text[:60]}` is not a date", undated) for entry in wrong),
        ]
        problems += kept_back.hints()
        for entry, _ in whole:
            entry.language = find_language(entry.language or parsed.language)
        paid = source.facts.publish_paid
        services: dict[str, int] = {}
        personal = Personal()
        items = [
            standing.applied(_item(source, entry, services, personal), publish_paid=paid) for entry, standing in whole
        ]
        problems += (report_service(source, line, service) for service, line in services.items())
        problems += personal.hints(source)
        yield from tile(source, fates, rest=Fate.BOILERPLATE, items=items, problems=problems)


_STANDING = ("status", "post_type", "post_password", "draft", "type")
_POSTS = ("post", "newsletter", "issue", "article", "episode", "podcast", "story", "video", "talk", "news")
"""How the type of an entry of WordPress ends, or begins, that is one to be read."""


def _stand(entry: Entry, today: date) -> Standing:
    """Return what an entry says of its readers.

    Of WordPress, where plugins add states and types of their own, the public ones are known and no others.
    """
    marks = [(name, text) for name in _STANDING for text in entry.texts[name]]
    day, status, kind = _day(entry), entry.first("status").casefold(), entry.first("post_type").casefold()
    waits = [("date", str(day))] if day and status in WAITING else []
    standing = read_standing([*marks, *waits], today)
    if kind and not standing.no_post and not kind.startswith(_POSTS) and not kind.endswith(_POSTS):
        return replace(standing, no_post=kind)
    if status and not standing.access and status not in {*_SEEN, *WAITING}:
        return replace(standing, access=Access.CLOSED, mark=f"status: {status}")
    return standing


_SEEN = frozenset({"publish", "published", "public", "live", "imported", "sent", "inherit"})


def _item(source: Source, entry: Entry, services: dict[str, int], personal: Personal) -> Item:
    """Return an entry as an item. What was left out is added to ``services`` with its line, and to ``personal``."""
    url = next(filter(web_address, (entry.url, entry.first("link"), entry.first("guid"))), "")
    html = strip_marks(
        without_template_comments(_html(entry, "content") or _html(entry, "summary") or _html(entry, "about"))
    )
    title = extract_words(_html(entry, "title"))
    html, footer = without_origin(html, url, title)
    if footer:
        services.setdefault(footer, entry.line)
    html += _chapters(entry, html)
    if not title:
        words = extract_words(html).split()
        title = " ".join([*words[:10], *(["…"] if len(words) > 10 else [])]) or "Untitled"
    day = _day(entry)
    found = convert_html(html, title, entry.base or url)
    personal.add(found.personal)
    for service in found.services:
        services.setdefault(service, entry.line)
    lines = found.body.split("\n") if entry.recordings else []
    on_tape = find_on_tape(title, "", lines) or find_called_first(" ".join(lines), lines, title)
    return Item(
        id=canonical_url(url) if url else entry.first("guid", "key"),
        kind=Kind.ISSUE,
        title=title,
        week=source.week_of(day),
        date=day,
        time=clock_time(entry.day_text) if day else "",
        topics=select_topics([*entry.texts["topic"], *_keywords(entry)]),
        lang=entry.language,
        people=each_once([*map(_name, entry.texts["author"]), *on_tape]),
        links=tuple(_links(entry, url)),
        extra={name: text for name in _FACTS if 0 < len(text := entry.first(name)) <= _LONGEST_FACT},
        aliases=_named_paths(entry, url),
        source=SourceRef(source.file, entry.line),
        body=found.body,
    )


def _named_paths(entry: Entry, url: str) -> tuple[str, ...]:
    """Return the path that WordPress names for what has no address of its own yet, such as a draft: ``/?p=7``."""
    path = site_path(f"/{entry.first('slug')}") if not url or "/?" in url else ""
    return (path,) if path else ()


def _chapters(entry: Entry, html: str) -> str:
    """Return the chapters of an episode (https://podlove.org/simple-chapters) that its text does not name, as HTML."""
    said = extract_words(html)
    new = [(start, title) for start, title in entry.chapters if title not in said]
    points = "".join(f"<li>{escape(f'{start} {title}'.strip())}</li>" for start, title in new)
    return f"<h2>Chapters</h2><ul>{points}</ul>" if points else ""


def _links(entry: Entry, url: str) -> Iterator[Link]:
    if url:
        yield Link("Permalink", untracked(url))
    yield from entry.recordings.values()
    yield from (Link("Transcript", untracked(url)) for url in dict.fromkeys(entry.transcripts))


def _keywords(entry: Entry) -> list[str]:
    return [" ".join(word.split()) for text in entry.texts["keywords"] for word in text.split(",")]


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


_NO_YEAR = " -0001 "
"""The year in which WordPress says that what was never published came out."""


def _day(entry: Entry) -> date | None:
    """Return the day that an entry is of, as RFC 822 or RFC 3339 write it; ``None`` where it is neither."""
    text = entry.day_text
    if _NO_YEAR in text:
        return None
    if day := parse_day(text[:10]) or find_day(text):
        return day
    try:
        return parse_day(str(parsedate_to_datetime(text).date()))
    except (ValueError, OverflowError):
        return None

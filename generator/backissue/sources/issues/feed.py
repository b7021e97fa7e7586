"""The feed: RSS 2.0 or Atom, an issue an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from html import escape

from backissue.model import Item, Kind, Link, Problem, SourceRef, parse_day
from backissue.sources.common import dates
from backissue.sources.ids import canonical_url, titled_id
from backissue.sources.issues.addresses import untracked
from backissue.sources.issues.boilerplate import without_marks
from backissue.sources.issues.feedxml import Entry, FeedParser
from backissue.sources.issues.htmltext import convert, plain_words
from backissue.sources.issues.issuehead import day_in, usable_topics
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength
from backissue.sources.yamlhead import each_once
from backissue.urls import web_address

_ROOT = re.compile(r"<(rss|feed|rdf:RDF|html)[\s>]", re.IGNORECASE)
_TITLE_WORDS = 10


class FeedReader:
    """The entries of a feed that are whole, each an issue; what keeps the rest from being read is a problem."""

    name = "feed"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the first element is that of a feed."""
        start = "\n".join(source.lines[:100])[:8000].lstrip()
        found = _ROOT.search(start)
        known = found and (found.start() == 0 or start.startswith("<?xml")) and found[1].lower() != "html"
        return Recognition(Strength.CERTAIN, f"the element <{found[1]}> at its beginning") if found and known else None

    def read(self, source: Source) -> Reading:
        """An item an entry. Broken XML is a problem, and the entries that were whole before it come in."""
        parsed = FeedParser()
        defect = parsed.run("\n".join(source.lines))
        problems = [source.problem(*defect)] if defect else []
        whole = [entry for entry in parsed.entries if entry.says_something]
        empty = [entry for entry in parsed.entries if not entry.says_something]
        remedy = "give it a title, a text or an address, or remove it"
        problems += [source.problem(entry.line, "an entry that says nothing", remedy) for entry in empty]
        items = tuple(_item(source, entry, problems) for entry in whole)
        begin = parsed.open.line if defect and parsed.open else defect[0] if defect else len(source.lines) + 1
        return Reading(items, _account(source, whole, empty, begin), tuple(problems))


def _item(source: Source, entry: Entry, problems: list[Problem]) -> Item:
    facts, texts = source.facts, entry.texts
    url = next(filter(web_address, (entry.url, texts.get("link", ""), texts.get("guid", ""))), "")
    title, body = _title_and_body(entry, url)
    day, week = dates(source, _day(source, entry, problems))
    key = texts.get("guid") or texts.get("key")
    return Item(
        id=canonical_url(url) if url else key or titled_id(Kind.ISSUE, title, day or week),
        kind=Kind.ISSUE,
        title=title,
        week=week,
        date=day,
        topics=usable_topics(entry.topics) if facts.topics is None else facts.topics,
        people=_people(entry.people) if facts.people is None else facts.people,
        links=(Link("Permalink", untracked(url)),) if url else (),
        source=SourceRef(source.file, entry.line),
        body=body,
    )


def _title_and_body(entry: Entry, url: str) -> tuple[str, str]:
    """An entry without a title is called by its first words."""
    html = without_marks(_html(entry, "content") or _html(entry, "summary"))
    title = plain_words(_html(entry, "title"))
    if not title:
        words = plain_words(html).split()
        title = " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")
    title = title or "Untitled"
    return title, convert(html, title, entry.base or url).body


def _html(entry: Entry, name: str) -> str:
    """A text of an entry as HTML; what is none has paragraphs between blank lines."""
    text = entry.texts.get(name, "")
    if name not in entry.plain:
        return text
    return "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


def _people(authors: list[str]) -> tuple[str, ...]:
    """The authors. RSS gives an address with the name in brackets after it."""
    names = (re.fullmatch(r"\S+@\S+ \((.+)\)", author) for author in authors)
    return each_once(name[1] if name else author for name, author in zip(names, authors, strict=True))


def _day(source: Source, entry: Entry, problems: list[Problem]) -> date | None:
    """The day that an entry is of, as RFC 822 or RFC 3339 write it; one that is neither is a problem."""
    text = entry.texts.get("date") or entry.texts.get("updated", "")
    if not text or (day := parse_day(text[:10]) or day_in(text)):
        return day if text else None
    try:
        return parse_day(str(parsedate_to_datetime(text).date()))
    except (ValueError, OverflowError):
        what, remedy = f"`{text[:60]}` is no date", "mend it; the entry came in without a day"
        problems.append(source.problem(entry.line, what, remedy))
        return None


def _account(source: Source, whole: list[Entry], empty: list[Entry], broken: int) -> Mapping[Line, int]:
    """The lines of whole entries are items, of empty ones and from ``broken`` on problems, the others boilerplate."""
    held = {number for entry in whole for number in range(entry.line, entry.end + 1)}
    lost = {number for entry in empty for number in range(entry.line, entry.end + 1)}
    account = Account(source.lines)
    for number, line in enumerate(source.lines, 1):
        if line.strip():
            rest = Line.PROBLEM if number >= broken or number in lost else Line.BOILERPLATE
            account.set(number, Line.ITEM if number in held else rest)
    return account.close()

"""Programmes of meetings and conferences: iCalendar, and schedules of pentabarf, frab and pretalx in XML and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from backissue.model import Kind
from backissue.sources.issues.feed_xml import attributes_of, prepare, tokens
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.posts.post_items import Posts
from backissue.text import fold_key
from backissue.urls import web_address

_PROPERTY = re.compile(r"(?P<name>[A-Za-z0-9-]{1,60})(?:;(?P<parameters>[^:\"]*(?:\"[^\"]*\"[^:\"]*)*))?:(?P<value>.*)")
"""A content line of iCalendar (RFC 5545, section 3.1)."""
_ESCAPED = re.compile(r"\\([nN\\;,])")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_CLOSED = frozenset({"private", "confidential"})
_OFF = frozenset({"cancelled", "canceled"})
_DEEPEST = 6


class Event(NamedTuple):
    """An event of a programme: the 1-based lines it stands on, and what it says by the keys of heads."""

    lines: range
    fields: Mapping[str, Any]


def _is_calendar(glance: Glance) -> bool:
    return glance.first.strip().upper() == "BEGIN:VCALENDAR"


def _is_schedule(glance: Glance) -> bool:
    return "schedule" in glance.tags[:3] and any("<event" in line or "<day" in line for line in glance.head)


def _is_json_schedule(glance: Glance) -> bool:
    head = "\n".join(glance.head)[:20_000]
    return '"schedule"' in head and '"conference"' in head and '"days"' in head


class ProgrammeReader:
    """An item an event, of kind session: title, day, speakers, text, links and recording."""

    name = "programme"
    signs = (
        Sign(Strength.CERTAIN, "the first line of iCalendar", _is_calendar, frozenset({Shape.TEXT})),
        Sign(Strength.CERTAIN, "a schedule with days and events", _is_schedule, frozenset({Shape.TAGS})),
        Sign(
            Strength.CERTAIN, "a schedule of a conference with its days", _is_json_schedule, frozenset({Shape.BRACES})
        ),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item an event. One that is not public comes in as a draft, one that was cancelled not at all."""
        found = Posts(source, kind=Kind.SESSION)
        first = next((line.lstrip() for line in source.lines if line.strip()), "")
        read = of_calendar if first[:1] not in {"<", "{"} else of_xml if first.startswith("<") else of_json
        off: list[Event] = []
        for event in read(source.lines):
            if event.fields.get("status") in _OFF:
                off.append(event)
                found.fates |= dict.fromkeys(event.lines, Fate.BOILERPLATE)
            elif event.fields.get("title"):
                found.add(event.lines, event.fields)
            else:
                found.report(event.lines, "an event without a title", "give it one, or remove it")
        if off:
            titles = ", ".join(f"“{event.fields.get('title', '')}”" for event in off[:3])
            what = f"{len(off)} cancelled, left out: {titles}{', …' * (len(off) > 3)}"
            found.problems.append(source.hint(off[0].lines[0], what, "add what took place all the same by hand"))
        return found.tile()


def of_calendar(lines: Sequence[str]) -> Iterator[Event]:
    r"""Yield the events of a calendar. Who is invited, and by whom, is nobody's business.

    >>> list(of_calendar(["BEGIN:VEVENT", "SUMMARY:Maps\\, old", "  ones", "DTSTART:20230309T183000", "END:VEVENT"]))
    [Event(lines=range(1, 6), fields={'title': 'Maps, old ones', 'date': '2023-03-09'})]
    """
    found: dict[str, list[str]] = {}
    first, within = 0, list[str]()
    for number, name, value in _properties(lines):
        if name == "BEGIN":
            within.append(value.strip().upper())
            if within[-1] in _EVENTS:
                found, first = {}, number
        elif name == "END" and within:
            if within.pop() in _EVENTS:
                yield Event(range(first, number + 1), _of_properties(found))
        elif within and within[-1] in _EVENTS:
            found.setdefault(name, []).append(value)


_EVENTS = frozenset({"VEVENT", "VJOURNAL"})


def _properties(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the properties of a calendar with the line each begins on; a line that begins with a blank goes on."""
    starts = [at for at, line in enumerate(lines) if line and not line.startswith((" ", "\t"))]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        whole = lines[at] + "".join(line[1:] for line in lines[at + 1 : end])
        if found := _PROPERTY.fullmatch(whole):
            yield at + 1, found["name"].upper(), found["value"]


def _of_properties(found: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    def text(name: str) -> str:
        return "\n\n".join(_ESCAPED.sub(_unescaped, value) for value in found.get(name, ())).strip()

    words = text("DESCRIPTION")
    urls = [*map(str.strip, (*found.get("URL", ()), *found.get("ATTACH", ())))]
    urls += [url for url in _ADDRESS.findall(words) if url not in urls]
    day = (found.get("DTSTART") or found.get("DTSTAMP") or [""])[0]
    topics = [
        _ESCAPED.sub(_unescaped, topic).strip() for value in found.get("CATEGORIES", ()) for topic in value.split(",")
    ]
    standing = "private" if text("CLASS").casefold() in _CLOSED else text("STATUS").casefold()
    fields: dict[str, Any] = {
        "title": " ".join(text("SUMMARY").split()),
        "date": f"{day[:4]}-{day[4:6]}-{day[6:8]}" if day[:8].isdecimal() else "",
        "content" if "</" in words else "content_text": words,
        "venue": " ".join(text("LOCATION").split()),
        "tags": [topic for topic in topics if topic],
        "links": [url for url in urls if web_address(url)],
        "status": standing if standing in {"private", "draft", *_OFF} else "",
    }
    return {key: value for key, value in fields.items() if value}


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def of_xml(lines: Sequence[str]) -> Iterator[Event]:
    """Yield the events of a schedule in XML (https://github.com/voc/schedule), whatever is wrong with it."""
    text = prepare("\n".join(lines))
    event: dict[str, Any] | None = None
    path: list[str] = []
    first = 0
    for token in tokens(text):
        if token.start == "event" and event is None:
            event, path, first = {"persons": [], "links": []}, [], token.line
        elif token.end == "event" and event is not None:
            yield Event(range(first, token.line + 1), _of_event(event))
            event = None
        elif event is None:
            continue
        elif token.start:
            if url := attributes_of(token).get("href", ""):
                event["links"].append({"url": url, "title": ""})
            if token.start == "person":
                event["persons"].append("")
            path += [] if token.empty else [token.start]
        elif token.end:
            del path[len(path) - 1 - path[::-1].index(token.end) if token.end in path else len(path) :]
        elif path and token.text.strip():
            _tell(event, path[-1], token.text)


def _tell(event: dict[str, Any], name: str, text: str) -> None:
    """Add a text of an element to what its event says."""
    if name == "person" and event["persons"]:
        event["persons"][-1] += text
    elif name in {"link", "attachment"} and event["links"]:
        event["links"][-1]["title"] += text
    else:
        event[name] = str(event.get(name, "")) + text


def of_json(lines: Sequence[str]) -> Iterator[Event]:
    """Yield the events of a schedule in JSON, as frab and pretalx export them."""
    try:
        data = json.loads("\n".join(lines).lstrip("\ufeff"))
    except (ValueError, RecursionError):
        yield Event(range(1, len(lines) + 1), {})
        return
    whole = range(1, len(lines) + 1)
    yield from (Event(whole, _of_event(event)) for event in _events(data, 0))


def _events(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the objects that have a title and persons, at any place of a schedule."""
    if isinstance(data, dict):
        if "title" in data and ("persons" in data or "abstract" in data):
            yield data
            return
        for value in data.values() if depth <= _DEEPEST else ():
            yield from _events(value, depth + 1)
    elif isinstance(data, list):
        for value in data if depth <= _DEEPEST else ():
            yield from _events(value, depth + 1)


def _of_event(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an event says by the keys of heads; its abstract and its description are its text."""
    texts = {
        fold_key(key): _line(value) if key not in {"abstract", "description"} else _text(value)
        for key, value in event.items()
    }
    abstract, description = texts.get("abstract", ""), texts.get("description", "")
    said = description if abstract and description.startswith(abstract) else f"{abstract}\n\n{description}".strip()
    links = [(entry.get("title") or "", entry.get("url") or "") for entry in _objects(event.get("links"))]
    links += [(entry.get("title") or "", entry.get("url") or "") for entry in _objects(event.get("attachments"))]
    fields: dict[str, Any] = {
        "title": texts.get("title", ""),
        "subtitle": texts.get("subtitle", ""),
        "date": texts.get("date", ""),
        "speakers": [name for person in event.get("persons") or () if (name := _name(person))],
        "content": said,
        "links": [{"title": " ".join(str(title).split()), "url": url} for title, url in links if web_address(str(url))],
        "video": texts.get("videodownloadurl", ""),
        "link": texts.get("url", ""),
        "lang": texts.get("language", ""),
        "tags": [texts["track"]] if texts.get("track") else [],
        "venue": texts.get("room", ""),
        "duration": texts.get("duration", ""),
    }
    return {key: value for key, value in fields.items() if value}


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _name(person: object) -> str:
    if isinstance(person, dict):
        names = (person.get(key) for key in ("public_name", "name", "full_public_name"))
        return _line(next(filter(None, names), ""))
    return _line(person)


def _line(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""

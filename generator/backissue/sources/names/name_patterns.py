"""What the names of many sources say: ``from_name: "{date}-episode-{n}"``, and ``title: "Episode {n}"`` with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from backissue.dates import day_from
from backissue.model import Facts
from backissue.sources.names.file_names import find_day_in_name, readable_name, without_language

PLACES: Mapping[str, str] = {
    "n": r"\d+",
    "date": r"(?:\d{4}[-_.]?\d\d[-_.]?\d\d|\d{1,2}[-_. ]\w+[-_. ]\d{4})",
    "year": r"\d{4}",
    "month": r"\d\d?",
    "day": r"\d\d?",
    "title": r"[^/]+?",
    "slug": r"[^/]+?",
    "people": r"[^/]+?",
    "topic": r"[^/]+?",
    "any": r"[^/]*?",
}
"""What a pattern can name in braces, and what it looks like."""
_PLACE = re.compile(r"\{(\w+)\}")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\+|_and_|-and-|\band\b)\s*")


def unknown_places(text: str) -> list[str]:
    """Return what a text has in braces that no pattern knows.

    >>> unknown_places("{n}-{titel}")
    ['titel']
    """
    return [name for name in _PLACE.findall(text) if name not in PLACES]


def places_of(text: str) -> set[str]:
    """Return what a text has in braces."""
    return set(_PLACE.findall(text))


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What one name says: its parts as they stand, and the day if there is one."""

    parts: Mapping[str, str]
    day: date | None = None


def read_name(pattern: str, file: str) -> NameFacts | None:
    """Return what the name of a file below ``content/sources`` says by ``pattern``; ``None`` if it has another form.

    The pattern is compared with the name without its suffix, or with it; one with slashes with so many folders too.

    >>> read_name("episode-{n}", "vtt/episode-007.vtt")
    NameFacts(parts={'n': '007'}, day=None)
    >>> read_name("{year}/{date} {title}", "a/2024/2024-03-05 Bells.txt").day
    datetime.date(2024, 3, 5)
    >>> read_name("episode-{n}", "bonus.vtt") is None
    True
    """
    path = PurePosixPath(*PurePosixPath(file).parts[-1 - pattern.count("/") :])
    stem = path.with_suffix("").as_posix()
    for name in (stem, without_language(stem), path.as_posix()):
        if found := _compiled(pattern).fullmatch(name):
            parts = {key: text for key, text in found.groupdict().items() if text is not None}
            day = _day_of(parts)
            return NameFacts(parts, day) if day or not {"date", "day"} & parts.keys() else None
    return None


def with_name(facts: Facts, name: NameFacts) -> Facts:
    """Return the facts of many sources as those of one: what is in braces filled in, and what its name says added.

    What ``archive.yml`` states itself stands.

    >>> with_name(Facts(title="Episode {n}"), NameFacts({"n": "007"})).title
    'Episode 7'
    """
    parts = dict(_shown(name.parts))
    title = _filled(facts.title, parts) if facts.title else parts.get("title") or parts.get("slug")
    people = tuple(_filled(one, parts) for one in facts.people) if facts.people is not None else _people(name.parts)
    topics = tuple(_filled(one, parts) for one in facts.topics) if facts.topics is not None else _topics(parts)
    return replace(facts, title=title or None, people=people, topics=topics, date=facts.date or name.day)


def _day_of(parts: Mapping[str, str]) -> date | None:
    if "date" in parts:
        return find_day_in_name(parts["date"])
    if {"year", "month", "day"} <= parts.keys():
        return day_from(parts["year"], int(parts["month"]), parts["day"])
    return None


def _shown(parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the parts as a title has them: numbers without zeros before them, words with blanks between them."""
    for key, text in parts.items():
        yield key, (text.lstrip("0") or "0") if key == "n" else text if text.isdecimal() else readable_name(text)


def _filled(text: str, parts: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: parts.get(place[1], place[0]), text)


def _people(parts: Mapping[str, str]) -> tuple[str, ...] | None:
    names = _BETWEEN_NAMES.split(parts["people"]) if "people" in parts else []
    return tuple(" ".join(re.split(r"[\s_-]+", name.strip())) for name in names if name.strip()) or None


def _topics(parts: Mapping[str, str]) -> tuple[str, ...] | None:
    return (parts["topic"],) if "topic" in parts else None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    made, at, known = [], 0, set[str]()
    for place in _PLACE.finditer(pattern):
        made += [re.escape(pattern[at : place.start()]), _expression(place[1], known)]
        at = place.end()
    return re.compile("".join([*made, re.escape(pattern[at:])]), re.IGNORECASE)


def _expression(name: str, known: set[str]) -> str:
    """Return a group for a place; one that stands there before has no name, and ``{any}`` none either."""
    if name in known or name == "any":
        return f"(?:{PLACES[name]})"
    known.add(name)
    return f"(?P<{name}>{PLACES[name]})"

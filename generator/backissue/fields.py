"""The front matter of pages as one table: what each key holds, how it is written, merged and documented.

A new field of an item is a row here, an attribute of :class:`backissue.model.Item` and, to be seen, a template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from typing import Any

from backissue import cells, yaml_text
from backissue.model import Item, Problem
from backissue.values import (
    DAY,
    DAYS,
    KIND,
    LANGUAGE,
    LINKS,
    MAPPING,
    MARKDOWN,
    MENTIONS,
    PATHS,
    PLACE,
    SOURCE,
    TEXT,
    TEXTS,
    TIME,
    YES,
    Defect,
    Defects,
    Type,
    parse_place,
)
from backissue.yaml_mistakes import CURLY
from backissue.yaml_text import Value

Fields = dict[str, Value]
"""Front matter as text values."""
_EMPTY = {"enum": ["", None]}
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Merge(StrEnum):
    """How a change of the source and a person's change of the same field come together."""

    WHOLE = "whole"
    LINES = "lines"
    MINE = "mine"
    """As one thing of which, where both changed it, the person's stands, with nothing left to settle."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a mapping in YAML.

    Attributes:
        key: the key.
        type: what it holds.
        documentation: one line about it.
        example: how it is written, ``key: value``.
        is_needed: whether the mapping is of no use without it.
        is_vital: whether the mapping is of no use if it is broken; what is needed is vital too.
        to_yaml: writes its key and text value as lines of YAML.
        merge: how two changes of it come together.
        missing: what to report where it is needed and missing.
    """

    key: str
    type: Type[Any]
    documentation: str
    example: str
    is_needed: bool = False
    is_vital: bool = False
    to_yaml: Callable[[str, Value], str] = yaml_text.dump
    merge: Merge = Merge.WHOLE
    missing: Defect | None = None

    def read(self, values: Mapping[str, Value]) -> tuple[Any, Defects]:
        """Return the field's value among ``values``, and what is wrong with it."""
        raw = values.get(self.key, "")
        value, defects = self.type.read(self.key, raw)
        if self.is_needed and not (raw.strip() if isinstance(raw, str) else raw):
            what = "is not a line of text" if self.key in values else "is missing"
            defects = (self.missing or Defect(f"`{self.key}` {what}", f'write `{self.key}: "…"`'),)
        return value, defects

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field's value."""
        schema = self.type.schema if self.is_needed else {"anyOf": [self.type.schema, _EMPTY]}
        return {"description": self.documentation, **schema}


def _source_line(key: str, value: Value) -> str:
    if not isinstance(value, dict):
        return yaml_text.dump(key, value)
    return f"{key}: {{file: {yaml_text.scalar(str(value['file']))}}}\n"


def _place_line(key: str, value: Value) -> str:
    is_number = isinstance(value, str) and bool(parse_place(value))
    return f"{key}: {value}\n" if is_number else yaml_text.dump(key, value)


def _bare(key: str, value: Value) -> str:
    return f"{key}: {value}\n"


_quoted = partial(yaml_text.dump, quoted=True)

FORMER_IDS = Field("former_ids", TEXTS, "ids that it had before", 'former_ids: ["paper:reflexion"]')
"""The ids of an item's earlier life: what an import adds to a page, and what people are asked to add."""
FIELDS = (
    Field("id", TEXT, "its identity; do not change it", 'id: "arxiv:2303.11366"', is_needed=True, to_yaml=_quoted),
    Field("kind", KIND, "issue, paper, transcript, summary or session", "kind: paper", is_needed=True),
    Field("title", TEXT, "its title", 'title: "Reflexion"', is_needed=True, to_yaml=_quoted),
    Field("week", DAY, "the last day of its week; undated items have none", "week: 2023-03-26", is_vital=True),
    Field("also_in", DAYS, "other weeks that list it too", "also_in: [2023-04-02]", is_vital=True),
    Field("date", DAY, "its exact day, where that is known", "date: 2023-03-20", is_vital=True),
    Field("time", TIME, "the time of that day, with its distance from Greenwich", "time: 14:30+01:00", to_yaml=_bare),
    Field(
        "draft",
        YES,
        "`true` keeps it out of the site and all that is made of it",
        "draft: true",
        is_vital=True,
        to_yaml=_bare,
    ),
    Field("publish", DAY, "the day from which it is on the site", "publish: 2023-04-01", is_vital=True),
    Field(
        "topics", TEXTS, "its topics, each behind those that it is part of", "topics: [Economics > General Economics]"
    ),
    Field("people", TEXTS, "its authors or speakers", "people: [Ada Lovelace]"),
    Field("lang", LANGUAGE, "the language of its text", "lang: de"),
    Field("translation", TEXT, "what it and its translations have in common", "translation: letter-7"),
    Field("links", LINKS, "labelled addresses on the web", "links: [Paper: https://arxiv.org/abs/2303.11366]"),
    Field("source", SOURCE, "where it came from", "source: {file: papers.md}", to_yaml=_source_line),
    Field(
        "place",
        PLACE,
        "its place in the week, as its source lists it",
        "place: 3",
        to_yaml=_place_line,
        merge=Merge.MINE,
    ),
    Field("aliases", PATHS, "other addresses that lead to its page", "aliases: [weeks/2023-03-26/former-name]"),
    FORMER_IDS,
    Field(
        "mentions",
        MENTIONS,
        "corrections to the mentions found in it",
        'mentions: {add: ["arxiv:2303.11366"], drop: []}',
    ),
    Field("extra", MAPPING, "facts without a key of their own", "extra: {venue: NeurIPS}"),
)
"""The front matter of an item's page, in its order.

Git holds changes of neighbouring lines for a conflict. ``place``, which changes with the rows around an item's, stands
between lines that nobody edits.
"""
BODY = Field("markdown", MARKDOWN, "the text below the front matter", 'markdown: ""', is_vital=True, merge=Merge.LINES)
"""The body of a page, which is a field among others where an item is exported."""
NOTE = (
    Field("title", TEXT, "its title", "title: About"),
    Field("description", TEXT, "one line about it", "description: Who makes this"),
    Field("draft", YES, "`true` keeps it out of the site", "draft: true", is_vital=True, to_yaml=_bare),
    Field("publish", DAY, "the day from which it is on the site", "publish: 2023-04-01", is_vital=True),
    Field("aliases", PATHS, "other addresses that lead to it", "aliases: [former-name]"),
)
"""The front matter of a page written by hand."""
TOPIC = (
    *NOTE[:4],
    Field("aliases", TEXTS, "other names of the topic", "aliases: [ML]"),
    Field("parent", TEXT, "the topic that it is a part of", "parent: Artificial Intelligence"),
)
"""The front matter of a topic's page."""
WEEK = (
    *NOTE,
    Field("lead", TEXT, "a line about the issue, which stands first", "lead: A week of robots."),
    Field("pick", TEXT, "the id of the item to read first", 'pick: "arxiv:2303.11366"'),
)
"""The front matter of a week's introduction."""
PERSON = (*NOTE[:4], Field("aliases", TEXTS, "other names of the person", "aliases: [A. Lovelace]"))
"""The front matter of the page of an author or a speaker."""
_SYNONYMS = {
    key: words.split()
    for key, words in {
        "topics": "topic tag tags category categories keyword keywords subject subjects label labels",
        "people": "person author authors speaker speakers by creator creators guest guests host hosts",
        "date": "day published published_at pubdate created when time",
        "publish": "publish_date publishdate publish_on release embargo",
        "title": "name headline heading",
        "links": "link url urls href address website",
        "aliases": "alias redirect_from redirects permalink slug former",
        "lang": "language locale",
        "kind": "type layout",
        "draft": "hidden private unpublished",
        "source": "from origin file_name",
        "place": "order rank position number weight",
        "description": "summary subtitle excerpt lead abstract",
        "week": "issue weeks week_of week_end",
        "id": "identifier uid guid doi arxiv",
        "file": "path filename src source name",
        "files": "paths folder glob pattern",
        "format": "reader parser",
        "encoding": "charset codepage",
        "why": "reason note comment because",
        "heard": "wrong from",
        "meant": "right correct to",
        "week_ends": "week_end weekends week_start weeks_end",
        "names": "spellings corrections",
        "sources": "source files inputs",
        "known_problems": "known ignore ignored problems",
        "parent": "above part_of",
    }.items()
}
"""What people call a key by habit, from other programs and in the singular."""
KEYS = tuple(field.key for field in FIELDS)
_BY_KEY = {field.key: field for field in (*FIELDS, BODY)}


@dataclass(frozen=True, slots=True)
class Found:
    """What was read from a mapping: its values by key, the defects, and whether it is of use in spite of them."""

    values: dict[str, Any]
    problems: tuple[Problem, ...]
    is_usable: bool


def read(
    fields: Sequence[Field], values: Mapping[str, Value], file: str, line_of: Callable[[str], int], of: str = ""
) -> Found:
    """Read a mapping with the keys that ``fields`` name; every other key is a problem.

    ``line_of`` gives the 1-based line of a key in ``file``; ``of`` says in problems whose keys these are.
    """
    known = [field.key for field in fields]
    elsewhere = ", or put it below `extra:`" if "extra" in known else ""
    remedy = f"use one of {', '.join(known)}{elsewhere}"
    unknown = (
        Problem(file, line_of(key), f"unknown key `{key}`{of}", f"{_meant(key, known)}{remedy}")
        for key in values.keys() - set(known)
    )
    read = [(field, *field.read(values)) for field in fields]
    problems = (Problem(file, line_of(field.key), *defect) for field, _, defects in read for defect in defects)
    is_usable = not any(defects and (field.is_needed or field.is_vital) for field, _, defects in read)
    return Found({field.key: value for field, value, _ in read}, (*sorted(unknown), *problems), is_usable)


def _meant(key: str, known: Sequence[str]) -> str:
    """Ask whether a key that is none means one of those there are; empty where it looks like none of them."""
    bare = key.strip(f"{CURLY}\"' ").lower().replace("-", "_").replace(" ", "_")
    close = [bare] if bare in known else [one for one in known if bare in _SYNONYMS.get(one, ())]
    close = close or get_close_matches(bare, known, 1, 0.7)
    return f"did you mean `{close[0]}`? If not, " if close else ""


def to_fields(item: Item) -> Fields:
    """Return an item's front matter as text values in the order of :data:`FIELDS`, without what is empty."""
    values = ((field.key, field.type.write(getattr(item, field.key))) for field in FIELDS)
    return {key: value for key, value in values if value}


def to_yaml(key: str, value: Value) -> str:
    """Write a field as lines of YAML."""
    return (_BY_KEY[key].to_yaml if key in _BY_KEY else yaml_text.dump)(key, value)


def from_cell(key: str, cell: str) -> Value:
    r"""Return the text value that the cell of a table holds below the heading ``key``.

    >>> from_cell("title", "'=1+1"), from_cell("people", "Ada\nBob"), from_cell("links", "Paper: https://a.org")
    ('=1+1', ['Ada', 'Bob'], [{'Paper': 'https://a.org'}])
    """
    return _BY_KEY[key].type.from_cell(cells.from_cell(cell))


def merge_rule(key: str) -> Merge:
    """Return how two changes of a field come together."""
    return _BY_KEY[key].merge if key in _BY_KEY else Merge.WHOLE


def table(fields: Iterable[Field]) -> str:
    """Return the documentation of fields as a table in Markdown."""
    rows = (f"| `{field.example}` | {field.documentation} |\n" for field in fields)
    return "".join(["| written | means |\n|---|---|\n", *rows])


def object_schema(fields: Sequence[Field]) -> dict[str, Any]:
    """Return the JSON Schema of a mapping with these keys."""
    return {
        "type": "object",
        "properties": {field.key: field.schema() for field in fields},
        "required": [field.key for field in fields if field.is_needed],
        "additionalProperties": False,
    }


def schema(title: str, fields: Sequence[Field]) -> dict[str, Any]:
    """Return a JSON Schema by itself of a mapping with these keys."""
    return {"$schema": _DRAFT, "title": title, **object_schema(fields)}


def front_matter_schema() -> dict[str, Any]:
    """Return the JSON Schema of the front matter of an item's page."""
    return schema("The front matter of an item's page", FIELDS)

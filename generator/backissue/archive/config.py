"""``content/archive.yml``: the week convention, the sources, and what their text does not say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from backissue import yaml_text
from backissue.dates import WEEKDAYS
from backissue.fields import Field, Found, object_schema, read, schema
from backissue.model import Facts, Kind, NameRule, Problem, SourceEntry
from backissue.values import (
    DAY,
    MAPPING,
    ONE_OR_MORE,
    TEXT,
    Defect,
    Defects,
    Type,
    read_mapping,
    read_one_or_more,
    read_text,
)
from backissue.yaml_text import Value, YamlError

FILE = "content/archive.yml"


@dataclass(frozen=True, slots=True)
class ArchiveConfig:
    """What an archive says of itself."""

    week_ends: str = "sunday"
    sources: tuple[SourceEntry, ...] = ()
    names: tuple[NameRule, ...] = ()


def _read_weekday(key: str, value: Value) -> tuple[str, Defects]:
    text = str(value).lower()
    if text in WEEKDAYS:
        return text, ()
    return "sunday", (Defect(f"`{key}` is `{text}`", f"use one of {', '.join(WEEKDAYS)}"),)


def _read_entries(key: str, value: Value) -> tuple[list[Value], Defects]:
    if isinstance(value, list) or not value:
        return list(value), ()
    return [], (Defect(f"`{key}` is no list", f"write `- {_FIRST[key]}: …` lines"),)


def _read_year(key: str, value: Value) -> tuple[int | None, Defects]:
    text, defects = read_text(key, value)
    if not text:
        return None, defects
    if len(text) == 4 and text.isascii() and text.isdecimal() and text[0] != "0":
        return int(text), ()
    return None, (Defect(f"`{key}` is `{text}`, which is no year", "write it as 2023"),)


def _read_columns(key: str, value: Value) -> tuple[tuple[tuple[str, str], ...], Defects]:
    columns, defects = read_mapping(key, value)
    return tuple(columns.items()), defects


def _read_heard(key: str, value: Value) -> tuple[tuple[str, ...], Defects]:
    spellings, defects = read_one_or_more(key, value)
    parts = [text for text in spellings if not (text[0].isalnum() and text[-1].isalnum())]
    what = "does not begin and end with a letter or a digit"
    return spellings, (*defects, *(Defect(f"`{text}` {what}", "write whole words") for text in parts))


def _read_kinds(key: str, value: Value) -> tuple[tuple[Kind, ...], Defects]:
    names, defects = read_one_or_more(key, value)
    unknown = (Defect(f"`{name}` is no kind", f"use {', '.join(Kind)}") for name in names if name not in set(Kind))
    return tuple(Kind(name) for name in names if name in set(Kind)), (*defects, *unknown)


def _read_case(key: str, value: Value) -> tuple[bool, Defects]:
    text, defects = read_text(key, value)
    if text in {"", "any"}:
        return text == "any", defects
    return False, (Defect(f"`{key}` is `{text}`", "write `case: any`, or leave it out where capitals matter"),)


_FIRST = {"sources": "file", "names": "heard"}
_KINDS = {"anyOf": [{"enum": list(Kind)}, {"type": "array", "items": {"enum": list(Kind)}}]}
_NO_FILE = Defect("a source without a file", "write `- file: name`")
_NOT_HEARD = Defect("a name without what is heard", "write `- {heard: Janek, meant: Yannic}`")

SOURCE = (
    Field("file", TEXT, "its file below `content/sources`", "file: papers.md", is_needed=True, missing=_NO_FILE),
    Field("title", TEXT, "the title of what it holds", 'title: "Episode 12"'),
    Field("week", DAY, "the last day of its week", "week: 2023-03-26"),
    Field("date", DAY, "its day", "date: 2023-03-20"),
    Field("people", ONE_OR_MORE, "its authors or speakers", "people: [Ada Lovelace]"),
    Field("topics", ONE_OR_MORE, "the topics of all that it holds", "topics: [Sound]"),
    Field("format", TEXT, "how to read it, where its text does not show that", "format: transcript"),
    Field(
        "year",
        Type(_read_year, {"type": ["string", "integer"], "pattern": "^[1-9][0-9]{3}$"}),
        "the year of the first week in a source whose headings give none",
        "year: 2023",
    ),
    Field(
        "columns",
        Type(_read_columns, MAPPING.schema),
        "what a table's columns are: `title`, `week`, `date`, `topics`, `people`, `text`, `links` or `skip`",
        "columns: {Headline: title, Link: links}",
    ),
    Field("why", TEXT, "how you know, for other editors", "why: The text has no date."),
)
"""What can be said of a source."""

NAME = (
    Field(
        "heard",
        Type(_read_heard, ONE_OR_MORE.schema),
        "the spellings that are wrong",
        "heard: [Janek, Yannick]",
        is_needed=True,
        missing=_NOT_HEARD,
    ),
    Field("meant", TEXT, "the right one", "meant: Yannic", is_needed=True),
    Field("only", ONE_OR_MORE, "the sources that it holds for; else all", "only: episode-12.txt"),
    Field(
        "kinds",
        Type(_read_kinds, _KINDS),
        "the kinds that it holds for; else transcripts, summaries and sessions",
        "kinds: [paper]",
    ),
    Field("case", Type(_read_case, {"enum": ["any"]}), "`any` ignores capitals", "case: any"),
    Field("why", TEXT, "how you know, for other editors", "why: the proof assistant"),
)
"""What can be said of a name."""

ARCHIVE = (
    Field("week_ends", Type(_read_weekday, {"enum": list(WEEKDAYS)}), "the last day of a week", "week_ends: sunday"),
    Field(
        "sources",
        Type(_read_entries, {"type": "array", "items": object_schema(SOURCE)}),
        "the files below `content/sources`, and what their text does not say",
        "sources: [{file: papers.md}]",
    ),
    Field(
        "names",
        Type(_read_entries, {"type": "array", "items": object_schema(NAME)}),
        "what recognisers get wrong",
        "names: [{heard: OpenAl, meant: OpenAI}]",
    ),
)
"""The keys of ``archive.yml``."""


def archive_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``archive.yml``."""
    return schema("The configuration of an archive", ARCHIVE)


def read_config(root: Path) -> tuple[ArchiveConfig, tuple[Problem, ...]]:
    """Read ``content/archive.yml`` below ``root``. What is broken in it is reported, and the rest still counts."""
    path = root / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ArchiveConfig(), (Problem(FILE, 0, "missing", "make it with `sources:` and a `- file: name` for each"),)
    except UnicodeDecodeError as error:
        return ArchiveConfig(), (Problem(FILE, 0, f"not UTF-8 at byte {error.start}", "save it as UTF-8"),)
    return parse_config(text)


def parse_config(text: str) -> tuple[ArchiveConfig, tuple[Problem, ...]]:
    """Read the text of ``archive.yml``. Lines in the problems are 1-based."""
    try:
        data, lines = yaml_text.load(text)
        places = {key: _entry_lines(text, key) for key in _FIRST}
    except YamlError as error:
        return ArchiveConfig(), (Problem(FILE, error.line + 1, f"does not parse ({error.what})", "mend the YAML"),)
    found = read(ARCHIVE, {"week_ends": "sunday", **data}, FILE, lambda key: lines[key] + 1)
    entries = zip(found.values["sources"], places["sources"], strict=True)
    sources = [_read_source(entry, line) for entry, line in entries]
    files = frozenset(source.file for source, _ in sources if source)
    names = [_read_name(entry, line, files) for entry, line in zip(found.values["names"], places["names"], strict=True)]
    rules = [rule for rule, _ in names]
    problems = [problem for _, several in (*sources, *names) for problem in several]
    config = ArchiveConfig(
        found.values["week_ends"], tuple(source for source, _ in sources if source), tuple(filter(None, rules))
    )
    return config, tuple(sorted([*found.problems, *problems, *_repeated(rules, places["names"])]))


def _entry_lines(text: str, name: str) -> list[int]:
    """Return the 1-based line of each entry below the key ``name``."""
    node = yaml_text.compose(text)
    lists = (value for key, value in node.value if key.value == name) if node else ()
    return [
        entry.start_mark.line + 1 for value in lists if isinstance(value, yaml.SequenceNode) for entry in value.value
    ]


def _read_entry(fields: Sequence[Field], data: Value, line: int, of: str) -> Found:
    return read(fields, data if isinstance(data, dict) else {}, FILE, lambda _: line, of)


def _read_source(data: Value, line: int) -> tuple[SourceEntry | None, tuple[Problem, ...]]:
    found = _read_entry(SOURCE, data, line, " of a source")
    if not isinstance(data, dict) or not found.is_usable:
        return None, found.problems
    facts = {key: value for key, value in found.values.items() if key in data and key != "file" and value != ""}
    return SourceEntry(str(data["file"]), Facts(**facts), line), found.problems


def _read_name(data: Value, line: int, files: frozenset[str]) -> tuple[NameRule | None, tuple[Problem, ...]]:
    """Read a rule of ``names``; ``files`` are the sources that there are."""
    if not isinstance(data, dict):
        return None, (Problem(FILE, line, "a name that is no rule", _NOT_HEARD.remedy),)
    found = _read_entry(NAME, data, line, " of a name")
    values = found.values
    elsewhere = (
        Defect(f"`{file}` is none of the sources", "name it as `sources` does")
        for file in values["only"]
        if file not in files
    )
    problems = (*found.problems, *(Problem(FILE, line, *defect) for defect in elsewhere))
    rule = NameRule(values["heard"], values["meant"], values["only"], values["kinds"], any_case=values["case"])
    return None if problems else rule, problems


def _repeated(rules: Sequence[NameRule | None], starts: Sequence[int]) -> Iterator[Problem]:
    """Yield a problem for each spelling that a rule says again for the same texts."""
    seen = dict[tuple[str, tuple[str, ...], tuple[Kind, ...]], int]()
    for rule, line in zip(rules, starts, strict=True):
        for heard in rule.heard if rule else ():
            first = seen.setdefault((heard, rule.only, rule.kinds), line) if rule else line
            if first != line:
                what = f"`{heard}` has a rule in line {first} already"
                yield Problem(FILE, line, what, "keep one of the two, or say `only: [file]`")

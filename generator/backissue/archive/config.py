"""``content/archive.yml``: the week convention, the sources, and what their text does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from backissue import yaml_text
from backissue.date_words import WEEKDAYS
from backissue.fields import Field, object_schema, read, schema
from backissue.files import LINKED
from backissue.globs import matches
from backissue.model import Facts, Kind, KnownProblem, NameRule, Problem, SectionRules, SourceEntry
from backissue.text import nfc
from backissue.urls import web_address
from backissue.values import (
    DAY,
    FILE_NAME,
    FILE_NAMES,
    KIND,
    LANGUAGE,
    ONE_OR_MORE,
    TEXT,
    YES,
    Defect,
    Defects,
    Type,
    many,
    one,
    parse_kind,
    read_mapping,
    read_one_or_more,
)
from backissue.yaml_text import Value, YamlError

FILE = "content/archive.yml"
FORM = 4
"""The form that this version gives an archive; see :mod:`backissue.merge.upgrade`."""


@dataclass(frozen=True, slots=True)
class ArchiveConfig:
    """What an archive says of itself.

    ``form`` is that of the archive, 0 where it states none. It is not sound where something of it means nothing, apart
    from what is wrong in single sources and names.
    """

    week_ends: str = "sunday"
    sources: tuple[SourceEntry, ...] = ()
    names: tuple[NameRule, ...] = ()
    known_problems: tuple[KnownProblem, ...] = ()
    form: int = 0
    is_sound: bool = True
    sections: SectionRules = field(default_factory=SectionRules)


_UNSOUND = ArchiveConfig(is_sound=False)


def _parse_year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() and text[0] != "0" else None


def _parse_form(text: str) -> int | None:
    return int(text) if len(text) < 5 and text.isascii() and text.isdecimal() and text[0] != "0" else None


def _is_web_source(text: str) -> bool:
    """Return whether a source may be fetched from an address; to which machine it leads is seen when it is."""
    parts = urlsplit(text)
    return text.startswith(_SCHEMES) and bool(web_address(text) and parts.hostname) and "@" not in parts.netloc


def _parse_words(text: str) -> str | None:
    return text if text[0].isalnum() and text[-1].isalnum() else None


def _read_columns(key: str, value: Value) -> tuple[dict[str, str], Defects]:
    columns, defects = read_mapping(key, value)
    wrong = [(name, role) for name, role in columns.items() if role not in ROLES]
    remedy = f"write one of {', '.join(ROLES)}"
    return columns, (*defects, *(Defect(f"`{role}` is no role of the column `{name}`", remedy) for name, role in wrong))


def _read_entries(key: str, value: Value) -> tuple[list[Value], Defects]:
    if isinstance(value, list) or not value:
        return list(value), ()
    return [], (Defect(f"`{key}` is not a list", f"write `- {_FIRST[key]}: …` lines"),)


def _read_sections(key: str, value: Value) -> tuple[SectionRules, Defects]:
    facts = value or {}
    if not isinstance(facts, dict) or not _SECTION_KEYS.issuperset(facts):
        return SectionRules(), (Defect(f"`{key}` says something else than what to skip and rename", _SECTIONS),)
    skip, wrong = read_one_or_more("skip", facts.get("skip", []))
    rename, odd = read_mapping("rename", facts.get("rename", {}))
    stated = facts.get("topics", {})
    topics = {name: read_one_or_more("topics", one) for name, one in stated.items()} if isinstance(stated, dict) else {}
    defects = [*wrong, *odd, *(defect for _, several in topics.values() for defect in several)]
    if not isinstance(stated, dict):
        defects.append(Defect("`topics` is no list of `section: topic`", "write `topics: {Papers: Research}`"))
    return SectionRules(skip, rename, {name: found for name, (found, _) in topics.items()}), defects


_SECTION_KEYS = frozenset({"skip", "rename", "topics"})
_SECTIONS = "write `sections: {skip: [Sponsors], rename: {Misc: In brief}, topics: {Papers: Research}}`"
ROLES = ("title", "week", "date", "topics", "people", "text", "links", "place", "extra", "skip")
"""What a column of a table can be."""
_PLACE = frozenset({"file", "files", "from_name", "url"})
"""The keys that say which files are meant and what their names say; the others are facts."""
_OF_ALL = ("no_topics", "cues")
"""The keys that can stand beside ``sources`` too, for all of them."""
_FIRST = {"sources": "file", "names": "heard", "known_problems": "file"}
_WEEKDAYS = {day: day for day in WEEKDAYS}
_KIND_NAME = {"enum": list(Kind)}
_NO_WORD = "`{text}` does not begin and end with a letter or a digit"
_NO_FILE = Defect("a source without a file", "write `- file: name`, or `- files: folder/` for many")
_URL_OF_FILES = Defect("`url` beside `files`", "write an entry with `file` and `url` for each address")
_SCHEMES = ("https://",)
_TWO_FILES = Defect("a source with `file` and `files`", "write one of the two")
_NOT_HEARD = Defect("a name without what is heard", "write `- {heard: Janek, meant: Yannic}`")

_ONE_OR_MANY = [{"required": ["file"]}, {"required": ["files"]}]

FORMS = Type(
    one(_parse_form, "`{key}` is `{text}`, which is no form of an archive", f"write it as {FORM}"),
    {"type": ["string", "integer"], "pattern": "^[1-9][0-9]*$"},
)
YEAR = Type(
    one(_parse_year, "`{key}` is `{text}`, which is not a year", "write it as 2023"),
    {"type": ["string", "integer"], "pattern": "^[1-9][0-9]{3}$"},
)
WEEKDAY = Type(
    one(lambda text: _WEEKDAYS.get(text.lower()), "`{key}` is `{text}`", f"use one of {', '.join(WEEKDAYS)}"),
    {"enum": list(WEEKDAYS)},
)
WHOLE_WORDS = Type(many(_parse_words, _NO_WORD, "write whole words", read_one_or_more), ONE_OR_MORE.schema)
KINDS = Type(
    many(parse_kind, "`{text}` is not a kind", f"use {', '.join(Kind)}", read_one_or_more),
    {"anyOf": [_KIND_NAME, {"type": "array", "items": _KIND_NAME}]},
)
CASE = Type(
    one({"any": True}.get, "`{key}` is `{text}`", "write `case: any`, or leave it out where capitals matter"),
    {"enum": ["any"]},
)
COLUMNS = Type(_read_columns, {"type": "object", "additionalProperties": {"enum": list(ROLES)}})

WEB_SOURCE = Type(
    one(
        lambda text: text if _is_web_source(text) else None,
        "`{key}` is `{text}`, which is no address by https",
        "write it as https://example.org/feed.xml",
    ),
    {"type": "string", "pattern": "^https://[^/]"},
)
SECTIONS = Type(
    _read_sections,
    {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "skip": ONE_OR_MORE.schema,
            "rename": {"type": "object", "additionalProperties": {"type": "string"}},
            "topics": {"type": "object", "additionalProperties": ONE_OR_MORE.schema},
        },
    },
)

SOURCE = (
    Field("file", FILE_NAME, "its file below `content/sources`", "file: papers.md"),
    Field(
        "files",
        FILE_NAMES,
        "instead of `file`: all files of a folder or a pattern, which share what is said of them",
        'files: "episodes/*.vtt"',
    ),
    Field(
        "from_name",
        FILE_NAME,
        "what the names of `files` say: `{n}`, `{date}`, `{title}`, `{people}`, `{topic}` and more",
        'from_name: "{date}-episode-{n}"',
    ),
    Field(
        "url",
        WEB_SOURCE,
        "where on the web it is, for `backissue fetch`; beside `file`, which names it here",
        "url: https://example.org/feed.xml",
    ),
    Field("kind", KIND, "the kind of all its items", "kind: transcript"),
    Field("title", TEXT, "its title; of `files` with what their names say", 'title: "Episode {n}"'),
    Field("week", DAY, "the last day of its week", "week: 2023-03-26"),
    Field("date", DAY, "its day", "date: 2023-03-20"),
    Field("people", ONE_OR_MORE, "its authors or speakers", "people: [Ada Lovelace]"),
    Field("topics", ONE_OR_MORE, "the topics of all its items", "topics: [Sound]"),
    Field(
        "no_topics",
        ONE_OR_MORE,
        "tags of it that are no topics, such as labels of your work; beside `sources:`, of all",
        "no_topics: [draft]",
    ),
    Field("format", TEXT, "the format, where the text does not show it", "format: transcript"),
    Field("encoding", TEXT, "the encoding, where the text says none or a wrong one", "encoding: windows-1251"),
    Field("year", YEAR, "the year of the first week in a source whose headings give none", "year: 2023"),
    Field(
        "cues",
        WHOLE_WORDS,
        "phrases that begin a story in its talks, for transcripts that have no chapters; beside `sources:`, of all",
        "cues: [now to the weather]",
    ),
    Field(
        "columns",
        COLUMNS,
        "what a table's columns are: `title`, `week`, `date`, `topics`, `people`, `text`, `links`, `place`, `extra`"
        " or `skip`; what no heading explains is kept below `extra`, unless it is of work or not for everybody",
        "columns: {Headline: title, Link: links}",
    ),
    Field("lang", LANGUAGE, "the language of its texts", "lang: de"),
    Field("publish_paid", YES, "`true` publishes what it has for paying readers only", "publish_paid: true"),
    Field("why", TEXT, "how you know, for other editors", "why: The text has no date."),
)
"""What can be said of a source."""
NAME = (
    Field("heard", WHOLE_WORDS, "the wrong spellings", "heard: [Janek, Yannick]", is_needed=True, missing=_NOT_HEARD),
    Field("meant", TEXT, "the right one", "meant: Yannic", is_needed=True),
    Field("only", FILE_NAMES, "the sources that it holds for; else all", "only: episode-12.txt"),
    Field("kinds", KINDS, "the kinds that it holds for; else transcripts, summaries and sessions", "kinds: [paper]"),
    Field("case", CASE, "`any` ignores capitals", "case: any"),
    Field("why", TEXT, "how you know, for other editors", "why: the proof assistant"),
)
"""What can be said of a name."""
KNOWN = (
    Field("file", FILE_NAME, "its file below `content/`, or a pattern", "file: sources/papers.md", is_needed=True),
    Field("what", TEXT, "what is reported, or a part of it", "what: too few cells", is_needed=True),
    Field("why", TEXT, "why it stays", "why: The row was printed like that.", is_needed=True),
)
"""What can be said of a problem that is known."""
ARCHIVE = (
    Field("backissue", FORMS, "the form of the archive, which `backissue upgrade` brings up to date", "backissue: 4"),
    Field("week_ends", WEEKDAY, "the last day of a week", "week_ends: sunday"),
    Field("no_topics", ONE_OR_MORE, "tags that are no topics, of all sources", "no_topics: [imported]"),
    Field("cues", WHOLE_WORDS, "phrases that begin a story in talks, of all sources", "cues: [now to the weather]"),
    Field(
        "sources",
        Type(_read_entries, {"type": "array", "items": {**object_schema(SOURCE), "oneOf": _ONE_OR_MANY}}),
        "the files below `content/sources`, and what their text does not say",
        "sources: [{file: papers.md}]",
    ),
    Field(
        "names",
        Type(_read_entries, {"type": "array", "items": object_schema(NAME)}),
        "names that speech recognition gets wrong",
        "names: [{heard: OpenAl, meant: OpenAI}]",
    ),
    Field(
        "sections",
        SECTIONS,
        "sections of issues: those to `skip` in lists, to `rename`, and the `topics` of what stands in them",
        "sections: {skip: [Sponsors], rename: {Misc: In brief}, topics: {Papers: [Research]}}",
    ),
    Field(
        "known_problems",
        Type(_read_entries, {"type": "array", "items": object_schema(KNOWN)}),
        "problems that you have looked at and leave",
        "known_problems: [{file: sources/papers.md, what: too few cells, why: It was printed so.}]",
    ),
)
"""The keys of ``archive.yml``."""


def archive_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``archive.yml``."""
    return schema("The configuration of an archive", ARCHIVE)


def read_config(root: Path) -> tuple[ArchiveConfig, tuple[Problem, ...]]:
    """Read ``content/archive.yml`` below ``root``. What is broken in it is reported, and the rest still counts."""
    path = root / FILE
    if path.is_symlink():
        return _UNSOUND, (Problem(FILE, 0, LINKED, "put what it leads to in its place"),)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        return _UNSOUND, (Problem(FILE, 0, "missing", "make it with `sources:` and a `- file: name` for each"),)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _UNSOUND, (Problem(FILE, line, f"not UTF-8 at byte {error.start}", "save it as UTF-8"),)
    return parse_config(text)


def parse_config(text: str) -> tuple[ArchiveConfig, tuple[Problem, ...]]:
    """Read the text of ``archive.yml``. Lines in the problems are 1-based."""
    try:
        data, lines = yaml_text.load(text)
        places = {key: _entry_lines(text, key) for key in _FIRST}
    except YamlError as error:
        remedy = error.remedy or "fix the YAML"
        return _UNSOUND, (Problem(FILE, error.line + 1, f"does not parse ({error.what})", remedy),)
    found = read(ARCHIVE, data, FILE, lambda key: lines[key] + 1)
    of_all = {key: found.values[key] or () for key in _OF_ALL}
    sources = [_read_source(*entry, of_all) for entry in zip(found.values["sources"], places["sources"], strict=True)]
    files = frozenset(source.file for source, _ in sources if source and source.file)
    patterns = tuple(pattern for source, _ in sources if source for pattern in source.files)
    names = [_read_name(*entry, files, patterns) for entry in zip(found.values["names"], places["names"], strict=True)]
    stated = zip(found.values["known_problems"], places["known_problems"], strict=True)
    known = [_read_known(*entry) for entry in stated]
    problems = [*found.problems, *(problem for _, several in (*sources, *names, *known) for problem in several)]
    problems += _repeated([rule for rule, _ in names], places["names"])
    config = ArchiveConfig(
        found.values["week_ends"] or "sunday",
        tuple(source for source, _ in sources if source),
        tuple(rule for rule, _ in names if rule),
        tuple(one for one, _ in known if one),
        form=found.values["backissue"] or 0,
        is_sound=not found.problems,
        sections=found.values["sections"] or SectionRules(),
    )
    return config, tuple(sorted(problems))


def _entry_lines(text: str, name: str) -> list[int]:
    """Return the 1-based line of each entry below the key ``name``."""
    node = yaml_text.compose(text)
    entries = {key.value: value for key, value in node.value}.get(name) if node else None
    return [entry.start_mark.line + 1 for entry in entries.value] if isinstance(entries, yaml.SequenceNode) else []


def _read_source(
    data: Value, line: int, of_all: Mapping[str, tuple[str, ...]]
) -> tuple[SourceEntry | None, tuple[Problem, ...]]:
    facts = data if isinstance(data, dict) else {}
    found = read(SOURCE, facts, FILE, lambda _: line, " of a source")
    file, files = found.values["file"], found.values["files"]
    if not found.is_usable or bool(file) == bool(files):
        shape = [Problem(FILE, line, *(_TWO_FILES if file else _NO_FILE))] if bool(file) == bool(files) else []
        return None, (*found.problems, *shape)
    if files and found.values["url"]:
        return None, (*found.problems, Problem(FILE, line, *_URL_OF_FILES))
    said = {key: value for key, value in found.values.items() if key in facts and key not in _PLACE and value != ""}
    columns = tuple(found.values["columns"].items())
    shared = {key: (*found.values[key], *values) for key, values in of_all.items()}
    known = Facts(**said | {"columns": columns, **shared})
    patterns, url = tuple(map(nfc, files)), found.values["url"] or ""
    entry = SourceEntry(nfc(file), known, line, not found.problems, patterns, found.values["from_name"], url)
    return entry, found.problems


def _read_name(
    data: Value, line: int, files: frozenset[str], patterns: Sequence[str]
) -> tuple[NameRule | None, tuple[Problem, ...]]:
    """Read a rule of ``names``; the sources that there are have one of the names ``files`` or are of ``patterns``."""
    if not isinstance(data, dict):
        return None, (Problem(FILE, line, "a name that is no rule", _NOT_HEARD.remedy),)
    found = read(NAME, data, FILE, lambda _: line, " of a name")
    values = found.values
    elsewhere = (
        Problem(FILE, line, f"`{file}` is none of the sources", "name it as `sources` does")
        for file in values["only"]
        if file not in files and not any(matches(pattern, file) for pattern in patterns)
    )
    problems = (*found.problems, *elsewhere)
    rule = NameRule(values["heard"], values["meant"], values["only"], values["kinds"], any_case=bool(values["case"]))
    return None if problems else rule, problems


def _read_known(data: Value, line: int) -> tuple[KnownProblem | None, tuple[Problem, ...]]:
    found = read(KNOWN, data if isinstance(data, dict) else {}, FILE, lambda _: line, " of a known problem")
    known = KnownProblem(nfc(found.values["file"]), found.values["what"], line)
    return known if found.is_usable else None, found.problems


def _repeated(rules: Sequence[NameRule | None], starts: Sequence[int]) -> Iterator[Problem]:
    """Yield a problem for each spelling that a rule says again for the same texts."""
    seen = dict[tuple[str, tuple[str, ...], tuple[Kind, ...]], int]()
    for rule, line in zip(rules, starts, strict=True):
        for heard in rule.heard if rule else ():
            first = seen.setdefault((heard, rule.only, rule.kinds), line) if rule else line
            if first != line:
                what = f"`{heard}` has a rule in line {first} already"
                yield Problem(FILE, line, what, "keep one of the two, or say `only: [file]`")

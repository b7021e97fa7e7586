"""``content/archive.yml``: the week convention, the sources, and what their text does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backissue import yaml_text
from backissue.fields import FieldReader
from backissue.model import WEEKDAYS, Facts, Kind, NameRule, Problem, SourceEntry
from backissue.yaml_text import Value, YamlError

FILE = "content/archive.yml"
_KNOWN = ("file", "title", "week", "date", "people", "topics", "format", "year", "columns", "why")
_NAME_KEYS = ("heard", "meant", "only", "kinds", "case", "why")
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class ArchiveConfig:
    """What an archive says of itself."""

    week_ends: str = "sunday"
    sources: tuple[SourceEntry, ...] = ()
    names: tuple[NameRule, ...] = ()


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
        starts, name_starts = _entry_lines(text, "sources"), _entry_lines(text, "names")
    except YamlError as error:
        return ArchiveConfig(), (Problem(FILE, error.line + 1, f"does not parse ({error.what})", "mend the YAML"),)
    problems = [
        Problem(FILE, lines[key] + 1, f"unknown key `{key}`", "use week_ends, sources or names")
        for key in data.keys() - {"week_ends", "sources", "names"}
    ]
    week_ends = str(data.get("week_ends", "sunday")).lower()
    if week_ends not in WEEKDAYS:
        line = lines["week_ends"] + 1
        problems.append(Problem(FILE, line, f"`week_ends` is `{week_ends}`", f"use one of {', '.join(WEEKDAYS)}"))
        week_ends = "sunday"
    sources = [
        _entry(entry, line, problems)
        for entry, line in zip(_list(data, "sources", "file", lines, problems), starts, strict=False)
    ]
    files = frozenset(entry.file for entry in sources if entry)
    names = [
        _name(entry, line, files, problems)
        for entry, line in zip(_list(data, "names", "heard", lines, problems), name_starts, strict=False)
    ]
    problems += _twice(names, name_starts)
    config = ArchiveConfig(week_ends, tuple(entry for entry in sources if entry), tuple(rule for rule in names if rule))
    return config, tuple(sorted(problems))


def _list(
    data: Mapping[str, Value], key: str, first: str, lines: Mapping[str, int], problems: list[Problem]
) -> list[Value]:
    """The entries below ``key``, each of which begins with ``first``."""
    entries = data.get(key) or []
    if isinstance(entries, list):
        return entries
    problems.append(Problem(FILE, lines[key] + 1, f"`{key}` is no list", f"write `- {first}: …` lines"))
    return []


def _entry_lines(text: str, name: str) -> list[int]:
    """The 1-based line of each entry below the key ``name``."""
    node = yaml_text.compose(text)
    for key, value in node.value if node else ():
        if key.value == name and isinstance(value.value, list):
            return [child.start_mark.line + 1 for child in value.value if hasattr(child, "start_mark")]
    return []


def _entry(data: Value, line: int, problems: list[Problem]) -> SourceEntry | None:
    if not isinstance(data, dict) or not isinstance(data.get("file"), str) or not data["file"]:
        problems.append(Problem(FILE, line, "a source without a file", "write `- file: name`"))
        return None
    lists = {key: [data[key]] for key in ("people", "topics") if isinstance(data.get(key), str)}
    fields = FieldReader(data | lists, lambda _: line, FILE)
    fields.only(_KNOWN, " of a source")
    facts = Facts(
        title=fields.text("title") or None,
        week=fields.day("week"),
        date=fields.day("date"),
        people=fields.texts("people") if "people" in data else None,
        topics=fields.texts("topics") if "topics" in data else None,
        format=fields.text("format") or None,
        year=_year(fields.text("year"), line, problems),
        columns=tuple(fields.mapping("columns").items()),
        why=fields.text("why") or None,
    )
    problems += fields.problems
    return SourceEntry(str(data["file"]), facts, line)


def _name(data: Value, line: int, files: frozenset[str], problems: list[Problem]) -> NameRule | None:
    """A rule of ``names``; ``files`` are the sources that there are."""
    if not isinstance(data, dict):
        problems.append(Problem(FILE, line, "a name that is no rule", "write `- {heard: Janek, meant: Yannic}`"))
        return None
    lists = {key: [data[key]] for key in ("heard", "only", "kinds") if isinstance(data.get(key), str)}
    fields = FieldReader(data | lists, lambda _: line, FILE)
    fields.only(_NAME_KEYS, " of a name")
    meant, heard = fields.text("meant", needed=True), fields.texts("heard")
    rule = NameRule(
        heard=heard,
        meant=meant,
        only=fields.texts("only"),
        kinds=tuple(Kind(kind) for kind in fields.texts("kinds") if kind in set(Kind)),
        any_case=fields.text("case") == "any",
    )
    problems += fields.problems
    found = list(_name_problems(rule, fields, files))
    problems += [Problem(FILE, line, what, remedy) for what, remedy in found]
    return None if found or fields.problems else rule


def _name_problems(rule: NameRule, fields: FieldReader, files: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a rule beyond the form of its fields, and what to do about it."""
    if not rule.heard:
        yield "a name without what is heard", "write `- {heard: Janek, meant: Yannic}`"
    for heard in rule.heard:
        if not (heard[0].isalnum() and heard[-1].isalnum()):
            yield f"`{heard}` does not begin and end with a letter or a digit", "write whole words"
    for kind in fields.texts("kinds"):
        if kind not in set(Kind):
            yield f"`{kind}` is no kind", f"use {', '.join(Kind)}"
    for file in rule.only:
        if file not in files:
            yield f"`{file}` is none of the sources", "name it as `sources` does"
    if fields.text("case") not in {"", "any"}:
        yield f"`case` is `{fields.text('case')}`", "write `case: any`, or leave it out where capitals matter"


def _twice(rules: Sequence[NameRule | None], starts: Sequence[int]) -> Iterator[Problem]:
    """A problem for each spelling that a rule says again for the same texts."""
    seen = dict[tuple[str, tuple[str, ...], tuple[Kind, ...]], int]()
    for rule, line in zip(rules, starts, strict=False):
        for heard in rule.heard if rule else ():
            first = seen.setdefault((heard, rule.only, rule.kinds), line) if rule else line
            if first != line:
                what = f"`{heard}` has a rule in line {first} already"
                yield Problem(FILE, line, what, "keep one of the two, or say `only: [file]`")


def _year(text: str, line: int, problems: list[Problem]) -> int | None:
    if text and not _YEAR.fullmatch(text):
        problems.append(Problem(FILE, line, f"`year` is `{text}`, which is no year", "write it as 2023"))
        return None
    return int(text) if text else None

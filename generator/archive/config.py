"""``content/archive.yml``: the week convention, the sources, and what their text does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.archive import yamltext
from generator.archive.fields import FieldReader
from generator.archive.yamltext import Value, YamlError
from generator.model import WEEKDAYS, Facts, Problem, SourceEntry

FILE = "content/archive.yml"
_KNOWN = ("file", "title", "week", "date", "people", "topics", "format", "year", "columns", "why")
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, slots=True)
class ArchiveConfig:
    """What an archive says of itself."""

    week_ends: str = "sunday"
    sources: tuple[SourceEntry, ...] = ()


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
        data, lines = yamltext.load(text)
        starts = _entry_lines(text)
    except YamlError as error:
        return ArchiveConfig(), (Problem(FILE, error.line + 1, f"does not parse ({error.what})", "mend the YAML"),)
    problems = [
        Problem(FILE, lines[key] + 1, f"unknown key `{key}`", "use week_ends or sources")
        for key in data.keys() - {"week_ends", "sources"}
    ]
    week_ends = str(data.get("week_ends", "sunday")).lower()
    if week_ends not in WEEKDAYS:
        line = lines["week_ends"] + 1
        problems.append(Problem(FILE, line, f"`week_ends` is `{week_ends}`", f"use one of {', '.join(WEEKDAYS)}"))
        week_ends = "sunday"
    entries = data.get("sources") or []
    if not isinstance(entries, list):
        problems.append(Problem(FILE, lines["sources"] + 1, "`sources` is no list", "write `- file: name` lines"))
        entries = []
    sources = [_entry(entry, line, problems) for entry, line in zip(entries, starts, strict=False)]
    return ArchiveConfig(week_ends, tuple(entry for entry in sources if entry)), tuple(sorted(problems))


def _entry_lines(text: str) -> list[int]:
    """The 1-based line of each entry below ``sources``."""
    node = yamltext.compose(text)
    for key, value in node.value if node else ():
        if key.value == "sources" and isinstance(value.value, list):
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


def _year(text: str, line: int, problems: list[Problem]) -> int | None:
    if text and not _YEAR.fullmatch(text):
        problems.append(Problem(FILE, line, f"`year` is `{text}`, which is no year", "write it as 2023"))
        return None
    return int(text) if text else None

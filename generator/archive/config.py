"""``content/archive.yml``: the week convention, the sources, and what their text does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.archive import yamltext
from generator.archive.yamltext import Value, YamlError
from generator.model import WEEKDAYS, Facts, Problem, SourceEntry

FILE = "content/archive.yml"
_TEXTS = ("title", "format", "why")
_DAYS = ("date", "week")
_LISTS = ("people", "topics")
_KNOWN = ("file", *_TEXTS, *_DAYS, *_LISTS)


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
    problems += [
        Problem(FILE, line, f"unknown key `{key}` of a source", f"use one of {', '.join(_KNOWN)}")
        for key in sorted(data.keys() - set(_KNOWN))
    ]
    texts = {key: str(data[key]) for key in _TEXTS if data.get(key)}
    days = {key: day for key in _DAYS if key in data and (day := _day(key, str(data[key]), line, problems))}
    lists = {key: _texts(data[key]) for key in _LISTS if key in data}
    return SourceEntry(str(data["file"]), Facts(**texts, **days, **lists), line)  # type: ignore[arg-type]


def _day(key: str, text: str, line: int, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem(FILE, line, f"`{key}` is `{text}`, which is no day", "write it as 2023-03-26"))
        return None


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)

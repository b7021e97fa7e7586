"""The head of a source: YAML between two lines of ``---``, or TOML between two of ``+++``, as Hugo and Zola write it.

What the keys of a head mean is for its reader to say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeAlias

from backissue import yaml_text
from backissue.model import Problem
from backissue.sources.pieces import Source, front_matter_end
from backissue.yaml_text import Value, YamlError

_Parsed: TypeAlias = tuple[Mapping[str, Value], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A head: its values by their keys in lower case, and the 1-based line of the source that each key stands on.

    ``end`` is the number of lines that it takes, none where a source has no head; ``problem`` is why it was not read.
    """

    data: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    end: int = 0
    problem: Problem | None = None

    def texts(self, *keys: str) -> list[str]:
        """Return the texts below ``keys``, in their order."""
        return [text for key in keys for text in texts(self.data.get(key))]

    def first(self, *keys: str) -> str:
        """Return the first of the texts below ``keys`` in one line; empty where there is none."""
        return " ".join(" ".join(self.texts(*keys)[:1]).split())


class _BrokenError(ValueError):
    """A head that does not parse; ``line`` is 1-based within it, 0 where it is not known."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


def read_front_matter(source: Source) -> FrontMatter:
    """Return the head with which a source may begin. One that does not end is none."""
    end = front_matter_end(source.lines)
    if not end:
        return FrontMatter()
    parse = _toml if source.lines[0].startswith("+") else _yaml
    try:
        data, lines = parse("\n".join(source.lines[1 : end - 1]))
    except _BrokenError as error:
        line = min(error.line + 1, end) if error.line else end - 1
        return FrontMatter(end=end, problem=source.problem(line, error.what, error.remedy))
    low = {key.lower(): line for key, line in lines.items()}
    return FrontMatter({key.lower(): value for key, value in data.items()}, low, end)


def _yaml(text: str) -> _Parsed:
    try:
        data, places = yaml_text.load(text)
    except YamlError as error:
        raise _BrokenError(error.line + 1, f"the head does not parse ({error.what})", "mend the YAML") from None
    return data, {key: line + 2 for key, line in places.items()}


def _toml(text: str) -> _Parsed:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = str(error).partition("(at line ")[2].partition(",")[0]
        raise _BrokenError(int(line or 0), "the head does not parse", "mend the TOML") from None
    names = [line.partition("=")[0].strip(" '\"[]") for line in text.split("\n")]
    lines = {key: names.index(key) + 2 if key in names else 2 for key in data}
    return {key: _text_value(value) for key, value in data.items()}, lines


def _text_value(value: object) -> Value:
    """Return a value of TOML with every scalar as text, as :mod:`backissue.yaml_text` gives those of YAML."""
    if isinstance(value, list):
        return [_text_value(entry) for entry in value]
    if isinstance(value, dict):
        return {str(key): _text_value(entry) for key, entry in value.items()}
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def texts(value: Value | None) -> list[str]:
    """Return the texts of a value: itself, those of a list, or the names in a list of mappings.

    >>> texts([" Ada ", {"name": "Alan"}, ""]), texts(None)
    (['Ada', 'Alan'], [])
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return texts(value.get("name"))
    return [text for entry in value or () for text in texts(entry)]


def each_once(found: Iterable[str]) -> tuple[str, ...]:
    """Return texts with single blanks, each once and in their order."""
    return tuple(dict.fromkeys(" ".join(text.split()) for text in found))

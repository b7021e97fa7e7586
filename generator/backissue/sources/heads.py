"""The head of a source: YAML between two lines of ``---``, or TOML between two of ``+++``, as Hugo and Zola write it.

What the keys of a head mean is for its reader to say.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from backissue import yaml_text
from backissue.model import Problem
from backissue.sources.pieces import Source, front_matter_end
from backissue.yaml_text import Value, YamlError


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


def read_front_matter(source: Source) -> FrontMatter:
    """Return the head with which a source may begin. One that does not end is none."""
    end = front_matter_end(source.lines)
    if not end:
        return FrontMatter()
    inner = source.lines[1 : end - 1]
    load = _load_toml if source.lines[0].startswith("+") else yaml_text.load
    try:
        data, places = load("\n".join(inner))
    except YamlError as error:
        what = f"the head does not parse ({error.what})"
        return FrontMatter(end=end, problem=source.problem(min(error.line + 2, end), what, "fix the YAML"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = int(str(error).partition("(at line ")[2].partition(",")[0] or len(inner))
        problem = source.problem(min(line + 1, end), "the head does not parse", "fix the TOML")
        return FrontMatter(end=end, problem=problem)
    lines = {key.lower(): line + 2 for key, line in places.items()}
    return FrontMatter({key.lower(): value for key, value in data.items()}, lines, end)


def _load_toml(text: str) -> tuple[dict[str, Value], dict[str, int]]:
    """Read TOML as :func:`backissue.yaml_text.load` reads YAML; line 0 is that of a key whose own is not found."""
    names = [line.partition("=")[0].strip(" '\"[]") for line in text.split("\n")]
    data = {key: _text_value(value) for key, value in tomllib.loads(text).items()}
    return data, {key: names.index(key) if key in names else 0 for key in data}


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

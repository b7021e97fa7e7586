"""The YAML head of a source in Markdown, between two lines of three hyphens. What its keys mean is its reader's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from backissue.model import Problem
from backissue.sources.source import Source
from backissue.yaml_text import Value, YamlError, load


@dataclass(frozen=True, slots=True)
class YamlHead:
    """A head: its values by their keys in lower case, and the 1-based line of the source that each key stands on.

    ``end`` is the number of lines that it takes, none where a source has no head; ``problem`` is why it was not read.
    """

    data: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    end: int = 0
    problem: Problem | None = None

    def texts(self, *keys: str) -> list[str]:
        """The texts below ``keys``, in their order."""
        return [text for key in keys for text in texts(self.data.get(key))]

    def first(self, *keys: str) -> str:
        """The first of the texts below ``keys`` in one line; empty where there is none."""
        return " ".join(" ".join(self.texts(*keys)[:1]).split())


def read_yaml_head(source: Source) -> YamlHead:
    """The head with which a source may begin. One that does not end is none."""
    if "".join(source.lines[:1]).rstrip() != "---":
        return YamlHead()
    end = next((number for number, line in enumerate(source.lines[1:], 2) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        return YamlHead()
    try:
        data, places = load("\n".join(source.lines[1 : end - 1]))
    except YamlError as error:
        what = f"the head does not parse ({error.what})"
        return YamlHead(end=end, problem=source.problem(min(error.line + 2, end), what, "mend the YAML"))
    low = {key.lower(): value for key, value in data.items()}
    return YamlHead(low, {key.lower(): line + 2 for key, line in places.items()}, end)


def texts(value: Value | None) -> list[str]:
    """The texts of a value: itself, those of a list, or the names in a list of mappings.

    >>> texts([" Ada ", {"name": "Alan"}, ""]), texts(None)
    (['Ada', 'Alan'], [])
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return texts(value.get("name"))
    return [text for entry in value or () for text in texts(entry)]


def each_once(found: Iterable[str]) -> tuple[str, ...]:
    """Texts with single blanks, each once and in their order."""
    return tuple(dict.fromkeys(" ".join(text.split()) for text in found))

"""The TOML head of a post, between two lines of three plus signs, as Hugo and Zola write it."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time

from backissue.sources.source import Source
from backissue.sources.yamlhead import YamlHead
from backissue.yaml_text import Value

_PLACE = re.compile(r"\(at line (\d+)")


def read_toml_head(source: Source) -> YamlHead:
    """The head with which a source may begin, its values as texts. One that does not end is none."""
    if "".join(source.lines[:1]).rstrip() != "+++":
        return YamlHead()
    end = next((number for number, line in enumerate(source.lines[1:], 2) if line.rstrip() == "+++"), 0)
    if not end:
        return YamlHead()
    try:
        data = tomllib.loads("\n".join(source.lines[1 : end - 1]))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line = min(int(place[1]) + 1, end) if place else end - 1
        return YamlHead(end=end, problem=source.problem(line, "the head does not parse", "mend the TOML"))
    return YamlHead({key.lower(): _value(value) for key, value in data.items()}, end=end)


def _value(value: object) -> Value:
    if isinstance(value, list):
        return [_value(entry) for entry in value]
    if isinstance(value, dict):
        return {str(key): _value(entry) for key, entry in value.items()}
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)

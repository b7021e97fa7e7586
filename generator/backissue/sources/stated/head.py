"""The head of a source as data: YAML, TOML, JSON or lines with keys.

What the keys mean says :mod:`backissue.sources.heads.head_keys`. A line that does not parse costs that line
and no other.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from backissue import yaml_text
from backissue.model import Problem
from backissue.sources.heads.head_keys import CONTAINERS, KEYS, meant
from backissue.sources.heads.head_lines import Form, find_head, is_underline, read_key, single_colon
from backissue.sources.pieces import Source
from backissue.text import fold_key
from backissue.yaml_text import Value, YamlError

_Loader = Callable[[str], tuple[dict[str, Value], dict[str, int]]]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A head: its values by their folded keys, the keys as written, and the 1-based line of the source of each.

    ``end`` is the number of lines that it takes, none where a source has no head; ``problems`` are the lines of it
    that do not parse. ``is_shown``: it is lines below a title, which are for readers too.
    """

    data: Mapping[str, Value] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    end: int = 0
    problems: tuple[Problem, ...] = ()
    is_shown: bool = False

    def texts(self, *keys: str) -> list[str]:
        """Return the texts below ``keys``, in their order."""
        return [text for key in keys for text in texts(self.data.get(fold_key(key)))]

    def first(self, *keys: str) -> str:
        """Return the first of the texts below ``keys`` in one line; empty where there is none."""
        return " ".join(" ".join(self.texts(*keys)[:1]).split())


def read_front_matter(source: Source) -> FrontMatter:
    """Return the head with which a source may begin. One that does not end is none."""
    beside = as_front_matter(source.beside, 0) if source.beside else FrontMatter()
    head = find_head(source.lines)
    if not head.end:
        return replace(beside, end=0)
    inner = source.lines[head.first : head.last]
    data: dict[str, Value] = {}
    written: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems = []
    for at, key, value, wrong in sorted(
        _entries(inner, head.form), key=lambda entry: fold_key(entry[1]) != meant(entry[1])
    ):
        if wrong:
            problems.append(source.problem(head.first + at + 1, f"the head does not parse here ({wrong})", _REMEDY))
        for name, inside in _flat(key, value):
            data.setdefault(meant(name), inside)
            written.setdefault(meant(name), name)
            lines.setdefault(meant(name), head.first + at + 1)
    data = {**beside.data, **{key: value for key, value in data.items() if value}} if beside.data else data
    written, lines = {**beside.written, **written}, {**beside.lines, **lines}
    is_shown = head.form is Form.LINES and lines.get("title") == head.first + 1 and written.get("title") == "title"
    return FrontMatter(data, written, lines, head.end, tuple(problems), is_shown)


def as_front_matter(fields: Mapping[str, object], line: int) -> FrontMatter:
    """Return fields that stand on a line of a source, such as those of an object of JSON, as a head states them."""
    data: dict[str, Value] = {}
    written: dict[str, str] = {}
    pairs = [pair for key, value in fields.items() for pair in _flat(key, _text_value(value))]
    for name, value in sorted(pairs, key=lambda pair: fold_key(pair[0]) != meant(pair[0])):
        if value and not data.get(meant(name)):
            data[meant(name)], written[meant(name)] = value, name
    return FrontMatter(data, written, dict.fromkeys(data, line), 1)


_REMEDY = "put the value between quotes; what can be read of it is used"
_Entry = tuple[int, str, Value, str]
"""A key of a head: its 0-based line, its name, its value, and what is wrong with it."""


def _entries(inner: Sequence[str], form: Form) -> Iterator[_Entry]:
    """Yield the keys of a head: of the whole where that parses, else of each part of it by itself."""
    if form is Form.LINES:
        yield from _keyed(inner)
        return
    load = _LOADERS[form]
    inner = [_numbered(line) for line in inner] if form is Form.YAML else inner
    try:
        data, places = load("\n".join(inner))
    except YamlError as error:
        starts = [at for at, line in enumerate(inner) if form is not Form.JSON and _begins_key(line, form)]
        if starts:
            yield from _parts(inner, starts, form, load)
        else:
            yield error.line, "", "", error.what
        return
    yield from ((places[key], key, value, "") for key, value in data.items())


def _numbered(line: str) -> str:
    """Return a line of YAML whose title goes on behind a number sign and a digit, which begin no comment there.

    >>> _numbered("title: Boats #7: Sails"), _numbered("title: Boats # the old one")
    ("title: 'Boats #7: Sails'", 'title: Boats # the old one')
    """
    key, _, value = line.partition(": ")
    plain = value.strip()
    is_title = fold_key(key) in KEYS["title"] and plain[:1].isalnum() and _NUMBER.search(plain)
    quoted = plain.replace("'", "''")
    return f"{key}: '{quoted}'" if is_title else line


_NUMBER = re.compile(r"\s#\d")


def _parts(inner: Sequence[str], starts: Sequence[int], form: Form, load: _Loader) -> Iterator[_Entry]:
    """Yield the keys of a head that does not parse, each read by itself, or as text where it does not parse either."""
    seen: set[str] = set()
    for start, end in zip(starts, [*starts[1:], len(inner)], strict=True):
        part = [line.expandtabs(2) for line in inner[start:end]]
        try:
            data = load("\n".join(part))[0]
            wrong = ""
        except YamlError as error:
            key, _, raw = part[0].partition(":" if form is Form.YAML else "=")
            data, wrong = {key.strip("\"' "): raw.strip().strip("\"'")}, error.what
        if again := seen & data.keys():
            wrong = f"the key `{again.pop()}` a second time"
        seen |= data.keys()
        yield from ((start, key, value, "") for key, value in data.items())
        if wrong:
            yield start, "", "", wrong


def _begins_key(line: str, form: Form) -> bool:
    if form is Form.YAML:
        return bool(read_key(line))
    return bool(line.strip()) and not line.startswith((" ", "\t", "#", "]", "}")) and (line[0] == "[" or "=" in line)


def _keyed(inner: Sequence[str]) -> Iterator[_Entry]:
    """Yield the keys of a head without fences; lines that are indented go on with the value above them."""
    lines = [single_colon(line.removeprefix("#+").removeprefix("\ufeff")) for line in inner]
    for at, line in enumerate(lines):
        if line.startswith("# ") or (not at and is_underline("".join(lines[1:2]))) or (not at and not read_key(line)):
            yield at, "title", line.removeprefix("# ").strip(" *_"), ""
        elif is_underline(line):
            continue
        elif line.strip() and not line.startswith((" ", "\t")):
            below = lines[at + 1 :]
            more = next((n for n, other in enumerate(below) if not other.startswith((" ", "\t"))), len(below))
            name, _, value = line.partition(":")
            yield at, name.strip(), "\n".join([value.strip(), *map(str.strip, below[:more])]).strip(), ""


def _flat(key: str, value: Value) -> Iterator[tuple[str, Value]]:
    """Yield a key with its value, or the keys within it where it only holds others."""
    if isinstance(value, dict) and fold_key(key) in CONTAINERS:
        yield from value.items()
    elif isinstance(value, dict) and meant(key) in KEYS["day"]:  # as blogs of Material for MkDocs have it
        days = {fold_key(name): day for name, day in value.items()}
        yield key, next((days[name] for name in ("published", "created", "date", "start") if name in days), value)
    elif key:
        yield key, value


def _load_toml(text: str) -> tuple[dict[str, Value], dict[str, int]]:
    """Read TOML as :func:`backissue.yaml_text.load` reads YAML; line 0 is that of a key whose own is not found."""
    try:
        loaded = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = str(error).partition("(at line ")[2].partition(",")[0]
        raise YamlError(int(line or 1) - 1, "no TOML") from None
    names = [line.partition("=")[0].strip(" '\"[]") for line in text.split("\n")]
    return {key: _text_value(value) for key, value in loaded.items()}, {
        key: names.index(key) if key in names else 0 for key in loaded
    }


def _load_json(text: str) -> tuple[dict[str, Value], dict[str, int]]:
    """Read an object of JSON, with or without its braces, as :func:`backissue.yaml_text.load` reads YAML."""
    bare = text.strip().lstrip("\ufeff")
    try:
        loaded = json.loads(bare if bare.startswith("{") else f"{{{bare}}}", parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        raise YamlError(error.lineno - 1, error.msg) from None
    except RecursionError:
        raise YamlError(0, "values nested too deeply") from None
    lines = text.split("\n")
    places = {key: next((at for at, line in enumerate(lines) if f'"{key}"' in line), 0) for key in loaded}
    return {key: _text_value(value) for key, value in loaded.items()}, places


_LOADERS: Mapping[Form, _Loader] = {Form.YAML: yaml_text.load, Form.TOML: _load_toml, Form.JSON: _load_json}


def _text_value(value: object) -> Value:
    """Return a value of TOML or JSON with every scalar as text, as :mod:`backissue.yaml_text` gives those of YAML."""
    if isinstance(value, list):
        return [_text_value(entry) for entry in value]
    if isinstance(value, dict):
        return {str(key): _text_value(entry) for key, entry in value.items()}
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


_NAMES = ("name", "title", "label", "value", "displayName", "display_name", "full_name", "fullName", "username")
"""The keys of what a mapping in a list is called."""


def texts(value: Value | None) -> list[str]:
    """Return the texts of a value: itself, those of a list, or the names in a list of mappings.

    >>> texts([" Ada ", {"name": "Alan"}, ""]), texts(None)
    (['Ada', 'Alan'], [])
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return texts(next((value[key] for key in _NAMES if value.get(key)), None))
    return [text for entry in value or () for text in texts(entry)]


def each_once(found: Iterable[str]) -> tuple[str, ...]:
    """Return texts with single blanks, each once and in their order."""
    return tuple(dict.fromkeys(" ".join(text.split()) for text in found))

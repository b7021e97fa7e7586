"""YAML as front matter means it: every scalar is the text a person wrote, never a number, a truth value, a time.

``id: 2310.10630`` keeps its zero and ``title: no`` stays ``no``, because nothing is resolved. Anchors and repeated
keys, which have no use here and hide mistakes, are errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from backissue.yaml_mistakes import Mistake, explain

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

DEEPEST = 50
"""Lists within lists that a page may have; three are enough for every field."""
ESCAPES = {
    code: f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
}
"""The characters that YAML or JSON may not hold, or that some reader takes for a line end, as escapes of both."""
UNREADABLE = "unreadable characters"
_RETYPE = "type the line again: it holds a character that cannot be seen"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENERS = ("[", "{", ":", "?", "- ", "-\t", "-\r", "-\n")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./()+%=@~?&;>-]*(:[A-Za-z0-9_./()+%=@~?&;-]+)*")
_AMBIGUOUS = re.compile(
    r"""(?!\d{4}-\d\d-\d\d\Z)                                  # a day stands as it is
    (?: true | false | yes | no | on | off | y | n | null
    | [-+.0-9_:]+ | 0[xob][0-9a-f_]+ | [-+.0-9_]+e[-+.0-9]+   # 12:30, 0x1F, 1e3
    | \d{4}-\d\d?-\d\d?[T ].* )                               # 2023-03-26 10:00
    """,
    re.IGNORECASE | re.VERBOSE,
)


class YamlError(ValueError):
    """The text is not YAML of the kind meant here. ``line`` is 0-based within the text; ``remedy`` may be empty."""

    def __init__(self, line: int, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.remedy = remedy


def compose(text: str) -> yaml.MappingNode | None:
    """Return the syntax tree of a mapping, with the place of every key and value; ``None`` where ``text`` is empty.

    Raises:
        YamlError: no YAML, no mapping, a key that comes twice or an anchor that is used.
    """
    try:
        _measure(text)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise YamlError(*explain_error(text, error)) from None
    if node is None:
        return None
    if not isinstance(node, yaml.MappingNode):
        raise YamlError(0, "not a list of `key: value`")
    return node


def explain_error(text: str, error: yaml.YAMLError) -> Mistake:
    """Return which mistake of a person a parser's error comes from."""
    at, since = (
        (mark.line, mark.column) if (mark := getattr(error, name, None)) else (0, 0)
        for name in ("problem_mark", "context_mark")
    )
    problem = str(getattr(error, "problem", None) or "")
    return explain(text, at, since, problem) if problem else Mistake(_odd_line(text), UNREADABLE, _RETYPE)


def _odd_line(text: str) -> int:
    """Return the 0-based line of the first character that no YAML may hold."""
    bad = next((index for index, char in enumerate(text) if ord(char) in ESCAPES and char not in "\t\n\r"), 0)
    return text.count("\n", 0, bad)


def _measure(text: str) -> None:
    """Refuse lists and mappings nested so deeply that libyaml, which recurses, would end the process."""
    if sum(map(text.count, _OPENERS)) <= DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlError(event.start_mark.line if event.start_mark else 0, "values nested too deeply")


def load(text: str) -> tuple[dict[str, Value], dict[str, int]]:
    """Read a mapping as plain data, and the 0-based line of each of its top keys.

    Raises:
        YamlError: as in :func:`compose`.
    """
    node = compose(text)
    if node is None:
        return {}, {}
    return _mapping(node, {id(node)}), {key.value: key.start_mark.line for key, _ in node.value}


@dataclass(frozen=True, slots=True)
class Listed:
    """A mapping in a list: the keys that lead there, the first of its 0-based lines, the one behind them, its data."""

    keys: tuple[str, ...]
    first: int
    end: int
    data: dict[str, Value]


def load_lists(text: str) -> list[Listed]:
    r"""Read the mappings that stand in lists, in a mapping of such lists or at the top.

    >>> load_lists("talks:\n  - title: Maps\n    no: 2310.10\n")
    [Listed(keys=('talks',), first=1, end=3, data={'title': 'Maps', 'no': '2310.10'})]

    Raises:
        YamlError: as in :func:`compose`, but that a list may stand at the top.
    """
    try:
        _measure(text)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise YamlError(*explain_error(text, error)) from None
    return [*_listed(node, (), set())]


def _listed(node: yaml.Node | None, keys: tuple[str, ...], seen: set[int]) -> Iterator[Listed]:
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            if isinstance(entry, yaml.MappingNode):
                end = entry.end_mark.line + (entry.end_mark.column > 0)
                yield Listed(keys, entry.start_mark.line, max(end, entry.start_mark.line + 1), _mapping(entry, seen))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _listed(value, (*keys, str(key.value)), seen)


def _plain(node: yaml.Node, seen: set[int]) -> Value:
    if id(node) in seen:
        raise YamlError(node.start_mark.line, "an alias (`*name`) of an anchor")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, seen) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen)
    return str(node.value)


def _mapping(node: yaml.MappingNode, seen: set[int]) -> dict[str, Value]:
    data: dict[str, Value] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlError(key.start_mark.line, "a key that is not plain text")
        if key.value in data:
            raise YamlError(key.start_mark.line, f"the key `{key.value}` a second time", "remove one of the two")
        data[key.value] = _plain(value, seen)
    return data


def quote(text: str) -> str:
    """Write double-quoted YAML. Only what must be is escaped, so that characters beyond ASCII stay readable."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner.translate(ESCAPES)}"'


def scalar(text: str) -> str:
    """Write YAML for ``text``: as it stands where every YAML reader takes it for this text, else double-quoted."""
    plain = _PLAIN.fullmatch(text) and not text.endswith((" ", ":")) and not _AMBIGUOUS.fullmatch(text)
    return text if plain else quote(text)


def dump(key: str, value: Value, *, quoted: bool = False) -> str:
    """Write the lines of one top-level field: text and lists of text in one line, others in a line an entry."""
    if isinstance(value, dict) and value:
        return "".join([f"{key}:\n", *(f"  {_pair(*pair)}\n" for pair in value.items())])
    if isinstance(value, list) and not all(isinstance(entry, str) for entry in value):
        return "".join([f"{key}:\n", *(f"  - {_entry(entry)}\n" for entry in value)])
    return f"{key}: {quote(value) if quoted and isinstance(value, str) else _flow(value)}\n"


def _entry(value: Value) -> str:
    return _pair(*next(iter(value.items()))) if isinstance(value, dict) and len(value) == 1 else _flow(value)


def _pair(key: str, value: Value) -> str:
    return f"{scalar(key)}: {_flow(value)}"


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_inner(key)}: {_inner(entry)}" for key, entry in value.items()) + "}"
    assert isinstance(value, Sequence)
    return "[" + ", ".join(map(_inner, value)) + "]"


def _inner(value: Value) -> str:
    """Write what stands between brackets, where PyYAML takes a question mark for a mark of its own."""
    return quote(value) if isinstance(value, str) and "?" in value else _flow(value)


def to_json(value: object) -> str:
    """Write JSON in one line that every reader takes back as it was: line separators are escaped, as surrogates are."""
    return json.dumps(value, ensure_ascii=False).translate(ESCAPES)

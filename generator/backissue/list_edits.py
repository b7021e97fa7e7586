"""Entries of a list in front matter, each replaced in its place."""

from __future__ import annotations

from collections.abc import Callable

import yaml

from backissue import yaml_text
from backissue.frontmatter import edit, split
from backissue.yaml_text import Value


def replace_entries(text: str, key: str, rename: Callable[[str], str]) -> str:
    """Return a page in which each entry of the list ``key`` has become what ``rename`` makes of it.

    An entry that is written another way keeps its quotation marks, and no byte around it changes. Where two become the
    same, or the list is written in another form than entry by entry, the whole field is written anew.
    """
    parts = split(text)
    assert parts, "only a page with front matter can be edited"
    value = yaml_text.load(parts.head)[0].get(key)
    if not isinstance(value, list):
        return text
    names = [rename(entry) if isinstance(entry, str) else entry for entry in value]
    if names == value:
        return text
    once = [name for at, name in enumerate(names) if name not in names[:at]]
    if len(once) < len(names):
        return edit(text, {key: once})
    head = _in_place(parts.head, key, names)
    if yaml_text.load(head)[0].get(key) != names:
        return edit(text, {key: once})
    return f"{parts.upper}{head}{parts.lower}{parts.rest}"


def _in_place(head: str, key: str, names: list[Value]) -> str:
    node = yaml_text.compose(head)
    assert node, "a list was read from it"
    entries = next(value for name, value in node.value if name.value == key).value
    for entry, name in reversed([*zip(entries, names, strict=True)]):
        if isinstance(entry, yaml.ScalarNode) and isinstance(name, str) and entry.value != name:
            head = f"{head[: entry.start_mark.index]}{written_like(name, entry.style)}{head[entry.end_mark.index :]}"
    return head


def written_like(name: str, style: str | None) -> str:
    """Return a text as YAML, in quotation marks of the ``style`` that stands in its place, or those it needs."""
    if style == "'" and name.isprintable():
        return "'" + name.replace("'", "''") + "'"
    plain = yaml_text.scalar(name)
    return plain if not style and "?" not in name else yaml_text.quote(name)

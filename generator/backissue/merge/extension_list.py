"""The list ``markdown_extensions`` of a ``mkdocs.yml`` as text: edited in no byte that need not change.

MkDocs takes it as a list of names, each with or without options, or as a mapping of names to options. The tree of the
YAML says where each stands. Tags such as ``!ENV`` and ``!!python/name:…`` are never resolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import yaml

_KEY = "markdown_extensions"


class Extension(NamedTuple):
    """An extension that a ``mkdocs.yml`` names, and where its entry begins and ends, options included."""

    name: str
    begin: int
    end: int


class ExtensionList(NamedTuple):
    """The extensions of a ``mkdocs.yml``, in its order; whether it has them in brackets, and as a mapping."""

    extensions: Sequence[Extension] = ()
    is_flow: bool = False
    is_mapping: bool = False

    def find(self, *names: str) -> Extension | None:
        """Return the first extension that has one of the names."""
        return next((extension for extension in self.extensions if extension.name in names), None)


def parse(text: str) -> ExtensionList:
    """Return the extensions that the text of a ``mkdocs.yml`` names; none where it is no YAML or has no such list."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return ExtensionList()
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    node = next((value for key, value in pairs if key.value == _KEY), None)
    if isinstance(node, yaml.MappingNode):
        return ExtensionList(
            [_extension(key, key, value) for key, value in node.value], bool(node.flow_style), is_mapping=True
        )
    if isinstance(node, yaml.SequenceNode):
        entries = [_entry(entry) for entry in node.value]
        return ExtensionList([entry for entry in entries if entry], bool(node.flow_style))
    return ExtensionList()


def replace(text: str, old: str, new: str) -> str:
    """Return the text with the extension ``new`` in place of ``old``, whose options go with it."""
    known = parse(text)
    found = known.find(old)
    if not found:
        return text
    return f"{text[: found.begin]}{_written(known, new)}{text[found.end :]}"


def remove(text: str, name: str) -> str:
    """Return the text without an extension, which stands on lines of its own."""
    known = parse(text)
    found = known.find(name)
    if not found or known.is_flow:
        return text
    begin, end = text.rfind("\n", 0, found.begin) + 1, text.find("\n", found.end) + 1 or len(text)
    return text[:begin] + text[end:]


def add(text: str, name: str, after: str) -> str:
    """Return the text with the extension ``name`` behind ``after``, else at the end; without a list, as it is."""
    known = parse(text)
    if known.find(name) or not known.extensions:
        return text
    place = known.find(after) or known.extensions[-1]
    if known.is_flow:
        return f"{text[: place.end]}, {_written(known, name)}{text[place.end :]}"
    begin = text.rfind("\n", 0, place.begin) + 1
    end = text.find("\n", place.end)
    line_end = "\r\n" if "\r\n" in text else "\n"
    end = len(text) if end < 0 else end - (text[end - 1] == "\r")
    return f"{text[:end]}{line_end}{text[begin : place.begin]}{_written(known, name)}{text[end:]}"


def _written(known: ExtensionList, name: str) -> str:
    return f"{name}: {{}}" if known.is_mapping else name


def _entry(node: yaml.Node) -> Extension | None:
    """Return the extension of an entry of the list: a name, or a mapping of one name to its options."""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        return _extension(node.value[0][0], node, node)
    return _extension(node, node, node) if isinstance(node, yaml.ScalarNode) else None


def _extension(name: yaml.Node, first: yaml.Node, last: yaml.Node) -> Extension:
    return Extension(str(name.value), first.start_mark.index, max(name.end_mark.index, _end(last)))


def _end(node: yaml.Node) -> int:
    """Return where a node ends: the last value of one in lines, whose own mark is at what follows."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(_end(part) for part in last) if isinstance(last, tuple) else _end(last)
    return int(node.end_mark.index)

"""Lines added to ``archive.yml`` where a person would write them; not another byte of it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import yaml

from backissue import yaml_text
from backissue.list_edits import written_like


def add_sources(text: str, entries: Sequence[str]) -> str:
    r"""Return the text of ``archive.yml`` with more entries at the end of ``sources``, each as ``key: value``.

    >>> add_sources("sources: [] # none\n", ["file: a.md"])
    'sources: # none\n  - file: a.md\n'
    >>> add_sources("sources:\n- file: a.md\n  # why\nnames: []\n", ["file: b.md"])
    'sources:\n- file: a.md\n- file: b.md\n  # why\nnames: []\n'
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    node = yaml_text.compose(text)
    found = next((value for key, value in node.value if key.value == "sources"), None) if node else None
    if found is None:
        start = text if not text or text.endswith("\n") else f"{text}{newline}"
        return f"{start}sources:{newline}{_block(entries, 2, newline)}"
    if isinstance(found, yaml.SequenceNode) and found.value and not found.flow_style:
        return _insert(text, _end(found), _block(entries, found.start_mark.column, newline), newline)
    if isinstance(found, yaml.SequenceNode) and found.value:
        end = found.end_mark.index - 1
        before = text[:end].rstrip()
        comma = "" if before.endswith(",") else ","
        return f"{before}{comma} {', '.join(f'{{{entry}}}' for entry in entries)}{text[len(before) : end]}{text[end:]}"
    begin, end = found.start_mark.index, found.end_mark.index
    head = text[:begin].rstrip(" ")
    return _insert(f"{head}{text[end:]}", max(len(head) - 1, 0), _block(entries, 2, newline), newline)


def remove_source(text: str, file: str) -> str:
    r"""Return the text of ``archive.yml`` without the entry for one file; unchanged where it cannot be cut out.

    >>> remove_source("sources:\n  - file: a.md\n    why: x\n  - file: b.md\nnames: []\n", "a.md")
    'sources:\n  - file: b.md\nnames: []\n'
    >>> remove_source("sources:\n  - file: a.md\nnames: []\n", "a.md")
    'sources: []\nnames: []\n'
    """
    node = yaml_text.compose(text)
    key, found = (
        next(((key, value) for key, value in node.value if key.value == "sources"), (None, None))
        if node
        else (None, None)
    )
    if not key or not isinstance(found, yaml.SequenceNode) or found.flow_style:
        return text
    entry = next((entry for entry in found.value if _file_of(entry) == file), None)
    if entry is None:
        return text
    begin = text.rfind("\n", 0, entry.start_mark.index) + 1
    end = text.find("\n", _end(entry)) + 1 or len(text)
    if len(found.value) > 1:
        return text[:begin] + text[end:]
    colon = text.index(":", key.end_mark.index) + 1
    return f"{text[:colon]} []{text[colon:begin]}{text[end:]}"


def rename_topics(text: str, rename: Callable[[str], str]) -> str:
    r"""Return the text of ``archive.yml`` in which each topic of a source or a section is what ``rename`` makes of it.

    Of a list that would name one twice, the second goes where it stands in brackets.

    >>> rename_topics("sources:\n  - file: a.md\n    topics: ['Art', b] # as\n", str.upper)
    "sources:\n  - file: a.md\n    topics: ['ART', B] # as\n"
    >>> rename_topics("sections: {topics: {A: Art, B: [art, x, Art]}}\n", str.lower)
    'sections: {topics: {A: art, B: [art, x]}}\n'
    """
    node = yaml_text.compose(text)
    found = {one.start_mark.index: one for one in (_topic_lists(node) if isinstance(node, yaml.MappingNode) else ())}
    for _, listed in sorted(found.items(), reverse=True):
        text = _renamed(text, listed, rename)
    return text


def _topic_lists(settings: yaml.MappingNode) -> Iterator[yaml.Node]:
    sources, sections = _value(settings, "sources"), _value(settings, "sections")
    for entry in sources.value if isinstance(sources, yaml.SequenceNode) else ():
        yield from filter(None, [_value(entry, "topics")])
    by_section = _value(sections, "topics")
    yield from (value for _, value in by_section.value) if isinstance(by_section, yaml.MappingNode) else ()


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _renamed(text: str, listed: yaml.Node, rename: Callable[[str], str]) -> str:
    """Return the text with the topics of one list, or its one topic, renamed."""
    several = listed if isinstance(listed, yaml.SequenceNode) else None
    topics = [one for one in (several.value if several else [listed]) if isinstance(one, yaml.ScalarNode)]
    names = [rename(one.value) for one in topics]
    for at, (one, name) in reversed([*enumerate(zip(topics, names, strict=True))]):
        begin, end = one.start_mark.index, one.end_mark.index
        if name in names[:at] and name != one.value and several and several.flow_style:
            begin = topics[at - 1].end_mark.index
            text = f"{text[:begin]}{text[end:]}"
        elif name != one.value:
            text = f"{text[:begin]}{written_like(name, one.style)}{text[end:]}"
    return text


def _file_of(entry: yaml.Node) -> str:
    pairs = entry.value if isinstance(entry, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "file"), "")


def _block(entries: Sequence[str], indent: int, newline: str) -> str:
    return "".join(f"{' ' * indent}- {entry}{newline}" for entry in entries)


def _insert(text: str, after: int, lines: str, newline: str) -> str:
    """Return a text with lines added below the one that holds the character ``after``."""
    end = text.find("\n", after)
    return f"{text}{newline}{lines}" if end < 0 else f"{text[: end + 1]}{lines}{text[end + 1 :]}"


def _end(node: yaml.Node) -> int:
    """Return the place of the last character of a value; the mark of a block stands behind what follows it."""
    if not isinstance(node, yaml.CollectionNode) or not node.value or node.flow_style:
        return max(node.end_mark.index - 1, node.start_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)

"""What earlier versions wrote into pages and records, in the form of today."""

from __future__ import annotations

import yaml

from backissue import yaml_text
from backissue.fields import Fields
from backissue.frontmatter import split

_SOURCE = "source"
_LINE = "line"


def current_fields(fields: Fields) -> Fields:
    """Return front matter as text values as it is written today: a source without its line.

    >>> current_fields({"title": "T", "source": {"file": "a.md", "line": "7"}})
    {'title': 'T', 'source': {'file': 'a.md'}}
    """
    source = fields.get(_SOURCE)
    if not isinstance(source, dict) or _LINE not in source:
        return fields
    return {**fields, _SOURCE: {key: value for key, value in source.items() if key != _LINE}}


def current_page(text: str) -> str:
    r"""Return a page as it is written today, every other byte as it is: its source without the line.

    Raises:
        YamlError: its front matter does not parse.

    >>> current_page("---\ntitle: T\nsource: {file: 'a.md', line: 7}  # by hand\n---\n\nText.\n")
    "---\ntitle: T\nsource: {file: 'a.md'}  # by hand\n---\n\nText.\n"
    """
    parts = split(text)
    node = yaml_text.compose(parts.head) if parts else None
    source = next((value for key, value in node.value if key.value == _SOURCE), None) if node else None
    if not parts or not isinstance(source, yaml.MappingNode) or len(source.value) < 2:
        return text
    names = [key.value for key, _ in source.value]
    if _LINE not in names:
        return text
    begin, end = (_flow_pair if source.flow_style else _block_pair)(parts.head, source, names.index(_LINE))
    if "#" in parts.head[begin:end]:  # a comment within braces, which no program writes
        return text
    return f"{parts.upper}{parts.head[:begin]}{parts.head[end:]}{parts.lower}{parts.rest}"


def _flow_pair(_head: str, node: yaml.MappingNode, at: int) -> tuple[int, int]:
    """Return where the pair ``at`` of a mapping in braces begins and ends, with one of the commas beside it."""
    key, value = node.value[at]
    if at:
        return node.value[at - 1][1].end_mark.index, value.end_mark.index
    return key.start_mark.index, node.value[1][0].start_mark.index


def _block_pair(head: str, node: yaml.MappingNode, at: int) -> tuple[int, int]:
    """Return where the pair ``at`` of a mapping in lines begins and ends: its line, but for a comment behind it."""
    key, value = node.value[at]
    begin, end = key.start_mark.index, value.end_mark.index
    following = head.find("\n", end) + 1 or len(head)
    if head[end:following].strip():
        return begin, end + len(head[end:following]) - len(head[end:following].lstrip())
    return head.rfind("\n", 0, begin) + 1, following

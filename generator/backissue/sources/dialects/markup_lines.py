"""What the readers of other markup languages share: heads as lines with keys, blocks by indentation, comments."""

from __future__ import annotations

from collections.abc import Sequence

from backissue.sources.heads.head_keys import is_known
from backissue.sources.heads.head_lines import ends_keys
from backissue.sources.links.recordings import label_of
from backissue.text import fold_key

COMMENT = "<!-- -->"
"""A line of a comment, whose words nobody needs."""
_KEYS = {"revdate": "date", "filetags": "tags", "keywords": "tags", "hugodraft": "draft"}
"""Keys of these languages that heads elsewhere call otherwise."""


def head_line(key: str, value: str) -> str:
    """Return a line of a head; empty where no reader knows its key and it leads to no recording.

    >>> head_line("FILETAGS", ":roses:red:"), head_line("sidebar_width", "9"), head_line("tape", "https://a.org/b.mp3")
    ('tags: roses, red', '', 'tape: https://a.org/b.mp3')
    """
    name = _KEYS.get(fold_key(key), key.lower())
    tags = value.strip(": ").replace(":", ", ") if fold_key(key) == "filetags" else value
    return f"{name}: {' '.join(tags.split())}" if value.strip() and (is_known(name) or label_of(value.strip())) else ""


def with_head(lines: list[str], head: Sequence[str], end: int) -> list[str]:
    """Return lines of which those above ``end`` are a head; it has at most as many.

    A blank one follows it. Where there is no room for that and text follows, the title is a heading between them.
    """
    kept = list({line.partition(":")[0]: line for line in reversed(head) if line}.values())[::-1]
    kept.sort(key=lambda line: not line.startswith("title:"))
    if not kept or len(kept) > end:
        return lines
    title = kept[0].removeprefix("title: ")
    if len(kept) == end and title != kept[0] and not ends_keys("".join(lines[end : end + 1])):
        return [*kept[1:], f"# {title}", *lines[end:]]
    below = [COMMENT] * (end - len(kept) - 1) if end > len(kept) else []
    return [*kept, *[""] * (end > len(kept)), *below, *lines[end:]]


def indent_of(line: str) -> int:
    """Return the number of blanks before a line's first word."""
    return len(line) - len(line.lstrip(" "))


def block_end(lines: Sequence[str], start: int, indent: int) -> int:
    """Return where the lines end that are blank or deeper than ``indent``, without the blank ones at their end."""
    at = last = start
    while at < len(lines) and (not lines[at].strip() or indent_of(lines[at]) > indent):
        at += 1
        last = at if lines[at - 1].strip() else last
    return last


def reindent(lines: Sequence[str], indent: int) -> list[str]:
    """Return the lines of a block with this indentation in place of their own."""
    own = min((indent_of(line) for line in lines if line.strip()), default=0)
    return [" " * indent + line[own:] if line.strip() else "" for line in lines]

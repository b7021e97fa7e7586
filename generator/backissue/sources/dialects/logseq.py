"""Logseq's Markdown: lines that its program needs, blocks shown in other places, and macros, as Markdown has them.

What it keeps at a block stands on lines of their own, ``key:: value`` (docs.logseq.com, "Properties", "Macros"). Those
of readers stay; those of the program become comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backissue.sources.dialects.markup_lines import COMMENT
from backissue.sources.heads.head_lines import front_matter_end

_POINT = re.compile(r"[\t ]*[-*] ")
_OF_PROGRAM = re.compile(
    r"""
    (?P<point>[\t ]*[-*][ ])?[\t ]*
    (?: id::[ ][\w-]{8,}[ ]*
      | (?: collapsed | heading | background-color | background-image | card-[\w-]+ | query-[\w-]+ | logseq\.[\w.-]+
          | ls-type | hl-\w+ | template | template-including-parent | created-at | updated-at )::(?:[ ].*)?
    )
    """,
    re.VERBOSE,
)
_ID = re.compile(r"[\t ]*(?:[-*] )?id:: (?P<id>[\w-]{8,})\s*")
_SHOWN = re.compile(r"(?<!\()\(\((?P<id>[0-9a-f]{8}-[0-9a-f-]{20,})\)\)(?!\))")
_MACRO = re.compile(r"\{\{(?P<name>video|youtube|vimeo|bilibili|tweet|twitter|cloze) (?P<said>[^{}\n]+)\}\}")
_LABELS = {"tweet": "Tweet", "twitter": "Tweet"}
_FENCE = re.compile(r"[\t ]*(?:[-*] )?(```|~~~)")
_LOG = (":LOGBOOK:", ":END:")
"""What the times at which somebody worked stand between."""


def is_logseq(lines: Iterable[str]) -> bool:
    """Return whether a text has lines that only Logseq's program reads.

    >>> is_logseq(["- Moles", "  id:: 65e6f0a1-1111-4c4c-8b8b-0123456789ab"]), is_logseq(["- id: 4", "- std::id:: 4"])
    (True, False)
    """
    return any("::" in line and _OF_PROGRAM.fullmatch(line) for line in lines)


def from_logseq(lines: Sequence[str]) -> list[str]:
    r"""Return as many lines, without what only the program reads, and with the words of blocks that are shown again.

    >>> from_logseq(["- # Moles", "  collapsed:: true", "\\t- {{video https://a.org/b}}"])
    ['- # Moles', '<!-- -->', '\\t- [Video](https://a.org/b)']
    """
    blocks, end = _blocks(lines), front_matter_end(lines)
    below = (_plain(line, blocks) if is_text else line for line, is_text in _outside_code(lines[end:]))
    return [*lines[:end], *below]


def _plain(line: str, blocks: Mapping[str, str]) -> str:
    if not line.strip("\t -*"):
        return COMMENT if line.strip() else line
    if found := _OF_PROGRAM.fullmatch(line):
        return f"{found['point'] or ''}{COMMENT}"
    line = _SHOWN.sub(lambda found: blocks.get(found["id"], ""), line)
    return _MACRO.sub(_written, line)


def _written(macro: re.Match[str]) -> str:
    said = macro["said"].strip()
    return said if macro["name"] == "cloze" else f"[{_LABELS.get(macro['name'], 'Video')}]({said})"


def _blocks(lines: Sequence[str]) -> dict[str, str]:
    """Return the first lines of blocks by their ids, as words."""
    found: dict[str, str] = {}
    words = ""
    for line in lines:
        if known := _ID.fullmatch(line):
            found[known["id"]] = words
        elif point := _POINT.match(line):
            words = _SHOWN.sub("", line[point.end() :].lstrip("# ")).strip()
    return found


def _outside_code(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it stands in no code; the times of a block's log become comments."""
    fence, is_log = "", False
    for line in lines:
        opened = _FENCE.match(line)
        bare = line.strip()
        is_log = is_log or bare == _LOG[0]
        yield (COMMENT, False) if is_log and not fence else (line, not fence and not opened)
        is_log = is_log and bare != _LOG[1]
        fence = ("" if fence == opened[1] else fence or opened[1]) if opened else fence

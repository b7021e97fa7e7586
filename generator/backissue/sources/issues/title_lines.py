"""Which heading of a letter in Markdown is its title, where it is not the first one of the first level."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from backissue.sources.markdown_lines import read_heading

_NUMBERED = re.compile(r"(\d{1,2})[.:)\u3001]?\s+\S")
_DEEPEST = 6
_OF_PARTS = frozenset(
    "introduction intro abstract summary overview welcome contents links notes agenda news updates tl;dr background"
    " attendees participants present einleitung inhalt übersicht teilnehmer introducción resumen enlaces sommaire"
    " liens はじめに 目次 リンク 关于 简介 前言".split()
)
"""Headings with which parts begin, and no text."""


def with_title_level(lines: Sequence[str], headings: Collection[int]) -> list[str]:
    """Return lines whose only heading of the first level, if there is one, is the title; ``headings`` are its lines.

    A heading that opens a text above deeper ones is its title, and those that are numbered from one on are parts.

    >>> with_title_level(["", "## Week 31", "So.", "### Rope"], {1, 3})
    ['', '# Week 31', 'So.', '### Rope']
    >>> with_title_level(["## Rope", "So.", "## Sail"], {0, 2}), with_title_level(["## Introduction", "So."], {0})
    (['## Rope', 'So.', '## Sail'], ['## Introduction', 'So.'])
    >>> with_title_level(["Rope", "---", "So.", "Sail", "---"], {0, 3})
    ['## Rope', '', 'So.', '## Sail', '']
    >>> with_title_level(["Week 31", "-------", "So.", "### Rope"], {0, 3})
    ['# Week 31', '', 'So.', '### Rope']
    >>> with_title_level(["# 1 Rope", "## Hemp", "# 2 Sail"], {0, 1, 2})
    ['## 1 Rope', '### Hemp', '## 2 Sail']
    """
    lines = _with_marks(lines, headings)
    levels = {at: level for at in sorted(headings) if (level := read_heading(lines[at])[0])}
    opening = next((at for at, line in enumerate(lines) if line.strip()), -1)
    first = levels.get(opening, 0)
    is_part = first and read_heading(lines[opening])[1].casefold().strip(" :") in _OF_PARTS
    if first > 1 and not is_part and all(level > first for at, level in levels.items() if at != opening):
        return [f"# {read_heading(line)[1]}" if at == opening else line for at, line in enumerate(lines)]
    parts = [_NUMBERED.match(read_heading(lines[at])[1]) for at, level in levels.items() if level == 1]
    if len(parts) > 1 and [part and part[1] for part in parts[:2]] == ["1", "2"]:
        return [f"#{line.strip()}" if 0 < levels.get(at, 0) < _DEEPEST else line for at, line in enumerate(lines)]
    return [*lines]


def _with_marks(lines: Sequence[str], headings: Collection[int]) -> Sequence[str]:
    """Return lines with a mark before each heading of the second level above dashes, if the first is one of them."""
    below = {at: lines[at + 1].strip() for at in headings if at + 1 < len(lines) and not read_heading(lines[at])[0]}
    dashed = {at for at, line in below.items() if line and not line.strip("-")}
    if next((at for at, line in enumerate(lines) if line.strip()), -1) not in dashed:
        return lines
    return [f"## {line.strip()}" if at in dashed else "" if at - 1 in dashed else line for at, line in enumerate(lines)]

"""Tables of Markdown as people write them, made ready for a reader that would drop what is too much in a row."""

from __future__ import annotations

import re

_RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)[^\n]*?(?<!`)\1(?!`)")
_BAR = re.compile(r"(?<!\\)\|")


def whole_tables(text: str) -> str:
    r"""The text with bars in the code of tables escaped, and with as many headings as the longest row has cells.

    >>> whole_tables("a | b\n--|--\n`x|y` | 1 | 2")
    'a | b |  |\n--|-- | --- |\n`x\\|y` | 1 | 2'
    """
    lines = text.split("\n")
    end = 0
    for at in range(1, len(lines)):
        if at > end and "|" in lines[at] and _RULE.fullmatch(lines[at]) and "|" in lines[at - 1]:
            end = next((number for number in range(at + 1, len(lines)) if "|" not in lines[number]), len(lines))
            rows = [_CODE.sub(_escaped, line) for line in lines[at + 1 : end]]
            missing = max(map(_width, rows), default=0) - _width(lines[at])
            lines[at - 1 : end] = [_widened(lines[at - 1], "", missing), _widened(lines[at], "---", missing), *rows]
    return "\n".join(lines)


def _escaped(code: re.Match[str]) -> str:
    return _BAR.sub(r"\\|", code[0])


def _width(row: str) -> int:
    return len(_BAR.split(row.strip().removeprefix("|").removesuffix("|")))


def _widened(row: str, cell: str, missing: int) -> str:
    return row if missing < 1 else f"{row.rstrip().removesuffix('|').rstrip()} |{f' {cell} |' * missing}"

"""What a line of Markdown is: a heading, a rule, a point of a list, the rule of a table."""

from __future__ import annotations


def read_heading(line: str) -> tuple[int, str]:
    """Return the level of a heading and its words; level 0 where a line is none.

    >>> read_heading("## Roses ##"), read_heading("#1 of all"), read_heading("# C#")
    ((2, 'Roses'), (0, ''), (1, 'C#'))
    """
    text = _outdented(line)
    words = text.lstrip("#")
    level = len(text) - len(words)
    if not 1 <= level <= 6 or not words.startswith(" "):
        return 0, ""
    closed = words.rstrip("#")
    return level, (closed if closed.endswith(" ") else words).strip()


def is_rule(line: str, marks: str = "-*_") -> bool:
    """Return whether a line is a rule of one of ``marks``, three at least, with or without blanks between them.

    >>> is_rule("* * *"), is_rule("***", "-"), is_rule("-*-")
    (True, False, False)
    """
    text = "".join(_outdented(line).split())
    return len(text) >= 3 and text[0] in marks and not text.strip(text[0])


def _outdented(line: str) -> str:
    """Return a line without its margins; nothing of one that is indented so far that it is code."""
    text = line.strip()
    return "" if line.startswith(("    ", "\t")) else text


def split_point(line: str, marks: str = "-*+") -> tuple[str, str]:
    """Return the mark or the number of a list's point, and its words; no mark where a line is none.

    >>> split_point("- 2.5 % more"), split_point("12) Ada"), split_point("2.5 more")
    (('-', '2.5 % more'), ('12', 'Ada'), ('', '2.5 more'))
    """
    mark, _, words = line.partition(" ")
    if words and (mark in {*marks} or (mark[-1:] in {".", ")"} and mark[:-1].isdecimal() and len(mark) <= 3)):
        return mark.rstrip(".)"), words.lstrip(" ")
    return "", line


def is_table_rule(line: str) -> bool:
    """Return whether a line could part the headings of a table from its rows.

    >>> is_table_rule("| :-- | -: |"), is_table_rule("--"), is_table_rule("| | -- |")
    (True, True, False)
    """
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    bare = (cell.strip().removeprefix(":").removesuffix(":") for cell in cells)
    return all(cell and not cell.strip("-") for cell in bare)


def without_symbols(text: str) -> str:
    """Return a text without the marks and symbols around it.

    >>> without_symbols("** \N{SPARKLES} Key points: **")
    'Key points'
    """
    return text.strip("".join(letter for letter in set(text) if not letter.isalnum() and letter != "_"))

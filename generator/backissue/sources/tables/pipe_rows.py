"""Rows of Markdown tables: their cells, the row of column names, and what stands around tables and is no row."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, repeat

from backissue.dates import is_date
from backissue.sources.heads.head_lines import front_matter_end
from backissue.sources.markdown_lines import is_table_rule
from backissue.sources.tables.columns import Columns, Role, find_roles, is_heading
from backissue.sources.tables.link_cells import is_links
from backissue.sources.tables.ranks import parse_rank, take_number
from backissue.text import character

_CODE = re.compile(r"(?<!`)(`+)(?!`).{1,500}?(?<!`)\1(?!`)")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]\w{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_REFERENCE = re.compile(r"\[([^\[\]]++)\](?:\[([^\[\]]*+)\])?(?![\[(:])")
_DEFINITION = re.compile(
    r"""
    [ ]{0,3} \[(?P<label>[^\[\]]{1,200})\]:
    \s++ <?(?P<url>https?://\S+?)>?
    (?: \s++ (?: "[^"]*+" | '[^']*+' | \([^()]*+\) ) )? \s*+
    """,
    re.VERBOSE,
)
_FREE = frozenset({None, Role.TITLE, Role.TOPICS, Role.PEOPLE, Role.TEXT})
_MOST_BARS = 100
_BOLD = ("**", "__")
_IN_CODE, _ESCAPED = "\0", "\1"  # stand for bars that part no cells; no source holds them


def is_rule(line: str) -> bool:
    """Return whether ``line`` is the rule below the headings of a table: ``|---|:-:|``."""
    return "|" in line and is_table_rule(line)


def split_at_bars(line: str) -> list[str]:
    r"""Return what stands between the bars of ``line`` that no backslash escapes.

    >>> split_at_bars(r"| a \| b |")
    ['', ' a \\| b ', '']
    """
    return [part.replace(_ESCAPED, r"\|") for part in line.replace(r"\|", _ESCAPED).split("|")]


def split_row(line: str, expected: int = 0) -> list[str]:
    r"""Return the cells of a row, as they are written between their bars.

    A bar in code parts cells only where that makes them ``expected``, since writers differ in what they hold of it.

    >>> split_row(r"| a \| b | `c|d` |"), split_row("a | `b | c` | d", 4)
    ([' a \\| b ', ' `c|d` '], ['a ', ' `b ', ' c` ', ' d'])
    """
    plain = _parts(line, expected)
    if "`" not in line:
        return plain
    marked = _CODE.sub(lambda code: code[0].replace("|", _IN_CODE), line)
    kept = [part.replace(_IN_CODE, "|") for part in _parts(marked, expected)]
    return plain if len(plain) == expected != len(kept) else kept


def read_cell(part: str) -> str:
    r"""Return a cell as text: with single blanks, line ends for its breaks, no escapes of bars and of characters.

    >>> read_cell(r" a \| b<br>AT&amp;T &copy=1 ")
    'a | b\nAT&T &copy=1'
    """
    lines = (" ".join(line.split()) for line in break_lines(part.replace(r"\|", "|")).split("\n"))
    return resolve_entities("\n".join(lines)).strip()


def break_lines(text: str) -> str:
    """Return ``text`` with line ends in place of the breaks of HTML."""
    return _BREAK.sub("\n", text)


def resolve_entities(text: str) -> str:
    """Return ``text`` with the characters that its entities of HTML stand for."""
    return _ENTITY.sub(lambda entity: character(entity[0]), text)


def name_count(cells: int) -> str:
    """Return a number of cells in words: ``1 cell``."""
    return f"{cells} cell{'s' * (cells != 1)}"


def fit_row(cells: Sequence[str], expected: int) -> Sequence[str]:
    """Return a row without the empty cells that it has at its end beyond ``expected``.

    >>> fit_row(["a", "b", "", " "], 2), fit_row(["a", "", "b"], 2)
    (['a', 'b'], ['a', '', 'b'])
    """
    return cells if any(cell.strip() for cell in cells[expected:]) else cells[:expected]


def join_cells(parts: Sequence[str], roles: Sequence[Role | None], topics: Collection[str]) -> list[str] | None:
    """Return a row with more parts than columns with those joined that one text must be; ``None`` if that is not plain.

    It is plain where just one column of text can take all that is too much, so that every other cell is what its
    column holds. ``topics`` are those of sound rows: another one is hardly meant.

    >>> roles = (Role.WEEK, Role.TITLE, Role.LINKS)
    >>> join_cells(["2023-03-26", "a ", " b", "https://a.org"], roles, ())
    ['2023-03-26', 'a | b', 'https://a.org']
    """
    surplus = len(parts) - len(roles)
    found = []
    for at, role in enumerate(roles if 0 < surplus <= _MOST_BARS else ()):
        own = parts[at : at + surplus + 1]
        cells = [*parts[:at], "|".join(own), *parts[at + surplus + 1 :]]
        if role in _FREE and not any(map(is_links, own)) and all(map(_fits, cells, roles, repeat(topics))):
            found.append(cells)
    return found[0] if len(found) == 1 else None


def _fits(part: str, role: Role | None, topics: Collection[str]) -> bool:
    text = read_cell(part)
    match role:
        case Role.WEEK | Role.DATE:
            return is_date(text)
        case Role.LINKS:
            return not text or is_links(text)
        case Role.TOPICS if topics:
            return text in topics
        case Role.TITLE | Role.TEXT | Role.TOPICS | Role.PEOPLE:
            return bool(text) and not is_links(text)
        case _:
            return True


def _parts(line: str, expected: int) -> list[str]:
    """Return what stands between bars. Without a bar in front, one at the end may be before an empty cell."""
    parts = split_at_bars(line.strip())
    led = not parts[0] and len(parts) > 1
    parts = parts[led:]
    closed = not parts[-1] and len(parts) > 1
    return parts[:-1] if closed and (led or len(parts) != expected) else parts


def find_frame(lines: Sequence[str]) -> tuple[set[int], tuple[str, ...]]:
    """Return the 1-based numbers of lines that are no rows, and all lines with the addresses of their links in place.

    No rows are comments that stand alone and definitions of links.

    >>> find_frame(["| [Paper][1] | [x] |", "<!-- end -->", "[1]: https://a.org"])
    ({2, 3}, ('| [Paper](https://a.org) | [x] |', '<!-- end -->', '[1]: https://a.org'))
    """
    found = {number: defined for number, line in enumerate(lines, 1) if (defined := _DEFINITION.fullmatch(line))}
    urls = {_key(defined["label"]): defined["url"] for defined in reversed(found.values())}

    def with_address(link: re.Match[str]) -> str:
        url = urls.get(_key(link[2] or link[1]))
        return f"[{link[1]}]({url})" if url else link[0]

    written = tuple(_REFERENCE.sub(with_address, line) if urls and "|" in line else line for line in lines)
    return found.keys() | _comments(lines), written


def find_head(lines: Sequence[str]) -> int:
    """Return the number of lines of YAML front matter, the rules of hyphens around it included; 0 if there is none."""
    end = front_matter_end(lines) if lines[:1] and lines[0].startswith("-") else 0
    filled = [line for line in lines[1 : end - 1] if line.strip()]
    fields = [line for line in filled if not line.startswith((" ", "\t", "- ", "#"))]
    keys = (line.partition(":")[0].replace("-", "_").replace("_", "a") for line in fields)
    return end if filled and all(":" in line and key.isalnum() for line, key in zip(fields, keys, strict=True)) else 0


def _comments(lines: Sequence[str]) -> set[int]:
    """Return the numbers of the lines of comments with nothing before or behind them; one without an end is none."""
    begun, found = 0, set()
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not begun and text.startswith("<!--"):
            begun = number
        if begun and "-->" in text:
            if text.index("-->") == len(text) - 3:
                found |= {inside for inside in range(begun, number + 1) if lines[inside - 1].strip()}
            begun = 0
    return found


def is_definition(line: str) -> bool:
    """Return whether a line defines the address of a link and is nothing else."""
    return "]:" in line and _DEFINITION.fullmatch(line) is not None


def _key(label: str) -> str:
    return " ".join(label.casefold().split())


def read_headings(said: Columns, line: str, following: str) -> list[str]:
    """Return the names of the columns if ``line`` is a row of them: above a rule, or so plainly that it needs none."""
    ruled = is_rule(following) and "|" in line
    names_time = not {"week", "date"}.isdisjoint(cell.strip().strip("*_") for cell in line.lower().split("|"))
    if not ruled and not (names_time and line.lstrip().startswith("|")):
        return []
    names = [read_cell(part) for part in split_row(line)]
    known = find_roles(names, said)
    if Role.TITLE not in known or (ruled and len(names) != len(split_row(following))):
        return []
    return names if ruled or (Role.WEEK in known or Role.DATE in known) else []


def find_first_heading(lines: Sequence[str], said: Columns) -> int | None:
    """Return the index of the first row of usual headings above a rule."""
    ruled = (
        (at, read_headings(said, line, below)) for at, (line, below) in enumerate(pairwise(lines)) if is_rule(below)
    )
    return next((at for at, names in ruled if is_heading(names, said)), None)


def has_own_columns(lines: Sequence[str], said: Columns) -> bool:
    """Return whether the first table has a column of its own for text, week or day."""
    at = find_first_heading(lines, said)
    return at is not None and _has_own(lines[at], said)


def is_list(lines: Sequence[str], heading: int, said: Columns) -> bool:
    """Return whether the table below ``heading`` is a list that was put in it.

    Its first cell holds a number and more, or a number and the next one a title in bold and more. A column of its own
    for text, week or day shows that it is none.

    >>> ruled = ["| # | Paper |", "|---|---|"]
    >>> [is_list([*ruled, row], 0, ()) for row in ("| 1 | **A** - text |", "| 1 | **A** |", "| 1) A | links |")]
    [True, False, True]
    """
    below = "".join(lines[heading + 2 : heading + 3])
    first, *others = map(read_cell, split_row(below))
    if parse_rank(first) and others:
        is_entry = others[0].startswith(_BOLD) and not others[0].endswith(_BOLD)
    else:
        is_entry = take_number(first)[0] is not None
    return is_entry and not _has_own(lines[heading], said)


def _has_own(heading: str, said: Columns) -> bool:
    roles = find_roles([read_cell(part) for part in split_row(heading)], said)
    return not {Role.TEXT, Role.WEEK, Role.DATE}.isdisjoint(roles)

"""The cells of a row of a Markdown table, where bars part them, and where one bar too many can be told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from backissue.sources.tables.columns import Role
from backissue.sources.tables.days import is_time
from backissue.sources.tables.link_cells import links_of
from backissue.text import character

_BAR = re.compile(r"(?<!\\)\|")
_TICKS = re.compile(r"`+")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_RULE = re.compile(r"\s*+(?:\|\s*+)?+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+(?:\|\s*+)?+")
_FREE = frozenset({None, Role.TITLE, Role.TOPICS, Role.PEOPLE, Role.TEXT})
_MOST_BARS = 100
_KEPT = "\0"  # stands for a bar inside code; no source holds it


def is_rule(line: str) -> bool:
    """Whether ``line`` is the rule below the headings of a table: ``|---|:-:|``."""
    return "-" in line and "|" in line and bool(_RULE.fullmatch(line))


def split(line: str, expected: int = 0) -> list[str]:
    r"""The cells of a row, as they are written between their bars.

    A bar in code parts cells only where that makes them ``expected``, since writers differ in what they hold of it.

    >>> split(r"| a \| b | `c|d` |"), split("a | `b | c` | d", 4)
    ([' a \\| b ', ' `c|d` '], ['a ', ' `b ', ' c` ', ' d'])
    """
    plain = _parts(line, expected)
    if "`" not in line:
        return plain
    kept = [part.replace(_KEPT, "|") for part in _parts(_without_code_bars(line), expected)]
    return plain if len(plain) == expected != len(kept) else kept


def text_of(part: str) -> str:
    r"""A cell as text: with single blanks, line ends for its breaks, and no escapes of bars and of characters.

    >>> text_of(r" a \| b<br>AT&amp;T &copy=1 ")
    'a | b\nAT&T &copy=1'
    """
    lines = (" ".join(line.split()) for line in _BREAK.split(part.replace(r"\|", "|")))
    return _ENTITY.sub(lambda entity: character(entity[0]), "\n".join(lines)).strip()


def counted(cells: int) -> str:
    """A number of cells in words: ``1 cell``."""
    return f"{cells} cell{'s' * (cells != 1)}"


def fitted(cells: Sequence[str], expected: int) -> Sequence[str]:
    """A row without the empty cells that it has at its end beyond ``expected``.

    >>> fitted(["a", "b", "", " "], 2), fitted(["a", "", "b"], 2)
    (['a', 'b'], ['a', '', 'b'])
    """
    return cells if any(cell.strip() for cell in cells[expected:]) else cells[:expected]


def joined(parts: Sequence[str], roles: Sequence[Role | None], topics: Collection[str]) -> list[str] | None:
    """A row with more parts than columns, with those joined that one text must be; ``None`` if that is not plain.

    It is plain where just one column of text can take all that is too much, so that every other cell is what its
    column holds. ``topics`` are those of sound rows: another one is hardly meant.

    >>> roles = (Role.WEEK, Role.TITLE, Role.LINKS)
    >>> joined(["2023-03-26", "a ", " b", "https://a.org"], roles, ())
    ['2023-03-26', 'a | b', 'https://a.org']
    """
    surplus = len(parts) - len(roles)
    found = list(_readings(parts, roles, surplus, topics)) if 0 < surplus <= _MOST_BARS else []
    return found[0] if len(found) == 1 else None


def _readings(
    parts: Sequence[str], roles: Sequence[Role | None], surplus: int, topics: Collection[str]
) -> Iterator[list[str]]:
    for at, role in enumerate(roles):
        own = parts[at : at + surplus + 1]
        cells = [*parts[:at], "|".join(own), *parts[at + surplus + 1 :]]
        if role in _FREE and not any(map(_is_link, own)) and all(map(_fits, cells, roles, [topics] * len(roles))):
            yield cells


def _fits(part: str, role: Role | None, topics: Collection[str]) -> bool:
    text = text_of(part)
    match role:
        case Role.WEEK | Role.DATE:
            return is_time(text)
        case Role.LINKS:
            return not text or _is_link(text)
        case Role.TOPICS if topics:
            return text in topics
        case Role.TITLE | Role.TEXT | Role.TOPICS | Role.PEOPLE:
            return bool(text) and not _is_link(text)
        case _:
            return True


def _is_link(part: str) -> bool:
    return bool(links_of(part.strip(), ""))


def _parts(line: str, expected: int) -> list[str]:
    """What stands between bars. Without a bar in front, one at the end may be before an empty cell."""
    parts = _BAR.split(line.strip())
    led = not parts[0] and len(parts) > 1
    parts = parts[led:]
    closed = not parts[-1] and len(parts) > 1
    return parts[:-1] if closed and (led or len(parts) != expected) else parts


def _without_code_bars(line: str) -> str:
    pieces, last = [], 0
    for start, end in _code_spans(line):
        pieces += [line[last:start], line[start:end].replace("|", _KEPT)]
        last = end
    return "".join([*pieces, line[last:]])


def _code_spans(line: str) -> Iterator[tuple[int, int]]:
    """Where code stands between equally long runs of backticks, in one pass from either end."""
    runs = list(_TICKS.finditer(line))
    partners: list[int | None] = [None] * len(runs)
    following: dict[int, int] = {}
    for at in range(len(runs) - 1, -1, -1):
        size = len(runs[at][0])
        partners[at] = following.get(size)
        following[size] = at
    at = 0
    while at < len(runs):
        partner = partners[at]
        if partner is not None:
            yield runs[at].start(), runs[partner].end()
        at = (at if partner is None else partner) + 1

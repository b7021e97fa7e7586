"""Lists in order, in parts that are called by where they begin, so that each keeps its address when others grow.

A list too heavy for a page is halved where the keys of what is in it differ first, and each half again. The first half
keeps the name of the whole. So no page is needed above the halves, all are at least half full if the keys are spread
evenly, and what a list is split at depends on the keys alone, and not on how many things come before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")

_BITS = 6
"""Binary digits of a character in the key of a name."""
_CODES = {char: code for code, char in enumerate("0123456789", 16)} | {
    char: code for code, char in enumerate("abcdefghijklmnopqrstuvwxyz~", 32)
}
_CHARS = {code: char for char, code in _CODES.items()}
_YEAR = 12
"""Binary digits of the year in the key of a month; two for the quarter and two for its month follow."""


def parts_by_start(
    things: Sequence[T], key: Callable[[T], str], weigh: Callable[[T], int], room: int
) -> Iterator[tuple[str, Sequence[T]]]:
    """Yield parts of things that stand in the order of their keys: the key where each begins, and what is in it.

    A ``key`` has binary digits. The first part begins at the empty one. A part weighs no more than there is ``room``,
    if what is in it can be told apart.

    >>> [*parts_by_start(["000", "001", "100", "101"], str, lambda _: 1, 2)]
    [('', ['000', '001']), ('1', ['100', '101'])]
    """
    yield from _halves([(key(thing), weigh(thing), thing) for thing in things], "", 0, room)


def _halves(
    things: Sequence[tuple[str, int, T]], start: str, depth: int, room: int
) -> Iterator[tuple[str, Sequence[T]]]:
    if sum(weight for _, weight, _ in things) <= room or things[0][0] == things[-1][0]:
        yield start, [thing for _, _, thing in things]
        return
    at = next((at for at, (key, _, _) in enumerate(things) if key[depth : depth + 1] == "1"), len(things))
    if at:
        yield from _halves(things[:at], start, depth + 1, room)
    if at < len(things):
        yield from _halves(things[at:], f"{things[at][0][:depth]}1" if at else start, depth + 1, room)


def name_key(name: str) -> str:
    """Return the key by which names stand in the order of their letters; signs count as 0, other scripts come last."""
    return "".join(f"{_CODES.get(char, 16 if char.isascii() else _CODES['~']):0{_BITS}b}" for char in name.casefold())


def name_start(key: str) -> str:
    """Return the letters with which names begin from a key on.

    >>> [name_start(name_key("maps")[:digits]) for digits in (0, 3, 4, 7)]
    ['0', 'i', 'm', 'ma']
    """
    codes = [int(key[at : at + _BITS].ljust(_BITS, "0"), 2) for at in range(0, len(key), _BITS)]
    return "".join(_CHARS.get(code, "0") for code in codes) or "0"


def month_key(day: date) -> str:
    """Return the key by which months stand in their order: the digits of a year, a quarter, and a month of it."""
    return f"{day.year:0{_YEAR}b}{(day.month - 1) // 3:02b}{(day.month - 1) % 3:02b}"


def month_start(key: str) -> str:
    """Return the year, or the year and month, with which months begin from a key on.

    >>> [month_start(month_key(date(2023, 9, 1))[:digits]) for digits in (0, 9, 12, 14, 16)]
    ['oldest', '2016', '2023', '2023-07', '2023-09']
    """
    digits = key.ljust(_YEAR + 4, "0")
    year, quarter, month = int(digits[:_YEAR], 2), int(digits[_YEAR:-2], 2), int(digits[-2:], 2)
    if len(key) <= _YEAR:
        return f"{year:04}" if key else "oldest"
    return f"{year:04}-{3 * quarter + month + 1:02}"

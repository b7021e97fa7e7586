"""Who speaks and when, as readers see it above the paragraphs of a transcript.

A source names the speaker and the time of each paragraph. A reader needs a name once a turn, parted from what is said
by a colon, and a time without leading zeros. No line comes or goes, so that what is found in a line stays there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from backissue.model import Item, Kind

BOLD = r"\*\*(?:[^*\n]|\\\*)+\*\*"
TIME = r"\d{1,3}(?::\d\d){1,2}"
_HEAD = re.compile(rf"(?P<name>{BOLD})?(?: *\((?P<time>{TIME})\))?[ \t]*")
_TIME = re.compile(rf"\A(?P<before>(?:{BOLD}:? +)?\()(?P<time>{TIME})(?=\):?(?:\s|$))")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_BEGINS_ANOTHER_BLOCK = re.compile(r"[#>|<:!`~{\[\\$*+_=-]|\d+[.)]")
"""Marks that may begin something else than text where they begin a paragraph."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a paragraph, which is its first line: its place and that of the last, its name and time."""

    first: int
    last: int
    name: str
    time: str


def seconds_of(time: str) -> int:
    """Return the seconds of a time such as 1:02:03.

    >>> seconds_of("00:01:02"), seconds_of("1:02")
    (62, 62)
    """
    total = 0
    for part in time.split(":"):
        total = 60 * total + int(part)
    return total


def clock(second: int) -> str:
    """Return the time of a second of a recording without leading zeros.

    >>> clock(2), clock(725), clock(3723)
    ('0:02', '12:05', '1:02:03')
    """
    minutes, seconds = divmod(second, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def as_said(item: Item) -> str:
    """Return the Markdown of an item as readers get it: of a transcript, with its turns."""
    return with_turns(item.body, item.people) if item.kind is Kind.TRANSCRIPT else item.body


def with_turns(body: str, people: Collection[str], marked: str = "") -> str:
    r"""Return the Markdown of a transcript with each speaker's name once a turn and times as people write them.

    A name is a bold line above a paragraph, beside its time if there is one, on a page on which such a line names one
    of the ``people``, or somebody twice. A turn ends with its section.

    Args:
        body: the Markdown.
        people: those who are known to speak.
        marked: Markdown that says the same line by line, with more marks; then that is what is changed and returned.

    >>> with_turns("**Ada** (00:00:02)\nHello.\n\n**Ada** (00:01:00)\nSo.\n\n**Ada**\nWell.\n", ["Ada"])
    '**Ada** (0:02):\nHello.\n\n(1:00)\nSo.\n\nWell.\n\n'
    """
    lines = body.split("\n")
    shown = (marked or body).split("\n")
    starts = [*_starts(lines)]
    by_place = {head.first: head for head in _heads(lines, starts, people)}
    before = ""
    for first, last in starts:
        is_marked = shown[first] != lines[first]
        if head := by_place.get(first):
            if not is_marked:
                shown[first : last + 1] = _said(lines, shown, head, is_new=head.name != before)
            before = head.name
        elif lines[first].startswith("#"):
            before = ""
        if not is_marked:
            shown[first] = _TIME.sub(
                lambda found: f"{found['before']}{clock(seconds_of(found['time']))}", shown[first], count=1
            )
    return "\n".join(shown)


def speakers(item: Item) -> list[str]:
    r"""Return who speaks in a transcript, in the order of their first turns; nobody where no names stand.

    >>> speakers(Item("x", Kind.TRANSCRIPT, "", people=("Ada",), body="**Ada**\nSo.\n\n**Bob**\nYes.\n"))
    ['Ada', 'Bob']
    """
    if item.kind is not Kind.TRANSCRIPT:
        return []
    lines = item.body.split("\n")
    return list(dict.fromkeys(_plain(head.name) for head in _heads(lines, [*_starts(lines)], item.people)))


def _heads(lines: Sequence[str], starts: Iterable[tuple[int, int]], people: Collection[str]) -> list[_Head]:
    """Return the heads of paragraphs, none where they name nobody among ``people`` and nobody twice."""
    heads = [head for first, last in starts if (head := _head(lines, first, last))]
    counts = Counter(head.name for head in heads)
    is_speech = any(number > 1 or _plain(name) in people for name, number in counts.items())
    return heads if is_speech else []


def _starts(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the first and the last line of each run of lines between blank ones, listings left out."""
    first, fence = -1, ""
    for at, line in enumerate([*lines, ""]):
        found = _FENCE.match(line) if line.lstrip(" ")[:1] in {"`", "~"} else None
        if found:
            fence = "" if fence == found[1] else fence or found[1]
        if fence or found:
            first = -1
        elif line.strip():
            first = at if first < 0 and (at == 0 or not lines[at - 1].strip()) else first
        elif first >= 0:
            yield first, at - 1
            first = -1


def _head(lines: Sequence[str], first: int, last: int) -> _Head | None:
    """Return the head of a paragraph whose first line is one, with a name."""
    found = _HEAD.fullmatch(lines[first]) if first < last else None
    name = found["name"] if found else None
    return _Head(first, last, name, found["time"] or "") if found and name and name[-3].isalnum() else None


def _said(lines: Sequence[str], shown: Sequence[str], head: _Head, *, is_new: bool) -> Sequence[str]:
    """Return the lines of a paragraph below its head, as many as before."""
    rest = shown[head.first + 1 : head.last + 1]
    if is_new:
        return [f"{head.name} ({head.time}):" if head.time else f"{head.name[:-2]}:**", *rest]
    if head.time:
        return [f"({head.time})", *rest]
    if _BEGINS_ANOTHER_BLOCK.match(lines[head.first + 1].lstrip()):
        return [f"{head.name[:-2]}:**", *rest]
    return [rest[0].lstrip(), *rest[1:], ""]


def _plain(name: str) -> str:
    return name.strip("*").replace("\\", "")

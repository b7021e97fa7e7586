"""The time of a day, as dates of feeds, mails and heads state it behind the day: RFC 3339 and RFC 5322."""

from __future__ import annotations

import re

FORM = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)")
"""A time with its distance from Greenwich, as RFC 3339 has it but for seconds that may be left out."""
_STATED = re.compile(
    r"\d[T ]\s*(?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|GMT|UTC?|[+-]\d\d:?\d\d)\b", re.IGNORECASE
)
_NOBODY_KNOWS = re.compile(r"00:00(?::00)?|.*-00:?00")


def clock_time(text: str) -> str:
    """Return the time that stands behind a day, with its distance from Greenwich; empty where none does.

    Midnight is what programs write that know the day alone, and ``-0000`` that the place is not known.

    >>> clock_time("2024-03-05T14:30:00.000+0100"), clock_time("Tue, 05 Mar 2024 14:30:05 GMT")
    ('14:30+01:00', '14:30:05Z')
    >>> clock_time("2024-03-05"), clock_time("2024-03-05T00:00:00Z"), clock_time("2024-03-05 14:30")
    ('', '', '')
    """
    found = _STATED.search(text)
    if not found or _NOBODY_KNOWS.fullmatch(found["time"]) or _NOBODY_KNOWS.fullmatch(found["zone"]):
        return ""
    digits = found["zone"].replace(":", "")
    zone = f"{digits[:3]}:{digits[3:]}" if digits[0] in "+-" and digits[1:] != "0000" else "Z"
    time = f"{found['time'].removesuffix(':00') if found['time'].count(':') > 1 else found['time']}{zone}"
    return time if FORM.fullmatch(time) else ""

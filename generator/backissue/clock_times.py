"""Times of a day, as feeds, mails and heads state them behind the day (RFC 3339, RFC 5322), and running times."""

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


_ISO = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6})(?:\.\d+)?S)?", re.ASCII)
"""How long something takes, as ISO 8601 writes it (5.5.2.2, without days)."""
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)(?:[.,]\d+)?", re.ASCII)
_SECONDS = range(300, 100_000)
"""Numbers that can only be seconds of a recording: below are minutes, above are bytes."""


def running_time(text: str) -> str:
    """Return how long a recording is as players show it; any other text as it is.

    >>> running_time("PT51M23S"), running_time("2904"), running_time("01:39:05"), running_time("00:31:05")
    ('51:23', '48:24', '1:39:05', '31:05')
    >>> running_time("35 minutes"), running_time("45"), running_time("31:05"), running_time("PT")
    ('35 minutes', '45', '31:05', 'PT')
    """
    if found := _ISO.fullmatch(text) or _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
    else:
        hours, minutes = 0, 0
        seconds = int(text) if text.isascii() and text.isdigit() and int(text) in _SECONDS else 0
    minutes, second = divmod(60 * (60 * hours + minutes) + seconds, 60)
    if not minutes and not second:
        return text
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}" if minutes >= 60 else f"{minutes}:{second:02}"

"""When a work came out, as far as an entry of BibTeX tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from backissue.model import parse_day

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_NAME = re.compile(r"[a-z]{3}")
_PART = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>0[1-9]|1[0-2]))?(?![\w-])", re.ASCII)


def day_of(fields: Mapping[str, str]) -> date | None:
    """The day that ``date``, or ``year``, ``month`` and ``day`` name together; ``None`` where it is not known.

    >>> day_of({"date": "2023-03-20/2023-03-22"}), day_of({"year": "2023", "month": "mar~20"})
    (datetime.date(2023, 3, 20), datetime.date(2023, 3, 20))
    >>> day_of({"year": "2023", "month": "3", "day": "7"}), day_of({"year": "2023", "month": "mar"})
    (datetime.date(2023, 3, 7), None)
    """
    if day := parse_day(fields.get("date", "").strip()[:10]):
        return day
    month, rest = _month(fields.get("month", "").casefold())
    number = _NUMBER.search(fields.get("day", "")) or _NUMBER.search(rest)
    return parse_day(f"{fields.get('year', '').strip()}-{month:02}-{int(number[0]):02}") if number else None


def part_of(fields: Mapping[str, str]) -> str:
    """The year, or the year and month, of an entry that tells no more; empty if it tells none.

    >>> part_of({"year": "2017"}), part_of({"year": "2017", "month": "aug"}), part_of({"date": "2017-08"})
    ('2017', '2017-08', '2017-08')
    """
    month = _month(fields.get("month", "").casefold())[0]
    year = fields.get("year", "").strip()
    text = fields.get("date", "").strip() or (f"{year}-{month:02}" if 1 <= month <= 12 else year)
    found = _PART.match(text)
    return found[0] if found else ""


def names_day(fields: Mapping[str, str]) -> bool:
    """Whether an entry tells a day, be there one or not.

    >>> names_day({"date": "2023-02-30"}), names_day({"year": "2023", "month": "2"})
    (True, False)
    """
    return bool(fields.get("day", "").strip() or re.match(r"\d{4}-\d\d-\d\d", fields.get("date", "").strip()))


def _month(text: str) -> tuple[int, str]:
    """The number of a month, 0 for none, and what else stands there."""
    name = _NAME.search(text)
    if name:
        return (_MONTHS.index(name[0]) + 1 if name[0] in _MONTHS else 0), text
    number = _NUMBER.search(text)
    return (int(number[0]), text[number.end() :]) if number else (0, "")

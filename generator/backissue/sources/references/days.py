"""When a work came out, as far as an entry of BibTeX says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from backissue.dates import day_from, month_number, parse_day

_TOKEN = re.compile(r"[a-z]{3,}|\d\d?", re.ASCII)
_DIGITS = str.maketrans("123456789", "000000000")


def day_of(fields: Mapping[str, str]) -> date | None:
    """Return the day that ``date``, or ``year``, ``month`` and ``day`` name together; ``None`` where it is not known.

    >>> day_of({"date": "2023-03-20/2023-03-22"}), day_of({"year": "2023", "month": "mar~20"})
    (datetime.date(2023, 3, 20), datetime.date(2023, 3, 20))
    >>> day_of({"year": "2023", "month": "3", "day": "7"}), day_of({"year": "2023", "month": "mar"})
    (datetime.date(2023, 3, 7), None)
    """
    if day := parse_day(fields.get("date", "").strip()[:10]):
        return day
    month, rest = _month(fields)
    number = next(filter(str.isdecimal, [*_TOKEN.findall(fields.get("day", "")), *rest]), "")
    year = fields.get("year", "").strip()
    return day_from(year, month, number) if number and len(year) == 4 else None


def part_of(fields: Mapping[str, str]) -> str:
    """Return the year, or the year and month, of an entry that says no more; empty if it says none.

    >>> part_of({"year": "2017"}), part_of({"year": "2017", "month": "aug"}), part_of({"date": "2017-08"})
    ('2017', '2017-08', '2017-08')
    """
    month, year = _month(fields)[0], fields.get("year", "").strip()
    text = fields.get("date", "").strip() or (f"{year}-{month:02}" if 1 <= month <= 12 else year)
    is_month = bool(parse_day(f"{text[:7]}-01")) and not text[7:8].isalnum()
    found = text[:7] if is_month else text[:4]
    is_apart = not (text[len(found) : len(found) + 1].isalnum() or text[len(found) :].startswith(("-", "_")))
    return found if is_apart and parse_day(f"{found[:4]}-01-01") else ""


def names_day(fields: Mapping[str, str]) -> bool:
    """Return whether an entry names a day, be there one or not.

    >>> names_day({"date": "2023-02-30"}), names_day({"year": "2023", "month": "2"})
    (True, False)
    """
    form = fields.get("date", "").strip()[:10].translate(_DIGITS)
    return bool(fields.get("day", "").strip()) or form == "0000-00-00"


def _month(fields: Mapping[str, str]) -> tuple[int, list[str]]:
    """Return the number of the month, 0 for none, and what else its field says."""
    tokens = _TOKEN.findall(fields.get("month", "").casefold())
    name = next(filter(str.isalpha, tokens), "")
    if name or not tokens:
        return month_number(name), tokens
    return int(tokens[0]), tokens[1:]

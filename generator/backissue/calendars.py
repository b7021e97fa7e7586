"""Days of other calendars as those of the common one: of Japan's eras, Thailand, Taiwan, Korea and Iran.

Only what stands in a text without doubt is changed: the name of an era, a month of that calendar, or its word for the
year. Months that are seen in the sky, as Islamic ones are, name no day that could be worked out. A year of Thailand
between figures, as in ``2569-03-05``, is one where the text around it is Thai or names the era:
:func:`backissue.dates.within`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

_ERAS: Mapping[str, int] = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "㋿": 2018,
    **dict.fromkeys(("中華民國", "中华民国", "民國", "民国"), 1911),
    **dict.fromkeys(("단기", "단군기원", "檀紀"), -2333),
}
"""The year before the first of each era (Japanese Industrial Standard X 0301; for Taiwan and Korea their own laws)."""
_LETTERS: Mapping[str, int] = {"R": 2018, "H": 1988, "S": 1925}
_BUDDHIST = 543
_THAI_MONTHS = (
    *("มกราคม|ม.ค.", "กุมภาพันธ์|ก.พ.", "มีนาคม|มี.ค.", "เมษายน|เม.ย.", "พฤษภาคม|พ.ค.", "มิถุนายน|มิ.ย."),
    *("กรกฎาคม|ก.ค.", "สิงหาคม|ส.ค.", "กันยายน|ก.ย.", "ตุลาคม|ต.ค.", "พฤศจิกายน|พ.ย.", "ธันวาคม|ธ.ค."),
)
_IRANIAN_MONTHS = (
    *("فروردین|Farvardin", "اردیبهشت|Ordibehesht", "خرداد|Khordad", "تیر|Tir", "مرداد|امرداد|Mordad"),
    *("شهریور|Shahrivar", "مهر|Mehr", "آبان|Aban", "آذر|Azar", "دی|Dey", "بهمن|Bahman", "اسفند|Esfand"),
)
_BUDDHIST_YEARS = range(2484, 2644)
"""Years that an archive is of, which began on 1 January since 1941; as common years, they lie far ahead."""
_IRANIAN_YEARS = range(1178, 1634)
"""Years for which the calendar of Iran follows a rule of 33 years (Borkowski, Earth, Moon and Planets 74, 1996)."""


def _names(months: tuple[str, ...]) -> dict[str, int]:
    return {name.casefold(): number for number, names in enumerate(months, 1) for name in names.split("|")}


_OF_THAILAND, _OF_IRAN = _names(_THAI_MONTHS), _names(_IRANIAN_MONTHS)


def _either(names: Mapping[str, int]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_KANJI = "〇零一二三四五六七八九十"
_FIGURE = rf"(?:\d{{1,4}}|元|[{_KANJI}]{{1,4}})"
_ERA = re.compile(
    rf"(?P<era>{_either(_ERAS)})\s?(?P<year>{_FIGURE})\s?[年년]"
    rf"(?:\s?(?P<month>{_FIGURE})\s?[月월](?:\s?(?P<day>{_FIGURE})\s?[日일])?)?"
)
_SPELLED = re.compile(
    rf"(?P<year>[一二][{_KANJI[:-1]}]{{3}})年(?:(?P<month>[{_KANJI}]{{1,3}})月(?:(?P<day>[{_KANJI}]{{1,3}})日)?)?"
)
_LETTERED = re.compile(r"(?P<era>[RHS])\.?\s?(?P<year>\d\d?)(?P<mark>[./-])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)")
_THAI = re.compile(
    rf"(?:วัน\S*?ที่\s?|วันที่\s?)?(?:(?P<day>\d\d?)\s?)?(?P<month>{_either(_OF_THAILAND)})\s?"
    r"(?P<mark>พ\.?\s?ศ\.?|พุทธศักราช|ค\.?\s?ศ\.?)?\s?(?P<year>\d{4})"
)
_THAI_YEAR = re.compile(
    r"(?:พ\.?\s?ศ\.?|พุทธศักราช|\bB\.?E\.)\s?(?P<year>\d{4})(?!\d)|(?<!\d)(?P<year2>\d{4})\s(?:B\.E\b\.?|BE\b|พ\.ศ\.)"
)
_SHOWS_THAILAND = re.compile(rf"[\u0e01-\u0e4e]{{3}}|{_either(_OF_THAILAND)}|{_THAI_YEAR.pattern}")
_IRANIAN = re.compile(
    rf"(?P<day>\d\d?)\s?(?P<month>{_either(_OF_IRAN)})(?:\s?ماه)?\s?,?\s?(?P<year>1[2-6]\d\d)(?!\d)", re.IGNORECASE
)


def in_common_years(text: str) -> str:
    """Return a text with its days, months and years of other calendars as ``2026-03-05``, ``2026-03`` or ``2026``.

    >>> in_common_years("令和8年3月5日"), in_common_years("平成元年"), in_common_years("民國113年5月")
    ('2026-03-05', '1989', '2024-05')
    >>> in_common_years("วันพฤหัสบดีที่ ๕ มีนาคม พ.ศ. ๒๕๖๙"), in_common_years("พ.ศ. 2569"), in_common_years("2569 B.E.")
    ('2026-03-05', '2026', '2026')
    >>> in_common_years("1 فروردین ۱۴۰۳"), in_common_years("二〇二六年三月五日"), in_common_years("5 March 2026")
    ('2024-03-20', '2026-03-05', '5 March 2026')
    """
    plain = changed = "".join(map(_figure, text))
    for form, written in _FORMS:
        changed = form.sub(partial(_apart, written), changed)
    return text if changed == plain else changed


def _apart(written: Callable[[re.Match[str]], str], found: re.Match[str]) -> str:
    """Return what is written for a day, with blanks where letters stand beside it, as scripts without blanks have."""
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{' ' * before.isalnum()}{written(found)}{' ' * behind.isalnum()}"


def read_lettered(text: str) -> str:
    """Return a day of a Japanese era by its letter as a common one, any other text as it is.

    >>> read_lettered("R8.3.5"), read_lettered("H30/1/2"), read_lettered("R8.3.5.1")
    ('2026-03-05', '2018-01-02', 'R8.3.5.1')
    """
    found = _LETTERED.fullmatch(text)
    return _written(_LETTERS[found["era"]] + int(found["year"]), found["month"], found["day"]) if found else text


def common_year(year: int) -> int:
    """Return the common year of one of the Buddhist calendar, if it can be one of our time there; else the year itself.

    >>> common_year(2569), common_year(2026), common_year(2999)
    (2026, 2026, 2999)
    """
    return year - _BUDDHIST if may_be_buddhist(year) else year


def shows_thailand(text: str) -> bool:
    """Return whether a text has a word in Thai letters, one of the months, or a year with the name of the era.

    >>> shows_thailand("ข่าว"), shows_thailand("5 มี.ค."), shows_thailand("2569 B.E."), shows_thailand("To BE in 2569")
    (True, True, True, False)
    """
    return bool(_SHOWS_THAILAND.search(text))


def may_be_buddhist(year: int) -> bool:
    """Return whether a year would be one of our time in the calendar of Thailand, and lies far ahead in the common one.

    >>> may_be_buddhist(2569), may_be_buddhist(2026), may_be_buddhist(2999)
    (True, False, False)
    """
    return year in _BUDDHIST_YEARS


def _figure(char: str) -> str:
    """Return a figure of any script as one of ours, any other character as it is."""
    if char.isascii() or not char.isdecimal():
        return char
    return str(unicodedata.decimal(char))


def _number(text: str | None) -> int:
    """Return the number that figures or Chinese numerals say, one digit each or with the word for ten; 0 if none."""
    if not text:
        return 0
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if ten:
        return 10 * (_KANJI.index(tens) - 1 if tens else 1) + (_KANJI.index(ones) - 1 if ones else 0)
    return int("".join(str(max(_KANJI.index(digit) - 1, 0)) for digit in text))


def _written(year: int, month: str | int | None, day: str | int | None) -> str:
    """Return a day, a month or a year as ISO 8601 writes it."""
    return "-".join([f"{year}", *(f"{int(part):02}" for part in (month, day) if part)])


def _of_era(found: re.Match[str]) -> str:
    year = _ERAS[found["era"]] + _number(found["year"])
    return _written(year, _number(found["month"]), _number(found["day"]))


def _spelled(found: re.Match[str]) -> str:
    return _written(_number(found["year"]), _number(found["month"]), _number(found["day"]))


def _of_thailand(found: re.Match[str]) -> str:
    is_common = (found["mark"] or "").startswith("ค")
    year = int(found["year"]) if is_common else common_year(int(found["year"]))
    return _written(year, _OF_THAILAND[found["month"].casefold()], found["day"])


def _buddhist_year(found: re.Match[str]) -> str:
    return _written(int(found["year"] or found["year2"]) - _BUDDHIST, None, None)


def _of_iran(found: re.Match[str]) -> str:
    """Return a day of the Iranian calendar, whose leap years come by a cycle of 33 years in these centuries."""
    year, month, day = int(found["year"]), _OF_IRAN[found["month"].casefold()], int(found["day"])
    if year not in _IRANIAN_YEARS or not 0 < day <= (31 if month <= 6 else 30):
        return found[0]
    between = range(1403, year) if year >= 1403 else range(year, 1403)
    leaps = sum(other % 33 in _LEAP for other in between) * (1 if year >= 1403 else -1)
    days = 365 * (year - 1403) + leaps + 30 * (month - 1) + min(month - 1, 6) + day - 1
    return (date(2024, 3, 20) + timedelta(days=days)).isoformat()


_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_ERA, _of_era),
    (_SPELLED, _spelled),
    (_THAI, _of_thailand),
    (_THAI_YEAR, _buddhist_year),
    (_IRANIAN, _of_iran),
)

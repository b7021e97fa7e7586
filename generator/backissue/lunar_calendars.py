"""Days of the Hebrew calendar, which is worked out, and of the Islamic one, which is seen, as those of the common one.

A Hebrew day is that of its daylight. An Islamic month begins where the moon is seen, so that its days differ by one
between places: one that stands beside its day of the week is a single day all the same, any other is none.
The rules are those of Dershowitz and Reingold, Calendrical Calculations (1997), chapters 6 and 7.
"""

# ruff: noqa: RUF001, RUF002 - these are their letters

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

_HEBREW_MONTHS = (
    *("תשרי|Tishri|Tishrei", "מרחשוון|מרחשון|חשוון|חשון|Marheshvan|Marcheshvan|Cheshvan|Heshvan", "כסלו|כסליו|Kislev"),
    *("טבת|Tevet|Teveth", "שבט|Shevat|Shvat", "אדר א|אדר ראשון|Adar I|Adar Rishon"),
    *("אדר ב|אדר שני|Adar II|Adar Sheni", "ניסן|Nisan|Nissan", "אייר|Iyar|Iyyar", "סיוון|סיון|Sivan"),
    *("תמוז|Tammuz|Tamuz", "מנחם אב|אב|Menachem Av|Av", "אלול|Elul"),
)
"""The months from autumn on, with the two that Adar is in a leap year."""
_ADAR = ("אדר", "adar")
_ISLAMIC_MONTHS = (
    *("محرم|المحرم|Muharram", "صفر|Safar", "ربيع الأول|ربيع الاول|Rabi al-Awwal|Rabi' al-awwal|Rabiul Awal"),
    *("ربيع الآخر|ربيع الثاني|Rabi al-Thani|Rabi' al-thani|Rabiul Akhir", "جمادى الأولى|جمادى الاولى|Jumada al-Awwal"),
    *("جمادى الآخرة|جمادى الثانية|Jumada al-Thani", "رجب|Rajab|Rejab|Recep", "شعبان|Sha'ban|Shaban|Syaban|Şaban"),
    *("رمضان|Ramadan|Ramadhan|Ramazan", "شوال|Shawwal|Syawal|Şevval"),
    *("ذو القعدة|ذي القعدة|Dhu al-Qa'dah|Dhul Qadah|Zulkaidah|Zilkade",),
    *("ذو الحجة|ذي الحجة|Dhu al-Hijjah|Dhul Hijjah|Zulhijah|Zilhicce",),
)
_WEEKDAYS = (
    *(
        "الإثنين|الاثنين|Monday|Senin|Isnin|Pazartesi",
        "الثلاثاء|Tuesday|Selasa|Salı",
        "الأربعاء|الاربعاء|Wednesday|Rabu|Çarşamba",
    ),
    *("الخميس|Thursday|Kamis|Khamis|Perşembe", "الجمعة|Friday|Jumat|Jumaat|Cuma", "السبت|Saturday|Sabtu|Cumartesi"),
    *("الأحد|الاحد|Sunday|Ahad|Minggu|Pazar",),
)
_LETTERS: Mapping[str, int] = {
    **{letter: value for value, letter in enumerate("אבגדהוזחט", 1)},
    **{letter: 10 * value for value, letter in enumerate("יכלמנסעפצ", 1)},
    **{letter: 100 * value for value, letter in enumerate("קרשת", 1)},
}
_HEBREW_EPOCH, _ISLAMIC_EPOCH = -1_373_427, 227_015
"""The days before the first of each calendar, as :meth:`datetime.date.toordinal` counts them."""
_YEARS = range(5660, 5860)
_SEEN = 1
"""Days by which a month that is seen begins before or after the one of the rule."""


def _names(months: Sequence[str]) -> dict[str, int]:
    return {name.casefold(): number for number, names in enumerate(months) for name in names.split("|")}


def _either(names: Mapping[str, int]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_OF_HEBREW, _OF_ISLAM, _OF_WEEK = _names(_HEBREW_MONTHS), _names(_ISLAMIC_MONTHS), _names(_WEEKDAYS)
_MARKS = "\"'״׳”’"
_HEBREW = re.compile(
    rf"""
    (?<![\w{_MARKS}])
    (?: (?P<day>\d\d?) (?:st|nd|rd|th)? (?:\ of)?
      | (?P<letters>(?: ט[{_MARKS}]?[וז] | [יכל](?:[{_MARKS}]?[א-ט])? | [א-ט] )[{_MARKS}]?) )
    \ [בל]? (?P<month>{_either(_OF_HEBREW)}|אדר|Adar) [{_MARKS}]? ,? \s
    (?: (?P<year>5[78]\d\d) | (?:ה[{_MARKS}])? (?P<spelled>ת[ש-ת]?[י-צק-ת]?[{_MARKS}]?[א-ת]) ) (?![\w{_MARKS}])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ISLAMIC = re.compile(
    rf"""
    (?<!\w) (?P<weekday>{_either(_OF_WEEK)}) \s? [,،]? \s? (?P<day>\d\d?) \s? (?:من\ )?
    (?P<month>{_either(_OF_ISLAM)}) \s? [,،]? \s? (?P<year>1[34]\d\d) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def in_common_days(text: str) -> str:
    """Return a text with its days of the Hebrew and the Islamic calendar as ``2024-04-23``, if each is one day.

    >>> in_common_days("15 Nisan 5784"), in_common_days("ט״ו בניסן תשפ״ד"), in_common_days("ט״ו בניסן ה׳תשפ״ד")
    ('2024-04-23', '2024-04-23', '2024-04-23')
    >>> in_common_days("الإثنين 15 رمضان 1445 هـ"), in_common_days("15 Ramadan 1445"), in_common_days("3 Adar 5784")
    ('2024-03-25 هـ', '15 Ramadan 1445', '3 Adar 5784')
    """
    return _ISLAMIC.sub(_of_islam, _HEBREW.sub(_of_hebrew, text))


def _of_hebrew(found: re.Match[str]) -> str:
    year = int(found["year"]) if found["year"] else 5000 + _value(found["spelled"])
    day = int(found["day"]) if found["day"] else _value(found["letters"])
    if year not in _YEARS:
        return found[0]
    name, lengths = found["month"].casefold(), _lengths(year)
    if name in _ADAR and len(lengths) > 12:  # one of two
        return found[0]
    month = 6 if name in _ADAR else _OF_HEBREW[name]
    if len(lengths) == 12:
        if month in {5, 6} and name not in _ADAR:
            return found[0]
        month -= month > 5
    if not 0 < day <= lengths[month]:
        return found[0]
    return date.fromordinal(_new_year(year) + sum(lengths[:month]) + day - 1).isoformat()


def _value(letters: str) -> int:
    return sum(_LETTERS.get(letter, 0) for letter in letters)


def _elapsed(year: int) -> int:
    """Return the days from the epoch to the mean new year of a Hebrew year, moved by the day of the week."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + (3 * (day + 1) % 7 < 3)


def _new_year(year: int) -> int:
    before, this, behind = map(_elapsed, (year - 1, year, year + 1))
    later = 2 if behind - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + later


def _lengths(year: int) -> list[int]:
    """Return the lengths of the months of a Hebrew year, of which a leap year has thirteen."""
    days = _new_year(year + 1) - _new_year(year)
    second, third = 29 + (days % 10 == 5), 30 - (days % 10 == 3)
    adar = [30, 29] if days > 370 else [29]
    return [30, second, third, 29, 30, *adar, 30, 29, 30, 29, 30, 29]


def _of_islam(found: re.Match[str]) -> str:
    year, month, day = int(found["year"]), _OF_ISLAM[found["month"].casefold()], int(found["day"])
    if not 0 < day <= 30:
        return found[0]
    ruled = day - 1 + 29 * month + (6 * (month + 1) - 1) // 11 + (year - 1) * 354 + (3 + 11 * year) // 30
    near = (date.fromordinal(_ISLAMIC_EPOCH + ruled + more) for more in range(-_SEEN, _SEEN + 1))
    weekday = _OF_WEEK[found["weekday"].casefold()]
    return next((seen.isoformat() for seen in near if seen.weekday() == weekday), found[0])

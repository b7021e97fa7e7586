"""The words of the site's interface in one language, and how that language writes numbers, days and spans of days.

They stand in a file of the theme a language, ``partials/languages/<code>.html``, in the form in which Material has its
own: a macro `t` that gives the word of a key. Scripts get those below ``js.`` as a file of the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from backissue import dates
from backissue.date_words import MONTHS
from backissue.model import Kind, UsageError
from backissue.settings_file import LANGUAGES

if TYPE_CHECKING:
    from babel import Locale

OF_SCRIPTS = "js."
"""What the keys of the words of scripts begin with."""

OWN = ("bi.", OF_SCRIPTS)
"""What the keys begin with of words that are not Material's."""

_TABLE = re.compile(r"(?:\{\{|=) (\{\n.*\})(?:\[key\]| %\})", re.DOTALL)
"""The words of a file, here or in Material, where they are made anew whenever one is asked for."""
_PLACE = re.compile(r"\{(\w+)\}")
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language by their keys; what is not among them is in English."""

    language: str
    known: Mapping[str, str] = field(repr=False)
    english: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **parts: str) -> str:
        """Return the words of a key, with what stands for the names in braces.

        Raises:
            KeyError: no language has the key.
        """
        text = self._find(key)
        return _PLACE.sub(lambda place: parts.get(place[1], place[0]), text) if parts else text

    def _find(self, key: str) -> str:
        return self.known.get(key) or self.english[key]

    def count(self, key: str, number: int, **parts: str) -> str:
        """Return the words of a key for a number, which stands in them, in the form that the language has for it.

        >>> [english().count("bi.count.item", number) for number in (1, 1832)]
        ['1 item', '1,832 items']
        """
        forms = (f"{key}.{_form(self.locale, number)}", f"{key}.other")
        found = next((form for form in forms if form in self.known), None) or next(
            form for form in forms if form in self.english
        )
        return self(found, **parts).replace("#", self.number(number))

    def number(self, number: int) -> str:
        """Return a number in figures."""
        return f"{number:,}".replace(",", self("bi.number.group"))

    @property
    def locale(self) -> str:
        """The language and region by whose rules days are written: those of the words, not those that are set."""
        return self("bi.locale")

    def kind(self, kind: Kind) -> str:
        """Return a kind of item as it stands with one of them: ``Paper``."""
        return self(f"js.kind.{kind.value}")

    def kinds(self, kind: Kind) -> str:
        """Return a kind of item as the name of a list of all: ``Papers``."""
        return self(f"bi.kind.{kind.value}.all")

    def day(self, day: date) -> str:
        """Return a day: ``26 March 2023``."""
        return dates.day_name(day) if self._is_english else _written(self.locale, day, "yMMMMd")

    def short_day(self, day: date) -> str:
        """Return a day with a short name of its month: ``26 Mar 2023``."""
        return f"{day.day} {self.short_month(day)}" if self._is_english else _written(self.locale, day, "yMMMd")

    def month(self, day: date) -> str:
        """Return the month of a day, with its year: ``March 2023``."""
        return dates.month_name(day) if self._is_english else _written(self.locale, day, "yMMMM")

    def short_month(self, day: date) -> str:
        """Return the month of a day with a short name, and its year: ``Mar 2023``."""
        return f"{MONTHS[day.month - 1][:3]} {day.year}" if self._is_english else _written(self.locale, day, "yMMM")

    def cited(self, day: date, *, has_day: bool) -> str:
        """Return a day, or its month, as citations have it: ``2023, March 22`` in English, after the APA."""
        if not self._is_english:
            return self.day(day) if has_day else self.month(day)
        return f"{day.year}, {MONTHS[day.month - 1]}{f' {day.day}' if has_day else ''}"

    def month_alone(self, day: date) -> str:
        """Return the month of a day: ``March``."""
        return MONTHS[day.month - 1] if self._is_english else _written(self.locale, day, "LLLL")

    def period(self, first: date, last: date, *, has_year: bool = True) -> str:
        r"""Return the days from the first to the last, those of one year perhaps without it.

        >>> english().period(date(2023, 3, 27), date(2023, 4, 2), has_year=False) == "27 March \u2013 2 April"
        True
        >>> german = Words("de", {"bi.locale": "de"}, english().english)
        >>> german.period(date(2023, 3, 20), date(2023, 3, 26)) == "20.\u201326. M\u00e4rz 2023"
        True
        """
        if not self._is_english:
            return _period(self.locale, first, last, "yMMMd" if has_year or first.year != last.year else "MMMd")
        name = dates.period_name(first, last)
        return name if has_year else name.removesuffix(f" {last.year}")

    def span(self, day: date, *, has_year: bool = True) -> str:
        """Return the seven days that end on a day: ``20-26 March 2023``, with an en dash."""
        return self.period(day - timedelta(days=6), day, has_year=has_year)

    @property
    def _is_english(self) -> bool:
        return self.locale.startswith("en")

    def of_scripts(self) -> Mapping[str, str]:
        """Return the words of scripts by their keys."""
        return {key: self.known.get(key) or text for key, text in self.english.items() if key.startswith(OF_SCRIPTS)}


def read_words(text: str, file: str = "") -> Mapping[str, str]:
    """Return the words that the ``text`` of a language's ``file`` has, by their keys.

    Raises:
        UsageError: it has not the form of Material's own.
    """
    table = _TABLE.search(text)
    begin, words = (table.start(1), table[1]) if table else (0, "")
    try:
        found: dict[str, str] = json.loads(words)
    except json.JSONDecodeError as error:
        line = text.count("\n", 0, begin + error.pos) + 1
        raise UsageError(f"{file}:{line}: {error.msg}: write it as the words around it are written") from None
    return found


@cache
def own_words() -> Mapping[str, str]:
    """Return the English words, which the package brings."""
    folders = (_PACKAGE.parent.parent, _PACKAGE)  # a checkout has them beside the package, a wheel within it
    files = (folder / "site_templates/theme" / LANGUAGES / "en.html" for folder in folders)
    return read_words(next(file for file in files if file.is_file()).read_text("utf-8"))


@cache
def english() -> Words:
    """Return the words in English."""
    return Words("en", own_words(), own_words())


# Babel knows the days and numbers of all languages. It takes longer to load than a small build, and English, in which
# most sites are, needs none of it.


@cache
def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name, sep="-")


@lru_cache(10_000)
def _written(name: str, day: date, skeleton: str) -> str:
    """Return a day by the locale's pattern for a skeleton (Unicode CLDR, "Date Format Patterns")."""
    from babel.dates import format_date, format_skeleton

    if skeleton in {"LLLL", "yMMMMd"}:
        return format_date(day, "long" if skeleton == "yMMMMd" else skeleton, _locale(name))
    return str(format_skeleton(skeleton, day, locale=_locale(name)))


@lru_cache(10_000)
def _period(name: str, first: date, last: date, skeleton: str) -> str:
    """Return days by the locale's pattern for an interval, but with whole names of months, which CLDR has none for."""
    from babel.dates import parse_pattern

    locale = _locale(name)
    differ = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale.interval_formats.get(skeleton, {}).get(differ)
    if not patterns or len(patterns) != 2:
        return f"{_written(name, first, 'yMMMMd')} \N{EN DASH} {_written(name, last, 'yMMMMd')}"
    whole = (parse_pattern(re.sub("(?<!M)MMM(?!M)", "MMMM", pattern)) for pattern in patterns)
    text = "".join(pattern.apply(day, locale) for pattern, day in zip(whole, (first, last), strict=True))
    return text.replace("\N{THIN SPACE}", " ")


def _form(name: str, number: int) -> str:
    """Return which of a language's forms stands behind a number (Unicode CLDR, "Language Plural Rules")."""
    if name.startswith("en"):
        return "one" if number == 1 else "other"
    return str(_locale(name).plural_form(number))

"""The day that a short line near the top of a text gives: a line that says when, and hardly anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from backissue.dates import is_weekday, split_day
from backissue.sources.markdown_lines import read_heading, split_point

_FOREMOST = 12
"""Lines with text in which a dateline stands."""
_LONGEST = 12
"""Words of such a line."""
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<?https?://\S+|\bwww\.\S+")
_MARKS = "*_#>`~|()[]{}.,:;!?\u00b7\u2022\u2013\u2014-/\u2009\"'"
_PARTS = re.compile(r"[\u00b7\u2022|\u2014\u2013]| - ")
_AROUND = frozenset(
    "published posted date dated issue issues no nr number vol volume edition newsletter weekly digest letter"
    " week of on by from the episode ep for sent recorded recording meeting call session day a an at am pm utc"
    " gmt cet est pst min mins minute minutes read and vom den le du il del publicado publié veröffentlicht"
    " ausgabe numéro número erschienen paru parue года г. року р."  # noqa: RUF001 - of Russian
    " 発行 発行日 公開 配信 更新日 出版 发布 发布于 발행".split()
)
"""Words that may stand beside the day of a text."""
_PLACE = re.compile(r"[^\W\d_a-z][\w.'-]+(?: [^\W\d_a-z][\w.'-]+){0,2},(?: (?:den|le|il|el|em|a|op|the))?")
"""Where a letter was written, as it stands before its day: ``Köln, den``."""
_QUIET = "*_ "
_AUTHOR = ("by ", "von ", "par ", "por ", "di ", "door ", "av ")
_EARLIEST = 1990


def find_dateline(lines: Iterable[str]) -> date | None:
    """Return the day of a line of the first ones that says it; a day in an address of a link is none.

    >>> find_dateline(["# The letter", "Issue 7, May 3rd, 2024", "It was founded on 5 May 2001 by Ada."])
    datetime.date(2024, 5, 3)
    >>> find_dateline(["```", "date: 2001-01-01", "```", "Words."])
    >>> find_dateline(["K\N{LATIN SMALL LETTER O WITH DIAERESIS}ln, den 5. Mai 2024"])
    datetime.date(2024, 5, 5)
    >>> find_dateline(["*Published May 5, 2024 by Ada Lovelace*"]), find_dateline(["Deadline: May 5, 2024"])
    (datetime.date(2024, 5, 5), None)
    >>> find_dateline(["Last updated: 2024-05-03", "[News](https://example.org/2024/05/03/)", "- 2024-05-03: Lamps"])
    """
    found = map(_read, islice(filter(str.strip, _outside_code(lines)), _FOREMOST))
    return next((day for day in found if day and day.year >= _EARLIEST), None)


def _outside_code(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that stand in no block of code, as an example of a head does."""
    fence = ""
    for line in lines:
        bare = line.strip()
        if fence:
            fence = "" if bare.startswith(fence) else fence
        elif bare.startswith(("```", "~~~")):
            fence = bare[:3]
        elif not line.startswith(("    ", "\t")):
            yield line


def _read(line: str) -> date | None:
    level, heading = read_heading(line)
    text = " ".join(_LINK.sub(lambda found: found[1] or " ", heading or line).split()).strip(_QUIET)
    parts = split_day(text) if 0 < len(text.split()) <= _LONGEST and not text.startswith((">", "|")) else None
    if not parts or (split_point(text)[0] and parts[1]):
        return None
    day, before, behind = parts
    if level == 1 and (not _words(before) or not _words(behind)):
        return day
    rest = [*_words(before), *_words(behind)]
    is_alone = all(word.lower() in _AROUND or is_weekday(word) or not word.isalpha() for word in rest)
    is_placed = not _words(behind) and bool(_PLACE.fullmatch(before.strip(_QUIET)))
    return day if is_alone or is_placed or _names_author(text, before, behind) else None


def _words(text: str) -> list[str]:
    return [word for part in text.split() if (word := part.strip(_MARKS))]


def _names_author(text: str, before: str, behind: str) -> bool:
    """Return whether a mark parts the day from a name, or "by" does, and nothing else stands there."""
    words = [*_words(before), *_words(behind)]
    rest = [word for word in words if word.lower() not in _AROUND and f"{word.lower()} " not in _AUTHOR]
    is_signed = any(part.lower().lstrip(f"{_MARKS} ").startswith(_AUTHOR) for part in (text, behind))
    is_parted = bool(_PARTS.search(text)) or is_signed
    return is_parted and len(rest) <= 3 and all(word[:1].isupper() or not word.isalpha() for word in rest)

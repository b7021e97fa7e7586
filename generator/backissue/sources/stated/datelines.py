"""The day that a short line near the top of a text gives: a line that says when, and hardly anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, dropwhile

from backissue.dates import is_weekday, split_day
from backissue.sources.markdown_lines import read_heading, split_point

_FOREMOST = 12
"""Lines with text in which a dateline stands."""
_LONGEST = 12
"""Words of such a line."""
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<?https?://\S+|\bwww\.\S+")
_MARKS = "\uff1a\u3001\u3002\uff08\uff09\u3010\u3011*_#>`~|()[]{}.,:;!?\u00b7\u2022\u2013\u2014-/\u2009\"'"
_PARTS = re.compile(r"[\u00b7\u2022|\u2014\u2013]| - ")
_AROUND = frozenset(
    "published posted date dated issue issues no nr number vol volume edition newsletter weekly digest letter"
    " week of on by from the episode ep for sent recorded recording meeting call session day a an at am pm utc"
    " gmt cet est pst min mins minute minutes read and vom den le du il del publicado publié veröffentlicht"
    " curated edited compiled collected assembled prepared"
    " ausgabe numéro número written posté pubblicato erschienen geschrieben paru parue am el em des"
    " \u0433\u043e\u0434\u0430 \u0433\u043e\u0434 \u0433 \u0440\u043e\u043a\u0443 \u0440 опубликовано выпуск"
    " 発行 発行日 公開 公開日 配信 配信日 掲載 掲載日 投稿日 作成日 日付 日期"
    " 发布 发布于 发布日期 发表 出版 發布 發表 발행 발행일 게시 게시일".split()
)
"""Words that may stand beside the day of a text."""
_BY = frozenset({"by", "von", "par", "por", "di", "door", "af", "av"})
_AT_PLACE = frozenset({"den", "le", "il", "el", "em", "a", "op"})
"""Words between a place and a day: ``Köln, den 5. März 2026``. A deadline stands before a day without them."""
_PRE = "</pre>"
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
    >>> find_dateline(["*5th of May 2024* | curated by Ada Boat"]), find_dateline(["May 5, 2024 | doors at noon"])
    (datetime.date(2024, 5, 5), None)
    >>> find_dateline(["<pre>", "date: 2001-01-01", "</pre>", "Words."])
    >>> find_dateline(["# News", "## Week of May 5, 2024", *["So."] * 20, "## Week of May 12, 2024"])
    >>> find_dateline(["Last updated: 2024-05-03", "[News](https://example.org/2024/05/03/)", "- 2024-05-03: Lamps"])
    """
    texts = list(filter(str.strip, _outside_code(lines)))
    days = [(at, _rank(line), day) for at, line in enumerate(texts) if _may_date(at, line) and (day := _read(line))]
    of_parts = {
        day for _, rank, day in days if rank > 1 and len({other for _, level, other in days if level == rank}) > 1
    }
    known = (day for at, _, day in days if at < _FOREMOST and day.year >= _EARLIEST)
    return next((day for day in known if day not in of_parts), None)


def _may_date(at: int, line: str) -> bool:
    return at < _FOREMOST or line.startswith("##")


def _rank(line: str) -> int:
    """Return the level of a heading, and 0 for another line.

    Where several of one rank name days, they are those of parts, and none is that of all.
    """
    return read_heading(line)[0]


def _outside_code(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that stand in no block of code, as an example of a head does."""
    fence = ""
    for line in lines:
        bare = line.strip()
        if fence:
            ends = _PRE in bare.lower() if fence == _PRE else bare.startswith(fence)
            fence = "" if ends else fence
        elif bare.lower().startswith(("<pre>", "<pre ")):
            fence = "" if _PRE in bare.lower() else _PRE
        elif bare.startswith(("```", "~~~")):
            fence = bare[:3]
        elif not line.startswith(("    ", "\t")):
            yield line


def _read(line: str) -> date | None:
    level, heading = read_heading(line.replace("\\.", "."))
    line = line.replace("\\.", ".")  # as Markdown has a day that begins a paragraph: `20\\. März 2023`
    text = " ".join(_LINK.sub(lambda found: found[1] or " ", heading or line).split())
    text = text.strip("_") if text[:1] == text[-1:] == "_" else text
    first = text.partition(" | ")[0].strip("_* ")
    text = first if "](" in line and split_day(first) and not split_point(first)[0] else text
    parts = split_day(text) if 0 < len(text.split()) <= _LONGEST and not text.startswith((">", "|")) else None
    if not parts or (split_point(text)[0] and parts[1]):
        return None
    day, before, behind = parts
    if level == 1 and (not _words(before) or not _words(behind)):
        return day
    rest = [*_words(before), *_words(behind)]
    is_alone = all(word.lower() in _AROUND or is_weekday(word) or not word.isalpha() for word in rest)
    return day if is_alone or _names_author(text, before, behind) or _names_place(before, behind) else None


def _words(text: str) -> list[str]:
    return [word for part in text.split() if (word := part.strip(_MARKS))]


def _names_author(text: str, before: str, behind: str) -> bool:
    """Return whether a mark parts the day from a name, or "by" stands before it, and nothing else stands there."""
    sides = _words(before), _words(behind)
    rest = [word for word in chain(*sides) if word.lower() not in _AROUND]
    if not any(_BY.intersection(map(str.lower, side)) for side in sides):
        return bool(_PARTS.search(text)) and len(rest) <= 3 and all(map(_begins_name, rest))
    names = [list(dropwhile(lambda word: word.lower() not in _BY, side)) for side in sides]
    others = [word for side, name in zip(sides, names, strict=True) for word in side[: len(side) - len(name)]]
    are_names = all(_begins_name(word) or word.lower() in _BY | _AROUND for word in chain(*names))
    return len(rest) <= 6 and are_names and all(word.lower() in _AROUND for word in others)


def _begins_name(word: str) -> bool:
    return word[:1].isupper() or not word.isalpha()


def _names_place(before: str, behind: str) -> bool:
    """Return whether a day stands behind a place and one of the words between the two, and ends the line."""
    place, _, rest = before.strip(f"{_MARKS} ").partition(",")
    words = _words(place)
    is_dated = rest.strip().lower() in _AT_PLACE and not _words(behind)
    return is_dated and 0 < len(words) <= 3 and all(word[:1].isupper() for word in words)

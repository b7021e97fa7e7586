"""Who a text is by or with, and when it is from, as lines near its top say behind a label: ``**Guest:** Ada Boat``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from backissue.dates import find_day
from backissue.sources.heads.head_keys import KEYS, meant
from backissue.sources.heads.head_lines import read_key, single_colon
from backissue.sources.markdown_lines import is_rule, read_heading, split_point
from backissue.sources.stated.people import is_full_name, plain_name, split_names, without_places

_FOREMOST = 30
"""Lines with text in which such a line stands."""
_LONGEST = 300
"""Characters of such a line."""
_OF_CHANNELS = frozenset({"channel", "uploader", "people", "by"})
"""Keys of heads that as labels stand before other things than names of people."""
_PEOPLE = (
    frozenset((*KEYS["speakers"], *KEYS["authors"]))
    | frozenset("panel panellist panellists guestspeaker guestspeakers specialguest specialguests featuring".split())
) - _OF_CHANNELS
_DAYS = frozenset(KEYS["day"])
_ABOUT = frozenset(
    "info information metadata details data facts credits video episode talk podcast show of the".split()
)
"""Words of headings above facts of all of a text."""
_POSTS = frozenset(
    "ceo cto cfo coo founder cofounder co-founder engineer professor director manager head lead chief president vp"
    " architect developer researcher scientist editor author host analyst consultant officer designer principal"
    " evangelist advocate maintainer lecturer".split()
)
"""Words of what people do, which a comma parts from them as it parts names."""
_PICTURE = re.compile(r"!\[|<(?:br|img|div|p|a|iframe)\b|\[!", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What lines with labels say of a text: its people and its day, as far as they are known."""

    people: tuple[str, ...] = ()
    day: date | None = None


def find_labelled(lines: Sequence[str]) -> Labelled:
    """Return what the lines with labels say that stand above the parts of a text.

    Below words of the text, a label is in bold and says who. What comes twice is said of parts.

    >>> found = find_labelled(["# Tides", "- **Guest:** Ada Boat, author of *Moles*", "- **Published:** 2024-06-06"])
    >>> found.people, str(found.day)
    (('Ada Boat',), '2024-06-06')
    >>> find_labelled(["We read a book.", "Author: Ada Boat"]), find_labelled(["## Book", "**Author:** Ada Boat"])
    (Labelled(people=(), day=None), Labelled(people=(), day=None))
    """
    facts = [*_above_parts(lines)]
    keys = [key for line in lines for key, _ in _facts(line)] if facts else []
    once = [(key, value) for key, value in facts if keys.count(key) == 1]
    people = [name for key, value in once if key in _PEOPLE for name in _names(value)]
    days = (_day(value) for key, value in once if key in _DAYS)
    return Labelled(tuple(dict.fromkeys(people)), next(filter(None, days), None))


def _above_parts(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the keys that labels mean, with what stands behind them, above the first part of a text."""
    filled = [line for line in takewhile(_is_no_code, lines) if line.strip()][:_FOREMOST]
    is_top = True
    for line in filled:
        level, words = read_heading(line)
        if level > 1 and not _ABOUT.issuperset(words.casefold().split()):
            return
        facts = [*_facts(line)]
        is_bold = line.lstrip("->+ ").startswith("**")
        yield from facts if is_top else ((key, said) for key, said in facts if is_bold and key not in _DAYS)
        is_top = is_top and bool(facts or level or is_rule(line) or _PICTURE.match(line.lstrip("> ")))


def _is_no_code(line: str) -> bool:
    return not line.lstrip().startswith(("```", "~~~"))


def _facts(line: str) -> list[tuple[str, str]]:
    """Return the facts of a line with labels, of which a bar may part several.

    >>> _facts("> **Published:** 2024-06-06 | **Author:** Ada Boat"), _facts("- Ada | Ben")
    ([('published', '2024-06-06'), ('author', 'Ada Boat')], [])
    """
    text = line.strip().lstrip("> ")
    text = (split_point(text)[1] if text[:1] in {*"-*+"} else text).rstrip("\\ ")
    if not text or len(text) > _LONGEST:
        return []
    parts = [single_colon(part.strip()) for part in text.split(" | ")]
    keys = [meant(read_key(part)) for part in parts]
    if not all(keys):
        return []
    return [(key, part.partition(":")[2].lstrip(": ").strip()) for key, part in zip(keys, parts, strict=True)]


def _names(value: str) -> list[str]:
    """Return the people of a value that begins with one; what they do and where is left out.

    >>> _names("Ada Boat, Chief Engineer & Author at Boats"), _names("Ada Boat is back"), _names("[Ada Boat](ada.md)")
    (['Ada Boat'], [], ['Ada Boat'])
    """
    names = [plain_name(name) for name in without_places(split_names(value))]
    if not names or not is_full_name(names[0]):
        return []
    rest = (name for name in names[1:] if _POSTS.isdisjoint(word.casefold() for word in name.split()))
    return [names[0], *filter(is_full_name, rest)]


def _day(value: str) -> date | None:
    text = value.strip("[]* ")
    return find_day(text) if len(text) <= 40 else None

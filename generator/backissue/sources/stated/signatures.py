"""Who signed a letter: a name below the words with which letters end, or behind a dash, as its last line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from backissue.sources.markdown_lines import split_point
from backissue.sources.stated.people import is_first_name, is_full_name, plain_name

_CLOSINGS = frozenset(
    "best|best wishes|all the best|best regards|kind regards|warm regards|warmly|regards|cheers|yours|yours truly|love"
    "|yours sincerely|sincerely|sincerely yours|until next time|until next week|until then|see you next week|with love"
    "|see you soon|talk soon|take care|thanks for reading|thank you for reading|happy reading|have a good week"
    "|herzlich|herzliche grüße|viele grüße|liebe grüße|beste grüße|mit freundlichen grüßen|bis bald|bis nächste woche"
    "|cordialement|bien à vous|amicalement|à bientôt|bonne lecture|à la semaine prochaine|saludos|un saludo|un abrazo"
    "|hasta pronto|hasta la próxima|abraços|até breve|até a próxima|cordiali saluti|a presto|groeten|tot volgende week"
    "|met vriendelijke groet|hälsningar|med vänliga hälsningar|hilsen|med venlig hilsen".split("|")
)
"""The words with which letters end, in the commoner languages."""
_TILLS = ("see you ", "until ", "till ", "talk to you ", "bis nächst", "bis zum nächst", "hasta el ", "à la prochaine")
"""The words with which an ending begins that says until when."""
_MOST_WORDS = 4
_RULE = "--"
"""What mail programs set above a signature (RFC 3676, section 4.3)."""
_BELOW = 3
"""Lines that a signature may have below its name: what somebody does, where to write."""
_DASHES = ("\u2014", "\u2013")
"""What stands before the name of who signs, alone or above it."""
_QUOTED = (">", '"', "\u201c", "\u00ab", "*", "_")
"""What the line above begins with where the name is that of whom it quotes."""
_POSTSCRIPT = re.compile(r"[*_]*P(?:\. ?S\b|S[.:])")
_TARGET = re.compile(r"\[[^\]]+\]:\s")
"""Where a link of the text leads to, which stands below all."""


def find_signature(lines: Sequence[str]) -> tuple[str, ...]:
    """Return who signed a letter: below the words with which letters end, or behind a dash on its last line.

    A full name behind a dash alone may be that of somebody who is quoted.

    >>> find_signature(["So it is.", "", "Until next time,", "", "Ada Boat"]), find_signature(["Cheers,", "Ada"])
    (('Ada Boat',), ('Ada',))
    >>> find_signature(["> A hill that remembers.", "Ada Boat"]), find_signature(["Yours, Ada Boat", "# More"])
    ((), ())
    >>> find_signature(["So it is.", "\u2014 Ada", "P.S. Write."]), find_signature(["> So it is.", "\u2014 Ada"])
    (('Ada',), ())
    >>> find_signature(["Thanks for reading!", "\u2014", "**Ada B.**"]), find_signature(["Cheers,", "the Harbour Team"])
    (('Ada B.',), ())
    """
    letter = [*_letter(lines)]
    filled = [line.rstrip("\\").strip(" *_") for line in letter]
    for at in range(len(filled) - 1, max(len(filled) - 2 - _BELOW, -1), -1):
        words, _, rest = filled[at].partition(",")
        if is_closing(words) and not split_point(filled[at])[0]:
            name = rest.strip() or next(iter(filled[at + 1 : at + 2]), "")
            return _signed(name, filled[at + (1 if rest.strip() else 2) :])
    is_said = len(letter) > 1 and letter[-1].startswith(_DASHES) and not letter[-2].startswith(_QUOTED)
    people = _signed(filled[-1], ()) if is_said else ()
    return people if " " not in _INITIAL.sub("", "".join(people)) else ()


def _letter(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a letter that say something, without what is written behind its end."""
    for line in filter(None, map(str.strip, lines)):
        if _POSTSCRIPT.match(line):
            return
        if line not in _DASHES and not _TARGET.match(line):
            yield line


def _signed(name: str, below: Sequence[str]) -> tuple[str, ...]:
    """Return the name below which there are hardly any lines, if it is that of one person."""
    plain = plain_name(_MARKS.sub("", name))
    plain = plain if _INITIAL.search(plain) else plain.rstrip(".")
    is_end = len(below) <= _BELOW and all(len(line) <= 80 and not line.startswith("#") for line in below)
    return (plain,) if is_end and (is_full_name(plain) or is_first_name(plain)) else ()


_MARKS = re.compile(r"^\W+")
_INITIAL = re.compile(r" \w\.$")


def is_closing(words: str) -> bool:
    """Return whether these are words with which a letter ends.

    >>> is_closing("Until next time"), is_closing("-- "), is_closing("Thanks to all who wrote")
    (True, True, False)
    >>> is_closing("See you next Thursday"), is_closing("Until the tide comes in again")
    (True, False)
    """
    plain = words.strip().casefold().rstrip("!.:").strip()
    is_till = plain.startswith(_TILLS) and len(plain.split()) <= _MOST_WORDS
    return plain in _CLOSINGS or is_till or words.strip() == _RULE

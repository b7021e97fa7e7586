"""Who signed a letter: a full name below the words with which letters end, as its last line."""

from __future__ import annotations

from collections.abc import Sequence

from backissue.sources.markdown_lines import split_point
from backissue.sources.stated.people import is_full_name, plain_name

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
_RULE = "--"
"""What mail programs set above a signature (RFC 3676, section 4.3)."""
_BELOW = 3
"""Lines that a signature may have below its name: what somebody does, where to write."""


def find_signature(lines: Sequence[str]) -> tuple[str, ...]:
    """Return who signed a letter by a full name; nobody where a first name alone stands there, which could be anybody.

    >>> find_signature(["So it is.", "", "Until next time,", "", "Ada Boat"]), find_signature(["Cheers,", "Ada"])
    (('Ada Boat',), ())
    >>> find_signature(["> A hill that remembers.", "Ada Boat"]), find_signature(["Yours, Ada Boat", "# More"])
    ((), ())
    """
    filled = [line.strip().rstrip("\\").strip(" *_") for line in lines if line.strip()]
    for at in range(len(filled) - 1, max(len(filled) - 2 - _BELOW, -1), -1):
        words, _, rest = filled[at].partition(",")
        if not is_closing(words) or split_point(filled[at])[0]:
            continue
        name = rest.strip() or next(iter(filled[at + 1 : at + 2]), "")
        below = filled[at + (1 if rest.strip() else 2) :]
        is_end = len(below) <= _BELOW and all(len(line) <= 80 and not line.startswith("#") for line in below)
        plain = plain_name(name.strip("\u2013\u2014. "))
        return (plain,) if is_end and is_full_name(plain) else ()
    return ()


def is_closing(words: str) -> bool:
    """Return whether these are words with which a letter ends.

    >>> is_closing("Until next time"), is_closing("-- "), is_closing("Thanks to all who wrote")
    (True, True, False)
    """
    plain = words.strip().casefold().rstrip("!.:").strip()
    return plain in _CLOSINGS or words.strip() == _RULE

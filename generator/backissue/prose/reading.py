"""How long a text takes to read."""

from __future__ import annotations

import re

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction by adults: M. Brysbaert, "How many words do we read per minute? A review and
meta-analysis of reading rate", Journal of Memory and Language 109 (2019), doi:10.1016/j.jml.2019.104047."""

LONG = 3
"""Minutes from which on it is worth saying."""

_WORD = re.compile(r"\w+(?:['\u2019.-]\w+)*")


def reading_time(body: str) -> str:
    """``12 min read`` for a text of many words, empty for one that is short.

    >>> reading_time("word " * 2380), reading_time("word " * 238)
    ('10 min read', '')
    """
    minutes = round(len(_WORD.findall(body)) / WORDS_A_MINUTE)
    return f"{minutes} min read" if minutes >= LONG else ""

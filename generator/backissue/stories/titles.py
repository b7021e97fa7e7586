"""The sections of a transcript: where its stories begin, each with its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from backissue.stories.cut import beginnings, farewell
from backissue.stories.headings import headings
from backissue.stories.phrases import told
from backissue.stories.unit import Unit

FEWEST = 3
APART = 1000
"""Stories, and words for each at most: with fewer, a text is one conversation in which something was mentioned."""

LONG = 120
"""Words of a farewell that is a section of its own; a shorter one ends the last story."""


def titles(units: Sequence[Unit]) -> Mapping[int, str]:
    """The headings of the stories in plain text, by the position of the unit that each begins with.

    What is said before the first story has none, and nothing has where there are few stories or the text is short.
    """
    begins = beginnings(units)
    last = farewell([told(unit.text) for unit in units])
    if sum(len(unit.text.split()) for unit in units[last:]) < LONG:
        begins = [at for at in begins if at != last]
    if len(begins) <= FEWEST or APART * len(begins) < sum(len(unit.text.split()) for unit in units):
        return {}
    stories = [[unit.text for unit in units[at:end]] for at, end in pairwise([*begins, len(units)])]
    return dict(zip(begins[1:], headings(stories)[1:], strict=True))

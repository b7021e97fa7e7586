"""A heading for each story, in its own words: what its first sentences tell, without what only leads to it.

Candidates are clauses of the first sentences, cut before words that begin another clause or phrase; the one wins whose
words the story says most often and the other stories least (the weight of Salton and Buckley 1988, term frequency and
inverse document frequency, with stories as documents), early ones before late ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backissue.stories.clauses import clauses
from backissue.stories.cohesion import terms

_LOOK = 6
"""Units of a story among which its heading is looked for."""

_LATER = 0.6
"""What each unit further back is worth of the one before it."""

_OFTEN = 6
_TERMS = 3
"""Terms of a candidate that count, and how often each does at most: a longer candidate is not a better one."""


def headings(stories: Sequence[Sequence[str]]) -> list[str]:
    """A heading for each story, given as its units' texts: at most 60 characters, plain text, no two alike."""
    counts = [Counter(term for text in story for term in terms(text)) for story in stories]
    spread = Counter(term for count in counts for term in count)
    rarity = {term: math.log((1 + len(stories)) / often) for term, often in spread.items()}
    taken: set[str] = set()
    found = []
    for story, count in zip(stories, counts, strict=True):
        options = _options(story, count, rarity)
        found.append(_unique(options, taken))
        taken.add(found[-1].casefold())
    return found


def _options(story: Sequence[str], count: Mapping[str, int], rarity: Mapping[str, float]) -> Iterable[str]:
    """The candidates of a story, best first."""
    weighed = list(_weighed(story, count, rarity))
    return [text for _, text in sorted(weighed, key=lambda option: -option[0])]


def _weighed(
    story: Sequence[str], count: Mapping[str, int], rarity: Mapping[str, float]
) -> Iterator[tuple[float, str]]:
    for at, text in enumerate(story[:_LOOK]):
        for worth, clause in clauses(text):
            weights = sorted((min(count[term], _OFTEN) * rarity[term] for term in set(terms(clause))), reverse=True)
            yield worth * _LATER**at * math.sqrt(sum(weights[:_TERMS])), clause


def _unique(options: Iterable[str], taken: set[str]) -> str:
    """The first option that no other story has; else the first one, numbered."""
    options = list(options) or ["Story"]
    free = (option for option in options if option.casefold() not in taken)
    numbered = (f"{options[0]} ({number})" for number in range(2, len(taken) + 3))
    return next(free, "") or next(text for text in numbered if text.casefold() not in taken)

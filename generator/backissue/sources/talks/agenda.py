"""Which item of an agenda each slide belongs to, told by the words they share and by their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_]+")


def assign(agenda: Sequence[str], blocks: Sequence[str]) -> list[int]:
    """Return the agenda item of each block, as an index into ``agenda``; the indices never fall.

    First the blocks that share words with an item are set, so that the most words agree; then each run of blocks
    between two items is divided where its words agree most with the blocks on either side.

    >>> assign(["Cats", "Old dogs"], ["All about cats", "They purr", "Barking", "Dogs", "On barking dogs"])
    [0, 0, 1, 1, 1]
    """
    if not agenda:
        return [0] * len(blocks)
    words = [_words(block) for block in blocks]
    scores = _scores([_words(title) for title in agenda], words)
    path = _best_path(scores)
    anchors = [(block, item) for block, item in enumerate(path) if scores[block][item]]
    return _divided(words, anchors) if anchors else [0] * len(blocks)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if len(word) > 1}


def _scores(titles: Sequence[set[str]], blocks: Iterable[set[str]]) -> list[list[int]]:
    """Return the number of words that each block shares with each title and with no other title."""
    shared = Counter(word for title in titles for word in title)
    own = [{word for word in title if shared[word] == 1} for title in titles]
    return [[len(title & block) for title in own] for block in blocks]


def _best_path(scores: Sequence[Sequence[int]]) -> list[int]:
    """Return the rising choice of one index a row whose scores sum to the most, by dynamic programming."""
    best: list[int] = [0] * len(scores[0]) if scores else []
    steps: list[list[int]] = []
    for row in scores:
        step, top = [], 0
        for item in range(len(row)):
            top = item if best[item] > best[top] else top
            step.append(top)
        best = [best[before] + score for before, score in zip(step, row, strict=True)]
        steps.append(step)
    path = []
    item = best.index(max(best)) if best else 0
    for step in reversed(steps):
        path.append(item)
        item = step[item]
    return path[::-1]


def _divided(words: Sequence[set[str]], anchors: Sequence[tuple[int, int]]) -> list[int]:
    """Return the item of every block, given the blocks whose item is sure."""
    places = [anchors[0][1]] * len(words)
    for (first, item), (last, following) in zip(anchors, [*anchors[1:], (len(words), anchors[-1][1])], strict=True):
        cut = _cut(words, first, last) if following != item else last
        places[first:cut] = [item] * (cut - first)
        places[cut:last] = [following] * (last - cut)
    return places


def _cut(words: Sequence[set[str]], first: int, last: int) -> int:
    """Return where the blocks between two anchors part, so that each side agrees most with its neighbours."""
    reach = max(8, 2 * (last - first))
    before = Counter(word for block in words[max(0, first - reach) : first + 1] for word in block)
    after = Counter(word for block in words[last : last + reach] for word in block)
    best, at, gain = 0, first + 1, 0
    for block in range(first + 1, last):
        gain += sum((word in before) - (word in after) for word in words[block])
        if gain >= best:
            best, at = gain, block + 1
    return at

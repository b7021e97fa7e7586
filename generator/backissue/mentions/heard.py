"""What was said in one piece of a text: its words, and where each of them stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from backissue.mentions.spoken_tokens import skeleton


class Heard:
    """The words that were said, with the positions of each by its key: alone, joined to the word before, by its sound.

    A word that is joined to the one before it stands where the second of them does.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        singles: defaultdict[str, list[int]] = defaultdict(list)
        joined: defaultdict[str, list[int]] = defaultdict(list)
        before = ""
        for at, word in enumerate(words):
            singles[word].append(at)
            if before:
                joined[before + word].append(at)
            before = word
        self.sounds = _sounds(singles)
        self.places: dict[str, list[int]] = singles
        for key, positions in joined.items():
            self.places[key] = sorted({*singles[key], *positions}) if key in singles else positions


def _sounds(singles: Mapping[str, Sequence[int]]) -> Mapping[str, Sequence[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for word, positions in singles.items():
        found[skeleton(word)] += positions
    for positions in found.values():
        positions.sort()
    return found

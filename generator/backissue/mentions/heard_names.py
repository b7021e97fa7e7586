"""Names in whatever pieces they were heard: ``deep seek r one`` is ``DeepSeek-R1``."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from backissue.mentions.names import LONGEST

PIECES = 2 * LONGEST
"""Words in which a name may be heard."""
DIGITS = dict(zip("one two three four five six seven eight nine ten".split(), map(str, range(1, 11)), strict=True))
"""Numbers in words, as they are said in names."""


def in_pieces(words: Sequence[str], start: int, begun: Container[str]) -> Iterator[tuple[str, int]]:
    """Yield what is read from a place on, words put together, and the place behind it, while any name begins so.

    >>> [*in_pieces("deep seek r one more".split(), 0, {"deep", "deepseek", "deepseekr", "deepseekr1"})]
    [('deep', 1), ('deepseek', 2), ('deepseekr', 3), ('deepseekr1', 4)]
    """
    read = ""
    for at in range(start, min(start + PIECES, len(words))):
        word = words[at]
        read += DIGITS.get(word, word) if at > start and read + word not in begun else word
        if read not in begun:
            return
        yield read, at + 1

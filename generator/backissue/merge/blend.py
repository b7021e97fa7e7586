"""One text of two that say partly the same: where a paragraph or a point of a list of one is in the other's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from backissue.sources.markdown_lines import split_point

_FEWEST = 4
"""Words from which on two texts that have them in common are about the same, and not only alike by chance."""
_CLOSED = ("```", "~~~", "    ", "\t", "!!!", "???", "|", "<", "===")
"""How lines of blocks begin that are no paragraphs: what stands within them cannot be moved."""


def blend(text: str, other: str) -> str:
    r"""Return a text with what another one says more, where the two have a paragraph or more in common.

    Of two paragraphs of which one holds the other's words, the fuller one stays. Texts that have nothing in common are
    two opinions, of which the first stays.

    >>> blend("It rains a lot here.", "It rains a lot here. And often."), blend("It rains.", "The wind blows.")
    ('It rains a lot here. And often.', 'It rains.')
    >>> blend("The same five words here.\n\nOne.\n", "The same five words here.\n\nTwo.\n")
    'The same five words here.\n\nOne.\n\nTwo.\n'
    """
    if holds(text, other):
        return text
    if holds(other, text):
        return other
    if any(line.startswith(_CLOSED) for line in (text + "\n" + other).split("\n")):
        return text
    blocks = _joined(_blocks(text), _blocks(other))
    return "\n\n".join(blocks) + "\n" if blocks else text


def holds(whole: str, part: str) -> bool:
    """Return whether a text has all the words of another one, in their order and nothing between them.

    >>> holds("It **rains** a lot.", "rains, a lot..."), holds("It rains", "It rain")
    (True, False)
    """
    return _words(part) in _words(whole)


def _words(text: str) -> str:
    """Return the words of a text, with blanks around each."""
    bare = "".join(char if char.isalnum() else " " for char in text.casefold())
    return f" {' '.join(bare.split())} "


def _blocks(text: str) -> list[str]:
    return [block for block in text.strip("\n").split("\n\n") if block.strip()]


def _joined(blocks: Sequence[str], others: Sequence[str], fewest: int = _FEWEST) -> list[str]:
    """Return the blocks of two texts in one order, empty where they have nothing in common.

    What only the others have stands before the next block that both have.
    """
    kept, words = [*blocks], [*map(_words, blocks)]
    waiting: list[str] = []
    is_alike = False
    for block in others:
        said, fuller = _words(block), block
        place = _place(said, words, fewest)
        is_alike = is_alike or (place is not None and said.count(" ") > fewest)
        if place is None and (place := _list_like(block, kept)) is not None:
            fuller, is_alike = "\n".join(_joined(_points(kept[place]), _points(block), 1)), True
        if place is None:
            waiting.append(block)
            continue
        if len(_words(fuller)) > len(words[place]):
            kept[place], words[place] = fuller, _words(fuller)
        kept[place:place], words[place:place] = waiting, map(_words, waiting)
        waiting = []
    return [*kept, *waiting] if is_alike else []


def _place(said: str, words: Sequence[str], fewest: int) -> int | None:
    """Return the block that has the words of another and no more, else has them all, else has some of them and no more.

    Of several, it is the first. What has few words is the same only as a whole.
    """
    if said in words:
        return words.index(said)
    if not said.count(" ") > fewest > 1:
        return None
    holding = (at for at, known in enumerate(words) if said in known)
    held = (at for at, known in enumerate(words) if known.count(" ") > fewest and known in said)
    return next(chain(holding, held), None)


def _list_like(block: str, blocks: Sequence[str]) -> int | None:
    """Return the first list that has a point in common with a block, which is one too."""
    points = {_words(point) for point in _points(block)}
    known = ((at, _points(other)) for at, other in enumerate(blocks))
    return next((at for at, others in known if not points.isdisjoint(map(_words, others))), None)


def _points(block: str) -> list[str]:
    """Return the points of a list, each with what stands below it; none of what is no list."""
    points: list[str] = []
    for line in block.split("\n"):
        if split_point(line)[0]:
            points.append(line)
        elif not points:
            return []
        else:
            points[-1] += f"\n{line}"
    return points

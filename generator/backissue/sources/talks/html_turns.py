"""Transcripts in HTML as the podcast namespace has them: who speaks in ``<cite>``, when in ``<time>``, and paragraphs.

https://github.com/Podcastindex-org/podcast-namespace, transcripts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.talks.cues import Cue, parse_time, split_at_turns
from backissue.sources.talks.talk import Findings

_FEWEST = 2


def _has_turns(glance: Glance) -> bool:
    """Return whether there are names in ``<cite>`` and recording times in ``<time>``, two at least."""
    text = "\n".join(glance.lines)
    if "<cite" not in text or "<time" not in text:
        return False
    tree = LexborHTMLParser(text)
    times = [node for node in tree.css("time") if parse_time(node.text()) is not None]
    return len(times) >= _FEWEST and 2 * len(tree.css("cite")) >= len(times) and bool(tree.css("p"))


class HtmlTurnsReader:
    """One item of all the paragraphs, each said by the last who was named above it."""

    name = "htmlturns"
    signs = (Sign(Strength.CERTAIN, "names in `<cite>` beside `<time>`", _has_turns, frozenset({Shape.TAGS})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item."""
        found = Findings(source)
        text = "\n".join(source.lines)
        ends = [at for at, letter in enumerate(text) if letter == "\n"]
        speaker, time, reached = "", None, 0
        for node in LexborHTMLParser(text).css("cite, time, p"):
            said = " ".join(node.text(deep=True, separator=" ").split())
            if node.tag == "cite":
                speaker = said.rstrip(" :")
            elif node.tag == "time":
                time = parse_time(said)
            elif said:
                reached = max(reached, text.find(said.split(maxsplit=1)[0], reached))
                line = bisect_left(ends, reached) + 1
                found.cues += split_at_turns(Cue(time, None, speaker, said, line, line))
                time = None
        return found.pieces(rest=Fate.ITEM)

"""What was written beside a meeting, as Zoom saves it: who wrote what to whom, and when.

A message to one person is no part of what everybody read, and stays in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.talks.cues import Cue
from backissue.sources.talks.talk import Findings

_MESSAGE = re.compile(
    r"""
    \s*(?P<time>\d{1,2}:\d\d(?::\d\d)?) \s+
    (?: From \s+ (?P<from>[^:\t]{1,80}?) (?: \s+ to \s+ (?P<to>[^:]{1,120}?) )? \s* : [ \t]*
      | (?P<name>[^:\t]{1,80}) : \t )
    (?P<text>.*)
    """,
    re.VERBOSE,
)
_EVERYBODY = (
    *("everyone", "everybody", "all ", "all\t", "alle", "jeden", "tout le monde", "tous", "todos", "tutti"),
    *("iedereen", "所有", "全員", "모두"),
)
"""How the name of those begins to whom a message goes that everybody may read."""
_FEWEST = 2


class Message(NamedTuple):
    """A message: who wrote it, whether to everybody, and its first line."""

    name: str
    is_open: bool
    text: str


def read_message(line: str) -> Message | None:
    r"""Return the message that begins on a line; ``None`` where none does.

    >>> read_message("16:03:22 From  Ada Boat  to  Everyone:")
    Message(name='Ada Boat', is_open=True, text='')
    >>> read_message("16:04:02 From Ben Ode to Ada Boat(Direct Message) : Do not share").is_open
    False
    >>> read_message("00:12:01\tAda Boat:\tHello"), read_message("16:03 From the quay it looks small.")
    (Message(name='Ada Boat', is_open=True, text='Hello'), None)
    """
    found = _MESSAGE.fullmatch(line.rstrip())
    if not found:
        return None
    to = (found["to"] or "").strip().casefold()
    is_open = not to or (f"{to} ".startswith(_EVERYBODY) and "(" not in to)
    return Message(" ".join((found["from"] or found["name"]).split()), is_open, found["text"].strip())


def _is_from(line: str) -> bool:
    found = _MESSAGE.fullmatch(line.rstrip())
    return bool(found and found["from"])


def _is_tabbed(line: str) -> bool:
    found = _MESSAGE.fullmatch(line.rstrip())
    return bool(found and found["name"])


def _is_chat(glance: Glance) -> bool:
    begins = bool(_MESSAGE.fullmatch(glance.first)) or _is_from(glance.first)
    return begins and (glance.count(_is_from) >= _FEWEST or glance.count(_is_tabbed) > _FEWEST)


class ChatReader:
    """Messages of a meeting's chat, one paragraph each; those that went to one person are left out."""

    name = "chat"
    signs = (Sign(Strength.CERTAIN, "messages with who wrote them to whom, and when", _is_chat, NO_ROWS),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind transcript."""
        found = Findings(source)
        message = Message("", is_open=True, text="")
        private: list[int] = []
        for number, line in source.filled_lines():
            begun = read_message(source.lines[number - 1])
            message = begun or message._replace(text=line)
            if begun and not begun.is_open:
                private.append(number)
            if not message.is_open or not message.text:
                found.fates[number] = Fate.BOILERPLATE
            else:
                speaker = message.name
                found.cues.append(Cue(None, None, speaker, message.text, number, number, turn=begun is not None))
        if private:
            count = "a message" if len(private) == 1 else f"{len(private)} messages"
            what = f"{count} to one person only, left out of the page; a public repository shows content/ whole"
            remedy = "remove them, or move the file to content/sources/private/, which git ignores"
            found.problems.append(source.hint(private[0], what, remedy))
        return found.pieces(rest=Fate.BOILERPLATE)

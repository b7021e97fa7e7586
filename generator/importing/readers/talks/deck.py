"""The pages of a slide deck: what marks them is left out, what names them is told apart."""

from __future__ import annotations

import re

from generator.importing.readers.common import numbered
from generator.importing.source import Source

POINT = re.compile(r"(?:[-*+] )?(\d{1,2})[.)] (\S.*)")
_PAGE = re.compile(r"(?:page|slide) \d{1,3}(?: ?(?:/|of) ?\d{1,3})?|<!--[^<>]*-->|-{3,}|\*{3,}|_{3,}", re.IGNORECASE)
_NUMBERED_PAGE = re.compile(r"(?:<!-- ?)?(?:page|slide) \d.*", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_MARKED_TITLE = re.compile(r"#{1,6} +(\S.*?)(?: +#+)?")
_LONGEST_TITLE = 20

Lines = list[tuple[int, str]]


class Deck:
    """The ``lines`` of a deck without marks of pages and images, and the ``titles`` that it marks as such.

    ``dropped`` holds the 1-based numbers of the other lines that are not blank.
    """

    def __init__(self, source: Source) -> None:
        self.lines: Lines = []
        self.titles: set[str] = set()
        self.dropped: list[int] = []
        fresh = False
        for number, line in numbered(source):
            text = "" if _PAGE.fullmatch(line) else " ".join(_IMAGE.sub(r"\1", line).split())
            if not text:
                self.dropped.append(number)
                fresh = fresh or bool(_PAGE.fullmatch(line))
                continue
            marked = _MARKED_TITLE.fullmatch(text)
            text = marked[1] if marked else text
            if marked or (fresh and may_be_title(text) and not POINT.fullmatch(text)):
                self.titles.add(text)
            self.lines.append((number, text))
            fresh = False


def has_numbered_pages(source: Source) -> bool:
    """Whether at least three lines number the pages: ``Page 3``, ``Slide 3 of 9``, ``<!-- Slide 3 -->``."""
    return sum(bool(_NUMBERED_PAGE.fullmatch(line.strip())) for line in source.lines) >= 3


def may_be_title(block: str) -> bool:
    """Whether a line is short and does not read as a sentence or a quotation."""
    quoted = block.startswith(('"', "\u201c"))
    return len(block.split()) <= _LONGEST_TITLE and not quoted and not block.endswith((".", "!", ";", ","))

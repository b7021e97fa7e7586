"""What the page of a transcript has besides: links to its paragraphs, and a way through one without headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backissue.model import Item, Kind, Page
from backissue.prose import anchors, turns
from backissue.prose.anchors import Paragraph
from backissue.prose.document import Document
from backissue.prose.name_repair import Repair
from backissue.prose.turns import clock, with_turns
from backissue.site.reference import moments_of
from backissue.site.sheet import Address, Row

STEP = 600
"""Seconds between the entries of the contents of a talk without headings."""

MOST = 40
"""Speakers up to whom a reader may choose one."""

FEWEST = 3
"""Entries from which on they are worth showing."""


def marked(repair: Repair, item: Item) -> str:
    """Return the Markdown of a page with HTML around corrected names, its turns as the page has them."""
    is_speech = item.kind is Kind.TRANSCRIPT
    return with_turns(repair.text, item.people, repair.marked) if is_speech else repair.marked


def link(page: Page, document: Document, text: str, written: str, lines: list[str]) -> list[Row]:
    """Give the paragraphs of a transcript their links, and return its contents where no heading says them.

    Args:
        page: its page; of another kind nothing is done.
        document: what it says.
        text: its Markdown.
        written: its Markdown as the source has it, in as many lines.
        lines: those of ``text``, perhaps with more marks, which are changed.
    """
    if page.item.kind is not Kind.TRANSCRIPT:
        return []
    at = moments_of(page.item.links)
    found = list(anchors.paragraphs(document, text, written))
    for paragraph in found:
        lines[paragraph.line - 1] = anchors.link(paragraph, lines[paragraph.line - 1], at)
    has_headings = any(block.is_heading for block in document.blocks)
    rows = [] if has_headings else list(_steps(found))
    return rows if len(rows) >= FEWEST else []


def speakers(item: Item) -> list[str]:
    """Return among whom a reader may choose: those who speak, where there are several and not too many."""
    found = turns.speakers(item)
    return found if 1 < len(found) <= MOST else []


def _steps(paragraphs: Iterable[Paragraph]) -> Iterator[Row]:
    """Yield links to the first paragraph of each :data:`STEP` of a recording."""
    reached = -1
    for paragraph in paragraphs:
        if paragraph.time and paragraph.second // STEP > reached:
            reached = paragraph.second // STEP
            yield Row(title=clock(paragraph.second), url=Address(f"#{paragraph.id}"))

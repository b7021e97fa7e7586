"""One thing that an issue lists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A link or a story of an issue.

    ``url`` is empty where it names none. ``sections`` are the headings above it, the outermost first; ``text`` is what
    it says below or behind its title, in one line; ``marks`` are such as ``video`` and ``5 minute read``. ``anchor`` is
    the author's id where there is one (``has_id``), else one made of the title that nothing else on the page has;
    ``block`` counts the document's blocks up to the one that it begins in; ``position`` is its place, from 1.
    :func:`~backissue.entries.placing.placed` gives the 1-based ``line`` of the page's Markdown at whose beginning a
    link to the entry can stand, 0 where it has an id, and takes the anchor of one that has neither.
    """

    title: str
    url: str
    sections: tuple[str, ...]
    text: str
    people: tuple[str, ...]
    marks: tuple[str, ...]
    position: int
    anchor: str
    has_id: bool
    block: int
    line: int = 0

    @property
    def section(self) -> str:
        """The nearest heading above, empty where there is none."""
        return self.sections[-1] if self.sections else ""

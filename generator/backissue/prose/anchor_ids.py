"""The ids of headings, in every script, as an extension of Python-Markdown.

Python-Markdown's table of contents drops all letters that ASCII lacks, so that a heading in Chinese gets an id from its
place. With this extension such a heading keeps its letters. The ids of other headings are as they were.
"""

from __future__ import annotations

import unicodedata

from markdown import Extension, Markdown
from markdown.extensions.toc import TocTreeprocessor
from markdown.extensions.toc import slugify as ascii_id

from backissue.text import is_latin, telling_slug


def slug(text: str, separator: str = "-") -> str:
    """Return the id of a heading by its words, or by the names of its symbols where it has no letters.

    >>> slug("Café C++, at last"), slug("第一章"), slug("Глава первая: «Łódź»"), slug("🚀")
    ('cafe-c-at-last', '第一章', 'глава-первая-łódź', 'rocket')
    """
    if text.strip() and not any(map(str.isalnum, text)):
        return telling_slug(text)
    if is_latin(text):
        return ascii_id(text, separator)
    kept = ""
    for char in text:
        is_kept = char in "-_" or char.isalnum() or unicodedata.category(char).startswith("M")
        kept += char if is_kept else " " * char.isspace()
    return separator.join(unicodedata.normalize("NFC", kept.casefold()).replace(separator, " ").split())


class AnchorIds(Extension):
    """Give the table of contents of a Markdown its ids, whichever of the two comes first."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - as Python-Markdown calls it
        """Ask to be called when all extensions are there."""
        self._md = md
        md.registerExtension(self)

    def reset(self) -> None:
        """Set how ids are made; called before every page."""
        for processor in self._md.treeprocessors:
            if isinstance(processor, TocTreeprocessor):
                processor.slugify = slug


def makeExtension(**options: object) -> AnchorIds:  # noqa: N802 - as Python-Markdown calls it
    """Return the extension that ``mkdocs.yml`` names by this module."""
    return AnchorIds(**options)

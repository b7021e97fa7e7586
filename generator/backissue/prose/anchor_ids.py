"""The ids of headings, in every script, as an extension of Python-Markdown.

Python-Markdown's table of contents drops all letters that ASCII lacks, so that a heading in Chinese gets an id from its
place. With this extension such a heading keeps its letters. The ids of other headings are as they were.
"""

from __future__ import annotations

import re
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
    name = _slug(text, separator)
    return f"section-{name}" if is_of_theme(name) else name


def is_of_theme(name: str) -> bool:
    """Return whether the theme finds an element of its own by this id, or by one of that form.

    >>> [is_of_theme(name) for name in ("__config", "bi-search", "__init__py", "bi-weekly-notes", "_ツ_")]
    [True, True, False, False, False]
    """
    return bool(_OF_THEME.fullmatch(name))


def _slug(text: str, separator: str) -> str:
    if text.strip() and not any(map(str.isalnum, text)):
        return telling_slug(text)
    if is_latin(text):
        return ascii_id(text, separator)
    kept = ""
    for char in text:
        is_kept = char in "-_" or char.isalnum() or unicodedata.category(char).startswith("M")
        kept += char if is_kept else " " * char.isspace()
    return separator.join(unicodedata.normalize("NFC", kept.casefold()).replace(separator, " ").split())


_OF_THEME = re.compile(
    r"""
    (?: __(?: search | drawer | toc | config | consent | settings | palette | nav | tabbed | analytics | comments
            | announce | feedback | version | lang | tabs | source | skip | code | codelineno | span )
      | bi-(?: search | header | filters | drawer | contents | reading-list | end-of-page )
    ) (?: [-_].* )?
    """,
    re.VERBOSE | re.DOTALL,
)
"""Ids of Material and of this package's own templates, with the numbers and parts that they go on with."""


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

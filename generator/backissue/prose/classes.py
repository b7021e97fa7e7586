"""The classes that a text may use. Any other could be one by which a theme moves, covers or hides things."""

from __future__ import annotations

BOXES = frozenset(
    "note abstract summary tldr info todo tip hint important success check done question help faq warning caution"
    " attention failure fail missing danger error bug example snippet quote cite seealso details admonition".split()
)
"""Kinds of boxes, as Material knows them."""
_LENT = frozenset(
    "admonition-title inline end footnote footnote-ref footnote-backref headerlink toclink arithmatex"
    " bi-long highlight highlighttable linenos linenodiv linenums filename code no-copy copy md-button"
    " md-button--primary".split()
)
_OWN = ("own-", "language-")
_OF_THEME = ("md-", "mdx-", "bi-", "mermaid", "annotate")


def is_lent(name: str) -> bool:
    """Return whether a class is one that a text may use: of boxes, notes, code, formulas, buttons; or an archive's own.

    >>> [is_lent(name) for name in ("note", "language-python", "own-wide", "md-dialog", "bi-search", "tabbed-set")]
    [True, True, True, False, False, False]
    """
    return name in BOXES or name in _LENT or name.startswith(_OWN)


def is_class_of_theme(name: str) -> bool:
    """Return whether a class says by its beginning that it is the theme's.

    >>> [is_class_of_theme(name) for name in ("MD-Dialog", "wide")]
    [True, False]
    """
    return name.lower().startswith(_OF_THEME)

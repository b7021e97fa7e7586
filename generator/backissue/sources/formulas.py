"""LaTeX as the readers meet it: between double dollars or backslashed brackets, on one line or on several."""

from __future__ import annotations

import re

_DISPLAY = re.compile(r"\s*(?:\$\$(?P<dollars>[^$]+)\$\$|\\\[(?P<brackets>(?:(?!\\\]).)+)\\\])\s*", re.DOTALL)
_BRACKETED = re.compile(
    r"\\(?:\((?P<round>(?:(?!\\[()]|\$|\n).){1,500}?)\\\)|\[(?P<square>(?:(?!\\[\[\]]|\$|\n).){1,500}?)\\\])"
)
_LATEX = re.compile(r"\\[A-Za-z]|[_^=<>+]|^\s*[A-Za-z]\s*$")
_SURELY = re.compile(r"\\[A-Za-z]|[_^]\{|\^")


def display(text: str) -> str:
    r"""A text that is one displayed formula as the site's Markdown; empty where it is none.

    >>> display(r"$$ a <b & c < d $$"), display(r"\[x_1\]"), display("It costs $$.")
    ('$$\na \\lt b & c < d\n$$', '$$\nx_1\n$$', '')
    """
    found = _DISPLAY.fullmatch(text)
    inner = (found["dollars"] or found["brackets"]) if found else ""
    lines = [line.strip() for line in inner.split("\n") if line.strip()]
    if not lines or not _LATEX.search(inner) or "$" in inner:
        return ""
    tex = re.sub(r"<(?! )", r"\\lt ", "\n".join(lines))
    return f"$$\n{tex}\n$$"


def dollars(text: str) -> str:
    r"""The text with its formulas in ``\(…\)`` between single dollars; other brackets stay.

    >>> dollars(r"\(x_1\) of \(them\)")
    '$x_1$ of \\(them\\)'
    """

    def written(found: re.Match[str]) -> str:
        inner = (found["round"] or found["square"]).strip()
        return f"${inner}$" if (_LATEX if found["round"] else _SURELY).search(inner) else found[0]

    return _BRACKETED.sub(written, text)

"""LaTeX as the readers meet it: between double dollars or backslashed brackets, on one line or on several."""

from __future__ import annotations

import re

_DISPLAYS = (("$$", "$$"), ("\\[", "\\]"))
_BRACKETED = re.compile(
    r"""\\(?: \( (?P<round>  (?: (?! \\[()]   | \$ | \n ) . ){1,500}? ) \\\)
          |   \[ (?P<square> (?: (?! \\[\[\]] | \$ | \n ) . ){1,500}? ) \\\] )""",
    re.VERBOSE,
)
_COMMAND = re.compile(r"\\[A-Za-z]")


def display(text: str) -> str:
    r"""Return a text that is one displayed formula as the site's Markdown; empty where it is none.

    >>> display(r"$$ a <b & c < d $$"), display(r"\[x_1\]"), display("It costs $$.")
    ('$$\na \\lt b & c < d\n$$', '$$\nx_1\n$$', '')
    """
    text, inner = text.strip(), ""
    for opening, closing in _DISPLAYS:
        between = text[len(opening) : -len(closing)]
        if text.startswith(opening) and text.endswith(closing) and "$" not in between and closing not in between:
            inner = between
    lines = [line.strip() for line in inner.split("\n") if line.strip()]
    if not lines or not _may_be_formula(inner) or any(line.startswith("!!!") for line in lines):  # which begins a box
        return ""
    first, *rest = "\n".join(lines).split("<")
    tex = first + "".join(f"<{part}" if part.startswith(" ") else rf"\lt {part}" for part in rest)
    return f"$$\n{tex}\n$$"


def dollars(text: str) -> str:
    r"""Return the text with its formulas in ``\(…\)`` between single dollars; other brackets stay.

    >>> dollars(r"\(x_1\) of \(them\)")
    '$x_1$ of \\(them\\)'
    """

    def written(found: re.Match[str]) -> str:
        inner = (found["round"] or found["square"]).strip()
        known = _may_be_formula(inner) if found["round"] else _is_formula(inner)
        return f"${inner}$" if known else found[0]

    return _BRACKETED.sub(written, text)


def _may_be_formula(tex: str) -> bool:
    """Return whether a text has a command or an operator of TeX, or is one letter."""
    letter = tex.strip()
    single = len(letter) == 1 and letter.isascii() and letter.isalpha()
    return single or any(mark in tex for mark in "_^=<>+") or bool(_COMMAND.search(tex))


def _is_formula(tex: str) -> bool:
    """Return whether a text has what only TeX has: a command, or something raised or lowered."""
    return "^" in tex or "_{" in tex or bool(_COMMAND.search(tex))

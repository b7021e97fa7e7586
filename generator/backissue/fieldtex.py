r"""Text as a field of BibTeX, every character as it is, and back.

What TeX would act on is written by its name or with a backslash. BibTeX counts braces even behind a backslash, so
they have names too; and an ``@`` at the beginning of a line, which parsers take for the next entry, stands in braces.
"""

from __future__ import annotations

import re

_WRITTEN = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "@": "{@}",
    **{mark: f"\\{mark}" for mark in "$&%#_"},
}
_SPECIAL = re.compile(r"[\\{}~^@$&%#_]")
_READ = {written: mark for mark, written in _WRITTEN.items()}
_TOKEN = re.compile("|".join(map(re.escape, _READ)))


def to_tex(text: str) -> str:
    r"""The text as TeX that prints it; line ends and blanks stay.

    >>> to_tex("50% of {x_1}\n@all")
    '50\\% of \\textbraceleft{}x\\_1\\textbraceright{}\n{@}all'
    """
    return _SPECIAL.sub(lambda found: _WRITTEN[found[0]], text)


def from_tex(tex: str) -> str:
    r"""What :func:`to_tex` was given.

    >>> from_tex(to_tex(r"a\b{}~^@$&%#_"))
    'a\\b{}~^@$&%#_'
    """
    return _TOKEN.sub(lambda found: _READ[found[0]], tex)

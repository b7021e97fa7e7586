r"""Text for files that programs of TeX read: its formulas stay formulas, and no other command of TeX comes of it.

TeX reads and writes files on command (``\input``, ``\openout``, ``\write18``), so which commands a formula may have is
a list of those that are known, and no list of those that are feared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from latex2mathml import commands
from latex2mathml.symbols_parser import SYMBOLS

from backissue.markup import math_spans, to_tex
from backissue.mathematics.latex import ENVIRONMENTS, KNOWN, REFUSED

_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)|[%#]")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)(?![A-Za-z])\s*(?:\{([A-Za-z]+\*?)\})?")
_ANY_CHARACTER = "^^"
"""Behind these, TeX takes the number of a character for it: ``^^5c`` is a backslash."""


def escape_tex(text: str) -> str:
    r"""Return text in one line as TeX that prints it; its mathematics stays mathematics.

    >>> escape_tex("50% of $5 at $x_1$, {a} & b_c")
    '50\\% of \\$5 at $x_1$, \\textbraceleft{}a\\textbraceright{} \\& b\\_c'
    >>> escape_tex(r"$\alpha$ and $\input{x}$")
    '$\\alpha$ and \\$\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}\\$'
    """
    line = " ".join(text.split())
    parts, reached = [], 0
    for start, end in math_spans(line):
        if _is_formula(line[start + 1 : end - 1]):
            parts += [to_tex(line[reached:start]), line[start:end]]
            reached = end
    return "".join([*parts, to_tex(line[reached:])])


def _is_formula(tex: str) -> bool:
    """Return whether TeX ends what it begins, and has no other commands than those of mathematics."""
    depths = [0, *accumulate((mark == "{") - (mark == "}") for mark in tex)]
    return (
        min(depths) == depths[-1] == 0
        and "$" not in tex
        and _ANY_CHARACTER not in tex
        and all(map(_is_permitted, _COMMAND.findall(tex)))
        and all(name in ENVIRONMENTS for name in _ENVIRONMENT.findall(tex))
    )


def _is_permitted(command: str) -> bool:
    """Return whether a formula may have a command: one of mathematics, or a sign that is none but escaped."""
    return command in _PERMITTED or not (command[1:] or "a")[0].isalpha()


def _names(value: object) -> Iterator[str]:
    """Yield the texts of a constant of the converter, whatever it is made of; of a mapping its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple | list | set | frozenset):
        for part in value:
            yield from _names(part)


_OF_CONVERTER = {name for name in (*SYMBOLS, *_names(tuple(vars(commands).values()))) if name.startswith("\\")}
_PERMITTED = frozenset((_OF_CONVERTER | KNOWN) - REFUSED)
"""What the converter knows of mathematics, but for what makes commands, links and styles."""

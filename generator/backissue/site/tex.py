r"""Text in BibTeX's fields: what TeX and BibTeX would act on is written as TeX names it, and read back as it was."""

from __future__ import annotations

import re

from backissue.fieldtex import from_tex, to_tex
from backissue.markup import math_spans

_FORMULA = re.compile(r"((?<!\\)\$[^$]*\$)")


def escape_tex(text: str) -> str:
    r"""Text in one line as TeX that prints it; its mathematics stays mathematics.

    >>> escape_tex("50% of $5 at $x_1$, {a} & b_c")
    '50\\% of \\$5 at $x_1$, \\textbraceleft{}a\\textbraceright{} \\& b\\_c'
    """
    line = " ".join(text.split())
    parts, reached = [], 0
    for start, end in math_spans(line):
        if _is_balanced(line[start:end]):
            parts += [to_tex(line[reached:start]), line[start:end]]
            reached = end
    return "".join([*parts, to_tex(line[reached:])])


def unescape_tex(tex: str) -> str:
    r"""What :func:`escape_tex` was given, but for its white space.

    >>> unescape_tex(r"50\% of \$5 at $x_1$")
    '50% of $5 at $x_1$'
    """
    return "".join(part if at % 2 else from_tex(part) for at, part in enumerate(_FORMULA.split(tex)))


def _is_balanced(formula: str) -> bool:
    r"""Whether every brace has its partner, and no dollar is a sign within the formula."""
    depth = 0
    for mark in re.findall(r"[{}]", formula):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            return False
    return depth == 0 and "$" not in formula[1:-1]

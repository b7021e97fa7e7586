"""Formulas as readable text, for titles, descriptions, feeds and the search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from xml.etree.ElementTree import Element

from backissue.markup import math_spans
from backissue.mathematics.letters import ACCENTS, lowered, raised, unstyled
from backissue.mathematics.tree import mathml

_BINARY = frozenset("+\N{MINUS SIGN}±∓×÷⋅∗∘⊕⊗⊙∖∪∩∧∨")
_RELATIONS = frozenset("<=>") | frozenset(
    map(chr, chain(range(0x2190, 0x2200), range(0x2208, 0x220E), range(0x223C, 0x2293), range(0x27F5, 0x2800)))
)
_OPENING = frozenset("([{⟨|,;/")
_BRACES = frozenset("⏟⏞⎴⎵⏜⏝→←↔")
_BLANK = re.compile(r"(?<!\w)\s+|\s+(?!\w)")
_ROOTS = MappingProxyType({"3": "∛", "4": "∜"})
_ATOMS = frozenset(("mi", "mn", "mtext", "msub", "msup", "msubsup", "mover"))


@lru_cache(maxsize=4096)
def plain_mathematics(tex: str) -> str:
    r"""TeX as text in one line; TeX that is no formula stays as it is.

    >>> plain_mathematics(r"\frac{x_i^2}{2n} \leq \sqrt{\alpha+1}")
    'xᵢ²/(2n) ≤ √(α + 1)'
    """
    tree = mathml(tex)
    text = tex if tree is None else unstyled(unicodedata.normalize("NFC", _row(tree)))
    return " ".join(text.split())


def plain_title(text: str) -> str:
    """Text whose formulas stand in dollars, as titles have them, with the formulas as text.

    >>> plain_title(r"From $O(n^2)$ to $5")
    'From O(n²) to $5'
    """
    parts, reached = [], 0
    for start, end in math_spans(text):
        parts += [text[reached:start], plain_mathematics(text[start + 1 : end - 1])]
        reached = end
    return "".join([*parts, text[reached:]])


def _text(element: Element) -> str:
    return _MAKERS.get(element.tag, _row)(element)


def _row(element: Element) -> str:
    text = "".join(_parts(element)) if len(element) else element.text or ""
    return f"{text}\N{COMBINING MACRON}" if element.get("class") == "bi-over" and len(text) == 1 else text


def _parts(row: Element) -> Iterator[str]:
    """What stands in a row. A sign between two things keeps clear of both, one before a thing does not."""
    before, is_open = "", False
    for child in row:
        text = _text(child)
        if is_open and text[:1].isalnum():
            yield " "
        is_open = _is_open(child, text)
        if child.tag == "mo" and (text in _RELATIONS or (text in _BINARY and _ends_operand(before))):
            text = f" {text} "
        elif child.tag == "mo" and text in {",", ";", ":"}:
            text = f"{text} "
        yield text
        before = text if text.strip() else before


def _is_open(element: Element, text: str) -> bool:
    """Whether what comes next would read as a part of it: of an index, of a denominator, of what is summed."""
    while len(element) and element.tag not in {"mrow", "mfrac", "mtable"}:
        element = element[0]
    return (element.tag in {"mo", "mfrac"} and len(text) > 1) or bool(set("_^") & set(text))


def _ends_operand(text: str) -> bool:
    last = text.rstrip()[-1:]
    return bool(last) and last not in _OPENING | _RELATIONS | _BINARY


def _tight(element: Element) -> str:
    """What stands raised or lowered, with blanks only between words."""
    return _BLANK.sub("", _text(element))


def _grouped(element: Element, text: str) -> str:
    return text if element.tag in _ATOMS else f"({text})"


def _fraction(element: Element) -> str:
    (above, over), (below, under) = ((part, _text(part).strip()) for part in element)
    if element.get("linethickness") == "0":
        return f"{over} choose {under}"
    return f"{over if over.isalnum() else _grouped(above, over)}/{_grouped(below, under)}"


def _root(element: Element) -> str:
    base, index = _text(element[0]).strip(), _text(element[1]).strip()
    return f"{_ROOTS.get(index) or raised(index) + '√'}{_grouped(element[0], base)}"


def _square_root(element: Element) -> str:
    text = _row(element).strip()
    return f"√{_grouped(element[0], text) if len(element) == 1 else f'({text})'}"


def _over(element: Element) -> str:
    base, mark = _text(element[0]).strip(), _tight(element[1])
    if element.get("accent") and mark in ACCENTS:
        return base + ACCENTS[mark] if len(base) == 1 else base
    return base if mark in _BRACES else base + raised(mark)


def _under(element: Element) -> str:
    mark = _tight(element[1])
    return _text(element[0]).strip() if mark in _BRACES else _text(element[0]).strip() + lowered(mark)


def _scripts(low: int, high: int) -> Callable[[Element], str]:
    """A maker for a base with an index and an exponent at these places; 0 is where there is none."""

    def make(element: Element) -> str:
        below = lowered(_tight(element[low])) if low else ""
        above = raised(_tight(element[high])) if high else ""
        return f"{_text(element[0]).strip()}{below}{above}"

    return make


def _table(element: Element) -> str:
    return "; ".join(" ".join(filter(None, (_row(cell).strip() for cell in row))) for row in element)


def _space(element: Element) -> str:
    return (
        ""
        if element.get("width", "0").startswith(("-", "0")) and not element.get("width", "").startswith("0.")
        else " "
    )


_MAKERS: Mapping[str, Callable[[Element], str]] = MappingProxyType(
    {
        "mfrac": _fraction,
        "msqrt": _square_root,
        "mroot": _root,
        "msub": _scripts(1, 0),
        "msup": _scripts(0, 1),
        "msubsup": _scripts(1, 2),
        "munderover": _scripts(1, 2),
        "mover": _over,
        "munder": _under,
        "mtable": _table,
        "mspace": _space,
        "mphantom": lambda _: "",
    }
)

"""Formulas as readable text, for titles, descriptions, feeds and the search."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from xml.etree.ElementTree import Element

from backissue.markup import math_spans
from backissue.mathematics.mathml import ACCENTS, ALPHANUMERIC, mathml

_BINARY = frozenset("+\N{MINUS SIGN}±∓×÷⋅∗∘⊕⊗⊙∖∪∩∧∨")
_RELATIONS = frozenset("<=>") | frozenset(
    map(chr, chain(range(0x2190, 0x2200), range(0x2208, 0x220E), range(0x223C, 0x2293), range(0x27F5, 0x2800)))
)
_NO_OPERANDS = frozenset("([{⟨|,;/") | _RELATIONS | _BINARY | {""}
"""Behind these, and at the beginning, a sign stands before one thing and not between two."""
_BRACES = frozenset("⏟⏞⎴⎵⏜⏝→←↔")
_PRIMES = "\u2032\u2033\u2034\u2057"
_ROOTS = {"3": "∛", "4": "∜"}
_ATOMS = frozenset(("mi", "mn", "mtext", "msub", "msup", "msubsup", "mover"))


def _scripts(kind: str) -> dict[int, str]:
    """Return the characters of which Unicode has a raised or lowered form, with the first one that there is."""
    found: dict[int, str] = {}
    for form in map(chr, chain(range(0xB2, 0xBA), range(0x2B0, 0x2D00))):
        form_of, _, plain = unicodedata.decomposition(form).partition(" ")
        if form_of == kind and " " not in plain:
            found.setdefault(int(plain, 16), form)
    return found


_RAISED = _scripts("<super>")
_LOWERED = _scripts("<sub>")


@lru_cache(maxsize=4096)
def plain_mathematics(tex: str) -> str:
    r"""Return TeX as text in one line; TeX that is no formula stays as it is.

    >>> plain_mathematics(r"\frac{x_i^2}{2n} \leq \sqrt{\alpha+1}")
    'xᵢ²/(2n) ≤ √(α + 1)'
    """
    tree = mathml(tex)
    if tree is None:
        return " ".join(tex.split())
    text = unicodedata.normalize("NFC", _row(tree))
    # Letters of the mathematical alphabets as people type them; the few that older scripts have, as ℝ, stay.
    text = "".join(unicodedata.normalize("NFKC", char) if ord(char) in ALPHANUMERIC else char for char in text)
    return " ".join(text.split())


def plain_title(text: str) -> str:
    """Return text whose formulas stand in dollars, as titles have them, with the formulas as text.

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
    """Yield what stands in a row. A sign between two things keeps clear of both, one before a thing does not."""
    before, is_open = "", False
    for child in row:
        text = _text(child)
        if is_open and text[:1].isalnum():
            yield " "
        is_open = _is_open(child, text)
        is_behind_operand = before.rstrip()[-1:] not in _NO_OPERANDS
        if child.tag == "mo" and (text in _RELATIONS or (text in _BINARY and is_behind_operand)):
            text = f" {text} "
        elif child.tag == "mo" and text in {",", ";", ":"}:
            text = f"{text} "
        yield text
        before = text if text.strip() else before


def _is_open(element: Element, text: str) -> bool:
    """Return whether what comes next would read as a part of it: of an index, of a denominator, of what is summed."""
    while len(element) and element.tag not in {"mrow", "mfrac", "mtable"}:
        element = element[0]
    return (element.tag in {"mo", "mfrac"} and len(text) > 1) or bool(set("_^") & set(text))


def _tight(element: Element) -> str:
    """Return what stands raised or lowered, with blanks only between words."""
    text = _text(element)
    places = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return "".join(char for before, char, after in places if not char.isspace() or f"{before}{after}".isalnum())


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


def _marked(element: Element) -> str:
    """Return a base with what stands above or below it; a brace or an arrow there says nothing."""
    base, mark = _text(element[0]).strip(), _tight(element[1])
    if element.tag == "munder":
        return base if mark in _BRACES else base + lowered(mark)
    if element.get("accent") and mark in ACCENTS:
        return base + ACCENTS[mark] if len(base) == 1 else base
    return base if mark in _BRACES else base + raised(mark)


def _scripted(element: Element) -> str:
    forms = (raised,) if element.tag == "msup" else (lowered, raised)
    marks = (form(_tight(mark)) for form, mark in zip(forms, element[1:], strict=False))
    return "".join([_text(element[0]).strip(), *marks])


def raised(text: str) -> str:
    """Return text as an exponent: in raised letters, or where there are none with a circumflex.

    >>> raised("2n"), raised("∗"), raised("x,y")
    ('²ⁿ', '^∗', '^(x,y)')
    """
    rest = text.lstrip(_PRIMES)
    primes = text[: len(text) - len(rest)]
    return primes + _in_script(rest, _RAISED, "^")


def lowered(text: str) -> str:
    """Return text as an index: in lowered letters, or where there are none behind a line.

    >>> lowered("ij"), lowered("b"), lowered("x,y")
    ('ᵢⱼ', '_b', '_(x,y)')
    """
    return _in_script(text, _LOWERED, "_")


def _in_script(text: str, letters: Mapping[int, str], mark: str) -> str:
    short = text.replace(" ", "")
    if all(ord(char) in letters for char in short):
        return short.translate(letters)
    return f"{mark}{text}" if len(text) == 1 or text.isalnum() else f"{mark}({text})"


_MAKERS: Mapping[str, Callable[[Element], str]] = MappingProxyType(
    {
        "mfrac": _fraction,
        "msqrt": _square_root,
        "mroot": _root,
        **dict.fromkeys(("msub", "msup", "msubsup", "munderover"), _scripted),
        **dict.fromkeys(("mover", "munder"), _marked),
        "mtable": lambda table: "; ".join(" ".join(filter(None, map(str.strip, map(_row, row)))) for row in table),
        "mspace": lambda space: "" if space.get("width", "0").replace("0.", ".").startswith(("-", "0")) else " ",
        "mphantom": lambda _: "",
    }
)

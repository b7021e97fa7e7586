"""Neighbours in a formula: letters of one name come together, names keep clear of what they stand by."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from xml.etree.ElementTree import Element

SLASH = "\N{BIG SOLIDUS}"
"""What the converter writes over a sign that is denied."""

_ROWS = {"mrow", "mstyle"}
_SCRIPTED = {"msub", "msup", "msubsup", "mover", "munder", "munderover"}
_OPERANDS = {"mi", "mn", "mfrac", "msqrt", "mroot"}


def joined(children: Sequence[Element]) -> list[Element]:
    """The elements of a row as they stand side by side."""
    row: list[Element] = []
    denied = False
    for child in children:
        if child.tag == "mpadded" and "".join(child.itertext()) == SLASH:
            denied = True
            continue
        if child.tag == "mi" and not child.text:
            continue
        if denied:
            _deny(child)
            denied = False
        if row and _are_letters(row[-1], child):
            row[-1] = _name(f"{row[-1].text}{child.text}")
        else:
            row.append(child)
    return _spaced(row)


def _deny(sign: Element) -> None:
    first = _edge(sign, 0)
    first.text = unicodedata.normalize("NFC", f"{first.text or ''}\N{COMBINING LONG SOLIDUS OVERLAY}")


def _are_letters(left: Element, right: Element) -> bool:
    """Whether two elements are upright letters: single ones say so, and more than one are so by themselves."""
    return all(one.tag == "mi" and (one.get("mathvariant") == "normal" or _is_name(one)) for one in (left, right)) and (
        right.get("mathvariant") == "normal"
    )


def _name(letters: str) -> Element:
    name = Element("mi")
    name.text = letters
    return name


def _spaced(row: Sequence[Element]) -> list[Element]:
    spaced: list[Element] = []
    for child in row:
        if spaced:
            left, right = _edge(spaced[-1], -1), _edge(child, 0)
            operands = left.tag in _OPERANDS and right.tag in _OPERANDS
            if operands and (_is_name(left) or _is_name(right)):
                spaced.append(Element("mspace", {"width": ".1667em"}))
        spaced.append(child)
    return spaced


def _is_name(element: Element) -> bool:
    text = element.text or ""
    return element.tag == "mi" and len(text) > 1 and text.isalpha()


def _edge(element: Element, side: int) -> Element:
    """The token that stands first (0) or last (-1) on the line of an element."""
    while len(element) and element.tag in _ROWS | _SCRIPTED:
        element = element[side if element.tag in _ROWS else 0]
    return element

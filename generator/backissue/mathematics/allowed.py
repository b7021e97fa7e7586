"""What a formula may consist of: elements and attributes of MathML Core that show something and do nothing.

See https://www.w3.org/TR/mathml-core/. Both what is made of TeX and what somebody wrote by hand are held to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_BOOLEAN = r"true|false"
# Spaces stay small, so that no formula covers or pushes away what stands around it.
_LENGTH = r"0|\d?(?:\.\d{1,4}|\d)(?:em|ex|pc|cm|mm)|\d{1,2}(?:\.\d{1,4})?(?:px|pt)|-[01]?(?:\.\d{1,4}|\d)em"
_COMMON = {"class": r"bi-(?:box|over|under|bold|italic|mono|sans|left|right)"}
_SPACES = dict.fromkeys(("lspace", "rspace", "minsize", "maxsize"), _LENGTH)
_FLAGS = dict.fromkeys(("stretchy", "fence", "separator", "movablelimits", "largeop", "symmetric"), _BOOLEAN)
_ACCENTS = dict.fromkeys(("accent", "accentunder"), _BOOLEAN)
_SIZES = ("width", "height", "depth")

_ELEMENTS: dict[str, dict[str, str]] = {
    "math": {"display": "block", "alttext": r".*", "data-pagefind-ignore": r"|all"},
    **{tag: {} for tag in ("mrow", "mn", "mtext", "msqrt", "mroot", "msub", "msup", "msubsup", "mphantom")},
    **dict.fromkeys(("mover", "munder", "munderover"), _ACCENTS),
    "mi": {"mathvariant": "normal"},
    "mo": {"form": r"prefix|infix|postfix", **_SPACES, **_FLAGS},
    "mspace": dict.fromkeys(_SIZES, _LENGTH),
    "mpadded": dict.fromkeys(_SIZES, r"0(?:px)?"),
    "mstyle": {"displaystyle": _BOOLEAN, "scriptlevel": r"[+-]?[0-3]"},
    "mfrac": {"linethickness": _LENGTH},
    "mtable": {"displaystyle": _BOOLEAN},
    "mtr": {},
    "mtd": {},
}
ELEMENTS: Mapping[str, Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        tag: {name: re.compile(values, re.DOTALL) for name, values in {**_COMMON, **attributes}.items()}
        for tag, attributes in _ELEMENTS.items()
    }
)
"""Every element that a formula may have, and for each of its attributes the values that it may have."""


def permits(tag: str, name: str, value: str) -> bool:
    """Whether an element of a formula may have this attribute.

    >>> permits("mspace", "width", "1em"), permits("mspace", "width", "100em"), permits("mi", "href", "#")
    (True, False, False)
    """
    pattern = ELEMENTS[tag].get(name)
    return pattern is not None and pattern.fullmatch(value) is not None


def stands_right(tag: str, parent: str) -> bool:
    """Whether an element may stand there: a formula holds no HTML, and only ``math`` begins one."""
    return (parent in ELEMENTS) == (tag in ELEMENTS and tag != "math")

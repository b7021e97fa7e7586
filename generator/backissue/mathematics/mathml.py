"""TeX as a tree of MathML that every browser lays out by itself, with nothing in it but what is allowed.

The converter writes MathML 3. What browsers have dropped since is written another way here or left out, and a formula
that would lose its meaning by that is not converted. Elements and attributes are those of MathML Core that show
something and do nothing, https://www.w3.org/TR/mathml-core/; what somebody wrote by hand is held to them too.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise, takewhile
from types import MappingProxyType
from xml.etree.ElementTree import Element

from latex2mathml.commands import LIMIT
from latex2mathml.converter import convert_to_element

from backissue.mathematics.latex import prepare

DEEPEST = 40
"""Elements within elements: a formula that nests deeper is shown as its source."""
Values = Callable[[str], object]
"""Says of a value whether an attribute may have it."""


def _one_of(*values: str) -> Values:
    return frozenset(values).__contains__


_BOOLEAN = _one_of("true", "false")
# Spaces stay small, so that no formula covers or pushes away what stands around it.
_LENGTH = re.compile(
    r"""
      0
    | \d? (?: \.\d{1,4} | \d ) (?: em | ex | pc | cm | mm )
    | \d{1,2} (?: \.\d{1,4} )? (?: px | pt )
    | -[01]? (?: \.\d{1,4} | \d ) em
    """,
    re.VERBOSE,
).fullmatch
_COMMON = {"class": _one_of(*(f"bi-{name}" for name in "box over under bold italic mono sans left right".split()))}
_ACCENTED = dict.fromkeys(("accent", "accentunder"), _BOOLEAN)
_SIZES = ("width", "height", "depth")
ELEMENTS: Mapping[str, Mapping[str, Values]] = MappingProxyType(
    {
        "math": {"display": _one_of("block"), "alttext": lambda _: True, "data-pagefind-ignore": _one_of("", "all")},
        **dict.fromkeys("mrow mn mtext msqrt mroot msub msup msubsup mphantom mtr mtd".split(), MappingProxyType({})),
        **dict.fromkeys(("mover", "munder", "munderover"), _ACCENTED),
        "mi": {"mathvariant": _one_of("normal")},
        "mo": {
            "form": _one_of("prefix", "infix", "postfix"),
            **dict.fromkeys(("lspace", "rspace", "minsize", "maxsize"), _LENGTH),
            **dict.fromkeys("stretchy fence separator movablelimits largeop symmetric".split(), _BOOLEAN),
        },
        "mspace": dict.fromkeys(_SIZES, _LENGTH),
        "mpadded": dict.fromkeys(_SIZES, _one_of("0", "0px")),
        "mstyle": {"displaystyle": _BOOLEAN, "scriptlevel": _one_of(*"0 1 2 3 +0 +1 +2 +3 -0 -1 -2 -3".split())},
        "mfrac": {"linethickness": _LENGTH},
        "mtable": {"displaystyle": _BOOLEAN},
    }
)
"""Every element that a formula may have, and for each of its attributes the values that it may have."""
ACCENTS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            "`´^~¯˘ˇ˙¨˚\u20db\u20dc→←↔",
            "\u0300\u0301\u0302\u0303\u0304\u0306\u030c\u0307\u0308\u030a\u20db\u20dc\u20d7\u20d6\u20e1",
            strict=True,
        )
    )
)
"""What stands above a letter, and the combining character that says the same in text."""
ALPHANUMERIC = range(0x1D400, 0x1D800)
"""The mathematical alphabets in Unicode."""
_LETTERLIKE = range(0x2100, 0x2150)
"""The letters of those alphabets that Unicode had before."""
_ARITY = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "mover", "munder"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_TOKENS = {"mi", "mn", "mo", "mtext"}
_ROWS = {"mrow", "mstyle"}
_OPERANDS = {"mi", "mn", "mfrac", "msqrt", "mroot"}
_WITH_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_SCRIPTED = {*_WITH_LIMITS, *_WITH_LIMITS.values()}
_SIGNS = {":": ":", ";": ";", "~": "∼"}
"""What the converter takes for names."""
_LIMITS = {name[1:] for name in LIMIT}
_LARGE = set("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
_CLASSES = {"bold": "bi-bold", "italic": "bi-italic", "monospace": "bi-mono", "sans-serif": "bi-sans"}
_SIDES = {"left": "bi-left", "right": "bi-right"}
_SPACES = {
    f"{name}{kind}mathspace": f"{sign}{width}"
    for name, sign in (("", ""), ("negative", "-"))
    for kind, width in (("thin", ".1667em"), ("medium", ".2222em"), ("thick", ".2778em"))
}
_RETOLD = {"class", "mathvariant"}
_AROUND_NAMES = {"movablelimits": "true", "lspace": _SPACES["thinmathspace"], "rspace": _SPACES["thinmathspace"]}
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BAR = "\N{HORIZONTAL BAR}"
_SLASH = "\N{BIG SOLIDUS}"
"""What the converter writes over a sign that is denied."""


def permits(tag: str, name: str, value: str) -> bool:
    """Return whether an element of a formula may have this attribute.

    >>> permits("mspace", "width", "1em"), permits("mspace", "width", "100em"), permits("mi", "href", "#")
    (True, False, False)
    """
    is_value = ELEMENTS[tag].get(name) or _COMMON.get(name)
    return bool(is_value and is_value(value))


def stands_right(tag: str, parent: str) -> bool:
    """Return whether an element may stand there: a formula holds no HTML, and only ``math`` begins one."""
    return (parent in ELEMENTS) == (tag in ELEMENTS and tag != "math")


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool = False) -> Element | None:
    """Return a formula as a tree whose root is ``math``; ``None`` for TeX that cannot be converted.

    The tree is kept for the next time that this TeX is met: it must not be changed.
    """
    try:
        prepared, words = prepare(tex)
        row = _clean(convert_to_element(prepared, display="block" if display else "inline"), words)
    except Exception:  # noqa: BLE001 - the converter raises whatever it trips over, and any of it means the same
        return None
    if not any(text.strip() for text in row.itertext()):
        return None
    content = list(row) if row.tag == "mrow" and not row.attrib else [row]
    return _made("math", {"display": "block"} if display else {}, content)


def _clean(old: Element, words: Mapping[str, str], depth: int = 0) -> Element:
    """Return an element of the converter's as browsers know it.

    Raises:
        ValueError: there is none that says the same, or it lacks a part.
    """
    if depth > DEEPEST:
        raise ValueError("too deep")
    if old.tag in _TOKENS and not len(old):
        return _token(old, words)
    children = [_clean(child, words, depth + 1) for child in old]
    if old.tag not in _ARITY:
        children = _joined(children)
    elif len(children) != _ARITY[old.tag]:
        raise ValueError(old.tag)
    if old.tag in {*_TOKENS, "math", "mrow"} or (old.tag == "mpadded" and not _attributes(old)):
        return children[0] if len(children) == 1 else _made("mrow", {}, children)
    if old.tag == "menclose" and old.get("notation") == "box":
        return _made("mrow", {"class": "bi-box"}, children)
    if old.tag not in ELEMENTS:
        raise ValueError(old.tag)
    if old.tag in _WITH_LIMITS and (children[0].text in _LARGE or "movablelimits" in children[0].attrib):
        return _made(_WITH_LIMITS[old.tag], {}, children)
    if old.tag in {"mover", "munder"}:
        return _accented(old, children)
    return _made(old.tag, _attributes(old), children)


def _accented(old: Element, children: Sequence[Element]) -> Element:
    attributes, mark = _attributes(old), children[1]
    if mark.text == _BAR:  # few fonts have one as wide as what stands below it
        return _made("mrow", {"class": "bi-over" if old.tag == "mover" else "bi-under"}, children[:1])
    if old.tag == "mover" and mark.text in ACCENTS:
        attributes["accent"] = "true"
    return _made(old.tag, attributes, children)


def _token(old: Element, words: Mapping[str, str]) -> Element:
    written, variant = old.text or "", old.get("mathvariant", "")
    text = html.unescape(written) if "&#x" in written else written
    if "\\" in written or (old.tag != "mtext" and words.keys() & set(text)):
        raise ValueError(written)
    attributes = _attributes(old)
    if old.tag == "mtext":
        if variant in _CLASSES:
            attributes["class"] = _CLASSES[variant]
        return _made("mtext", attributes, text=_with_edges("".join(words.get(char, char) for char in text)))
    if old.tag == "mo":
        return _operator(text, attributes)
    if text in _SIGNS:
        return _made("mo", {}, text=_SIGNS[text])
    if old.tag == "mi" and variant == "normal":
        attributes["mathvariant"] = variant
    return _made(old.tag, attributes, text=styled(text, variant))


def _with_edges(text: str) -> str:
    """Return words whose outer blanks are kept by browsers."""
    inner = text.strip(" ")
    return f"{_NO_BREAK * text.startswith(' ')}{inner}{_NO_BREAK * (bool(inner) and text.endswith(' '))}"


def _operator(text: str, attributes: dict[str, str]) -> Element:
    if len(text) > 1 and text.isalpha() and text not in _LIMITS and not attributes:
        return _made("mi", {}, text=text)
    if text in _LIMITS or "movablelimits" in attributes:
        attributes |= _AROUND_NAMES
    return _made("mo", attributes, text=text.replace("-", "\N{MINUS SIGN}"))


def _attributes(old: Element) -> dict[str, str]:
    """Return the attributes that say something to browsers; alphabets and sides become letters and classes."""
    if old.tag not in ELEMENTS:
        return {}
    known = {name: _SPACES.get(value, value) for name, value in old.attrib.items()}
    kept = {name: value for name, value in known.items() if name not in _RETOLD and permits(old.tag, name, value)}
    side = _SIDES.get(old.get("columnalign", ""))
    return {**kept, "class": side} if side else kept


def _made(tag: str, attributes: Mapping[str, str], children: Sequence[Element] = (), text: str = "") -> Element:
    new = Element(tag, dict(attributes))
    new.text = text or None
    new.extend(children)
    return new


def _joined(children: Sequence[Element]) -> list[Element]:
    """Return a row as it stands: letters of one name come together, names keep clear of what they stand by."""
    row: list[Element] = []
    is_denied = False
    for child in children:
        if child.tag == "mpadded" and "".join(child.itertext()) == _SLASH:
            is_denied = True
        elif child.tag != "mi" or child.text:
            if is_denied:
                first = _edge(child, 0)
                first.text = unicodedata.normalize("NFC", f"{first.text or ''}\N{COMBINING LONG SOLIDUS OVERLAY}")
                is_denied = False
            if row and _is_upright(row[-1]) and child.tag == "mi" and child.get("mathvariant") == "normal":
                row[-1] = _made("mi", {}, text=f"{row[-1].text}{child.text}")
            else:
                row.append(child)
    return _spaced(row)


def _is_upright(element: Element) -> bool:
    """Return whether an element is an upright letter, which says so, or several, which are so by themselves."""
    return element.tag == "mi" and (element.get("mathvariant") == "normal" or _is_name(element))


def _spaced(row: Sequence[Element]) -> list[Element]:
    spaced = list(row[:1])
    for before, child in pairwise(row):
        left, right = _edge(before, -1), _edge(child, 0)
        if {left.tag, right.tag} <= _OPERANDS and (_is_name(left) or _is_name(right)):
            spaced.append(Element("mspace", {"width": _SPACES["thinmathspace"]}))
        spaced.append(child)
    return spaced


def _is_name(element: Element) -> bool:
    text = element.text or ""
    return element.tag == "mi" and len(text) > 1 and text.isalpha()


def _edge(element: Element, side: int) -> Element:
    """Return the token that stands first (0) or last (-1) on the line of an element."""
    while len(element) and element.tag in _ROWS | _SCRIPTED:
        element = element[side if element.tag in _ROWS else 0]
    return element


def _alphabets() -> dict[str, dict[int, str]]:
    """Return the letters of each alphabet by those that they stand for; a letter's name says which it is of."""
    alphabets: dict[str, dict[int, str]] = {"italic": {ord("h"): "\N{PLANCK CONSTANT}"}}
    for letter in map(chr, chain(ALPHANUMERIC, _LETTERLIKE)):
        kind, _, plain = unicodedata.decomposition(letter).partition(" ")
        if kind == "<font>":
            name = unicodedata.name(letter).removeprefix("MATHEMATICAL ").replace("BLACK-LETTER", "FRAKTUR").split()
            style = takewhile(lambda word: word not in {"CAPITAL", "SMALL", "DIGIT"}, name)
            alphabets.setdefault("-".join(style).lower(), {})[int(plain, 16)] = letter
    return alphabets


_ALPHABETS = _alphabets()


def styled(text: str, variant: str) -> str:
    """Return letters and digits in another alphabet, as ``double-struck``; what it has no letter for stays.

    >>> styled("R2-", "double-struck")
    'ℝ𝟚-'
    """
    return text.translate(_ALPHABETS.get(variant, {}))

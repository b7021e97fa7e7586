"""TeX as a tree of MathML that every browser lays out by itself, with nothing in it but what is allowed.

The converter writes MathML 3. What browsers have dropped since is written another way here or left out, and a formula
that would lose its meaning by that is not converted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from xml.etree.ElementTree import Element

from latex2mathml.commands import LIMIT
from latex2mathml.converter import convert_to_element

from backissue.mathematics.allowed import ELEMENTS, permits
from backissue.mathematics.letters import ACCENTS, styled
from backissue.mathematics.rows import joined
from backissue.mathematics.source import UnconvertibleError, prepare

DEEPEST = 40
"""Elements within elements: a formula that nests deeper is shown as its source."""

_ARITY = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "mover", "munder"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
_TOKENS = {"mi", "mn", "mo", "mtext"}
_ROWS = {"math", "mrow"}
_SIGNS = {":": ":", ";": ";", "~": "∼"}
"""What the converter takes for names."""
_LIMITS = {name[1:] for name in LIMIT}
_WITH_LIMITS = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_LARGE = set("∑∏∐⋂⋃⋀⋁⨀⨁⨂⨄⨆")
_CLASSES = {"bold": "bi-bold", "italic": "bi-italic", "monospace": "bi-mono", "sans-serif": "bi-sans"}
_SIDES = {"left": "bi-left", "right": "bi-right"}
_SPACES = {
    "thinmathspace": ".1667em",
    "mediummathspace": ".2222em",
    "thickmathspace": ".2778em",
    "negativethinmathspace": "-.1667em",
    "negativemediummathspace": "-.2222em",
    "negativethickmathspace": "-.2778em",
}
_AROUND_NAMES = MappingProxyType({"movablelimits": "true", "lspace": ".1667em", "rspace": ".1667em"})
_REFERENCE = re.compile(r"&#x[0-9A-Fa-f]+;")
_EDGES = re.compile(r"^ +| +$")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_BAR = "\N{HORIZONTAL BAR}"


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool = False) -> Element | None:
    """A formula as a tree whose root is ``math``; ``None`` for TeX that cannot be converted.

    The tree is kept for the next time that this TeX is met: it must not be changed.
    """
    try:
        prepared = prepare(tex)
        row = _clean(convert_to_element(prepared.tex, display="block" if display else "inline"), prepared.words)
    except Exception:  # noqa: BLE001 - the converter raises whatever it trips over, and any of it means the same
        return None
    if not any(text.strip() for text in row.itertext()):
        return None
    content = list(row) if row.tag == "mrow" and not row.attrib else [row]
    return _made("math", {"display": "block"} if display else {}, content)


def _clean(old: Element, words: Mapping[str, str], depth: int = 0) -> Element:
    """An element of the converter's as browsers know it.

    Raises:
        UnconvertibleError: there is none that says the same, or it lacks a part.
    """
    if depth > DEEPEST:
        raise UnconvertibleError("too deep")
    if old.tag in _TOKENS and not len(old):
        return _token(old, words)
    children = [_clean(child, words, depth + 1) for child in old]
    if old.tag not in _ARITY:
        children = joined(children)
    elif len(children) != _ARITY[old.tag]:
        raise UnconvertibleError(old.tag)
    if old.tag in _TOKENS | _ROWS or (old.tag == "mpadded" and not _attributes(old)):
        return children[0] if len(children) == 1 else _made("mrow", {}, children)
    match old.tag:
        case "menclose" if old.get("notation") == "box":
            return _made("mrow", {"class": "bi-box"}, children)
        case "msub" | "msup" | "msubsup" if children[0].text in _LARGE or "movablelimits" in children[0].attrib:
            return _made(_WITH_LIMITS[old.tag], {}, children)
        case "mover" | "munder":
            return _accented(old, children)
        case tag if tag in ELEMENTS:
            return _made(tag, _attributes(old), children)
    raise UnconvertibleError(old.tag)


def _accented(old: Element, children: Sequence[Element]) -> Element:
    attributes, mark = _attributes(old), children[1]
    if mark.text == _BAR:  # few fonts have one as wide as what stands below it
        return _made("mrow", {"class": "bi-over" if old.tag == "mover" else "bi-under"}, children[:1])
    if old.tag == "mover" and mark.text in ACCENTS:
        attributes["accent"] = "true"
    return _made(old.tag, attributes, children)


def _token(old: Element, words: Mapping[str, str]) -> Element:
    written, variant = old.text or "", old.get("mathvariant", "")
    if "\\" in written:
        raise UnconvertibleError(written)
    text = _REFERENCE.sub(lambda found: html.unescape(found[0]), written)
    attributes = _attributes(old)
    if old.tag == "mtext":
        if variant in _CLASSES:
            attributes["class"] = _CLASSES[variant]
        return _made("mtext", attributes, text=_EDGES.sub(_NO_BREAK, "".join(words.get(char, char) for char in text)))
    if words.keys() & set(text):
        raise UnconvertibleError(written)
    if old.tag == "mo":
        return _operator(text, attributes)
    if text in _SIGNS:
        return _made("mo", {}, text=_SIGNS[text])
    if old.tag == "mi" and variant == "normal":
        attributes["mathvariant"] = variant
    return _made(old.tag, attributes, text=styled(text, variant))


def _operator(text: str, attributes: dict[str, str]) -> Element:
    if len(text) > 1 and text.isalpha() and text not in _LIMITS and not attributes:
        return _made("mi", {}, text=text)
    if text in _LIMITS or "movablelimits" in attributes:
        attributes |= _AROUND_NAMES
    return _made("mo", attributes, text=text.replace("-", "\N{MINUS SIGN}"))


def _attributes(old: Element) -> dict[str, str]:
    """The attributes that say something to browsers. Those for alphabets and sides are told in letters and classes."""
    known = {name: _SPACES.get(value, value) for name, value in old.attrib.items()}
    kept = {
        name: value
        for name, value in known.items()
        if name not in {"class", "mathvariant"} and old.tag in ELEMENTS and permits(old.tag, name, value)
    }
    side = _SIDES.get(old.get("columnalign", ""))
    return {**kept, "class": side} if side else kept


def _made(tag: str, attributes: Mapping[str, str], children: Sequence[Element] = (), text: str = "") -> Element:
    new = Element(tag, dict(attributes))
    new.text = text or None
    new.extend(children)
    return new

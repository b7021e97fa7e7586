"""Formulas of HTML pages, which are MathML elements, as TeX between dollars, or as plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborNode

_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "#%&_{}"} | {"$": "", "\\": "", "`": "'", "^": ""})
_DEEPEST = 20


def read_formula(math: LexborNode) -> str:
    """Return a formula by the TeX that it holds, else by what its elements mean, else by its letters."""
    tex = (math.attributes.get("alttext") or "").strip()
    note = math.css_first('annotation[encoding="application/x-tex"], annotation[encoding="TeX"]')
    tex = tex or (" ".join(note.text().split()) if note else "")
    if tex.startswith("{\\displaystyle") and tex.endswith("}"):
        tex = tex[len("{\\displaystyle") : -1].strip()
    tex = tex if tex and "$" not in tex else _tex(math).strip()
    known = tex and any(mark in tex for mark in "\\^_=<>") and "$" not in tex and "`" not in tex
    return f"${' '.join(tex.split())}$" if known else " ".join(math.text(separator=" ").split())


def _tex(node: LexborNode, depth: int = 0) -> str:
    tag = str(node.tag)
    if tag == "-text":
        return ""
    if tag.startswith("annotation") or depth > _DEEPEST:
        return ""
    children = [child for child in node.iter() if not str(child.tag).startswith("annotation")]
    if tag in {"mi", "mo", "mn", "ms", "mtext"}:
        return _token(tag, " ".join(node.text().split()))
    parts = [_tex(child, depth + 1) for child in children]
    count, write = _FORMS.get(tag, (0, " ".join))
    return write(parts) if count in {0, len(parts)} else " ".join(parts)


def _token(tag: str, text: str) -> str:
    plain = text.translate(_SPECIAL)
    if tag in {"mtext", "ms"}:
        return rf"\text{{{plain}}}" if plain else ""
    return rf"\mathrm{{{plain}}}" if tag == "mi" and len(text) > 1 and text.isalpha() else plain


def _group(tex: str) -> str:
    return tex if len(tex) == 1 else f"{{{tex}}}"


_FORMS: Mapping[str, tuple[int, Callable[[list[str]], str]]] = {
    "mfrac": (2, lambda parts: rf"\frac{{{parts[0]}}}{{{parts[1]}}}"),
    "msup": (2, lambda parts: f"{_group(parts[0])}^{{{parts[1]}}}"),
    "msub": (2, lambda parts: f"{_group(parts[0])}_{{{parts[1]}}}"),
    "msubsup": (3, lambda parts: f"{_group(parts[0])}_{{{parts[1]}}}^{{{parts[2]}}}"),
    "munder": (2, lambda parts: f"{_group(parts[0])}_{{{parts[1]}}}"),
    "mover": (2, lambda parts: f"{_group(parts[0])}^{{{parts[1]}}}"),
    "munderover": (3, lambda parts: f"{_group(parts[0])}_{{{parts[1]}}}^{{{parts[2]}}}"),
    "mroot": (2, lambda parts: rf"\sqrt[{parts[1]}]{{{parts[0]}}}"),
    "msqrt": (0, lambda parts: rf"\sqrt{{{' '.join(parts)}}}"),
    "mfenced": (0, lambda parts: f"({', '.join(parts)})"),
}
"""How many parts an element has to have, none where any will do, and the TeX that it means."""

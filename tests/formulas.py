"""Formulas of a rendered page as the TeX they were made of."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser


def write_formulas(tree: LexborHTMLParser) -> None:
    """Put its TeX in dollars in the place of each formula."""
    for text in tree.css(".arithmatex > span[hidden]"):
        text.decompose()
    for formula in tree.css(".arithmatex > :is(math, code)"):
        tex = formula.attributes["alttext"] if formula.tag == "math" else formula.text()
        formula.replace_with(f"${tex}$")

r"""Mathematics in Markdown: formulas as MathML, which browsers lay out without any script.

A Markdown extension, switched on in ``mkdocs.yml`` by the name of this package. Where a formula begins and ends is
pymdownx.arithmatex's to say: ``$x$`` and ``\(x\)`` in a line, ``$$x$$``, ``\[x\]`` and ``\begin{…}`` as a paragraph of
its own; ``$5 and $6`` are none. TeX that cannot be converted stands on the page as code. With each formula goes its
text, which only the search reads.
"""

from __future__ import annotations

import html
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, remove_fnrefs, render_inner_html, strip_tags, unique
from markdown.treeprocessors import Treeprocessor
from pymdownx.arithmatex import ArithmatexExtension

from backissue.mathematics.formula_text import plain_mathematics, plain_title
from backissue.mathematics.mathml import ELEMENTS, mathml, permits, stands_right
from backissue.mathematics.tex import escape_tex
from backissue.text import resolve_references

__all__ = ["ELEMENTS", "escape_tex", "mathml", "permits", "plain_mathematics", "plain_title", "stands_right"]

CLASS = "arithmatex"
"""The class of the element around each formula."""
CLASS_OF_LONG = "bi-long"
LONGEST_WHOLE = 24
"""The characters in a line's formula that surely fit a phone; browsers break no line within a formula."""
_MARKS = "),.;:!?"
"""What may stand right behind a formula, whatever comes next."""
_OPENERS = frozenset("([\x02\x03")
_LONGEST_ENDING = 12
"""The characters of a word's other part that stays beside a formula, as in ``$k$-means``."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BEHIND_ATTRIBUTE_LISTS = 7
"""The place among the treeprocessors: what an attribute list says of a formula is read, and ``toc`` comes later."""


class Mathematics(ArithmatexExtension):  # type: ignore[misc] # which has no types
    """The extension. It takes no options."""

    def __init__(self) -> None:
        super().__init__(generic=True)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Switch it on in a converter."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_Formulas(md), "mathematics", _BEHIND_ATTRIBUTE_LISTS)


def makeExtension() -> Mathematics:  # noqa: N802 - Markdown's name
    """Return the extension, which Markdown loads by this."""
    return Mathematics()


class _Formulas(Treeprocessor):
    """Put MathML where arithmatex has left TeX."""

    def run(self, root: Element) -> None:
        toc = next((one for one in self.md.treeprocessors if isinstance(one, TocTreeprocessor)), None)
        if toc:
            used = {element.attrib["id"] for element in root.iter() if "id" in element.attrib}
            for heading in root.iter():
                if heading.tag in _HEADINGS and _formulas(heading):
                    self._name(heading, toc, used)
        linked = {formula for link in root.iter("a") for formula in _formulas(link)}
        for formula in _formulas(root):
            _render(formula, is_linked=formula in linked)

    def _name(self, heading: Element, toc: TocTreeprocessor, used: set[str]) -> None:
        """Name a heading for links by its TeX, which has words for Greek letters, and for readers by its text."""
        if "id" not in heading.attrib:
            heading.set("id", unique(toc.slugify(html.unescape(self._text(heading)), toc.sep), used))
        if "data-toc-label" not in heading.attrib:
            readable = deepcopy(heading)
            for formula in _formulas(readable):
                formula.text = _escaped(plain_mathematics(_tex(formula)))
            heading.set("data-toc-label", self._text(readable))

    def _text(self, heading: Element) -> str:
        return strip_tags(render_inner_html(remove_fnrefs(heading), self.md))


def _formulas(root: Element) -> list[Element]:
    """Return the elements in which arithmatex has left TeX."""
    found = ((element, element.text or "") for element in root.iter() if CLASS in element.get("class", "").split())
    ends = (("\\(", "\\["), ("\\)", "\\]"))
    return [one for one, text in found if not len(one) and text.startswith(ends[0]) and text.endswith(ends[1])]


def _tex(formula: Element) -> str:
    """Return the TeX that arithmatex has left in an element: in Markdown, entities may stand for characters in it."""
    return resolve_references((formula.text or "")[2:-2]).strip()


def _render(formula: Element, *, is_linked: bool) -> None:
    tex, display = _tex(formula), formula.tag == "div"
    tree = mathml(tex, display=display)
    formula.text = None
    if tree is None:
        SubElement(formula, "code").text = _escaped(tex)
        return
    math = _copy(tree)
    math.set("alttext", _escaped(" ".join(tex.split())))
    formula.append(math)
    plain = plain_mathematics(tex)
    if _letters(plain) != _letters("".join(tree.itertext())):
        math.set("data-pagefind-ignore", "all")
        SubElement(formula, "span", hidden="hidden").text = _escaped(plain)
    is_long = not display and len(plain) > LONGEST_WHOLE
    if is_long:
        formula.set("class", f"{formula.get('class')} {CLASS_OF_LONG}")
    elif not display:
        _take_in_what_follows(formula)
    if (display or is_long) and not is_linked:
        formula.set("tabindex", "0")  # so that one that is too wide for a page can be scrolled by keyboard


def _take_in_what_follows(formula: Element) -> None:
    """Put what no blank divides from a formula beside it, where no line is broken, as the comma after this one."""
    tail = formula.tail or ""
    word = "" if tail[:1].isspace() else "".join(tail.split(maxsplit=1)[:1])
    if len(word) > _LONGEST_ENDING or not _OPENERS.isdisjoint(word):
        word = word[: len(word) - len(word.lstrip(_MARKS))]
    if word:
        formula[-1].tail = word
        formula.tail = tail[len(word) :]


def _letters(text: str) -> str:
    return "".join(text.split())


def _copy(tree: Element) -> Element:
    """Return a tree for Markdown's serializer, which takes an ampersand before a name for an entity."""
    new = Element(tree.tag, dict(tree.attrib))
    new.text = _escaped(tree.text or "")
    new.extend(map(_copy, tree))
    return new


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;")

"""Markdown of other makers as Markdown of this site.

It is read as CommonMark, which is what they write, and written anew from the HTML that it means: lists that are
indented by two blanks, references and raw HTML all come out as this site's extensions understand them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from backissue.markup import math_spans
from backissue.sources.formulas import display, dollars
from backissue.sources.issues.boilerplate import is_service
from backissue.sources.issues.codespans import outside_code
from backissue.sources.issues.footnotes import extracted, reference, written
from backissue.sources.issues.htmltext import Converted, convert
from backissue.sources.issues.pipes import whole_tables

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_MARKDOWN.inline.ruler.before("link", "note", reference)
_BACKSLASH = r"\\"
_ACTIVE = re.compile(r"(?=[\\`*_{}\[\]<>&])")
_ELEMENTS = (
    "a abbr address article aside b blockquote br button caption center cite code col colgroup dd del details dfn div"
    " dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins"
    " kbd li link main mark meta nav ol object p picture pre q s samp script section small source span strike strong"
    " style sub summary sup svg table tbody td tfoot th thead title tr tt u ul var video wbr"
).split()
_ELEMENT = rf"/?(?:{'|'.join(_ELEMENTS)})[\s/>]"
_UNKNOWN = re.compile(rf"<(?=/?[A-Za-z][\w-]*[\s/>])(?!{_ELEMENT})", re.IGNORECASE)
_UNDEFINED = re.compile(r"(?<![\w\]])\[([^\[\]\n]{1,200})\]\[[^\[\]\n]{0,200}\]")
_PUNCTUATION = re.compile(r"(?=[!-/:-@\[-`{-~])")
_ENVIRONMENT = re.compile(r"\\begin\{(?P<name>\w{1,30}\*?)\}(?:(?!\\begin\{).){0,4000}?\\end\{(?P=name)\}", re.DOTALL)
_BLOCK = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^[ ]{0,3}(?P=fence)|\Z)"
    r"|^(?P<indent>[ ]{0,12})(?P<formula>\$\$[^$]{1,4000}?\$\$|\\\[(?:(?!\\\]).){1,4000}?\\\])[ ]*$"
    r"|^(?P<heading>#{1,6} [^\n]*?)[ ]*\{[#.][^{}\n]*\}[ ]*$"
    r"|^(?P<element><[a-z]+[^<>\n]*\smarkdown=[^<>\n]*>)[ ]*$",
    re.DOTALL | re.MULTILINE,
)


def clean(text: str, title: str = "", base: str = "") -> Converted:
    """Foreign Markdown, without marks of templates, as this site's; goes in and out as in :func:`.htmltext.convert`.

    Raw HTML becomes Markdown, what only looks like HTML (``<think>``) stays text, as do formulas; of a reference that
    is defined nowhere the words stay.
    """
    text, notes = extracted(_BLOCK.sub(_block, text))
    numbers = {label: number for number, label in enumerate(notes, 1)}
    env = {"notes": numbers}  # markdown-it adds the definitions of links, which the footnotes need too

    def render(part: str) -> str:
        html = _MARKDOWN.render(outside_code(whole_tables(part), _protected), env)
        return _UNDEFINED.sub(r"\1", html)

    html = render(text)
    footnotes = (written(render(notes[label]), number) for label, number in numbers.items())
    return convert("".join([html, *footnotes]), title, base)


def _block(found: re.Match[str]) -> str:
    """A displayed formula as a paragraph of its own; a heading and an element without what other engines mean by it."""
    if found["formula"] and display(found["formula"]):
        formula = "\n".join(line for line in found["formula"].split("\n") if line.strip())
        return f"\n\n{found['indent']}{_PUNCTUATION.sub(_BACKSLASH, formula)}\n\n"
    return found["heading"] or (f"{found['element']}\n" if found["element"] else found[0])


def _protected(text: str) -> str:
    """The text with its formulas and unknown elements escaped, as CommonMark escapes."""
    text = _ENVIRONMENT.sub(lambda found: _PUNCTUATION.sub(_BACKSLASH, found[0]), dollars(text))
    ends = [0]
    parts = []
    for start, end in math_spans(text):
        parts += [text[ends[-1] : start], _ACTIVE.sub(_BACKSLASH, text[start:end])]
        ends.append(end)
    return _UNKNOWN.sub(r"\\<", "".join([*parts, text[ends[-1] :]]))


def headings(text: str) -> Iterator[int]:
    """The 0-based lines that headings stand on."""
    for token in _MARKDOWN.parse(text):
        if token.type == "heading_open" and token.map:
            yield from range(*token.map)


def services(lines: list[str]) -> Iterator[int]:
    """The 0-based lines of the paragraphs that only serve the subscription."""
    start = 0
    for end, line in enumerate([*lines, ""]):
        if not line.strip():
            if is_service(" ".join(lines[start:end])):
                yield from range(start, end)
            start = end + 1

"""Markdown of other makers as Markdown of this site.

It is read as CommonMark, which is what they write, and written anew from the HTML that it means: lists that are
indented by two blanks, references, footnotes and raw HTML all come out as this site's extensions understand them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from backissue.markup import math_spans
from backissue.sources.formulas import display, dollars
from backissue.sources.issues.boilerplate import is_service, outside_code
from backissue.sources.issues.html_blocks import Converted, convert
from backissue.sources.issues.html_inlines import NOTE

_RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)[^\n]*?(?<!`)\1(?!`)")
_BAR = re.compile(r"(?<!\\)\|")


def whole_tables(text: str) -> str:
    r"""The text with bars in the code of tables escaped, and with as many headings as the longest row has cells.

    >>> whole_tables("a | b\n--|--\n`x|y` | 1 | 2")
    'a | b |  |\n--|-- | --- |\n`x\\|y` | 1 | 2'
    """
    lines = text.split("\n")
    end = 0
    for at in range(1, len(lines)):
        if at > end and "|" in lines[at] and _RULE.fullmatch(lines[at]) and "|" in lines[at - 1]:
            end = next((number for number in range(at + 1, len(lines)) if "|" not in lines[number]), len(lines))
            rows = [_CODE.sub(_escaped, line) for line in lines[at + 1 : end]]
            missing = max(map(_width, rows), default=0) - _width(lines[at])
            lines[at - 1 : end] = [_widened(lines[at - 1], "", missing), _widened(lines[at], "---", missing), *rows]
    return "\n".join(lines)


def _escaped(code: re.Match[str]) -> str:
    return _BAR.sub(r"\\|", code[0])


def _width(row: str) -> int:
    return len(_BAR.split(row.strip().removeprefix("|").removesuffix("|")))


def _widened(row: str, cell: str, missing: int) -> str:
    return row if missing < 1 else f"{row.rstrip().removesuffix('|').rstrip()} |{f' {cell} |' * missing}"


_DEFINITION = re.compile(r" {0,3}\[\^([^\[\]\n]{1,60})\]:[ \t]*(.*)")
_REFERENCE = re.compile(r"\[\^([^\[\]\n]{1,60})\]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OTHER_BLOCK = re.compile(r" {0,3}(?:[#>|+*-]|\d+[.)]|`{3}|~{3})")

Notes = dict[str, str]
"""The text of each footnote by its label, in the order of the definitions."""


def extracted(text: str) -> tuple[str, Notes]:
    r"""A text without the definitions of its footnotes, and those. What stands between fences is code.

    >>> extracted("So.[^a]\n\n[^a]: One\n    two.\n\nMore.")
    ('So.[^a]\n\n\nMore.', {'a': 'One\ntwo.'})
    """
    taker = _Taker()
    for line in text.split("\n"):
        taker.take(line)
    return "\n".join(taker.kept), {label: "\n".join(lines).strip() for label, lines in taker.notes.items()}


class _Taker:
    """The lines of a text while they are told apart; ``note`` is the footnote that is open."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.notes: dict[str, list[str]] = {}
        self._note: list[str] | None = None
        self._fence = ""

    def take(self, line: str) -> None:
        """Take in the next line."""
        if self._fence:
            self._keep(line)
        elif (found := _DEFINITION.fullmatch(line)) and found[1] not in self.notes:
            self._note = self.notes[found[1]] = [found[2]]
            self.kept.append("")
        elif self._note is not None and self._belongs(line):
            self._note.append(re.sub(r"^(?: {1,4}|\t)", "", line))
        else:
            self._note = None
            self._keep(line)

    def _belongs(self, line: str) -> bool:
        """Whether a line goes on with the open footnote: indented, blank, or in the same paragraph."""
        if not line.strip() or line.startswith(("    ", "\t")):
            return True
        return bool(self._note and self._note[-1].strip()) and not _OTHER_BLOCK.match(line)

    def _keep(self, line: str) -> None:
        if found := _FENCE.match(line):
            self._fence = "" if self._fence and found[1].startswith(self._fence) else self._fence or found[1]
        self.kept.append(line)


def reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """The rule of markdown-it for a reference to one of the footnotes that ``env["notes"]`` numbers."""
    found = _REFERENCE.match(state.src, state.pos)
    number = state.env.get("notes", {}).get(found[1]) if found else None
    if not found or not number:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f'<sup {NOTE}="{number}"></sup>'
    state.pos = found.end()
    return True


def written(html: str, number: int) -> str:
    """The HTML of the footnote with this number, as :mod:`.htmltext` knows it."""
    return f'<section {NOTE}="{number}">{html}</section>'


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

"""Markdown of other makers as Markdown of this site.

It is read as CommonMark, which is what they write, and written anew from the HTML that it means: lists that are
indented by two blanks, references, footnotes and raw HTML all come out as this site's extensions understand them.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from backissue.markup import math_spans
from backissue.sources.dialects.formulas import display, dollars
from backissue.sources.issues.boilerplate import change_outside_code
from backissue.sources.issues.dialect_blocks import add_blocks
from backissue.sources.issues.dialect_inlines import add_inlines
from backissue.sources.issues.dialect_marks import ABBREVIATIONS, add_marks
from backissue.sources.issues.html_blocks import Converted, convert_html
from backissue.sources.issues.html_inlines import NOTE
from backissue.sources.issues.marked_lines import outside_code, take_abbreviations, write_fields
from backissue.sources.markdown_lines import is_table_rule

_LONGEST_LABEL = 60

_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)[^\n]*?(?<!`)\1(?!`)")


def complete_tables(text: str) -> str:
    r"""Return the text with bars in the code of tables escaped, and with as many headings as the longest row has cells.

    >>> complete_tables("a | b\n--|--\n`x|y` | 1 | 2")
    'a | b |  |\n--|-- | --- |\n`x\\|y` | 1 | 2'
    """

    def escaped(code: re.Match[str]) -> str:
        return code[0].replace("\\|", "|").replace("|", "\\|")

    lines = text.split("\n")
    end = 0
    for at in range(1, len(lines)):
        if at > end and "|" in lines[at] and is_table_rule(lines[at]) and "|" in lines[at - 1]:
            end = next((number for number in range(at + 1, len(lines)) if "|" not in lines[number]), len(lines))
            rows = [_CODE.sub(escaped, line) for line in lines[at + 1 : end]]
            missing = max(map(_width, rows), default=0) - _width(lines[at])
            lines[at - 1 : end] = [_widened(lines[at - 1], "", missing), _widened(lines[at], "---", missing), *rows]
    return "\n".join(lines)


def _width(row: str) -> int:
    return row.strip().removeprefix("|").removesuffix("|").replace("\\|", "").count("|") + 1


def _widened(row: str, cell: str, missing: int) -> str:
    return row if missing < 1 else f"{row.rstrip().removesuffix('|').rstrip()} |{f' {cell} |' * missing}"


def extract_notes(text: str) -> tuple[str, dict[str, str]]:
    r"""Return a text without the definitions of its footnotes, and those by their labels. Fenced code is left alone.

    >>> extract_notes("So.[^a]\n\n[^a]: One\n    two.\n\nMore.")
    ('So.[^a]\n\n\nMore.', {'a': 'One\ntwo.'})
    """
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    note: list[str] | None = None
    fence = ""
    for line in text.split("\n"):
        label, words = ("", "") if fence else _definition(line)
        if label and label not in notes:
            note = notes[label] = [words]
            kept.append("")
        elif note is not None and not fence and _belongs(line, note[-1]):
            note.append(line.removeprefix("\t") if line.startswith("\t") else line[min(_margin(line), 4) :])
        else:
            note = None
            fence = _fence_after(line, fence)
            kept.append(line)
    return "\n".join(kept), {label: "\n".join(lines).strip() for label, lines in notes.items()}


_INLINE_NOTE = re.compile(r"(?<=[^\s\[\\^])\^\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\]){4,2000})\]")


def name_notes(text: str) -> str:
    r"""Return a text whose footnotes stand below it, also those that stand where they belong.

    >>> name_notes("So.^[One, two.] And $x^[2]$.")
    'So.[^note-1] And $x^[2]$.\n\n[^note-1]: One, two.\n'
    """
    notes: list[str] = []

    def named(found: re.Match[str]) -> str:
        notes.append(found["words"].strip())
        return f"[^note-{len(notes)}]"

    text = outside_code(text, lambda part, _: _INLINE_NOTE.sub(named, part)) if "^[" in text else text
    return text + "".join(f"\n\n[^note-{number}]: {words}\n" for number, words in enumerate(notes, 1))


def _definition(line: str) -> tuple[str, str]:
    """Return the label and the words of a footnote that begins on ``line``; no label where none does."""
    label = _label(line.lstrip(" ")) if _margin(line) < 4 else ""
    words = line.lstrip(" ")[len(label) + 3 :]
    return (label, words[1:].strip(" \t")) if label and words.startswith(":") else ("", "")


def _label(text: str) -> str:
    """Return the label of the footnote whose mark, ``[^a]``, a text begins with; empty where it does not."""
    label, bracket, _ = text[2 : _LONGEST_LABEL + 3].partition("]")
    return label if text.startswith("[^") and bracket and "[" not in label and "\n" not in label else ""


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _belongs(line: str, above: str) -> bool:
    """Return whether a line goes on with the footnote above it: indented, blank, or in the same paragraph."""
    if not line.strip() or line.startswith(("    ", "\t")):
        return True
    text = line.lstrip(" ")
    number = text.lstrip("0123456789")
    begins = text.startswith((*"#>|+*-", "```", "~~~")) or (number != text and number.startswith((".", ")")))
    return bool(above.strip()) and not begins


def _fence_after(line: str, fence: str) -> str:
    """Return the fence that is open below a line, above which ``fence`` is; empty where none is."""
    text = line.lstrip(" ") if _margin(line) < 4 else ""
    found = text[: len(text) - len(text.lstrip(text[:1]))] if text.startswith(("```", "~~~")) else ""
    return "" if found and fence and found.startswith(fence) else fence or found


def read_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read a reference to one of the footnotes that ``env["notes"]`` numbers, as a rule of markdown-it."""
    label = _label(state.src[state.pos : state.pos + _LONGEST_LABEL + 3])
    number = state.env.get("notes", {}).get(label)
    if not label or not number:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f'<sup {NOTE}="{number}"></sup>'
    state.pos += len(label) + 3
    return True


_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_MARKDOWN.inline.ruler.before("link", "note", read_reference)
add_blocks(_MARKDOWN)
add_inlines(_MARKDOWN)
add_marks(_MARKDOWN)
_ONLY_BLOCKS = MarkdownIt("commonmark").enable(["table"])
add_blocks(_ONLY_BLOCKS)
_ONLY_BLOCKS.core.ruler.enableOnly(["normalize", "block"])
_ACTIVE = {ord(mark): f"\\{mark}" for mark in r"\`*_{}[]<>&"}
_ELEMENTS = frozenset(
    "a abbr address article aside b blockquote br button caption center cite code col colgroup dd del details dfn div"
    " dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins"
    " kbd li link main mark meta nav ol object p picture pre q s samp script section small source span strike strong"
    " style sub summary sup svg table tbody td tfoot th thead title tr tt u ul var video wbr".split()
)
_TAG = re.compile(r"<(?=/?([A-Za-z][\w-]*)[\s/>])")
_UNDEFINED = re.compile(r"(?<![\w\]\[])\[((?:[^\[\]\n]|\n(?!\n)){1,200})\]\[(?:[^\[\]\n]|\n(?!\n)){0,200}\]")
_PUNCTUATION = {ord(mark): f"\\{mark}" for mark in string.punctuation}
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>\w{1,30}\*?)\} (?:(?!\\begin\{).){0,4000}? \\end\{(?P=name)\}", re.DOTALL | re.VERBOSE
)
_BLOCK = re.compile(
    r"""
    ^[ ]{0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n .*? (?:^[ ]{0,3}(?P=fence)|\Z)
    | ^(?P<indent>[ ]{0,12})(?P<formula>\$\$[^$]{1,4000}?\$\$|\\\[(?:(?!\\\]).){1,4000}?\\\])[ ]*$
    | ^(?P<heading>\#{1,6}[ ][^\n]*?)[ ]*\{:?[ ]*[\#.][^{}\n]*\}[ ]*$             # with attributes
    | ^(?P<element><[a-z]+[^<>\n]*\smarkdown=[^<>\n]*>)[ ]*$
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def convert_markdown(text: str, title: str = "", base: str = "") -> Converted:
    """Return foreign Markdown, without marks of templates, as this site's; in and out as in :func:`convert`.

    Raw HTML becomes Markdown, what only looks like HTML (``<think>``) stays text, as do formulas; of a reference that
    is defined nowhere the words stay.
    """
    text, short = take_abbreviations(write_fields(text))
    text, notes = extract_notes(name_notes(_BLOCK.sub(_block, text)))
    numbers = {label: number for number, label in enumerate(notes, 1)}
    # markdown-it adds the definitions of links, which the footnotes need too
    env: dict[str, object] = {"notes": numbers, ABBREVIATIONS: short}

    def render(part: str) -> str:
        html = _MARKDOWN.render(change_outside_code(complete_tables(part), _protected), env)
        return _UNDEFINED.sub(r"\1", html)

    html = render(text)
    footnotes = (f'<section {NOTE}="{number}">{render(notes[label])}</section>' for label, number in numbers.items())
    return convert_html("".join([html, *footnotes]), title, base)


def _block(found: re.Match[str]) -> str:
    """Return a displayed formula as a paragraph, a heading and an element without what other engines mean by it."""
    if found["formula"] and display(found["formula"]):
        formula = "\n".join(line for line in found["formula"].split("\n") if line.strip())
        return f"\n\n{found['indent']}{formula.translate(_PUNCTUATION)}\n\n"
    return found["heading"] or (f"{found['element']}\n" if found["element"] else found[0])


def _protected(text: str) -> str:
    """Return the text with its formulas and unknown elements escaped, as CommonMark escapes."""
    text = _ENVIRONMENT.sub(lambda found: found[0].translate(_PUNCTUATION), dollars(text))
    parts, at = [], 0
    for start, end in math_spans(text):
        parts += [text[at:start], text[start:end].translate(_ACTIVE)]
        at = end
    text = "".join([*parts, text[at:]])
    return _TAG.sub(lambda found: "<" if found[1].lower() in _ELEMENTS else r"\<", text)


def find_headings(text: str) -> Iterator[int]:
    """Yield the 0-based lines that headings stand on."""
    for token in _ONLY_BLOCKS.parse(text):
        if token.type == "heading_open" and token.map:
            yield from range(*token.map)

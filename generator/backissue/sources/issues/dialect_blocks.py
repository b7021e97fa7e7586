"""Blocks that dialects of Markdown have and CommonMark has not, as rules of markdown-it.

Remarks in a box (MkDocs, Docusaurus, Obsidian, GitHub, MyST, Quarto, Pandoc), tabs, and lists of definitions (PHP
Markdown Extra). Each rule writes HTML: an ``aside`` with :data:`BOX`, whose first child has :data:`TITLE` where it is
called something of its own, or a ``dl``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_Nesting = Literal[-1, 0, 1]
BOX = "data-box"
"""The attribute of a box: the kinds of its remark, with blanks between them; empty where it is none in particular."""
TITLE = "data-box-title"
"""The attribute of the element that holds the title of a box, which may be empty."""
TAB = "tab"
"""The kind of a box that is one of several between which readers choose."""

REMARKS = frozenset(
    "note abstract summary tldr info todo tip hint important success check done question help faq warning caution"
    " attention failure fail missing danger error bug example quote cite seealso admonition details".split()
)
"""The kinds of remarks that boxes are for. A box of another kind only has a place or a look of its own."""

_INDENTED = re.compile(
    r"""
    (?P<mark>!!!|\?\?\?\+?) [ ]* (?P<kinds>[\w-]+(?:[ ]+[\w-]+)*) (?:[ ]+"(?P<title>.*)")? [ ]*
    | ===[+!]? [ ]+ (?P<quote>["']) (?P<tab>.+) (?P=quote) [ ]*
    """,
    re.VERBOSE,
)
_FENCE = re.compile(
    r"""
    (?P<colons>:{3,}) [ ]* (?:\{(?P<braces>[^{}\n]*)\}|(?P<name>[\w-]+))? [ ]*
    (?:\[(?P<label>.*)\])? [ ]* (?:\{(?P<more>[^{}\n]*)\})? [ ]* (?P<rest>.*?) [ ]* :* [ ]*
    | (?P<slashes>/{3,}) [ ]* (?P<block>[\w-]+) [ ]* (?:\|[ ]*(?P<caption>.*?))? [ ]*
    """,
    re.VERBOSE,
)
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:-]+)\}[ ]*(?P<title>.*)")
_LEAF = re.compile(r"::[a-z][\w-]*(?:\[(?P<label>.*)\])?(?:\{[^{}\n]*\})?[ ]*")
_CALLOUT = re.compile(r"\[!(?P<kind>[\w-]+)(?:\|[^\]\n]*)?\][+-]?[ \t]*(?P<title>[^\n]*)\n?")
_NAMED = re.compile(r"""\b(?:title|label|summary)=(?:"([^"]*)"|'([^']*)')""")
_OPTION = re.compile(r":[\w-]+:.*|---")
_TARGET = re.compile(r"\([\w.:-]+\)=[ ]*")
_PICTURES = frozenset({"figure", "image"})
_APART = frozenset(
    "aside card div dropdown epigraph exercise grid grid-item grid-item-card highlights margin prf:theorem prf:lemma"
    " prf:definition prf:proof proof pull-quote sidebar solution tab-item tab-set topic container compound".split()
)
"""Directives of MyST that set a text apart, with or without a title."""
_UNSAID = frozenset("toctree bibliography contents index tableofcontents only meta printindex".split())
"""Directives of MyST that say nothing themselves."""
_DIRECTIVES = REMARKS | _PICTURES | _APART | _UNSAID
_DEFINED = re.compile(r"[:~](?=[ \t]+\S)")


_DEPTH, _DEEPEST = "boxes", 10
"""How the environment of a parser calls the number of boxes that are open, and how many may be."""


class Box(NamedTuple):
    """A box: its kinds, and its title in Markdown, ``None`` where it is called by its kind."""

    kinds: str
    title: str | None = None


def add_blocks(markdown: MarkdownIt) -> None:
    """Teach a parser the blocks of the dialects."""
    between: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    for name, rule in (("indented", _indented), ("fenced", _fenced), ("leaf", _leaf)):
        markdown.block.ruler.before("fence", name, rule, between)
    markdown.block.ruler.before("fence", "directive", _directive, between)
    markdown.block.ruler.before("fence", "target", _target, between)
    markdown.block.ruler.before("paragraph", "definitions", _definitions)
    markdown.core.ruler.after("block", "callouts", _name_callouts)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _push_box(state: StateBlock, box: Box, lines: range, *, end: int, inner: int) -> None:
    """Add a box with what is on ``lines``, indented ``inner``, below its own line; it stands until ``end``."""
    first, last = lines.start, lines.stop
    depth = state.env.get(_DEPTH, 0)
    if depth >= _DEEPEST:  # the mark goes, and its text stands in the box around it
        state.line = first
        return
    state.env[_DEPTH] = depth + 1
    _push_title(state.push, box, first - 1)
    line_max, indent, parent = state.lineMax, state.blkIndent, state.parentType
    state.lineMax, state.blkIndent, state.parentType = last, inner, "container"
    state.md.block.tokenize(state, first, last)
    state.lineMax, state.blkIndent, state.parentType = line_max, indent, parent
    state.push("html_block", "", 0).content = "</aside>\n"
    state.env[_DEPTH] = depth
    state.line = end


def _push_title(push: Callable[[str, str, _Nesting], Token], box: Box, line: int) -> None:
    push("html_block", "", 0).content = f'<aside {BOX}="{escape(box.kinds)}">\n'
    if box.title is not None:
        push("html_block", "", 0).content = f"<p {TITLE}>"
        token = push("inline", "", 0)
        token.content, token.children, token.map = box.title.strip(), [], [line, line + 1]
        push("html_block", "", 0).content = "</p>\n"


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read a box as MkDocs has it: ``!!! note "Title"``, ``???``, ``=== "Tab"``, and below it what is indented."""
    line = _line(state, start)
    found = _INDENTED.fullmatch(line) if line[:1] in {"!", "?", "="} and not state.is_code_block(start) else None
    if not found or silent:
        return found is not None
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.sCount[start] + 4):
        last += 1
    box = Box(TAB, found["tab"]) if found["tab"] else Box(found["kinds"].lower(), found["title"])
    _push_box(state, box, range(start + 1, last), end=last, inner=state.sCount[start] + 4)
    return True


def _fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read what stands between ``:::`` or ``///``: of a kind that boxes have, or only set apart."""
    line = _line(state, start)
    found = _FENCE.fullmatch(line) if line.startswith((":::", "///")) and not state.is_code_block(start) else None
    if not found or silent:
        return found is not None
    mark = found["colons"] or found["slashes"]
    if line.strip() == mark or state.env.get(_DEPTH, 0) >= _DEEPEST:  # ends what did not begin, or begins too much
        state.line = start + 1
        return True
    last = _end_of_fence(state, start, end, mark)
    box = _fenced_box(found)
    first = start + 1
    while first < last and _OPTION.fullmatch(_line(state, first)) and found["braces"]:
        first += 1
    if (found["braces"] or "").strip() in _PICTURES and box.title:
        _push_picture(state, box.title, start)
        box = Box("")
    _push_box(state, box, range(first, last), end=min(last + 1, end), inner=state.blkIndent)
    return True


def _end_of_fence(state: StateBlock, start: int, end: int, mark: str) -> int:
    """Return the line that ends what begins at ``start``, or ``end``; others may stand within it, and code."""
    depth, code = 1, ""
    for number in range(start + 1, end):
        line = _line(state, number).strip()
        if state.sCount[number] < state.blkIndent and line:
            return number
        if line.startswith(("```", "~~~")):
            fence = line[: len(line) - len(line.lstrip(line[0]))]
            code = "" if code and line == fence and fence.startswith(code) else code or fence
        elif not code and line.startswith(mark[:3]):
            is_end = not line.strip(mark[0])
            # A longer mark ends what a longer one began, whatever stands open within it.
            depth = 0 if is_end and len(line) == len(mark) > 3 else depth + (-1 if is_end else 1)
            if depth <= 0:
                return number
    return end


def _fenced_box(found: re.Match[str]) -> Box:
    if found["slashes"]:
        return Box(found["block"].lower(), found["caption"] or None)
    attributes = " ".join(filter(None, [found["braces"], found["more"]]))
    words = [found["name"] or "", *(word.removeprefix(".") for word in attributes.split())]
    kinds = [kind for word in words if (kind := word.lower().removeprefix("callout-")) in REMARKS]
    named = _NAMED.search(attributes)
    title = found["label"] or (named and (named[1] or named[2])) or found["rest"] or None
    return Box(kinds[0] if kinds else "", title)


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read a remark as MyST writes it, between fences whose information begins in braces."""
    line = _line(state, start)
    bare = line.lstrip("`~")
    found = _DIRECTIVE.fullmatch(bare) if len(line) - len(bare) >= 3 and not state.is_code_block(start) else None
    name = found["name"].lower() if found else ""
    if not found or name not in _DIRECTIVES or silent:
        return name in _DIRECTIVES
    mark = line[: len(line) - len(bare)]
    last = next((at for at in range(start + 1, end) if _line(state, at).rstrip() == mark), end)
    first = next((at for at in range(start + 1, last) if not _OPTION.fullmatch(_line(state, at))), last)
    if name in _PICTURES:
        _push_picture(state, found["title"], start)
    box = Box(name if name in REMARKS else "", None if name in _PICTURES else found["title"] or None)
    if name in _UNSAID:
        state.line = min(last + 1, end)
        return True
    _push_box(state, box, range(first, last), end=min(last + 1, end), inner=state.blkIndent)
    return True


def _push_picture(state: StateBlock, place: str, line: int) -> None:
    """Add the picture that a directive shows, called by the words that it says for those who do not see it."""
    options = (_line(state, at) for at in range(line + 1, min(line + 12, state.lineMax)))
    alt = next((text.removeprefix(":alt:").strip() for text in options if text.startswith(":alt:")), "")
    state.push("html_block", "", 0).content = f'<p><img src="{escape(place.strip())}" alt="{escape(alt)}"></p>\n'


def _target(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read the name of what stands below it, ``(name)=``, which nobody sees."""
    if not _TARGET.fullmatch(_line(state, start)) or state.is_code_block(start):
        return False
    if not silent:
        state.line = start + 1
    return True


def _leaf(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read a directive that is one line, ``::video[Words]{#id}``: of it the words stay."""
    line = _line(state, start)
    found = _LEAF.fullmatch(line) if line.startswith("::") and not state.is_code_block(start) else None
    if not found or silent or not ("[" in line or "{" in line):
        return found is not None and ("[" in line or "{" in line)
    state.line = start + 1
    if found["label"]:
        state.push("paragraph_open", "p", 1)
        token = state.push("inline", "", 0)
        token.content, token.children, token.map = found["label"], [], [start, start + 1]
        state.push("paragraph_close", "p", -1)
    return True


def _definitions(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read a list of definitions: lines with terms, and below them what they mean behind a colon."""
    if silent or not (below := _definition_below(state, start, end)):
        return False
    state.push("html_block", "", 0).content = "<dl>\n"
    at: int | None = start
    while at is not None and below:
        for number in range(at, below):
            if not state.isEmpty(number):
                state.push("html_block", "", 0).content = "<dt>"
                token = state.push("inline", "", 0)
                token.content, token.children, token.map = _line(state, number).strip(), [], [number, number + 1]
                state.push("html_block", "", 0).content = "</dt>\n"
        while below < end and _is_definition(state, below):
            below = _push_definition(state, below, end)
        at = next((number for number in range(below, end) if not state.isEmpty(number)), None)
        below = _definition_below(state, at, end) if at is not None else 0
    state.push("html_block", "", 0).content = "</dl>\n"
    return True


_MOST_TERMS = 8
"""Lines with terms above what they mean."""


def _is_definition(state: StateBlock, number: int) -> bool:
    within = state.blkIndent <= state.sCount[number] < state.blkIndent + 4
    return within and bool(_DEFINED.match(_line(state, number)))


def _definition_below(state: StateBlock, start: int, end: int) -> int:
    """Return the line of the first definition of the terms that begin at ``start``; 0 where they are none."""
    if _is_definition(state, start) or state.sCount[start] < state.blkIndent or state.is_code_block(start):
        return 0
    last = start
    while last < min(end, start + _MOST_TERMS) and not state.isEmpty(last) and not _is_definition(state, last):
        last += 1
    if last < end and state.isEmpty(last):  # one blank line may part a single term from what it means
        last += 1 if last == start + 1 else end
    return last if last < end and last > start and _is_definition(state, last) else 0


def _push_definition(state: StateBlock, start: int, end: int) -> int:
    """Add one definition; return the line at which the next may begin."""
    begin, shift, count = state.bMarks[start], state.tShift[start], state.sCount[start]
    line = _line(state, start)
    inner = len(line) - len(line[1:].lstrip()) - 1
    last = start + 1
    while last < end and not _is_definition(state, last):
        blank, after = state.isEmpty(last), state.isEmpty(last - 1)
        if not blank and after and state.sCount[last] < count + min(inner + 1, 4):
            break
        last += 1
    state.push("html_block", "", 0).content = "<dd>\n"
    state.tShift[start] += inner + 1
    state.sCount[start] = state.blkIndent + min(inner + 1, 4)
    line_max, indent = state.lineMax, state.blkIndent
    state.lineMax, state.blkIndent = last, indent + min(inner + 1, 4)
    state.md.block.tokenize(state, start, last)
    state.lineMax, state.blkIndent = line_max, indent
    state.bMarks[start], state.tShift[start], state.sCount[start] = begin, shift, count
    state.push("html_block", "", 0).content = "</dd>\n"
    while last < end and state.isEmpty(last):
        last += 1
    state.line = last
    return last


def _name_callouts(state: StateCore) -> None:
    """Make boxes of quotations that begin with ``[!NOTE]``, as GitHub and Obsidian write remarks."""
    done: list[Token] = []
    ends: list[str] = []
    tokens = state.tokens

    def push(kind: str, tag: str, nesting: _Nesting) -> Token:
        done.append(Token(kind, tag, nesting))
        return done[-1]

    for at, token in enumerate(tokens):
        if token.type == "blockquote_open":
            found = _CALLOUT.match(tokens[at + 2].content) if tokens[at + 1].type == "paragraph_open" else None
            ends.append("</aside>\n" if found else "")
            if not found:
                done.append(token)
                continue
            first = tokens[at + 2]
            first.content = first.content[found.end() :]
            _push_title(push, Box(found["kind"].lower(), found["title"] or None), (first.map or [0])[0])
        elif token.type == "blockquote_close":
            if end := ends.pop():
                push("html_block", "", 0).content = end
            else:
                done.append(token)
        else:
            done.append(token)
    state.tokens = done

r"""What people leave unfinished in Markdown, which then stands on the page as they typed it, and where.

Python-Markdown refuses nothing: a footnote without text, a code block or a formula without an end become words. So a
mark is a mistake where it is not escaped in the text *and* is among the words that readers get.

>>> from backissue.prose.parse import Renderer
>>> [mistake.what for mistake in find_mistakes("So[^1] it is.\n", Renderer().html)]
['the footnote `[^1]` has no text']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from backissue.prose.parse import TooComplexError

_SIGNS = ("[^", "```", "~~~", "$$", "$\\", "\\begin{", "[[", "![", "<img", "{#", "{: #", ' id="')
"""What a text has that holds one of the mistakes."""
_FENCE = re.compile(r"[ >]*(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)([^\n]{1,500}?)(?<!`)\1(?!`)")
_FOOTNOTE = re.compile(r"\[\^(\w[\w-]{0,40})\]")
_RANGE = re.compile(r"(?:\w-\w)+")
"""What stands in brackets in a regular expression, such as `[^a-z]`."""
_EMPTY_NOTE = re.compile(r" {0,3}\[\^([^\]\n]{1,40})\]:\s*")
_WIKI = re.compile(r"\[\[(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]{1,200}\]\]")
_TEX = re.compile(r"\$\\[A-Za-z]+")
_BEGIN = re.compile(r"\\begin\{(\w+\*?)\}")
_DISPLAY = re.compile(r"(?<!\\)\$\$")


class TextMistake(NamedTuple):
    """What is wrong in which 0-based line of a text, and what to write instead; a hint where readers lose nothing."""

    line: int
    what: str
    remedy: str
    is_hint: bool = False


class _Page(NamedTuple):
    """A text without what stands in code, line by line, and what became of it."""

    lines: Sequence[str]
    tree: LexborHTMLParser
    words: str

    def places(self, fragment: str) -> list[int]:
        """Return the 0-based lines that hold a piece of text that is not escaped."""
        pattern = re.compile(rf"(?<!\\){re.escape(fragment)}")
        return [number for number, line in enumerate(self.lines) if pattern.search(line)]


def may_have_mistakes(text: str) -> bool:
    """Return whether a text has any of the signs that mistakes are made with; no other need be rendered for them."""
    return any(sign in text for sign in _SIGNS)


def find_mistakes(text: str, html: Callable[[str], str]) -> list[TextMistake]:
    """Return the mistakes in Markdown, from its first line to its last.

    ``html`` renders it, and raises :class:`~backissue.prose.parse.TooComplexError`; such a text is judged elsewhere.
    """
    try:
        tree = LexborHTMLParser(f"<!doctype html><body>{html(text)}")
    except TooComplexError:
        return []
    lines, unclosed = _without_code(text.split("\n"))
    notes = [*_empty_footnotes(lines, tree)]
    page = _Page(lines, tree, _words(tree))
    found = [*notes, *_repeated_ids(page), *_pictures(page)]
    found += [mistake for line, mark in unclosed if mark in page.words for mistake in [_open_fence(line, mark)]]
    for check in (_footnotes, _formulas, _displayed, _wiki_links):
        found += check(page)
    return sorted(found)


def _words(tree: LexborHTMLParser) -> str:
    """Return what readers get of a page besides code and formulas."""
    words = LexborHTMLParser(tree.html or "")
    for node in words.css("code, pre, math, [hidden]"):
        node.decompose()
    return words.body.text() if words.body else ""


def _without_code(lines: Sequence[str]) -> tuple[list[str], list[tuple[int, str]]]:
    """Return lines without what stands in code, and where code begins that does not end, by line and mark."""
    fences = [_FENCE.fullmatch(line.rstrip()) for line in lines]
    closing: defaultdict[str, list[int]] = defaultdict(list)
    for number, fence in enumerate(fences):
        if fence and not fence["info"]:
            closing[fence["mark"]].append(number)
    kept, unclosed, end = list[str](), list[tuple[int, str]](), -1
    for number, line in enumerate(lines):
        if number > end and (fence := fences[number]):
            later = closing[fence["mark"]]
            at = bisect_right(later, number)
            if at < len(later):
                end = later[at]
            else:
                unclosed.append((number, fence["mark"]))
        kept.append("" if number <= end else _CODE.sub(lambda code: " " * len(code[0]), line))
    return kept, unclosed


def _open_fence(line: int, mark: str) -> TextMistake:
    return TextMistake(
        line, "the code block that begins here does not end", f"write {mark} on a line of its own below it"
    )


def _footnotes(page: _Page) -> Iterator[TextMistake]:
    for label in dict.fromkeys(_FOOTNOTE.findall(page.words)):
        places = page.places(f"[^{label}]")
        if places and not _RANGE.fullmatch(label):
            yield _no_text(places[0], label)


def _empty_footnotes(lines: Sequence[str], tree: LexborHTMLParser) -> Iterator[TextMistake]:
    """Yield the footnotes that begin and say nothing."""
    empty = {
        (note.attributes.get("id") or "").partition(":")[2]
        for note in tree.css('li[id^="fn:"]')
        if not "".join(node.text(deep=False) for node in note.css("*")).strip(" \n\xa0\u21a9\ufe0e")
    }
    for number, line in enumerate(lines):
        found = _EMPTY_NOTE.fullmatch(line)
        if found and found[1] in empty:
            yield _no_text(number, found[1])


def _no_text(line: int, label: str) -> TextMistake:
    remedy = f"write `[^{label}]: …` with its text on a line of its own at the end of the page, or remove the mark"
    return TextMistake(line, f"the footnote `[^{label}]` has no text", remedy)


def _formulas(page: _Page) -> Iterator[TextMistake]:
    for begin in dict.fromkeys(_TEX.findall(page.words)):
        if places := page.places(begin):
            remedy = "write `$` behind it, without a blank before it; a dollar that is money is `\\$`"
            yield TextMistake(places[-1], f"the formula that begins with `{begin}` does not end", remedy)


def _displayed(page: _Page) -> Iterator[TextMistake]:
    r"""Yield the formulas of several lines that do not end in their paragraph; what ends one further below is none."""
    is_open = False
    for number, paragraph in _paragraphs(page.lines):
        text = "\n".join(paragraph)
        is_odd = len(_DISPLAY.findall(text)) % 2 == 1 and "$$" in page.words
        if is_odd and not is_open and any(line.strip().startswith("$$") for line in paragraph):
            remedy = "write `$$` behind it; in a formula there is no blank line"
            yield TextMistake(number, "the formula that begins with `$$` does not end", remedy)
        is_open ^= is_odd
        begun = _BEGIN.match(text.lstrip())
        if begun and begun[0] in page.words and f"\\end{{{begun[1]}}}" not in text:
            remedy = f"write `\\end{{{begun[1]}}}` behind it; in a formula there is no blank line"
            yield TextMistake(number, f"the formula that begins with `{begun[0]}` does not end", remedy)


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of lines that are not blank, each with the number of its first."""
    run: list[str] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            run.append(line)
        elif run:
            yield number - len(run), run
            run = []


def _wiki_links(page: _Page) -> Iterator[TextMistake]:
    for link in dict.fromkeys(_WIKI.findall(page.words)):
        if places := page.places(link):
            remedy = "name the page's file, as in `[Its title](../2023-03-26/its-name.md)`"
            yield TextMistake(places[0], f"`{link}` is a link in wikis, and words here", remedy, is_hint=True)


def _repeated_ids(page: _Page) -> Iterator[TextMistake]:
    ids = Counter(node.attributes.get("id") or "" for node in page.tree.css("[id]"))
    for name in (name for name, number in ids.items() if name and number > 1):
        given = re.compile(rf"""\{{[^{{}}\n]*#{re.escape(name)}[ }}]|<[^<>\n]* id=["']?{re.escape(name)}["' >]""")
        places = [number for number, line in enumerate(page.lines) if given.search(line)]
        if len(places) > 1:
            what = f"the id `{name}` is given twice on this page"
            yield TextMistake(places[1], what, "give one of the two another `{#…}`, or none")


def _pictures(page: _Page) -> Iterator[TextMistake]:
    bare = [node.attributes.get("src") or "" for node in page.tree.css("img") if not node.attributes.get("alt")]
    for source in dict.fromkeys(bare):
        places = page.places(source) if source else []
        if places and 'alt=""' not in page.lines[places[0]]:
            what = f"the picture `{source}` has no words for those who cannot see it"
            yield TextMistake(places[0], what, f"say what it shows: `![…]({source})`", is_hint=True)

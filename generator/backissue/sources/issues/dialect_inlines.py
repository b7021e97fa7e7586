"""Running text that dialects of Markdown have and CommonMark has not, as rules of markdown-it.

Links between the pages of a vault (Obsidian, MediaWiki), words with attributes (Pandoc, kramdown, attribute lists),
highlights, raised and lowered letters, and boxes to tick (GitHub).
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

_WIKI = re.compile(r"(?P<shown>!?)\[\[(?P<target>[^\[\]|\n]{1,300})(?:\\?\|(?P<label>[^\[\]\n]{1,300}))?\]\](?![(\[])")
_ATTRIBUTES = re.compile(
    r"""\{:?[ ]*(?:(?:[.#][\w:-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))[ ]*)+\}""",
)
_HIGHLIGHT = re.compile(r"(?<![\w=])==(?=[^\s=])((?:(?!==)[^\n]){1,300})(?<=\S)==(?![\w=])")
_RAISED = re.compile(r"\^([+\-\u2212]?\w{1,8}|\*)\^(?!\^)")
_LOWERED = re.compile(r"~([+\-\u2212]?\w{1,8})~(?!~)")
_TICK = re.compile(r"\[([ xX]|[^\w\s\[\]^])\](?=[ \t])")
_OPEN, _DONE = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}"
_STATES = {
    "x": _DONE,
    "-": "\N{BALLOT BOX WITH X}",
    ">": f"{_OPEN} \N{RIGHTWARDS ARROW}",
    "<": f"{_OPEN} \N{LEFTWARDS ARROW}",
    "/": f"{_OPEN} \N{HORIZONTAL ELLIPSIS}",
    " ": _OPEN,
}
"""What the states of tasks are shown as: done, given up, put off, planned, begun, open."""
_BEHIND = frozenset(")]`*_>")
_DEEPEST = 10
"""Words with attributes within each other."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp"})


def add_inlines(markdown: MarkdownIt) -> None:
    """Teach a parser the running text of the dialects."""
    ruler = markdown.inline.ruler
    ruler.before("link", "wiki", _wiki)
    ruler.before("link", "span", _span)
    ruler.push("attributes", _attributes)
    ruler.before("emphasis", "marked", _marked)
    markdown.core.ruler.before("inline", "ticks", _tick)


def wiki_label(target: str) -> str:
    """Return what a link of a vault shows where it does not say: the last part of its path.

    >>> wiki_label("concepts/two-columns.md"), wiki_label("Maps#The north"), wiki_label("#The north")
    ('two-columns', 'Maps > The north', 'The north')
    """
    path, _, heading = target.partition("#")
    name = PurePosixPath(path.strip()).name.removesuffix(".md")
    parts = (part.strip() for part in heading.split("#") if not part.startswith("^"))  # which names a paragraph
    return " > ".join(filter(None, [name, *parts])) or heading.strip("^ ")


def _wiki(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read ``[[page|words]]``; ``![[page]]`` shows a picture, or links what it would show of another page."""
    if state.src[state.pos] not in "![":
        return False
    found = _WIKI.match(state.src, state.pos)
    if not found or not found["target"].strip():
        return False
    if not silent:
        target, label = found["target"].strip(), (found["label"] or "").strip()
        address = escape(quote(target, safe="/#%:.-_~"))
        is_picture = bool(found["shown"]) and PurePosixPath(target).suffix.lower() in _PICTURES
        if is_picture:
            words = "" if label.replace("x", "").isdecimal() else label  # else how wide it is
            words = words or PurePosixPath(target).name
            html = f'<img src="{address}" alt="{escape(words)}">'
        else:
            html = f'<a href="{address}">{escape(label or wiki_label(target))}</a>'
        state.push("html_inline", "", 0).content = html
    state.pos = found.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read ``[words]{.class}``, of which the words stay."""
    if state.src[state.pos] != "[" or not _has_spans(state.src) or state.level > _DEEPEST:
        return False
    start = state.pos
    end = state.md.helpers.parseLinkLabel(state, start)
    found = _ATTRIBUTES.match(state.src, end + 1) if end > start else None
    if not found:
        state.pos = start
        return False
    if not silent:
        last, state.posMax, state.pos = state.posMax, end, start + 1
        state.level += 1
        state.md.inline.tokenize(state)
        state.level -= 1
        state.posMax = last
    state.pos = found.end()
    return True


@lru_cache(maxsize=4)
def _has_spans(text: str) -> bool:
    """Return whether there may be a span in a text, which is asked once a bracket of it."""
    return "]{" in text


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read the attributes of what stands before them, which no page shows."""
    before = state.src[: state.pos].rstrip(" ")[-1:] if state.src[state.pos] == "{" else ""
    found = _ATTRIBUTES.match(state.src, state.pos) if before else None
    is_last = found is not None and not state.src[found.end() :].strip() and state.posMax == len(state.src)
    if before not in _BEHIND and not is_last:  # behind a whole paragraph, it has a blank before it
        return False
    apart = state.src[state.pos - 1 : state.pos] == " "
    if not found or (apart and found[0].lstrip("{: ")[:1] not in {".", "#"}):
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
    state.pos = found.end()
    return True


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read ``==words==``, ``x^2^`` and ``H~2~O``."""
    mark, before = state.src[state.pos], state.src[state.pos - 1 : state.pos]
    if mark == "=":
        found, tag = _HIGHLIGHT.match(state.src, state.pos), "mark"
    elif mark == "^" and before.isalnum():
        found, tag = _RAISED.match(state.src, state.pos), "sup"
    elif mark == "~" and before.isalpha():
        found, tag = _LOWERED.match(state.src, state.pos), "sub"
    else:
        return False
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f"<{tag}>"
        last, state.posMax, state.pos = state.posMax, found.end(1), found.start(1)
        state.md.inline.tokenize(state)
        state.posMax = last
        state.push("html_inline", "", 0).content = f"</{tag}>"
    state.pos = found.end()
    return True


def _tick(state: StateCore) -> None:
    """Write the boxes of a list of tasks as signs, which no link can be made of."""
    for around, token in zip(state.tokens, state.tokens[2:], strict=False):
        found = _TICK.match(token.content) if around.type == "list_item_open" and token.type == "inline" else None
        if found:
            state_of = found[1].lower()
            token.content = _STATES.get(state_of, f"{_OPEN} \\{state_of}") + token.content[found.end() :]

"""Marks of dialects of Markdown around words and beside them, as rules of markdown-it.

Keys, inserted words and icons (MkDocs), changes of editors (CriticMarkup), roles (MyST), names of paragraphs
(Obsidian), and short forms with what they are short for (PHP Markdown Extra).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from backissue.sources.issues.marked_lines import ShortForms

BLOCK = "data-block"
"""The attribute that has the name of the paragraph, or the point of a list, that it stands in."""
ABBREVIATIONS = "abbreviations"
"""How the environment of a parser calls what short forms are short for."""

_KEY = r"""(?:[a-z0-9][a-z0-9-]{0,20}|"[^"\n]{1,30}"|'[^'\n]{1,30}')"""
_KEYS = re.compile(rf"\+\+(?P<keys>{_KEY}(?:\+{_KEY})*)\+\+(?![\w+])", re.IGNORECASE)
_INSERTED = re.compile(
    r"(\^\^|\+\+)(?=[^\s+^])(?P<words>(?:(?!\1)[^\n]){1,300})(?<=\S)(?:\+\+(?![\w+])|\^\^(?!\^))(?<=\1)"
)
_WORDS = re.compile(r"(?=.*[^\W\d_]{3})[^(){}\[\];=<>]+")
_CHANGE = re.compile(
    r"""
    \{(?P<mark>\+\+|--|==)(?P<words>(?:(?!(?P=mark)\}).){1,500})(?P=mark)\}
    | \{~~(?P<old>(?:(?!~>).){0,500})~>(?P<new>(?:(?!~~\}).){0,500})~~\}
    """,
    re.VERBOSE | re.DOTALL,
)
_CHANGES = {"++": "", "--": "del", "==": "mark"}
_ROLE = re.compile(r"\{(?P<name>[a-zA-Z][\w:.+-]{0,40})\}(?P<ticks>`{1,3})(?P<text>[^`\n]{1,500})(?P=ticks)(?!`)")
_OF_CODE = frozenset("code kbd command file program samp option envvar literal guilabel".split())
_SAID = re.compile(r"(?P<label>[^<]*\S)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_ICON = re.compile(r":(?P<name>[a-z0-9_+-]{2,60}):(?:\{[^{}\n]*\})?(?![\w:])")
_SETS = ("material-", "fontawesome-", "octicons-", "simple-", "fa-")
_NAMED = re.compile(r"(?:^|[ \t\n])\^(?P<name>(?=[\w-]*[A-Za-z]|\d{6})[A-Za-z0-9-]{2,60})[ \t]*\Z")


def add_marks(markdown: MarkdownIt) -> None:
    """Teach a parser the marks of the dialects."""
    ruler = markdown.inline.ruler
    ruler.before("strikethrough", "keys", _keys)
    ruler.before("strikethrough", "changes", _changes)
    ruler.before("strikethrough", "roles", _roles)
    ruler.before("strikethrough", "icons", _icons)
    markdown.core.ruler.before("inline", "names", _name_blocks)
    markdown.core.ruler.after("inline", "abbreviations", _spell_out)


def _push(state: StateInline, html: str) -> None:
    state.push("html_inline", "", 0).content = html


def _within(state: StateInline, start: int, end: int, tag: str = "") -> None:
    """Read what stands between two places, in an element of this name."""
    _push(state, f"<{tag}>" if tag else "")
    last, state.posMax, state.pos = state.posMax, end, start
    state.md.inline.tokenize(state)
    state.posMax = last
    _push(state, f"</{tag}>" if tag else "")


def _keys(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read ``++ctrl+c++`` and ``^^inserted words^^``, of which editors also write ``++inserted words++``."""
    before = state.src[state.pos - 1 : state.pos]
    if state.src[state.pos] not in "+^" or before.isalnum() or before in {"+", "^"}:
        return False
    found = _KEYS.match(state.src, state.pos)
    labels = [_key_label(key) for key in re.findall(_KEY, found["keys"], re.IGNORECASE)] if found else []
    if found and all(labels) and found.end() <= state.posMax:
        if not silent:
            _push(state, "+".join(f"<kbd>{escape(label)}</kbd>" for label in labels))
        state.pos = found.end()
        return True
    found = _INSERTED.match(state.src, state.pos)
    if not found or found.end() > state.posMax or (found[1] == "++" and not _WORDS.fullmatch(found["words"])):
        return False
    if not silent:
        _within(state, found.start("words"), found.end("words"), "em")
    state.pos = found.end()
    return True


@cache
def _key_label(name: str) -> str:
    """Return what is written on a key; empty where there is none of this name.

    >>> _key_label("ctrl"), _key_label("a"), _key_label('"My key"'), _key_label("hello")
    ('Ctrl', 'A', 'My key', '')
    """
    from pymdownx import keymap_db

    if name[0] in "\"'":
        return name[1:-1]
    key = str(keymap_db.aliases.get(name.lower(), name.lower()))
    return str(keymap_db.keymap.get(key) or (name.upper() if len(name) == 1 else ""))


def _changes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read what an editor added, took out, put in its place or marked."""
    found = _CHANGE.match(state.src, state.pos) if state.src[state.pos] == "{" else None
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        if found["mark"]:
            _within(state, found.start("words"), found.end("words"), _CHANGES[found["mark"]])
        else:
            _within(state, found.start("old"), found.end("old"), "del" if found["old"] else "")
            _push(state, " " if found["old"] and found["new"] else "")
            _within(state, found.start("new"), found.end("new"))
    state.pos = found.end()
    return True


def _roles(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read ``{ref}`words <target>```, of which the words stay: as code, as a formula, raised, lowered or plain."""
    found = _ROLE.match(state.src, state.pos) if state.src[state.pos] == "{" else None
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        _push(state, _written(found["name"].casefold(), found["text"].strip()))
    state.pos = found.end()
    return True


def _written(role: str, text: str) -> str:
    """Return the words of a role as HTML."""
    said = _SAID.fullmatch(text)
    words = escape((said["label"] if said else text).lstrip("!~"))
    if role == "math":
        return f"${escape(text)}$"
    if role in _OF_CODE or ":" in role:
        return f"<code>{words}</code>"
    tag = {"sub": "sub", "subscript": "sub", "sup": "sup", "superscript": "sup"}.get(role, "")
    return f"<{tag}>{words}</{tag}>" if tag else words


def _icons(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """Read ``:smile:`` as the sign that it is; of icons of a theme nothing stays."""
    if state.src[state.pos] != ":" or state.src[state.pos - 1 : state.pos].isalnum():
        return False
    found = _ICON.match(state.src, state.pos)
    sign = _sign(found["name"]) if found and found.end() <= state.posMax else None
    if not found or sign is None:
        return False
    state.pos = found.end()
    if not silent:
        is_last = not sign and not state.src[state.pos : state.pos + 1].isalnum()
        state.pending = state.pending.rstrip(" ") if is_last else state.pending
        _push(state, sign)
    return True


@cache
def _sign(name: str) -> str | None:
    """Return the sign of a name, an empty text for an icon; ``None`` where it names none.

    >>> _sign("tada"), _sign("material-account"), _sign("this")
    ('\N{PARTY POPPER}', '', None)
    """
    from pymdownx import gemoji_db

    if name.startswith(_SETS):
        return ""
    known = gemoji_db.emoji.get(gemoji_db.aliases.get(f":{name}:", f":{name}:"))
    return "".join(chr(int(code, 16)) for code in known["unicode"].split("-")) if known else None


def _name_blocks(state: StateCore) -> None:
    """Read the names of paragraphs and points of lists, ``^name`` at their ends or alone below them."""
    above: Token | None = None
    for token in state.tokens:
        found = _NAMED.search(token.content) if token.type == "inline" and "^" in token.content else None
        if found:
            named = f'<a {BLOCK}="{found["name"].lower()}"></a>'
            token.content = token.content[: found.start()]
            if token.content or not above:
                token.content += named
            else:
                above.content += named
        above = token if token.type == "inline" and token.content else above


def _spell_out(state: StateCore) -> None:
    """Write behind short forms what they are short for, where a text has them first, but for its headings."""
    waiting: dict[str, str] = state.env.get(ABBREVIATIONS, {})
    if not waiting:
        return
    known = ShortForms(waiting)
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "inline" and before.type != "heading_open":
            _spell_out_in(token.children or (), waiting, known)


_NEAR = 400
"""Characters before and behind a short form in which a text says itself what it is short for."""


def _spell_out_in(tokens: Iterable[Token], waiting: dict[str, str], known: ShortForms) -> None:
    links = 0
    for token in tokens:
        links += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type != "text" or links:
            continue
        text, parts, done = token.content, list[str](), 0
        for short, at in known.find(text):
            if long := waiting.pop(short, ""):
                is_said = long.casefold() in text[max(at - _NEAR, 0) : at + _NEAR].casefold()
                parts += [text[done:at], "" if is_said else f" ({long})"]
                done = at
        token.content = "".join([*parts, text[done:]])

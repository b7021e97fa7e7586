"""Pieces of text and of Markdown as one run, and the run as a paragraph or a heading.

The words are escaped all together, with a stand-in for each mark between them, because two stars that are harmless
apart make a pair in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from backissue.markup import escape_heading, escape_markdown
from backissue.sources.formulas import display
from backissue.text import sentences

Token = tuple[str, bool]
"""A piece of text, or (``True``) a piece of Markdown."""
Tokens = list[Token]

_MARK, BREAK = "\ue000", "\ue001"
_PLACE = re.compile(rf"(\\?)(!?){_MARK}(\{{?)")
_LITERAL = r"(\$[^$]+\$|\\.)|{}"


def paragraph(run: Iterable[Token]) -> str:
    """The tokens as one paragraph of Markdown, a sentence a line; or as a displayed formula, where they are one."""
    known = list(run)
    words = "".join(text for text, _ in known).replace(BREAK, "\n")
    if not any(is_mark for _, is_mark in known) and (formula := display(words)):
        return formula

    def escape(text: str) -> str:
        parts = ["\n".join(sentences(part)) for part in text.split(BREAK)]
        return escape_markdown(f"{BREAK}\n".join(part for part in parts if part))

    return _written(known, escape).replace(BREAK, "  ")


def heading(run: Iterable[Token]) -> str:
    """The tokens as the text of a heading, in one line."""
    return _written(run, lambda text: escape_heading(text.replace(BREAK, " ")))


def lines(run: Iterable[Token]) -> list[Tokens]:
    r"""The tokens between line breaks, which are left out.

    >>> lines([("a", False), ("\ue001", False), ("b", False)])
    [[('a', False)], [('b', False)]]
    """
    parts: list[Tokens] = [[]]
    for token in run:
        if token == (BREAK, False):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def broken(parts: Sequence[Tokens]) -> Tokens:
    """The reverse of :func:`lines`."""
    return [token for at, part in enumerate(parts) for token in ([(BREAK, False), *part] if at else part)]


def plain(run: Iterable[Token]) -> str:
    """The words of the tokens in one line."""
    return " ".join("".join(text for text, is_mark in run if not is_mark).replace(BREAK, " ").split())


def _written(run: Iterable[Token], escape: Callable[[str], str]) -> str:
    known = _joined(run)
    marks = [text for text, is_mark in known if is_mark]
    text = escape("".join(_MARK if is_mark else text for text, is_mark in known))
    for char in "*`":
        if any(char in mark for mark in marks):
            pattern = _LITERAL.format(re.escape(char))
            text = re.sub(pattern, lambda found: found[1] or f"\\{found[0]}", text)
    rest = iter(marks)
    return _PLACE.sub(lambda found: _placed(found, next(rest)), text)


def _placed(found: re.Match[str], mark: str) -> str:
    """A mark in its place, with what stands beside it kept from changing what it means."""
    backslash, call, brace = found.groups()
    if call and mark.startswith("["):
        call = r"\!"
    elif backslash and not call:
        backslash = r"\\"
    return f"{backslash}{call}{mark}" + (r"\{" if brace else "")


def _joined(run: Iterable[Token]) -> Sequence[Token]:
    """The tokens without the pairs of marks that end an emphasis and begin the same again."""
    kept: Tokens = []
    for token in run:
        if token == ("", False):
            continue
        if kept and token == kept[-1] and token[0] in {"*", "**"} and token[1]:
            kept.pop()
        else:
            kept.append(token)
    return kept

r"""TeX made ready for the converter: what it would misread is written another way, what it must not see is refused.

The converter takes the words of ``\text{…}`` for TeX, knows neither ``aligned`` nor ``\unicode`` in full, and would
follow macros and links. Words are taken out of the formula here, and a private character stands for each of them.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import deque
from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias

LONGEST = 2000
"""A longer formula is shown as its source."""
_FIRST = 0xE000
"""The first of the private characters that stand for words."""
Group: TypeAlias = "tuple[str, list[str | Group]]"
"""What stands in braces, with the command that it is the argument of, if that is one that is known here."""
_TOKEN = re.compile(
    r"""
      \\\\ (?: \s* \[ -?[\d.]+ \s* [a-z]{2} \] )?   # the end of a row, with the space below it
    | \\ (?: operatorname(?![A-Za-z]) \s* \*? | [A-Za-z]+ ) \s*  # a command, with the blanks that end it
    | \\ . | -{2,3} | `` | '' | .                   # a sign; dashes and quotation marks of words; any character
    """,
    re.VERBOSE | re.DOTALL,
)
_UNICODE = re.compile(r"\\unicode\s*\{\s*(?:[xX]([0-9A-Fa-f]{1,6})|(\d{1,7}))\s*\}")


def _commands(names: str) -> set[str]:
    return {rf"\{name}" for name in names.split()}


_TEXT = {
    **dict.fromkeys(_commands("text textrm textnormal textup textmd textsc mbox hbox"), r"\text"),
    **dict.fromkeys(_commands("textit textsl emph"), r"\textit"),
    **{name: name for name in _commands("textbf texttt textsf")},
}
ENVIRONMENTS = {
    **dict.fromkeys("align align* aligned split eqnarray eqnarray*".split(), "align*"),
    **dict.fromkeys("gather gather* gathered multline multline*".split(), "matrix"),
    **{
        name: name for name in "cases array smallmatrix substack matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix".split()
    },
    "dcases": "cases",
}
_SYNONYMS = {
    **dict.fromkeys(_commands("mathds mathbbm"), r"\mathbb"),
    **dict.fromkeys(_commands("nonumber notag xspace ensuremath"), " "),
    "%": r"\%",
}
_SILENT = _commands("label color textcolor")
_OPERATORS = _commands("operatorname operatorname*")
_WITH_ARGUMENT = {*_TEXT, *_SILENT, *_OPERATORS, r"\begin", r"\end"}
REFUSED = _commands("def newcommand newenvironment DeclareMathOperator href class style verb") | _commands(
    "colorbox fcolorbox cancel bcancel xcancel sout"
)
KNOWN = frozenset({*_TEXT, *_SYNONYMS, *_OPERATORS, r"\begin", r"\end", r"\textcolor"}) - {"%"}
"""Commands that are read here and that the converter need not know."""
_NAME = frozenset(f"{string.ascii_letters}{string.whitespace}*")
_BLANKS = frozenset((r"\,", r"\;", r"\:", r"\ ", *string.whitespace))
_IN_WORDS = {rf"\{sign}": sign for sign in "%&#_$ ,;"} | dict.fromkeys(_commands("sim textasciitilde"), "~")
_IN_WORDS |= {"~": "\N{NO-BREAK SPACE}", "--": "–", "---": "—", "``": "“", "''": "”"}


def prepare(tex: str) -> tuple[str, dict[str, str]]:
    r"""Return TeX as the converter reads it right, and the words that its private characters stand for.

    Raises:
        ValueError: it is too long, or holds what the converter must not or cannot follow.

    >>> prepare(r"\mathbbm{1} \text{if 5\% of $x$}")
    ('\\mathbb{1} \\text{\ue000}x', {'\ue000': 'if 5% of '})
    """
    words: dict[str, str] = {}
    written = _formula(_parse(_UNICODE.sub(_character, tex)), words)
    is_aligned = r"\\" in written or "&" in written.replace(r"\&", "")
    if is_aligned and r"\begin" not in written:
        written = rf"\begin{{align*}}{written}\end{{align*}}"
    return written, words


def _character(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16) if found[1] else int(found[2]))
    if char in "\\{}$%&#_^~":
        raise ValueError(f"{char} may mean something")
    return char


def _parse(tex: str) -> list[str | Group]:
    """Return the tokens of a formula, with what stands in braces as groups."""
    tokens: list[str] = _TOKEN.findall(tex)
    is_odd = any(unicodedata.category(char) in {"Cc", "Cs", "Co"} and char not in "\t\n" for char in tex)
    if len(tex) > LONGEST or is_odd or not REFUSED.isdisjoint(map(_name, tokens)):
        raise ValueError("a formula that is too long, or holds what is refused")
    groups: list[Group] = [("", [])]
    for before, mark in pairwise(["", *tokens]):
        inner = groups[-1][1]
        if mark == "{":
            command = _name(before) if _name(before) in _WITH_ARGUMENT else ""
            del inner[len(inner) - bool(command) :]
            groups.append((command, []))
        elif mark == "}" and len(groups) > 1:
            group = groups.pop()
            groups[-1][1].append(group)
        else:
            inner.append(mark)
    ((_, parts),) = groups
    if "}" in parts:
        raise ValueError("a group that is closed before it is opened")
    return parts


def _name(token: str) -> str:
    """Return a command without the blanks that end it."""
    return "".join(token.split()) if token[1:2].isalpha() else token


def _formula(parts: Iterable[str | Group], words: dict[str, str]) -> str:
    """Write mathematics for the converter, and put the words in it into ``words``."""
    written = ""
    for part in parts:
        if isinstance(part, str):
            written += r"\\" if part.startswith(r"\\") else _SYNONYMS.get(_name(part), part)
            continue
        command, inner = part
        if command in _TEXT:
            written += _text(inner, _TEXT[command], words)
        elif command in _OPERATORS:
            written += _operator(command, inner, words)
        elif command in {r"\begin", r"\end"}:
            written += _environment(command, _source(inner).strip())
        else:
            written += " " if command in _SILENT else f"{{{_formula(inner, words)}}}"
    return written


def _source(parts: Iterable[str | Group]) -> str:
    return "".join(part if isinstance(part, str) else f"{part[0]}{{{_source(part[1])}}}" for part in parts)


def _environment(command: str, name: str) -> str:
    if name.rstrip("*") == "equation":
        return " "
    if name not in ENVIRONMENTS:
        raise ValueError(f"the environment {name}")
    return f"{command}{{{ENVIRONMENTS[name]}}}"


def _operator(command: str, inner: Iterable[str | Group], words: dict[str, str]) -> str:
    r"""Write a name: ``arg\,max`` is the converter's own, and one that has more than letters is upright text."""
    source = _source(inner)
    name = "".join(part for part in inner if isinstance(part, str) and part not in _BLANKS)
    if name in {"argmax", "argmin"}:
        return rf"\{name} "
    return f"{command}{{{source}}}" if source and set(source) <= _NAME else rf"\mathrm{{{_formula(inner, words)}}}"


def _text(inner: Iterable[str | Group], command: str, words: dict[str, str]) -> str:
    """Write words in a text command, and the formulas and other text commands between them."""
    written = plain = ""
    rest = deque(inner)
    while rest:
        part, between = rest.popleft(), ""
        if part == "$" and "$" in rest:
            between = _formula(list(iter(rest.popleft, "$")), words)
        elif isinstance(part, str):
            plain += _IN_WORDS.get(_name(part), part)
        elif part[0] in _TEXT:
            between = _text(part[1], _TEXT[part[0]], words)
        else:
            rest.extendleft([*reversed(part[1]), part[0]])
        if between:
            written += _words(plain, command, words) + between
            plain = ""
    return written + _words(plain, command, words)


def _words(plain: str, command: str, words: dict[str, str]) -> str:
    if "\\" in plain:
        raise ValueError("a command among words")
    mark = chr(_FIRST + len(words))
    if plain:
        words[mark] = plain
    return f"{command}{{{mark}}}" if plain else ""

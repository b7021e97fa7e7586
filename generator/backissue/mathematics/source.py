r"""TeX made ready for the converter: what it would misread is written another way, what it must not see is refused.

The converter takes the words of ``\text{…}`` for TeX, knows neither ``aligned`` nor ``\unicode`` in full, and would
follow macros and links. Words are taken out of the formula here, and a private character stands for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 2000
"""A longer formula is shown as its source."""
_FIRST = 0xE000
"""The first of the private characters that stand for words."""

_TEXT_COMMANDS = {
    **dict.fromkeys(("text", "textrm", "textnormal", "textup", "textmd", "textsc", "mbox", "hbox"), r"\text"),
    **dict.fromkeys(("textit", "textsl", "emph"), r"\textit"),
    **{name: f"\\{name}" for name in ("textbf", "texttt", "textsf")},
}
_ENVIRONMENTS = {
    **dict.fromkeys(("align", "align*", "aligned", "split", "eqnarray", "eqnarray*"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "matrix"),
    **dict.fromkeys(("cases", "dcases"), "cases"),
    **{name: name for name in ("array", "smallmatrix", "substack")},
    **{f"{kind}matrix": f"{kind}matrix" for kind in ("", "p", "b", "B", "v", "V")},
}
_SYNONYMS = {
    **dict.fromkeys(("mathds", "mathbbm"), r"\mathbb"),
    **dict.fromkeys(("nonumber", "notag", "xspace", "ensuremath"), ""),
}
_REFUSED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]"
    r"|\\(?:def|newcommand|newenvironment|DeclareMathOperator|href|class|style|verb|f?colorbox|[bx]?cancel|sout)"
    r"(?![A-Za-z])"
)
_TEXT = re.compile(rf"\\({'|'.join(sorted(_TEXT_COMMANDS, key=len, reverse=True))})\s*\{{")
_UNICODE = re.compile(r"\\unicode\s*\{\s*(?:[xX]([0-9A-Fa-f]{1,6})|(\d{1,7}))\s*\}")
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_SILENT = re.compile(r"\\(?:label|(?:text)?color)\s*\{[^{}]*\}")
_ALIGNED = re.compile(r"\\\\|(?<!\\)&")
_ROW_SPACE = re.compile(r"(\\\\)\s*\[-?[\d.]+\s*[a-z]{2}\]")
_ARG = re.compile(r"\\operatorname\s*\*?\s*\{\s*arg\s*(?:\\[,;: ]\s*)?(max|min)\s*\}")
_NAMED = re.compile(r"\\operatorname\s*\*?\s*\{(?![A-Za-z\s*]+\})")
_ESCAPED = re.compile(r"\\([%&#_$ ,;])|~|\\(?:textasciitilde|sim)(?![A-Za-z])\s*|---?|``|''")
_READ = {"~": "\N{NO-BREAK SPACE}", "--": "–", "---": "—", "``": "“", "''": "”"}


class UnconvertibleError(ValueError):
    """TeX that is not turned into a formula."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """TeX for the converter, and the words that its private characters stand for."""

    tex: str
    words: Mapping[str, str]


def prepare(tex: str) -> Prepared:
    r"""TeX as the converter reads it right.

    Raises:
        UnconvertibleError: it is too long, or holds what the converter must not or cannot follow.

    >>> prepare(r"\mathbbm{1} \text{if 5\% of $x$}")
    Prepared(tex='\\mathbb{1} \\text{\ue000}x', words={'\ue000': 'if 5% of '})
    """
    tex = _UNICODE.sub(_character, tex)
    if len(tex) > LONGEST or _REFUSED.search(tex) or _closing(f"{tex}}}", 0) != len(tex):
        raise UnconvertibleError(tex)
    words: dict[str, str] = {}
    tex = _with_words_out(tex, words)
    if _ALIGNED.search(tex) and r"\begin" not in tex:
        tex = rf"\begin{{align*}}{tex}\end{{align*}}"
    tex = _ENVIRONMENT.sub(_environment, _ROW_SPACE.sub(r"\1", _SILENT.sub("", tex)))
    tex = _COMMAND.sub(lambda found: _SYNONYMS.get(found[1], found[0]), tex)
    tex = _ARG.sub(r"\\arg\1", tex)
    tex = _NAMED.sub(r"\\mathrm{", tex)
    return Prepared(re.sub(r"(?<!\\)%", r"\\%", tex), words)


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    if number > 0x10FFFF or chr(number) in "\\{}$%&#_^~":
        raise UnconvertibleError(found[0])
    return chr(number)


def _environment(found: re.Match[str]) -> str:
    name = found[2].strip()
    if name.rstrip("*") == "equation":
        return ""
    if name not in _ENVIRONMENTS:
        raise UnconvertibleError(found[0])
    return f"\\{found[1]}{{{_ENVIRONMENTS[name]}}}"


def _with_words_out(tex: str, words: dict[str, str]) -> str:
    parts, reached = [], 0
    while found := _TEXT.search(tex, reached):
        end = _closing(tex, found.end())
        parts += [tex[reached : found.start()], _run(tex[found.end() : end], _TEXT_COMMANDS[found[1]], words)]
        reached = end + 1
    return "".join([*parts, tex[reached:]])


def _closing(tex: str, start: int) -> int:
    """Where the group is closed that was opened right before ``start``.

    Raises:
        UnconvertibleError: it is not.
    """
    depth = 1
    for token in re.finditer(r"\\.|[{}]", tex[start:]):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if not depth:
            return start + token.start()
    raise UnconvertibleError(tex)


def _run(inner: str, command: str, words: dict[str, str]) -> str:
    """The inside of a text command: words in that command, and the formulas and other text commands between them."""
    parts, reached = [], 0
    for found in re.finditer(r"(?<!\\)\$([^$]*)(?<!\\)\$|" + _TEXT.pattern, inner):
        if found.start() < reached:
            continue
        parts.append(_words(inner[reached : found.start()], command, words))
        if found[2]:
            reached = _closing(inner, found.end()) + 1
            parts.append(_run(inner[found.end() : reached - 1], _TEXT_COMMANDS[found[2]], words))
        else:
            reached = found.end()
            parts.append(_with_words_out(found[1], words))
    return "".join([*parts, _words(inner[reached:], command, words)])


def _words(text: str, command: str, words: dict[str, str]) -> str:
    plain = _ESCAPED.sub(lambda found: found[1] or _READ.get(found[0], "~"), text)
    plain = re.sub(r"(?<!\\)[{}]", "", plain)
    if "\\" in plain:
        raise UnconvertibleError(text)
    if not plain:
        return ""
    mark = chr(_FIRST + len(words))
    words[mark] = plain
    return f"{command}{{{mark}}}"

r"""The words of Markdown: what a paragraph says without its markup, its formulas kept apart.

A formula comes as its TeX between two :data:`~backissue.markup.MATH`, so that text split there is words and formulas
in turn. Each rule looks at a character a bounded number of times.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from backissue.markup import MATH, fold

_HELD = "\x01"
# What means itself whatever stands around it: formulas, code, escaped characters.
_LITERAL = re.compile(
    r"\$\$(?P<display>(?:\\.|[^\\$])+)\$\$|\\\[(?P<square>(?:\\[^\[\]]|[^\\])+?)\\\]"
    r"|\\\((?P<round>(?:\\[^()]|[^\\])+?)\\\)|\$(?!\s)(?P<inline>(?:\\.|[^\\$])+)(?<!\s)\$"
    r"|(?<!`)(?P<ticks>`++)(?P<code>(?:(?!(?P=ticks)).)+)(?P=ticks)|\\(?P<escaped>[!-/:-@\[-`{-~])"
)
_KEPT = re.compile(rf"([{_HELD}{MATH}])(\d+)\1")
_IMAGE = re.compile(r"!\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])")
_LINK = re.compile(_IMAGE.pattern.removeprefix("!"))
_NOTE = re.compile(r"\[\^[^\[\]]*\]")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][^{}]*\}")
_STRESS = re.compile(r"(?<=(\S))?((?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_))(?=(\S))?")


def words(markdown: str) -> str:
    r"""The words of one paragraph in one line.

    >>> words("*Two* [three](x.md) &lt; `4` at $x_1$")
    'Two three < 4 at \x02x_1\x02'
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        tex = next(filter(None, (found[name] for name in ("display", "square", "round", "inline"))), "")
        formula = _formula(tex)
        kept.append(f"{MATH}{formula}{MATH}" if formula else tex or found["code"] or found["escaped"])
        mark = MATH if formula else _HELD
        return f"{mark}{len(kept) - 1}{mark}"

    text = _LITERAL.sub(keep, " ".join(fold(markdown).split("\n")))
    for pattern in (_IMAGE, _LINK, _ADDRESS):
        text = pattern.sub(r"\1", text)
    for pattern in (_NOTE, _TAG, _ATTRIBUTES):
        text = pattern.sub("", text)
    text = html.unescape(_without_stress(text))
    return " ".join(_KEPT.sub(lambda found: kept[int(found[2])], text).split())


def _formula(tex: str) -> str:
    r"""TeX that can be written between any delimiters, in one line; empty if it cannot."""
    line = " ".join(html.unescape(tex).split())
    if (len(line) - len(line.rstrip("\\"))) % 2:  # it was a blank that the last one made wide
        line = line[:-1].rstrip()
    return "" if "`" in line or r"\)" in line else line


def _without_stress(text: str) -> str:
    """The text without the marks of emphasis that have a partner."""
    marks = sorted(_stressed(text))
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    return "".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _stressed(text: str) -> Iterator[tuple[int, int]]:
    """Where the marks of emphasis stand: one that begins a word, with the next like it that ends one."""
    open_at: dict[str, tuple[int, int]] = {}
    for found in _STRESS.finditer(text):
        before, mark, after = found[1] or " ", found[2], found[3] or " "
        if mark in open_at and not before.isspace() and not _in_word(after):
            yield from (open_at.pop(mark), found.span(2))
        elif not after.isspace() and not _in_word(before):
            open_at[mark] = found.span(2)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"

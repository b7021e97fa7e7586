"""Markdown as plain text, for descriptions and other places that know no markup."""

from __future__ import annotations

import html
import re

from backissue.mathematics.plain import plain_mathematics

_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\\]*)\]\((?:[^()\\]|\([^()]*\))*\)")
_TAG = re.compile(r"<[^>\n]*>")
_EMPHASIS = re.compile(r"(?<![\\\w])([*_]{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!$|~^:=])")

# A formula's TeX, or what looks like the beginning of one and is not: an escaped character, or code.
_FORMULA = re.compile(
    r"\\\(((?:\\[^)]|[^\\]){1,2000}?)\\\)"
    r"|(?:\A|(?<=\n\n))(?:\\\[((?:\\[^\]]|[^\\]){1,2000}?)\\\]|\$\$((?:\\.|[^\\$]){1,2000}?)\$\$)"
    r"|\\.|(?<!`)(?:`[^`\n]+`|``[^\n]+?``)(?!`)"
    r"|\$(?!\s)((?:\\.|[^\\$`]){1,2000}?)(?<!\s)\$"
)
_STAND_IN = re.compile(r"\x02(\d+)\x03")


def plain_text(markdown: str) -> str:
    """The running text of ``markdown`` in one line, without its headings."""
    formulas: list[str] = []
    text = _with_formulas_out(_HEADING.sub("", markdown), formulas)
    text = _TAG.sub("", _LINK.sub(r"\1", _MARKER.sub("", text)))
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    text = _STAND_IN.sub(lambda found: formulas[int(found[1])], html.unescape(text))
    return " ".join(text.split())


def _with_formulas_out(markdown: str, formulas: list[str]) -> str:
    """The Markdown with a stand-in for each formula, whose text is added to ``formulas``."""

    def stand_in(found: re.Match[str]) -> str:
        tex = next(filter(None, found.groups()), "")
        if not tex:
            return found[0]
        formulas.append(plain_mathematics(html.unescape(tex)))
        return f"\x02{len(formulas) - 1}\x03"

    return _FORMULA.sub(stand_in, markdown.replace("\x02", "").replace("\x03", ""))


def shorten(text: str, longest: int = 180) -> str:
    """``text`` cut at a word end to at most ``longest`` characters, with an ellipsis where it was cut."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

"""Markdown as plain text, for descriptions and other places that know no markup."""

from __future__ import annotations

import html
import re

_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\\]*)\]\((?:[^()\\]|\([^()]*\))*\)")
_TAG = re.compile(r"<[^>\n]*>")
_EMPHASIS = re.compile(r"(?<![\\\w])([*_]{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!$|~^:=])")


def plain_text(markdown: str) -> str:
    """The running text of ``markdown`` in one line, without its headings."""
    text = _TAG.sub("", _LINK.sub(r"\1", _MARKER.sub("", _HEADING.sub("", markdown))))
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return " ".join(html.unescape(text).split())


def shorten(text: str, longest: int = 180) -> str:
    """``text`` cut at a word end to at most ``longest`` characters, with an ellipsis where it was cut."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

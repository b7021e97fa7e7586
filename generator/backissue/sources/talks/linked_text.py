"""Links in speech that is Markdown: they stay in the text, and titles hold their words."""

from __future__ import annotations

import re
from collections.abc import Callable

from backissue.sources.issues.addresses import address

_TARGET = r"https?://[^\s()<>]{1,1000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,1000})?"
_LINK = re.compile(rf"!?\[([^\[\]]{{1,300}})\]\(({_TARGET})(?: \"[^\"\n]{{0,200}}\")?\)|<({_TARGET})>")
_EMPHASIS = re.compile(r"(\*{1,2})(?=\S)([^*\n]+)(?<=\S)\1")

# Stand-ins while the text around them is escaped; they are removed from every text first.
_BEGIN, _END = "\ue000", "\ue001"
_PRIVATE = re.compile(f"[{_BEGIN}{_END}]")
_PLACE = re.compile(rf"(\\?)(!?){_BEGIN}|{_END}(\{{?)")


def escape_linked(text: str, escape: Callable[[str], str]) -> str:
    r"""Text as Markdown by ``escape``, its links to the web kept; what they say is escaped with the text around it.

    >>> from backissue.markup import escape_markdown
    >>> escape_linked("See [1 < 2](https://example.org/a) or [it](javascript:b).", escape_markdown)
    'See [1 &lt; 2](https://example.org/a) or \\[it](javascript:b).'
    """
    urls: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        url = address(found[2] or found[3])
        if not url or not (found[1] or found[3]).strip():
            return found[0]
        urls.append(url)
        return f"{_BEGIN}{found[1] or found[3]}{_END}"

    def placed(found: re.Match[str]) -> str:
        if found[0].startswith(_END):
            return f"]({next(rest)})" + (r"\{" if found[3] else "")
        return (r"\\" if found[1] else "") + (r"\!" if found[2] else "") + "["

    marked = escape(_LINK.sub(stand_in, _PRIVATE.sub("", text)))
    rest = iter(urls)
    return _PLACE.sub(placed, marked)


def without_markup(text: str) -> str:
    """The words of a text in Markdown: those of its links, and of what it emphasises.

    >>> without_markup("**So**, [a *paper*](https://example.org/a) by <https://example.org>.")
    'So, a paper by https://example.org.'
    """
    return _EMPHASIS.sub(r"\2", _LINK.sub(lambda found: found[1] or found[3], text))

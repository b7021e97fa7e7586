"""Python-Markdown without a search for what cannot be there: each pattern of a line begins with a letter it needs.

Most of its patterns look behind themselves first, so that ``re`` tries them at every place of a text, sixteen of them
one after the other. Whether a text has the letter at all is asked a hundred times faster, and decides the same. The
links to themselves that entries have are HTML that is not looked at tag by tag: each is laid aside as a whole, as
Python-Markdown does with HTML, behind blocks of code and before anything else reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markdown import Markdown, inlinepatterns
from markdown.preprocessors import Preprocessor
from pymdownx import arithmatex

TRIGGERS: Mapping[str, tuple[str, ...]] = {
    inlinepatterns.BACKTICK_RE: ("`",),
    f"(?:{arithmatex.RE_SMART_DOLLAR_INLINE}|{arithmatex.RE_BRACKET_INLINE})": ("$", "\\"),
    f"(?:{arithmatex.RE_SMART_DOLLAR_INLINE})": ("$",),
    f"(?:{arithmatex.RE_BRACKET_INLINE})": ("\\",),
    inlinepatterns.ESCAPE_RE: ("\\",),
    inlinepatterns.LINK_RE: ("[",),
    inlinepatterns.IMAGE_LINK_RE: ("![",),
    r"\[\^([^\]]*)\]": ("[^",),
    inlinepatterns.AUTOLINK_RE: ("<",),
    inlinepatterns.AUTOMAIL_RE: ("<",),
    inlinepatterns.LINE_BREAK_RE: ("  \n",),
    inlinepatterns.HTML_RE: ("<",),
    inlinepatterns.ENTITY_RE: ("&",),
}
"""By patterns as they stand in Python-Markdown: what a text must have, one of them at least, to fit. A pattern that is
not here is searched for in any case."""


class _Triggered:
    """A pattern that is not searched for in a text without any of its triggers.

    Each search is reported to ``count`` with the length of the text, for what is found in it makes another text of it.
    """

    def __init__(self, pattern: re.Pattern[str], triggers: tuple[str, ...], count: Callable[[int], None]) -> None:
        self._pattern = pattern
        self._triggers = triggers
        self._count = count

    def finditer(self, text: str, *place: int) -> Iterable[re.Match[str]]:
        """Return the matches, as :meth:`re.Pattern.finditer` does."""
        for trigger in self._triggers:
            if trigger in text:
                self._count(len(text))
                return self._pattern.finditer(text, *place)
        return ()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        """Return what the pattern has."""
        return getattr(self._pattern, name)


_ANCHOR = re.compile(r'<a class="bi-anchor" href="#[^"<>\\\s]*" id="[^"<>\\\s]*">\u00b6</a>')
"""The link to itself that an entry of an issue has, see :func:`backissue.entries.placing.link_to_itself`."""
_BEHIND_FENCES = 22
"""A place among preprocessors: those of fenced code (25) are done then, and that of HTML (20) is not."""


class _Anchors(Preprocessor):
    """Lays the links to themselves of entries aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with marks in the places of links."""
        return [self._without(line) if "bi-anchor" in line else line for line in lines]

    def _without(self, line: str) -> str:
        return _ANCHOR.sub(lambda found: str(self.md.htmlStash.store(found[0])), line)


def quicken(markdown: Markdown, count: Callable[[int], None] = lambda _: None) -> Markdown:
    """Return a converter, which from now on searches a text only for patterns that may be in it.

    ``count`` is called with the length of each text that is searched.
    """
    for pattern in markdown.inlinePatterns:
        triggers = TRIGGERS.get(pattern.pattern, ("",))
        if isinstance(pattern, inlinepatterns.InlineProcessor):
            pattern.compiled_re = _Triggered(pattern.compiled_re, triggers, count)  # type: ignore[assignment]
    markdown.preprocessors.register(_Anchors(markdown), "bi-anchors", _BEHIND_FENCES)
    return markdown

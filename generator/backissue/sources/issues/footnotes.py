"""The footnotes of Markdown, ``[^a]`` and ``[^a]: text``, which CommonMark does not know and would lose."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from backissue.sources.issues.inline import NOTE

_DEFINITION = re.compile(r" {0,3}\[\^([^\[\]\n]{1,60})\]:[ \t]*(.*)")
_REFERENCE = re.compile(r"\[\^([^\[\]\n]{1,60})\]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OTHER_BLOCK = re.compile(r" {0,3}(?:[#>|+*-]|\d+[.)]|`{3}|~{3})")

Notes = dict[str, str]
"""The text of each footnote by its label, in the order of the definitions."""


def extracted(text: str) -> tuple[str, Notes]:
    r"""A text without the definitions of its footnotes, and those. What stands between fences is code.

    >>> extracted("So.[^a]\n\n[^a]: One\n    two.\n\nMore.")
    ('So.[^a]\n\n\nMore.', {'a': 'One\ntwo.'})
    """
    taker = _Taker()
    for line in text.split("\n"):
        taker.take(line)
    return "\n".join(taker.kept), {label: "\n".join(lines).strip() for label, lines in taker.notes.items()}


class _Taker:
    """The lines of a text while they are told apart; ``note`` is the footnote that is open."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.notes: dict[str, list[str]] = {}
        self._note: list[str] | None = None
        self._fence = ""

    def take(self, line: str) -> None:
        """Take in the next line."""
        if self._fence:
            self._keep(line)
        elif (found := _DEFINITION.fullmatch(line)) and found[1] not in self.notes:
            self._note = self.notes[found[1]] = [found[2]]
            self.kept.append("")
        elif self._note is not None and self._belongs(line):
            self._note.append(re.sub(r"^(?: {1,4}|\t)", "", line))
        else:
            self._note = None
            self._keep(line)

    def _belongs(self, line: str) -> bool:
        """Whether a line goes on with the open footnote: indented, blank, or in the same paragraph."""
        if not line.strip() or line.startswith(("    ", "\t")):
            return True
        return bool(self._note and self._note[-1].strip()) and not _OTHER_BLOCK.match(line)

    def _keep(self, line: str) -> None:
        if found := _FENCE.match(line):
            self._fence = "" if self._fence and found[1].startswith(self._fence) else self._fence or found[1]
        self.kept.append(line)


def reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it calls it so)
    """The rule of markdown-it for a reference to one of the footnotes that ``env["notes"]`` numbers."""
    found = _REFERENCE.match(state.src, state.pos)
    number = state.env.get("notes", {}).get(found[1]) if found else None
    if not found or not number:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f'<sup {NOTE}="{number}"></sup>'
    state.pos = found.end()
    return True


def written(html: str, number: int) -> str:
    """The HTML of the footnote with this number, as :mod:`.htmltext` knows it."""
    return f'<section {NOTE}="{number}">{html}</section>'

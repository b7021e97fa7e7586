"""The title at the beginning of a paper's text: where it ends, as people mark it and forget to."""

from __future__ import annotations

import re

from backissue.text import sentences

JOINTS = " -\u2013\u2014:,;"
DASH = r"(?:-{1,3}|[\u2013\u2014])"
# Doubled marks of bold, and doubled dashes behind them, are taken as one. A hyphen before a digit is a minus.
_BOLD_TITLE = re.compile(
    rf"(\*\*|__)\1?(?!\1)(.+?)\1{{1,2}}(?:[^\S\n]*(?:{DASH}|:)(?=[\s*]|[^\W\d]|$)(?:[^\S\n]{DASH}(?=\s))*)?"
)
_TITLE_END = re.compile(rf"(?:[^\S\n]{DASH})+(?=\s)|[^\S\n]{{2,}}|\n")
_LONGEST_TITLE = 250
_SHORT_TITLE = 12
_GOES_ON = re.compile(r"\b(?:an?|the|and|or|of|in|on|at|by|for|from|to|with)\Z")


def split_title(text: str) -> tuple[str, str, bool]:
    """The title of a text, the rest of it, and whether the text marks where the one ends.

    A mark with whole sentences before it, or in the middle of a long one, is none: the bold was closed too late, or the
    dash belongs to the text.
    """
    bold, end = _BOLD_TITLE.match(text), _TITLE_END.search(text)
    if bold:
        title, rest = bold[2].strip(JOINTS), text[bold.end() :].strip()
    else:
        title, rest = (text[: end.start()], text[end.end() :].strip()) if end else (text, "")
        title = title.replace("**", "").lstrip("*")
    *before, last = sentences(title) or [""]
    stops = [*before, last] if not bold else before
    marked = not any(sentence.endswith(".") for sentence in stops) and (bool(bold or end) or not before)
    if marked and len(title) <= _LONGEST_TITLE and not (bold and _is_cut(title)):
        return " ".join(title.split()).replace("\\*", "*"), rest, True
    text = _without_marks(text, bold) if bold else text
    return _first_words(text.partition("\n")[0]), text, False


def _is_cut(title: str) -> bool:
    """Whether a title ends within a phrase. A short one may well do so on purpose, as *What lamps are made of* does."""
    return len(title.split()) > _SHORT_TITLE and bool(_GOES_ON.search(title))


def _without_marks(text: str, bold: re.Match[str]) -> str:
    """The text without what would set its title off: the marks of bold and the dash behind them, but not a colon."""
    mark = text[bold.end(2) : bold.end()].strip("*_")
    return f"{bold[2]}{':' if ':' in mark else mark and ' '}{text[bold.end() :]}"


def _first_words(text: str) -> str:
    words = next(iter(sentences(text)), "").split()
    return " ".join(words).rstrip(".,;") if len(words) <= _SHORT_TITLE else f"{' '.join(words[:10]).rstrip('.,;')} …"

r"""What a person did that a parser of YAML refuses, in their words, with the line where it stands.

libyaml says what it expected, and often only where the mistake came to light. What it says, and the text at that place,
tell which of the common mistakes it was.

>>> explain("topics:\n\t- Sound", (1, 0), (1, 0), "found character that cannot start any token").what
'a tab in front of `- Sound`'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Place = tuple[int, int]
"""A 0-based line and column."""

CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b«»"
"""Quotation marks that are letters to YAML, as programs for texts put them in place of straight ones."""
_QUOTE = 'put the whole text after `key: ` in double quotes (`key: "…"`), with `\\"` for one in it'
_CLOSED = "close it with the same straight mark at the end of the text"
_LISTED = "write a list as `key: [One, Two]`, or with each entry on a line of its own: `  - One`"
_KEYS = (
    "write each line as `key: value`, and those that go on with the text above as `  - entry` or in one line with it"
)
_ALIGN = "begin each `key:` in the first column, and entries below it with two blanks and `- `"
_SPECIAL = "@`%&*!,]}"
"""What a plain value cannot begin with."""


class Mistake(NamedTuple):
    """What is wrong, in which 0-based line, and what to write instead."""

    line: int
    what: str
    remedy: str


def explain(text: str, at: Place, since: Place, problem: str) -> Mistake:
    """Return the mistake in a text that libyaml refused ``at`` a place, in what it began to read ``since`` another.

    ``problem`` is what it says. Where none of the common mistakes fits, that is what is said.
    """
    lines = text.split("\n")
    found = next((found for cause in _CAUSES if (found := cause(lines, at, since, problem))), None)
    return found or Mistake(at[0], problem or "unreadable characters", _QUOTE)


def _tab(lines: Sequence[str], at: Place, _since: Place, _problem: str) -> Mistake | None:
    """A tab where blanks are counted: in the line itself, or in the one above that it belongs to."""
    for number in (at[0], at[0] - 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        bare = line.lstrip(" \t")
        if "\t" in line[: len(line) - len(bare)] and bare.strip():
            what = f"a tab in front of `{_cut(bare)}`"
            return Mistake(number, what, "replace it with blanks: YAML counts blanks and takes no tabs there")
    return None


def _comment(lines: Sequence[str], at: Place, since: Place, problem: str) -> Mistake | None:
    """A bracket or a quotation mark that a comment hides."""
    if "or ']'" not in problem and "or '}'" not in problem:
        return None
    hides = (number for number in range(since[0], min(at[0] + 1, len(lines))) if " #" in lines[number])
    number = next(hides, None)
    if number is None:
        return None
    rest = lines[number][lines[number].index(" #") + 1 :]
    return Mistake(
        number,
        f"the rest of the line after ` #` is a comment: `{_cut(rest)}`",
        "put the text with `#` in double quotes",
    )


def _open_bracket(_lines: Sequence[str], _at: Place, since: Place, problem: str) -> Mistake | None:
    for mark, closing in (("[", "]"), ("{", "}")):
        if f"or '{closing}'" in problem:
            return _not_closed(since[0], mark, closing)
    return None


def _open_at_end(lines: Sequence[str], _at: Place, _since: Place, problem: str) -> Mistake | None:
    """A list that is still open at the end of the text, of which libyaml only says that an entry is lacking."""
    if problem != "did not find expected node content":
        return None
    for number in range(len(lines) - 1, -1, -1):
        for mark, closing in (("[", "]"), ("{", "}")):
            if lines[number].count(mark) > lines[number].count(closing):
                return _not_closed(number, mark, closing)
    return None


def _not_closed(line: int, mark: str, closing: str) -> Mistake:
    remedy = f"write `{closing}` behind it, and a comma between its entries"
    return Mistake(line, f"a list that begins with `{mark}` does not end with `{closing}`", remedy)


def _open_quote(lines: Sequence[str], _at: Place, since: Place, problem: str) -> Mistake | None:
    if "end of stream" not in problem or since[0] >= len(lines):
        return None
    line = lines[since[0]]
    mark = line[since[1] : since[1] + 1] or '"'
    curly = next((char for char in line[since[1] + 1 :] if char in CURLY), "")
    ends = f": `{curly}` is another mark" if curly else ""
    return Mistake(since[0], f"a text that begins with `{mark}` does not end with it{ends}", _CLOSED)


def _after_quote(lines: Sequence[str], at: Place, _since: Place, problem: str) -> Mistake | None:
    """Something behind the closing quotation mark, or the closing bracket, of a value."""
    line = lines[at[0]] if at[0] < len(lines) else ""
    before = line[: at[1]].rstrip()
    value = before.partition(": ")[2].lstrip()
    if problem != "did not find expected key" or not value:
        return None
    if value[0] in "\"'":
        return Mistake(at[0], f"words behind the text in quotation marks: `{_cut(line[at[1] :])}`", _QUOTE)
    if value[0] in "[{":
        return Mistake(
            at[0],
            f"words behind the list: `{_cut(line[at[1] :])}`",
            f"if all of it is one text, {_QUOTE}; else {_LISTED}",
        )
    return None


def _special(lines: Sequence[str], at: Place, since: Place, _problem: str) -> Mistake | None:
    """A value that begins with a character which has a meaning of its own."""
    for number, column in (at, since):
        char = lines[number][column : column + 1] if number < len(lines) else ""
        if char and char in _SPECIAL:
            return Mistake(number, f"a value that begins with `{char}`", _QUOTE)
    return None


def _backslash(_lines: Sequence[str], at: Place, _since: Place, problem: str) -> Mistake | None:
    if "escape" not in problem:
        return None
    return Mistake(at[0], "a backslash in double quotes", "write `\\\\` for one, or put the text in single quotes")


def _list_behind_key(_lines: Sequence[str], at: Place, _since: Place, problem: str) -> Mistake | None:
    is_list = "block sequence entries" in problem
    return Mistake(at[0], "`- ` in the line of its key", _LISTED) if is_list else None


def _colon(lines: Sequence[str], at: Place, _since: Place, problem: str) -> Mistake | None:
    """A second ``: `` in a line; or a line whose key is written further to the right than those above."""
    if "mapping values" not in problem or at[0] >= len(lines):
        return None
    line, before = lines[at[0]], lines[at[0] - 1] if at[0] else ""
    if ": " in line[: at[1]]:
        return Mistake(at[0], f"a second `: ` in `{_cut(line.strip())}`", _QUOTE)
    if line[:1] == " ":
        return Mistake(
            at[0], f"`{_cut(line.strip())}` is further to the right than the key that it belongs beside", _ALIGN
        )
    if before.strip() and ": " not in before and not before.rstrip().endswith(":"):
        remedy = "write `key: value`, with a blank behind the colon"
        return Mistake(at[0] - 1, f"`{_cut(before.strip())}` has no `: `", remedy)
    return None


def _no_key(lines: Sequence[str], _at: Place, since: Place, problem: str) -> Mistake | None:
    if "expected ':'" not in problem:
        return None
    line = lines[since[0]].strip() if since[0] < len(lines) else ""
    return Mistake(since[0], f"`{_cut(line)}` is no `key: value`", _KEYS)


def _shifted(lines: Sequence[str], at: Place, _since: Place, problem: str) -> Mistake | None:
    if problem not in {"did not find expected key", "did not find expected <document start>"} or at[0] >= len(lines):
        return None
    line = lines[at[0]].strip()
    if line.startswith("- "):
        return Mistake(at[0], f"`{_cut(line)}` belongs to no key", _LISTED)
    return Mistake(at[0], f"`{_cut(line)}` begins in another column than the lines that it belongs to", _ALIGN)


def _folded(_lines: Sequence[str], at: Place, since: Place, problem: str) -> Mistake | None:
    is_block = "comment or line break" in problem
    return Mistake(since[0] if is_block else at[0], "a value that begins with `|` or `>`", _QUOTE) if is_block else None


def _cut(text: str) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


_CAUSES: tuple[Callable[[Sequence[str], Place, Place, str], Mistake | None], ...] = (
    _tab,
    _comment,
    _open_bracket,
    _open_at_end,
    _open_quote,
    _after_quote,
    _backslash,
    _list_behind_key,
    _colon,
    _no_key,
    _folded,
    _special,
    _shifted,
)
"""From what can be told for sure to what only fits."""

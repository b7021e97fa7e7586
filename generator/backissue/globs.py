"""Patterns of files: ``episodes/*.vtt``, ``**/notes.md``, or a folder, which stands for all that is in it."""

from __future__ import annotations

import re
from functools import lru_cache

_SIGNS = re.compile(r"(?P<folders>\*\*/)|(?P<all>\*\*)|(?P<some>\*)|(?P<one>\?)|(?P<set>\[[^/\]]+\])")


def is_pattern(text: str) -> bool:
    """Return whether a text has a sign of a pattern.

    >>> is_pattern("episodes/*.vtt"), is_pattern("notes.md")
    (True, False)
    """
    return bool(_SIGNS.search(text))


def matches(pattern: str, file: str) -> bool:
    """Return whether a file, as a POSIX path, is named by ``pattern``: itself, by its signs, or by a folder above it.

    ``*`` and ``?`` stand for characters but the slash, ``[ab]`` for one of these, ``**`` for folders of any depth.

    >>> [matches("a/*.vtt", file) for file in ("a/1.vtt", "a/b/1.vtt", "a/1.srt")]
    [True, False, False]
    >>> matches("a/**/*.vtt", "a/1.vtt"), matches("a/", "a/b/1.vtt"), matches("a", "ab.txt"), matches("[a]", "[a]")
    (True, True, False, True)
    """
    return file == pattern or bool(_compiled(pattern).fullmatch(file))


def plain_length(pattern: str) -> int:
    """Return how many characters of a pattern stand for themselves, by which one is more special than another."""
    return len(_SIGNS.sub("", pattern))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    made, at = [], 0
    for sign in _SIGNS.finditer(pattern):
        made += [re.escape(pattern[at : sign.start()]), _expression(sign)]
        at = sign.end()
    made.append(re.escape(pattern[at:].rstrip("/")))
    return re.compile("".join(made) + ("" if is_pattern(pattern) and not pattern.endswith("/") else "/.+"), re.DOTALL)


def _expression(sign: re.Match[str]) -> str:
    known = {"folders": "(?:[^/]+/)*", "all": ".*", "some": "[^/]*", "one": "[^/]"}
    inside = sign[0][1:-1].replace("\\", r"\\").replace("[", r"\[")
    return known.get(sign.lastgroup or "") or f"[{inside.replace('!', '^', 1) if inside.startswith('!') else inside}]"

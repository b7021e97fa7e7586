"""Comments of MyST, lines that begin with a percent sign (mystmd.org/guide/syntax), and by what its texts are known.

Elsewhere such a line is text, so that it takes another sign of MyST, in the text or in one beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath

from backissue.text import fold_key

_SIGN = re.compile(
    r"""
    ^[ \t]*(?:`{3,}|:{3,}|~{3,})[ ]*\{[a-zA-Z][\w:-]*\}            # a directive
    | (?<![\w\\])\{[a-zA-Z][\w:.+-]*\}`[^`\n]+`                    # a role
    | ^\([\w.:-]+\)=[ \t]*$                                        # a target
    """,
    re.VERBOSE | re.MULTILINE,
)
_KEYS = frozenset("myst mystnb jupytext kernelspec htmlmeta substitutions".split())
_OPEN = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,}|:{3,})[ ]*(?:\{(?P<name>[\w:-]+)\})?")
_OF_CODE = re.compile(r"code|source|literal|math|mermaid|raw|parsed|figure-md|eval|bibtex|csv|table$", re.IGNORECASE)
_NEIGHBOURS = 40
_SUFFIXES = frozenset({".md", ".markdown", ".myst"})


def is_myst(lines: Sequence[str]) -> bool:
    """Return whether a text has a directive, a role or a target as MyST writes them, or a head of its programs.

    >>> is_myst(["See {ref}`this <a>`."]), is_myst(["100 {a} `b`"]), is_myst(["---", "kernelspec: {name: a}", "---"])
    (True, False, True)
    """
    head = lines[: lines.index("---", 1)] if lines[:1] == ["---"] and "---" in lines[1:] else ()
    keys = (fold_key(line.partition(":")[0]) for line in head if not line.startswith(" "))
    return not _KEYS.isdisjoint(keys) or bool(_SIGN.search("\n".join(lines)))


def has_percent_lines(lines: Iterable[str]) -> bool:
    """Return whether some line could be a comment of MyST."""
    return any(line.lstrip(" ").startswith("%") for line in lines)


class MystFolders:
    """The folders of sources that hold texts in MyST; each is looked at once, and only where a text needs it.

    ``files`` are the sources, and ``lines_of`` gives the lines of one.
    """

    def __init__(self, files: Iterable[str], lines_of: Callable[[str], Sequence[str]]) -> None:
        self._lines_of = lines_of
        self._files: defaultdict[str, list[str]] = defaultdict(list)
        for file in files:
            if PurePosixPath(file).suffix.lower() in _SUFFIXES:
                self._files[str(PurePosixPath(file).parent)].append(file)
        self._known: dict[str, bool] = {}

    def hold(self, file: str) -> bool:
        """Return whether the folder of a source holds a text in MyST."""
        folder = str(PurePosixPath(file).parent)
        if folder not in self._known:
            beside = islice(self._files.get(folder, ()), _NEIGHBOURS)
            self._known[folder] = any(is_myst(self._lines_of(other)) for other in beside)
        return self._known[folder]


def without_myst_comments(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a text, those that are comments empty; within directives too, but for code.

    >>> list(without_myst_comments(["% a", "b", "```{note}", "% c", "```", "```", "% d", "```", "5 % e"]))
    ['', 'b', '```{note}', '', '```', '```', '% d', '```', '5 % e']
    """
    opened: list[tuple[str, bool]] = []
    for line in lines:
        mark, is_code = opened[-1] if opened else ("", False)
        bare = line.strip(" \t>")
        found = _OPEN.match(line)
        if mark and bare.startswith(mark) and not bare.strip(mark[0]):
            opened.pop()
        elif found and not is_code:
            name = found["name"] or ""
            code = found["mark"][0] != ":" and not name
            opened.append((found["mark"], code or bool(_OF_CODE.match(name))))
        yield "" if not is_code and line.lstrip(" ").startswith("%") and len(line) - len(line.lstrip(" ")) < 4 else line

"""Which sources call papers by their own titles: tables whose headings say so, and files of bibliographies.

A newsletter names a paper as it likes: "Reflexion" may be all that it says. A table that has a column of titles beside
one of abstracts or authors, or one of paper titles, was made of what the papers say themselves.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from backissue import files

LOOKED_AT = 1 << 16
"""Bytes at a file's beginning among which its first headings have to stand."""

_BIBLIOGRAPHIES = frozenset({".bib", ".ris", ".enw"})
_TABLES = frozenset({".md", ".markdown", ".txt", ".csv", ".tsv", ".json", ".jsonl", ".ndjson"})
_SURE = frozenset({"paper title", "full title", "title of paper", "title of the paper"})
_BESIDE = frozenset({"abstract", "paper abstract", "author", "authors"})
_BLANKS = str.maketrans("_-*`\"'", "      ")


def own_titles(content: Path, sources: Iterable[str]) -> frozenset[str]:
    """Return those of ``sources``, files below ``content/sources``, that call papers by their own titles."""
    return frozenset(source for source in sources if _is_bibliography(source) or _states(content, source))


def _is_bibliography(source: str) -> bool:
    return Path(source).suffix.lower() in _BIBLIOGRAPHIES


def _states(content: Path, source: str) -> bool:
    if Path(source).suffix.lower() not in _TABLES:
        return False
    try:
        with files.below(content / "sources", source).open("rb") as file:
            beginning = file.read(LOOKED_AT)
    except (OSError, ValueError):
        return False
    return any(says_titles(headings) for headings in _headings(beginning.decode("utf-8-sig", "replace")))


def says_titles(headings: Iterable[str]) -> bool:
    """Return whether the column of titles below these headings has the papers' own.

    >>> says_titles(["Week", "title", "Abstract"]), says_titles(["Paper Title", "Why"]), says_titles(["Paper", "Links"])
    (True, True, False)
    """
    plain = {" ".join(heading.translate(_BLANKS).casefold().split()) for heading in headings}
    return bool(plain & _SURE) or ("title" in plain and bool(plain & _BESIDE))


def _headings(text: str) -> Iterator[list[str]]:
    """Yield what may be headings: of a table in Markdown, the keys of a first object, cells of a first line."""
    lines = [line for line in text.split("\n") if line.strip()]
    first = lines[0].strip() if lines else ""
    yield from (line.strip().strip("|").split("|") for line in islice((x for x in lines if x.lstrip()[0] == "|"), 1))
    if first.startswith(("{", "[")):
        yield _keys(text)
    else:
        yield from (next(csv.reader([first], delimiter=mark), []) for mark in ",;\t")


def _keys(text: str) -> list[str]:
    start = text.find("{")
    try:
        found, _ = json.JSONDecoder().raw_decode(text[start:]) if start >= 0 else ({}, 0)
    except (ValueError, RecursionError):
        return []
    return list(found) if isinstance(found, dict) else []

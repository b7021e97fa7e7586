"""Lists of people's addresses, which exports of newsletters hold beside the posts, and which no repository should."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from backissue.files import itself, tree
from backissue.media import PICTURES
from backissue.model import Problem
from backissue.text import fold_key

PRIVATE = "private/"
"""The folder below ``content/sources`` that git ignores."""
FOUND = (
    "a list of people's addresses, which is not imported",
    "take it out of content/ and out of git before you commit",
)
_ADDRESS = re.compile(r"[^\s@<>,;:\"']{1,64}@[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+")
_NO_DOMAINS = tuple({*PICTURES, ".svg"})
"""What names of pictures for other screens end in: ``lamp@2x.png``."""
_OF_READERS = frozenset(
    "email emailaddress mail mailaddress subscriber subscriberemail recipient useremail memberemail customeremail"
    " contactemail reader readeremail correo courriel adresseemail epost emailadresse".split()
)
"""The headings of columns that hold readers' addresses, folded as keys are; one of authors' has the same ones again."""
_WRITERS = frozenset({"users", "authors"})
"""Keys of those who wrote the posts beside which they are listed."""
_LOOKED_AT = 2000
_LARGEST = 50_000_000


def is_address_list(lines: Sequence[str]) -> bool:
    """Return whether most rows of a table hold an address of e-mail in one column, of readers or of different people.

    Tables are those of any separator, of JSON, one address a line, and cards of addresses.

    >>> is_address_list(["email,name", "ada@example.org,Ada"]), is_address_list(["Write to ada@example.org."])
    (True, False)
    >>> is_address_list(["picture", "lamp@2x.png", "sail@2x.png"])
    False
    """
    filled = list(islice((line for line in lines if line.strip()), _LOOKED_AT))
    if not any("@" in line for line in filled):
        return False
    if filled[0].strip().upper() == "BEGIN:VCARD":
        return True
    if filled[0].lstrip()[:1] in {"{", "["}:
        return any(map(_is_list, _tables_of_json(lines)))
    return any(_is_list(list(_columns(filled, separator))) for separator in ",;\t|" if separator in filled[0]) or (
        _is_list([("", filled)])
    )


_Column = tuple[str, Sequence[str]]
"""A heading and the cells below it, of which one is empty where the row has none."""


def _is_list(columns: Sequence[_Column]) -> bool:
    for heading, cells in columns:
        found = [match[0].casefold() for cell in cells if (match := _address(cell))]
        if cells and 2 * len(found) >= len(cells) and found:
            distinct = len(set(found))
            if fold_key(heading) in _OF_READERS or (distinct > 1 and 2 * distinct >= len(cells)):
                return True
    return False


def _address(cell: str) -> re.Match[str] | None:
    """Return the address that a cell is, or that a name stands before: ``Ada <ada@example.org>``."""
    text = cell.strip(" \t\"'")
    bare = text.rpartition("<")[2].removesuffix(">") if text.endswith(">") else text
    return None if bare.lower().endswith(_NO_DOMAINS) else _ADDRESS.fullmatch(bare.removeprefix("mailto:"))


def _columns(lines: Sequence[str], separator: str) -> Iterator[_Column]:
    rows = [_split(line, separator) for line in lines]
    width = max(map(len, rows), default=0)
    has_heading = not any(map(_address, rows[0]))
    for at in range(width):
        cells = [row[at] if at < len(row) else "" for row in rows]
        yield (cells[0], cells[1:]) if has_heading else ("", cells)


def _split(line: str, separator: str) -> list[str]:
    """Return the cells of a line; a cell that is too long for Python's reader is no address, whatever its quotes."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def _tables_of_json(lines: Sequence[str]) -> Iterator[list[_Column]]:
    """Yield each list of objects in JSON, or in JSON Lines, as columns."""
    try:
        data = json.loads("\n".join(lines))
    except (ValueError, RecursionError):
        data = [entry for line in lines[:_LOOKED_AT] if (entry := _object(line)) is not None]
    for objects in _lists(data, 4):
        cells: dict[str, list[str]] = {}
        for at, entry in enumerate(objects):
            for key, value in entry.items():
                if isinstance(value, str):
                    cells.setdefault(key, [""] * len(objects))[at] = value
        yield list(cells.items())


def _object(line: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(line.strip().rstrip(","))
    except (ValueError, RecursionError):
        return None


def _lists(data: object, depth: int) -> Iterator[list[dict[str, Any]]]:
    if isinstance(data, list):
        if objects := [entry for entry in data[:_LOOKED_AT] if isinstance(entry, dict)]:
            yield objects
    elif isinstance(data, dict) and depth:
        writers = _WRITERS if isinstance(data.get("posts"), list) else frozenset()
        for key, value in data.items():
            if key not in writers:
                yield from _lists(value, depth - 1)


def find_address_lists(root: Path) -> Iterator[Problem]:
    """Yield a problem for each list of addresses below ``content/sources``, but for what git ignores there."""
    for name in _public(tree(root / "content" / "sources")):
        try:
            path = itself(root / "content", f"sources/{name}")
            text = path.read_bytes().decode("utf-8", "replace") if path.stat().st_size < _LARGEST else ""
        except (OSError, ValueError):
            continue
        if is_address_list(text.removeprefix("\ufeff").splitlines()):
            yield Problem(f"content/sources/{name}", 0, *FOUND)


def _public(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not name.startswith(PRIVATE))

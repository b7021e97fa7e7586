"""``content/addresses.jsonl``: every address that the archive has had, so that none dies unnoticed.

A line is the address below the site's root, for an item its id, and for one that was given up on purpose where readers
are sent instead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backissue.model import Problem
from backissue.urls import is_site_path
from backissue.yaml_text import to_json

FILE = "content/addresses.jsonl"


@dataclass(frozen=True, slots=True)
class Address:
    """A published address as a path that ends in ``/``, the id of its item if it has one, and where it leads now."""

    path: str
    id: str = ""
    to: str = ""


Addresses = Mapping[str, Address]


def address(file: str) -> str:
    """Return where the page of a file below ``content/`` or ``docs/`` is on the site.

    >>> address("weeks/2023-03-26/reflexion.md"), address("weeks/2023-03-26/index.md"), address("index.md")
    ('weeks/2023-03-26/reflexion/', 'weeks/2023-03-26/', '')
    """
    stem = file.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def read_addresses(root: Path) -> tuple[Addresses, tuple[Problem, ...]]:
    """Read the addresses below ``root`` by path; none where there is no such file yet. A broken line is reported."""
    path = root / FILE
    known: dict[str, Address] = {}
    problems = []
    text = path.read_bytes().decode("utf-8", errors="replace") if path.exists() else ""
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if line.strip():
                entry = _entry(json.loads(line))
                known[entry.path] = entry
        except (ValueError, TypeError):
            remedy = 'write {"path": "weeks/2023-03-26/", "to": "…"}; of a merge in git, keep the lines of both sides'
            problems.append(Problem(FILE, number, "not an address", remedy))
    return known, tuple(problems)


def _entry(data: Any) -> Address:  # noqa: ANN401 - whatever stands in the line
    """Return the address of one line. Raises what a value of another shape makes Python raise."""
    entry = Address(**data)
    if not all(isinstance(text, str) for text in (entry.path, entry.id, entry.to)):
        raise TypeError("an address is made of texts")
    if not all(is_site_path(path) for path in (entry.path, entry.to) if path):
        raise ValueError("an address stays on the site")
    return entry


def render_addresses(known: Addresses) -> str:
    """Return the text of the file: one line of JSON an address, sorted, without what is empty."""
    return "".join(
        to_json({"path": path} | {key: text for key in ("id", "to") if (text := getattr(entry, key))}) + "\n"
        for path, entry in sorted(known.items())
    )

"""``content/imports.jsonl``: what the importer last wrote of each item, the base of the three-way merge."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from backissue.archive.archive import Archive
from backissue.archive.successors import Former, Said
from backissue.fields import Fields
from backissue.files import is_unfinished
from backissue.model import Problem
from backissue.yaml_text import to_json

FILE = "content/imports.jsonl"


class Base(NamedTuple):
    """An item as the importer last wrote it: its front matter as text values, and its Markdown."""

    fields: Fields
    body: str

    @property
    def file(self) -> str:
        """The source that it was read from, below ``content/sources``; empty where the entry names none."""
        source = self.fields.get("source")
        return str(source.get("file")) if isinstance(source, dict) else ""

    def text(self, key: str) -> str:
        """Return a field as text; empty where there is none."""
        return str(self.fields.get(key, ""))


Ledger = Mapping[str, Base]


def read_ledger(root: Path) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the ledger below ``root`` by item id, empty where there is none, and a problem for each broken line."""
    path = root / FILE
    if not path.exists():
        return {}, ()
    bases: dict[str, Base] = {}
    problems = []
    before = "until then, nothing is imported, so that no edit is mistaken for what the source said"
    text = path.read_bytes().decode("utf-8", errors="surrogateescape")
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if line.strip():
                name, base = _entry(json.loads(line))
                if bases.setdefault(name, base) != base:
                    what = f"a second entry of {name}, which differs"
                    problems.append(Problem(FILE, number, what, f"keep the one that was imported last; {before}"))
        except (ValueError, KeyError, TypeError):
            remedy = f"bring the line back from git; {before}"
            problems.append(Problem(FILE, number, "not an entry of the ledger", remedy))
    return bases, tuple(problems)


def report_missing(root: Path, archive: Archive) -> Iterator[Problem]:
    """Yield a problem where the ledger is missing, though pages and addresses show that an import has been here.

    Without it, a page that a person deleted would come back. Where the first import was killed, there never was one.
    """
    path = root / FILE
    imported = archive.pages and any(entry.id for entry in archive.addresses.values())
    if imported and not path.exists() and not is_unfinished(path):
        remedy = "bring it back from git; to begin anew, without any edit, remove the pages too"
        yield Problem(FILE, 0, "missing, so that nothing is imported", remedy)


def check_ledger(root: Path, archive: Archive) -> list[Problem]:
    """Return every defect of the ledger of the archive at ``root``."""
    return [*read_ledger(root)[1], *report_missing(root, archive)]


def said_of(ledger: Ledger) -> Former:
    """Return what sources said of the items when they were last imported, as far as addresses follow from it."""
    topics = ((name, base, base.fields.get("topics")) for name, base in ledger.items())
    return {
        name: Said(base.text("week"), tuple(map(str, named)) if isinstance(named, list) else ())
        for name, base, named in topics
    }


def _entry(data: Any) -> tuple[str, Base]:  # noqa: ANN401 - whatever stands in the line
    """Return an item's id and base. Raises what a value of another shape makes Python raise."""
    name, body = data["id"], data["body"]
    if not (isinstance(name, str) and isinstance(body, str)):
        raise TypeError("the id and the body are texts")
    return name, Base({"id": name, **data["fields"]}, body)


def render_ledger(ledger: Ledger) -> str:
    """Return the text of the ledger: one line of JSON an item, sorted by id."""
    return "".join(
        to_json({"id": name, "fields": {k: v for k, v in base.fields.items() if k != "id"}, "body": base.body}) + "\n"
        for name, base in sorted(ledger.items())
    )

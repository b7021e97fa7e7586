"""A small archive of one table, and what tests of the import ask of it again and again."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.addresses import Addresses
from backissue.archive.load import load
from backissue.archive.moves import KIND as MOVES
from backissue.archive.moves import read_moves
from backissue.archive.segments import FOLDER, read_segments
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Fate
from backissue.merge.importer import plan
from backissue.merge.ledger import KIND, Ledger, read_ledger
from backissue.merge.threeway import Side
from tests.archives import make_archive, put, snapshot

HEAD = "| Week | title | category | abstract | Paper-Link |\n|:--|:--|:--|:--|:--|\n"
ABSTRACT = "One. Two. Three. Four. Five."
WEEK = "2023-03-26"
PAGE = f"weeks/{WEEK}/sparks.md"
ID = "arxiv:2303.00001"


def row(number: int, title: str = "Sparks", abstract: str = ABSTRACT, topic: str = "Sound", week: str = WEEK) -> str:
    """A row of a table: a paper by the number of its arXiv identifier."""
    link = f"[arxiv](https://arxiv.org/abs/2303.{number:05})"
    return f"| {week} | {title} | {topic} | {abstract} | {link} |\n"


def make_table(root: Path, *rows: str) -> Path:
    """An archive in ``root`` of one source, a table of these rows, not imported yet."""
    return make_archive(root, {"sources/table.md": HEAD + "".join(rows)}, "  - file: table.md\n")


def source(root: Path, *rows: str, file: str = "table.md") -> None:
    """Let the table have these rows."""
    put(root, {f"sources/{file}": HEAD + "".join(rows)})


def run(root: Path, *names: str, prune: bool = False, **settled: Side) -> Changeset:
    """Import, and give what was planned. ``settled`` is by the number of the paper: ``n1=Side.MINE``."""
    sides = {f"arxiv:2303.{int(number[1:]):05}": side for number, side in settled.items()}
    made = plan(root, names, settled=sides, prune=prune)
    assert apply_changeset(root, made) == ()
    return made


def fates(made: Changeset) -> dict[str, Fate]:
    """What became of each paper, by the number of its identifier."""
    return {change.id.removeprefix("arxiv:2303."): change.fate for change in made.changes}


def told(made: Changeset) -> list[str]:
    """The problems of an import, without their remedies."""
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in made.problems]


def text(root: Path, path: str = PAGE) -> str:
    """A page, line ends as they are."""
    return (root / "content" / path).read_bytes().decode()


def content(root: Path) -> dict[str, bytes]:
    """All files of the archive, unfinished ones included."""
    return snapshot(root / "content")


def without_records(root: Path) -> dict[str, bytes]:
    """All files of the archive but the records."""
    return {name: data for name, data in content(root).items() if not name.startswith(f"{FOLDER}/")}


def segments(root: Path, kind: str = "") -> list[Path]:
    """The segments of a kind of record, or of all kinds, as they are in the folder."""
    return sorted((root / "content" / FOLDER / kind).rglob("*.jsonl"))


def ledger(root: Path) -> Ledger:
    """What the importer last wrote of each item."""
    found = read_segments(root, KIND)
    assert found.problems == ()
    return read_ledger(found, read_moves(read_segments(root, MOVES)))


def addresses(root: Path) -> Addresses:
    """Every address that is on record."""
    return load(root).addresses


def folders(root: Path) -> set[str]:
    """All folders of the archive."""
    return {path.relative_to(root).as_posix() for path in (root / "content").rglob("*") if path.is_dir()}

"""Files that somebody names and ``archive.yml`` does not: what they are to be called, and how they are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from backissue.archive.config import FILE as CONFIG
from backissue.archive.config import parse_config, read_config
from backissue.archive.config_edits import add_sources
from backissue.archive.load import load
from backissue.archive.moves import read_moves
from backissue.archive.segments import read_segments
from backissue.files import tree
from backissue.globs import is_pattern
from backissue.media import PICTURES
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.ledger import KIND, read_ledger
from backissue.model import Facts, Problem, SourceEntry, UsageError
from backissue.sources.names.folder_data import is_folder_data
from backissue.sources.names.listed import list_sources, source_files
from backissue.sources.names.machinery import is_author_file, is_machinery, is_template
from backissue.store import Store
from backissue.text import nfc
from backissue.yaml_text import scalar

_LOOKED_AT = 20_000
MANY = 4
"""Files of one folder and one suffix from which on they are one entry."""


@dataclass(frozen=True)
class Additions:
    """The sources that are asked for, and which of them are new.

    ``names`` are all of them below ``content/sources``; ``new`` those that no entry names; ``paths`` has where the
    files are that are not there yet, pictures of a folder among them; ``left_out`` are files of folders that are no
    texts: code, settings, parts of a site.
    """

    names: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    paths: Mapping[str, Path] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[SourceEntry, ...]:
        """The new sources as entries that say nothing of them."""
        return tuple(SourceEntry(name, Facts(), 0) for name in self.new)


def find_additions(root: Path, asked: Sequence[str]) -> Additions:
    """Return the sources that somebody asks for: names below ``content/sources``, or files and folders anywhere.

    Raises:
        UsageError: there is no such file, or another of its name is below ``content/sources``.
    """
    listed = {entry.file for entry in list_sources(root, read_config(root)[0].sources).entries} if asked else set()
    folder = (root / "content" / "sources").resolve()
    paths: dict[str, Path] = {}
    left_out: list[str] = []
    given = [{nfc(name): folder / name} if nfc(name) in listed else dict(_find(name, folder)) for name in asked]
    outside = [pair for found in given for pair in found.items() if not pair[1].is_relative_to(folder)]
    apart = _called_apart(outside)
    for found in given:
        called = {apart.get(path, name): path for name, path in found.items()}
        parts = [
            name for name, path in called.items() if name not in listed and len(called) > 1 and _is_part(name, path)
        ]
        left_out += parts
        paths |= {name: path for name, path in called.items() if name not in parts}
    along = {
        name
        for name, path in paths.items()
        if PurePosixPath(name).suffix.lower() in {*PICTURES, ".svg"} or is_author_file(name) or is_folder_data(path)
    }
    texts = [name for name in paths if name not in along]
    copied = {name: path for name, path in paths.items() if not path.is_relative_to(folder)}
    for name, path in copied.items():
        there = folder / name
        if there.exists() and there.read_bytes() != path.read_bytes():
            raise UsageError(
                f"{path}: content/sources/{name} is another file of that name: rename one of them, or name its folder"
            )
    new = tuple(name for name in texts if name not in listed)
    return Additions(tuple(texts), new, copied, tuple(left_out))


def _called_apart(found: Iterable[tuple[str, Path]]) -> dict[Path, str]:
    """Return what files are to be called; those of one name with as much of their folders as tells them apart.

    >>> _called_apart([("1.md", Path("/a/1.md")), ("2.md", Path("/b/c/2.md")), ("2.md", Path("/d/c/2.md"))]).values()
    dict_values(['1.md', 'b/c/2.md', 'd/c/2.md'])
    """
    groups = dict[str, list[Path]]()
    for name, path in dict.fromkeys(found):
        groups.setdefault(name, []).append(path)
    called = dict[Path, str]()
    for name, paths in groups.items():
        parts = len(PurePosixPath(name).parts)
        while len({path.parts[-parts:] for path in paths}) < len(paths):
            parts += 1
        called |= {path: nfc("/".join(path.parts[-parts:])) for path in paths} if len(paths) > 1 else {paths[0]: name}
    return called


def _is_part(name: str, path: Path) -> bool:
    """Return whether a file of a folder is a part of a site or of a program, and no text."""
    if is_author_file(name) or is_folder_data(path):
        return False
    if is_machinery(name):
        return True
    if path.suffix.lower() in PICTURES or path.is_symlink():
        return False
    with path.open("rb") as file:
        return is_template(name, file.read(_LOOKED_AT).decode("utf-8", "replace"))


def _find(name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that ``name`` leads to, from here or from ``content/sources``, by what they are to be called."""
    path = next((path for path in (Path(name).resolve(), (folder / name).resolve()) if path.exists()), None)
    if path is None:
        raise UsageError(f"{name} is no file, neither here nor below content/sources: name one that exists")
    base = folder if path.is_relative_to(folder) else path.parent
    for file in [path / one for one in tree(path)] if path.is_dir() else [path]:
        yield nfc(file.relative_to(base).as_posix()), file


def without_unread(added: Additions, made: Changeset) -> tuple[Additions, list[Problem]]:
    """Return the additions without the new files that no reader could read, and why it could not.

    ``made`` is the changeset of an import of all of them. Those that were not read are not to be listed.
    """
    unread = {report.file for report in made.sources if not report.reader} & set(added.new)
    refused = [problem for problem in made.problems if problem.file.removeprefix("content/sources/") in unread]
    paths = {name: path for name, path in added.paths.items() if name not in unread}
    names, new = (tuple(name for name in some if name not in unread) for some in (added.names, added.new))
    return replace(added, names=names, new=new, paths=paths), refused


def entry_lines(root: Path, added: Additions) -> list[str]:
    """Return the entries that list the new sources, as ``key: value``: many of a folder by a pattern."""
    there = Counter(_pattern(name) for name in {*source_files(root), *added.names})
    groups: dict[str, list[str]] = {}
    for name in added.new:
        groups.setdefault(_pattern(name), []).append(name)
    lines = list[str]()
    for pattern, names in groups.items():
        is_one = len(names) >= MANY and len(names) == there[pattern] and not is_pattern(pattern.rpartition("/")[0])
        lines += [f"files: {scalar(pattern)}"] if is_one else [f"file: {scalar(name)}" for name in names]
    return lines


def _pattern(name: str) -> str:
    path = PurePosixPath(name)
    return (path.parent / f"*{path.suffix}").as_posix()


def list_additions(root: Path, added: Additions, store: Store | None = None) -> Changeset:
    """Return the changeset that copies new files below ``content/sources`` and lists them in ``archive.yml``.

    Raises:
        UsageError: the settings cannot be edited, so that a person has to.
    """
    before = (root / CONFIG).read_bytes()
    lines = entry_lines(root, added)
    text = before.decode("utf-8")
    after = add_sources(text, lines) if lines else text
    if not _lists(after, text, len(lines)):
        raise UsageError(
            f"content/archive.yml cannot be edited: add {'; '.join(f'`- {line}`' for line in lines)} to it"
        )
    copies = {f"sources/{name}": Edit(None, path.read_bytes()) for name, path in _missing(root, added)}
    settings = {"archive.yml": Edit(before, after.encode("utf-8"))} if lines else {}
    archive, of_items = load(root, store), read_segments(root, KIND)
    ledger = read_ledger(of_items, read_moves(archive.of_moves))
    records = Records(of_items, archive.records, archive.of_moves, ledger, archive.addresses)
    return Changeset((), (), (), {**copies, **settings}, records)


def _missing(root: Path, added: Additions) -> Iterator[tuple[str, Path]]:
    there: Collection[str] = set(tree(root / "content" / "sources"))
    return ((name, path) for name, path in added.paths.items() if name not in there)


def _lists(after: str, before: str, more: int) -> bool:
    """Return whether an edit of ``archive.yml`` adds that many entries and changes nothing else that it says."""
    (new, defects), (old, known) = parse_config(after), parse_config(before)
    same = replace(new, sources=()) == replace(old, sources=()) and len(defects) == len(known)
    return same and len(new.sources) == len(old.sources) + more

"""The sources that ``archive.yml`` lists, each once: those of an entry for one file, and those of one for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from backissue.files import tree
from backissue.globs import matches, plain_length
from backissue.media import PICTURES
from backissue.model import Facts, Problem, SourceEntry
from backissue.sources.names.folder_data import is_folder_data
from backissue.sources.names.machinery import is_author_file
from backissue.sources.names.name_patterns import PLACES, places_of, read_name, unknown_places, with_name
from backissue.text import nfc

CONFIG = "content/archive.yml"


@dataclass(slots=True)
class Listed:
    """The entries, each for one file, in the order of ``archive.yml``, and what is wrong with the list."""

    entries: tuple[SourceEntry, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def list_sources(root: Path, stated: Sequence[SourceEntry]) -> Listed:
    """Return the sources that ``stated`` entries name, each once.

    An entry for one file goes before one for many, and of two for many the one whose pattern says more, else the first.
    """
    names = list(source_files(root)) if any(entry.files for entry in stated) else []
    single = {entry.file for entry in stated if not entry.files}
    taken: dict[str, SourceEntry] = {}
    found, problems = dict[str, SourceEntry](), list[Problem]()
    for entry in stated:
        if not entry.files:
            known = found.setdefault(entry.file, entry)
            problems += [_twice(entry, known)] if known is not entry else []
            continue
        files = [name for name in names if any(matches(pattern, name) for pattern in entry.files)]
        rest = [name for name in files if name not in single]
        problems += [*_unsound(entry, rest), *_overlaps(entry, rest, taken)]
        is_sound = entry.is_sound and not any(_unsound(entry, rest))
        for name in rest:
            if name not in taken or _weight(entry, name) > _weight(taken[name], name):
                taken[name] = entry
                found[name], problem = _one(replace(entry, is_sound=is_sound), name)
                problems += [problem] if problem else []
        if not files:
            what = f"`files: {', '.join(entry.files)}` names no file below content/sources"
            problems.append(Problem(CONFIG, entry.line, what, "correct the pattern, or remove the entry"))
    return Listed(tuple(found.values()), problems)


def source_files(root: Path) -> Iterator[str]:
    """Yield the files below ``content/sources`` that may be sources, by their names in NFC.

    Pictures come along with the texts that show them, and so do files that say who is meant by short names, or what
    holds of all texts of a folder.
    """
    folder = root / "content" / "sources"
    if folder.is_symlink():
        return  # which is reported, and not followed
    for name in tree(folder):
        is_picture = PurePosixPath(name).suffix.lower() in {*PICTURES, ".svg"}
        if not is_picture and not is_author_file(name) and not is_folder_data(folder / name):
            yield nfc(name)


def _weight(entry: SourceEntry, file: str) -> int:
    return max(plain_length(pattern) for pattern in entry.files if matches(pattern, file))


def _one(entry: SourceEntry, file: str) -> tuple[SourceEntry, Problem | None]:
    """Return the entry of one file among many, and a problem where its name is not as the pattern says."""
    facts, problem = entry.facts, None
    if entry.from_name and entry.is_sound:
        name = read_name(entry.from_name, file)
        problem = None if name else _misnamed(entry, file)
        facts = with_name(facts, name) if name else _unfilled(facts)
    return replace(entry, file=file, files=(), facts=facts), problem


def _unfilled(facts: Facts) -> Facts:
    """Return the facts without those that a name was to fill in."""
    kept = {key: value for key in ("people", "topics") if (value := getattr(facts, key)) and not places_of(str(value))}
    title = None if facts.title and places_of(facts.title) else facts.title
    return replace(facts, title=title, people=kept.get("people"), topics=kept.get("topics"))


def _misnamed(entry: SourceEntry, file: str) -> Problem:
    what = f"its name is not of the form `{entry.from_name}`, so nothing was read from it"
    return Problem(f"content/sources/{file}", 0, what, f"rename it, or give it an entry `- file: {file}` of its own")


def _unsound(entry: SourceEntry, files: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the texts in braces of an entry for many ``files``."""
    facts = entry.facts
    texts = [facts.title or "", *(facts.people or ()), *(facts.topics or ())]
    for name in dict.fromkeys(unknown_places(entry.from_name)):
        known = ", ".join(f"{{{place}}}" for place in PLACES)
        yield Problem(CONFIG, entry.line, f"`from_name` has {{{name}}}, which means nothing", f"use one of {known}")
    for name in sorted({place for text in texts for place in places_of(text)} - places_of(entry.from_name)):
        what = f"{{{name}}} stands in a fact, and `from_name` does not say where it is in a file's name"
        yield Problem(CONFIG, entry.line, what, f'write `from_name: "…{{{name}}}…"`')
    if facts.title and not places_of(facts.title) and len(files) > 1:
        what = f"`title: {facts.title}` would be the title of {len(files)} files"
        yield Problem(CONFIG, entry.line, what, 'write what differs, as in `title: "Episode {n}"`, with `from_name`')


def _overlaps(entry: SourceEntry, files: Iterable[str], taken: dict[str, SourceEntry]) -> Iterator[Problem]:
    """Yield a hint for each earlier entry that names some of the files too."""
    both: dict[int, list[str]] = {}
    for name in files:
        if name in taken:
            both.setdefault(taken[name].line, []).append(name)
    for line, names in both.items():
        first, more = names[0], f" and {len(names) - 1} more" if len(names) > 1 else ""
        winner = entry.line if _weight(entry, first) > _weight(taken[first], first) else line
        what = f"{first}{more} belong to the entry in line {line} too; what line {winner} says counts"
        yield Problem(CONFIG, entry.line, what, "make one of the patterns narrower", is_hint=True)


def _twice(entry: SourceEntry, known: SourceEntry) -> Problem:
    """Return a problem for a file that is listed again: a hint if both say the same, as merged branches leave them."""
    what, remedy = f"lists {entry.file} a second time", "remove one of the two; the first was taken"
    return Problem(CONFIG, entry.line, what, remedy, is_hint=entry.facts == known.facts)

"""Problems that somebody has looked at and leaves: ``known_problems`` of ``archive.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backissue.archive.config import FILE
from backissue.globs import is_pattern, matches
from backissue.model import KnownProblem, Problem

_CONTENT = "content/"


class Scope(StrEnum):
    """The files of which a command finds all problems; with others nobody knows whether one is gone."""

    SOURCES = "sources"
    PAGES = "pages"
    NONE = ""


@dataclass(frozen=True, slots=True)
class SortedOut:
    """Problems as somebody has to see them, and those that are known."""

    left: tuple[Problem, ...]
    known: tuple[Problem, ...]


def sort_out(problems: Iterable[Problem], known: Sequence[KnownProblem], scope: Scope = Scope.NONE) -> SortedOut:
    """Return the problems without those that are known, and a hint for each that is known and no longer there.

    Args:
        problems: what a command found.
        known: what ``archive.yml`` says of them.
        scope: the files of which the command finds all there are.
    """
    left, found, met = list[Problem](), list[Problem](), set[KnownProblem]()
    for problem in problems:
        said = [one for one in known if _is_meant(one, problem)]
        (found if said else left).append(problem)
        met.update(said)
    left += [_gone(one) for one in known if one not in met and scope and _scope(one) is scope]
    return SortedOut(tuple(sorted(left)), tuple(found))


def _is_meant(known: KnownProblem, problem: Problem) -> bool:
    """Return whether a problem is in the file, and has the words in what is wrong, whatever their case and blanks."""
    file = problem.file.removeprefix(_CONTENT)
    words = " ".join(known.what.casefold().split())
    return matches(known.file.removeprefix(_CONTENT), file) and words in " ".join(problem.what.casefold().split())


def _scope(known: KnownProblem) -> Scope:
    first = known.file.removeprefix(_CONTENT).partition("/")[0]
    return Scope.SOURCES if first == "sources" else Scope.NONE if is_pattern(first) else Scope.PAGES


def _gone(known: KnownProblem) -> Problem:
    what = f"the known problem `{known.what}` of {known.file} no longer occurs"
    return Problem(FILE, known.line, what, "remove the entry", is_hint=True)

"""What the gate over finished pages said of them, so that nothing else is made of a page that it refuses.

A finished page depends on its own file in ``docs/``, the theme and the configuration. A verdict is kept under these,
and holds as long as they do: the next build leaves the page out before it makes a list or a feed of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from backissue.model import Problem
from backissue.site.desk import Made
from backissue.site.engine import REMEDY
from backissue.site.site import Draft
from backissue.store import Store, digest

_KIND = "refused"


class Verdicts:
    """The pages of an archive at ``root`` that were refused as they are, kept in a ``store``.

    ``shape`` is a digest of all that shapes every page: where it is another, nothing is known.
    """

    def __init__(self, root: Path, store: Store, shape: str) -> None:
        self._root, self._store, self._shape = root, store, shape
        self._found: dict[str, list[str]] = {}

    def of(self, draft: Draft, made: Made) -> tuple[Problem, ...]:
        """Return why a page that a draft became was refused, as problems of the file that it comes from."""
        key = self._key(draft, made)
        return tuple(placed(self._root, draft.file, Problem(draft.file, 0, what, REMEDY)) for what in self._known(key))

    def note(self, drafts: Iterable[Draft], made: Mapping[str, Made], problems: Iterable[Problem]) -> bool:
        """Keep what the gate said of the pages of drafts; return whether one of them was not known to be refused."""
        said: dict[str, list[str]] = {}
        for problem in problems:
            if problem.remedy == REMEDY:
                said.setdefault(problem.file.removeprefix("docs/"), []).append(problem.what)
        refused = {self._key(it, made[it.path]): said[it.path] for it in drafts if it.path in said}
        fresh = {key: whats for key, whats in refused.items() if not self._known(key)}
        self._found |= fresh
        for key, whats in fresh.items():
            self._store.put(_KIND, key, whats)
        return bool(fresh)

    def _known(self, key: str) -> Sequence[str]:
        return self._found.get(key) or self._store.get(_KIND, key) or ()

    def _key(self, draft: Draft, made: Made) -> str:
        return digest(self._shape, draft.path, made.digest)


def placed(root: Path, file: str, problem: Problem) -> Problem:
    """Return a problem of a page as one of the ``file`` that it comes from, with the line where one tells."""
    line = _line(root / file, problem.what) if not file.startswith("docs/") else 0
    return replace(problem, file=file, line=line)


def _line(file: Path, what: str) -> int:
    """Return the line of a file that has what a problem quotes, else 0."""
    try:
        text = file.read_text("utf-8", errors="replace")
    except OSError:
        return 0
    _, _, quoted = what.partition("`")
    fragment = quoted.partition("`")[0] or what[what.find("<") : what.find(">")]
    at = text.lower().find(fragment.lower()) if fragment else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else 0

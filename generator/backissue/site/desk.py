"""Where the pages of ``docs/`` are made, each only if it is not known what it became and how it was judged.

A page that is made is laid aside in a file of the work folder until all are, so that no more than one is in memory.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from backissue.file_index import content_digest
from backissue.files import WORK
from backissue.model import Problem
from backissue.progress import Tick, untold
from backissue.site.gate import Findings
from backissue.site.site import Draft
from backissue.store import Store, code_digest, digest
from backissue.workers import each

_MADE, _JUDGED = "docs", "verdict"


@dataclass(frozen=True, slots=True)
class Made:
    """What a draft became: the digest of the page's bytes, and the pages and files of ``docs/`` its data leads to."""

    digest: str
    links: frozenset[str]


class Desk(AbstractContextManager["Desk"]):
    """Makes drafts into pages, and remembers in ``store`` what they became.

    ``root`` is the folder of an archive to lay pages aside in; without one they are made again when they are asked for.
    For the ``basis`` see :class:`~backissue.site.site.Site`. ``tick`` is told how many of how many pages are made.
    """

    def __init__(
        self,
        store: Store,
        root: Path | None = None,
        basis: str = "",
        tick: Tick = untold,
    ) -> None:
        self.basis = basis
        self._tick = tick
        self._store = store
        self._root = root
        self._code = code_digest() if store.is_kept else ""
        self._drawer: IO[bytes] | None = None
        self._places: dict[str, tuple[int, int, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._drawer:
            self._drawer.close()

    def look(self, drafts: Sequence[Draft]) -> dict[str, Made]:
        """Return what each draft becomes, by its path."""
        known = {draft.path: self._known(draft) for draft in drafts}
        lacking = [draft for draft in drafts if not known[draft.path]]
        made = {path: one for path, one in known.items() if one}
        becoming = zip(lacking, each(_make, lacking, self._store, self._store.jobs), strict=True)
        for number, (draft, (data, links)) in enumerate(becoming, 1):
            self._tick(number, len(lacking))
            one = made[draft.path] = Made(content_digest(data), links)
            self._lay_aside(draft.path, data, one.digest)
            if draft.key:
                self._store.put(_MADE, self._key(draft), [one.digest, sorted(links)])
        if self._drawer:
            self._drawer.flush()
        return made

    def _known(self, draft: Draft) -> Made | None:
        known = self._store.get(_MADE, self._key(draft)) if draft.key else None
        return Made(known[0], frozenset(known[1])) if known else None

    def data(self, draft: Draft, made: Made) -> bytes:
        """Return the bytes of a page that :meth:`look` has said it becomes."""
        at, size, held = self._places.get(draft.path, (0, 0, ""))
        if held != made.digest or not self._drawer:
            return draft.make().text.encode()
        if hasattr(os, "pread"):  # which moves nothing that processes have in common
            return os.pread(self._drawer.fileno(), size, at)
        self._drawer.seek(at)
        return self._drawer.read(size)

    def judged(
        self,
        drafts: Sequence[Draft],
        made: Mapping[str, Made],
        read: Callable[[Draft], str],
        judge: Callable[[str, Draft], Findings],
    ) -> tuple[tuple[Draft, Findings], ...]:
        """Return each draft with what ``judge`` says of its page, whose whole text it is given.

        ``read`` gives a digest of what else the verdict on a draft depends on.
        """
        keys = [digest(self._code, one.path, one.origin, made[one.path].digest, read(one)) for one in drafts]
        known = {one.path: self._store.get(_JUDGED, key) for one, key in zip(drafts, keys, strict=True)}
        lacking = [(draft, key) for draft, key in zip(drafts, keys, strict=True) if not known[draft.path]]

        def look(task: tuple[Draft, str]) -> tuple[list[tuple[object, ...]], list[str]]:
            draft, key = task
            found = judge(self.data(draft, made[draft.path]).decode(), draft)
            told = [astuple(problem) for problem in found.problems], [*found.links]
            self._store.put(_JUDGED, key, told)
            return told

        told = each(look, lacking, self._store, self._store.jobs)
        known |= {draft.path: one for (draft, _), one in zip(lacking, told, strict=True)}
        return tuple((draft, _findings(*known[draft.path])) for draft in drafts)

    def _key(self, draft: Draft) -> str:
        return digest(self._code, draft.path, draft.key)

    def _lay_aside(self, path: str, data: bytes, held: str) -> None:
        if not self._root:
            return
        if not self._drawer:
            (self._root / WORK).mkdir(exist_ok=True)
            self._drawer = tempfile.TemporaryFile(dir=self._root / WORK)  # noqa: SIM115 - open as long as the desk
        at = self._drawer.seek(0, 2)
        self._drawer.write(data)
        self._places[path] = at, len(data), held


def _findings(problems: Iterable[Sequence[Any]], links: Iterable[str]) -> Findings:
    return Findings(tuple(Problem(*problem) for problem in problems), tuple(links))


def _make(draft: Draft) -> tuple[bytes, frozenset[str]]:
    document = draft.make()
    return document.text.encode(), document.links

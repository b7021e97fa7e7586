"""What a build is asked for, and what it says when it is done."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from backissue.model import Problem, Shard
from backissue.progress import Steps


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: the archive, ``docs/`` and the site's folder, and the options of :func:`build.build`."""

    root: Path
    docs: Path
    site_dir: Path
    jobs: int
    shard: Shard
    progress: Steps
    today: date
    drafts: bool
    search: bool
    scheduler: str = ""
    without_refused: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all pages are to be rendered here."""
        return self.shard.of == 1


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, in numbers of files, how many items it kept out, and the defects it met."""

    items: int
    docs_written: int
    docs_removed: int
    pages_rendered: int
    site_written: int
    site_removed: int
    index_written: int
    withheld: int
    problems: tuple[Problem, ...]

    @property
    def idle(self) -> bool:
        """Whether everything was up to date already."""
        return not any((self.docs_written, self.docs_removed, self.site_written, self.site_removed, self.index_written))

    def left(self) -> dict[str, Any]:
        """Return what a build that follows at once would find, as JSON can hold it."""
        return {"items": self.items, "withheld": self.withheld, "problems": [asdict(it) for it in self.problems]}

    @classmethod
    def idle_with(cls, left: dict[str, Any]) -> Self:
        """Return the report of a build that had nothing to do, from what :meth:`left` gave."""
        problems = tuple(Problem(**it) for it in left["problems"])
        return cls(left["items"], 0, 0, 0, 0, 0, 0, left["withheld"], problems)

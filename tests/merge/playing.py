"""What tests of the merge play: histories by their seeds, and an import that is killed in the middle."""

from __future__ import annotations

import os
import random
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

MEMORY = Path("/dev/shm")


class History(Protocol):
    """An archive that is worked on in rounds, with what was done in them."""

    root: Path
    said: list[str]

    def round(self) -> None:
        """Do something, import, and compare the archive with what it has to be."""


def play(make: Callable[[Path, random.Random], History], seeds: Iterable[int], fewest: int, most: int) -> None:
    """Play a history of so many rounds for each seed; one that fails says its seed and what was done."""
    with in_memory() as place:
        for seed in seeds:
            chance = random.Random(seed)
            history = make(place / str(seed), chance)
            try:
                for _ in range(chance.randint(fewest, most)):
                    history.round()
            except AssertionError as error:
                error.add_note(f"history {seed}: {', '.join(history.said)}")
                raise
            shutil.rmtree(history.root)


@contextmanager
def in_memory() -> Iterator[Path]:
    """Provide a folder, in memory where the machine has one, since a thousand histories write a lot."""
    folder = Path(tempfile.mkdtemp(prefix="backissue-", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def kill_at_rename(work: Callable[[], object], number: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Do ``work`` in a process of its own, killed before that rename; return whether it came that far."""
    replace, calls = Path.replace, iter(range(1, 100))

    def killing(path: Path, target: Path) -> Path:
        if next(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(path, target)

    child = os.fork()
    if not child:
        try:
            monkeypatch.setattr(Path, "replace", killing)
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

"""What a command prints, and the exit code that follows from it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from backissue import reports
from backissue.markup import printed, printed_line
from backissue.model import Problem

QUIET = "backissue.quiet"
"""Where the context of a command says whether its summary is wanted."""

if TYPE_CHECKING:  # what a command needs it imports when it runs: one that has nothing to do ends at once
    from backissue.archive.known_problems import Scope, SortedOut
    from backissue.store import Store


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text. All that may hold names or words of others goes through this, since both may hold commands."""
    click.echo(printed(text), err=err, nl=nl)


def summarise(text: str) -> None:
    """Print what a command has done, unless ``--quiet`` is given."""
    ctx = click.get_current_context(silent=True)
    if not (ctx and ctx.meta.get(QUIET)):
        say(text)


def print_problems(problems: Iterable[Problem], *, verbose: bool = False) -> int:
    """Print the hints and then the problems, a cause a line; 1 if there is more than hints, else 0.

    Where GitHub runs the command, they are annotations of the change too.
    """
    listed = list(problems)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for line in reports.annotation_lines(listed, _place_in_repository()):
            click.echo(line, err=True)  # which is to act, and in which nothing else does
    for line in reports.problem_lines(listed, verbose=verbose):
        is_heading = line.startswith(f"\n{reports.NEEDED}")
        click.echo(click.style(line, bold=True) if is_heading else printed_line(line), err=True)
    return 1 if any(not problem.is_hint for problem in listed) else 0


def _place_in_repository() -> str:
    """Return the folder of the archive below that of the repository which a workflow has checked out."""
    ctx = click.get_current_context(silent=True)
    root = ctx.find_root().obj if ctx else None
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    place = root.resolve() if isinstance(root, Path) else workspace
    return place.relative_to(workspace).as_posix() if place.is_relative_to(workspace) else ""


def sort_out_known(
    root: Path, problems: Iterable[Problem], scope: Scope | None = None, *, verbose: bool = False
) -> SortedOut:
    """Take out the problems that are known, and say how many there are, or which."""
    from backissue.archive.config import read_config
    from backissue.archive.known_problems import Scope, sort_out

    found = sort_out(problems, read_config(root)[0].known_problems, scope or Scope.NONE)
    for line in reports.known_lines(found.known, verbose=verbose):
        say(line, err=True)
    return found


SHORT = 2.0
"""Seconds of a step after which it is said how long it will take."""
_EVERY = 0.1
"""Seconds between two times that the line is written."""


class Progress:
    """One line that is written over and over, on a terminal; nothing in a pipe. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._shown = sys.stderr.isatty()
        self._clock = clock
        self._step = ""
        self._begun = self._written = 0.0

    def __call__(self, step: str, done: int = 0, of: int = 0, detail: str = "") -> None:
        """Show a step, how far it is and how long it will take where that is known, and what it is at."""
        if not self._shown:
            return
        now = self._clock()
        is_new = step != self._step
        if is_new:
            self._step, self._begun = step, now
        if is_new or done == of or now - self._written >= _EVERY:
            self._written = now
            share = f" {done:,} of {of:,}" if of else ""
            line = f"{step}{share}{time_left(now - self._begun, done, of)}{f': {detail}' if detail else ''}"
            click.echo(f"\r\x1b[K{printed_line(line)} …", err=True, nl=False)

    def end(self) -> None:
        """Remove the line."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)


def sources_read(progress: Progress, root: Path) -> Callable[[str], None]:
    """Return what shows how many of the sources that ``archive.yml`` lists are read, given the name of each."""
    counted = count(1)
    numbers = list[int]()

    def show(name: str) -> None:
        if not numbers:
            from backissue.archive.config import read_config
            from backissue.sources.names.listed import list_sources

            numbers.append(len(list_sources(root, read_config(root)[0].sources).entries))
        number = next(counted)
        progress("Reading sources", number, max(number, *numbers), name)

    return show


@contextmanager
def shown_work(root: Path) -> Iterator[Store]:
    """Give the store of the archive at ``root``; how far the work with it is, is shown until its end."""
    from backissue.store import store_of

    progress = Progress()
    with store_of(root) as store:
        store.tick = progress
        try:
            yield store
        finally:
            progress.end()


def time_left(passed: float, done: int, of: int) -> str:
    """Return how long a step will still take at its pace so far, in words; empty where nobody can tell yet.

    >>> time_left(10.0, 10, 100), time_left(60.0, 10, 100), time_left(1.0, 10, 100), time_left(9.0, 0, 0)
    (', about 90 s left', ', about 9 min left', '', '')
    """
    if not done or done >= of or passed < SHORT:
        return ""
    left = passed / done * (of - done)
    return f", about {round(left)} s left" if left < 100 else f", about {round(left / 60)} min left"

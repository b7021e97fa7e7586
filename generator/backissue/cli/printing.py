"""What a command prints, and the exit code that follows from it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue import reports
from backissue.markup import printed, printed_line
from backissue.model import Problem

if TYPE_CHECKING:  # what a command needs it imports when it runs: one that has nothing to do ends at once
    from backissue.archive.known_problems import Scope, SortedOut


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text. All that may hold names or words of others goes through this, since both may hold commands."""
    click.echo(printed(text), err=err, nl=nl)


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


class Progress:
    """One line that is written over and over, on a terminal; nothing in a pipe."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        """Show a step, and how far it is where that is known."""
        if self._shown and (not of or done == of or done % 10 == 0):
            share = f" {done} of {of}" if of else ""
            click.echo(f"\r\x1b[K{printed_line(step)}{share} …", err=True, nl=False)

    def end(self) -> None:
        """Remove the line."""
        if self._shown:
            click.echo("\r\x1b[K", err=True, nl=False)

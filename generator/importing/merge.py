"""The three-way merge: what the importer last wrote, what the source says now, and what stands in the page.

Where only one side changed, its change counts; where both changed alike, that; where they differ, the person's text
stays and the difference is a conflict. No conflict marker ever enters a page.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive.page import Fields
from generator.archive.yamltext import Value
from generator.model import MachineError


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field, or the body, that source and person changed differently. ``None``: the field is absent there."""

    key: str
    base: Value | None
    incoming: Value | None
    mine: Value | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome for one item: the fields to change in the page, its new body or ``None``, and the conflicts."""

    changes: Mapping[str, Value | None]
    body: str | None
    conflicts: tuple[Conflict, ...]


def merge(base: tuple[Fields, str], incoming: tuple[Fields, str], mine: tuple[Fields, str]) -> Merged:
    """Merge one item, given three times as front matter and body.

    Raises:
        MachineError: git, which merges the lines of bodies, cannot be run.
    """
    changes: dict[str, Value | None] = {}
    conflicts = []
    for key in dict.fromkeys([*incoming[0], *base[0]]):
        was, now, here = (side[0].get(key) for side in (base, incoming, mine))
        if now in (was, here):
            continue
        if here == was:
            changes[key] = now
        else:
            conflicts.append(Conflict(key, was, now, here))
    body, clean = merge_lines(base[1], incoming[1], mine[1])
    if not clean:
        conflicts.append(Conflict("body", base[1], incoming[1], mine[1]))
    return Merged(changes, None if body == mine[1] else body, tuple(conflicts))


def merge_lines(base: str, incoming: str, mine: str) -> tuple[str, bool]:
    """Merge text by lines; where both sides changed the same lines differently, ``mine`` stays.

    Returns:
        The merged text, and whether it merged without conflict.

    Raises:
        MachineError: git cannot be run.
    """
    if incoming in (base, mine):
        return mine, True
    if mine == base:
        return incoming, True
    with tempfile.TemporaryDirectory(prefix="backissue-") as name:
        for side, text in {"mine": mine, "base": base, "incoming": incoming}.items():
            Path(name, side).write_bytes(text.encode("utf-8", "surrogateescape"))
        _, conflicts = _git_merge(name)
        text, _ = _git_merge(name, "--ours")
    return text, conflicts == 0


def _git_merge(folder: str, *options: str) -> tuple[str, int]:
    """What ``git merge-file`` prints, and the number of its conflicts."""
    command = ["git", "merge-file", "-p", "-q", *options, "mine", "base", "incoming"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 - fixed words only
    except FileNotFoundError:
        raise MachineError("git cannot be found: install it; it merges edited pages") from None
    if done.returncode not in range(128):
        raise MachineError(f"git merge-file failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode("utf-8", "surrogateescape"), done.returncode

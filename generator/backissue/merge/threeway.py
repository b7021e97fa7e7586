"""The three-way merge: what the importer last wrote, what the source says now, and what stands in the page.

Where only one side changed, its change counts; where both changed alike, that; where they differ, the person's text
stays and the difference is a conflict, until a person says which side shall win. No conflict marker ever enters a page.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from backissue.fields import BODY, Fields, Merge, merge_rule
from backissue.model import MachineError
from backissue.yaml_text import Value

# Longer than any line of marks that a text may hold, so that no text is taken for a conflict.
_MARKER = 61
_HUNK = re.compile(
    rf"^<{{{_MARKER}}}[^\n]*\n(?P<mine>.*?)^\|{{{_MARKER}}}[^\n]*\n(?P<base>.*?)^={{{_MARKER}}}\n"
    rf"(?P<incoming>.*?)^>{{{_MARKER}}}[^\n]*$",
    re.DOTALL | re.MULTILINE,
)


Version = tuple[Fields, str]
"""An item as it is merged: front matter as text values, and Markdown."""


class Side(StrEnum):
    """Whose text wins a conflict."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field, or some lines of the body, that source and person changed differently. ``None``: absent there."""

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


def merge(base: Version, incoming: Version, mine: Version, side: Side | None = None) -> Merged:
    """Merge one item, given three times as front matter and body.

    With a ``side`` there are no conflicts: it wins where there would be one.

    Raises:
        MachineError: git, which merges the lines of bodies, cannot be run.
    """
    changes: dict[str, Value | None] = {}
    conflicts: list[Conflict] = []
    records = [{**fields, BODY.key: body} for fields, body in (base, incoming, mine)]
    for key in dict.fromkeys([*records[1], *records[0]]):
        was, now, here = (record.get(key) for record in records)
        value, found = (
            merge_lines(str(was or ""), str(now or ""), str(here or ""), side)
            if merge_rule(key) is Merge.LINES
            else _merge_whole(key, was, now, here, side or (Side.MINE if merge_rule(key) is Merge.MINE else None))
        )
        changes |= {key: value} if value != here else {}
        conflicts += found
    body = changes.pop(BODY.key, None)
    return Merged(changes, body if body is None else str(body), tuple(conflicts))


def _merge_whole(
    key: str, base: Value | None, incoming: Value | None, mine: Value | None, side: Side | None
) -> tuple[Value | None, Sequence[Conflict]]:
    """Merge a value that is one thing."""
    if incoming in (base, mine):
        return mine, ()
    if mine == base or side is Side.THEIRS:
        return incoming, ()
    return mine, () if side else (Conflict(key, base, incoming, mine),)


def merge_lines(base: str, incoming: str, mine: str, side: Side | None = None) -> tuple[str, tuple[Conflict, ...]]:
    """Merge text by lines; where both sides changed the same lines differently, ``mine`` stays unless ``side`` decides.

    Returns:
        The merged text, and a conflict of the key ``body`` for each place that nobody has decided.

    Raises:
        MachineError: git cannot be run.
    """
    if incoming in (base, mine):
        return mine, ()
    if mine == base:
        return incoming, ()
    text, hunks = _merge_three(base, incoming, mine, side)
    if (text, hunks) == (mine, ()):
        return mine, ()
    # Where the change of the source can be taken back from mine and made again, it has come in before.
    without, stuck = _merge_three(incoming, base, mine, None)
    again, left = _merge_three(base, incoming, without, None)
    if again == mine and not stuck and not left:
        return mine, ()
    return (mine if again == mine and side is not Side.THEIRS else text), hunks


def _merge_three(base: str, incoming: str, mine: str, side: Side | None) -> tuple[str, tuple[Conflict, ...]]:
    """Return what git makes of three texts, and where it needs somebody to decide."""
    with tempfile.TemporaryDirectory(prefix="backissue-") as name:
        for version, text in {"mine": mine, "base": base, "incoming": incoming}.items():
            Path(name, version).write_bytes(text.encode("utf-8", "surrogatepass"))
        text = _git_merge(name, "--theirs" if side is Side.THEIRS else "--ours")
        marked = "" if side else _git_merge(name, "--diff3", f"--marker-size={_MARKER}")
    hunks = (Conflict("body", found["base"], found["incoming"], found["mine"]) for found in _HUNK.finditer(marked))
    return text, tuple(hunks)


def _git_merge(folder: str, *options: str) -> str:
    command = ["git", "merge-file", "-p", "-q", *options, "mine", "base", "incoming"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603 - fixed words only
    except FileNotFoundError:
        raise MachineError("git cannot be found: install it; it merges edited pages") from None
    if done.returncode not in range(128):  # up to 127 it is the number of conflicts
        raise MachineError(f"git merge-file failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode("utf-8", "surrogatepass")

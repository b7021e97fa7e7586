"""What the commands say when they are done, as text and as JSON. Nothing here prints."""

from __future__ import annotations

import errno
import json
from collections.abc import Collection
from dataclasses import asdict
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from backissue.merge.changeset import Change, Changeset, Edit, Fate
from backissue.merge.upgrade import Upgrade
from backissue.model import Problem
from backissue.sources.pieces import Fate as LineFate
from backissue.sources.read import SourceReport
from backissue.yaml_text import Value

if TYPE_CHECKING:
    from backissue.site.build import Report

SHOWN = 3
"""Pages whose changes an upgrade shows."""


def import_text(plan: Changeset, *, written: bool, explain: bool = False) -> str:
    """Return the summary of an import: the account of every source's lines, then what became of the items."""
    rows = [_row(source) for source in plan.sources]
    fates = (f"{fate}s" if fate is LineFate.PROBLEM else fate for fate in LineFate)
    head = ("source", "read as", "lines", *fates, "items")
    counts = ", ".join(f"{number} {fate}" for fate, number in plan.counts().items() if number)
    verb = "Items" if written else "Items, had this not been a dry run"
    reasons = [f"{it.file} is read as {it.reader}: it has {it.why}." for it in plan.sources if it.reader]
    lines = [*([*reasons, ""] if explain else []), _table([head, *rows]), "", f"{verb}: {counts or 'none'}."]
    unlisted = {Fate.SAME, Fate.DELETED, *([Fate.NEW] if written else [])}  # nobody needs to look at these
    lines += [_line(change) for change in plan.changes if change.fate not in unlisted]
    lines += redirect_lines(plan)
    if not written:
        lines += [diff(path, edit) for path, edit in plan.edits.items()]
    return "\n".join(lines)


def upgrade_text(upgrade: Upgrade) -> str:
    """Return what an upgrade would do and why, and how files change: those that people write, and the first pages."""
    made = upgrade.changeset
    pages = [diff(path, edit) for path, edit in made.edits.items() if edit.ids]
    settings = [diff(path, edit) for path, edit in made.edits.items() if not edit.ids]
    settings += [diff(path, edit, folder="") for path, edit in made.beside.items()]
    more = [f"… and {len(pages) - SHOWN} more pages in the same way"] if len(pages) > SHOWN else []
    return "\n".join([*(f"  {line}" for line in upgrade.lines), "", *settings, *pages[:SHOWN], *more])


def redirect_lines(plan: Changeset) -> list[str]:
    """Return a line for each address that leads elsewhere from now on."""
    return [f"  redirected: /{path} to /{to}" for path, to in sorted(plan.led_on.items())]


def diff(path: str, edit: Edit, folder: str = "content/") -> str:
    """Return what an edit would change in its file, as a unified diff; a new one by its name only."""
    name = f"{folder}{path}"
    if edit.before is None:
        return f"  would be new: {name}"
    old, new = (data.decode("utf-8", "replace").splitlines() if data else [] for data in (edit.before, edit.after))
    return "\n".join(unified_diff(old, new, name, name if edit.after is not None else "removed", lineterm="", n=1))


def _shown(value: Value | None) -> str:
    if value is None:
        return "(nothing)"
    text = value.rstrip("\n") if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.replace("\n", "\n        ") or "(nothing)"


def _line(change: Change) -> str:
    """Return an item's fate, and the three versions of each of its conflicts."""
    lines = [f"  {change.fate}: {f'content/{change.path}' if change.path else change.id}"]
    for conflict in change.conflicts:
        sides = {"it was": conflict.base, "its source says": conflict.incoming, "here it says": conflict.mine}
        lines += [f"    {conflict.key}:", *(f"      {name}: {_shown(value)}" for name, value in sides.items())]
    return "\n".join(lines)


def _row(source: SourceReport) -> tuple[str, ...]:
    counts = [source.account.get(fate, 0) for fate in LineFate]
    return (source.file, source.reader or "nothing", *map(str, [sum(counts), *counts, source.items]))


def _table(rows: list[tuple[str, ...]]) -> str:
    """Lay rows out as columns: the first two to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    form = "  ".join(f"{{:{'<' if index < 2 else '>'}{width}}}" for index, width in enumerate(widths))
    return "\n".join(form.format(*row).rstrip() for row in rows)


def import_json(plan: Changeset, *, written: bool) -> str:
    """Return the same as JSON: what it read, changed and redirects, problems, hints, and if it was ``written``."""
    data = {
        "written": written,
        "sources": [
            {
                "file": source.file,
                "reader": source.reader,
                "why": source.why,
                "lines": {fate.value: source.account.get(fate, 0) for fate in LineFate},
                "items": source.items,
            }
            for source in plan.sources
        ],
        "items": {fate.value: [_change(change) for change in plan.changes if change.fate is fate] for fate in Fate},
        "redirects": {f"/{path}": f"/{to}" for path, to in sorted(plan.led_on.items())},
        "problems": [_problem(problem) for problem in plan.problems if not problem.is_hint],
        "hints": [_problem(problem) for problem in plan.problems if problem.is_hint],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _change(change: Change) -> dict[str, object]:
    data: dict[str, object] = {"id": change.id, "path": change.path}
    return data | ({"conflicts": [asdict(conflict) for conflict in change.conflicts]} if change.conflicts else {})


def _problem(problem: Problem) -> dict[str, object]:
    return {key: value for key, value in asdict(problem).items() if key != "is_hint"}


def check_text(problems: Collection[Problem]) -> str:
    """Return how many problems and hints a check found.

    >>> check_text([]), check_text([Problem("a.md", 1, "odd", "look at it", is_hint=True)])
    ('No problems.', 'No problems, 1 hint.')
    """
    hints = sum(problem.is_hint for problem in problems)
    defects = len(problems) - hints
    counts = f"{defects or 'No'} problem{'' if defects == 1 else 's'}"
    return f"{counts}{f', {hints} hint' if hints else ''}{'s' if hints > 1 else ''}."


def build_text(report: Report, site_dir: Path) -> str:
    """Return the summary of a build."""
    held = f", {report.withheld} kept back as drafts or for a later day" if report.withheld else ""
    if report.idle:
        return f"{report.items} items{held}; nothing has changed. The site is in {site_dir}."
    return (
        f"{report.items} items{held}; {report.pages_rendered} pages rendered; "
        f"docs: {report.docs_written} written, {report.docs_removed} removed; "
        f"site: {report.site_written} written, {report.site_removed} removed; "
        f"search index: {report.index_written} files.\nThe site is in {site_dir}."
    )


def os_error_text(error: OSError) -> str:
    """Return what the machine refused, and what to do about it."""
    place = f"{error.filename}: " if error.filename else ""
    remedy = {
        errno.ENOSPC: "free some disk space and run it again",
        **dict.fromkeys((errno.EACCES, errno.EPERM), "get permission to write there and run it again"),
        errno.EADDRINUSE: "name another port with --port",
        errno.EROFS: "this place is read-only; copy the archive to one that is not",
    }.get(error.errno or 0, "fix that and run it again")
    return f"{place}{error.strerror or error}: {remedy}"

"""What the commands say when they are done, as text and as JSON. Nothing here prints."""

from __future__ import annotations

import errno
import json
import posixpath
import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from backissue.markup import annotation, printed_line
from backissue.model import Problem

if TYPE_CHECKING:  # a build that has nothing to do, and says so, waits for none of these
    from backissue.merge.changeset import Change, Changeset, Edit, Fate
    from backissue.merge.upgrade import Upgrade
    from backissue.site.report import Report
    from backissue.sources.read import SourceReport
    from backissue.yaml_text import Value

SHOWN = 3
"""Pages whose changes an upgrade shows, and places that are shown of one cause."""
MOST = 20
"""Sources, or items of one fate, that are listed singly; of more, folders or the first ones are."""
ANNOTATED = 10
"""Annotations of one kind that GitHub shows in a step (docs.github.com, "Workflow commands for GitHub Actions")."""
NEEDED = "What needs you"
"""Stands above the problems where there are hints too."""
_PARTICULARS = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"|\S*[./]\S+|\d+")
"""What differs between places with the same cause: quoted words, files, numbers."""


def import_text(plan: Changeset, *, written: bool, explain: bool = False, verbose: bool = False) -> str:
    """Return the summary of an import: the account of every source's lines, then what became of the items.

    Many sources are a row a folder, and many items of one fate the first three, unless it is ``verbose``.
    """
    from backissue.merge.changeset import Fate
    from backissue.sources.pieces import Fate as LineFate

    rows = _rows(plan.sources, most=len(plan.sources) if verbose else MOST)
    fates = (f"{fate}s" if fate is LineFate.PROBLEM else fate for fate in LineFate)
    head = ("source", "read as", "lines", *fates, "items")
    counts = ", ".join(f"{fate} {number:,}" for fate, number in plan.counts().items() if number)
    verb = "Items" if written else "Items, had this not been a dry run"
    reasons = [f"{printed_line(it.file)} is read as {it.reader}: it has {it.why}." for it in plan.sources if it.reader]
    lines = [*([*reasons, ""] if explain else []), _table([head, *rows]), "", f"{verb}: {counts or 'none'}."]
    unlisted = {Fate.SAME, Fate.DELETED, *([Fate.NEW] if written else [])}  # nobody needs to look at these
    listed = [change for change in plan.changes if change.fate not in unlisted]
    lines += _lines(listed, most=len(listed) if verbose else MOST)
    lines += redirect_lines(plan)
    if not written:
        lines += [diff(path, edit) for path, edit in plan.edits.items()]
    return "\n".join(lines)


def additions_text(entries: Sequence[str]) -> str:
    """Return how files are listed that are not yet: the lines for ``archive.yml``, which ``--add`` writes."""
    lines = "\n".join(f"  - {entry}" for entry in entries)
    return (
        f"\nNothing is written. --add copies them into content/sources, reads them in and adds to `sources`:\n\n{lines}"
    )


def left_out_text(names: Sequence[str], *, verbose: bool) -> str:
    """Return which files of a folder are not read, since they are parts of a site or of a program, and no texts."""
    shown = names if verbose else names[:3]
    more = f" and {len(names) - len(shown)} more, which --verbose lists" if len(names) > len(shown) else ""
    count = "a file" if len(names) == 1 else f"{len(names)} files"
    return (
        f"\nLeft out {count} of code, settings or templates: {', '.join(shown)}{more}. Name one by itself to read it."
    )


def upgrade_text(upgrade: Upgrade) -> str:
    """Return what an upgrade would do and why, and how files change: those that people write, and the first pages."""
    made = upgrade.changeset
    pages = [diff(path, edit) for path, edit in made.edits.items() if edit.ids]
    settings = [diff(path, edit) for path, edit in made.edits.items() if not edit.ids]
    settings += [diff(path, edit, folder="") for path, edit in made.beside.items() if edit.before and edit.after]
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
    lines = [f"  {change.fate}: {printed_line(f'content/{change.path}' if change.path else change.id)}"]
    for conflict in change.conflicts:
        sides = {"it was": conflict.base, "its source says": conflict.incoming, "here it says": conflict.mine}
        lines += [f"    {conflict.key}:", *(f"      {name}: {_shown(value)}" for name, value in sides.items())]
    return "\n".join(lines)


def _lines(changes: Sequence[Change], most: int) -> Iterator[str]:
    """Yield the fates of items; of more than ``most`` with one fate that nobody has to decide, three."""
    counts = Counter(change.fate for change in changes)
    seen: Counter[Fate] = Counter()
    for change in changes:
        seen[change.fate] += 1
        if change.conflicts or counts[change.fate] <= most or seen[change.fate] <= SHOWN:
            yield _line(change)
        elif seen[change.fate] == counts[change.fate]:
            yield f"  {change.fate}: … and {counts[change.fate] - SHOWN:,} more; --verbose lists them"


def _rows(sources: Sequence[SourceReport], most: int) -> list[tuple[str, ...]]:
    """Return a row of the account for each source; of more than ``most``, one for each reader in each folder."""
    groups: dict[tuple[str, str], list[SourceReport]] = {}
    for source in sources:
        name = source.file if len(sources) <= most else source.file.rpartition("/")[0]
        groups.setdefault((name, source.reader), []).append(source)
    return [_row(name, reader, several) for (name, reader), several in groups.items()]


def _row(name: str, reader: str, sources: Sequence[SourceReport]) -> tuple[str, ...]:
    from backissue.sources.pieces import Fate as LineFate

    many = f"{len(sources):,} files in {name}/" if name else f"{len(sources):,} files"
    name = many if len(sources) > 1 else sources[0].file
    counts = [sum(source.account.get(fate, 0) for source in sources) for fate in LineFate]
    items = sum(source.items for source in sources)
    return (printed_line(name), reader or "nothing", *map(str, [sum(counts), *counts, items]))


def _table(rows: list[tuple[str, ...]]) -> str:
    """Lay rows out as columns: the first two to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    form = "  ".join(f"{{:{'<' if index < 2 else '>'}{width}}}" for index, width in enumerate(widths))
    return "\n".join(form.format(*row).rstrip() for row in rows)


def import_json(plan: Changeset, known: Iterable[Problem] = (), *, written: bool) -> str:
    """Return the same as JSON: what it read, changed and redirects, problems, hints, and if it was ``written``.

    ``known`` are the problems that ``archive.yml`` says to leave.
    """
    from backissue.merge.changeset import Fate
    from backissue.sources.pieces import Fate as LineFate

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
        "known": [_problem(problem) for problem in known],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)


def _change(change: Change) -> dict[str, object]:
    data: dict[str, object] = {"id": change.id, "path": change.path}
    return data | ({"conflicts": [asdict(conflict) for conflict in change.conflicts]} if change.conflicts else {})


def _problem(problem: Problem) -> dict[str, object]:
    return {key: value for key, value in asdict(problem).items() if key != "is_hint"}


def problem_lines(problems: Iterable[Problem], *, verbose: bool = False) -> Iterator[str]:
    """Yield a line for each hint, then for each problem: what needs somebody stands last, below a line that says so.

    More than three with one cause are one line, with the number of them and the first three places, unless it is
    ``verbose``.
    """
    listed = list(problems)
    hints = [problem for problem in listed if problem.is_hint]
    needed = [problem for problem in listed if not problem.is_hint]
    yield from _grouped(hints, verbose=verbose)
    if hints and needed:
        yield f"\n{NEEDED} ({len(needed):,}):"
    yield from _grouped(needed, verbose=verbose)


def annotation_lines(problems: Iterable[Problem], folder: str = "") -> Iterator[str]:
    """Yield the commands by which a runner of GitHub shows problems, then hints, at their lines in a change.

    It shows ten of each in a step, so there are no more. ``folder`` leads from the repository to the archive.
    """
    listed = list(problems)
    for kind, is_hint in (("error", False), ("notice", True)):
        for problem in [one for one in listed if one.is_hint is is_hint][:ANNOTATED]:
            file = posixpath.join(folder, problem.file)
            yield annotation(kind, file, problem.line, f"{problem.what}: {problem.remedy}")


def known_lines(known: Sequence[Problem], *, verbose: bool = False) -> Iterator[str]:
    """Yield how many problems are known, or where it is ``verbose`` each of them."""
    if verbose:
        yield from (f"known: {problem}" for problem in known)
    elif known:
        yield f"{len(known):,} known problem{'' if len(known) == 1 else 's'}: --verbose lists them"


def _grouped(problems: Iterable[Problem], *, verbose: bool) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for number, problem in enumerate(problems):
        cause = [str(number)] if verbose else [_cause(problem.what), _cause(problem.remedy)]
        groups.setdefault(tuple(cause), []).append(problem)
    for several in groups.values():
        yield from [_group(several)] if len(several) > SHOWN else map(str, several)


def _group(problems: Sequence[Problem]) -> str:
    places = [f"{problem.file}:{problem.line}" if problem.line else problem.file for problem in problems[1:SHOWN]]
    return f"{problems[0]} (and {len(problems) - 1:,} more, which --verbose lists: {', '.join(places)}, …)"


def _cause(text: str) -> str:
    return _PARTICULARS.sub("…", text)


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
    items = f"{report.items} item{'' if report.items == 1 else 's'}{held}"
    if report.idle:
        return f"{items}; nothing has changed. The site is in {site_dir}."
    return (
        f"{items}; {report.pages_rendered} pages rendered; "
        f"docs: {report.docs_written} written, {report.docs_removed} removed; "
        f"site: {report.site_written} written, {report.site_removed} removed; "
        f"search index: {report.index_written} files.\nThe site is in {site_dir}."
    )


def new_text(folder: Path, *, is_empty: bool) -> str:
    """Return what to do with a new archive next."""
    begin = "  backissue import --add FILE...    # copies files into content/sources and reads them in\n"
    return (
        f"A new archive is in {folder}. Next:\n\n"
        f"  cd {shlex.quote(str(folder))}\n"
        f"{begin if is_empty else ''}"
        "  backissue serve                   # shows the site at http://127.0.0.1:8000/\n\n"
        "README.md says how to publish it, and what its editors need to know."
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

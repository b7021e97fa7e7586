"""What a change of ``content/`` is for readers, in words: pages added, edited, moved and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from backissue.archive.addresses import address
from backissue.git_changes import FileChange
from backissue.markup import escape_github

MOST = 50
"""Pages of one kind that are listed; of more, the first are."""
_HEADINGS = ("added", "changed", "moved", "removed")


def summary(
    changes: Iterable[FileChange], title: Callable[[str], str], led_on: Mapping[str, str] = MappingProxyType({})
) -> str:
    r"""Return changes of files below ``content/`` as Markdown for GitHub.

    ``title`` gives that of a page that is there now, by its path; empty where it says none. ``led_on`` are addresses
    that have come to lead to another.

    >>> print(summary([FileChange("", "about.md"), FileChange("sources/a.md", "sources/a.md")], lambda _: "About us"))
    Pages: 1 added. Other files changed: 1.
    <BLANKLINE>
    ### Pages added
    <BLANKLINE>
    - About us, at \/about\/
    """
    pages: dict[str, list[str]] = {heading: [] for heading in _HEADINGS}
    others = 0
    known = list(changes)
    for change in known:
        path = change.after or change.before
        if path.startswith("records/"):  # which follow from the pages
            continue
        if not path.endswith(".md") or path.startswith("sources/"):
            others += 1
            continue
        kind = _kind(change)
        pages[kind].append(_line(change, kind, title(change.after) if change.after else ""))
    moved = {(address(change.before), address(change.after)) for change in known if change.before and change.after}
    leads = [f"{_shown(old)} leads to {_shown(new)}" for old, new in sorted(led_on.items()) if (old, new) not in moved]
    lines = [_counts(pages, others, len(leads))]
    for kind, listed in pages.items():
        lines += _list(f"Pages {kind}", listed)
    lines += _list("Addresses moved", leads)
    return "\n".join(lines)


def _kind(change: FileChange) -> str:
    if not change.before:
        return "added"
    if not change.after:
        return "removed"
    return "changed" if address(change.before) == address(change.after) else "moved"


def _line(change: FileChange, kind: str, title: str) -> str:
    before, after = (_shown(address(path)) for path in change)
    if kind == "removed":
        return before
    name = escape_github(title) or "A page without a title"
    return f"{name}, from {before} to {after}" if kind == "moved" else f"{name}, at {after}"


def _shown(path: str) -> str:
    return escape_github(f"/{path}")


def _counts(pages: dict[str, list[str]], others: int, leads: int) -> str:
    parts = [f"{len(listed):,} {kind}" for kind, listed in pages.items() if listed]
    said = [f"Pages: {', '.join(parts)}."] if parts else []
    if leads:
        said.append(f"Addresses moved: {leads:,}.")
    if others:
        said.append(f"Other files changed: {others:,}.")
    return " ".join(said) or "Nothing changes for readers."


def _list(heading: str, listed: Sequence[str]) -> Iterator[str]:
    if listed:
        yield f"\n### {heading}\n"
        yield from (f"- {line}" for line in listed[:MOST])
        if len(listed) > MOST:
            yield f"- … and {len(listed) - MOST:,} more"

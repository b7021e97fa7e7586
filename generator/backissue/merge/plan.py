"""What an import would do, as values: the fate of every item, the account of every source, the pages to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backissue.merge.ledger import Ledger
from backissue.merge.threeway import Conflict
from backissue.model import Problem
from backissue.sources.read import SourceReport


class Fate(StrEnum):
    """What an import does with an item."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    CONFLICT = "conflict"
    DELETED = "deleted"
    GONE = "gone"
    PRUNED = "pruned"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Change:
    """An item's fate, with its page below ``content/`` where it has one and the conflicts if there are any."""

    fate: Fate
    id: str
    path: str = ""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A page to write: its bytes as they were read, ``None`` where there is none, and as they shall be or ``None``.

    ``ids`` are those that its item has in the ledger, before and after.
    """

    before: bytes | None
    after: bytes | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an import would do.

    ``edits`` go by path below ``content/``; ``ledger`` is as it was and as it shall be, ``None`` where a broken one
    forbids to write at all; ``addresses`` is the new text of that record.
    """

    sources: tuple[SourceReport, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    edits: Mapping[str, Edit]
    ledger: tuple[Ledger, Ledger] | None
    addresses: str = ""

    def counts(self) -> Mapping[Fate, int]:
        """How many items meet each fate."""
        counts = Counter(change.fate for change in self.changes)
        return {fate: counts[fate] for fate in Fate}

"""How much the tests try, as the variable TESTS says: ``fast``, ``all``, or a slice of everything where it is not set.

A slice is always the same: its seeds are fixed. ``make test-all`` runs everything.
"""

from __future__ import annotations

import os

EFFORT = os.environ.get("TESTS", "")
EXAMPLES = {"fast": 10, "all": 500}.get(EFFORT, 20)
"""Examples of a property that names no number."""


def of(number: int, share: int = 12) -> int:
    """Return how many of ``number`` to try: all, one of ``share`` in a slice, of 50 in a fast run, and at least one."""
    return max(1, number // {"fast": 50, "all": 1}.get(EFFORT, share))

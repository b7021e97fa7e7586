"""How work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Tick: TypeAlias = Callable[[int, int], None]
"""Called with how much of one step is done, and of how much."""

More: TypeAlias = Callable[[int], None]
"""Called with how many more are done."""

Steps: TypeAlias = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and of how much."""


def untold(_done: int, _of: int) -> None:
    """Tell nobody how far a step is."""


def silent(_step: str, _done: int, _of: int) -> None:
    """Tell nobody which step it is, and how far."""

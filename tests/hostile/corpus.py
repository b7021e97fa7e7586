"""The corpus of hostile texts, ``tests/cases/hostile``: a file for each class of attack, a line for each text.

A text that runs calls ``go()``, and one that calls another host calls ``evil.example``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import yaml

from tests.archives import CASES

FOLDER = CASES / "hostile"


@cache
def corpus() -> Mapping[str, Sequence[str]]:
    """The texts of each class."""
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yml"))}


def turns(name: str, start: int, number: int) -> list[str]:
    """So many texts of a class, beginning at another one for each ``start``, so that all get their turn."""
    texts = corpus()[name]
    return [texts[(start * number + at) % len(texts)] for at in range(min(number, len(texts)))]

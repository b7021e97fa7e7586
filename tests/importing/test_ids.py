"""Identities."""

from __future__ import annotations

import doctest

from generator.importing import ids
from generator.importing.readers.tables import table
from generator.importing.readers.talks import agenda


def test_examples_in_docstrings_hold() -> None:
    assert [doctest.testmod(module).failed for module in (ids, agenda, table)] == [0, 0, 0]


def test_a_version_of_a_paper_is_the_same_paper() -> None:
    assert ids.arxiv_id("https://arxiv.org/abs/2301.04104v1") == ids.arxiv_id("https://arxiv.org/pdf/2301.04104v2.pdf")

"""Identities."""

from __future__ import annotations

from backissue.sources import ids


def test_a_version_of_a_paper_is_the_same_paper() -> None:
    assert ids.arxiv_id("https://arxiv.org/abs/2301.04104v1") == ids.arxiv_id("https://arxiv.org/pdf/2301.04104v2.pdf")

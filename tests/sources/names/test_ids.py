"""Identities."""

from __future__ import annotations

from backissue.urls import arxiv_id


def test_a_version_of_a_paper_is_the_same_paper() -> None:
    assert arxiv_id("https://arxiv.org/abs/2301.04104v1") == arxiv_id("https://arxiv.org/pdf/2301.04104v2.pdf")

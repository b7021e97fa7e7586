"""Which topics may be meant as one."""

from __future__ import annotations

import pytest

from backissue.archive.near_topics import Near, near_topics


@pytest.mark.parametrize(
    ("kept", "other", "why"),
    [
        ("Reasoning", "Reasonning", "a letter away"),
        ("Agents", "Agent", "a letter away"),
        ("Agents", "Agnets", "a letter away"),
        ("Language models", "Models, language", ""),
        ("Language models", "Models language", "the same words"),
        ("Machine Learning", "ML", "its initials"),
        ("Machine Learning", "Ml", ""),
        ("GPT-3 models", "GPT-4 models", ""),
        ("Arts > Sound", "Sound", "the same name elsewhere"),
        ("Arts > Theory", "Physics > Theory", ""),
        ("Rust", "Dust", ""),
        ("机器学习方法", "机器学习方怯", "a letter away"),
    ],
)
def test_names_are_near_for_a_reason(kept: str, other: str, why: str) -> None:
    assert near_topics({other: 1, kept: 2}) == ([Near(kept, other, why)] if why else [])


def test_the_topic_with_more_items_is_kept_and_a_pair_is_named_once() -> None:
    assert near_topics({"Agents": 1, "Agent": 5}) == [Near("Agent", "Agents", "a letter away")]

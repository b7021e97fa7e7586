"""The words of Markdown, in runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.terms import Word, runs
from backissue.prose.parse import renderer_of
from tests.archives import PROJECT

RENDERER = renderer_of(PROJECT)


def runs_of(markdown: str) -> list[list[Word]]:
    paragraphs = (block.text(lambda _: " | ", lambda _: " | ") for block in RENDERER.document(markdown).blocks)
    return [run for paragraph in paragraphs for run in runs(paragraph)]


def written(markdown: str) -> list[list[str]]:
    return [[word.written for word in run] for run in runs_of(markdown)]


def names(markdown: str) -> list[str]:
    return [word.written for run in runs_of(markdown) for word in run if word.is_name]


def test_words_that_follow_each_other_make_a_run_that_marks_and_function_words_end() -> None:
    assert written("State space models, and very long *sequences* (SSMs).") == [
        ["State", "space", "models"],
        ["long", "sequences"],
        ["SSMs"],
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "https://example.org/deep/learning",
        "www.example.org/deep",
        "example.org/deep/learning",
        "me@example.org",
        "`deep learning`",
        "```\ndeep\n\nlearning\n```",
        '<span title="deep"></span>',
        "$deep$",
        r"\(deep\)",
        "&copy;",
        "x\n{ .deep }",
        "2023 256x256 125M",
        "x y z",
    ],
)
def test_addresses_code_tags_formulas_and_numbers_are_no_words(markdown: str) -> None:
    assert written(markdown) == []


def test_of_a_link_only_the_label_is_words() -> None:
    assert written('Consider [deep nets](https://x.example/a_(b) "title")') == [["Consider", "deep", "nets"]]


def test_a_paragraph_and_a_point_of_a_list_end_a_run() -> None:
    assert written("deep\n\nnets\n\n- wide\n- open\nground") == [["deep"], ["nets"], ["wide"], ["open", "ground"]]


def test_names_are_told_by_capitals_within_a_sentence_and_by_their_letters() -> None:
    assert names("Games such as Atari. Codes like GPT-4, LLMs, LLaMA's or 3D. Nothing") == [
        "Atari",
        "GPT-4",
        "LLMs",
        "LLaMA's",
        "3D",
    ]


@given(st.text(alphabet="ab Z.-_*`$<>[](){}\\&#@/:\n0'", max_size=200))
def test_every_word_stands_in_the_text(markdown: str) -> None:
    assert all(word.written in markdown and word.key for run in runs(markdown) for word in run)


@pytest.mark.parametrize("piece", ["[", "](", "\\(", "$", "{", "<", "`", "```\n", "&", "a.", "a@b", "a-", "https://"])
def test_a_text_of_nothing_but_marks_is_read_to_its_end(piece: str) -> None:
    assert len(list(runs(piece * 20_000))) <= 20_000

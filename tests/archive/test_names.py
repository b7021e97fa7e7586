"""What recognisers get wrong is put right: which words, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.names import Names, correct, corrected
from backissue.model import Item, Kind, NameRule, Page, SourceRef

RULES = (
    NameRule(("OpenAl", "Open Al"), "OpenAI"),
    NameRule(("Al",), "AI"),
    NameRule(("Al Gore",), "Al Gore"),
    NameRule(("AI",), "never"),
    NameRule(("lama",), "LLaMA", any_case=True),
    NameRule(("C sharp",), "C# *<b>*"),
)
NAMES = Names(RULES[:3] + RULES[4:])


def page(kind: Kind = Kind.TRANSCRIPT, file: str = "talk.txt") -> Page:
    return Page("weeks/a.md", Item("x:1", kind, "Al speaks", source=SourceRef(file, 1), body="Al speaks.\n"))


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("OpenAl's and OpenAl\u2019s", "OpenAI's and OpenAI\u2019s"),
        ("Al-based, non-Al, (Al)", "AI-based, non-AI, (AI)"),
        ("Alan, ReAl, al, AL", "Alan, ReAl, al, AL"),
        ("Al\u0301, \u00c9Al, Al\u0430", "Al\u0301, \u00c9Al, Al\u0430"),
        ("_Al_ and x_Al and Al_x", "_AI_ and x_Al and Al_x"),
        ("d'Al, Al'thor", "d'Al, Al'thor"),
        ("Open  Al", "OpenAI"),
        ("Al Gore on Al", "Al Gore on AI"),
        ("Lama, LAMA and llama", "LLaMA, LLaMA and llama"),
    ],
)
def test_only_whole_words_are_put_right(heard: str, meant: str) -> None:
    assert NAMES.correct(heard) == meant


def test_nothing_is_put_right_a_second_time() -> None:
    assert Names(RULES).correct("Al, AI") == "AI, never"


def test_what_is_meant_is_never_markup() -> None:
    assert NAMES.correct_markdown("C sharp") == "C&#35; &#42;&#60;b&#62;&#42;"


@pytest.mark.parametrize(
    "text", ["`Al`", "```\nAl\n", "<Al x=Al>", "[x](Al)", "$Al$", r"\(Al\)", "https://x.example/Al", "{#Al}"]
)
def test_what_is_no_text_stays(text: str) -> None:
    assert NAMES.correct_markdown(text) == text


@given(st.text("Al OpenG\n`<>[]()$\\{}!_*#|&;'", max_size=60))
def test_the_pieces_are_the_text_but_for_the_names(text: str) -> None:
    pieces = list(NAMES.pieces(text))
    assert "".join(piece.heard or piece.text for piece in pieces).split() == "".join(text).split()


@pytest.mark.parametrize(
    ("rule", "is_meant"),
    [
        (NameRule(("Al",), "AI"), True),
        (NameRule(("Al",), "AI", only=("talk.txt",)), True),
        (NameRule(("Al",), "AI", only=("other.txt",)), False),
        (NameRule(("Al",), "AI", kinds=(Kind.PAPER,)), False),
    ],
)
def test_a_rule_is_for_the_texts_it_names(rule: NameRule, *, is_meant: bool) -> None:
    assert correct([rule])("Al", page()) == ("AI" if is_meant else "Al")


def test_papers_are_not_put_right_unless_a_rule_says_so() -> None:
    assert correct([NameRule(("Al",), "AI")])("Al", page(Kind.PAPER)) == "Al"
    assert correct([NameRule(("Al",), "AI", kinds=(Kind.PAPER,))])("Al", page(Kind.PAPER)) == "AI"


def test_a_rule_for_one_source_goes_before_one_for_all() -> None:
    rules = [NameRule(("Al",), "AI"), NameRule(("Al",), "Albert", only=("talk.txt",))]
    assert correct(rules)("Al", page()) == "Albert"


def test_an_archive_is_put_right_in_titles_and_texts() -> None:
    archive = Archive(ArchiveConfig(names=(NameRule(("Al",), "AI"),)), (page(), page(Kind.PAPER)))
    assert [each.item.title for each in corrected(archive).pages] == ["AI speaks", "Al speaks"]
    assert [each.item.body for each in corrected(archive).pages] == ["AI speaks.\n", "Al speaks.\n"]

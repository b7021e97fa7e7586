"""What recognisers get wrong is put right: which words, and nothing else."""

from __future__ import annotations

import pytest

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.corrections import corrected, names_of, spellings
from backissue.model import Item, Kind, NameRule, Page, SourceRef


def page(kind: Kind = Kind.TRANSCRIPT, file: str = "talk.txt") -> Page:
    return Page("weeks/a.md", Item("x:1", kind, "Al speaks", source=SourceRef(file, 1), body="Al speaks.\n"))


def correct(*rules: NameRule, kind: Kind = Kind.TRANSCRIPT) -> str:
    """The body of a page as it is meant."""
    archive = corrected(Archive(ArchiveConfig(names=rules), (page(kind),)))
    return archive.pages[0].item.body.split()[0]


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
    assert correct(rule) == ("AI" if is_meant else "Al")


def test_papers_are_not_put_right_unless_a_rule_says_so() -> None:
    assert correct(NameRule(("Al",), "AI"), kind=Kind.PAPER) == "Al"
    assert correct(NameRule(("Al",), "AI", kinds=(Kind.PAPER,)), kind=Kind.PAPER) == "AI"


def test_a_rule_for_one_source_goes_before_one_for_all() -> None:
    rules = [NameRule(("Al",), "AI"), NameRule(("Al",), "Albert", only=("talk.txt",))]
    assert correct(*rules) == "Albert"


def test_an_archive_is_put_right_in_titles_and_texts() -> None:
    archive = Archive(ArchiveConfig(names=(NameRule(("Al",), "AI"),)), (page(), page(Kind.PAPER)))
    assert [each.item.title for each in corrected(archive).pages] == ["AI speaks", "Al speaks"]
    assert [each.item.body for each in corrected(archive).pages] == ["AI speaks.\n", "Al speaks.\n"]


def test_what_was_heard_is_listed_with_what_is_meant() -> None:
    archive = Archive(ArchiveConfig(names=(NameRule(("Al",), "AI"),)), (page(),))
    names = names_of(page(), archive.config.names)
    assert names
    assert spellings(page(), names, archive) == {"Al": "AI"}

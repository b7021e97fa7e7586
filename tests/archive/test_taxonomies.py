"""What follows from the items: weeks, topics, kinds and years."""

from __future__ import annotations

from cProfile import Profile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from backissue.archive import taxonomies
from backissue.archive.addresses import Address
from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.load import load
from backissue.archive.shelves import shelves
from backissue.model import Item, Kind, Note, Page, SourceRef
from tests.archives import make_archive, make_toy, page


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return load(make_toy(tmp_path_factory.mktemp("weave")))


def archive(*topics: str, notes: tuple[Note, ...] = ()) -> Archive:
    """An archive with a page for each topic given."""
    base = Item("", Kind.PAPER, "T")
    pages = [Page(f"p{at}.md", replace(base, id=str(at), topics=(name,))) for at, name in enumerate(topics)]
    return Archive(ArchiveConfig(), tuple(pages), {note.path: note for note in notes})


def test_weeks_come_newest_first_with_their_introductions(toy: Archive) -> None:
    weeks = taxonomies.weeks(toy)
    assert [str(week.day) for week in weeks] == ["2023-04-02", "2023-03-26", "2022-12-25"]
    assert [bool(week.introduction) for week in weeks] == [False, True, False]


def test_a_week_has_papers_before_talks_and_each_kind_by_its_places() -> None:
    base = Item("", Kind.PAPER, "T", week=date(2023, 3, 26))
    items = {
        "talk": replace(base, kind=Kind.TRANSCRIPT, source=SourceRef("a")),
        "second": replace(base, place=10, source=SourceRef("a")),
        "first": replace(base, place=9, source=SourceRef("b")),
    }
    pages = tuple(Page(path, item) for path, item in items.items())
    (week,) = taxonomies.weeks(Archive(ArchiveConfig(), pages))
    assert [page.path for page in week.pages] == ["first", "second", "talk"]


def test_undated_items_are_in_no_week(toy: Archive) -> None:
    assert [page.path for page in taxonomies.undated(toy)] == ["undated/summary.md", "undated/zero.md"]


def test_a_week_belongs_to_the_year_of_its_last_day() -> None:
    base = Item("", Kind.PAPER, "T")
    pages = [Page(str(day), replace(base, week=day)) for day in (date(2023, 1, 1), date(2022, 12, 25))]
    years = taxonomies.by_year(taxonomies.weeks(Archive(ArchiveConfig(), tuple(pages))))
    assert {year: len(weeks) for year, weeks in years.items()} == {2023: 1, 2022: 1}


def test_a_kind_lists_its_items_newest_first_and_the_undated_last(toy: Archive) -> None:
    kinds = taxonomies.by_kind(toy)
    assert list(kinds) == [Kind.PAPER, Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION]
    days = [page.item.week or date.min for page in kinds[Kind.PAPER]]
    assert days == sorted(days, reverse=True)
    assert kinds[Kind.PAPER][-1].path == "undated/zero.md"


def test_a_kind_without_items_is_left_out() -> None:
    assert list(taxonomies.by_kind(archive("A"))) == [Kind.PAPER]


def test_a_topic_counts_what_is_below_it_once_each(toy: Archive) -> None:
    topics = taxonomies.topics(toy)
    economics, general = topics["economics"], topics["economics-general-economics"]
    assert (len(economics.pages), economics.total, economics.children) == (2, 4, ("economics-general-economics",))
    assert (len(general.pages), general.total, general.path) == (2, 2, ("Economics", "General Economics"))


def test_an_item_in_a_topic_and_below_it_counts_once() -> None:
    pages = archive("A").pages
    both = replace(pages[0], item=replace(pages[0].item, topics=("A", "A > B", "A>B")))
    topics = taxonomies.topics(Archive(ArchiveConfig(), (both,)))
    assert {slug: topic.total for slug, topic in topics.items()} == {"a": 1, "a-b": 1}


def test_a_parent_that_no_item_names_has_a_page() -> None:
    topics = taxonomies.topics(archive("A > B > C"))
    assert {slug: (len(topic.pages), topic.total) for slug, topic in topics.items()} == {
        "a": (0, 1),
        "a-b": (0, 1),
        "a-b-c": (1, 1),
    }


def test_spellings_that_differ_in_case_are_one_topic() -> None:
    topics = taxonomies.topics(archive("Machine Learning", "machine learning", "MACHINE  LEARNING".replace("  ", " ")))
    assert {slug: topic.total for slug, topic in topics.items()} == {"machine-learning": 3}
    assert topics["machine-learning"].name == "Machine Learning"


def test_a_page_of_a_topic_gives_aliases_a_parent_and_the_address() -> None:
    note = Note("topics/ml.md", "Machine Learning", aliases=("ML", "learning"), parent="Computing")
    woven = archive("ML", "Learning", "Machine Learning", "Computing > Machine Learning", notes=(note,))
    topics = taxonomies.topics(woven)
    assert {slug: topic.total for slug, topic in topics.items()} == {"computing": 4, "ml": 4}
    assert topics["ml"].note is note
    assert taxonomies.resolver(woven)("learning") == "ml"


def test_every_name_resolves_to_a_topic(toy: Archive) -> None:
    resolve, topics = taxonomies.resolver(toy), taxonomies.topics(toy)
    assert {resolve(name) for page in toy.pages for name in page.item.topics} <= set(topics)


def test_topics_of_all_scripts_have_addresses_of_their_own() -> None:
    names = ("C", "C++", "C#", "🚀", "🎉", "Łódź", "Odz", "Москва 2023", "Снег 2023", "東京 GPT", "大阪 GPT")
    assert not list(taxonomies.clashes(archive(*names)))
    assert set(taxonomies.topics(archive(*names))) >= {"c", "c-plus-plus", "c-sharp", "rocket", "łódź", "東京-gpt"}


def test_topics_that_differ_in_signs_have_addresses_of_their_own() -> None:
    names = (".NET", "NET", "Go", "Go!", "🚀 Launch", "Launch", "🎉 Launch", "C.", "C", "A/B", "A B")
    assert not list(taxonomies.clashes(archive(*names)))
    assert len(taxonomies.topics(archive(*names))) == len(names)


def test_spellings_that_differ_in_case_hyphens_and_blanks_are_one_topic_called_by_the_most_frequent() -> None:
    found = archive(
        "Pre-training", "pretraining", "machine learning", "Machine-Learning", "pretraining", "Pre-Training"
    )
    assert [topic.name for topic in taxonomies.topics(found).values()] == ["machine learning", "pretraining"]


def test_a_topic_keeps_its_address_when_another_spelling_becomes_the_most_frequent() -> None:
    found = archive("Pre-training", "pretraining", "pretraining")
    known = replace(found, addresses={"topics/pre-training/": Address("topics/pre-training/")})
    assert list(taxonomies.topics(known)) == ["pre-training"]


def test_topics_at_one_address_are_told_of() -> None:
    assert [(problem.path, problem.what) for problem in taxonomies.clashes(archive("C++", "C Plus-Plus", "D"))] == [
        ("p1.md", "topics `C++` and `C Plus-Plus` share an address")
    ]


def test_topics_whose_parents_share_an_address_are_told_of() -> None:
    assert [problem.what for problem in taxonomies.clashes(archive("C++ > X", "C Plus-Plus > Y"))] == [
        "topics `C++` and `C Plus-Plus` share an address"
    ]


def test_parents_of_topics_that_share_an_address_have_shelves() -> None:
    found = shelves(taxonomies.derive(archive("Trade Law > Europe", "Trade > Law Europe")))
    assert {shelf.key for shelf in found if shelf.kind == "topic"} == {"trade", "trade-law", "trade-law-europe"}


def test_the_items_of_a_topic_are_within_those_above_it_too(tmp_path: Path) -> None:
    files = {f"weeks/2023-03-26/{n}.md": page(f"P{n}", topics='["Economics > General Economics"]') for n in range(3)}
    within = taxonomies.derive(load(make_archive(tmp_path, files))).within_topics
    assert {slug: len(pages) for slug, pages in within.items()} == {"economics": 3, "economics-general-economics": 3}


def test_the_work_of_deriving_grows_no_faster_than_the_items() -> None:
    """Ten times the items make about ten times the calls; quadratic work would make a hundred times as many."""

    def calls(number: int) -> int:
        base = Item("", Kind.PAPER, "T", topics=("A > B", "C"))
        pages = [
            Page(f"{at}.md", replace(base, id=str(at), week=date(1990, 1, 7) + timedelta(weeks=at // 10)))
            for at in range(number)
        ]
        with Profile() as profile:
            lists = taxonomies.derive(Archive(ArchiveConfig(), tuple(pages)))
            assert len(lists.weeks) == number // 10
            assert lists.topics["a"].total == number
            assert len(shelves(lists)) > number // 10
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(5_000) < 15 * calls(500)

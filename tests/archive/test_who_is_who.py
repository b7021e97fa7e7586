"""People: which names mean the same person, who has a page, and at which address."""

from __future__ import annotations

from cProfile import Profile
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.load import load
from backissue.archive.permalinks import current, find_dying, redirect_ended, redirects
from backissue.archive.who_is_who import People, plain_name
from backissue.model import Item, Kind, Note, Page
from tests.archives import make_archive, page, put


def people(*named: tuple[str, ...], notes: tuple[Note, ...] = (), published: tuple[str, ...] = ()) -> People:
    """The people of an archive with an item for each group of names."""
    base = Item("", Kind.PAPER, "T")
    pages = [Page(f"p{at}.md", replace(base, people=names)) for at, names in enumerate(named)]
    return People(pages, {note.path: note for note in notes}, published)


def slugs(found: People) -> dict[str, int]:
    return {slug: len(person.pages) for slug, person in found.by_slug.items()}


def test_a_person_with_two_items_has_a_page_and_one_with_a_single_item_has_none() -> None:
    assert slugs(people(("Ada Lovelace", "Alan Turing"), ("Ada Lovelace",))) == {"ada-lovelace": 2}


def test_case_accents_points_and_hyphens_tell_nobody_apart_and_the_most_frequent_spelling_is_shown() -> None:
    found = people(("Jürgen E. Schmidhuber",), ("JURGEN E Schmidhuber",), ("Jürgen E. Schmidhuber",))
    assert {person.name for person in found.by_slug.values()} == {"Jürgen E. Schmidhuber"}


def test_an_item_that_names_somebody_twice_counts_once() -> None:
    assert slugs(people(("Ada Lovelace", "Ada  Lovelace (Host)"))) == {}


def test_names_in_brackets_sponsors_and_stopgaps_are_nobody() -> None:
    for name in (
        "[Ada]",
        "(all)",
        "unknown",
        "Unknown Speaker",
        "et al.",
        "Ho et al",
        "Speaker 3",
        "Our sponsors",
        "3",
        "",
    ):
        assert people((name,), (name,)).by_slug == {}, name


def test_names_of_any_script_and_length_are_names() -> None:
    for name in ("山田太郎", "李 明", "Łukasz Kaiser", "K", "Ng", "Günther Sponsel", "Guesteau", "Editha All"):
        assert plain_name(name) == name


@given(st.text(max_size=100))
def test_a_plain_name_is_plain_already(name: str) -> None:
    plain = plain_name(name)
    assert plain == "" or plain in " ".join(name.split())


def test_aliases_mean_the_same_person_who_is_called_as_their_note_says() -> None:
    note = Note("people/ada-lovelace.md", title="Ada Lovelace", aliases=("A. A. L.", "Countess of Lovelace"))
    found = people(("A. A. L.",), ("countess of lovelace",), notes=(note,))
    assert slugs(found) == {"ada-lovelace": 2}
    assert found.by_slug["ada-lovelace"].name == "Ada Lovelace"


def test_who_is_written_about_or_had_a_page_has_one_with_a_single_item() -> None:
    assert slugs(people(("Ada",), notes=(Note("people/ada.md"),))) == {"ada": 1}
    assert slugs(people(("Ada",), published=("people/ada/",))) == {"ada": 1}
    assert slugs(people(("Alan",), notes=(Note("people/ada.md"),), published=("people/ada/",))) == {}


def test_those_who_shared_most_items_come_first_and_crowds_do_not_count() -> None:
    crowd = tuple(f"Member {chr(65 + at % 26)}{chr(65 + at // 26)}" for at in range(60))
    found = people(("Ada B", "Alan C"), ("Ada B", "Alan C"), ("Ada B", "Bob D"), ("Bob D",), ("Ada B", *crowd), crowd)
    named = [(person.name, number) for person, number in found.beside(found.by_slug["ada-b"])]
    assert named == [("Alan C", 2), ("Bob D", 1)]


def test_addresses_of_people_lead_on_when_a_note_says_who_is_meant_and_when_their_items_go(tmp_path: Path) -> None:
    """First both spellings have a page; then one is an alias of the other; then the items are gone."""
    names = {"a": "[Ada L]", "b": "[Ada L]", "c": "[Ada Lovelace]", "d": "[Ada Lovelace]"}
    texts = {f"weeks/2023-03-26/{name}.md": page(name.upper(), people=who) for name, who in names.items()}
    before = load(make_archive(tmp_path, texts))
    assert {"people/", "people/ada-l/", "people/ada-lovelace/"} <= current(before).keys()
    known = redirect_ended({}, before, before, {})
    put(tmp_path, {"people/ada-lovelace.md": "---\naliases: [Ada L]\n---\n"})
    named = replace(load(tmp_path), addresses=known)
    assert dict(redirects(named)) == {"people/ada-l/": "people/ada-lovelace.md"}
    assert not [*find_dying(named)]
    empty = replace(named, pages=named.pages[:0], notes={}, addresses={})
    ended = redirect_ended(known, named, empty, {})
    assert {path: entry.to for path, entry in ended.items() if path.startswith("people/")} == {
        "people/": "weeks/",
        "people/ada-l/": "weeks/",
        "people/ada-lovelace/": "weeks/",
    }


def test_finding_people_takes_steps_linear_in_the_names() -> None:
    def steps(size: int) -> int:
        names = tuple(f"Ada {letter * 2}" for letter in "abcdefgh")
        with Profile() as profile:
            found = people(*([names] * size))
            assert len(found.beside(found.by_slug["ada-aa"])) == 7
        return sum(entry.callcount for entry in profile.getstats())

    assert steps(4_000) < 12 * steps(400)

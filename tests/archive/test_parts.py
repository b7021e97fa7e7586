"""Lists that are split: nothing is lost, every part has room, and addresses stay as the archive grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive import parts, permalinks
from backissue.archive.addresses import Address
from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.parts import Part, page_key, page_weight, split
from backissue.archive.shelves import Shelf, shelves
from backissue.archive.taxonomies import derive, newest_first
from backissue.model import Item, Kind, Page

BASE = Item("", Kind.PAPER, "", topics=("Sound",))
DAYS = st.dates(date(2022, 12, 1), date(2023, 2, 28))
TITLES = st.text(st.sampled_from("abAÉß 1強弱カ한я!"), max_size=5)


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    """Pages of few days, and of none, with few different titles."""
    found = draw(st.lists(st.tuples(st.none() | DAYS, TITLES), max_size=60))
    return [
        Page(f"p{at}.md", replace(BASE, id=str(at), title=title, week=day, topics=()))
        for at, (day, title) in enumerate(found)
    ]


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "ROOM", 1000)


def parted(things: Sequence[Page], published: Sequence[str] = ()) -> tuple[Part[Page], ...]:
    return split(newest_first(things), page_key, page_weight, published)


def names(found: Sequence[Part[Page]]) -> Iterator[str]:
    for part in found:
        yield part.key.name
        yield from names(part.parts)


def leaves(found: Sequence[Part[Page]]) -> Iterator[Part[Page]]:
    for part in found:
        yield from leaves(part.parts) if part.parts else [part]


@given(pages())
def test_every_page_is_in_one_part_and_every_part_has_room(things: list[Page]) -> None:
    found = list(leaves(parted(things)))
    if not found:
        assert sum(map(page_weight, things)) <= parts.ROOM
    else:
        assert sorted(page.path for part in found for page in part.things) == sorted(page.path for page in things)
        assert all(sum(map(page_weight, part.things)) <= parts.ROOM for part in found)


@given(pages(), pages())
def test_pages_that_come_in_move_no_part(things: list[Page], more: list[Page]) -> None:
    more = [replace(page, path=f"more-{page.path}") for page in more]
    before, after = list(names(parted(things))), list(names(parted([*things, *more])))
    assert set(before) <= set(after)
    assert len(after) == len(set(after))


@given(pages())
def test_what_was_split_stays_split_while_its_pages_are_there(things: list[Page]) -> None:
    published = sorted(names(parted(things)))
    fewer = things[::2]
    kept = set(names(parted(fewer, published)))
    there = {key.name for page in fewer for depth in range(9) if (key := page_key(page, depth))}
    assert {*published} & there == kept & {*published}


def archive(number: int, addresses: Sequence[str] = ()) -> Archive:
    """An archive of papers of one day, with the addresses that it has had."""
    found = [Page(f"undated/{at}.md", replace(BASE, id=str(at), title=chr(97 + at))) for at in range(number)]
    return Archive(ArchiveConfig(), tuple(found), addresses={path: Address(path) for path in addresses})


def paths(archive: Archive) -> list[str]:
    return [shelf.path for shelf in shelves(derive(archive)) if shelf.kind == "part"]


def test_parts_stand_below_their_list_and_items_without_a_day_in_a_folder_of_letters() -> None:
    found = paths(archive(9))
    assert found[:2] == ["topics/sound/undated.md", "topics/sound/undated-a.md"]
    assert found[-9:] == [f"undated/letters/{letter}.md" for letter in "abcdefghi"]


def test_the_addresses_of_parts_are_recorded_and_keep_their_list_split() -> None:
    large, small = archive(9), archive(2)
    assert not paths(small)
    recorded = permalinks.record_addresses({}, large)
    assert {"papers/undated/", "undated/letters/a/"} <= recorded.keys()
    assert "undated/letters/a.md" in paths(replace(small, addresses=recorded))


def test_other_pages_below_a_list_do_not_split_it() -> None:
    assert not paths(archive(2, ["papers/about/", "undated/a/", "topics/sound/"]))


def test_a_part_without_pages_leads_to_what_it_is_a_part_of() -> None:
    recorded = permalinks.record_addresses({}, archive(9))
    small = replace(archive(2), addresses=recorded)
    updated = permalinks.redirect_ended(recorded, small, small, {})
    assert updated["undated/letters/i/"].to == "undated/"
    assert updated["papers/undated-i/"].to == "papers/"


def test_titles_that_do_not_differ_are_parted_all_the_same() -> None:
    things = [Page(f"p{at}.md", replace(BASE, title="Untitled")) for at in range(200)]
    assert max(len(part.things) for part in leaves(parted(things))) < 10


def test_the_topics_of_a_large_tree_are_listed_by_their_own_letters() -> None:
    items = [replace(BASE, id=str(at), title=str(at), topics=(f"Arts > Topic {at}",)) for at in range(20)]
    known = derive(Archive(ArchiveConfig(), tuple(Page(f"undated/{item.id}.md", item) for item in items)))
    tree: Shelf = next(shelf for shelf in shelves(known) if shelf.kind == "topics")
    assert [part.path for part in tree.parts] == ["topics/letters/a.md", "topics/letters/t.md"]
    assert [topic.name for topic in tree.parts[0].topics] == ["Arts"]

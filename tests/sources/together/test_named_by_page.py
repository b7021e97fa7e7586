"""Short names of people, spelled out by the pages of these people."""

from __future__ import annotations

from backissue.model import Item, Kind, SourceRef
from backissue.sources.together.named_by_page import with_people_of_pages


def _item(file: str, title: str, *people: str) -> tuple[Item, ...]:
    return (Item("", Kind.ISSUE, title, people=people, source=SourceRef(file)),)


EPISODE = _item("episode/12.md", "On roofs", "otto", "mstone", "Ada Boat")


def _people(*groups: tuple[Item, ...]) -> tuple[str, ...]:
    return with_people_of_pages([EPISODE, *groups])[0][0].people


def test_a_short_name_is_that_of_the_page_whose_file_is_called_so() -> None:
    pages = _item("guest/mstone.md", "Mira Stone"), _item("host/otto/_index.md", "Otto Lind")
    assert _people(*pages) == ("Otto Lind", "Mira Stone", "Ada Boat")


def test_a_page_that_is_called_otherwise_or_by_no_name_says_nothing_of_a_person() -> None:
    assert _people(_item("guest/stone.md", "Mira Stone"), _item("otto.md", "Otto")) == EPISODE[0].people
    assert _people(_item("mstone.md", "How we carve stone"), _item("otto.md", "Cranes")) == EPISODE[0].people


def test_two_pages_of_one_name_leave_it_open_who_is_meant() -> None:
    assert _people(_item("guest/mstone.md", "Mira Stone"), _item("old/mstone.md", "Max Stone")) == EPISODE[0].people

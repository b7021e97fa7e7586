"""People whom titles name, known by other texts of the folder that name theirs elsewhere too."""

from __future__ import annotations

from backissue.model import Item, Kind, SourceRef
from backissue.sources.together.titled_guests import with_titled_guests


def _item(title: str, *people: str, folder: str = "episodes", body: str = "") -> tuple[Item, ...]:
    return (Item("", Kind.ISSUE, title, people=people, body=body, source=SourceRef(f"{folder}/{title}.md")),)


def _people(*groups: tuple[Item, ...]) -> list[tuple[str, ...]]:
    return [item.people for group in with_titled_guests(groups) for item in group]


KNOWN = (
    _item("Episode 1: Ada Boat on ropes", "Ada Boat"),
    _item("Episode 2: Ben Ode on knots", "Ben Ode", "Dee Keel"),
    _item("Episode 3: Cy Reef and Eve Mast on tar", "Cy Reef", "Eve Mast"),
)


def test_a_title_names_its_guest_where_those_of_the_folder_do() -> None:
    assert _people(*KNOWN, _item("Episode 4: Flo Hull on canvas", "Dee Keel"))[-1] == ("Dee Keel", "Flo Hull")


def test_a_title_alone_or_of_another_folder_or_form_names_nobody() -> None:
    assert _people(_item("Episode 4: Flo Hull on canvas")) == [()]
    assert _people(*KNOWN, _item("Episode 4: Flo Hull on canvas", folder="letters"))[-1] == ()
    assert _people(*KNOWN, _item("Flo Hull - Canvas"))[-1] == ()


def test_titles_that_hold_what_is_no_name_as_often_show_no_place_of_names() -> None:
    others = [_item(f"Episode {number}: Season Finale on air") for number in range(4, 9)]
    assert _people(*KNOWN, *others)[-1] == ()


def test_a_word_that_the_text_has_in_small_letters_is_no_name() -> None:
    assert _people(*KNOWN, _item("Episode 4: Season Finale on air", body="The finale of our year."))[-1] == ()

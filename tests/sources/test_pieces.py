"""Pieces tile a source, and its account is the sum of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import Facts, Item, Kind, SourceRef
from backissue.sources.facts import gather
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Source, account, tile

FATES = st.lists(st.tuples(st.sampled_from(["", " ", "text"]), st.sampled_from(Fate)), min_size=1)


def source_of(*lines: str, facts: Facts | None = None) -> Source:
    """A source of these lines."""
    return Source("a.txt", lines, facts or Facts())


@given(FATES, st.sets(st.integers(1, 5)))
def test_lines_become_pieces_that_account_for_every_line_and_lose_nothing(
    lines: list[tuple[str, Fate]], begins: set[int]
) -> None:
    source = source_of(*(line for line, _ in lines))
    fates = {number: fate for number, (_, fate) in enumerate(lines, 1)}
    items = [Item("", Kind.PAPER, f"At {at}", source=SourceRef("a.txt", at)) for at in begins if at <= len(lines)]
    problems = [source.problem(at, "bad", "fix it") for at in (0, *fates)]
    pieces = list(tile(source, fates, items=items, problems=problems))
    kept = [Fate.BLANK if not line.strip() else fate for line, fate in lines]
    assert dict(account(pieces, len(lines))) == {fate: kept.count(fate) for fate in Fate}
    assert [item for piece in pieces for item in piece.items] == items
    assert [problem for piece in pieces for problem in piece.problems] == problems
    assert [piece.fate for piece in pieces for _ in range(piece.first, piece.last + 1)] == kept


@pytest.mark.parametrize(
    "pieces",
    [
        [Piece(1, 2, Fate.ITEM)],
        [Piece(1, 1, Fate.ITEM), Piece(3, 3, Fate.ITEM)],
        [Piece(1, 2, Fate.ITEM), Piece(2, 3, Fate.ITEM)],
        [Piece(2, 3, Fate.ITEM)],
        [Piece(1, 4, Fate.ITEM)],
        [Piece(1, 0, Fate.ITEM), Piece(1, 3, Fate.ITEM)],
    ],
    ids=["end", "gap", "overlap", "start", "too long", "empty"],
)
def test_pieces_that_do_not_tile_are_an_error_of_the_reader(pieces: list[Piece]) -> None:
    with pytest.raises(AssertionError):
        account(pieces, 3)


def test_a_line_without_a_fate_is_an_error_of_the_reader() -> None:
    with pytest.raises(AssertionError, match="without a fate"):
        list(tile(source_of("a", "b"), {1: Fate.ITEM}))


def test_what_is_said_of_a_source_wins_over_its_text() -> None:
    said = Facts(week=date(2023, 3, 26), topics=("Sound",), people=())
    item = Item("", Kind.PAPER, "T", date=date(2022, 1, 1), topics=("Sight",), people=("Ada",))
    found = gather(source_of("T", facts=said), [Piece(1, 1, Fate.ITEM, (item,))]).items[0]
    assert (found.id, found.week, found.date) == ("paper:t:2023-03-26", date(2023, 3, 26), None)
    assert (found.topics, found.people) == (("Sound",), ())


@pytest.mark.parametrize(
    ("lines", "shape"),
    [
        (("| a |", "|---|", "| b |", "x"), Shape.ROWS),
        (("| a |", "b"), Shape.TEXT),
        (("", '\ufeff  [ {"a": 1}'), Shape.BRACES),
        (("[00:01] Hello",), Shape.TEXT),
        (("<p>",), Shape.TAGS),
        (("",), Shape.TEXT),
    ],
)
def test_the_shape_of_a_text_is_seen_at_a_glance(lines: tuple[str, ...], shape: Shape) -> None:
    assert Glance(source_of(*lines)).shape is shape

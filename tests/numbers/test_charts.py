"""Charts as tables."""

from __future__ import annotations

from datetime import date, timedelta

from backissue.numbers.charts import STEPS, columns, heat, scale, table

DAYS = [date(2023, 1, 1) + timedelta(weeks=number) for number in (0, 1, 1, 2, 2, 2)]


def test_a_column_is_as_high_as_its_number_and_the_highest_is_as_high_as_can_be() -> None:
    (chart,) = columns(("Items", DAYS))
    assert chart.caption == "Items by week"
    assert [(cell.number, cell.step) for cell in chart.cells] == [(1, 7), (2, 14), (3, STEPS)]


def test_charts_of_parts_have_the_periods_and_the_measure_of_the_whole() -> None:
    whole, part = columns(("Items", DAYS), [("Papers", [DAYS[0], DAYS[1], DAYS[3]])])
    assert part.labels == whole.labels
    assert [cell.step for cell in part.cells] == [7, 7, 7]


def test_a_part_that_is_nearly_empty_has_no_chart() -> None:
    assert [chart.caption for chart in columns(("Items", DAYS), [("Papers", DAYS[:3])])] == ["Items by week"]


def test_columns_of_one_height_are_no_chart() -> None:
    even = [*dict.fromkeys(DAYS)]
    assert columns(("Items", even)) == []
    assert len(columns(("Items", [*even, *even]), [("Papers", even), ("Talks", DAYS)])) == 3


def test_the_smallest_number_above_none_can_be_seen() -> None:
    (chart,) = columns(("Items", [DAYS[0], DAYS[1], *[DAYS[-1]] * 1000]))
    assert [cell.step for cell in chart.cells] == [1, 1, STEPS]


def test_one_or_two_columns_are_no_chart() -> None:
    assert columns(("Items", DAYS[:3])) == []
    assert columns(("Items", [])) == []


def test_shades_are_by_the_largest_number_of_all_rows() -> None:
    chart = heat("Items", [("Sound", "../topics/sound/", DAYS), ("Art", "../topics/art/", DAYS[:1])], scale(DAYS))
    assert [[cell.step for cell in row.cells] for row in chart.rows] == [[7, 14, STEPS], [7, 0, 0]]


def test_a_plain_table_is_not_shaded() -> None:
    chart = table("By year", ["Items"], [("2023", "../years/2023/", [6])])
    assert [(cell.number, cell.step) for cell in chart.rows[0].cells] == [(6, 0)]

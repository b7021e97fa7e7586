"""The day of a text by a line near its top: only one that says when, never one that speaks about a day."""

from __future__ import annotations

from datetime import date

import pytest

from backissue.sources.stated.datelines import find_dateline

DAY = date(2024, 3, 20)


@pytest.mark.parametrize(
    "line",
    [
        *("2024-03-20", "March 20, 2024", "*Published on 20 March 2024*", "Issue 7, March 20th, 2024", "20.03.2024"),
        *(
            "# Harbour Letter, 20 March 2024",
            "Wednesday, 20 March 2024, 10:00",
            "**Date:** 2024-03-20",
            "20. März 2024",
        ),
        *("Köln, den 20. März 2024", "Paris, le 20 mars 2024", "2024年3月20日発行", "発行日\uff1a2024年3月20日"),
        *("*Published March 20, 2024 by Ada Berg*", "_20 марта 2024 года_", "Written by Ada Berg on March 20, 2024"),
        *("March 20, 2024 \u00b7 5 min read", "By Ada Berg, March 20, 2024", "Ada Berg \u2014 March 20, 2024"),
    ],
)
def test_a_line_that_says_when_gives_the_day(line: str) -> None:
    assert find_dateline(["", line, "It was founded in 2001."]) == DAY


@pytest.mark.parametrize(
    "line",
    [
        *("Last updated: 2024-03-20", "- 2024-03-20: the lamp was lit", "> On March 20, 2024 it rained", "03/04/2024"),
        *(
            "[The news](https://example.org/2024/03/20/news)",
            "https://example.org/2024/03/20/",
            "| 2024-03-20 | rain |",
        ),
        *("Founded March 20, 2024 by Ada Berg", "Bring Lamps, the 20 March 2024", "Submit by March 20, 2024"),
        *("Deadline, March 20, 2024", "Harbour Day, 20 March 2024"),
        *("The crash of March 20, 1929", "It was lit on March 20, 2024.", "We meet again on March 20, 2024"),
    ],
)
def test_a_line_that_speaks_about_a_day_or_leads_to_one_gives_none(line: str) -> None:
    assert find_dateline([line]) is None

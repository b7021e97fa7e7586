"""Addresses: where things stand, and how one page leads to another."""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.addresses import address
from backissue.archive.shelves import kind_path, topic_path, week_path, year_path
from backissue.dates import day_name, month_name
from backissue.model import Kind
from backissue.site import site
from backissue.site.folders import template_folders

PATHS = st.lists(st.text("abc-", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


@given(PATHS, PATHS)
def test_a_relative_link_leads_from_the_page_to_the_target(target: str, page: str) -> None:
    link = site.relative(target, page)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) == target


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (week_path(date(2023, 3, 26)), "weeks/2023-03-26/"),
        (year_path(2023), "years/2023/"),
        (kind_path(Kind.SUMMARY), "summaries/"),
        (topic_path("sound"), "topics/sound/"),
        ("index.md", ""),
    ],
)
def test_what_is_published_stands_where_readers_know_it(path: str, where: str) -> None:
    """These addresses are promises: none of them may ever change."""
    assert address(path) == where


def test_days_are_named_in_english_whatever_the_machine_speaks() -> None:
    assert day_name(date(2023, 3, 6)) == "6 March 2023"
    assert [month_name(date(2023, month, 1)) for month in (1, 12)] == ["January 2023", "December 2023"]


def test_an_archives_own_templates_go_before_the_packages(tmp_path: Path) -> None:
    own = tmp_path / "site_templates" / "theme"
    own.mkdir(parents=True)
    assert template_folders(tmp_path, "theme")[0] == own.resolve()
    assert len(template_folders(tmp_path, "theme")) == 2
    assert template_folders(tmp_path, "no-such-part") == ()

"""What issues list is listed by time, by section and by site, in parts where it is long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.link_lists import LinkList, LinkLists, link_lists, new_sites, site_name
from backissue.archive.listings import listings
from backissue.model import Item, Kind, Note, Page

FIRST = date(2023, 1, 1)
PAGE = 100_000
"""Bytes of a page of links, at most."""


def lists(bodies: list[str], notes: dict[str, Note] | None = None) -> LinkLists:
    """Return the lists of an archive of weekly issues with these texts."""
    pages = tuple(
        Page(
            f"weeks/{(day := FIRST + timedelta(weeks=at))}/{at}.md",
            Item(f"i{at}", Kind.ISSUE, f"{at}", week=day, body=body),
        )
        for at, body in enumerate(bodies)
    )
    return link_lists(listings(Archive(ArchiveConfig(), pages, notes or {})))


def links(issue: int, number: int, section: str = "News", host: str = "") -> str:
    """Return a section of an issue with so many links."""
    rows = [f"- [Link {issue} {at}](https://{host or f'h{issue}x{at}.example'}/{issue}/{at})\n" for at in range(number)]
    return f"## {section}\n\n{''.join(rows)}\n"


def _size(page: LinkList) -> int:
    """The bytes that the entries of a page take as HTML at least: what each says, where it leads, and their tags."""
    return sum(
        len(f'<li><a href="{one.entry.url}">{one.entry.title}</a> <a href="../../{one.page.path}#{one.entry.anchor}">')
        + len("Issue 12, 26 March 2023</a></li>")
        for one in page.listed
    )


def test_the_newest_issue_comes_first_and_its_links_in_their_order() -> None:
    found = lists([links(0, 2), links(1, 2)])
    assert [one.entry.title for one in found.whole.listed] == ["Link 1 0", "Link 1 1", "Link 0 0", "Link 0 1"]


def test_a_few_links_stand_on_one_page() -> None:
    assert lists([links(0, 2)]).whole.parts == ()


def test_many_links_are_split_by_year_and_month_until_each_page_has_room() -> None:
    found = lists([links(at, 30) for at in range(60)])
    assert [part.path for part in found.whole.parts] == ["links/2024.md", "links/2023.md"]
    assert "links/2023-12.md" in {part.path for part in found.whole.parts[1].parts}
    leaves = [part for part in found.whole.all_parts() if not part.parts]
    assert all(_size(leaf) <= PAGE for leaf in leaves)
    assert sum(len(leaf.listed) for leaf in leaves) == 60 * 30


def test_a_month_is_not_split_by_days_which_are_pages_of_issues() -> None:
    found = lists([links(at, 150) for at in range(60)])
    month = next(part for part in found.whole.all_parts() if part.path == "links/2023-12.md")
    assert (month.parts, month.has_room, len(month.listed)) == ((), False, 5 * 150)


def test_a_section_that_returns_has_a_page_however_it_is_written() -> None:
    bodies = [links(0, 1, "In brief"), links(1, 2, "In Brief"), links(2, 1, "in brief") + links(2, 1, "Once only")]
    found = lists(bodies)
    assert [(one.title, one.path, len(one.listed)) for one in found.sections] == [
        ("in brief", "links/sections/in-brief.md", 4)
    ]
    assert found.section("IN BRIEF") == found.sections[0]


def test_a_site_that_is_linked_often_has_a_page_and_rarer_ones_share_pages() -> None:
    found = lists([links(0, 70, host="often.example") + links(0, 2, "More", "rare.example")])
    assert [one.path for one in found.of_sites] == ["links/sites/often.example.md"]
    assert [found.path_of_site(site) for site in found.sites] == [
        "links/sites/often.example.md",
        "links/sites/index.md",
    ]
    assert [one.entry.section for one in found.top_of_sites.listed] == ["More", "More"]


def test_many_rarer_sites_are_split_by_letter_and_each_is_found() -> None:
    found = lists([links(at, 30) for at in range(30)])
    pages = {part.path: part for part in found.top_of_sites.parts}
    for site in found.sites:
        assert {one.entry.url for one in site.listed} <= {
            one.entry.url for one in pages[found.path_of_site(site)].listed
        }
    assert sorted(one.entry.url for page in pages.values() for one in page.listed) == sorted(
        one.entry.url for one in found.whole.listed
    )
    assert all(_size(page) <= PAGE for page in pages.values())


def test_pages_of_sites_and_of_a_site_keep_their_addresses_when_the_archive_grows() -> None:
    former: set[str] = set()
    for issues in (20, 40, 60):
        found = lists([links(at, 30) + links(at, 30, "More", "often.example") for at in range(issues)])
        paths = {part.path for top in (found.top_of_sites, *found.of_sites) for part in top.parts}
        assert former <= paths
        former = paths


def test_a_site_that_fills_pages_has_one_for_some_months_each_the_newest_first() -> None:
    (site,) = lists([links(at, 8, host="often.example") for at in range(160)]).of_sites
    assert [(part.path, part.title) for part in site.parts][-2:] == [
        ("links/sites/often.example/2024.md", "January 2024 \N{EN DASH} December 2024"),
        ("links/sites/often.example/oldest.md", "January 2023 \N{EN DASH} December 2023"),
    ]
    assert [one.entry.url for part in site.parts for one in part.listed] == [one.entry.url for one in site.listed]
    assert all(_size(part) <= PAGE for part in site.parts)


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://www.a.example:8080/x", "a.example"), ("ftp://a.example", ""), ("https://user@b.example", "b.example")],
)
def test_the_name_of_a_site_is_its_host(url: str, name: str) -> None:
    assert site_name(url) == name


def test_a_site_is_new_in_the_year_of_its_first_link() -> None:
    found = lists([links(0, 1, host="a.example"), *["Nothing.\n"] * 52, links(53, 1, host="a.example")])
    assert new_sites(found) == {2023: 1}


def test_lists_stand_elsewhere_where_a_person_has_a_page_of_links() -> None:
    note = Note("links.md", "Links", "")
    assert lists([links(0, 1)], {"links.md": note}).whole.path == "issue-links/index.md"

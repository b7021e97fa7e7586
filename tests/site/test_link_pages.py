"""Links lead to what an issue lists and to its place there; sections have feeds, and all links have files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.site import link_pages
from backissue.site.documents import documents
from backissue.site.outputs import assets
from backissue.site.site import Settings, Site, site_of
from tests.archives import make_archive, page
from tests.pages import tree_of

WEEKS = ("2024-05-05", "2024-05-12", "2024-05-19")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of three issues with links in two sections."""
    files = {
        f"weeks/{week}/{number}.md": page(
            str(number),
            kind="issue",
            id=f"issue:{number}",
            week=week,
            topics="[Music]",
            body=f"## Tools\n\n- [Piano {number}](https://piano.example/{number}) by Ada\n\n    Small & loud.\n\n"
            f"## Reading\n\n- [Map {number} of $x_1$](https://maps.example/{number})\n",
        )
        for number, week in enumerate(WEEKS, 1)
    }
    root = make_archive(tmp_path, files)
    (root / "content/archive.yml").write_text("sources: []\nsections: {topics: {Tools: [Music]}}\n", "utf-8")
    return site_of(load(root), Settings("Toy", "https://toy.example/"))


def made(site: Site, path: str) -> str:
    """Return the text of a page of ``docs/``."""
    return next(one.text for one in documents(site) if one.path == path)


def test_an_entry_leads_to_what_it_is_about_and_to_its_place_in_its_issue(site: Site) -> None:
    row = tree_of("links/index.md", made(site, "links/index.md")).css(".bi-linked li")[0]
    assert [(link.text(), link.attributes["href"]) for link in row.css("a")] == [
        ("Piano 3", "https://piano.example/3"),
        ("Tools", "../weeks/2024-05-19/3/#piano-3"),
    ]


def test_a_long_section_names_the_earlier_issues_that_have_it(tmp_path: Path) -> None:
    rows = "".join(f"- [Tool {{number}}.{at}](https://t.example/{{number}}/{at})\n" for at in range(30))
    files = {
        f"weeks/{week}/{number}.md": page(
            str(number), kind="issue", id=f"issue:{number}", week=week, body=f"## Tools\n\n{rows.format(number=number)}"
        )
        for number, week in enumerate(WEEKS, 1)
    }
    found = site_of(load(make_archive(tmp_path, files)), Settings("Toy"))
    drawn = tree_of("links/sections/tools.md", made(found, "links/sections/tools.md"))
    assert [(link.text(), link.attributes["href"]) for link in drawn.css(".bi-weeks a")] == [
        ("Issue 1, 5 May 2024", "../../../weeks/2024-05-05/1/#tool-10")
    ]


def test_a_month_without_room_shows_its_newest_links_and_names_its_other_issues(tmp_path: Path) -> None:
    path = "a-long-way-to-go/" * 20
    rows = "".join(f"- [Tool {{number}}.{at}](https://t{at}.example/{path}{{number}})\n" for at in range(90))
    files = {
        f"weeks/{week}/{number}.md": page(
            str(number), kind="issue", id=f"issue:{number}", week=week, body=rows.format(number=number)
        )
        for number, week in enumerate(WEEKS, 1)
    }
    found = site_of(load(make_archive(tmp_path, files)), Settings("Toy"))
    drawn = tree_of("links/2024-05.md", made(found, "links/2024-05.md"))
    assert len(drawn.css(".bi-linked li")) == link_pages.NEWEST
    assert [link.attributes["href"] for link in drawn.css(".bi-weeks a")] == [
        "../../weeks/2024-05-19/3/#tool-360",
        "../../weeks/2024-05-12/2/#tool-20",
        "../../weeks/2024-05-05/1/#tool-10",
    ]
    assert not [one.path for one in documents(found) if one.path.startswith("links/2024-05-")]


def test_links_of_a_site_and_of_a_section_stand_together(site: Site) -> None:
    for path, number in (("links/sites/index.md", 6), ("links/sections/tools.md", 3)):
        assert len(tree_of(path, made(site, path)).css(".bi-linked li")) == number


def test_the_page_of_a_site_names_the_issue_beside_each_link_and_has_no_heading_for_each(tmp_path: Path) -> None:
    files = {
        f"weeks/2024-05-05/{number}.md": page(
            str(number), kind="issue", id=f"issue:{number}", body=f"- [Tool {number}](https://t.example/{number})\n"
        )
        for number in range(70)
    }
    found = site_of(load(make_archive(tmp_path, files)), Settings("Toy"))
    drawn = tree_of("links/sites/t.example.md", made(found, "links/sites/t.example.md"))
    assert not drawn.css("h2")
    assert [row.css("a")[1].text() for row in drawn.css(".bi-linked li")[:1]] == ["Issue 69, 26 March 2023"]


def test_a_section_names_the_topics_that_the_archive_gives_it(site: Site) -> None:
    drawn = tree_of("links/sections/tools.md", made(site, "links/sections/tools.md"))
    assert [link.attributes["href"] for link in drawn.css(".bi-topics a")] == ["../../../topics/music/"]


def test_a_topic_shows_the_newest_links_of_the_sections_that_the_archive_gives_it(site: Site) -> None:
    drawn = tree_of("topics/music.md", made(site, "topics/music.md"))
    rows = [[link.attributes["href"] for link in row.css("a")] for row in drawn.css(".bi-linked li")]
    assert rows[0] == ["https://piano.example/3", "../../weeks/2024-05-19/3/#piano-3"]
    assert len(rows) == 3  # and none of the other section
    assert [link.attributes["href"] for link in drawn.css("h2 a")][:1] == ["../../links/sections/tools/"]


def test_a_topic_shows_no_more_links_than_its_page_has_room_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_pages, "OF_TOPIC", 2)
    assert len(tree_of("topics/music.md", made(site, "topics/music.md")).css(".bi-linked li")) == 2


def test_a_section_has_feeds_whose_entries_lead_into_issues(site: Site) -> None:
    files = {asset.path: asset for asset in assets(site)}
    feed = json.loads(files["links/sections/tools/feed.json"].make())
    assert feed["title"] == "Toy: Tools"
    assert feed["items"][0] == {
        "id": feed["items"][0]["id"],
        "url": "https://toy.example/weeks/2024-05-19/3/#piano-3",
        "external_url": "https://piano.example/3",
        "title": "Piano 3",
        "content_html": '<p>Small &amp; loud.</p>\n<p><a href="https://piano.example/3">Link</a></p>',
        "summary": "Small & loud.",
        "date_published": "2024-05-19T12:00:00Z",
        "authors": [{"name": "Ada"}],
        "tags": ["Tools", "Music"],
    }
    assert b"<entry>" in files["links/sections/tools/feed.xml"].make()


def test_all_links_can_be_downloaded_and_are_named_to_machines(site: Site) -> None:
    files = {asset.path: asset for asset in assets(site)}
    assert len(files["links/entries.jsonl"].make().splitlines()) == 6
    assert "entries.csv" in made(site, "downloads.md")
    llms = files["llms.txt"].make().decode()
    assert "[Links](https://toy.example/links/): 6 links" in llms
    assert "[All links as CSV](https://toy.example/links/entries.csv)" in llms


def test_numbers_name_the_sites_that_are_linked_most(site: Site) -> None:
    drawn = tree_of("numbers.md", made(site, "numbers.md"))
    assert [link.text() for link in drawn.css(".bi-topics a")][-2:] == ["maps.example", "piano.example"]


def test_an_archive_that_lists_nothing_has_no_pages_of_links(tmp_path: Path) -> None:
    found = site_of(load(make_archive(tmp_path, {"weeks/2023-03-26/one.md": page()})), Settings("Toy"))
    assert not [one.path for one in documents(found) if one.path.startswith("links")]
    assert not [asset.path for asset in assets(found) if asset.path.startswith("links")]

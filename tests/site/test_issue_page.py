"""An issue's page says what is in the issue, and leads to it."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.load import load
from backissue.site.documents import documents
from backissue.site.site import Settings, Site, site_of
from tests.archives import make_archive, page
from tests.pages import tree_of

LINKS = "- [A tiny piano](https://p.example/)\n- [Old maps](https://m.example/) by Ada\n"
STORIES = "\n\n".join(f"**Story {name}** is about {'many things ' * 30}" for name in ("one", "two", "three"))


def site(root: Path, **bodies: str) -> Site:
    """Return a site of issues by their numbers."""
    files = {
        f"weeks/2024-05-{5 + 7 * at:02}/{number[1:]}.md": page(
            number[1:], kind="issue", id=f"issue:{number}", week=f"2024-05-{5 + 7 * at:02}", body=f"{body}\n"
        )
        for at, (number, body) in enumerate(bodies.items())
    }
    return site_of(load(make_archive(root, files)), Settings("Toy"))


def made(found: Site, name: str) -> str:
    """Return the text of the page of that name."""
    return next(one.text for one in documents(found) if one.path.endswith(f"/{name}.md"))


def test_the_title_has_the_day_and_the_heading_the_number(tmp_path: Path) -> None:
    text = made(site(tmp_path, n7=LINKS), "7")
    assert '\ntitle: "Issue 7, 5 May 2024"\n' in text
    assert "\n# Issue 7 {" in text


def test_the_description_names_what_the_issue_lists_first(tmp_path: Path) -> None:
    assert '\ndescription: "A tiny piano · Old maps"\n' in made(site(tmp_path, n7=LINKS), "7")


def test_the_description_is_the_summary_where_the_issue_has_one(tmp_path: Path) -> None:
    text = page("7", kind="issue", extra='{description: "Pianos, mostly.", issue: "7"}', body=LINKS)
    found = site_of(load(make_archive(tmp_path, {"weeks/2023-03-26/7.md": text})), Settings("Toy"))
    drawn = tree_of("weeks/2023-03-26/7.md", made(found, "7"))
    assert '\ndescription: "Pianos, mostly."\n' in made(found, "7")
    assert [lead.text() for lead in drawn.css(".bi-lead")] == ["Pianos, mostly."]
    assert "Description:" not in drawn.css(".bi-facts")[0].text()


def test_an_issue_that_tells_of_things_has_a_list_of_them_that_leads_to_each(tmp_path: Path) -> None:
    drawn = tree_of("weeks/2024-05-05/7.md", made(site(tmp_path, n7=STORIES), "7"))
    links = [(link.text(), link.attributes["href"]) for link in drawn.css(".bi-listed a:not(.headerlink)")]
    assert links == [(f"Story {name}", f"./#story-{name}") for name in ("one", "two", "three")]
    assert drawn.css_first("a#story-two")


def test_a_list_of_links_needs_no_second_list(tmp_path: Path) -> None:
    assert "In this issue" not in made(site(tmp_path, n7=LINKS), "7")


def test_issues_lead_to_those_before_and_after_them_by_number(tmp_path: Path) -> None:
    drawn = tree_of("weeks/2024-05-12/8.md", made(site(tmp_path, n7=LINKS, n8="Two.", n10="Three."), "8"))
    assert [link.text() for link in drawn.css(".bi-around a")] == ["Issue 7", "Issue 10"]


def test_an_entry_that_another_issue_has_too_leads_there_both_ways(tmp_path: Path) -> None:
    found = site(tmp_path, n7=LINKS, n8="## News\n\n- [Maps again](https://m.example/)\n")
    for name, week, other in (("7", "2024-05-05", "Issue 8, 12 May 2024"), ("8", "2024-05-12", "Issue 7, 5 May 2024")):
        drawn = tree_of(f"weeks/{week}/{name}.md", made(found, name))
        assert [link.text() for link in drawn.css("li > .bi-elsewhere a")] == [f"Also in {other}"]
    assert drawn.css(".bi-elsewhere a")[0].attributes["href"] == "../../2024-05-05/7/#old-maps"


def test_a_story_below_a_heading_leads_to_where_else_it_was(tmp_path: Path) -> None:
    story = "## [Old maps](https://m.example/)\n\nThey are back.\n"
    drawn = tree_of("weeks/2024-05-12/8.md", made(site(tmp_path, n7=LINKS, n8=story), "8"))
    assert [link.text() for link in drawn.css("h2 > .bi-elsewhere a")] == ["Also in Issue 7, 5 May 2024"]


def test_an_entry_about_a_paper_of_the_archive_is_named_on_the_page_of_the_paper(tmp_path: Path) -> None:
    paper = page("Attention", links="[{Paper: https://arxiv.org/abs/1706.03762}]")
    body = "## Papers\n\n- [The one with heads](https://arxiv.org/pdf/1706.03762v5)\n"
    issue = page("7", kind="issue", id="issue:7", week="2024-05-05", body=body)
    files = {"weeks/2023-03-26/attention.md": paper, "weeks/2024-05-05/7.md": issue}
    found = site_of(load(make_archive(tmp_path, files)), Settings("Toy"))
    of_paper = tree_of("weeks/2023-03-26/attention.md", made(found, "attention"))
    assert [link.attributes["href"] for link in of_paper.css(".bi-related li a")] == ["../../2024-05-05/7/#papers"]
    of_issue = tree_of("weeks/2024-05-05/7.md", made(found, "7"))
    assert [link.text() for link in of_issue.css(".bi-elsewhere a")] == ["See Attention, 26 March 2023"]


def test_the_home_page_of_an_archive_of_issues_leads_with_what_the_newest_lists(tmp_path: Path) -> None:
    found = site(tmp_path, n7="- [Older](https://o.example/)\n", n8=LINKS)
    drawn = tree_of("index.md", next(one.text for one in documents(found) if one.path == "index.md"))
    assert drawn.css("h2 a")[0].text() == "Issue 8, 12 May 2024"
    assert [link.text() for link in drawn.css(".bi-linked a:first-child")] == ["A tiny piano", "Old maps", "Older"]
    assert "Links" in [link.text() for link in drawn.css(".bi-kinds a")]


def test_such_a_home_page_shows_further_issues_until_eight_things_stand_there(tmp_path: Path) -> None:
    several = "".join(f"- [Thing {number}](https://t.example/{number})\n" for number in range(6))
    found = site(tmp_path, n6="- [Oldest](https://o.example/)\n", n7=several, n8=LINKS)
    drawn = tree_of("index.md", next(one.text for one in documents(found) if one.path == "index.md"))
    assert len(drawn.css(".bi-linked a:first-child")) == 8
    assert "Oldest" not in [link.text() for link in drawn.css(".bi-linked a")]


def test_an_archive_of_papers_with_an_issue_leads_with_its_papers(tmp_path: Path) -> None:
    issue = page("7", kind="issue", id="issue:7", body=LINKS)
    papers = {f"weeks/2023-03-26/p{at}.md": page(f"Paper {at}") for at in range(2)}
    found = site_of(load(make_archive(tmp_path, {"weeks/2023-03-26/7.md": issue, **papers})), Settings("Toy"))
    drawn = tree_of("index.md", next(one.text for one in documents(found) if one.path == "index.md"))
    assert drawn.css(".bi-linked") == []

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

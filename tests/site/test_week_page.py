"""The pages of weeks: an issue to read from top to bottom, and the list of those that are missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Link, Note, Page, SourceRef
from backissue.site import documents
from backissue.site.site import Site
from tests.pages import tree_of

DAY = date(2023, 3, 26)
PAPER = Item("paper:one", Kind.PAPER, "One", week=DAY, topics=("Sound",), body="Some words.\n")


def made(items: dict[str, Item], introduction: str = "") -> dict[str, str]:
    """All pages of an archive of these items, by path."""
    note = Note(f"weeks/{DAY}/index.md", "", body=introduction)
    pages = tuple(Page(path, item) for path, item in sorted(items.items()))
    archive = Archive(ArchiveConfig(), pages, {note.path: note} if introduction else {})
    site = Site(catalogue(archive), "Toy", "https://toy.example/")
    return {document.path: document.text for document in documents.documents(site)}


def issue(*items: Item, introduction: str = "") -> str:
    """The page of a week with these items."""
    paths = {f"weeks/{DAY}/{item.title.lower()}.md": item for item in items}
    return made(paths, introduction)[f"weeks/{DAY}/index.md"]


def weekly(*numbers: int) -> dict[str, str]:
    """All pages of an archive of a paper in each of these weeks."""
    days = [DAY + timedelta(weeks=number) for number in numbers]
    return made({f"weeks/{day}/one.md": replace(PAPER, id=f"paper:{day}", week=day) for day in days})


def rendered(page: str, path: str = f"weeks/{DAY}/index.md") -> LexborHTMLParser:
    return tree_of(path, page)


def text_of(pages: dict[str, str], path: str) -> str:
    """What readers read on a page."""
    body = rendered(pages[path], path).body
    return " ".join((body.text() if body else "").split())


def links_of(pages: dict[str, str], path: str) -> dict[str, str | None]:
    return {link.text(): link.attributes["href"] for link in rendered(pages[path], path).css("a")}


def ids(page: LexborHTMLParser) -> list[str]:
    return [node.id for node in page.css("[id]") if node.id]


def test_an_issue_has_the_whole_text_and_the_links_of_each_item() -> None:
    page = rendered(issue(replace(PAPER, links=(Link("PDF", "https://a.example/"),), people=("Ada",))))
    assert [node.text() for node in page.css(".bi-entry > p")] == ["Sound · Ada", "Some words."]
    assert [node.attributes["href"] for node in page.css(".bi-links a")] == ["https://a.example/"]
    assert "Read on" not in (page.html or "")


def test_a_long_text_is_opened_and_leads_on() -> None:
    page = rendered(issue(replace(PAPER, body="word " * 2000)))
    assert len(page.css(".bi-entry > p")[0].text()) < 1000
    (link,) = page.css(".bi-entry .bi-more")
    assert (link.text(), link.attributes["href"]) == ("Read on (8 min)", "one/")


def test_every_item_has_a_place_of_its_own_whatever_else_is_on_the_page() -> None:
    names = ["one", "One!", "one-2", "bi-page", "__search"]
    items = {f"weeks/{DAY}/{name}.md": replace(PAPER, id=name, title=name) for name in names}
    items["weeks/2023-03-19/one.md"] = replace(PAPER, week=date(2023, 3, 19), also_in=(DAY,))
    found = ids(rendered(made(items, "## Item one\n\nText.{ #item-one }\n")[f"weeks/{DAY}/index.md"]))
    assert len(found) == len(set(found))
    assert sum(name.startswith("item-") for name in found) > len(items)
    assert not [name for name in found if name.startswith(("bi-", "__"))]


def test_the_contents_lead_to_the_items_of_the_issue() -> None:
    other = replace(PAPER, id="paper:two", title="Two")
    page = rendered(issue(PAPER, other, replace(PAPER, id="x", title="Talk", kind=Kind.TRANSCRIPT, topics=())))
    places = [str(node.attributes["href"]).removeprefix("#") for node in page.css(".bi-jump a")]
    assert places == ["item-one", "item-two", "item-talk"]
    assert set(places) <= set(ids(page))


def test_an_issue_of_one_item_has_no_contents() -> None:
    assert not rendered(issue(PAPER)).css(".bi-jump")


def test_the_items_of_an_issue_have_the_editors_order_and_numbers() -> None:
    listed = replace(PAPER, source=SourceRef("papers.md"))
    titles = {"Zebra": 1, "Ant": 2, "Mole": 3}
    items = [
        replace(listed, id=title, title=title, place=at, topics=("Sound" if at == 2 else "Robots",))
        for title, at in titles.items()
    ]
    page = rendered(issue(*items))
    found = [node.text().strip("#") for node in page.css(".bi-entry > h3")]
    assert found == ["1 Zebra", "2 Ant", "3 Mole"]
    assert [node.text() for node in page.css(".bi-jump .bi-place")] == ["1", "2", "3"]


def test_a_link_to_a_topic_within_an_issue_leads_to_its_first_item() -> None:
    page = rendered(issue(PAPER, replace(PAPER, id="paper:two", title="Two")))
    (place,) = page.css("#topic-sound")
    entry = place.parent.parent if place.parent else None
    assert entry
    assert [node.text() for node in entry.css("h3")] == ["One#"]
    assert page.css("#kind-papers")


def test_kinds_have_headings_where_there_are_several() -> None:
    assert not rendered(issue(PAPER, replace(PAPER, id="paper:two", title="Two"))).css("h2:not(.bi-unseen)")
    mixed = rendered(issue(PAPER, replace(PAPER, id="x", title="Talk", kind=Kind.TRANSCRIPT)))
    assert [node.text() for node in mixed.css("h2:not(.bi-unseen)")] == ["Papers#", "Transcripts#"]


def test_an_item_of_another_week_is_there_too_and_says_which() -> None:
    elsewhere = replace(PAPER, week=date(2023, 3, 19), also_in=(DAY,))
    links = links_of(made({"weeks/2023-03-19/one.md": elsewhere}), f"weeks/{DAY}/index.md")
    assert links["One"] == "../2023-03-19/one/"
    assert links["Also in 13\N{EN DASH}19 March 2023"] == "../2023-03-19/"


def test_what_an_editor_defines_makes_no_link_in_an_item() -> None:
    page = rendered(
        issue(replace(PAPER, title="[AI]", body="[AI] is."), introduction="[AI]: https://a.example\n\nHi.\n")
    )
    assert "https://a.example" not in (page.html or "")


def test_what_one_item_leaves_open_does_not_swallow_the_next() -> None:
    hostile = replace(
        PAPER, title="Hostile", body="<section>\n\n```\n<!--\n\n</section></div>\n\n[^1]: note\n\n* [x]: y\n"
    )
    page = rendered(issue(hostile, replace(PAPER, id="paper:two", title="Two")))
    assert [node.text().strip("#") for node in page.css("#kind-papers ~ .bi-entry > h3")] == ["Hostile", "Two"]


@pytest.mark.slow
@pytest.mark.parametrize("body", ["word " * 800, "字" * 3000, "$x_1$ is " * 300, "- a\n" * 900, "An abstract. " * 147])
def test_a_week_of_a_hundred_long_texts_stays_light(body: str) -> None:
    links = (Link("Paper", "https://arxiv.org/pdf/2303.12712"), Link("Tweet", "https://twitter.com/a/status/1234567"))
    base = replace(PAPER, body=body, links=links)
    items = [replace(base, id=f"paper:{at}", title=f"A title of some more words {at}") for at in range(100)]
    assert len((rendered(issue(*items)).html or "").encode()) < 320_000


def test_a_pause_is_told_on_the_issues_around_it() -> None:
    pages = weekly(0, 1, 2, 5, 6)
    days = [DAY + timedelta(weeks=number) for number in (0, 1, 2, 5, 6)]
    told = [day for day in days if "No issue for 2 weeks" in links_of(pages, f"weeks/{day}/index.md")]
    assert told == [days[2], days[3]]


def test_missing_weeks_are_listed_by_year_and_found_from_the_list_of_weeks() -> None:
    pages = weekly(0, 1, 2, 5, 6)
    assert "10\N{EN DASH}23 April 2023 2 weeks" in text_of(pages, "weeks/missing.md")
    assert links_of(pages, "weeks/index.md")["No issue in 2 weeks"] == "missing/"


def test_where_no_week_is_missing_the_page_stays_and_nothing_leads_there() -> None:
    pages = weekly(0, 1, 2)
    assert "No week is missing." in pages["weeks/missing.md"]
    assert [path for path in pages if any("missing/" in str(to) for to in links_of(pages, path).values())] == []


def test_a_newsletter_of_every_other_week_is_told_of_as_such() -> None:
    pages = weekly(0, 2, 4, 6)
    assert "One usually comes every 2 weeks." in pages["weeks/index.md"]
    assert [path for path in pages if "No issue for" in text_of(pages, path)] == []


def test_the_list_of_five_hundred_weeks_stays_light() -> None:
    page = weekly(*range(500))["weeks/index.md"]
    assert len((rendered(page, "weeks/index.md").html or "").encode()) < 100_000

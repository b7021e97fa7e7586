"""What a page says to machines: meta tags of citations, and JSON-LD that keeps to ``tests/cases/jsonld``."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.markup import without_controls
from backissue.model import Item, Kind, Link, SourceRef
from backissue.site.listing import Target
from backissue.site.metadata import absolute, citation_tags, describe_work, front_matter
from backissue.site.reference import reference
from backissue.site.site import Site
from tests.archives import CASES

SCHEMA = json.loads((CASES / "jsonld" / "graph.schema.json").read_text("utf-8"))
PAPER = Item(
    "arxiv:2303.11366",
    Kind.PAPER,
    "Reflexion",
    week=date(2023, 3, 26),
    topics=("Learning",),
    people=("Ada Lovelace", "Charles Babbage"),
)
VIDEO = Link("Video", "https://youtu.be/dQw4w9WgXcQ")
KINDS_OF_PAGE = ["weeks/2023-03-26", "years/2023", "topics/economics", "papers", "weeks/2023-03-26/sparks", "undated"]


def site(url: str = "https://reader.example/repo/") -> Site:
    return Site(catalogue(Archive(ArchiveConfig())), "Toy", url)


def graph(item: Item, *, url: str = "https://reader.example/repo/") -> list[dict[str, Any]]:
    """The nodes that an item's page holds, after a look at their form."""
    work = reference(item, "Toy", absolute(site(url), "weeks/2023-03-26/x.md"))
    above = [Target("Weeks", "weeks/index.md")]
    fields = front_matter(site(url), item.title, above, described=describe_work(item, work, "A description."))
    return valid(str(fields["jsonld"]))


def valid(text: str) -> list[dict[str, Any]]:
    data = json.loads(text)
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def test_a_paper_has_the_tags_that_reference_managers_read() -> None:
    item = replace(PAPER, date=date(2023, 3, 5))
    assert citation_tags(reference(item, "Toy")) == [
        ("citation_title", "Reflexion"),
        ("citation_author", "Ada Lovelace"),
        ("citation_author", "Charles Babbage"),
        ("citation_publication_date", "2023/03/05"),
        ("citation_arxiv_id", "2303.11366"),
        ("citation_abstract_html_url", "https://arxiv.org/abs/2303.11366"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2303.11366"),
    ]


def test_a_doi_is_told_and_nothing_that_is_not_known() -> None:
    tags = citation_tags(reference(Item("doi:10.1145/1", Kind.PAPER, "T", people=("Ada",)), "Toy"))
    assert tags == [("citation_title", "T"), ("citation_author", "Ada"), ("citation_doi", "10.1145/1")]


@pytest.mark.parametrize(
    "item", [replace(PAPER, source=SourceRef("letter.md")), replace(PAPER, people=(), source=SourceRef("own.bib"))]
)
def test_where_title_or_authors_are_not_known_nothing_passes_for_the_paper(item: Item) -> None:
    work = reference(item, "Toy", own_titles={"own.bib"})
    assert citation_tags(work) == []
    node = describe_work(item, work, "A description.")
    about = node["about"]
    assert isinstance(about, dict)
    assert (node["@type"], about["sameAs"]) == ("CreativeWork", ["https://arxiv.org/abs/2303.11366"])
    assert ("name" in about) == work.is_titled
    assert not {"author", "datePublished", "abstract"} & node.keys()


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PAPER])
def test_what_is_no_paper_does_not_pass_for_one(kind: Kind) -> None:
    assert citation_tags(reference(replace(PAPER, kind=kind), "Toy")) == []
    assert graph(replace(PAPER, kind=kind))[0]["@type"] != "ScholarlyArticle"


def test_a_paper_is_a_scholarly_article_with_its_authors_and_identifiers() -> None:
    node = graph(PAPER)[0]
    assert node["@type"] == "ScholarlyArticle"
    assert node["url"] == "https://reader.example/repo/weeks/2023-03-26/x/"
    assert node["datePublished"] == "2023-03"
    assert [person["name"] for person in node["author"]] == ["Ada Lovelace", "Charles Babbage"]
    assert node["sameAs"] == ["https://arxiv.org/abs/2303.11366"]


@pytest.mark.parametrize("kind", [Kind.TRANSCRIPT, Kind.SUMMARY])
def test_what_tells_of_a_recording_is_a_video_with_its_day_only_if_that_is_known(kind: Kind) -> None:
    talk = Item("x", kind, "A talk", week=date(2023, 3, 26), links=(VIDEO,))
    node = graph(talk)[0]
    assert (node["@type"], node["sameAs"], node["description"]) == ("VideoObject", VIDEO.url, "A description.")
    assert "uploadDate" not in node
    assert graph(replace(talk, date=date(2023, 3, 22)))[0]["uploadDate"] == "2023-03-22"
    assert graph(replace(talk, links=()))[0]["@type"] == "Article"


def test_a_session_of_a_known_day_is_about_an_event() -> None:
    node = graph(Item("x", Kind.SESSION, "A session", date=date(2024, 1, 18), people=("Ada",)))[0]
    performer = [{"@type": "Person", "name": "Ada"}]
    event = {"@type": "Event", "name": "A session", "startDate": "2024-01-18", "performer": performer}
    assert (node["@type"], node["about"]) == ("Article", event)


def test_an_issue_is_one_of_the_newsletter() -> None:
    node = graph(Item("x", Kind.ISSUE, "No. 7"))[0]
    assert (node["@type"], node["isPartOf"]["name"]) == ("PublicationIssue", "Toy")


def test_the_way_to_a_page_begins_at_the_first_page() -> None:
    home, weeks = "https://reader.example/repo/", "https://reader.example/repo/weeks/"
    steps = graph(PAPER)[1]["itemListElement"]
    assert [(step["name"], step["item"]) for step in steps] == [("Toy", home), ("Weeks", weeks)]


def test_formulas_are_text_in_all_that_machines_read() -> None:
    item = replace(PAPER, title="On $n^2$", topics=("$k$-SAT",), extra={"journal": "J. of $n$"})
    assert ("citation_journal_title", "J. of n") in citation_tags(reference(item, "Toy"))
    assert (graph(item)[0]["name"], graph(item)[0]["keywords"]) == ("On n²", ["k-SAT"])
    steps = valid(str(front_matter(site(), "The week of $n^2$", [])["jsonld"]))[0]["itemListElement"]
    assert steps[-1]["name"] == "The week of n²"


def test_the_way_to_a_page_that_is_no_work_ends_with_the_page_itself() -> None:
    steps = valid(str(front_matter(site(), "Papers", [])["jsonld"]))[0]["itemListElement"]
    assert [(step["name"], step.get("item")) for step in steps] == [
        ("Toy", "https://reader.example/repo/"),
        ("Papers", None),
    ]


def test_a_site_that_does_not_know_its_address_names_none_of_its_own() -> None:
    work, trail = graph(PAPER, url="")
    assert "url" not in work
    assert all("item" not in step for step in trail["itemListElement"])


@given(st.text(st.one_of(st.sampled_from('</script>&<!--\u2028"\\'), st.characters(exclude_categories=["Cs"]))))
def test_no_text_ends_the_script_that_holds_it(text: str) -> None:
    title = " ".join(text.split()) + "T"
    jsonld = str(front_matter(site(), title, [])["jsonld"])
    assert "<" not in jsonld
    found = LexborHTMLParser(f'<script type="application/ld+json">{jsonld}</script><p id="p">').css_first("script")
    assert found
    assert valid(found.text())[0]["itemListElement"][-1]["name"] == without_controls(title)


@pytest.mark.parametrize("path", KINDS_OF_PAGE)
def test_every_kind_of_built_page_says_where_it_stands(once_built: Path, path: str) -> None:
    page = LexborHTMLParser((once_built / "site" / path / "index.html").read_text("utf-8"))
    script = page.css_first('head script[type="application/ld+json"]')
    assert script
    *works, trail = valid(script.text())
    above = [step["name"] for step in trail["itemListElement"]][1 : None if works else -1]
    assert above == [link.text() for link in page.css('nav[aria-label="Breadcrumb"] li > a')]


def test_what_an_item_is_called_reaches_the_head_of_its_page_as_it_is(once_built: Path) -> None:
    page = LexborHTMLParser((once_built / "site/weeks/2023-04-02/script/index.html").read_text("utf-8"))
    tags = {tag.attributes["name"]: tag.attributes["content"] for tag in page.css('meta[name^="citation_"]')}
    assert tags["citation_title"] == "<script>alert(1)</script>"
    script = page.css_first('head script[type="application/ld+json"]')
    assert script
    assert valid(script.text())[0]["name"] == "<script>alert(1)</script>"
    cited = page.css_first("details pre.bi-cite__bibtex")
    assert cited
    assert "title = {{<script>alert(1)</script>}}" in cited.text()


def test_the_citations_stay_out_of_the_search(once_built: Path) -> None:
    page = LexborHTMLParser((once_built / "site/weeks/2023-03-26/sparks/index.html").read_text("utf-8"))
    details = page.css_first("details.bi-cite")
    assert details
    assert details.attributes["data-pagefind-ignore"] == "all"
    forms = [str(block.attributes["class"]) for block in details.css("pre")]
    assert forms == ["bi-cite__plain", "bi-cite__bibtex", "bi-cite__ris"]

"""Citations in BibTeX, RIS and a plain line, of whatever an item may hold."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st

from backissue.markup import from_tex, without_controls
from backissue.mathematics import escape_tex
from backissue.model import Item, Kind, Link, SourceRef
from backissue.settings_file import LANGUAGES
from backissue.site import reference
from backissue.site.citations import bibtex, plain, ris
from backissue.site.reference import citation_key, more_links, publication_date
from backissue.wording import Words, own_words, read_words
from tests.archives import PROJECT

GERMAN = Words(
    "de", read_words((PROJECT / "site_templates/theme" / LANGUAGES / "de.html").read_text("utf-8")), own_words()
)
PAPER = Item(
    "arxiv:2303.11366",
    Kind.PAPER,
    "Reflexion: 50% of $O(n^2)$ & more",
    week=date(2023, 3, 26),
    topics=("Economics > General Economics", "A, B"),
    people=("Ada Lovelace", "Smith and Sons", "Ludwig van Beethoven"),
    links=(Link("Paper", "https://arxiv.org/pdf/2303.11366v2"), Link("Tweet", "https://x.com/a/status/1")),
    body="An *abstract*.\n",
)
TALK = Item("transcript:ml-news:2023-04-02", Kind.TRANSCRIPT, "ML News?", week=date(2023, 4, 2), people=("Yan",))
PAGE = "https://reader.example/weeks/2023-03-26/reflexion/"
TEXT = st.text(st.one_of(st.sampled_from("\\{}$&%#_~^\"'@,= \n`<>^x1é"), st.characters(exclude_categories=["Cs"])))


def entry(text: str) -> Entry:
    """The one entry of a text that BibTeX's readers take without a complaint."""
    library = parse_string(text)
    assert library.failed_blocks == []
    assert len(library.blocks) == 1
    return library.entries[0]


def record(text: str) -> list[tuple[str, str]]:
    """The fields of the one record of a text in RIS, whose every line has the form that RIS demands."""
    lines = text.removesuffix("\n").split("\n")
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in lines]
    assert all(found), text
    fields = [(line[1], line[2]) for line in found if line]
    assert [tag for tag, _ in fields].count("TY") == [tag for tag, _ in fields].count("ER") == 1
    assert (fields[0][0], fields[-1]) == ("TY", ("ER", ""))
    return fields


def test_a_paper_on_arxiv_in_bibtex() -> None:
    assert bibtex(reference.reference(PAPER, "Toy", PAGE)) == (
        "@misc{arxiv:2303.11366,\n"
        "  title = {{Reflexion: 50\\% of $O(n^2)$ \\& more}},\n"
        "  author = {Ada Lovelace and {Smith and Sons} and Ludwig van Beethoven},\n"
        "  year = {2023},\n"
        "  month = mar,\n"
        "  eprint = {2303.11366},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2303.11366},\n"
        "  keywords = {Economics > General Economics, {A, B}},\n"
        "  note = {Listed in Toy, week of 20\N{EN DASH}26 March 2023},\n"
        "}\n"
    )


def test_a_paper_on_arxiv_in_ris() -> None:
    assert record(ris(reference.reference(PAPER, "Toy", PAGE))) == [
        ("TY", "UNPB"),
        ("TI", "Reflexion: 50% of O(n²) & more"),
        ("AU", "Lovelace, Ada"),
        ("AU", "Smith and Sons"),
        ("AU", "van Beethoven, Ludwig"),
        ("PY", "2023"),
        ("DA", "2023/03//"),
        ("KW", "Economics > General Economics"),
        ("KW", "A, B"),
        ("UR", "https://arxiv.org/abs/2303.11366"),
        ("N1", "Listed in Toy, week of 20\N{EN DASH}26 March 2023"),
        ("ID", "arxiv:2303.11366"),
        ("ER", ""),
    ]


def test_a_paper_in_a_plain_line() -> None:
    assert plain(reference.reference(PAPER, "Toy", PAGE)) == (
        "Ada Lovelace, Smith and Sons, & Ludwig van Beethoven (2023, March). Reflexion: 50% of O(n²) & more."
        " arXiv:2303.11366. https://arxiv.org/abs/2303.11366"
    )


def test_what_has_no_address_is_cited_by_its_page_and_said_to_be_what_it_is() -> None:
    work = reference.reference(TALK, "Toy", PAGE)
    assert plain(work) == f"Yan (2023). ML News? [Transcript]. Toy. {PAGE}"
    assert entry(bibtex(work))["howpublished"] == "Transcript"
    assert entry(bibtex(work))["url"] == PAGE
    assert dict(record(ris(work)))["TY"] == "VIDEO"


def test_without_people_or_day_the_title_comes_first() -> None:
    item = Item("https://example.org/x", Kind.PAPER, "A title.", source=SourceRef("own.bib"))
    work = reference.reference(item, "Toy", own_titles={"own.bib"})
    assert plain(work) == "A title. (n.d.)."


def test_a_journal_makes_an_article() -> None:
    work = reference.reference(replace(PAPER, id="doi:10.1145/1_2", extra={"journal": "J. of X"}), "Toy")
    cited = entry(bibtex(work))
    assert (cited.entry_type, cited["journal"], cited["doi"]) == ("article", "J. of X", "10.1145/1_2")
    assert dict(record(ris(work)))["TY"] == "JOUR"


def test_formulas_are_text_where_no_tex_is_read() -> None:
    item = Item("x", Kind.PAPER, "On $O(n^2)$", topics=("$k$-SAT",), extra={"journal": "J. of $n$"})
    work = replace(reference.reference(item, "An archive"), is_titled=True)
    assert plain(work) == "On O(n²) (n.d.). J. of n."
    assert {("TI", "On O(n²)"), ("JO", "J. of n"), ("KW", "k-SAT")} <= set(record(ris(work)))
    assert "keywords = {$k$-SAT}" in bibtex(work)


def test_a_year_or_month_that_is_a_fact_of_a_paper_is_cited() -> None:
    dates = {"2017": (2017,), "2017-08": (2017, 8), "2017-13": (), "soon": ()}
    items = {text: Item("x", Kind.PAPER, "T", week=date(2023, 3, 26), extra={"published": text}) for text in dates}
    assert {text: publication_date(item) for text, item in items.items()} == dates


def test_of_many_authors_the_first_nineteen_and_the_last_are_named() -> None:
    many = tuple(f"Author {number}" for number in range(30))
    line = plain(reference.reference(replace(PAPER, people=many), "Toy"))
    assert "Author 18, … Author 29 (2023" in line
    assert "Author 19" not in line


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (replace(PAPER, date=date(2023, 3, 20)), (2023, 3, 20)),
        (PAPER, (2023, 3)),
        (replace(PAPER, id="arxiv:math/9912001"), (1999, 12)),
        (replace(PAPER, id="arxiv:2399.11366"), ()),
        (replace(PAPER, id="doi:10.1/x"), ()),
        (replace(TALK, week=date(2023, 3, 26)), (2023, 3)),
        (TALK, (2023,)),
        (replace(TALK, week=date(2023, 1, 1)), ()),
        (replace(TALK, week=None), ()),
    ],
)
def test_the_date_is_given_only_as_far_as_it_is_known(item: Item, expected: tuple[int, ...]) -> None:
    assert publication_date(item) == expected


@pytest.mark.parametrize(
    ("name", "listed", "expected"),
    [
        ("arxiv:2303.11366", "https://arxiv.org/pdf/2303.11366v2", ["Abstract"]),
        ("arxiv:2303.11366", "http://arxiv.org/abs/2303.11366", ["PDF"]),
        ("arxiv:2303.11366", "https://example.org/2303.11366", ["Abstract", "PDF"]),
        ("doi:10.1145/abc", "https://dx.doi.org/10.1145/ABC", []),
        ("doi:10.1145/abc", "https://example.org/", ["DOI"]),
        ("arxiv:x/../../y", "https://example.org/", []),
        ("https://example.org/", "https://example.org/", []),
    ],
)
def test_only_what_an_item_does_not_list_is_added_to_its_links(name: str, listed: str, expected: list[str]) -> None:
    item = replace(PAPER, id=name, links=(Link("Paper", listed),))
    assert [link.label for link in more_links(item)] == expected


def unescape_tex(tex: str) -> str:
    """Return what `escape_tex` was given, but for its white space: what stands between dollars is mathematics."""
    parts = re.split(r"((?<!\\)\$[^$]*\$)", tex)
    return "".join(part if at % 2 else from_tex(part) for at, part in enumerate(parts))


@given(title=TEXT, people=st.lists(TEXT, max_size=4), topics=st.lists(TEXT, max_size=3), address=TEXT)
def test_no_text_ends_a_field_or_begins_one(title: str, people: list[str], topics: list[str], address: str) -> None:
    item = replace(
        PAPER, title=title, people=tuple(people), topics=tuple(topics), links=(), id=f"doi:10.1145/{address}"
    )
    work = replace(reference.reference(item, "Toy", PAGE), is_titled=True)
    fields = entry(bibtex(work)).fields_dict
    assert unescape_tex(fields["title"].value[1:-1]) == " ".join(without_controls(title).split())
    assert set(fields) <= {"title", "author", "year", "month", "doi", "url", "keywords", "note"}
    tags = Counter(tag for tag, _ in record(ris(work)))
    assert tags["AU"] == len(work.people)
    assert tags["KW"] <= len(topics)
    assert "\n" not in plain(work)


@given(TEXT)
def test_text_written_for_tex_reads_back_as_it_was(text: str) -> None:
    assert unescape_tex(escape_tex(text)) == " ".join(text.split())


def test_no_citation_has_a_control_of_terminals_or_of_the_order_of_text() -> None:
    odd = "A\x1b[31m\x9b\u202eB\ufeff\u2066 C"
    item = replace(PAPER, title=odd, people=(odd,), topics=(odd,), links=(), extra={"journal": odd}, id="doi:10.1145/a")
    work = reference.reference(item, f"Toy {odd}", PAGE)
    for text in (bibtex(work), ris(work), plain(work)):
        assert "A[31mB C" in text
        assert not set(text) & set("\x1b\x9b\u202e\ufeff\u2066")


TEX_COMMANDS = (
    r"\input{/etc/passwd}",
    r"\include{x}",
    r"\write18{ls}",
    r"\immediate\write18{ls}",
    r"\openout1=x",
    r"\catcode`\%=12",
    r"\csname input\endcsname{x}",
    r"\def\x{a}",
    r"\let\x=\y",
    r"\directlua{x}",
    r"\text{\input{x}}",
    r"\alpha^^5cinput{x}",
    r"\begin{filecontents}{x}\end{filecontents}",
    r"\begin {filecontents}{x}\end {filecontents}",
    r"\href{https://a.example}{x}",
    r"x_1 % a comment",
    r"x_#1",
)


@pytest.mark.parametrize("tex", TEX_COMMANDS)
def test_no_command_of_tex_but_those_of_mathematics_is_one_in_bibtex(tex: str) -> None:
    item = replace(PAPER, title=f"A ${tex}$ b", topics=(f"${tex}$",), people=(f"Ada ${tex}$",))
    written = bibtex(reference.reference(replace(item, extra={"journal": f"J ${tex}$"}), f"Toy ${tex}$", PAGE))
    assert "$" not in written.replace("\\$", "")
    assert set(re.findall(r"\\[A-Za-z]+", written)) <= {r"\textbackslash", r"\textbraceleft", r"\textbraceright"} | {
        r"\textasciicircum"
    }


@pytest.mark.parametrize(
    "tex",
    [
        r"\mathcal{O}(n\log n)",
        r"\operatorname*{arg\,max}_\theta \text{ if } 5\% \le x",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\mathbbm{1}_{x \in \mathbb{R}^d}",
        r"\left\|\hat{x}\right\|_2^2",
    ],
)
def test_formulas_are_formulas_in_bibtex(tex: str) -> None:
    assert escape_tex(f"On ${tex}$ & more") == rf"On ${tex}$ \& more"


@given(st.sets(st.one_of(TEXT, st.sampled_from(["a", "A", "ä", "doi:10.1/a", "doi:10.1/A", "a+b"])), max_size=20))
def test_different_ids_have_different_keys_even_where_case_does_not_count(names: set[str]) -> None:
    keys = [citation_key(name) for name in names]
    assert len({key.lower() for key in keys}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9:./_+-]*", key) for key in keys)


LISTED = Item(
    "arxiv:2303.11366",
    Kind.PAPER,
    "Reflexion",
    week=date(2023, 3, 26),
    topics=("Agents",),
    source=SourceRef("2023-03-26.md"),
    body="It reflects on what went wrong.\n",
)


def test_a_newsletters_name_for_a_paper_is_cited_as_its_entry_and_leads_to_the_paper() -> None:
    work = reference.reference(LISTED, "Toy", PAGE)
    assert plain(work) == f"Reflexion [Newsletter entry] (2023, March). Toy. About arXiv:2303.11366. {PAGE}"
    cited = entry(bibtex(work))
    assert set(cited.fields_dict) == {"title", "year", "month", "howpublished", "url", "keywords", "note"}
    assert (cited["howpublished"], cited["url"]) == ("Newsletter entry in Toy", PAGE)
    assert cited["note"].startswith("About arXiv:2303.11366. Listed in Toy")
    assert reference.bibtex_address(work) == ("arXiv", "https://arxiv.org/bibtex/2303.11366")
    fields = record(ris(work))
    assert [tag for tag, _ in fields] == ["TY", "TI", "T2", "PY", "DA", "KW", "UR", "N1", "ID", "ER"]
    assert dict(fields)["TY"] == "ELEC"


def test_the_authors_of_a_paper_are_not_those_of_an_entry_about_it() -> None:
    work = reference.reference(replace(LISTED, people=("Ada Lovelace",)), "Toy", PAGE)
    assert "author" not in entry(bibtex(work)).fields_dict
    assert "AU" not in dict(record(ris(work)))
    assert "About arXiv:2303.11366 by Ada Lovelace." in plain(work)


@pytest.mark.parametrize("name", reference.OWN_TITLE)
def test_a_papers_own_title_below_extra_is_what_is_cited(name: str) -> None:
    own = "Reflexion: Language Agents with Verbal Reinforcement Learning"
    work = reference.reference(replace(LISTED, extra={name: own}), "Toy", PAGE)
    assert entry(bibtex(work))["title"] == f"{{{own}}}"
    assert entry(bibtex(work))["eprint"] == "2303.11366"


def test_a_paper_of_a_source_with_own_titles_is_cited_itself() -> None:
    work = reference.reference(LISTED, "Toy", PAGE, {"2023-03-26.md"})
    assert entry(bibtex(work))["eprint"] == "2303.11366"
    assert not reference.reference(LISTED, "Toy", PAGE, {"other.csv"}).is_titled


def test_a_doi_leads_to_the_bibtex_of_crossref_and_a_talk_to_none() -> None:
    paper = reference.reference(replace(LISTED, id="doi:10.1145/1_2"), "Toy")
    address = "https://api.crossref.org/works/10.1145%2F1_2/transform/application/x-bibtex"
    assert reference.bibtex_address(paper) == ("Crossref", address)
    assert reference.bibtex_address(reference.reference(TALK, "Toy")) == ("", "")


def test_a_line_in_german_has_german_words_and_days() -> None:
    talk = Item("t:1", Kind.TRANSCRIPT, "Fähren", date=date(2023, 3, 22), people=("Ada Boot",))
    assert plain(reference.reference(talk, "Briefe"), GERMAN).startswith(
        "Ada Boot (22. März 2023). Fähren [Transkript]. Briefe"
    )
    paper = Item("arxiv:2303.11366", Kind.PAPER, "Reflexion", week=date(2023, 3, 26), source=SourceRef("a.md", 1))
    said = plain(reference.reference(paper, "Briefe"), GERMAN)
    assert said.startswith("Reflexion [Newsletter-Eintrag] (März 2023). Briefe. Über arXiv:2303.11366.")

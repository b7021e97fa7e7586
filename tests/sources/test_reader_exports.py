"""Exports and references as they come from elsewhere: damaged, edited, written by other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from backissue.merge.apply import apply_changeset
from backissue.merge.importer import plan
from backissue.model import Facts, Kind, SourceEntry
from backissue.site.build import build
from backissue.sources.pieces import Fate, Source, Strength
from backissue.sources.read import read_sources
from backissue.sources.tables.bibtex import BibtexReader
from backissue.sources.tables.export_rows import ExportReader
from tests.archives import make_archive, without_nav
from tests.readings import read_by, recognised

PIECES = (
    *'{}(),=#"@%\\$~ \n',
    *("@misc{a,", "title", " = {", "},\n", "}\n\n", "@string{", "@comment{", "month = jan", "\\'e"),
    *("abstract = {$x", "author = {A and", "keywords = {", "backissue = {{", "date = {2023-02-30}", "url = {http://"),
)
BIBTEX = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
TABLES = st.lists(
    st.sampled_from([*'",\n', "a", " ", '""', "paper", "2023-03-26", "Paper: https://a.example/"]), max_size=40
)


@given(BIBTEX)
def test_whatever_bibtex_holds_all_its_lines_are_accounted_for(text: str) -> None:
    source = Source("x.bib", tuple(text.split("\n")))
    reading = read_by(BibtexReader(), source)
    assert sum(reading.account.values()) == len(source.lines)
    assert bool(reading.items) == bool(reading.account[Fate.ITEM])


@given(TABLES.map("".join))
def test_whatever_a_table_holds_all_its_lines_are_accounted_for(text: str) -> None:
    source = Source("x.csv", ("kind,title,week,links,markdown", *text.split("\n")))
    reading = read_by(ExportReader(), source)
    assert sum(reading.account.values()) == len(source.lines)
    assert bool(reading.items) == bool(reading.account[Fate.ITEM])


def test_a_table_without_markdown_is_no_export() -> None:
    """What is not an export is text, and escaped."""
    assert recognised(ExportReader(), Source("x.csv", ("kind,title,text", "paper,A,<b>"))) is None


def test_that_markdown_is_taken_as_it_stands_is_said() -> None:
    for reader, first in ((ExportReader(), "kind,title,markdown"), (BibtexReader(), "@misc{a, backissue = {}}")):
        lines = (first, "backissue = {},")
        found = recognised(reader, Source("x", lines))
        assert found
        assert found.strength is Strength.CERTAIN
        assert "taken as" in found.why


def test_what_is_said_of_an_export_holds_for_its_items() -> None:
    facts = Facts(people=("Ada Lovelace",), topics=(), week=None)
    source = Source("x.csv", ("kind,title,topics,markdown", "paper,A,Sound,"), facts)
    (item,) = read_by(ExportReader(), source).items
    assert (item.people, item.topics) == (("Ada Lovelace",), ())


def test_markdown_that_acts_comes_in_and_is_refused_by_the_build(tmp_path: Path) -> None:
    """An export is text that somebody wrote: what it may hold is judged as all pages are."""
    table = "kind,title,week,markdown\npaper,Bad,2023-03-26,<script>alert(1)</script>\npaper,Good,2023-03-26,*Good.*\n"
    root = without_nav(make_archive(tmp_path, {"sources/x.csv": table}, "  - file: x.csv\n"))
    made = plan(root, ())
    assert made.problems == ()
    apply_changeset(root, made)
    report = build(root, root / "site")
    assert [problem.file for problem in report.problems] == ["content/weeks/2023-03-26/bad.md"]
    assert (root / "docs" / "weeks" / "2023-03-26" / "good.md").is_file()
    assert not (root / "docs" / "weeks" / "2023-03-26" / "bad.md").exists()


def test_days_that_a_spreadsheet_wrote_in_its_country_s_way_are_read_as_the_others_of_the_table_show() -> None:
    table = "kind,title,week,date,markdown", "paper,A,4/2/2023,3/31/2023,", "paper,B,4/9/2023,,"
    reading = read_by(ExportReader(), Source("x.csv", table))
    assert reading.problems == ()
    assert [(item.week, item.date) for item in reading.items] == [
        (date(2023, 4, 2), date(2023, 3, 31)),
        (date(2023, 4, 9), None),
    ]


def test_a_day_that_could_be_two_is_not_guessed() -> None:
    (problem,) = read_by(ExportReader(), Source("x.csv", ("kind,title,week,markdown", "paper,A,4/2/2023,"))).problems
    assert problem.what == "`week` is `4/2/2023`, which is not a day"


def test_a_text_that_a_spreadsheet_cut_off_is_not_taken_for_the_whole() -> None:
    bodies = {"A": "x" * 32767, "B": "x" * 32768, "C": f"{'x' * 32766}\n", "D": f"x{'😀' * 16383}"}
    table = "kind,title,markdown", *(line for name in bodies for line in f'paper,{name},"{bodies[name]}"'.split("\n"))
    reading = read_by(ExportReader(), Source("x.csv", table))
    assert [item.title for item in reading.items] == ["B", "C"]
    what = "`markdown` has 32,767 characters, the most that a spreadsheet keeps: the rest may be lost"
    assert [(problem.line, problem.what) for problem in reading.problems] == [(2, what), (6, what)]


def test_what_programs_put_around_a_table_is_no_item_and_no_defect() -> None:
    """The line by which Excel is told what parts cells, and columns and rows that are empty."""
    reading = read_by(ExportReader(), Source("x.csv", ("sep=;", "kind;title;markdown;", "paper;A;;", ";;;")))
    assert ([item.title for item in reading.items], reading.problems) == (["A"], ())


def test_an_item_by_hand_gets_the_id_of_its_kind(tmp_path: Path) -> None:
    make_archive(tmp_path, {"sources/x.csv": "kind,title,week,markdown\nsession,A talk,2023-03-26,\n"})
    (reading,) = read_sources(tmp_path, [SourceEntry("x.csv", Facts(), 1)])
    assert [(item.id, item.kind) for item in reading.items] == [("session:a-talk:2023-03-26", Kind.SESSION)]

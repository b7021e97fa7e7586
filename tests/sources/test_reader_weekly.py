"""The reader of a README of weeks: what is written in any of its shapes is read back, and no line gets lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import Facts, Kind, Link
from backissue.sources.names.ids import paper_id
from backissue.sources.pieces import Fate, Source, Strength
from backissue.sources.tables.weekly import WeeklyReader
from tests import effort
from tests.readings import find_reader, read_by, recognised, recognitions

CASES = Path(__file__).parent.parent / "cases" / "readers" / "weekly"
SOURCES = Path(__file__).parents[2] / "content" / "sources"
HEAD = ("## Papers of the Week (March 3 - March 9) - 2025", "| **Paper** | **Links** |", "| --- | --- |")
WORDS = st.sampled_from("lamp wick shade moth glass oil flame 3D A_b $x^2$ |r| <think> R&D C#".split())
TITLES = st.lists(st.sampled_from("Lamp Wick Shade Moth: Glass, of and Night-Time".split()), max_size=5)
LABELS = st.sampled_from(
    ["Paper", "Tweet", "Code", "GitHub", "Project", "Blog", "Report", "Demo", "Dataset", "Paper 1"]
)
PATHS = st.sampled_from(["a", "abs/2301.00001v2", "wiki/A_(b)", "s?s=20&t=x", "a-b,c", "x.pdf"])
LINKS = st.builds(Link, LABELS, PATHS.map("https://a.example/{}".format))


@dataclass(frozen=True)
class Paper:
    """A row as it was meant."""

    title: str
    text: str
    links: tuple[Link, ...]


PAPERS = st.builds(
    Paper,
    TITLES.map(lambda words: " ".join([*words, "Lamps"])),
    st.lists(WORDS, min_size=1, max_size=9).map(" ".join),
    st.lists(LINKS, max_size=4).map(tuple),
)


def heading(end: date, form: int, *, year: bool) -> str:
    """A week's heading in one of its shapes."""
    start = end - timedelta(days=6)
    days = (
        f"{start:%B} {start.day} - {end:%B} {end.day}",
        f"{start:%b} {start.day}-{end:%b} {end.day}",
        f"{start:%b} {start.day}\u2013{end.day}"
        if start.month == end.month
        else f"{start:%b} {start.day} \u2013 {end:%b} {end.day}",
    )[form]
    return f"## Top Papers of the Week ({days}){f' - {end.year}' if year else ''}"


def _address(paper: Paper) -> str:
    return paper_id(paper.title, date(2023, 1, 8), paper.links)


@st.composite
def readmes(draw: st.DrawFn) -> tuple[list[str], list[tuple[date, Paper]], int]:
    """A README, the papers that were meant by it, and the year of its first week."""
    count, newest_first = draw(st.integers(1, 8)), draw(st.booleans())
    first = date(2023, 1, 8) + timedelta(weeks=draw(st.integers(0, 150)))
    weeks = [first + timedelta(weeks=at) for at in range(count)][:: -1 if newest_first else 1]
    lines, meant = ["# Papers", "", "[![badge](https://b.example/b.svg)](https://b.example)", "Some words.", ""], []
    for week in weeks:
        papers = draw(st.lists(PAPERS, min_size=1, max_size=4, unique_by=_address))
        lines += [heading(week, draw(st.integers(0, 2)), year=draw(st.booleans())), *HEAD[1:]]
        lines += [draw(rows(number, paper)) for number, paper in enumerate(papers, 1)]
        lines += draw(st.sampled_from([[], [""], ["", "---", ""]]))
        meant += [(week, paper) for paper in papers]
    return lines, meant, weeks[0].year


@st.composite
def rows(draw: st.DrawFn, number: int, paper: Paper) -> str:
    """A row in one of its shapes, with damage that can be read in one way only."""
    between = draw(st.sampled_from([" - ", " -- ", " \u2013 ", " \u2014 ", "  "]))
    bold = draw(st.sampled_from(["**", ""]))
    ends = st.sampled_from([", ", " , ", " ", "_, ", "), "])
    links = "".join(
        draw(st.sampled_from(["[{}]({}){}", "[{})]({}){}"])).format(link.label, link.url, draw(ends))
        for link in paper.links
    )
    pad = " " * draw(st.integers(1, 9))
    return f"| {number}) {bold}{paper.title}{bold}{between}{paper.text}{pad}| {links}{pad}|"


@given(readmes())
def test_what_was_meant_is_read_back_from_every_shape(readme: tuple[list[str], list[tuple[date, Paper]], int]) -> None:
    lines, meant, year = readme
    source = Source("README.md", tuple(lines), Facts(year=year))
    assert isinstance(find_reader(source), WeeklyReader)
    reading = read_by(WeeklyReader(), source)
    assert [(item.week, item.title, item.links) for item in reading.items] == [
        (week, paper.title, paper.links) for week, paper in meant
    ]
    assert [plain(item.body) for item in reading.items] == [paper.text for _, paper in meant]
    assert reading.problems == ()
    assert {item.kind for item in reading.items} == {Kind.PAPER}


def plain(body: str) -> str:
    """The text of a body that holds no more than one paragraph of the words above."""
    return " ".join(body.split()).replace("\\", "").replace("&lt;", "<").replace("&amp;", "&")


FRAGMENTS = st.lists(
    st.sampled_from(
        ["|", "1) ", "2. ", "**", "Title", " - ", "[Paper](", "https://a.example", ")", "]", "[", "<br>●", "#", " ",
         "## (Jan 1-8)", "**(Feb 30 - Mar 5):**", "# 2024", "- [x](#y)", "Paper", "Links", "---", "&amp;", "\\|", "é"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@given(
    st.lists(FRAGMENTS | st.text(max_size=20).map(lambda text: " ".join(text.splitlines()))), st.none() | st.just(2023)
)
def test_items_and_problems_account_for_every_line_of_a_broken_readme(lines: list[str], year: int | None) -> None:
    source = Source("README.md", (*HEAD, *lines), Facts(year=year))
    reading = read_by(WeeklyReader(), source)
    assert sum(reading.account.values()) == len(source.lines)
    assert reading.account[Fate.ITEM] >= len(reading.items)
    assert all(1 <= problem.line <= len(source.lines) for problem in reading.problems)
    assert bool(reading.account[Fate.PROBLEM]) <= bool(reading.problems)


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_it_is_surer_than_every_other_reader_of_a_readme_of_weeks(case: Path) -> None:
    source = Source("README.md", tuple((case / "input.txt").read_text("utf-8").splitlines()))
    known = {reader.name: found.strength for reader, found in recognitions(source)}
    assert known.pop("weekly") == Strength.CERTAIN
    assert max(known.values(), default=Strength.PLAUSIBLE) < Strength.CERTAIN


@pytest.mark.parametrize("path", sorted(SOURCES.iterdir()), ids=lambda path: path.name)
def test_it_knows_none_of_the_archives_other_sources(path: Path) -> None:
    assert recognised(WeeklyReader(), Source(path.name, tuple(path.read_text("utf-8").splitlines()))) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "filler",
    [
        "[" * 16_000,
        " " * 1_000_000,
        "[a](" * 100_000,
        "https://a)" * 10_000,
        "● " * 50_000,
        "|" * 200_000,
        "w " * 500_000,
        f"a{' ' * 300_000}b",
        " -" * 100_000 + "x",
        "**" * 100_000,
    ],
)
@pytest.mark.parametrize(
    "row", ["| 1) **Title** - {} | [Paper](https://a.example) |", "1. {}", "{}", "| 1) T - t | {} |"]
)
def test_a_monstrous_line_is_read_like_any_other(filler: str, row: str) -> None:
    reading = read_by(WeeklyReader(), Source("README.md", (*HEAD, row.format(filler[: effort.of(len(filler), 4)]))))
    assert sum(reading.account.values()) == 4


def fates(lines: Sequence[str]) -> dict[Fate, int]:
    """The account of some lines without the fates that none of them has."""
    return {
        fate: count
        for fate, count in read_by(WeeklyReader(), Source("README.md", tuple(lines))).account.items()
        if count
    }


def test_what_stands_around_the_weeks_is_boilerplate() -> None:
    lines = [
        "[![b](https://b.example/b.svg)](https://b.example)",
        "Welcome.",
        "- [March](#march)",
        "",
        *HEAD,
        "",
        "Bye.",
    ]
    assert fates(lines) == {Fate.HEADING: 3, Fate.BLANK: 2, Fate.BOILERPLATE: 4}

"""What the readers make of sources: golden cases as files, the archive's own sources, and broken tables.

A case is a folder ``tests/cases/readers/<reader>/<name>`` with ``input.txt``, maybe ``facts.yml``, and ``expected.md``.
To write the expectations anew, run ``UPDATE_GOLDEN=1 pytest tests/importing/test_readers.py`` and read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import Facts, Item, Problem
from backissue.sources.decoding.encodings import read_lines
from backissue.sources.pieces import Fate, Reading, Source
from backissue.sources.recognise import readers
from backissue.sources.tables.table import TableReader
from tests.readings import find_reader, lines_of, read_by

TESTS = Path(__file__).parent.parent
CASES = sorted((TESTS / "cases" / "readers").glob("*/*"))
TODAY = date(2026, 11, 28)
FIELDS = "kind title week place date draft publish topics people lang translation links source extra".split()
SOURCES = TESTS.parent / "content" / "sources"


def source_of(path: Path, facts: Facts | None = None) -> Source:
    """A source as the importer hands it to a reader."""
    lines = read_lines(path, path.name)
    assert not isinstance(lines, Problem), str(lines)
    return Source(path.name, lines, facts or Facts(), today=TODAY)


def facts_of(case: Path) -> Facts:
    """What a case says of its source."""
    path = case / "facts.yml"
    said: dict[str, Any] = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    return Facts(**values)


def read(path: Path, facts: Facts | None = None) -> Reading:
    """A source read by the reader that knows it."""
    source = source_of(path, facts)
    reader = find_reader(source)
    assert not isinstance(reader, Problem), str(reader)
    return read_by(reader, source)


def only_item(reading: Reading) -> Item:
    """The item of a source that is one."""
    (item,) = reading.items
    return item


def shown(found: Reading | Problem) -> str:
    """A reading as a text that a person can check."""
    if isinstance(found, Problem):
        return f"{found}\n"
    account = ", ".join(f"{count} {fate}" for fate, count in found.account.items() if count)
    problems = [f"problem: {problem}" for problem in found.problems]
    return "\n".join([f"account: {account}", *problems, *(line for item in found.items for line in fields(item))])


def fields(item: Item) -> Iterator[str]:
    """An item's fields that say something, and its body."""
    yield f"\n--- {item.id}"
    for name in FIELDS:
        if value := getattr(item, name):
            yield f"{name}: {value}"
    yield f"---\n{item.body}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_source_is_read_as_its_golden_file_says(case: Path) -> None:
    source = source_of(case / "input.txt", facts_of(case))
    reader = find_reader(source)
    assert (reader.name if not isinstance(reader, Problem) else "unknown") == case.parent.name
    found = shown(read_by(reader, source) if not isinstance(reader, Problem) else reader)
    golden = case / "expected.md"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


def test_every_reader_has_cases() -> None:
    assert {reader.name for reader in readers()} <= {case.parent.name for case in CASES}


@pytest.mark.parametrize("path", sorted(SOURCES.iterdir()), ids=lambda path: path.name)
def test_one_reader_knows_each_source_and_accounts_for_all_its_lines(path: Path) -> None:
    reading = read(path)
    assert sum(reading.account.values()) == len(source_of(path).lines)
    assert reading.account[Fate.PROBLEM] == 0
    assert reading.problems == ()


@pytest.fixture(scope="module")
def papers() -> tuple[Item, ...]:
    return read(SOURCES / "papers-of-the-week.md").items


def test_the_papers_are_all_there(papers: tuple[Item, ...]) -> None:
    assert len(papers) == len({item.id for item in papers}) == 106
    assert len({item.week for item in papers}) == 12
    assert len({item.topics for item in papers}) == 11
    assert sum(len(item.links) for item in papers) == 2 * 106 - 1


def test_every_paper_is_known_by_its_arxiv_identifier(papers: tuple[Item, ...]) -> None:
    assert all(re.fullmatch(r"arxiv:\d{4}\.\d{5}", item.id) for item in papers)


def test_the_27_lost_blanks_are_back(papers: tuple[Item, ...]) -> None:
    stand_ins = [found for item in papers for found in re.findall(r".?.?this https? URL.?", item.body)]
    assert len(stand_ins) == 27
    assert all(re.fullmatch(r".? this https? URL[ .]?", found) for found in stand_ins)


@pytest.mark.parametrize("name", ["ml-news-2022-11.txt", "ml-news-2023-03.txt"])
def test_a_transcript_keeps_every_word_in_order_below_its_headings(name: str) -> None:
    body = re.sub(r"^## .*$", "", only_item(read(SOURCES / name)).body, flags=re.MULTILINE)
    assert re.sub(r"\\(?=\W)", "", body).split() == (SOURCES / name).read_text("utf-8").split()


@pytest.mark.parametrize("name", ["ml-news-2022-11.txt", "ml-news-2023-03.txt"])
def test_a_transcript_reads_in_stories_of_paragraphs(name: str) -> None:
    opening, *stories = re.split(r"^## .*\n\n", only_item(read(SOURCES / name)).body, flags=re.MULTILINE)
    assert len(stories) > 20
    for part in [opening, *stories]:
        lengths = [len(paragraph.split()) for paragraph in part.strip().split("\n\n")]
        assert max(lengths) <= 140
        assert len(lengths) == 1 or min(lengths) >= 30


def test_each_point_of_the_agenda_is_a_section_and_each_slide_stands_once() -> None:
    session = only_item(read(SOURCES / "ai-phi-08.txt", Facts(date=date(2024, 1, 18))))
    sections = dict(part.split("\n", 1) for part in session.body.removeprefix("## ").split("\n## "))
    assert [title.partition(":")[0] for title in sections] == ["Ferret MLLM", "IMF", "Mamba LLM", "OpenAl"]
    for mark, text in zip(["GRIT", "Recommendation", "Quadratic", "DALL"], sections.values(), strict=True):
        assert text.count(mark) == session.body.count(mark) == 1
    paragraphs = session.body.split("\n\n")
    assert len(paragraphs) == len(set(paragraphs))
    assert (session.week, session.people) == (date(2024, 1, 21), ("Constant Bonnard", "Gustave Cortal"))


def test_a_summary_leaves_out_its_empty_section() -> None:
    summary = only_item(read(SOURCES / "safety-in-numbers.txt"))
    assert re.findall(r"^## .*", summary.body, re.MULTILINE) == ["## Summary", "## Notes"]
    assert summary.extra == {"views": "5K", "age": "4 months ago"}


CELLS = st.sampled_from(
    ["", "2023-01-08", "2023-13-01", "Title", "[a](https://a.org)", "[a](ftp://a)", "x \\| y", "<b>"]
)
ROWS = st.lists(CELLS, max_size=7).map(lambda cells: f"| {' | '.join(cells)} |")
HEAD = ["| Week | title | category | abstract | Paper-Link |", "|---|---|---|---|---|"]


@given(st.lists(ROWS | st.text(max_size=20) | st.sampled_from([*HEAD, "", "# Heading"])))
def test_items_and_problems_account_for_every_line_of_a_broken_table(parts: list[str]) -> None:
    source = Source("broken.md", (*HEAD, *lines_of(parts)))
    reading = read_by(TableReader(), source)
    assert sum(reading.account.values()) == len(source.lines)
    assert reading.account[Fate.ITEM] == len(reading.items)
    reported = {problem.line for problem in reading.problems}
    assert reading.account[Fate.PROBLEM] == len(reported - {item.source.line for item in reading.items if item.source})

"""What is exported comes in again as it was, whatever it holds; and other programs can read it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from backissue.archive.load import load
from backissue.cells import from_cell, to_cell
from backissue.model import Item, Kind, Link, MentionEdits, Problem
from backissue.records import RECORD_KEYS
from backissue.site.exports import FORMATS, Format, export
from backissue.site.reference import reference
from backissue.sources.decoding.encodings import decode_lines
from backissue.sources.facts import with_places
from backissue.sources.pieces import Reading, Source
from backissue.values import tidy_body
from tests.archives import PROJECT, make_archive
from tests.readings import find_reader, read_by
from tests.tables import run

# What an archive can hold and what means something to one of the formats.
MARKS = st.sampled_from(
    [*"\\{}[]()\"'#%&$_^~@=+-|,;:<>*`\t ", "\\u0041", "$x_1$", "@a{", "{@}", ": ", "'=", "  ", " and "]
)
ODD = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXT = st.lists(MARKS | st.text(ODD, max_size=4), max_size=8).map("".join)
WORDS = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
BODIES = st.lists(TEXT | st.just("\n") | st.just("\n\n"), max_size=6).map("".join).map(tidy_body)
URLS = st.text("abZ9?&=#:,[]{}%~_^$@'()*;", max_size=12).map(lambda path: f"https://a.example/{path}")
DAYS = st.dates(min_value=date(1001, 1, 1), max_value=date(2999, 12, 31))
ITEMS = st.builds(
    Item,
    id=WORDS,
    kind=st.sampled_from(Kind),
    title=WORDS,
    week=st.none() | DAYS,
    also_in=st.lists(DAYS, max_size=2).map(tuple),
    date=st.none() | DAYS,
    topics=st.lists(WORDS, max_size=3, unique=True).map(tuple),  # a topic that is said twice comes in once
    people=st.lists(WORDS, max_size=3).map(tuple),
    links=st.lists(st.builds(Link, TEXT.filter(bool), URLS), max_size=3).map(tuple),
    aliases=st.lists(st.from_regex(r"\A[a-z0-9]+(/[a-z0-9-]+)*\Z"), max_size=2).map(tuple),
    former_ids=st.lists(WORDS, max_size=2).map(tuple),
    mentions=st.builds(MentionEdits, *[st.lists(WORDS, max_size=2).map(tuple)] * 2),
    extra=st.dictionaries(TEXT, TEXT | st.text(ODD), max_size=3),
    body=BODIES,
)
each_format = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)


def written(form: Format, items: Sequence[Item]) -> bytes:
    return export(form, (form.entry(item, reference(item, "An archive")) for item in items))


def read(data: bytes) -> Reading:
    lines = decode_lines(data, "export")
    assert not isinstance(lines, Problem), str(lines)
    source = Source("export", lines)
    reader = find_reader(source)
    assert not isinstance(reader, Problem), str(reader)
    return read_by(reader, source)


def items_of(reading: Reading) -> list[Item]:
    return [replace(item, source=None) for item in reading.items]


@each_format
@given(items=st.lists(ITEMS, min_size=1, max_size=3))
def test_items_come_in_again_as_they_were(form: Format, items: list[Item]) -> None:
    """But those that say no place get one, as the rows of any source do."""
    reading = read(written(form, items))
    assert reading.problems == ()
    assert items_of(reading) == list(with_places(items))


@each_format
def test_a_day_of_an_export_is_a_common_one_in_any_language(form: Format) -> None:
    item = Item("talk:a", Kind.TRANSCRIPT, "ข่าวประจำสัปดาห์", date=date(2500, 1, 2), body="Words.\n")
    assert [one.date for one in items_of(read(written(form, [item])))] == [item.date]


@each_format
def test_the_archive_of_this_project_comes_in_again_as_it_was(form: Format, tmp_path: Path) -> None:
    pages = load(PROJECT).pages
    data = written(form, [page.item for page in pages])
    root = make_archive(tmp_path, sources=f"  - file: archive.{form.suffix}\n")
    (root / "content" / "sources").mkdir()
    (root / "content" / "sources" / f"archive.{form.suffix}").write_bytes(data)
    assert run(root).problems == ()
    again = {page.item.id: replace(page.item, source=None) for page in load(root).pages}
    assert again == {page.item.id: replace(page.item, source=None) for page in pages}
    assert len(pages) >= 110


@each_format
@given(item=ITEMS)
def test_an_imported_item_names_the_export_and_its_line(form: Format, item: Item) -> None:
    (found,) = read(written(form, [item])).items
    assert found.source
    assert (found.source.file, found.source.line) == ("export", 2 if form.suffix == "csv" else 1)


@given(items=st.lists(ITEMS, max_size=2))
def test_csv_is_a_table_for_other_programs(items: list[Item]) -> None:
    text = written(FORMATS["csv"], items).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [list(row) for row in rows] == [list(RECORD_KEYS)] * len(items)
    assert text.count("\r\n") == len(items) + 1


FORMULA = re.compile(r"[=@\uff1d\uff20]|[-+\uff0b\uff0d]+[\w(\[{]")


@given(items=st.lists(ITEMS, min_size=1, max_size=2))
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_no_cell_of_csv_is_a_formula_to_what_parts_cells_elsewhere(separator: str, items: list[Item]) -> None:
    """Such a program sees no quotes but those at the beginning of a cell, so line ends divide rows."""
    text = written(FORMATS["csv"], items).decode("utf-8-sig")
    cells = [cell.lstrip(' "\t') for line in text.splitlines() for cell in line.split(separator)]
    assert not [cell for cell in cells if FORMULA.match(cell)]


@pytest.mark.parametrize(
    "body",
    [
        "a;=1+41;b",
        "One\n=3+39\n",
        'a;"=1+1;b',
        "a\t@SUM(1)",
        "| -1 | +A1 |",
        "x\n--A1",
        "'=1\n'=1\n''=1",
        "\n=1",
        "'\n=1",
        "\n\n- a\n",
        "=a;'- =",
    ],
)
def test_a_guard_against_formulas_goes_again(body: str) -> None:
    assert from_cell(to_cell(body)) == body


def test_bullets_rules_and_tables_have_no_guard() -> None:
    body = "Words.\n\n- One; two - and three\n- Two\n\n---\n\n| A | - |\n|---|--:|\n| + | b |\n"
    assert to_cell(body) == body


def test_what_may_stand_before_a_formula_is_read_once() -> None:
    body = '\n;"' * 300_000
    assert to_cell(body) == body


@given(items=st.lists(ITEMS, max_size=2))
def test_no_cell_of_csv_is_a_formula(items: list[Item]) -> None:
    text = written(FORMATS["csv"], items).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.strip()[:1] in {*"=+-@\uff1d\uff0b\uff0d\uff20"} - {""}]


@given(items=st.lists(ITEMS, max_size=2))
def test_json_lines_are_objects_with_the_keys_of_pages_in_their_order(items: list[Item]) -> None:
    objects = [json.loads(line) for line in written(FORMATS["jsonl"], items).decode().split("\n")[:-1]]
    assert [entry["markdown"] for entry in objects] == [item.body for item in items]
    for entry in objects:
        assert list(entry) == [key for key in RECORD_KEYS if key in entry]


@given(items=st.lists(ITEMS, max_size=2, unique_by=lambda item: item.id))
def test_bibtex_is_read_by_others_without_a_broken_entry(items: list[Item]) -> None:
    library = parse_string(written(FORMATS["bibtex"], items).decode())
    assert library.failed_blocks == []
    assert len(library.entries) == len(items)

"""Broken tables of every kind: whatever they hold, each of their lines comes out as an item, a problem or a frame."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.dates import Order, Orders, find_week, order_of, read_day
from backissue.model import Facts, Problem
from backissue.sources.decoding.encodings import decode_lines
from backissue.sources.pieces import Fate, Reader, Reading, Source
from backissue.sources.tables.columns import Role
from backissue.sources.tables.delimited import DelimitedReader
from backissue.sources.tables.json_rows import JsonRowsReader, unwrap
from backissue.sources.tables.pipe_rows import join_cells, split_row
from backissue.sources.tables.table import TableReader
from tests import effort
from tests.readings import find_reader, lines_of, read_by, recognised

READERS: list[Reader] = [TableReader(), DelimitedReader(), JsonRowsReader()]
CELLS = [
    "",
    "2023-01-08",
    "03/04/2023",
    "A title",
    "[a](https://a.org)",
    "[b](ftp://b)",
    "https://c.org",
    "x|y",
    '"',
    "`",
]
HEADINGS = ["Title", "Week", "Date", "Tags", "Authors", "Abstract", "Link", "Venue", ""]
ROWS = st.lists(st.sampled_from(CELLS), max_size=6)
NAMES = st.lists(st.sampled_from(HEADINGS), max_size=6)
MARKDOWN = ROWS.map(lambda cells: f"| {' | '.join(cells)} |") | ROWS.map(" | ".join)
MARKDOWN_HEADS = NAMES.map(lambda names: f"| {' | '.join(names)} |\n|{'---|' * len(names)}")
DELIMITED = ROWS.map(",".join) | ROWS.map(lambda cells: ",".join(f'"{cell}"' for cell in cells))
VALUES = st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(CELLS)
NESTED = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(HEADINGS), inner)
)
OBJECTS = st.dictionaries(st.sampled_from(["title", "week", "tags", "links", "text", "odd"]), NESTED)
JSON = st.builds(lambda fields, indent: json.dumps(fields, indent=indent), OBJECTS, st.sampled_from([None, 1]))
MARKDOWN_MARKS = [
    "[![a](",
    "[a][b]",
    "<a ",
    '<a href="b" ',
    '[a](https://b.org "',
    "&amp;",
    "<br>",
    "<!--",
    "[a]: https://b ",
    "**",
]
TEXTS = st.text(max_size=20) | st.sampled_from(["", "# 2023-01-08", "---", "[", "]", "},", "{", '"open', "x" * 300])


def read(reader: Reader, lines: tuple[str, ...], facts: Facts | None = None) -> Reading:
    return read_by(reader, Source("broken", lines, facts or Facts()))


def all_told(reading: Reading, lines: tuple[str, ...]) -> None:
    """Every line has a fate, every item a line of its own making, and every defect a line that it stands on."""
    assert sum(reading.account.values()) == len(lines)
    begun = {item.source.line for item in reading.items if item.source}
    assert len(begun) <= reading.account[Fate.ITEM]
    reported = {problem.line for problem in reading.problems}
    assert bool(reading.account[Fate.PROBLEM]) == bool(reported - begun)


@given(st.lists(MARKDOWN | MARKDOWN_HEADS | TEXTS))
def test_items_and_problems_account_for_every_line_of_a_markdown_table(parts: list[str]) -> None:
    lines = lines_of(parts)
    reading = read(TableReader(), lines)
    all_told(reading, lines)
    assert reading.account[Fate.ITEM] == len(reading.items)


@given(NAMES.map(",".join) | st.just("title,week,link"), st.lists(DELIMITED | TEXTS))
def test_items_and_problems_account_for_every_line_of_a_delimited_table(head: str, parts: list[str]) -> None:
    lines = lines_of([head, *parts])
    all_told(read(DelimitedReader(), lines), lines)


@given(st.lists(JSON | TEXTS | JSON.map(lambda text: text[:-2])))
def test_items_and_problems_account_for_every_line_of_json(parts: list[str]) -> None:
    lines = lines_of(parts)
    all_told(read(JsonRowsReader(), lines), lines)


@given(st.lists(MARKDOWN | DELIMITED | JSON | TEXTS, min_size=1))
def test_any_text_is_recognised_or_not_without_an_error(parts: list[str]) -> None:
    source = Source("any", lines_of(parts))
    for reader in READERS:
        if recognised(reader, source):
            all_told(read_by(reader, source), source.lines)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "title": st.sampled_from(["One", "A, b", 'C "d"']),
                "week": st.dates(date(2001, 1, 1), date(2099, 1, 1)).map(str),
            }
        ),
        min_size=1,
    )
)
def test_the_same_records_are_the_same_items_in_every_format(records: list[dict[str, str]]) -> None:
    markdown = ["| title | week |", "|--|--|", *(f"| {record['title']} | {record['week']} |" for record in records)]
    quoted = ('"{}",{}'.format(record["title"].replace('"', '""'), record["week"]) for record in records)
    objects = [json.dumps(record) for record in records]
    found = [
        [(item.id, item.title, item.week) for item in read(reader, tuple(lines)).items]
        for reader, lines in zip(READERS, (markdown, ["title,week", *quoted], objects), strict=True)
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == len(records)


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark", ["[", "|", "`", "` ", "[a](", "<", "https://", '"', '{"a":', "(", "- ", *MARKDOWN_MARKS]
)
def test_a_line_of_a_megabyte_of_one_mark_is_read(mark: str) -> None:
    long = mark * (effort.of(1_000_000, 20) // len(mark))
    rows = (f"| 2023-01-08 | A | {long} |", f"| {long}</a> | {long} | {long} |", long)
    markdown = ("| Week | Title | Link |", "|--|--|--|", *rows, "[b]: https://b.org")
    for reader, lines in zip(
        READERS,
        (markdown, ("title,week,link", f"A,2023-01-08,{long}", long), (long, f'{{"title": {long}')),
        strict=True,
    ):
        all_told(read(reader, lines), lines)


def test_many_quotes_that_are_never_closed_spoil_their_own_lines_only() -> None:
    lines = (
        "title,week",
        *(f'"Open {number},2023-01-08' if number % 3 == 0 else f"T{number},2023-01-08" for number in range(300)),
    )
    reading = read(DelimitedReader(), lines)
    assert len(reading.items) == 200
    assert len(reading.problems) == 100


def test_a_cell_may_be_longer_than_the_csv_module_allows_by_itself() -> None:
    text = "word " * 100_000
    (item,) = read(DelimitedReader(), ("title,text", f'Long,"{text}"')).items
    assert item.body.split() == text.split()


def test_a_text_of_one_tab_is_blank() -> None:
    assert [piece.fate for piece in DelimitedReader().read(Source("a.tsv", ("\t",)))] == [Fate.BLANK]


def test_blanks_around_quotes_are_no_defect() -> None:
    lines = ("title,text,week", 'One , "a, b" ,2023-01-08', '"Two" ,"c', 'd"  , 2023-01-08')
    week = date(2023, 1, 8)
    items = read(DelimitedReader(), lines).items
    assert [(item.title, item.body, item.week) for item in items] == [("One", "a, b\n", week), ("Two", "c d\n", week)]


def test_a_bar_too_many_goes_where_the_known_topics_leave_room() -> None:
    roles = (Role.TITLE, Role.TOPICS, Role.TEXT)
    assert join_cells(["T", "Sets", "a ", " b"], roles, {"Sets"}) == ["T", "Sets", "a | b"]
    assert join_cells(["T", "Sets", "a", "b"], roles, ()) is None


def test_a_bar_in_code_parts_cells_only_where_the_count_asks_for_it() -> None:
    assert len(split_row("| `a | b` | c |", 2)) == 2
    assert len(split_row("| `a | b` | c |", 3)) == 3


def test_a_heading_without_a_year_takes_that_of_its_source_or_no_week() -> None:
    assert find_week("Jan 2 - Jan 8", 2023, "sunday") == date(2023, 1, 8)
    assert find_week("Jan 2 - Jan 8", None, "sunday") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text",
    [
        'title;week;text\n"Caf\u00e9; again";2023-01-08;"Na\u00efve\n\nlines"\n',
        "| Title | Week | Text |\n|---|---|---|\n| Caf\u00e9; again | 2023-01-08 | Na\u00efve<br><br>lines |\n",
        '[{"title": "Caf\u00e9; again",\n"week": "2023-01-08", "text": "Na\u00efve\\n\\nlines"}]\n',
    ],
    ids=["delimited", "table", "json"],
)
def test_the_same_text_is_the_same_item_in_every_encoding_and_with_every_line_end(
    encoding: str, end: str, text: str
) -> None:
    lines = decode_lines(text.replace("\n", end).encode(encoding), "file")
    assert not isinstance(lines, Problem)
    source = Source("file", lines)
    reader = find_reader(source)
    assert not isinstance(reader, Problem)
    (item,) = read_by(reader, source).items
    assert (item.title, item.week, item.body) == ("Caf\u00e9; again", date(2023, 1, 8), "Na\u00efve\n\nlines\n")


@given(
    st.dates(date(2001, 1, 1), date(2060, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%d-%b-%y", "%Y%m%d", "%a, %d %b %Y 10:00:00 GMT"]),
)
def test_a_day_written_in_full_is_that_day(day: date, form: str) -> None:
    assert read_day(day.strftime(form)) == day


@given(st.dates(date(2001, 1, 1), date(2060, 1, 1)), st.sampled_from(["/", "-"]))
def test_a_day_in_numbers_is_never_guessed(day: date, mark: str) -> None:
    text = day.strftime(f"%d{mark}%m{mark}%Y")
    assert read_day(text, Orders(Order.DAY)) == day
    assert read_day(text) in ({None} if day.day <= 12 and day.day != day.month else {day})


@given(st.dates(date(2001, 1, 1), date(2060, 1, 1)), st.sampled_from(["%d.%m.%Y", "%d. %m. %Y", "%d.%m.%y"]))
def test_a_day_with_dots_between_its_numbers_comes_first_whatever_others_show(day: date, form: str) -> None:
    orders = [None, Orders(Order.MONTH), order_of(["3/26/2023"]), order_of(["26.03.2023"])]
    assert {read_day(day.strftime(form), known) for known in orders} == {day}


def test_days_with_dots_have_the_month_first_where_others_with_dots_show_it() -> None:
    assert read_day("03.04.2023", order_of(["03.26.2023"])) == date(2023, 3, 4)
    assert read_day("03.04.2023", order_of(["03.26.2023", "26.03.2023"])) is None


def test_a_list_in_objects_nested_without_end_is_not_looked_for() -> None:
    assert unwrap('{"a":' * 100_000 + "[{}]" + "}" * 100_000)[0] == []


def test_an_object_with_a_surrogate_or_a_zero_byte_comes_in_without_it() -> None:
    (item,) = read(JsonRowsReader(), (r'{"title": "A\ud800\u0000b", "week": "2023-01-08"}',)).items
    assert item.title == "Ab"


def test_json_that_is_nested_without_end_is_a_problem() -> None:
    reading = read(JsonRowsReader(), ('{"title":' * 5000,))
    assert [problem.what for problem in reading.problems] == ["no JSON object"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("table", "| Title | Week |\n|---|---|\n| A | 2023-01-08 |"),
        ("delimited", "title,week\nA,2023-01-08"),
        ("delimited", "title\tweek\nA\t2023-01-08"),
        ("jsonlines", '{"title": "A", "week": "2023-01-08"}'),
    ],
)
def test_a_format_is_known_by_its_text(name: str, text: str) -> None:
    reader = find_reader(Source("data.txt", tuple(text.split("\n"))))
    assert not isinstance(reader, Problem)
    assert reader.name == name

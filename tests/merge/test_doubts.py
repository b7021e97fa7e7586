"""Rows without a link: one that was corrected keeps its page, a new one gets its own, an unclear one is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Change, Changeset, Fate
from backissue.merge.doubts import Answers
from backissue.merge.importer import find_unsettled, plan
from backissue.model import UsageError
from tests.archives import change, put, snapshot
from tests.tables import HEAD, WEEK, make_table, source

CRANES = "The port has three new cranes, which lift forty tons each and came by ship from the north."
MARKET = "Every Friday the fish market opens at five, and by eight the best of the catch is sold."
FERRY = "A ferry without a crew crossed the bay in fog; its makers say that it saw every buoy."
CHOIR = "After ninety years the choir of the cathedral has its first conductor who is not a priest."
PATH = f"content/weeks/{WEEK}/three-new-cranes.md"
ID = f"paper:three-new-cranes:{WEEK}"


def row(title: str, text: str = "", week: str = WEEK, link: str = "") -> str:
    """A row of a table, without a link unless one is given."""
    return f"| {week} | {title} | Harbour | {text} | {f'[Site]({link})' if link else ''} |\n"


ROWS = (row("Three new cranes", CRANES), row("Fish market", MARKET), row("Ferry without a crew", FERRY))


@pytest.fixture
def port(tmp_path: Path) -> Path:
    """An archive of three rows without a link, one page of which a person edited."""
    make_table(tmp_path, *ROWS)
    apply_changeset(tmp_path, plan(tmp_path))
    change(tmp_path / PATH, "topics: [Harbour]", "topics: [Port]")
    apply_changeset(tmp_path, plan(tmp_path))
    return tmp_path


def run(root: Path, *, same: tuple[str, ...] = (), different: tuple[str, ...] = ()) -> Changeset:
    made = plan(root, answers=Answers(same, different))
    assert apply_changeset(root, made) == ()
    return made


def fates(made: Changeset) -> dict[str, Fate]:
    """What became of each item, by the middle of its id, but for those that only stand in another place now."""
    changed = [change for change in made.changes if change.fate is not Fate.SAME and not _has_only_moved(made, change)]
    return {change.id.split(":")[1]: change.fate for change in changed}


def _has_only_moved(made: Changeset, change: Change) -> bool:
    edit = made.edits.get(change.path)
    return (
        change.fate is Fate.UPDATED and edit is not None and _without_place(edit.before) == _without_place(edit.after)
    )


def _without_place(page: bytes | None) -> list[bytes]:
    return [line for line in (page or b"").splitlines() if not line.startswith((b"source:", b"place:"))]


def pages(root: Path) -> dict[str, str]:
    """The pages of an archive and the ids of their items."""
    return {f"content/{page.path}": page.item.id for page in load(root).pages}


@pytest.mark.parametrize(
    ("corrected", "name"),
    [
        (row("Four new cranes", CRANES), f"paper:four-new-cranes:{WEEK}"),
        (row("Three new cranes", CRANES, "2023-04-02"), "paper:three-new-cranes:2023-04-02"),
        (row("Three new cranes", CRANES, link="https://port.example/cranes"), "https://port.example/cranes"),
        (row("Cranes for the port", CRANES), f"paper:cranes-for-the-port:{WEEK}"),
        (row("Three new crains", CRANES.replace("forty", "fifty")), f"paper:three-new-crains:{WEEK}"),
    ],
)
def test_a_row_whose_title_day_or_link_was_corrected_keeps_its_page_and_its_edits(
    port: Path, corrected: str, name: str
) -> None:
    source(port, corrected, *ROWS[1:])
    made = run(port)
    assert made.problems == ()
    text = (port / PATH).read_text("utf-8")
    assert pages(port)[PATH] == name
    assert f"former_ids: [{ID}]" in text
    assert "topics: [Port]" in text
    assert len(pages(port)) == 3
    before = snapshot(port)
    assert set(fates(run(port))) == set()
    assert snapshot(port) == before


def test_a_row_that_takes_the_place_of_another_is_a_new_item(port: Path) -> None:
    source(port, row("A choir and its conductor", CHOIR), *ROWS[1:])
    assert fates(run(port)) == {"a-choir-and-its-conductor": Fate.NEW, "three-new-cranes": Fate.GONE}
    assert find_unsettled(port, load(port)) == []


def test_a_row_of_an_unclear_item_is_not_written_until_it_is_settled(port: Path) -> None:
    source(port, row("Three new cranes", CHOIR, "2023-05-07"), *ROWS[1:])
    before = {path: (port / path).read_bytes() for path in pages(port)}
    for _ in range(2):
        made = run(port)
        assert fates(made) == {"three-new-cranes": Fate.UNCLEAR}
        assert "\n".join(map(str, made.problems)) == (
            f"content/sources/table.md:3: `Three new cranes` may be new, or {PATH}, whose row is gone or has changed:"
            " nothing of it is written until you run"
            f" `backissue import --same paper:three-new-cranes:2023-05-07={PATH}` if it"
            " is that item, or `backissue import --different paper:three-new-cranes:2023-05-07` if it is new"
        )
        assert pages(port).keys() == before.keys()
        assert (port / PATH).read_bytes() == before[PATH]
        assert find_unsettled(port, load(port)) == list(made.problems)
    before = snapshot(port)
    run(port)
    assert snapshot(port) == before


@pytest.mark.parametrize("old", [PATH, PATH.removeprefix("content/"), ID])
def test_an_unclear_row_is_the_item_that_a_person_says(port: Path, old: str) -> None:
    source(port, row("Three new cranes", CHOIR, "2023-05-07"), *ROWS[1:])
    answer = f"paper:three-new-cranes:2023-05-07={old}"
    assert fates(run(port, same=(answer,))) == {"three-new-cranes": Fate.UPDATED}
    assert pages(port)[PATH] == "paper:three-new-cranes:2023-05-07"
    assert find_unsettled(port, load(port)) == []
    before = snapshot(port)
    assert fates(run(port, same=(f"paper:three-new-cranes:2023-05-07={PATH}",))) == {}
    assert fates(run(port)) == {}
    assert snapshot(port) == before


def test_an_unclear_row_is_new_if_a_person_says_so(port: Path) -> None:
    source(port, row("Three new cranes", CHOIR, "2023-05-07"), *ROWS[1:])
    run(port, different=("paper:three-new-cranes:2023-05-07",))
    assert len(pages(port)) == 4
    for different in ((), ("paper:three-new-cranes:2023-05-07",)):
        assert fates(run(port, different=different)) == {"three-new-cranes": Fate.GONE}
    assert find_unsettled(port, load(port)) == []


def test_a_person_can_say_that_a_row_is_new_which_looks_like_an_old_one(port: Path) -> None:
    source(port, row("Four new cranes", CRANES), *ROWS[1:])
    name = f"paper:four-new-cranes:{WEEK}"
    assert fates(run(port, different=(name,))) == {"four-new-cranes": Fate.NEW, "three-new-cranes": Fate.GONE}


@pytest.mark.parametrize(
    "answers",
    [
        Answers(same=(f"paper:nothing={PATH}",)),
        Answers(same=(f"paper:four-new-cranes:{WEEK}=weeks/{WEEK}/nothing.md",)),
        Answers(same=(f"paper:four-new-cranes:{WEEK}=weeks/{WEEK}/fish-market.md",)),
        Answers(same=(f"paper:four-new-cranes:{WEEK}",)),
        Answers(same=(f"paper:four-new-cranes:{WEEK}={PATH}", f"paper:fish-market:{WEEK}={PATH}")),
        Answers(different=("paper:nothing",)),
    ],
)
def test_an_answer_that_names_nothing_is_wrong_usage(port: Path, answers: Answers) -> None:
    source(port, row("Four new cranes", CRANES), *ROWS[1:])
    with pytest.raises(UsageError, match=r"--same|--different"):
        plan(port, answers=answers)


def test_an_address_with_an_equals_sign_can_be_named(port: Path) -> None:
    source(port, row("A choir", CHOIR, link="https://choir.example/?id=7"), *ROWS[1:])
    run(port, same=(f"https://choir.example/?id=7={PATH}",))
    assert pages(port)[PATH] == "https://choir.example/?id=7"


def test_a_row_that_was_split_is_asked_about_unless_one_part_is_far_ahead(port: Path) -> None:
    first, second = CRANES.split(", which ")
    source(port, row("Cranes", f"{first}."), row("What they lift", f"They {second}"), *ROWS[1:])
    made = run(port)
    assert fates(made) == {"cranes": Fate.UNCLEAR, "what-they-lift": Fate.UNCLEAR}
    assert len(made.problems) == 2
    run(port, same=(f"paper:cranes:{WEEK}={PATH}",))
    assert pages(port)[PATH] == f"paper:cranes:{WEEK}"
    assert len(pages(port)) == 4


def test_the_deleted_page_of_a_corrected_row_stays_deleted(port: Path) -> None:
    (port / PATH).unlink()
    source(port, row("Four new cranes", CRANES), *ROWS[1:])
    for _ in range(2):
        assert fates(run(port)) == {"four-new-cranes": Fate.DELETED}
    assert not (port / PATH).exists()


def test_a_row_that_may_be_a_deleted_item_is_asked_about(port: Path) -> None:
    (port / PATH).unlink()
    source(port, row("Three new cranes", CHOIR, "2023-05-07"), *ROWS[1:])
    made = run(port)
    assert fates(made) == {"three-new-cranes": Fate.UNCLEAR}
    assert f"may be new, or the deleted {ID}, whose row is gone" in made.problems[0].what
    assert f"--same paper:three-new-cranes:2023-05-07={ID}`" in made.problems[0].remedy
    answer = f"paper:three-new-cranes:2023-05-07={ID}"
    assert fates(run(port, same=(answer,))) == {"three-new-cranes": Fate.DELETED}
    assert fates(run(port)) == {"three-new-cranes": Fate.DELETED}


CSV = "Week,title,category,abstract\n" + "".join(
    f'{WEEK},{title},Harbour,"{text}"\n'
    for title, text in (("Four new cranes", CRANES), ("The fish market", MARKET), ("Ferry with no crew", FERRY))
)


@pytest.mark.parametrize("keep", [True, False])
def test_items_follow_their_rows_into_a_source_of_another_name_and_format(port: Path, *, keep: bool) -> None:
    if not keep:
        (port / "content/sources/table.md").unlink()
    put(port, {"sources/items.csv": CSV, "archive.yml": "sources:\n  - file: items.csv\n"})
    before = pages(port).keys()
    run(port)
    assert pages(port).keys() == before
    assert pages(port)[PATH] == f"paper:four-new-cranes:{WEEK}"
    assert "topics: [Port]" in (port / PATH).read_text("utf-8")


def test_items_follow_their_rows_into_the_parts_of_a_source(port: Path) -> None:
    before = pages(port).keys()
    source(port, row("Four new cranes", CRANES), file="a.md")
    source(port, row("The fish market", MARKET), row("Ferry with no crew", FERRY), file="b.md")
    (port / "content/sources/table.md").unlink()
    put(port, {"archive.yml": "sources:\n  - file: a.md\n  - file: b.md\n"})
    assert set(fates(run(port)).values()) == {Fate.UPDATED}
    assert pages(port).keys() == before


def test_what_a_source_that_cannot_be_read_listed_has_not_vanished(port: Path) -> None:
    put(port, {"archive.yml": "sources:\n  - file: table.md\n  - file: more.md\n", "sources/table.md": "\0\0\0"})
    source(port, row("Four new cranes", CRANES), file="more.md")
    assert fates(run(port)) == {"four-new-cranes": Fate.NEW}
    assert pages(port)[PATH] == ID


def test_an_item_whose_row_moved_to_another_source_is_not_gone_while_only_the_first_is_read(port: Path) -> None:
    put(port, {"archive.yml": "sources:\n  - file: table.md\n  - file: more.md\n"})
    source(port, *ROWS[1:])
    source(port, row("Four new cranes", CRANES), file="more.md")
    made = plan(port, ["table.md"], prune=True)
    assert fates(made) == {}
    assert f"weeks/{WEEK}/three-new-cranes.md" not in made.edits
    assert fates(run(port)) == {"four-new-cranes": Fate.UPDATED}


def test_an_unclear_item_is_not_pruned(port: Path) -> None:
    source(port, ROWS[0], row("Fish market", CHOIR, "2023-05-07"), ROWS[2])
    assert fates(plan(port, prune=True)) == {"fish-market": Fate.UNCLEAR}


def test_a_row_under_a_former_id_is_the_item_that_has_it(port: Path) -> None:
    """A person gave the page another id, and the source went on with its own; then it corrected the title."""
    change(port / PATH, f'id: "{ID}"', f'id: "paper:cranes"\nformer_ids: ["{ID}"]')
    run(port)
    source(port, row("Three new *cranes*!", f"{CRANES} They are blue."), *ROWS[1:])
    assert fates(run(port)) == {"cranes": Fate.UPDATED}
    assert pages(port)[PATH] == "paper:cranes"
    assert fates(run(port)) == {}


def test_rows_that_say_the_same_of_everything_are_told_apart_by_what_they_say_alone(tmp_path: Path) -> None:
    """A text that every row repeats, such as an invitation to subscribe, is no sign of who a row is."""
    again = "Read more on our site, subscribe to the newsletter and tell your friends about it today."
    old = [row(f"Report on {name}", again) for name in ("ships", "nets", "tides", "gulls", "fog")]
    make_table(tmp_path, *old)
    run(tmp_path)
    source(tmp_path, *old[1:], row("A lighthouse to rent", again))
    assert fates(run(tmp_path)) == {"a-lighthouse-to-rent": Fate.NEW, "report-on-ships": Fate.GONE}


def test_a_source_that_keeps_only_its_latest_rows_makes_no_question(tmp_path: Path) -> None:
    days = [f"2023-03-{day:02}" for day in (5, 12, 19, 26)]
    texts = [CRANES, MARKET, FERRY, CHOIR]
    rows = [
        row(f"Harbour news {number}", text, day) for number, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    make_table(tmp_path, *rows[:2])
    run(tmp_path)
    source(tmp_path, *rows[1:3])
    assert fates(run(tmp_path)) == {"harbour-news-2": Fate.NEW, "harbour-news-0": Fate.GONE}
    source(tmp_path, *rows[2:])
    made = run(tmp_path)
    assert fates(made)["harbour-news-3"] is Fate.NEW
    assert made.problems == ()


def test_a_title_that_went_over_to_another_row_takes_no_page_along(port: Path) -> None:
    renamed, other = row("Cranes from the north", CRANES), row("Three new cranes", CHOIR)
    source(port, renamed, other, *ROWS[1:])
    made = run(port)
    assert fates(made) == {"cranes-from-the-north": Fate.UNCLEAR, "three-new-cranes": Fate.UNCLEAR}
    answer = (f"paper:cranes-from-the-north:{WEEK}={PATH}",)
    assert fates(run(port, same=answer)) == {"cranes-from-the-north": Fate.UPDATED, "three-new-cranes": Fate.NEW}
    assert "topics: [Port]" in (port / PATH).read_text("utf-8")
    assert CRANES in (port / PATH).read_text("utf-8")
    assert pages(port)[PATH.replace(".md", "-2.md")] == ID
    before = snapshot(port)
    assert fates(run(port)) == {}
    assert snapshot(port) == before


def test_a_row_that_takes_the_title_of_another_keeps_its_page_once_that_has_its_own(port: Path) -> None:
    source(port, row("Fish market", CRANES), row("Selling at dawn", MARKET), ROWS[2])
    assert set(fates(run(port)).values()) == {Fate.UNCLEAR}
    answer = (f"paper:selling-at-dawn:{WEEK}=content/weeks/{WEEK}/fish-market.md",)
    made = run(port, same=answer)
    assert made.problems == ()
    assert fates(made) == {"selling-at-dawn": Fate.UPDATED, "fish-market": Fate.UPDATED}
    check_ids(port, {PATH: "fish-market", f"content/weeks/{WEEK}/fish-market.md": "selling-at-dawn"})


@pytest.mark.parametrize("deleted", ["", PATH])
def test_rows_that_swap_their_titles_keep_their_pages_if_a_person_says_so(port: Path, deleted: str) -> None:
    source(port, row("Fish market", CRANES), row("Three new cranes", MARKET), ROWS[2])
    other = f"content/weeks/{WEEK}/fish-market.md"
    if deleted:
        (port / PATH).unlink()
    assert fates(run(port)) == {"fish-market": Fate.UNCLEAR, "three-new-cranes": Fate.UNCLEAR}
    answers = (f"paper:fish-market:{WEEK}={ID if deleted else PATH}", f"{ID}={other}")
    assert fates(run(port, same=answers))["three-new-cranes"] is Fate.UPDATED
    check_ids(port, {other: "three-new-cranes"} if deleted else {PATH: "fish-market", other: "three-new-cranes"})
    source(port, *ROWS)
    run(port)
    answers = (f"paper:fish-market:{WEEK}={other}", f"{ID}={ID.replace('three-new-cranes', 'fish-market')}")
    run(port, same=answers if deleted else (answers[0], f"{ID}={PATH}"))
    check_ids(port, {other: "fish-market"} if deleted else {PATH: "three-new-cranes", other: "fish-market"})


def check_ids(root: Path, middles: dict[str, str]) -> None:
    """Nothing is left to do, and the ids of these pages have these words in their middle."""
    assert {path: name.split(":")[1] for path, name in pages(root).items() if path in middles} == middles
    assert len(pages(root)) == len(middles) + 1
    for path in middles:
        text = (root / path).read_text("utf-8")
        assert (CRANES in text) == (path == PATH)
        assert ("topics: [Port]" in text) == (path == PATH)
    before = snapshot(root)
    made = run(root)
    assert made.problems == ()
    assert set(fates(made).values()) <= {Fate.DELETED}
    assert snapshot(root) == before


@pytest.mark.parametrize("is_first", [True, False])
def test_a_row_that_takes_a_title_is_asked_about_if_only_one_of_the_two_has_a_text(
    tmp_path: Path, *, is_first: bool
) -> None:
    texts = ("", CRANES) if is_first else (CRANES, "")
    other = row("Ferry without a crew", FERRY)
    make_table(tmp_path, row("Fish market", texts[0]), row("Three new cranes", texts[1]), other)
    run(tmp_path)
    source(tmp_path, row("Selling at dawn", texts[0]), row("Fish market", texts[1]), other)
    assert fates(run(tmp_path)) == {"selling-at-dawn": Fate.UNCLEAR, "fish-market": Fate.UNCLEAR}
    answers = [f"paper:selling-at-dawn:{WEEK}=content/weeks/{WEEK}/fish-market.md", f"paper:fish-market:{WEEK}={PATH}"]
    run(tmp_path, same=(answers[0],))
    made = run(tmp_path, same=tuple(answers))
    assert made.problems == ()
    assert {name.split(":")[1] for name in pages(tmp_path).values()} == {
        "selling-at-dawn",
        "fish-market",
        "ferry-without-a-crew",
    }
    for path, text in ((f"content/weeks/{WEEK}/fish-market.md", texts[0]), (PATH, texts[1])):
        assert (CRANES in (tmp_path / path).read_text("utf-8")) == (text == CRANES)


def test_a_row_that_gets_a_text_makes_no_question_of_another_that_comes(tmp_path: Path) -> None:
    make_table(tmp_path, *SILENT)
    run(tmp_path)
    source(tmp_path, row("Pilots of the bay"), row("Tides", CHOIR), *SILENT[1:])
    assert fates(run(tmp_path)) == {"pilots-of-the-bay": Fate.NEW, "tides": Fate.UPDATED}


def test_rows_whose_texts_were_all_written_anew_keep_their_pages_and_nobody_is_asked(port: Path) -> None:
    """Even if one of them says now what another said."""
    fresh = [
        "A tanker ran aground off the cape at night; tugs pulled it free when the tide came in.",
        "In winter the lighthouse keeper paints boats, and sells them from a shed by the pier.",
    ]
    source(port, row("Three new cranes", fresh[0]), row("Fish market", fresh[1]), row("Ferry without a crew", MARKET))
    made = run(port)
    assert made.problems == ()
    assert fates(made) == dict.fromkeys(("three-new-cranes", "fish-market", "ferry-without-a-crew"), Fate.UPDATED)


def test_a_row_that_kept_its_title_and_got_another_text_is_that_item_if_a_person_says_so(port: Path) -> None:
    source(port, row("Cranes from the north", CRANES), row("Three new cranes", CHOIR), *ROWS[1:])
    made = run(port, different=(f"paper:cranes-from-the-north:{WEEK}",))
    assert fates(made) == {"cranes-from-the-north": Fate.NEW, "three-new-cranes": Fate.UPDATED}
    assert fates(run(port)) == {}


SILENT = [row(title) for title in ("Tides", "Gulls", "Fog", "Nets")]
"""Rows that have nothing but a title."""


@pytest.mark.parametrize("file", ["table.md", "renamed.md"])
@pytest.mark.parametrize(
    "rows",
    [
        [SILENT[0], row("Pilots of the bay"), *SILENT[2:]],
        [SILENT[0], row("Pilots of the bay"), row("Anchors", CHOIR), *SILENT[2:]],
        [*SILENT[2:], SILENT[0], row("Pilots of the bay")],
    ],
    ids=["in its place", "with a row beside it", "among others"],
)
def test_where_nothing_but_a_week_tells_a_row_is_never_a_second_page_unasked(
    tmp_path: Path, rows: list[str], file: str
) -> None:
    make_table(tmp_path, *SILENT)
    run(tmp_path)
    (tmp_path / "content/sources/table.md").unlink()
    put(tmp_path, {"archive.yml": f"sources:\n  - file: {file}\n"})
    source(tmp_path, *rows, file=file)
    assert fates(run(tmp_path))["pilots-of-the-bay"] is Fate.UNCLEAR
    answer = f"paper:pilots-of-the-bay:{WEEK}=content/weeks/{WEEK}/gulls.md"
    assert fates(run(tmp_path, same=(answer,)))["pilots-of-the-bay"] is Fate.UPDATED
    assert find_unsettled(tmp_path, load(tmp_path)) == []


def test_a_row_of_few_words_whose_title_was_rewritten_is_asked_about(tmp_path: Path) -> None:
    rows = [row(f"Report on {name}", f"This is {name}.") for name in ("ships", "nets", "tides", "gulls")]
    make_table(tmp_path, *rows)
    run(tmp_path)
    source(tmp_path, *rows[:2], row("High water", "This is tides."), *rows[3:])
    assert fates(run(tmp_path)) == {"high-water": Fate.UNCLEAR}
    source(tmp_path, *rows[:2], row("High water", "This is an almanac."), *rows[3:])
    assert fates(run(tmp_path)) == {"high-water": Fate.NEW, "report-on-tides": Fate.GONE}


@pytest.mark.parametrize("number", range(5))
def test_a_row_that_comes_where_none_went_makes_no_question(tmp_path: Path, number: int) -> None:
    make_table(tmp_path, *SILENT)
    run(tmp_path)
    source(tmp_path, *SILENT[:number], row("Pilots of the bay"), *SILENT[number:])
    assert fates(run(tmp_path)) == {"pilots-of-the-bay": Fate.NEW}


def test_the_heading_of_a_table_is_no_row(port: Path) -> None:
    put(port, {"sources/table.md": HEAD})
    assert set(fates(run(port)).values()) == {Fate.GONE}


def test_a_check_finds_the_sources_that_an_import_cannot_read(tmp_path: Path) -> None:
    """Listed sources may be missing, no text, or named by a pattern that no file has."""
    make_table(tmp_path, *SILENT)
    put(
        tmp_path,
        {"archive.yml": "sources:\n  - file: table.md\n  - file: gone.md\n  - file: a.md\n  - files: talks/\n"},
    )
    (tmp_path / "content/sources/a.md").write_bytes(bytes(range(256)) * 4)
    found = find_unsettled(tmp_path, load(tmp_path))
    assert {(problem.file, problem.line) for problem in found} == {
        ("content/archive.yml", 5),
        ("content/sources/a.md", 1),
        ("content/sources/gone.md", 0),
    }

"""An item that several sources list: each fills what the others leave empty, and nothing vanishes without a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge.changeset import Changeset, Fate
from backissue.merge.several import unite
from backissue.model import Item, Kind, SourceRef
from tests.archives import change, make_archive, put
from tests.tables import run

HEAD = "Title,Week,arXiv,Authors,Topics,Abstract\n"
FIRST, SECOND = "2024-03-24", "2024-03-31"
PAGE = f"weeks/{FIRST}/rain.md"


def row(*, week: str = FIRST, people: str = "", topics: str = "", text: str = "") -> str:
    return f"Rain,{week},2403.00010,{people},{topics},{text}\n"


def archive_of(root: Path, a: str, b: str) -> Changeset:
    make_archive(root, {"sources/a.csv": HEAD + a, "sources/b.csv": HEAD + b}, "  - file: a.csv\n  - file: b.csv\n")
    return run(root)


def again(root: Path, **rows: str) -> Changeset:
    put(root, {f"sources/{name}.csv": HEAD + text for name, text in rows.items()})
    return run(root)


def item(root: Path) -> Item:
    (page,) = load(root).pages
    return page.item


def said(made: Changeset) -> list[str]:
    return [f"{it.file}:{it.line}: {it.what}" for it in made.problems]


def test_a_second_source_fills_what_the_first_leaves_empty(tmp_path: Path) -> None:
    made = archive_of(tmp_path, row(topics="Water"), row(people="Ada Example", text="It rains."))
    found = item(tmp_path)
    assert (found.topics, found.people, found.body) == (("Water",), ("Ada Example",), "It rains.\n")
    assert said(made) == [
        "content/sources/b.csv:2: the same item as in a.csv:2 (arxiv:2403.00010): its people and text taken"
    ]
    assert all(problem.is_hint for problem in made.problems)


def test_what_differs_stays_as_the_first_has_it_and_is_said_once(tmp_path: Path) -> None:
    made = archive_of(tmp_path, row(text="One."), row(text="Two.", topics="Water"))
    assert (item(tmp_path).body, item(tmp_path).topics) == ("One.\n", ("Water",))
    (line,) = said(made)
    assert line.endswith("(arxiv:2403.00010): its topics taken, its text left out, since another is there")
    made = run(tmp_path)
    assert (said(made), made.counts()[Fate.SAME]) == ([], 1)


def test_a_correction_in_either_source_comes_in(tmp_path: Path) -> None:
    archive_of(tmp_path, row(text="It rains a lot."), row(text="It rains a lot.", people="Ada Example"))
    again(tmp_path, b=row(text="It rains much.", people="Ada Example"))
    assert item(tmp_path).body == "It rains much.\n"
    assert said(run(tmp_path)) == []
    assert item(tmp_path).body == "It rains much.\n"
    again(tmp_path, a=row(text="It pours."))
    assert item(tmp_path).body == "It rains much.\n"  # since here, two differ


def test_of_two_that_differ_a_correction_of_the_one_that_is_there_comes_in(tmp_path: Path) -> None:
    archive_of(tmp_path, row(text="One."), row(text="Two."))
    again(tmp_path, a=row(text="One corrected."))
    assert item(tmp_path).body == "One corrected.\n"
    made = again(tmp_path, b=row(text="Two corrected."))
    assert item(tmp_path).body == "One corrected.\n"
    assert any("its text left out" in line for line in said(made))


def test_a_title_in_other_capitals_is_nothing_to_say(tmp_path: Path) -> None:
    assert said(archive_of(tmp_path, row(text="One."), row(text="One.").replace("Rain", "RAIN"))) == []


def test_two_weeks_of_one_source_fill_each_other(tmp_path: Path) -> None:
    archive_of(tmp_path, row() + row(week=SECOND, text="Later words.", people="Ben Example"), "")
    found = item(tmp_path)
    assert (str(found.week), [str(week) for week in found.also_in]) == (FIRST, [SECOND])
    assert (found.body, found.people) == ("Later words.\n", ("Ben Example",))
    assert said(run(tmp_path))[0].endswith("no item was found in it")


def test_an_edit_of_the_page_stays_whatever_the_sources_say(tmp_path: Path) -> None:
    archive_of(tmp_path, row(text="One."), row(people="Ada Example"))
    change(tmp_path / "content" / PAGE, "Ada Example", "Ada B. Example")
    made = again(tmp_path, a=row(text="One corrected."))
    assert (item(tmp_path).body, item(tmp_path).people) == ("One corrected.\n", ("Ada B. Example",))
    assert made.counts()[Fate.UPDATED] == 1


def test_what_only_a_source_said_that_lists_the_item_no_more_goes_with_it(tmp_path: Path) -> None:
    archive_of(tmp_path, row(text="One."), row(people="Ada Example"))
    again(tmp_path, b="Wind,2024-03-24,2403.00020,,,Words.\n")
    by_id = load(tmp_path).by_id
    assert (by_id["arxiv:2403.00010"].item.people, by_id["arxiv:2403.00010"].item.body) == ((), "One.\n")


def test_one_that_says_more_in_the_same_words_is_taken_whole(tmp_path: Path) -> None:
    made = archive_of(tmp_path, row(text="It rains a lot."), row(text="It rains a lot. And often."))
    assert item(tmp_path).body == "It rains a lot.\nAnd often.\n"
    assert said(made)[0].endswith("(arxiv:2403.00010): what its text says more taken")
    assert (said(run(tmp_path)), run(tmp_path).counts()[Fate.SAME]) == ([], 1)


def test_one_that_says_less_in_the_same_words_is_nothing_to_say(tmp_path: Path) -> None:
    made = archive_of(tmp_path, row(text="It rains a lot. And often."), row(text="It rains a lot …"))
    assert (item(tmp_path).body, said(made)) == ("It rains a lot.\nAnd often.\n", [])


def test_a_correction_that_shortens_the_text_is_not_undone_by_the_other(tmp_path: Path) -> None:
    long, short = "It rains a lot. And often.", "It rains a lot."
    archive_of(tmp_path, row(text=long), row(text=long))
    again(tmp_path, b=row(text=short))
    assert item(tmp_path).body == "It rains a lot.\n"
    run(tmp_path)
    assert item(tmp_path).body == "It rains a lot.\n"


DRAFTS = "Title,Week,arXiv,Abstract,Draft\n"


@pytest.mark.parametrize(("a", "b"), [("true", "false"), ("false", "true"), ("", "yes")])
def test_what_one_source_keeps_from_readers_no_other_publishes(tmp_path: Path, a: str, b: str) -> None:
    rows = {name: f"{DRAFTS}Rain,{FIRST},2403.00010,It rains.,{mark}\n" for name, mark in (("a", a), ("b", b))}
    files = {f"sources/{name}.csv": text for name, text in rows.items()}
    make_archive(tmp_path, files, "  - file: a.csv\n  - file: b.csv\n")
    made = run(tmp_path)
    assert item(tmp_path).draft
    (line,) = [line for line in said(made) if "keeps it from readers" in line]
    kept, shown = ("a", "b") if a == "true" else ("b", "a")
    assert line.startswith(f"content/sources/{shown}.csv:2: the same item as in {kept}.csv:2 (arxiv:2403.00010)")


def test_a_row_that_is_there_twice_is_a_draft_where_one_of_the_two_is(tmp_path: Path) -> None:
    rows = "".join(f"Rain,{FIRST},2403.00010,It rains.,{mark}\n" for mark in ("no", "yes"))
    make_archive(tmp_path, {"sources/a.csv": DRAFTS + rows}, "  - file: a.csv\n")
    run(tmp_path)
    assert item(tmp_path).draft


def test_one_source_waits_for_its_day_and_so_does_the_item() -> None:
    waits = Item("a", Kind.PAPER, "Rain", source=SourceRef("b.csv", 2), publish=date(2099, 1, 1))
    shown = Item("a", Kind.PAPER, "Rain", source=SourceRef("a.csv", 2))
    for listings in ([shown, waits], [waits, shown]):
        united = unite("a", listings, None)
        assert united.item.publish == waits.publish
        assert [problem.file for problem in united.problems] == ["content/sources/a.csv"]

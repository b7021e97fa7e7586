"""What an issue lists is read from its tree, in each of the forms that newsletters have."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from backissue.entries import Entry, entries_of
from backissue.prose.parse import Renderer

CASES = Path(__file__).parent.parent / "cases" / "entries"
RENDERER = Renderer()


def read(markdown: str) -> tuple[Entry, ...]:
    """Return the entries of Markdown."""
    return entries_of(RENDERER.document(markdown))


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_entries_of_each_form_have_section_title_and_address(case: Path) -> None:
    header, *expected = case.with_suffix(".tsv").read_text("utf-8").splitlines()
    assert header == "section\ttitle\turl"
    found = read(case.read_text("utf-8"))
    assert [f"{entry.section}\t{entry.title}\t{entry.url}" for entry in found] == expected


def test_every_anchor_is_one_of_its_own_and_every_position_counts() -> None:
    for case in CASES.glob("*.md"):
        found = read(case.read_text("utf-8"))
        assert len({entry.anchor for entry in found}) == len(found)
        assert [entry.position for entry in found] == [*range(1, len(found) + 1)]


def test_an_anchor_comes_from_the_title_and_stays_where_other_entries_come_and_go() -> None:
    (one,) = read("- [A tiny piano](https://piano.example/)\n")
    _, other = read("- [New](https://new.example/)\n- [A tiny piano](https://piano.example/)\n")
    assert one.anchor == other.anchor == "a-tiny-piano"


def test_the_id_of_an_author_is_the_anchor() -> None:
    (entry,) = read("**Old maps** are [here](https://maps.example/).\n{ #maps }\n")
    assert (entry.anchor, entry.has_id) == ("maps", True)


def test_people_and_marks_stand_beside_the_title_and_not_in_it() -> None:
    (entry,) = read("- [video] [Types at work (5 minute read)](https://t.example/) by Ada Lovelace and Alan Turing\n")
    assert entry.title == "Types at work"
    assert entry.people == ("Ada Lovelace", "Alan Turing")
    assert entry.marks == ("video", "5 minute read")


def test_the_text_of_an_entry_is_what_stands_behind_and_below_it() -> None:
    (entry,) = read("- [Casa](https://c.example/) by Chris Done\n\n    > It means home.\n\n    - a detail\n")
    assert entry.text == "It means home. a detail"


def test_a_row_names_people_by_its_column() -> None:
    table = "| Paper | Authors |\n|---|---|\n| [One](https://o.example/) | Ada Lovelace |\n"
    assert read(table)[0].people == ("Ada Lovelace",)


SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
LISTED = re.compile(r"^[-*+] +\[((?:[^\[\]]|\[[^\]]*\])+)\]\((\S+?)\)(?!\w)", re.MULTILINE)
REFERENCE = re.compile(r"\n- +\[([^\]]+)\]\[([^\]]*)\]")


def plain(title: str) -> str:
    """Return the words of a title without marks."""
    return " ".join(re.findall(r"\w+", title))


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not there")
def test_issues_of_another_maker_give_what_their_lines_list() -> None:
    wanted, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for path in SAMPLES.glob("haskellweekly/*.markdown"):
        text = path.read_text("utf-8")
        wanted.update((plain(title), url) for title, url in LISTED.findall(text))
        found.update((plain(entry.title), entry.url) for entry in read(text))
    assert wanted.total() > 150
    assert (wanted & found).total() >= 0.98 * max(wanted.total(), found.total())


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not there")
def test_links_by_reference_keep_the_titles_and_addresses_of_their_issue() -> None:
    wanted, found = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for path in SAMPLES.glob("optech/newsletters/*.md"):
        text = path.read_text("utf-8").partition("\n---\n")[2]
        places = {" ".join(name.casefold().split()): url for name, url in re.findall(r"(?m)^\[(.+?)\]:\s*(\S+)", text)}
        for title, name in REFERENCE.findall(text):
            wanted[plain(title), places.get(" ".join((name or title).casefold().split()), "")] += 1
        found.update((plain(entry.title), entry.url) for entry in read(text))
    assert wanted.total() > 150
    assert (wanted & found).total() >= 0.98 * wanted.total()

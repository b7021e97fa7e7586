"""Pages as text: written so that they read back, edited by as few bytes as possible."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.editing import edit, render, stated, to_fields
from backissue.model import Item, Kind, Link, SourceRef
from backissue.page import KEYS, read_item, tidy_body
from backissue.yaml_text import Value
from tests.archives import page
from tests.test_page import FILE, FULL, item

LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.sampled_from(" :#'\"[]{}\\|-"), max_size=20
)
WORDS = LINE.map(lambda text: " ".join(text.split())).filter(bool)
URLS = st.text(string.ascii_letters + "?&=#:,[]{}%", max_size=12).map(lambda path: f"https://a.example/{path}")
DAYS = st.dates(min_value=date(1001, 1, 1), max_value=date(2999, 12, 31))
ITEMS = st.builds(
    Item,
    id=WORDS,
    kind=st.sampled_from(Kind),
    title=WORDS,
    week=st.none() | DAYS,
    also_in=st.lists(DAYS, max_size=2).map(tuple),
    date=st.none() | DAYS,
    topics=st.lists(WORDS, max_size=3).map(tuple),
    people=st.lists(WORDS, max_size=3).map(tuple),
    links=st.lists(st.builds(Link, WORDS, URLS), max_size=3).map(tuple),
    source=st.none() | st.builds(SourceRef, WORDS, st.integers(0, 10**6)),
    aliases=st.lists(st.from_regex(r"\A[a-z0-9]+(/[a-z0-9-]+)*\Z"), max_size=2).map(tuple),
    former_ids=st.lists(WORDS, max_size=2).map(tuple),
    extra=st.dictionaries(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=2),
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(tidy_body),
)


@given(ITEMS)
def test_a_rendered_item_reads_back(original: Item) -> None:
    assert read_item(render(original), FILE) == (original, ())


@given(ITEMS)
def test_an_edit_without_changes_changes_no_byte(original: Item) -> None:
    text = render(original)
    assert edit(text, {}) == text
    assert edit(text, dict(to_fields(original))) == text or item(edit(text, dict(to_fields(original)))) == original


@given(ITEMS, ITEMS, st.sets(st.sampled_from(KEYS[1:])), st.booleans())
def test_an_edit_makes_just_its_changes(old: Item, new: Item, keys: set[str], with_body: bool) -> None:  # noqa: FBT001
    before, after = to_fields(old), to_fields(new)
    changes: dict[str, Value | None] = {key: after.get(key) for key in sorted(keys) if after.get(key) or key in before}
    changes = {key: value for key, value in changes.items() if value is not None or key not in {"kind", "title"}}
    text = edit(render(old), changes, new.body if with_body else None)
    expected = {key: value for key, value in (before | changes).items() if value is not None}
    changed = item(text)
    assert to_fields(changed) == {key: expected[key] for key in KEYS if key in expected}
    assert changed.body == (new.body if with_body else old.body)


def edited(text: str, old: str, new: str, **changes: Value | None) -> None:
    """``changes`` must do to ``text`` just what replacing ``old`` does."""
    assert text.count(old) == 1
    assert edit(text, changes) == text.replace(old, new)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_order_and_quoting_survive_an_edit(newline: str) -> None:
    text = FULL.replace("\n", newline)
    edited(text, "title: 'Single: quoted'", 'title: "Other"', title="Other")
    edited(text, '[Sound,   "No"]', "[Music]", topics=["Music"])
    edited(text, "kind: paper" + newline, "", kind=None)
    edited(text, "line: 7", "line: 8", source={"file": "papers.md", "line": "8"})
    edited(text, "week: 2023-03-26" + newline, f"week: 2023-03-26{newline}date: 2023-03-20{newline}", date="2023-03-20")


def test_blank_and_comment_lines_behind_a_list_stay() -> None:
    text = edit(FULL, {"people": ["Bob"]})
    assert "people: [Bob]\n\nlinks:" in text
    text = edit(FULL, {"source": None})
    assert "\n# the end\n---" in text


def test_a_field_that_was_not_there_goes_behind_the_one_that_comes_before_it() -> None:
    text = edit(page(), {"people": ["Ada"], "date": "2023-03-20"})
    assert "week: 2023-03-26\ndate: 2023-03-20\npeople: [Ada]\n---" in text


def test_a_body_is_changed_with_the_line_ends_of_its_page() -> None:
    text = FULL.replace("\n", "\r\n")
    assert edit(text, {}, "New.\n\nBody.\n").endswith("# the end\r\n---\r\n\r\nNew.\r\n\r\nBody.\r\n")
    assert edit(FULL, {}, "").endswith("# the end\n---\n")


def test_a_page_in_flow_style_can_be_edited() -> None:
    text = '---\n{id: a, kind: paper, title: "One"}\n---\n'
    changed, defects = read_item(edit(text, {"title": "Two"}), FILE)
    assert defects == ()
    assert changed
    assert changed.title == "Two"


@pytest.mark.parametrize("style", ["|\n  One\n  Two", ">-\n  One\n  Two", '"One\n  Two"', "One\n  Two", "'One Two'"])
def test_a_title_in_any_style_is_read_and_replaced_whole(style: str) -> None:
    text = page(id="a").replace('"One"', style)
    assert item(text).title == "One Two"
    assert item(edit(text, {"title": "Three"})) == item(page("Three", id="a"))


def test_what_a_page_states_is_what_was_read() -> None:
    assert stated(FULL, item(FULL)) == to_fields(item(FULL))


@pytest.mark.parametrize("title", ["One  Two", ">-\n  One\n  Two"])
def test_how_blanks_stand_is_no_statement(title: str) -> None:
    text = page(id="a").replace('"One"', title)
    assert stated(text, item(text))["title"] == "One Two"


def test_a_page_states_even_what_is_not_understood() -> None:
    text = page(id="a", topics="Sound", links="[Paper: https://a.example, Mine]")
    found, defects = read_item(text, FILE)
    assert found
    assert len(defects) == 2
    assert stated(text, found) == to_fields(found) | {
        "topics": "Sound",
        "links": [{"Paper": "https://a.example"}, "Mine"],
    }


INDENTED = """\
---
  # mine
  id: a
  kind: paper
  title: One
  topics: [Sound] # loud
  extra:
    colour: red
---
"""


def test_keys_that_are_indented_stay_so() -> None:
    edited(INDENTED, "title: One", 'title: "Two"', title="Two")
    edited(INDENTED, "  title: One\n", "", title=None)
    edited(INDENTED, "  topics", "  week: 2023-03-26\n  topics", week="2023-03-26")
    links = "  links:\n    - Paper: https://a.example/x\n"
    edited(INDENTED, "  extra", f"{links}  extra", links=[{"Paper": "https://a.example/x"}])
    edited(INDENTED, "    colour: red", "    size: big", extra={"size": "big"})


def test_the_comment_behind_a_field_stays_when_the_field_goes() -> None:
    edited(INDENTED, "  topics: [Sound] # loud\n", "  # loud\n", topics=None)
    edited(FULL, 'topics: [Sound,   "No"]   # two\n', "# two\n", topics=None)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_page_in_flow_style_keeps_its_comments_and_line_ends(newline: str) -> None:
    text = newline.join(["---", "{ # first", 'id: "a#b", kind: paper, # second', "title: One}", "---", "", "Body.", ""])
    assert edit(text, {}, "New.\n") == text.replace("Body.", "New.")
    lines = ["---", "# first", "# second", 'id: "a#b"', "kind: paper", 'title: "Two"', "---", "", "Body.", ""]
    assert edit(text, {"title": "Two"}) == newline.join(lines)

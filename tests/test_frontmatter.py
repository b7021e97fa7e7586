"""Pages: read strictly, every defect with its line; written to read back; edited by as few bytes as possible."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import MappingNode

from backissue import yaml_text
from backissue.fields import KEYS, to_fields
from backissue.frontmatter import LARGEST_HEAD, body_line, edit, read_item, read_note, render, stated
from backissue.model import Item, Kind, Link, Problem, SourceRef
from backissue.values import LONGEST, tidy_body
from backissue.yaml_text import Value
from tests.archives import page

FILE = "content/weeks/2023-03-26/a.md"
FULL = """\
---
# who made this
id: "arxiv:2310.10630"   # never changes
title: 'Single: quoted'
kind: paper
week: 2023-03-26
topics: [Sound,   "No"]   # two
people:
  # the first one
  - Ada Lovelace

  - "Yan"

links:
  - Paper: https://arxiv.org/pdf/2310.10630
  - Paper: https://example.org/?s=20
source: {file: papers.md}
# the end
---

First.

Second.
"""


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.what) for problem in read_item(text, FILE)[1]]


def item(text: str) -> Item:
    found, defects = read_item(text, FILE)
    assert found
    assert defects == ()
    return found


def test_a_full_page_is_read() -> None:
    assert item(FULL) == Item(
        id="arxiv:2310.10630",
        kind=Kind.PAPER,
        title="Single: quoted",
        week=date(2023, 3, 26),
        topics=("Sound", "No"),
        people=("Ada Lovelace", "Yan"),
        links=(Link("Paper", "https://arxiv.org/pdf/2310.10630"), Link("Paper", "https://example.org/?s=20")),
        source=SourceRef("papers.md"),
        body="First.\n\nSecond.\n",
    )


def test_an_identifier_keeps_its_zero_even_without_quotes() -> None:
    assert item(page(id="2310.10630")).id == "2310.10630"
    assert item(page(title="T", id="a").replace('"T"', "no")).title == "no"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Just text.\n", 1, "no front matter"),
        ("\n" + page(), 1, "no front matter: something stands before the first `---`"),
        ("---\nid: a\n", 2, "the `---` that ends the front matter is missing"),
        ("---\nid: a\n\nA text that runs on.\n", 2, "the `---` that ends the front matter is missing"),
        ("---\nid: a\n----\nA text.\n", 3, "`----` is no `---`, so the front matter does not end"),
        ("Alice: hello\n---\n", 1, "no front matter: the `---` before it is missing"),
        (
            page().replace('title: "One"', "title: Letter #12"),
            4,
            "`title` ends before ` #`, which begins a comment: `#12` is not part of it",
        ),
        (
            page().replace('title: "One"', "title: \u201cOne\u201d"),
            4,
            "the quotation marks around `title` are curly, and part of it",
        ),
        (page(topics="\n\t- Sound"), 7, "front matter does not parse (a tab in front of `- Sound`)"),
        (
            "---\nid: a\ntitle: a: b\n---\n",
            3,
            "front matter does not parse (a second `: ` in `title: a: b`)",
        ),
        (page(id=""), 1, "`id` is missing"),
        (page(kind="poem"), 3, "`kind` is `poem`"),
        (page(kind="[a]"), 3, "`kind` is not a line of text"),
        (page(week="2023-13-01"), 5, "`week` is `2023-13-01`, which is not a day"),
        (page(date="March"), 6, "`date` is `March`, which is not a day"),
        (page(colour="red"), 6, "unknown key `colour`"),
        (page(topics="Sound"), 6, "`topics` is not a list of texts"),
        (page(topics="[a, [b]]"), 6, "`topics` is not a list of texts"),
        (page(links="[https://a.org]"), 6, "`links` has an entry without label or address"),
        (page(links="[Paper: ]"), 6, "`links` has an entry without label or address"),
        (page(links="\n  - Paper: javascript:alert(1)"), 6, "the link 'Paper' leads to `javascript:alert(1)`"),
        (page(links="\n  - Paper: //a.org"), 6, "the link 'Paper' leads to `//a.org`"),
        (page(source="papers.md"), 6, "`source` is not a file"),
        (page(source="{file: a.md, line: x}"), 6, "`source` is not a file"),
        (page(aliases="[../up]"), 6, "`../up` is not a path on this site"),
        (page(aliases="[.hidden/a]"), 6, "`.hidden/a` is not a path on this site"),
        (page(aliases="['//evil.example']"), 6, "`//evil.example` is not a path on this site"),
        (page(extra="[a]"), 6, "`extra` is not a list of `name: text`"),
        (page(id="&x a", people="[*x]"), 2, "front matter does not parse (an alias (`*name`) of an anchor)"),
    ],
)
def test_a_defect_is_told_with_its_line(text: str, line: int, what: str) -> None:
    assert problems(text)[0] == (line, what)


@pytest.mark.parametrize("broken", [{"id": ""}, {"kind": "poem"}, {"week": "soon"}, {"title": ""}])
def test_a_page_without_what_it_needs_is_no_item(broken: dict[str, str]) -> None:
    text = page(**broken) if "title" not in broken else page().replace('title: "One"\n', "")
    assert read_item(text, FILE)[0] is None


@pytest.mark.parametrize("field", [{"topics": "Sound"}, {"links": "[x]"}, {"colour": "red"}, {"extra": "[a]"}])
def test_a_defect_in_a_field_that_is_not_needed_leaves_the_item(field: dict[str, str]) -> None:
    found, defects = read_item(page(**field), FILE)
    assert found
    assert found.title == "One"
    assert len(defects) == 1


def test_every_defect_of_a_page_is_told() -> None:
    assert len(problems(page(week="soon", topics="a", colour="red", links="[x]"))) == 4


def test_what_has_no_key_of_its_own_goes_below_extra() -> None:
    assert item(page(extra="\n  venue: NeurIPS\n  year: 2023")).extra == {"venue": "NeurIPS", "year": "2023"}


def test_a_page_with_a_byte_order_mark_and_windows_line_ends_is_read() -> None:
    text = "\ufeff" + FULL.replace("\n", "\r\n")
    assert item(text) == item(FULL)


def test_a_body_that_begins_with_code_keeps_its_indent() -> None:
    assert item(page(body="    code\n")).body == "    code\n"


def test_a_note_is_read() -> None:
    note, defects = read_note(
        "---\ntitle: Economics\nparent: Science\naliases: [Econ]\n---\n\nText.\n", "f", "topics/e.md"
    )
    assert note
    assert (note.title, note.parent, note.aliases, note.body, note.body_line) == (
        "Economics",
        "Science",
        ("Econ",),
        "Text.\n",
        7,
    )
    assert defects == ()


def test_only_a_topic_has_a_parent() -> None:
    defects = read_note("---\ntitle: A\nparent: B\n---\n", "content/about.md", "about.md")[1]
    remedy = "use one of title, description, draft, publish, aliases"
    assert defects == (Problem("content/about.md", 3, "unknown key `parent`", remedy),)


@pytest.mark.parametrize(
    ("text", "line"), [(FULL, 21), ("---\na: b\n---\nx", 4), ("---\n---\n\n\n\nx", 6), ("---\na: b\n---", 3)]
)
def test_the_line_of_the_body_is_counted_in_the_file(text: str, line: int) -> None:
    assert body_line(text) == line
    assert body_line(text.replace("\n", "\r\n")) == line


MERGING = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("place", ["First.\n", "kind: paper\n"])
def test_a_page_in_the_middle_of_a_merge_is_refused_at_the_line_where_it_is_torn(place: str, newline: str) -> None:
    text = FULL.replace(place, MERGING).replace("\n", newline)
    found, (problem,) = read_item(text, FILE)
    assert (found, problem.what) == (None, "a merge in git left both sides here")
    assert text.split(newline)[problem.line - 1] == "<<<<<<< HEAD"


@pytest.mark.parametrize(
    "body", ["Title\n=======\n", "    <<<<<<< HEAD\n=======\n>>>>>>> x\n", "<<<<<<<<\n=======\n>>>>>>>\n"]
)
def test_what_only_resembles_a_torn_merge_is_text(body: str) -> None:
    assert item(page(body=body)).body == body


def test_an_items_page_where_only_hand_written_pages_stand_is_told_of_once() -> None:
    note, (problem,) = read_note(page(), "content/papers/a.md", "papers/a.md")
    assert (note, problem.line, problem.what) == (None, 2, "the page of an item, where none can stand")


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
    place=st.none() | st.integers(1, 10**9 - 1),
    also_in=st.lists(DAYS, max_size=2).map(tuple),
    date=st.none() | DAYS,
    topics=st.lists(WORDS, max_size=3).map(tuple),
    people=st.lists(WORDS, max_size=3).map(tuple),
    links=st.lists(st.builds(Link, WORDS, URLS), max_size=3).map(tuple),
    source=st.none() | st.builds(SourceRef, WORDS),
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
    edited(text, "papers.md", "talks.md", source={"file": "talks.md"})
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


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("topic", "topics"),
        ("tags", "topics"),
        ("author", "people"),
        ("day", "date"),
        ("Topics", "topics"),
        ("also-in", "also_in"),
        ("peopel", "people"),
        ("colour", ""),
    ],
)
def test_an_unknown_key_asks_whether_another_was_meant(key: str, meant: str) -> None:
    (problem,) = read_item(page(**{key: "[a]"}), FILE)[1]
    assert problem.remedy.startswith(f"did you mean `{meant}`?" if meant else "use one of")


def test_a_page_without_an_id_is_offered_one() -> None:
    def remedy(**fields: str) -> str:
        return read_item(page(id="", **fields), FILE)[1][0].remedy

    assert remedy().startswith('write `id: "paper:one"`')
    assert remedy(links="[Paper: https://arxiv.org/abs/2303.11366]").startswith('write `id: "arxiv:2303.11366"`')


def test_a_comment_behind_a_value_is_no_mistake() -> None:
    assert problems(page().replace('title: "One"', "title: One # as printed")) == []


def test_unknown_keys_are_found_in_one_reading_of_the_front_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each is looked up by another reading, a page of many takes the square of its length."""
    read, heads = yaml_text.compose, list[str]()

    def counted(text: str) -> MappingNode | None:
        heads.append(text)
        return read(text)

    monkeypatch.setattr(yaml_text, "compose", counted)
    keys = "".join(f"own_{number}: a\n" for number in range(100))
    text = page().replace("id:", f"{keys}id:", 1)
    assert [line for line, _ in problems(text)] == [*range(2, 102)]
    assert len(heads) <= 2


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ({"lang": "a" * (LONGEST + 1)}, "`lang` has a text of more than 2,000 characters"),
        ({"people": f'["{"a" * (LONGEST + 1)}"]'}, "`people` has a text of more than 2,000 characters"),
        ({"extra": f'{{a: "{"b" * LARGEST_HEAD}"}}'}, "front matter of more than 500,000 characters"),
        ({"extra": "[" * 100_000}, "front matter does not parse (values nested too deeply)"),
        ({"extra": "\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 700))}, "front matter does not parse (v"),
    ],
)
def test_front_matter_beyond_its_limits_is_a_problem_of_its_page(broken: dict[str, str], what: str) -> None:
    told = problems(page(**broken))
    assert len(told) == 1
    assert told[0][1].startswith(what)

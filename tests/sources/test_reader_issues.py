"""Issues in Markdown, HTML and feeds: nothing that acts comes in, nothing is lost without a word, nothing hangs."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from backissue.model import Facts, Kind, Problem
from backissue.site import engine
from backissue.site.gate import examine
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.commonmark import convert_markdown
from backissue.sources.issues.feed import FeedReader
from backissue.sources.issues.html_blocks import convert_html
from backissue.sources.issues.issue import HtmlIssueReader, IssueReader, NotesReader, decode_quoted_printable
from backissue.sources.issues.services import is_service
from backissue.sources.pieces import Fate, Reader, Reading, Source
from backissue.sources.talks.slides import SlidesReader
from backissue.sources.talks.summary import SummaryReader
from tests import effort
from tests.formulas import write_formulas
from tests.readings import find_reader, read_by, recognised

TESTS = Path(__file__).parent.parent
READERS: tuple[Reader, ...] = (
    *(IssueReader(), NotesReader(), HtmlIssueReader(), FeedReader()),
    *(SummaryReader(), SlidesReader()),
)
CASES = [path for reader in READERS for path in sorted((TESTS / "cases" / "readers" / reader.name).glob("*/input.txt"))]
PIECES = [
    *(
        "---",
        "# One",
        "## Two",
        "***",
        "| a | b |",
        "- x",
        "  > q",
        "```",
        "    code",
        "[a]: https://a.example",
        "1. n",
    ),
    *("<p>", "</p>", "<b>", "<!--", "-->", "<script>x</script>", "<div onclick=x>", "<ul><li>a<ul>", "<table><tr><td>"),
    *("[x](javascript:y)", "![i](https://a.example/i.png)", "*b*{ onclick=x }", "{% t %}", "{{ x }}", "*|M|*"),
    *("<item>", "</item>", "<entry>", "<title>T</title>", "<link>https://a.example/1</link>", "&b;", "]]>", "<rss>"),
    *(
        "Short Summary",
        "Highlights",
        "00:12",
        "Page 3",
        "by Ann",
        "1. a",
        "2. b",
        "03/04/2024",
        "![](x)",
        "$x_1$",
        "\\",
    ),
    *(
        "$$",
        "\\[",
        "\\]",
        "[^1]",
        "[^1]: n",
        "+++",
        "{3}---",
        "| a | `b|c` | d |",
        "|---|---|",
        "~~",
        "{: .x}",
        "{% raw %}",
    ),
    *(
        "<p hidden>",
        "<a href='https://a.example'><div>",
        "<sup data-note=1>",
        "<section data-note=1>",
        "<iframe src='https://a.example'>",
        "<pre class='language-x'>",
        "<div style='display:none'>",
        "</div>",
        "&nbsp;",
        "# Slide 3",
        "URL: https://a.example",
    ),
    *(
        '!!! note "a <b> "c"',
        "    indented",
        "???+ x",
        '=== "Tab"',
        "> [!note]- a",
        ":::tip[b](c)",
        ":::",
        "/// a | b",
        "```{note} a",
        ": b",
        "[[a|b]] ![[c.png]]",
        "[a]{.b} ==c== x^2^",
        "- [x] a",
        "{{< figure src='a.png' title='<b>' >}}",
        "{{% note %}}",
        "{{% /note %}}",
        "import A from 'b'",
        "<A title='b' />",
        "<math><mi>a</mi></math>",
        "<dl><dt>a<dd>b</dl>",
        '!!! md-dialog "a"\n    b',
        "!!! mermaid\n    b",
        "::: {.md-grid}\na\n:::",
        "a{.md-button} { .md-dialog }",
        '<div class="admonition bi-search">a</div>',
        "++ctrl+a++ ^^a^^ :tada:",
        "{++a++}{--b--}{~~a~>b~~}",
        "a ^ab-c",
        "{ref}`a <b>` {math}`<b`",
        "a^[b] *c*",
        "*[a]: <b>",
        "a:: b",
    ),
]
MESS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))


@cache
def converter() -> Markdown:
    """Markdown with the extensions of the project's own site."""
    config = engine.configure(TESTS.parent)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


def problems_of(body: str) -> tuple[Problem, ...]:
    return examine(body, "content/a.md", 1, converter().reset().convert).problems


def shown(body: str) -> str:
    """The words that a body shows on the site."""
    tree = LexborHTMLParser(converter().reset().convert(body))
    write_formulas(tree)
    page = tree.body
    return " ".join(page.text().split()) if page else ""


def read(text: str, name: str = "a.md", facts: Facts | None = None) -> Reading:
    source = Source(name, tuple(text.split("\n")), facts or Facts())
    reader = find_reader(source)
    assert not isinstance(reader, Problem), str(reader)
    return read_by(reader, source)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}")
def test_no_body_holds_what_the_build_refuses(path: Path) -> None:
    source = Source(path.name, tuple(path.read_text("utf-8").splitlines()))
    reader = next(reader for reader in READERS if reader.name == path.parent.parent.name)
    assert [problem for item in read_by(reader, source).items for problem in problems_of(item.body)] == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}")
def test_no_body_has_a_heading_of_the_first_level(path: Path) -> None:
    golden = (path.parent / "expected.md").read_text("utf-8")
    assert not re.search(r"^# ", golden, re.MULTILINE)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(lines=MESS)
def test_every_line_of_a_broken_source_is_accounted_for(reader: Reader, lines: list[str]) -> None:
    flat = [line for piece in lines for line in piece.split("\n")]
    source = Source("broken.txt", ("<rss>", *flat) if reader.name == "feed" else tuple(flat))
    reading = read_by(reader, source)
    assert sum(reading.account.values()) == len(source.lines)
    if reading.account[Fate.PROBLEM]:
        assert reading.problems


@given(lines=MESS)
def test_nothing_active_survives_in_broken_markdown(lines: list[str]) -> None:
    assert problems_of(convert_markdown("\n".join(lines)).body) == ()


@given(lines=MESS)
def test_nothing_active_survives_in_broken_html(lines: list[str]) -> None:
    assert problems_of(convert_html("\n".join(lines)).body) == ()


@given(words=st.lists(st.text("ab *_`[]()!{}\\$&.<>#-:~^=|1", min_size=1, max_size=8), min_size=1, max_size=4))
def test_text_around_marks_shows_as_it_is_in_html(words: list[str]) -> None:
    escaped = [word.replace("&", "&amp;").replace("<", "&lt;") for word in words]
    html = "".join(f"{word}<b>x</b>" for word in escaped)
    letters = re.sub(r"\W", "", "x".join([*words, ""]).replace("_", ""))
    assert re.sub(r"\W", "", shown(convert_html(f"<p>{html}</p>").body).replace("_", "")) == letters


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["[" * 16_000, "![" * 16_000, "word " * 400_000, "*a " * 16_000, "`" * 16_000, "{%" * 16_000, "<b>" * 16_000,
     "<div>" * 50_000, "<!--" * 16_000, "<ul><li>" * 5_000, "> " * 5_000, "- " * 5_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_a_long_line_does_not_hang_a_reader(text: str) -> None:
    for reader in READERS:
        source = Source("long.txt", ("# Long", text[: effort.of(len(text), 4)]))
        assert sum(read_by(reader, source).account.values()) == 2
        recognised(reader, source)


DIALECTS = {
    "boxes within each other": "::: note\nx\n" * 2000 + ":::\n" * 2000,
    "boxes that do not end": "/// note\n\n" * 3000,
    "boxes by indentation": "".join("    " * depth + "!!! note\n\n" for depth in range(100)) + "    " * 100 + "x",
    "remarks in quotations": "".join(">" * depth + " [!note]\n" for depth in range(1, 60)),
    "definitions": "a\n" * 3000 + ": b\n" * 3000,
    "words with attributes": "[" * 3000 + "x" + "]{.a}" * 3000,
    "links of a vault": "[[" * 8000,
    "highlights": "==a " * 8000,
    "shortcodes": "{{< a " * 8000 + '{% x "' * 4000,
    "components": "import a\n" * 4000 + "<A b={" * 4000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", DIALECTS.values(), ids=DIALECTS)
def test_no_mark_of_a_dialect_hangs_a_reader_however_often_it_comes(text: str) -> None:
    source = Source("long.mdx", ("# Long", *text.split("\n")))
    assert sum(read_by(IssueReader(), source).account.values()) == len(source.lines)


def test_a_feed_keeps_the_entries_before_and_behind_a_break() -> None:
    feed = "<rss><channel><item><title>A</title></item>\n<item><title>B</title>\n<item><title>C</item></channel></rss>"
    reading = read(feed)
    assert [item.title for item in reading.items] == ["A", "B", "C"]
    assert [problem.line for problem in reading.problems] == [3]
    assert reading.account[Fate.ITEM] == 3


def test_a_feed_unfolds_no_entities_and_opens_no_files() -> None:
    bomb = (
        '<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]>\n'
        "<rss><item><title>&a; &b;</title></item></rss>"
    )
    assert [item.title for item in read(bomb).items] == ["&a; &b;"]


@given(st.text(alphabet=st.sampled_from("<>/=\"' &;item]![CDATA-\n")))
def test_a_feed_of_any_tags_is_read_to_its_end(text: str) -> None:
    reading = read(f"<rss><item><title>A</title>{text}")
    assert "A" in {item.title.split(" ")[0][:1] for item in reading.items}


@pytest.mark.parametrize(
    "text", ["**Ann**: yes\n\n## Part\n\n**Bo**: no\n\n**Ann**: so\n", "| a |\n|---|\n| b |\n# X\n"]
)
def test_transcripts_and_tables_are_no_issues(text: str) -> None:
    assert recognised(IssueReader(), Source("a.md", tuple(text.split("\n")))) is None


def test_weeks_below_each_other_are_no_issue() -> None:
    text = (
        "## Top (Jan 1-8)\n[a](https://a.example)\n## Top (Jan 9 - 15)\n[a](https://a.example)\n[b](https://b.example)"
    )
    assert recognised(IssueReader(), Source("README.md", tuple(text.split("\n")))) is None


def test_the_file_name_gives_the_day_where_the_text_does_not() -> None:
    (item,) = read("# A\n\n## B\n\nText.", "2024-05-03-a.md").items
    assert (item.kind, item.date, item.week) == (Kind.ISSUE, date(2024, 5, 3), date(2024, 5, 5))


def test_what_the_archive_says_of_an_issue_wins_over_its_head() -> None:
    head = "---\ntitle: A\ntype: issue\nauthor: Ann\ntags: [x]\ndate: 2024-05-03\n---\n# B\n"
    facts = Facts(title="C", date=date(2024, 5, 4), people=("Bo",), topics=())
    (item,) = read(head, facts=facts).items
    assert (item.title, item.date, item.people, item.topics) == ("C", date(2024, 5, 4), ("Bo",), ())


def test_code_shows_what_looks_like_a_template() -> None:
    assert strip_marks("`{{ a }}` {{ b }}\n```\n{% c %}\n```") == "`{{ a }}` \n```\n{% c %}\n```"


def test_a_comment_that_begins_another_ends_at_the_first_end() -> None:
    """Mails show what stands between such comments to all but one program."""
    assert strip_marks("<!--[if !mso]><!---->a<!--<![endif]-->b") == "ab"


def test_of_a_comment_that_never_ends_the_text_stays() -> None:
    assert shown(convert_markdown(strip_marks("a\n\n<!-- b\n\nc")).body) == "a <!-- b c"


def test_what_a_mail_hides_is_boilerplate() -> None:
    reading = read("<html><body>\n<div style='DISPLAY: none'>\nno\n<div>no</div>\nno\n</div>\n<p>yes</p>")
    assert (reading.items[0].body, reading.account[Fate.ITEM]) == ("yes\n", 1)


def test_a_displayed_formula_is_one_on_the_site() -> None:
    (body,) = (item.body for item in read("# A\n\n## B\n\n$$\na &= b < c \\\\\n- d\n$$\n").items)
    assert 'alttext="a &amp;= b &lt; c \\\\ - d"' in converter().reset().convert(body)


def test_a_footnote_stands_below_the_text_that_names_it() -> None:
    body = convert_markdown("So.[^a]\n[^a]: One\n\nTwo.").body
    assert re.sub(r"\W+", " ", shown(body)) == "So 1 Two One "


def test_code_keeps_what_is_mathematics_and_unknown_elements_elsewhere() -> None:
    assert (
        shown(convert_markdown("`$a_1$ <think>`\n\n```\n\\(x_1\\) <think>\n```").body)
        == r"$a_1$ <think> \(x_1\) <think>"
    )


@pytest.mark.parametrize(
    ("head", "line"),
    [("a = 1\nb = x\nc = 2", 3), ("a = 1\nb = [", 3), (f"a = {'[' * 9000}", 2)],
    ids=["wrong", "cut", "deep"],
)
def test_a_broken_toml_head_is_a_problem_and_the_text_comes_in(head: str, line: int) -> None:
    reading = read(f"+++\n{head}\n+++\n# B\n\n## C\n\nText.")
    lines = [problem.line for problem in reading.problems if not problem.is_hint]
    assert (lines, reading.items[0].title) == ([line], "B")


@given(lines=st.lists(st.sampled_from(["=3D", "=", "a b", "=C3=A9", "=0A", "=FF", " ", "<p>", "word="]), max_size=12))
def test_what_was_coded_for_mail_has_as_many_lines_as_before(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert decode_quoted_printable(text).count("\n") == text.count("\n")


def test_a_table_within_an_issue_does_not_make_it_a_table() -> None:
    text = "# A\n\n## B\n\nOne.\n\n| a | b |\n|---|---|\n| c | d |\n\nTwo.\n\nThree."
    assert read(text).items[0].kind == Kind.ISSUE


def test_a_list_on_a_later_page_is_no_agenda() -> None:
    (item,) = read("A\nPage 1\nB\nPage 2\nC\nPage 3\n1. one\n2. two\n").items
    assert "## one" not in item.body


SERVICES = (TESTS / "cases" / "markup" / "service-lines.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("row", SERVICES)
def test_a_line_is_one_of_a_subscription_where_it_is_nothing_else(row: str) -> None:
    answer, line = row.split("\t")
    assert is_service(line) == (answer == "service")


def test_a_story_about_subscriptions_stays() -> None:
    assert not is_service("The regulator wants every firm to let its readers leave as easily as they came.")

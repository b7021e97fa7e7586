"""What text becomes: paths, Markdown that renders as itself, sentences, paragraphs."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from backissue.markup import annotation, escape_heading, escape_markdown, fold, printed, printed_line, without_controls
from backissue.prose.unbroken import CLASS
from backissue.text import divide, markdown_paragraphs, paragraphs, sentences, slugify
from tests import effort
from tests.formulas import write_formulas

ROOT = Path(__file__).parent.parent
DANGEROUS = "abc 1.:;#*_`~[]()<>{}|\\$&!?=+-^\"'/\n\t\x02\x03"
SNIPPETS = (
    *("<b>", "</p>", "<!--", "-->", "&amp;", "&#60;", "[a]: b", "[^1]: n", "[a](b)", "![a](b)", "[TOC]", "---", "==="),
    *("1. ", "- ", "> ", "    ", "# ", ": ", "!!! note", "```", "~~~", "a | b", "-|-", "*[A]: b", "{: #x }", "{.y}"),
    *(
        "$x$",
        r"$\alpha_1$",
        "$5",
        "$$",
        r"\(a\)",
        r"\[a\]",
        r"\begin{a}",
        r"\end{a}",
        "**",
        "__",
        "\n",
        "\n\n",
        " ",
        "a",
    ),
    *(
        "http://a.b",
        "<http://a.b>",
        "<?php",
        "<![CDATA[",
        "]]>",
        "&lt",
        "\\",
        r"\\",
        "\u2028",
        "wzxhzdk:0",
        "_a_",
        "*a*",
    ),
)
anything = st.text() | st.text(DANGEROUS) | st.lists(st.sampled_from(SNIPPETS)).map("".join)


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml``, whose environment variables do not matter here."""


_Loader.add_constructor("!ENV", lambda *_: None)


@cache
def extensions() -> tuple[list[str], dict[str, Any]]:
    """The Markdown extensions of ``mkdocs.yml``, and what they are told."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Loader)["markdown_extensions"]
    told = [entry if isinstance(entry, dict) else {entry: {}} for entry in listed]
    return [name for entry in told for name in entry], {name: told for entry in told for name, told in entry.items()}


def render(body: str) -> str:
    """A body as HTML, as MkDocs makes it."""
    names, told = extensions()
    return markdown.markdown(body, extensions=names, extension_configs=told)


def visible(body: str) -> str:
    """The text that a reader sees, white space folded, formulas in their dollars."""
    tree = LexborHTMLParser(f"<main>{render(body)}</main>")
    write_formulas(tree)
    root = tree.css_first("main")
    assert root
    return " ".join(root.text().split())


def tags(body: str) -> set[str]:
    """What stands in the HTML besides text, formulas, and links from an address to itself."""
    return set(re.findall(r"<[^>]*>", FORMULA.sub("", LINK.sub(_inside_of_itself, render(body)))))


LINK = re.compile(r'<a href="(https?://[^"]*)">(.*?)</a>')


def _inside_of_itself(link: re.Match[str]) -> str:
    return link[2] if html.unescape(re.sub(r"<[^>]*>", "", link[2])) == html.unescape(link[1]) else link[0]


FORMULA = re.compile(
    r'<span class="arithmatex(?: bi-long" tabindex="0)?">'
    r'(?:<math [^<>]*>.*?</math>(?:<span hidden="hidden">[^<]*</span>)?|<code>[^<]*</code>)[^<]*</span>'
)
ALLOWED = {"<p>", "</p>", f'<span class="{CLASS}">', "</span>"}
"""A paragraph, and what keeps a token such as ``22-28`` on one line."""


@settings(max_examples=effort.of(1000))
@given(anything)
def test_escaped_text_renders_as_itself(given_text: str) -> None:
    assert visible(escape_markdown(given_text)) == " ".join(fold(given_text).split())


@settings(max_examples=effort.of(1000))
@given(anything)
def test_no_text_becomes_markup(given_text: str) -> None:
    assert tags(escape_markdown(given_text)) <= ALLOWED


@settings(max_examples=effort.of(1000))
@given(st.lists(st.lists(anything, max_size=4), max_size=4))
def test_paragraphs_of_lines_render_as_their_text_and_nothing_else(groups: list[list[str]]) -> None:
    body = markdown_paragraphs(groups)
    assert visible(body) == " ".join(fold("\n".join(line for group in groups for line in group)).split())
    assert tags(body) <= ALLOWED


@settings(max_examples=effort.of(1000))
@given(anything)
def test_a_source_of_markdown_keeps_emphasis_and_nothing_else(given_text: str) -> None:
    assert tags(escape_markdown(given_text, emphasis=True)) <= ALLOWED | {"<em>", "</em>", "<strong>", "</strong>"}


@settings(max_examples=effort.of(1000))
@given(anything)
def test_a_heading_and_a_list_item_render_as_their_text(given_text: str) -> None:
    plain = " ".join(given_text.split())
    expected = [" ".join(fold(plain).split())] if fold(plain) else []
    tree = LexborHTMLParser(render(f"## {escape_heading(plain)}\n\n- {escape_markdown(plain)}\n"))
    for mark in tree.css("a.headerlink"):
        mark.decompose()
    write_formulas(tree)
    assert [" ".join(node.text().split()) for node in tree.css("h2, li") if node.text().strip()] == expected * 2


@settings(max_examples=effort.of(1000))
@given(anything)
def test_sentences_joined_are_the_text(given_text: str) -> None:
    assert " ".join(sentences(given_text)) == " ".join(given_text.split())


@given(st.lists(st.sampled_from(["a", "b c", "d e f."])), st.integers(1, 9))
def test_paragraphs_keep_every_sentence_in_order(parts: list[str], words: int) -> None:
    assert [part for group in paragraphs(parts, words) for part in group] == parts


@given(st.text("ab ", max_size=60), st.lists(st.integers(0, 40), unique=True).map(sorted), st.integers(1, 9))
def test_parts_of_an_endless_sentence_are_short_and_lose_nothing(
    sentence: str, pauses: list[int], longest: int
) -> None:
    parts = divide(sentence, pauses, longest)
    assert " ".join(parts) == " ".join(sentence.split())
    assert all(len(part.split()) <= longest for part in parts)


@given(st.text(), st.integers(10, 80))
def test_a_slug_is_a_safe_name_of_bounded_length(title: str, longest: int) -> None:
    slug = slugify(title, longest)
    assert all(char.isalnum() or char == "-" or unicodedata.category(char) in {"Mn", "Mc"} for char in slug)
    assert all(word and word[0].isalnum() for word in slug.split("-"))
    assert len(slug.encode()) <= 255
    assert slug not in {"index", "readme", "con", "nul", "com1"}


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Naïve Bayes, Revisited", "naive-bayes-revisited"),
        ("NUL", "nul-page"),
        (".hidden", "hidden"),
        ("東京の冬", "東京の冬"),
        ("Łódź", "łódź"),
        ("Đà Nẵng 2023", "đà-nẵng-2023"),
        ("Tiếng Việt", "tieng-viet"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("❤️ Москва", "москва"),
        ("C++", "c"),
        ("It\u2019s OK", "its-ok"),
        ("", "untitled"),
        ("word " * 40, "word" + "-word" * 15),
        ("x" * 90, "x" * 80),
    ],
)
def test_a_title_gives_this_slug(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize(
    "plain",
    [
        r"Our method, the \emph{tuned lens}, is a refinement of the earlier ``logit lens'' technique.",
        r"PanGu-{\Sigma} and the effectiveness of \method~on four models.",
        "snake_case_names, C++ and R&D - see [1] for 50% (or #3).",
        "It costs $5, e.g. a | b: c = d > e.",
        r"navigation ('go to $\Delta$ x, $\Delta$ y') at 2$\times$ speed",
        r"the $\mathrm{Pin}(p,q,r)$ group",
    ],
)
def test_harmless_text_stays_as_a_person_would_write_it(plain: str) -> None:
    assert escape_markdown(plain) == plain


def test_dollars_inside_a_formula_keep_it_whole() -> None:
    source = r"$\textit{Evo$\textbf{L}$ved S$\textbf{i}$gn}$"
    assert render(escape_markdown(source)).count("<math") == 1
    assert visible(escape_markdown(source)) == source


def test_sums_of_money_are_no_formula() -> None:
    assert escape_markdown("$5 and $10") == r"\$5 and \$10"


def test_emphasis_of_a_markdown_source_stays() -> None:
    assert escape_markdown("(**Laws**.) *so* <b>", emphasis=True) == "(**Laws**.) *so* &lt;b>"


@pytest.mark.parametrize("mark", ["[", "*", "_", "$", "`", "{", "[a", "*a ", "$a ", "\\", "<", "&", "$\\a{"])
def test_a_run_of_marks_is_escaped_whole(mark: str) -> None:
    """Rules that look back or ahead without bound would hang here, and with them the run."""
    assert escape_markdown(mark * 16_000)


def test_a_long_run_of_brackets_renders_as_itself() -> None:
    """Unescaped, Python-Markdown takes minutes for it."""
    assert visible(escape_markdown("[" * 16_000)) == "[" * 16_000


@pytest.mark.parametrize(
    "parts",
    [
        ["It works, e.g. on GPT-3.5, i.e. well.", "Next comes v2.1.", "Done."],
        ["Dr. J. R. Smith of the U.S. Army came.", "He left!"],
        ["He said “stop.”", "(They did.)", "Why?", "No one knows."],
        ["1. First things.", "2. Second things."],
        ["It cost $\\textit{a. B}$ of it.", "$x$ rose."],
        ["No. 5 is alive.", "Etc. and so on."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


ACTING = [*map(chr, (0, 7, 0x0B, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x9D, 0x2028, 0x202E, 0x2066, 0xFEFF))]
COMMANDS = ["::error::x", "  ::stop-commands::x", "##[error]x", "a ##[group]x", "##vso[task]x", "\N{NO-BREAK SPACE}::x"]
HOSTILE = st.lists(st.sampled_from([*ACTING, *COMMANDS, "\n", "\t", ":", "#", "[", "a", " "]), max_size=12).map("".join)


@given(HOSTILE)
def test_what_is_printed_acts_on_no_terminal_and_commands_no_runner(text: str) -> None:
    for shown in (printed(text), printed_line(text), printed(printed_line(text))):
        assert not set(shown) & set(ACTING)
        assert not [line for line in shown.split("\n") if line.strip().startswith("::")]
        assert not re.search(r"##\w*\[", shown)
    assert not set(printed_line(text)) & set("\n\t")


@given(HOSTILE)
def test_json_that_is_printed_says_the_same(text: str) -> None:
    assert json.loads(printed(json.dumps([text, {text: 1}], ensure_ascii=False, indent=1))) == [text, {text: 1}]


@pytest.mark.parametrize("text", ["std::vector ## [a] #[b] :tada: a:b\n- é 日本 \N{ROCKET}\tb", "# [A](b)\n## B"])
def test_ordinary_text_is_printed_as_it_is(text: str) -> None:
    assert printed(text) == text


@given(HOSTILE)
def test_no_control_is_left_in_what_goes_out(text: str) -> None:
    assert not set(without_controls(text)) & (set(ACTING) - {"\r"})


def obeyed(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that a runner takes out of what a program prints: kind, properties, message."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        assert "##[" not in line
        if command := re.fullmatch(r"\s*::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*?))?::(.*)", line):
            pairs = (pair.partition("=") for pair in (command[2] or "").split(",") if pair)
            found.append((command[1], {key: _unescaped(value) for key, _, value in pairs}, _unescaped(command[3])))
    return found


def _unescaped(text: str) -> str:
    for escape, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, char)
    return text


@given(
    st.lists(st.sampled_from([*COMMANDS, ":", "::", ",", "%", "%0A", "\n", "\r", "a", "=", " "]), max_size=8).map(
        "".join
    )
)
def test_an_annotation_is_one_command_whatever_is_in_it(text: str) -> None:
    """The runner reads back the name and the message as they would be printed."""
    (found,) = obeyed(annotation("error", text, 3, text))
    kind, properties, message = found
    assert (kind, properties["line"]) == ("error", "3")
    assert properties.keys() == {"file", "line"}
    assert (properties["file"], message) == (printed_line(text), printed_line(text))

"""Pages that Python-Markdown cannot be given: each is one problem, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from backissue.archive.load import load
from backissue.model import UsageError
from backissue.prose.parse import (
    DEEPEST,
    EXTENSIONS,
    LARGEST,
    MOST_HEADINGS,
    MOST_OPEN,
    Renderer,
    TooComplexError,
    read_extensions,
)
from backissue.site.build import build
from backissue.site.check import check_content
from tests.archives import PROJECT, make_archive, page

HOSTILE = {
    "definitions": "a\n: b\n" * 1000,
    "brackets": "x" + "[" * 10_000,
    "pictures": "![" * 10_000,
    "links": "[a](" * 10_000,
    "references": "[a][" * 10_000,
    "tags": "<a " * 10_000,
    "formulas": r"\(" * 10_000,
    "headings": "# a\n" * 10_000,
    "underlined headings": "a\n===\n\n" * 10_000,
    "sections": "<![CDATA[" * 10_000,
    "quotations": "> " * 10_000,
    "deeper quotations": "\n".join("> " * depth + "a" for depth in range(1000)),
    "deeper lists": "\n".join("    " * depth + "- a" for depth in range(500)),
    "numbers": "1. " * 2000,
    "admonitions": "\n".join("    " * depth + "!!! note\n" for depth in range(400)),
    "elements": "<div>" * 1000,
    "elements in a line": "a " + "<b>" * 300,
    "Markdown in HTML": "<div markdown=1>\n" * 400 + "a" + "\n</div>" * 400,
    "size": "word " * (LARGEST // 4),
    "line breaks": "a  \n" * 60_000,
    "escapes": r"\* " * 60_000,
    "code": "`a` " * 60_000,
    "entities": "&amp; " * 60_000,
    "emphasis": "**a** " * 60_000,
    "pictures in a paragraph": "![a](b) " * 60_000,
}
HARMLESS = {
    "links in a paragraph": "- [a](https://a.example/b_(c))\n" * (2 * MOST_OPEN),
    "formulas in a paragraph": r"so \(x_1\), " * (2 * MOST_OPEN),
    "many headings": "".join(f"# Part {number}\n" for number in range(MOST_HEADINGS // 3)),
    "comparisons": "a < b and " * (3 * MOST_OPEN),
    "a listing": "```\n" + "cout << a[i];\n" * (3 * MOST_OPEN) + "```",
    "a deep list": "\n".join("    " * depth + "- a" for depth in range(DEEPEST // 4)),
    "a long text": "Some words.\n\n" * 10_000,
    "a long paragraph": "It's *all* one. " + "Some words and more. " * 20_000,
    "a long list": "- A [link](https://a.example/) and *more*.\n" * 3_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_breaks_the_limits_is_refused_by_counts(body: str) -> None:
    with pytest.raises(TooComplexError):
        Renderer().document(body)


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS)
def test_what_people_write_is_within_the_limits(body: str) -> None:
    assert Renderer().document(body).blocks


def test_a_list_that_the_program_makes_may_be_as_long_as_the_archive() -> None:
    assert Renderer().html("Words.\n" * (LARGEST // 6)).startswith("<p>Words.")


def test_a_page_is_read_after_one_that_was_refused() -> None:
    renderer = Renderer()
    before = renderer.html("- One *word*\n\n[^1]: Note.")
    for body in HOSTILE.values():
        with pytest.raises(TooComplexError):
            renderer.document(body)
    assert renderer.html("- One *word*\n\n[^1]: Note.") == before


def test_a_page_that_cannot_be_rendered_is_one_problem_and_the_rest_is_built(tmp_path: Path) -> None:
    files = {
        "weeks/2023-03-26/a.md": page("Good", body="Words.\n"),
        "weeks/2023-03-26/b.md": page("Bad", body=HOSTILE["definitions"]),
        "weeks/2023-03-26/index.md": f"---\ntitle: T\n---\n{HOSTILE['brackets']}\n",
    }
    root = make_archive(tmp_path / "archive", files)
    problems = [problem for problem in build(root, tmp_path / "site").problems if "rendered" in problem.what]
    assert [problem.file for problem in problems] == [f"content/weeks/2023-03-26/{name}.md" for name in ("b", "index")]
    assert (tmp_path / "site/weeks/2023-03-26/a/index.html").is_file()
    assert not (tmp_path / "site/weeks/2023-03-26/b").exists()
    assert [problem for problem in check_content(root, load(root)) if "rendered" in problem.what] == problems


@pytest.mark.parametrize("file", ["mkdocs.yml", "site_templates/new/mkdocs.yml"])
def test_the_extensions_are_those_of_a_new_archive(file: str) -> None:
    assert read_extensions((PROJECT / file).read_text("utf-8")) == list(EXTENSIONS)


def test_extensions_are_read_from_plain_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGN", "%")
    text = "site_url: !ENV [X, '']\nmarkdown_extensions:\n  toc: {permalink: !ENV SIGN}\n  attr_list:\n"
    assert read_extensions(text) == [{"toc": {"permalink": "%"}}, {"attr_list": None}]
    assert ">%</a>" in Renderer(read_extensions(text)).html("# A")
    assert read_extensions("") == read_extensions("{") == read_extensions("[" * 100_000) == EXTENSIONS


@pytest.mark.parametrize("extension", ["no.such.extension", {"toc": {"nothing": 1}}, 3])
def test_an_extension_that_is_not_there_is_said_in_one_line(extension: str) -> None:
    with pytest.raises(UsageError, match=r"^mkdocs\.yml: .*: fix `markdown_extensions`$"):
        Renderer([extension]).html("a")


def test_a_defect_of_python_markdown_is_a_refusal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise IndexError

    renderer = Renderer()
    monkeypatch.setattr(Markdown, "convert", broken)
    with pytest.raises(TooComplexError, match="IndexError"):
        renderer.html("a")

"""The extensions of a ``mkdocs.yml`` are edited as a person would: one line, and no other byte."""

from __future__ import annotations

import pytest

from backissue.merge.extension_list import add, parse, remove, replace
from tests import effort

OLD, NEW, MORE = "generator.old", "backissue.new", "backissue.more"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- generator.old", "- backissue.new\n- backissue.more"),
        (
            "  - toc: {a: b} # c\n  - generator.old # ours\n",
            "  - toc: {a: b} # c\n  - backissue.new # ours\n  - backissue.more\n",
        ),
        ("  - generator.old\n\n# end\nnav: [a]\n", "  - backissue.new\n  - backissue.more\n\n# end\nnav: [a]\n"),
        ("  - 'generator.old'\n  - toc\n", "  - backissue.new\n  - backissue.more\n  - toc\n"),
        ("  - generator.old: {generic: true}\n", "  - backissue.new\n  - backissue.more\n"),
        ("  - {generator.old: {a: b}}\n", "  - backissue.new\n  - backissue.more\n"),
        (
            "  - generator.old:\n      a: b # c\n      d: [e,\n        f]\n  - toc\n",
            "  - backissue.new\n  - backissue.more\n  - toc\n",
        ),
        ("  - generator.old:\n  - toc\n", "  - backissue.new\n  - backissue.more\n  - toc\n"),
        ("  - generator.old\r\n  - toc\r\n", "  - backissue.new\r\n  - backissue.more\r\n  - toc\r\n"),
        (
            "  [toc, generator.old, {footnotes: {x: y}}]\n",
            "  [toc, backissue.new, backissue.more, {footnotes: {x: y}}]\n",
        ),
        ("  toc: {a: b}\n  generator.old: {}\n", "  toc: {a: b}\n  backissue.new: {}\n  backissue.more: {}\n"),
        ("  generator.old:\n  toc:\n    a: b\n", "  backissue.new: {}\n  backissue.more: {}\n  toc:\n    a: b\n"),
        (
            "  - e:\n      f: !!python/name:a.b\n  - generator.old\n",
            "  - e:\n      f: !!python/name:a.b\n  - backissue.new\n  - backissue.more\n",
        ),
    ],
)
def test_an_extension_is_replaced_and_another_added_below_it(before: str, after: str) -> None:
    head = "site_name: X # ours\nsite_url: !ENV [A, '']\nmarkdown_extensions:\n"
    text = add(replace(head + before, OLD, NEW), MORE, NEW)
    assert text == head + after
    assert [extension.name for extension in parse(text).extensions if "backissue" in extension.name] == [NEW, MORE]
    assert add(replace(text, OLD, NEW), MORE, NEW) == text


@pytest.mark.parametrize("last", ["- toc", "- toc:\n    a: b", "- toc: {a: b}", "- {toc: {a: b}}"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# comment\n", "\n\nplugins: []\n"])
def test_without_its_neighbour_an_extension_comes_last(last: str, end: str) -> None:
    head = "markdown_extensions:\n- attr_list\n"
    assert add(head + last + end, MORE, NEW) == f"{head}{last}\n- {MORE}{end}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "site_name: X\n",
        "markdown_extensions:\n",
        "markdown_extensions: []\n",
        "a: [\n",
        "- a\n",
        "[" * effort.of(100_000),
    ],
)
def test_where_there_is_no_list_nothing_changes(text: str) -> None:
    assert replace(text, OLD, NEW) == add(text, MORE, NEW) == remove(text, OLD) == text


def test_an_extension_is_removed_with_its_line() -> None:
    text = "markdown_extensions:\n  - toc\n  - generator.old:\n      a: b # c\n  - footnotes\n"
    assert remove(text, OLD) == "markdown_extensions:\n  - toc\n  - footnotes\n"

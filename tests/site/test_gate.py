"""What may stand in a page and what may not: ``tests/cases/safety`` lists both."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from backissue.site import engine
from backissue.site.gate import MOST_TOLD, examine
from tests.archives import CASES, PROJECT

Case = dict[str, str]


def cases(name: str) -> list[Case]:
    listed: list[Case] = yaml.safe_load((CASES / "safety" / f"{name}.yml").read_text("utf-8"))
    return listed


ATTACKS, HARMLESS = cases("attacks"), cases("harmless")


@cache
def converter() -> Markdown:
    """Markdown with the extensions of the project's own site."""
    config = engine.configure(PROJECT)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


@pytest.mark.parametrize("case", ATTACKS, ids=lambda case: case["name"])
def test_what_could_act_is_refused(case: Case) -> None:
    problems = examine(case["body"], "content/a.md", 1, converter().reset().convert).problems
    assert problems
    assert case["says"] in problems[0].what


@pytest.mark.parametrize("case", ATTACKS, ids=lambda case: case["name"])
def test_what_could_act_is_refused_amid_other_text(case: Case) -> None:
    body = f"# Title\n\nSome *words*.\n\n{case['body']}\n\nMore words."
    assert examine(body, "content/a.md", 1, converter().reset().convert).problems


@pytest.mark.parametrize("case", HARMLESS, ids=lambda case: case["name"])
def test_what_only_shows_passes(case: Case) -> None:
    assert examine(case["body"], "content/a.md", 1, converter().reset().convert).problems == ()


def test_a_problem_names_the_line_of_the_file() -> None:
    problems = examine("One.\n\nTwo <script>x</script>.\n", "content/a.md", 9, converter().reset().convert).problems
    assert [(problem.file, problem.line) for problem in problems] == [("content/a.md", 11)]


def test_every_offence_of_a_page_is_told() -> None:
    body = "<script>x</script>\n\n[a](javascript:x)\n\n*b*{ onclick=x }\n"
    assert [problem.line for problem in examine(body, "a.md", 1, converter().reset().convert).problems] == [1, 3, 5]


def test_relative_links_are_told_as_they_lead() -> None:
    body = "[a](../b%20c.md#d) [e](https://example.org) ![f](g.png) [h](#i) [j](//example.org)"
    assert examine(body, "a.md", 1, converter().reset().convert).links == ("../b c.md#d", "g.png")


@given(st.lists(st.sampled_from([*"<>[](){}=\"'`!#\n $&;:/-*", "script", "onclick", "javascript:", "a", "div"])))
def test_any_jumble_of_marks_is_judged_without_error(parts: list[str]) -> None:
    findings = examine("".join(parts), "a.md", 1, converter().reset().convert)
    assert all(problem.line >= 1 for problem in findings.problems)


def test_the_project_of_this_checkout_is_configured_as_its_site_is(tmp_path: Path) -> None:
    """The table above is worth nothing unless attribute lists and HTML with Markdown in it are switched on."""
    assert converter().convert("*a*{ .b }") == '<p><em class="b">a</em></p>'
    assert "<em>a</em>" in converter().convert('<div markdown="1">*a*</div>')


def test_of_very_many_offences_the_first_are_told() -> None:
    """Each is looked for in the whole text, which would take the square of its length."""
    body = "".join(f"<b data-{number}=1>a</b>\n\n" for number in range(5 * MOST_TOLD))
    assert len(examine(body, "content/a.md", 1, converter().reset().convert).problems) == MOST_TOLD

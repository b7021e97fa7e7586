"""What no line is broken within, in titles and in Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from backissue.prose.parse import Renderer, read
from backissue.prose.unbroken import CLASS, NAME, TOKEN, unbroken

ROOT = Path(__file__).parent.parent.parent
WHOLE = (
    *("GPT-4", "GPT-4o", "Qwen2.5-72B", "Llama 2", "Claude 3.5", "COVID-19", "2024-05-01", "top-1"),
    *("22–28 June", "22-28 June", "6 July", "22.–28. Juni", "6. Juli", "1990–95", "5–10 minutes", "Ёлка 2", "第-3"),  # noqa: RUF001 - a dash
)
BROKEN = (
    *("state-of-the-art", "Pneumonoultramicroscopicsilico-4", "https://a.org/gpt-4", "1-2-3-4-5-6-7-8", "a@b-2.org"),
    *("in 2023", "March 2023", "of 1,000", "x - 4", "2301.00001", "7-zip"),
)


@pytest.mark.parametrize("token", WHOLE)
def test_no_line_is_broken_within_a_name_with_its_number(token: str) -> None:
    assert [match[0] for match in TOKEN.finditer(f"we met {token}, at last ({token}) and {token}.")] == [token] * 3


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_longer_or_no_name_breaks_as_ever(text: str) -> None:
    assert unbroken(f"we met {text}, at last") is None


@pytest.mark.parametrize(
    "markdown",
    [
        "# On GPT-4\n\n*GPT-4* of **22-28\nJune**, GPT-3, [GPT-2](https://a.org/GPT-2) and GPT\\-1.\n\n- GPT-4 & GPT-5",
        "`GPT-4` is $GPT-4$, <https://a.org/x-4>\n\n    GPT-4\n\n## Llama 2\n\nOne[^1] GPT-4\n\n[^1]: GPT-4.",
    ],
)
def test_a_text_keeps_its_words_its_ids_and_its_code(markdown: str) -> None:
    plain = Markdown(extensions=["toc", "footnotes"])
    marked = Markdown(extensions=[NAME, "toc", "footnotes"])
    html, expected = marked.convert(markdown), plain.convert(markdown)
    assert f'<span class="{CLASS}">' in html
    assert html.replace(f'<span class="{CLASS}">', "").replace("</span>", "") == expected
    assert "<code><span" not in html
    assert (marked.toc_tokens, read(html).words()) == (plain.toc_tokens, read(expected).words())  # type: ignore[attr-defined]


def test_feeds_and_all_that_reads_a_page_have_the_text_without_it() -> None:
    assert Renderer().html("GPT-4") == "<p>GPT-4</p>"


@pytest.mark.parametrize("config", ["mkdocs.yml", "site_templates/new/mkdocs.yml"])
def test_an_archive_is_configured_so(config: str) -> None:
    assert f"\n  - {NAME}\n" in (ROOT / config).read_text("utf-8")

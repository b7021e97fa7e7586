"""The ids of headings: in every script of their words, and for Latin ones as Python-Markdown makes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.toc import slugify
from mkdocs.config import load_config

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.model import Item, Kind, Page
from backissue.prose.anchor_ids import is_of_theme, slug
from backissue.prose.parse import Renderer
from backissue.text import is_latin

ROOT = Path(__file__).parent.parent.parent
SCRIPTS = {
    "第一章": "第一章",
    "第二章: GPT-4": "第二章-gpt-4",
    "テスト": "テスト",
    "Глава первая": "глава-первая",
    "Πρώτη ενότητα": "πρώτη-ενότητα",
    "مرحبا بالعالم": "مرحبا-بالعالم",
    "हिन्दी समाचार": "हिन्दी-समाचार",
    "Đà Nẵng": "đà-nẵng",
    "Tiếng Việt": "tieng-viet",
    "Łódź & co": "łódź-co",
    "Café C++": "cafe-c",
    "🚀": "rocket",
    "🎉": "party-popper",
}
FIRST, LAST = ["backissue.prose.anchor_ids", "toc"], ["toc", "backissue.prose.anchor_ids"]


def ids(html: str) -> list[str]:
    return re.findall(r'<h\d id="([^"]*)"', html)


def headings(*texts: str) -> str:
    return "".join(f"## {text}\n\nWords.\n\n" for text in texts)


@pytest.mark.parametrize("extensions", [FIRST, LAST])
def test_headings_keep_the_letters_of_their_script(extensions: list[str]) -> None:
    markdown = Markdown(extensions=extensions)
    for _ in range(2):
        assert ids(markdown.reset().convert(headings(*SCRIPTS))) == list(SCRIPTS.values())


@given(st.text("aB1 éñÅ'\u2019-_.,:;!?()&+#🚀…", max_size=20).filter(is_latin))
def test_ids_of_latin_headings_are_those_of_python_markdown(text: str) -> None:
    assert slug(text) == slugify(text, "-") or not any(map(str.isalnum, text))


@pytest.mark.parametrize("config", ["mkdocs.yml", "site_templates/new/mkdocs.yml"])
def test_an_archive_is_configured_so(config: str) -> None:
    assert "\n  - backissue.prose.anchor_ids\n" in (ROOT / config).read_text("utf-8")


def test_the_sections_of_a_page_are_known_by_the_ids_that_the_site_gives_them() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    body = headings(*SCRIPTS)
    page = Page("weeks/2023-03-19/news.md", Item("transcript:news", Kind.TRANSCRIPT, "News", body=body))
    found = Archive(ArchiveConfig()).document(page).sections()
    assert [section.anchor for section in found] == ids(markdown.convert(body)) == list(SCRIPTS.values())


def test_a_section_above_moves_no_link_to_those_below() -> None:
    markdown = Markdown(extensions=LAST)
    below = headings("第一章", "🚀")
    assert ids(markdown.convert(headings("第零章", "🎉") + below))[2:] == ids(markdown.reset().convert(below))


@pytest.mark.parametrize(
    "title", ["__config", "bi-search", "__search", "__palette_1", "bi-search results", "bi-drawer"]
)
def test_a_heading_takes_no_id_of_the_theme(title: str) -> None:
    assert f'id="section-{title.replace(" ", "-")}"' in Renderer().html(f"## `{title}`")


@pytest.mark.parametrize(
    ("title", "expected"),
    [("__init__.py", "__init__py"), ("bi-weekly notes", "bi-weekly-notes"), ("¯\\_(ツ)_/¯", "_ツ_")],
)
def test_a_heading_that_only_begins_as_an_id_of_the_theme_keeps_its_own(title: str, expected: str) -> None:
    assert slug(title) == expected
    assert not is_of_theme(expected)


def test_every_id_of_the_templates_is_known_as_one_of_the_theme() -> None:
    files = [*(ROOT / "site_templates").rglob("*.html"), *(ROOT / "site_templates").rglob("*.md")]
    found = {name for file in files for name in re.findall(r'\bid="((?:bi-|__)[\w-]+)"', file.read_text("utf-8"))}
    assert "bi-search" in found
    assert [name for name in sorted(found) if not is_of_theme(name)] == []

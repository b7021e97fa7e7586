"""Some pages of many through MkDocs: what comes out is what MkDocs by itself makes of all of them."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.structure.files import File
from mkdocs.utils import meta

from backissue.site import engine, mkdocs_pages
from backissue.yaml_text import to_json
from tests.archives import snapshot

VALUES = st.recursive(
    st.text() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def made(root: Path, site: Path, pages: list[str]) -> dict[str, bytes]:
    engine.render_pages(root, root / "docs", site, pages, lambda _: None)
    return snapshot(site)


def test_pages_are_as_mkdocs_makes_them(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "315532800")
    config = engine.configure(built, tmp_path / "whole")
    config.strict = False
    mkdocs_build(config)
    whole = {name: data for name, data in snapshot(tmp_path / "whole").items() if name.endswith(".html")}
    pages = [path.relative_to(built / "docs").as_posix() for path in (built / "docs").rglob("*.md")]
    ours = made(built, tmp_path / "ours", sorted(set(pages) - {"README.md"}))
    assert {name: data for name, data in ours.items() if name.endswith(".html")} == whole


def test_a_page_by_itself_is_as_it_is_among_others(built: Path, tmp_path: Path) -> None:
    path = "weeks/2023-03-26/sparks"
    one = made(built, tmp_path / "one", [f"{path}.md"])
    other = made(built, tmp_path / "other", ["about.md", "weeks/2023-04-02/talk.md", f"{path}.md", "index.md"])
    assert one[f"{path}/index.html"] == other[f"{path}/index.html"]
    assert [name for name in one if name.endswith("index.html")] == [f"{path}/index.html"]


def test_files_that_nothing_asks_for_are_not_read(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    original = mkdocs_pages.Docs.append

    def append(self: mkdocs_pages.Docs, file: File) -> None:
        asked.append(file.src_uri)
        original(self, file)

    monkeypatch.setattr(mkdocs_pages.Docs, "append", append)
    made(built, tmp_path / "one", ["weeks/2023-03-26/sparks.md"])
    pages = {name for name in asked if name.endswith(".md")}
    assert "weeks/2023-03-26/sparks.md" in pages
    assert not [name for name in pages if name.startswith(("undated/", "weeks/2022"))]


def test_a_link_to_a_section_that_is_not_there_is_told(built: Path, tmp_path: Path) -> None:
    about = built / "docs/about.md"
    about.write_text(about.read_text("utf-8") + "\n[a](#gone) [b](numbers.md#lost) [c](none.md)\n", "utf-8")
    problems = engine.render_pages(built, built / "docs", tmp_path / "site", ["about.md", "numbers.md"], lambda _: None)
    assert {(problem.file, problem.what) for problem in problems} == {
        ("docs/about.md", "the link `#gone` leads to a section that is not there"),
        ("docs/about.md", "the link `numbers.md#lost` leads to a section that is not there"),
        ("docs/about.md", "the link `none.md` leads to 'none.md', which is not there"),
    }


def test_the_logger_of_mkdocs_is_left_as_it_was(built: Path, tmp_path: Path) -> None:
    before = [*logging.getLogger("mkdocs").handlers]
    made(built, tmp_path / "site", ["about.md"])
    assert logging.getLogger("mkdocs").handlers == before


NAMES = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda name: yaml.safe_load(name) == name)
"""What a head's keys are called: no word that YAML takes for a truth value."""


@given(st.dictionaries(NAMES, VALUES, min_size=1), st.text(max_size=30))
def test_front_matter_that_is_json_is_read_as_yaml_reads_it(head: dict[str, object], body: str) -> None:
    lines = "".join(f"{name}: {to_json(value)}\n" for name, value in head.items())
    source = f"---\n{lines}---\n\n{body}"
    assert mkdocs_pages.read_head(source) == meta.get_data(source)
    assert mkdocs_pages.read_head(source)[1] == json.loads(to_json(head))


@pytest.mark.parametrize("source", ["a: b\n\nc", "---\na: b\n---\nc", "---\na: [\n---\nc", "---\n", "", "a\n---\nb"])
def test_other_front_matter_is_read_as_mkdocs_reads_it(source: str) -> None:
    assert mkdocs_pages.read_head(source) == meta.get_data(source)

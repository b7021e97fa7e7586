"""Templates are compiled once a process, and the theme's files listed without its icons: nobody sees a difference."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from jinja2.ext import Extension
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from backissue.site import engine
from backissue.site.templating import COMPILED, ThemeLoader


def _environment(folder: Path) -> jinja2.Environment:
    return jinja2.Environment(loader=ThemeLoader([folder]), bytecode_cache=COMPILED)


def test_a_template_is_compiled_once_for_all_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text("{{ 1 + 1 }}", "utf-8")
    assert _environment(tmp_path).get_template("a.html").render() == "2"
    monkeypatch.delattr(jinja2.Environment, "compile")
    assert _environment(tmp_path).get_template("a.html").render() == "2"


def test_a_template_that_changed_is_compiled_again(tmp_path: Path) -> None:
    for text in ("before", "after"):
        (tmp_path / "a.html").write_text(text, "utf-8")
        assert _environment(tmp_path).get_template("a.html").render() == text


class _Loud(Extension):
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - as Jinja calls it
        return source.upper()


def test_an_extension_more_means_another_template(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("said", "utf-8")
    assert _environment(tmp_path).get_template("a.html").render() == "said"
    loud = _environment(tmp_path)
    loud.add_extension(_Loud)
    assert loud.get_template("a.html").render() == "SAID"


def test_mkdocs_finds_the_files_in_the_theme_that_it_finds_by_itself(toy: Path) -> None:
    (toy / "docs").mkdir()
    config = engine.configure(toy)
    ours, its = Files([]), Files([])
    ours.add_files_from_theme(config.theme.get_env(), config)
    its.add_files_from_theme(Theme.get_env(config.theme), config)
    assert [(file.src_uri, file.src_dir) for file in ours] == [(file.src_uri, file.src_dir) for file in its]
    assert len([*ours]) > 50


def test_a_folder_of_templates_that_is_missing_holds_none(tmp_path: Path) -> None:
    assert ThemeLoader([tmp_path / "none"]).list_templates() == []

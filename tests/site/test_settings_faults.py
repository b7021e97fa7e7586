"""What is wrong with ``mkdocs.yml`` is said of it, in its line, and ends with 1; so is what its plugins fail in."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from backissue.archive.load import load
from backissue.cli import main
from backissue.model import MachineError, Problem, SettingsError
from backissue.site import engine
from backissue.site.build import build
from backissue.site.check import check_content
from backissue.site.settings_faults import fault_of_plugin, line_of
from tests.archives import change

CORRECT = "correct the name, or remove the line"


def refused(root: Path) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        engine.configure(root, docs_dir=root / "content")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nav:\n", "nav: [\n", "a list that begins with `[` does not end with `]`"),
        ("  name: material", "\tname: material", "a tab in front of `name: material`"),
        ("docs_dir: docs", "docs_dirs: docs", "no setting is called `docs_dirs`: did you mean `docs_dir`?"),
        (
            "strict: true",
            "strict: true\nsocial: x",
            "no setting is called `social`: correct it, or put",
        ),
        ("plugins: []", "plugins: [nosuch]", '`plugins`: The "nosuch" plugin is not installed: install it'),
        ("name: material", "name: matrial", "Unrecognised theme name: 'matrial'"),
        ("name: material", "name: readthedocs", "the pages are made for Material, not for `readthedocs`: write"),
        (
            "  - footnotes\n",
            "  - footnots\n",
            "`markdown_extensions`: Failed to load extension 'footnots': correct",
        ),
    ],
)
def test_a_broken_configuration_is_said_to_be_that_in_its_line(toy: Path, old: str, new: str, said: str) -> None:
    text = (toy / "mkdocs.yml").read_text("utf-8")
    line = text.partition(old)[0].count("\n") + 1 + (1 if "social" in new else 0)
    change(toy / "mkdocs.yml", old, new)
    (problem,) = refused(toy)
    assert problem.startswith(f"mkdocs.yml:{line}: ")
    assert said in problem


def test_what_is_missing_or_not_utf_8_is_said_to_be_that(toy: Path) -> None:
    file = toy / "mkdocs.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("site_name:", "# "), "utf-8")
    assert refused(toy) == ['mkdocs.yml: `site_name` is missing: write `site_name: "…"` in a line of its own']
    file.write_bytes(b"site_name: A\n# caf\xe9\n")
    assert refused(toy) == ["mkdocs.yml:2: not UTF-8 at byte 18: save it as UTF-8"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_broken_configuration_ends_with_1(toy: Path, command: str) -> None:
    change(toy / "mkdocs.yml", "plugins: []", "plugins: {")
    result = CliRunner().invoke(main, ["--root", str(toy), command])
    assert result.exit_code == 1
    assert result.stderr.startswith("mkdocs.yml:")


def test_an_entry_of_the_navigation_without_a_page_is_one_of_the_configuration(toy: Path) -> None:
    """Also where the page is there and no reader sees it; what leads to other sites needs no page."""
    change(toy / "mkdocs.yml", "nav:\n", "nav:\n  - More: [nowhere.md, https://a.example/]\n")
    line = line_of((toy / "mkdocs.yml").read_text("utf-8"), "nav", "nowhere.md")
    expected = Problem("mkdocs.yml", line, "`nav` names `nowhere.md`, and the site has no such page", CORRECT)
    assert [*check_content(toy, load(toy))] == [expected]
    assert build(toy, toy / "site").problems == (expected,)
    change(toy / "mkdocs.yml", "nowhere.md", "hidden.md")
    (toy / "content/hidden.md").write_text("---\ntitle: A\ndraft: true\n---\n", "utf-8")
    (found,) = check_content(toy, load(toy))
    assert found.what == "`nav` names `hidden.md`, which is left out of the site"


def test_a_page_that_cannot_be_read_is_not_blamed_on_the_navigation(toy: Path) -> None:
    file = toy / "content/about.md"
    file.write_text(file.read_text("utf-8").removeprefix("---\n"), "utf-8")
    (found,) = check_content(toy, load(toy))
    assert found.file == "content/about.md"


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("mkdocs_afar")
    exec("class Afar:\n    def ask(self, error): raise error\n", module.__dict__)
    monkeypatch.setitem(sys.modules, "mkdocs_afar", module)
    return module


@pytest.mark.parametrize("error", [ConnectionRefusedError("refused"), TimeoutError("too late")])
def test_what_a_plugin_fails_in_for_want_of_the_network_is_the_machines(
    toy: Path, plugin: ModuleType, error: Exception
) -> None:
    found = _fault(toy, plugin, error)
    assert isinstance(found, MachineError)
    assert str(found) == (
        f"mkdocs.yml: the plugin `afar` needs the network and could not reach it ({error}): connect this machine, or "
        "remove it from `plugins`"
    )


def test_what_a_plugin_fails_in_otherwise_is_one_of_the_configuration(toy: Path, plugin: ModuleType) -> None:
    found = _fault(toy, plugin, KeyError("x"))
    assert str(found) == (
        "mkdocs.yml:27: the plugin `afar` failed (KeyError: 'x'): correct its settings, or remove it from `plugins`"
    )


def test_other_errors_are_no_plugins(toy: Path, plugin: ModuleType) -> None:
    assert fault_of_plugin(toy, {"afar": plugin.Afar()}, TimeoutError()) is None


def test_the_error_comes_out_of_another_process_as_it_was() -> None:
    error = SettingsError([Problem("mkdocs.yml", 1, "odd", "fix it")])
    assert str(pickle.loads(pickle.dumps(error))) == str(error) == "mkdocs.yml:1: odd: fix it"


def _fault(root: Path, plugin: ModuleType, error: Exception) -> Exception | None:
    one = plugin.Afar()
    try:
        one.ask(error)
    except type(error) as caught:
        return fault_of_plugin(root, {"afar": one}, caught)
    return None

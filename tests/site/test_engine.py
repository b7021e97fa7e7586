"""Rendering: only what changed, in any number of parts, and a failure leaves the site as it was."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from backissue.model import Shard, UsageError
from backissue.site import engine, mkdocs_pages, rendering
from backissue.site.build import build
from tests.archives import PNG, PROJECT, change, snapshot

PAGES = 38
"""Of the toy archive."""


def test_a_second_build_renders_and_writes_nothing(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()}
    report = build(built, built / "site")
    assert report.idle
    assert report.pages_rendered == 0
    after = {path: path.stat().st_mtime_ns for path in built.rglob("*") if path.is_file()}
    assert {path.name for path in after if before.get(path) != after[path]} <= {"lock", "store.sqlite"}


def edited(root: Path) -> set[str]:
    """The pages of the site that a build changes."""
    before = snapshot(root / "site")
    build(root, root / "site")
    after = snapshot(root / "site")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return {name for name in changed if name.endswith(".html")}


def test_an_edited_page_is_rendered_and_no_other(built: Path) -> None:
    change(built / "content/weeks/2023-03-26/sparks.md", "papers.md", "list.md")
    report = build(built, built / "site")
    assert report.pages_rendered == 1
    assert b"list.md" in (built / "site/weeks/2023-03-26/sparks/index.html").read_bytes()


def test_an_edit_that_lists_show_changes_these_lists_too_and_no_other_page(built: Path) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    week = "weeks/2023-03-26"
    lists = {f"{week}/index.html", "index.html", "papers/index.html", "topics/computation-and-language/index.html"}
    assert edited(built) == {f"{week}/link/index.html", *lists}


def test_a_removed_item_disappears(built: Path) -> None:
    (built / "content/weeks/2022-12-25/stars.md").unlink()
    report = build(built, built / "site")
    assert report.items == 8
    assert not (built / "docs/weeks/2022-12-25").exists()
    assert not (built / "site/weeks/2022-12-25").exists()
    assert not (built / "site/years/2022").exists()
    assert not [name for name, data in snapshot(built / "site").items() if b"5 * 3_" in data]


def test_a_changed_configuration_renders_every_page(built: Path) -> None:
    change(built / "mkdocs.yml", "site_name: Backissue\n", "site_name: Another name\n")
    report = build(built, built / "site")
    assert report.pages_rendered == PAGES
    assert b"Another name" in (built / "site/about/index.html").read_bytes()


def test_a_changed_theme_renders_every_page(built: Path) -> None:
    override = built / "site_templates/theme/partials/copyright.html"
    override.parent.mkdir()
    override.write_text("<p>Overridden</p>", "utf-8")
    assert build(built, built / "site").pages_rendered == PAGES


def test_an_archive_overrides_how_a_kind_of_page_looks(built: Path) -> None:
    override = built / "site_templates/theme/partials/pages/search.html"
    override.parent.mkdir(parents=True)
    override.write_text("<p>Seek in {{ page.meta.title }}</p>\n", "utf-8")
    build(built, built / "site")
    assert b"Seek in Search" in (built / "site/search/index.html").read_bytes()


def test_a_template_of_pages_as_earlier_versions_had_them_is_a_hint(built: Path) -> None:
    (built / "site_templates/pages").mkdir()
    (built / "site_templates/pages/home.md").write_text("{{ no_such_thing }}", "utf-8")
    (hint,) = build(built, built / "site").problems
    assert hint.is_hint
    assert str(hint).startswith("site_templates/pages/home.md: hint: nothing reads this template any more: copy its")


def test_a_page_that_was_tampered_with_is_rendered_again(built: Path) -> None:
    page = built / "site/about/index.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:500])
    assert build(built, built / "site").pages_rendered == 1
    assert page.read_bytes() == whole


def test_a_stranger_in_the_site_is_removed(built: Path) -> None:
    (built / "site/stray/deep").mkdir(parents=True)
    (built / "site/stray/deep/index.html").write_text("gone from the archive long ago", "utf-8")
    assert build(built, built / "site").site_removed == 1
    assert not (built / "site/stray").exists()


def test_a_lost_asset_comes_back(built: Path) -> None:
    (built / "site/assets/logo.svg").unlink()
    assert build(built, built / "site").site_written == 1
    assert (built / "site/assets/logo.svg").is_file()


def test_deleted_results_come_back_byte_for_byte(built: Path) -> None:
    before = snapshot(built / "docs"), snapshot(built / "site")
    shutil.rmtree(built / "docs")
    shutil.rmtree(built / "site")
    build(built, built / "site")
    assert snapshot(built / "docs") == before[0]
    assert snapshot(built / "site") == before[1]


def test_parts_put_together_are_the_whole(toy: Path, once_built: Path, tmp_path: Path) -> None:
    together = tmp_path / "together"
    rendered = 0
    for number in (1, 2, 3, 4):
        machine = tmp_path / f"machine-{number}"
        shutil.copytree(toy, machine)
        part = tmp_path / f"part-{number}"
        report = build(machine, part, shard=Shard(number, 4))
        rendered += report.pages_rendered
        assert report.index_written == 0
        shutil.copytree(part, together, dirs_exist_ok=True)
    assert rendered == PAGES
    assert build(toy, together).pages_rendered == 0
    assert snapshot(together) == snapshot(once_built / "site")


@pytest.mark.parametrize("of", [2, 7])
def test_every_page_belongs_to_one_part(once_built: Path, of: int) -> None:
    for name in snapshot(once_built / "docs"):
        assert sum(Shard(number, of).holds(name) for number in range(1, of + 1)) == 1


@pytest.mark.slow
def test_two_processes_make_what_one_makes(toy: Path, once_built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SOLITARY", 2)
    seen: list[int] = []
    report = build(
        toy, toy / "site", 2, progress=lambda step, done, _of: seen.append(done * (step == "Rendering pages"))
    )
    assert report.problems == ()
    assert max(seen) == PAGES
    assert snapshot(toy / "site") == snapshot(once_built / "site")


def test_a_failed_render_leaves_the_site_as_it_was(built: Path) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    before = snapshot(built / "site")
    (built / "site_templates/theme/main.html").write_text("{% broken %}", "utf-8")
    with pytest.raises(UsageError, match=r"main\.html:1: Encountered unknown tag 'broken'\.: fix the template"):
        build(built, built / "site")
    assert snapshot(built / "site") == before


def test_a_render_that_is_killed_leaves_the_site_as_it_was(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(built / "content/weeks/2023-03-26/sparks.md", "papers.md", "list.md")
    before = snapshot(built / "site")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(mkdocs_pages, "build", killed)
    with pytest.raises(KeyboardInterrupt):
        build(built, built / "site")
    assert snapshot(built / "site") == before
    monkeypatch.undo()
    assert build(built, built / "site").pages_rendered == 1


def test_a_warning_is_told_again_until_it_is_mended(built: Path) -> None:
    page = built / "content/about.md"
    change(page, "weeks/2022-12-25/index.md", "nowhere.md")
    first, second = build(built, built / "site"), build(built, built / "site")
    assert "nowhere.md" in str(first.problems)
    assert first.problems == second.problems
    change(page, "nowhere.md", "weeks/index.md")
    assert build(built, built / "site").problems == ()


def test_a_configuration_that_mkdocs_refuses_is_a_wrong_use(toy: Path) -> None:
    change(toy / "mkdocs.yml", "name: material", "name: no-such-theme")
    with pytest.raises(UsageError, match=r"mkdocs\.yml"):
        engine.configure(toy)


def test_a_folder_without_configuration_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no mkdocs\.yml"):
        engine.configure(tmp_path)
    assert not (tmp_path / "docs").exists()


def test_a_finished_page_tells_what_it_was_made_from(once_built: Path, tmp_path: Path) -> None:
    assert len(rendering.mark_of(once_built / "site/index.html")) == 32
    (tmp_path / "short.html").write_text("x", "utf-8")
    assert rendering.mark_of(tmp_path / "short.html") == ""
    assert rendering.mark_of(tmp_path / "missing.html") == ""


def test_a_changed_picture_reaches_the_site_though_no_page_changed(built: Path) -> None:
    picture = built / "content/weeks/2023-03-26/figure.png"
    picture.write_bytes(PNG + b"before")
    build(built, built / "site")
    picture.write_bytes(PNG + b"after")
    report = build(built, built / "site")
    assert (report.pages_rendered, report.site_written) == (0, 1)
    assert (built / "site/weeks/2023-03-26/figure.png").read_bytes() == PNG + b"after"


def test_only_the_engine_knows_mkdocs() -> None:
    modules = (PROJECT / "generator/backissue").rglob("*.py")
    assert {
        path.name for path in modules if re.search(r"^(?:from|import) mkdocs", path.read_text("utf-8"), re.MULTILINE)
    } == {"engine.py", "mkdocs_pages.py"}

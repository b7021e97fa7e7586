"""What people keep in ``docs/``, as MkDocs has it, is never deleted; its place is named, and an upgrade moves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue.archive.load import load
from backissue.cli import main
from backissue.site.build import build
from backissue.site.check import check_content
from tests.archives import PNG, change, snapshot


def call(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words], catch_exceptions=False)


def told(root: Path) -> list[tuple[str, str]]:
    return [(problem.file, problem.what) for problem in check_content(root, load(root))]


WHAT = "a file of your own, where each build makes all anew"
OWN = [("docs/css/own.css", WHAT), ("docs/css/own.woff2", WHAT), ("docs/img/sign.png", WHAT)]


@pytest.fixture
def root(toy: Path) -> Path:
    """A built archive with a style sheet, the font that it asks for, and a logo, as MkDocs has them."""
    build(toy, toy / "site")
    for name, data in {"css/own.css": b"p {}", "css/own.woff2": b"wOF2", "img/sign.png": PNG, "old.png": PNG}.items():
        (toy / "docs" / name).parent.mkdir(exist_ok=True)
        (toy / "docs" / name).write_bytes(data)
    change(toy / "mkdocs.yml", "  logo: assets/logo.svg", "  logo: img/sign.png")
    change(toy / "mkdocs.yml", "plugins: []", "plugins: []\nextra_css: [css/own.css] # mine\n")
    return toy


def test_a_build_leaves_them_and_names_their_place(root: Path) -> None:
    """What an earlier build may have made of pictures in content/ still goes."""
    found = build(root, root / "site").problems
    assert [(problem.file, problem.what) for problem in found] == OWN
    assert "which moves it to site_templates/theme/assets/css/own.css and names it so in mkdocs.yml" in found[0].remedy
    assert (root / "docs/css/own.css").is_file()
    assert (root / "site/css/own.css").is_file()
    assert not (root / "docs/old.png").exists()


def test_a_check_finds_them(root: Path) -> None:
    assert told(root) == OWN
    assert call(root, "check").exit_code == 1


def test_a_check_that_found_nothing_finds_one_that_came_since(root: Path) -> None:
    sheet = (root / "docs/css/own.css").read_bytes()
    (root / "content/css").mkdir()
    (root / "docs/css/own.css").unlink()
    assert "mkdocs.yml" in call(root, "check").stderr
    (root / "docs/css/own.css").write_bytes(sheet)
    assert "docs/css/own.css" in call(root, "check").stderr


def test_an_upgrade_moves_what_the_settings_name_and_names_it_anew(root: Path) -> None:
    result = call(root, "upgrade", "--yes")
    assert "docs/css/own.css: moved to site_templates/theme/assets/css/own.css" in result.stdout
    place = root / "site_templates/theme/assets"
    assert snapshot(place) == {"css/own.css": b"p {}", "css/own.woff2": b"wOF2", "img/sign.png": PNG}
    text = (root / "mkdocs.yml").read_text("utf-8")
    assert "extra_css: [assets/css/own.css] # mine" in text
    assert "  logo: assets/img/sign.png" in text
    assert told(root) == []
    assert not (root / "docs/img/sign.png").exists()
    build(root, root / "site")
    assert (root / "site/assets/css/own.css").read_bytes() == b"p {}"


def test_another_file_in_its_place_stays(root: Path) -> None:
    place = root / "site_templates/theme/assets/css/own.css"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"other")
    call(root, "upgrade", "--yes")
    assert place.read_bytes() == b"other"
    assert (root / "docs/css/own.css").read_bytes() == b"p {}"


def test_a_file_that_is_nowhere_is_a_problem_of_the_settings(toy: Path) -> None:
    change(toy / "mkdocs.yml", "plugins: []", "plugins: []\nextra_css: [css/own.css, https://a.example/b.css]\n")
    (found,) = check_content(toy, load(toy))
    assert (found.file, found.line, found.what) == ("mkdocs.yml", 28, "`css/own.css` is named and not there")
    assert "put it at site_templates/theme/assets/css/own.css, and name it assets/css/own.css here" in found.remedy


def test_a_picture_of_content_may_be_the_logo(toy: Path) -> None:
    (toy / "content/sign.png").write_bytes(PNG)
    change(toy / "mkdocs.yml", "  logo: assets/logo.svg", "  logo: sign.png")
    assert build(toy, toy / "site").problems == ()
    assert told(toy) == []

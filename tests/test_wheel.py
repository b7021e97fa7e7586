"""The wheel brings one package with all that it needs, and works where no checkout is near."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.archives import PROJECT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(PROJECT))
    (made,) = folder.glob("*.whl")
    return made


def pip(command: str, *arguments: str) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", command, "--no-deps", "--no-index"]
    subprocess.run([*pip, *arguments], check=True)


def test_it_brings_one_package_and_nothing_beside_it(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"backissue"}
    for part in ("pages", "theme", "new"):
        there = {path.relative_to(PROJECT).as_posix() for path in PROJECT.glob(f"site_templates/{part}/**/*.*")}
        assert {name.removeprefix("backissue/") for name in names} >= there


def test_an_archive_far_from_any_checkout_is_made_built_and_checked(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    pip("install", "--target", str(place), str(wheel))
    environment = {**os.environ, "PYTHONPATH": str(place)}

    def backissue(*arguments: str) -> str:
        command = [sys.executable, "-P", "-m", "backissue", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = [sys.executable, "-P", "-c", "import backissue; print(backissue.__file__)"]
    assert subprocess.check_output(where, cwd=tmp_path, env=environment, text=True).startswith(str(place))
    backissue("new", "paper-trail")
    for command in ("import", "build", "check"):
        backissue("--root", "paper-trail", command)
    assert "Paper trail" in (tmp_path / "paper-trail/site/index.html").read_text("utf-8")

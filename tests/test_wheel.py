"""The wheel brings one package with all that it needs, and works where no checkout is near."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from backissue import __version__, own_wheel
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
    for part in ("theme", "new"):
        there = {path.relative_to(PROJECT).as_posix() for path in PROJECT.glob(f"site_templates/{part}/**/*.*")}
        assert {name.removeprefix("backissue/") for name in names} >= there


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package installed in it, and nothing that it needs."""
    place = tmp_path_factory.mktemp("installed")
    pip("install", "--target", str(place), str(wheel))
    return place


def backissue(installed: Path, folder: Path, *arguments: str) -> str:
    """Run the installed program in a folder, and return what it printed."""
    command = [sys.executable, "-P", "-m", "backissue", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def contents(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel but the list of them."""
    archive = ZipFile(wheel)
    return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/RECORD")}


def test_an_archive_far_from_any_checkout_is_made_built_and_checked(installed: Path, tmp_path: Path) -> None:
    where = [sys.executable, "-P", "-c", "import backissue; print(backissue.__file__)"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    assert subprocess.check_output(where, cwd=tmp_path, env=environment, text=True).startswith(str(installed))
    backissue(installed, tmp_path, "new", "paper-trail")
    for command in ("import", "build", "check"):
        backissue(installed, tmp_path, "--root", "paper-trail", command)
    assert "Paper trail" in (tmp_path / "paper-trail/site/index.html").read_text("utf-8")


def test_an_installed_program_puts_its_own_wheel_into_an_archive(installed: Path, wheel: Path, tmp_path: Path) -> None:
    backissue(installed, tmp_path, "new", "a")
    (made,) = (tmp_path / "a/wheels").iterdir()
    assert made.name == wheel.name
    assert contents(made) == contents(wheel)
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    assert f"backissue=={__version__} --hash=sha256:{digest}\n" in (tmp_path / "a/requirements.txt").read_text("utf-8")


def test_that_wheel_installs_a_program_that_makes_the_same_again(installed: Path, tmp_path: Path) -> None:
    backissue(installed, tmp_path, "new", "a")
    (first,) = (tmp_path / "a/wheels").iterdir()
    pip("install", "--target", str(tmp_path / "again"), str(first))
    backissue(tmp_path / "again", tmp_path, "new", "b")
    assert (tmp_path / "b/wheels" / first.name).read_bytes() == first.read_bytes()


def test_a_checkout_makes_the_wheel_that_its_build_backend_makes(wheel: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.whl"
    made.write_bytes(own_wheel.build_wheel().data)
    metadata = f"backissue-{__version__}.dist-info/METADATA"  # it may have been installed before the last edit of it
    assert contents(made) | {metadata: b""} == contents(wheel) | {metadata: b""}


def test_a_program_that_was_changed_after_it_was_installed_is_not_passed_on(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    pip("install", "--target", str(place), str(wheel))
    with (place / "backissue/globs.py").open("a") as file:
        file.write("# mine\n")
    command = [sys.executable, "-P", "-m", "backissue", "new", "a"]
    environment = {**os.environ, "PYTHONPATH": str(place)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "backissue/globs.py was changed after that: install it again with pip" in done.stderr
    assert not (tmp_path / "a").exists()

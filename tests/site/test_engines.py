"""Another engine than MkDocs renders ``docs/`` too, so that the end of one ends no archive."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backissue.site.build import build
from tests import effort
from tests.archives import PROJECT, make_toy, snapshot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(effort.EFFORT != "all", reason="installs an engine from a package index"),
]
PROPERDOCS = "properdocs==1.6.7"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built archive that has the theme in it, as an engine by itself looks for it there."""
    root = make_toy(tmp_path_factory.mktemp("engines") / "toy")
    build(root, root / "site")
    shutil.rmtree(root / "site_templates")
    shutil.copytree(PROJECT / "site_templates", root / "site_templates")
    return root


@pytest.fixture(scope="module")
def properdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ProperDocs, for a machine whose package index has it."""
    folder = tmp_path_factory.mktemp("properdocs")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps"]
    done = subprocess.run([*pip, "--only-binary=:all:", "--target", str(folder), PROPERDOCS], check=False)
    if done.returncode:
        pytest.skip(f"{PROPERDOCS} cannot be installed here")
    return folder


def rendered(archive: Path, engine: str, folder: Path | None = None) -> dict[str, bytes]:
    """Every file of the site that an engine makes of ``docs/``."""
    place = archive.parent / engine
    day = {"SOURCE_DATE_EPOCH": "315532800", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", engine, "build", "--quiet", "--site-dir", str(place)]
    found = {"PYTHONPATH": str(folder)} if folder else {}
    done = subprocess.run(
        command, cwd=archive, env=os.environ | day | found, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return snapshot(place)


def test_properdocs_makes_the_bytes_that_mkdocs_makes(archive: Path, properdocs: Path) -> None:
    made = rendered(archive, "mkdocs")
    assert "weeks/2023-03-26/sparks/index.html" in made
    assert rendered(archive, "properdocs", properdocs) == made

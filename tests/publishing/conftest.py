"""The toy archive, fresh for each test that asks for it: as it is, or with its site built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.publishing.build import build
from tests.archives import make_toy


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """The toy archive, not built yet."""
    return make_toy(tmp_path / "toy")


@pytest.fixture(scope="session")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy archive with its site, built once a session. Only to be read."""
    root = make_toy(tmp_path_factory.mktemp("built") / "toy")
    assert build(root, root / "site").problems == ()
    return root


@pytest.fixture
def built(once_built: Path, tmp_path: Path) -> Path:
    """The toy archive with its site, to be changed at will."""
    return Path(shutil.copytree(once_built, tmp_path / "built"))

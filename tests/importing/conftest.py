"""What tests of the import share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.tables import make_table, row, run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of one table with two papers, imported."""
    make_table(tmp_path, row(1), row(2, "Other"))
    run(tmp_path)
    return tmp_path

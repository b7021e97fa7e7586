"""A site near the limit of GitHub Pages is reported before it is refused there."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.site import size
from backissue.site.build import build


def site_of(folder: Path, total: int) -> Path:
    """Return a site of that many bytes in two files, which take no room on the disk."""
    for name in ("index.html", "weeks/index.html"):
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as hole:
            hole.truncate(total // 2)
    return folder / "site"


@pytest.mark.parametrize("total", [0, 799_999_998])
def test_a_site_with_room_to_grow_is_not_reported(tmp_path: Path, total: int) -> None:
    assert not list(size.find_excess(site_of(tmp_path, total)))


@pytest.mark.parametrize("total", [800_000_000, 2_000_000_000])
def test_from_80_percent_of_the_limit_a_hint_says_how_large_the_site_is(tmp_path: Path, total: int) -> None:
    (found,) = size.find_excess(site_of(tmp_path, total))
    assert found.is_hint
    assert f"{total // 1_000_000:,} MB" in found.what


def test_a_build_reports_it(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "NEAR", 1000)
    report = build(built, built / "site")
    assert [problem.file for problem in report.problems if problem.is_hint] == ["site"]

"""Many sources are read in several processes, and nobody can tell from what comes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from backissue.archive.config import read_config
from backissue.sources import read
from backissue.sources.read import SourceReading, read_sources
from tests.archives import make_archive


def readings(root: Path) -> tuple[list[SourceReading], list[str]]:
    """What is read of an archive's sources, and the names as they are reported."""
    said: list[str] = []
    return list(read_sources(root, read_config(root)[0].sources, progress=said.append)), said


def test_what_several_processes_read_is_what_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "| Date | Title | Link |\n|---|---|---|\n| 2023-03-26 | Paper {0} | https://arxiv.org/abs/2303.{0:05} |\n"
    files = {f"sources/{number}.md": rows.format(number) for number in range(7)}
    files |= {"sources/talk.txt": "Ada: Hello there.\nBob: Hello Ada, how are you?\n" * 20, "sources/empty.md": ""}
    names = [*(f"{number}.md" for number in range(7)), "talk.txt", "empty.md", "missing.md"]
    root = make_archive(tmp_path, files, "".join(f"  - file: {name}\n" for name in names))
    alone = readings(root)
    monkeypatch.setattr(read, "SHARE", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert readings(root) == alone
    assert [reading.report.file for reading in alone[0]] == alone[1] == names


def test_few_sources_start_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_archive(tmp_path, {"sources/a.md": "# A\n\nWords.\n"}, "  - file: a.md\n")
    monkeypatch.setattr(read, "ProcessPoolExecutor", None)
    assert len(readings(root)[0]) == 1

"""Talks are cut at the phrases that ``archive.yml`` names, and again when it names others."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from backissue import cli
from tests.archives import CASES, make_archive

FUNK = (CASES / "readers/transcript/own-cues/input.txt").read_text("utf-8")
ALL = [
    "Der alten Mühle am Rathaus",
    "Den Bienen am Bahndamm",
    "Dem Nachtschiff zu den Inseln",
    "Dem Kranmuseum im Hafen",
    "Die Straßenbahn, die am Samstag gestohlen wurde",
]


def sections(root: Path, config: str) -> list[str]:
    """The sections of the archive's one page after an import with this ``archive.yml``."""
    (root / "content/archive.yml").write_text(config, "utf-8")
    assert CliRunner().invoke(cli.main, ["--root", str(root), "import"], catch_exceptions=False).exit_code == 0
    (page,) = (root / "content/undated").glob("*.md")
    return re.findall(r"^## (.*)", page.read_text("utf-8"), re.MULTILINE)


def test_an_import_cuts_talks_again_when_the_phrases_change(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"sources/funk.txt": FUNK})
    listed = "sources:\n  - file: funk.txt\n"
    assert sections(root, listed) == []
    assert sections(root, f"cues: weiter geht es mit\n{listed}") == ALL[:-1]
    assert sections(root, f"cues: weiter geht es mit\n{listed}    cues: [Zum Schluss noch]\n") == ALL
    assert sections(root, listed) == []

"""Which names talks seem to have heard wrongly, told from words that are names of their own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from backissue.archive.archive import Archive
from backissue.archive.config import ArchiveConfig
from backissue.archive.corrections import corrected
from backissue.archive.load import load
from backissue.archive.misheard import misheard
from backissue.cli import main
from backissue.model import Item, Kind, NameRule, Page
from tests.archives import make_archive
from tests.archives import page as page_text

PAPERS = [
    Item("paper:r1", Kind.PAPER, "DeepHeron-R1: Birds in Reeds", people=("Yannic Kilcher",), body="By Mira Foster.\n"),
    Item("paper:g", Kind.PAPER, "GLIGEN: Grounded Pictures", topics=("Ornithology",), body="Of birds.\n"),
]


def archive(said: str, names: tuple[NameRule, ...] = ()) -> Archive:
    talk = Item("transcript:talk", Kind.TRANSCRIPT, "Talk", date=date(2024, 3, 12), body=f"{said}\n")
    pages = tuple(Page(f"undated/{item.id.replace(':', '-')}.md", item) for item in (*PAPERS, talk))
    return Archive(ArchiveConfig(names=names), pages)


@pytest.mark.parametrize(
    ("said", "heard", "meant"),
    [
        ("This is Janek Kilcher, hello.", "Janek", "Yannic"),
        ("Here Yannic Kilsher says hello.", "Kilsher", "Kilcher"),
        ("They use deep heron r one here.", "deep heron r one", "DeepHeron-R1"),
        ("They use Deep Heron R1 here.", "Deep Heron R1", "DeepHeron-R1"),
        ("The last is Gilgen, they say.", "Gilgen", "GLIGEN"),
        ("In all of Ornitology that is new.", "Ornitology", "Ornithology"),
    ],
)
def test_what_sounds_like_a_name_and_is_none_is_suggested(said: str, heard: str, meant: str) -> None:
    (found,) = misheard(archive(said))
    assert (found.meant, found.heard, found.place.path) == (meant, ((heard, 1),), "undated/transcript-talk.md")
    assert heard in found.place.context


@pytest.mark.parametrize(
    "said",
    [
        "This is Yannic Kilcher, hello.",
        "They use DeepHeron-R1 and GLIGEN here.",
        "Then Mira spoke of a gilgen and of deep water.",
        "Mark Kilcher is another, and Foster too.",
        "On Monday we met in March.",
    ],
)
def test_names_as_they_are_written_and_other_words_are_not(said: str) -> None:
    assert misheard(archive(said)) == ()


def test_spellings_are_counted_and_what_is_put_right_already_is_left_out() -> None:
    said = "So Janek Kilcher. And Yanick Kilcher. And Janek Kilcher again."
    (found,) = misheard(archive(said))
    assert (found.heard, found.times) == ((("Janek", 2), ("Yanick", 1)), 3)
    rule = NameRule(("Janek", "Yanick"), "Yannic")
    assert misheard(corrected(archive(said, (rule,)))) == ()


def test_the_command_prints_lines_that_archive_yml_takes_and_changes_nothing(tmp_path: Path) -> None:
    talk = page_text("Talk", body="Deep Heron R1 is out.\n", kind="transcript", id='"transcript:talk"')
    paper = page_text("DeepHeron-R1: Birds", kind="paper", id='"paper:r1"')
    root = make_archive(tmp_path, {"weeks/2023-03-26/talk.md": talk, "weeks/2023-03-26/paper.md": paper})
    config = root / "content" / "archive.yml"
    before = config.read_text("utf-8")
    printed = CliRunner().invoke(main, ["--root", str(root), "names"])
    assert (printed.exit_code, config.read_text("utf-8")) == (0, before)
    assert "  # once; content/weeks/2023-03-26/talk.md: Deep Heron R1 is out." in printed.output
    config.write_text(f"{before.rstrip()}\n{printed.output}", "utf-8")
    assert [(rule.heard, rule.meant) for rule in load(root).config.names] == [(("Deep Heron R1",), "DeepHeron-R1")]
    assert "No name" in CliRunner().invoke(main, ["--root", str(root), "names"]).output
    assert json.loads(CliRunner().invoke(main, ["--root", str(root), "names", "--format", "json"]).output) == {
        "names": []
    }

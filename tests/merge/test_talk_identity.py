"""Talks and issues are known by their files: equal openings, titles and addresses make no two texts one."""

from __future__ import annotations

from pathlib import Path

from backissue.merge.importer import plan
from tests.archives import make_archive
from tests.tables import run

EPISODE = "WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome to the programme.\n\n00:02.000 --> 00:04.000\nToday: {}.\n"
LETTER = "---\ntitle: The letter\nurl: https://letter.example.org/\n---\n## One\n\n{}\n\n## Two\n\nMore.\n"


def grow(root: Path, files: dict[str, str]) -> None:
    """Write these files as all the sources of an archive, in their order, and import them."""
    listed = "".join(f"  - file: {name}\n" for name in files)
    make_archive(root, {f"sources/{name}": text for name, text in files.items()}, listed)
    run(root)


def ids(root: Path) -> dict[str, str]:
    """The ids of all pages, by the files that they come from."""
    pages = [page.read_text("utf-8").splitlines() for page in sorted((root / "content").glob("undated/*.md"))]
    found = {}
    for lines in pages:
        facts = dict(line.split(": ", 1) for line in lines if ": " in line)
        found[facts["source"].split("file: ")[1].split(",")[0].rstrip("}")] = facts["id"].strip('"')
    return found


def test_episodes_with_the_same_greeting_are_as_many_items_called_as_their_files(tmp_path: Path) -> None:
    grow(tmp_path, {f"episode-{number}.vtt": EPISODE.format(number) for number in range(3)})
    assert ids(tmp_path) == {f"episode-{n}.vtt": f"transcript:episode-{n}:undated" for n in range(3)}


def test_letters_with_one_title_and_address_are_as_many_items_and_keep_their_ids(tmp_path: Path) -> None:
    grow(tmp_path, {"b.md": LETTER.format("Blue."), "c.md": LETTER.format("Cyan.")})
    before = ids(tmp_path)
    assert before["b.md"] == "https://letter.example.org/"
    assert len(set(before.values())) == 2
    grow(tmp_path, {"a.md": LETTER.format("Amber."), "c.md": LETTER.format("Cyan."), "b.md": LETTER.format("Blue.")})
    after = ids(tmp_path)
    assert {name: after[name] for name in before} == before
    assert len(set(after.values())) == 3


def test_the_same_text_in_two_files_is_reported_and_taken_once(tmp_path: Path) -> None:
    grow(tmp_path, {"b.md": LETTER.format("Blue."), "c.md": LETTER.format("Blue.")})
    assert list(ids(tmp_path)) == ["b.md"]
    assert any("the same item" in problem.what for problem in plan(tmp_path).problems)


def test_entries_of_a_feed_with_one_title_and_no_address_are_as_many_items(tmp_path: Path) -> None:
    entries = "".join(f"<item><title>News</title><description>{text}</description></item>" for text in "ABC")
    grow(tmp_path, {"feed.xml": f'<rss version="2.0"><channel><title>F</title>{entries}</channel></rss>'})
    changes = plan(tmp_path)
    assert {change.fate for change in changes.changes} == {"same"}
    assert len({change.id for change in changes.changes}) == 3

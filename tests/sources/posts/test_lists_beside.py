"""What a list says of files beside it is true of these: title, day, people, recording, and who may see them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from backissue.merge import importer
from backissue.model import Kind, Link
from backissue.sources.posts.lists_beside import read_lists
from tests.effort import of
from tests.sources.posts.test_posts_beside import archive_of, items

MUD = "Mud is a record of slow time, and we took three cores.\n\nThe first one comes from the bay.\n"
ICE = "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nIce makes sound when it moves.\n"
ENTRIES = [
    {"title": "Measuring mud", "date": "2023-11-02", "people": ["Olu Ade"], "url": "https://vimeo.com/900000001"},
    {"title": "Listening to ice", "date": "2023-11-09", "people": ["Sara Lund", "Erik Moe"]},
]
NAMED = [{**ENTRIES[0], "file": "mud.txt"}, {**ENTRIES[1], "file": "./t/ice.vtt"}]
ROWS = """title,date,people,video,transcript
Measuring mud,2023-11-02,Olu Ade,https://vimeo.com/900000001,mud{0}
"Listening to ice",2023-11-09,"Sara Lund; Erik Moe",,{1}
"""
YAML = """- title: Measuring mud
  date: 2023-11-02
  speaker: Olu Ade
  video: https://vimeo.com/900000001
  file: mud.txt
- title: Listening to ice
  date: 2023-11-09
  speakers:
    - Sara Lund
    - Erik Moe
  file: ice.vtt
"""
LISTS = {
    "episodes.json": json.dumps(NAMED),
    "all.json": json.dumps({"about": "Talks", "episodes": NAMED}),
    "by-name.json": json.dumps({"mud.txt": ENTRIES[0], "t/ice.vtt": ENTRIES[1]}),
    "talks.jsonl": "".join(f"{json.dumps(entry)}\n" for entry in NAMED),
    "talks.csv": ROWS.format(".txt", "t/ice.vtt"),
    "stems.csv": ROWS.format("", "ice"),
    "talks.yml": YAML,
    "fenced.yaml": f"---\n{YAML}",
    "titled.json": json.dumps({"title": "Talks of the bay", "episodes": NAMED}),
    "addresses.json": json.dumps([{**ENTRIES[0], "transcript": "https://t.example.org/a/mud.txt"}, NAMED[1]]),
}


@pytest.mark.parametrize(("name", "text"), LISTS.items(), ids=LISTS)
def test_a_list_says_of_each_file_that_it_names_what_it_is(name: str, text: str, tmp_path: Path) -> None:
    found = items(archive_of(tmp_path, {f"a/{name}": text, "a/mud.txt": MUD, "a/t/ice.vtt": ICE}))
    assert found.keys() == {"a/mud.txt", "a/t/ice.vtt"}
    mud, ice = found["a/mud.txt"], found["a/t/ice.vtt"]
    assert (mud.title, mud.date, mud.people) == ("Measuring mud", date(2023, 11, 2), ("Olu Ade",))
    assert (mud.kind, mud.links) == (Kind.TRANSCRIPT, (Link("Video", "https://vimeo.com/900000001"),))
    assert (ice.title, ice.date, ice.people) == ("Listening to ice", date(2023, 11, 9), ("Sara Lund", "Erik Moe"))


@pytest.mark.parametrize("name", ["metadata.json", "transcript.json", "info.yml", "talk.json"])
def test_an_object_alone_says_what_the_text_of_its_name_or_folder_is(name: str, tmp_path: Path) -> None:
    object_ = {**ENTRIES[0], "youtube_id": "AAAAAAAAAAA"}
    files = {f"t/mud/{name}": json.dumps(object_), "t/mud/transcript.txt": MUD, "t/ice/transcript.vtt": ICE}
    found = items(archive_of(tmp_path, files))
    mud = found["t/mud/transcript.txt"]
    assert (mud.title, mud.date, mud.people, mud.kind) == (
        "Measuring mud",
        date(2023, 11, 2),
        ("Olu Ade",),
        Kind.TRANSCRIPT,
    )
    assert found["t/ice/transcript.vtt"].date is None
    assert len(found) == 2


def test_an_object_alone_says_nothing_of_a_folder_of_several_texts(tmp_path: Path) -> None:
    files = {"about.json": json.dumps(ENTRIES[0]), "mud.txt": MUD, "ice.vtt": ICE}
    assert items(archive_of(tmp_path, files))["mud.txt"].date is None


def test_nothing_is_wrong_with_a_list_that_says_what_texts_are(tmp_path: Path) -> None:
    for name in ("talks.yml", "episodes.json", "talks.csv"):
        root = archive_of(tmp_path / name, {name: LISTS[name], "mud.txt": MUD, "t/ice.vtt": ICE})
        assert [str(problem) for problem in importer.plan(root).problems if not problem.is_hint] == []


def test_an_entry_of_a_list_that_names_no_file_stays_an_item(tmp_path: Path) -> None:
    text = json.dumps([*NAMED, {"title": "Not typed yet", "date": "2023-11-16", "url": "https://vimeo.com/900000003"}])
    found = items(archive_of(tmp_path, {"episodes.json": text, "mud.txt": MUD, "t/ice.vtt": ICE}))
    assert found["episodes.json"].title == "Not typed yet"
    assert len(found) == 3


def test_what_a_list_keeps_from_readers_is_a_draft(tmp_path: Path) -> None:
    text = json.dumps([{**NAMED[0], "draft": True}, {**NAMED[1], "status": "private"}])
    found = items(archive_of(tmp_path, {"episodes.json": text, "mud.txt": MUD, "t/ice.vtt": ICE}))
    assert {item.draft for item in found.values()} == {True}


def test_what_a_file_says_itself_wins(tmp_path: Path) -> None:
    text = f"---\ntitle: Mud, measured\ndate: 2023-11-03\n---\n\n{MUD}"
    entry = {**ENTRIES[0], "file": "mud.md"}
    found = items(archive_of(tmp_path, {"episodes.json": json.dumps([entry]), "mud.md": text}))
    mud = found["mud.md"]
    assert (mud.title, mud.date, mud.people) == ("Mud, measured", date(2023, 11, 3), ("Olu Ade",))


@pytest.mark.parametrize(
    "entries",
    [
        [{"title": "Mud", "slug": "mud"}, {"title": "Ice", "slug": "snow"}, {"title": "Sea", "slug": "sea"}],
        [{"file": "mud.txt", "mood": "dark"}],
        [{"title": "Mud", "date": "2023-11-02", "file": "other/mud.md"}],
    ],
)
def test_a_list_that_only_seems_to_name_files_says_nothing_of_them(entries: list[dict[str, str]]) -> None:
    texts = {"a/list.json": json.dumps(entries), "a/mud.txt": MUD}
    assert not read_lists(texts, lambda file: texts[file].split("\n")).files


def test_a_name_that_several_files_have_is_of_none() -> None:
    texts = {"list.json": json.dumps([NAMED[0]]), "a/mud.txt": MUD, "b/mud.txt": MUD}
    assert not read_lists(texts, lambda file: texts[file].split("\n")).files


def test_long_lists_of_many_files_are_read_once() -> None:
    number = of(4000)
    entries = [{"title": f"Talk {at}", "date": "2023-11-02", "file": f"{at}.txt"} for at in range(number)]
    texts = {"list.json": json.dumps(entries), **{f"t/{at}.txt": MUD for at in range(number)}}
    asked: list[str] = []

    def lines_of(file: str) -> list[str]:
        asked.append(file)
        return texts[file].split("\n")

    assert len(read_lists(texts, lines_of).files) == number
    assert asked == ["list.json"]

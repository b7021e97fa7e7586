"""One text in several formats is one item, and what stands beside a text is true of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from backissue.model import Link
from tests.sources.posts.test_posts_beside import archive_of, items

VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\nThe tide is high,\n\n00:04.000 --> 00:09.000\nand it falls after noon.\n"
TEXT = "The tide is high,\nand it falls after noon.\n"


def test_the_formats_that_a_recogniser_writes_are_one_item(tmp_path: Path) -> None:
    rows = "start\tend\ttext\n0\t4000\tThe tide is high,\n4000\t9000\tand it falls after noon.\n"
    found = items(archive_of(tmp_path, {"ep.txt": TEXT, "ep.vtt": VTT, "ep.tsv": rows}))
    assert list(found) == ["ep.vtt"] or list(found) == ["ep.tsv"]


def test_texts_of_one_name_that_differ_are_two_items(tmp_path: Path) -> None:
    found = items(archive_of(tmp_path, {"ep.vtt": VTT, "ep.txt": "A letter on ropes, which speaks of other things.\n"}))
    assert set(found) == {"ep.vtt", "ep.txt"}


def test_captions_are_called_as_the_facts_beside_them_say(tmp_path: Path) -> None:
    facts = {
        "title": "Tides, explained",
        "upload_date": "20230312",
        "webpage_url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "chapters": [{"start_time": 0.0, "title": "High"}, {"start_time": 4.0, "title": "Low"}],
    }
    files = {"20230312 Tides.en.vtt": VTT, "20230312 Tides.info.json": json.dumps(facts)}
    (talk,) = items(archive_of(tmp_path, files)).values()
    assert (talk.title, talk.date) == ("Tides, explained", date(2023, 3, 12))
    assert talk.links == (Link("Video", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),)
    assert [line for line in talk.body.splitlines() if line.startswith("## ")] == ["## High", "## Low"]


def test_what_a_file_beside_captions_tells_of_the_recording_stands_above_what_is_said(tmp_path: Path) -> None:
    told = "Why water *rises*.\nMore: https://tides.example\n\n0:00 High\n0:02 Low\n0:04 Slack"
    facts = {"title": "Tides", "webpage_url": "https://tides.example/v", "description": told}
    (talk,) = items(archive_of(tmp_path, {"a.vtt": VTT, "a.info.json": json.dumps(facts)})).values()
    assert talk.body.startswith(
        "Why water \\*rises\\*.  \nMore: https://tides.example\n\n0:00 High"
    )  # too short to part


def test_short_names_are_those_of_the_pages_of_people_in_the_archive(tmp_path: Path) -> None:
    episode = "---\ntitle: On tides\nguests: [mstone]\n---\n\nWhy water rises.\n"
    files = {"12.md": episode, "mstone.md": "---\ntitle: Mira Stone\n---\n\nShe measures tides.\n"}
    found = {item.title: item.people for item in items(archive_of(tmp_path, files)).values()}
    assert found["On tides"] == ("Mira Stone",)


def test_a_row_of_a_database_of_notion_is_no_item_beside_its_page(tmp_path: Path) -> None:
    table = 'Name,Date,Status\nRopes,"March 27, 2023",Draft\nNo page,"March 28, 2023",Published\n'
    page = "# Ropes\n\nDate: March 27, 2023\nStatus: Draft\n\nNot done: hemp swells.\n"
    name = "Letters 1a2b3c4d5e6f47890abcdef123456789"
    files = {f"{name}.csv": table, f"{name}/Ropes aaaabbbbccccddddeeeeffff00001111.md": page}
    found = items(archive_of(tmp_path, files))
    assert {item.title: item.draft for item in found.values()} == {"Ropes": True, "No page": False}

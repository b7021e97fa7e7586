"""Files of one recording state what the others do not; files of two recordings have nothing to do with each other."""

from __future__ import annotations

from pathlib import Path

from backissue.model import Item, Problem
from backissue.sources.pieces import Source
from backissue.sources.together.companions import join_companions
from tests.readings import find_reader, read_by

SUMMARY = """---
title: Weekly call
date: 2026-03-20
type: summary
video_id: AAAAAAAAAAA
speakers: [Ada Berg, Ben Ode]
---
# Call

## What was said

It dealt with lamps.
"""
TALK = """[00:11] **Ada**: Hello, this is the weekly call.

[00:23] **Ben**: Let us start with the first lamp.

[00:30] **Ada**: Nobody has seen the second.
"""


def item_of(file: str, text: str) -> Item:
    """The one item of a text in a file of that name."""
    source = Source(file, tuple(text.splitlines()))
    reader = find_reader(source)
    assert not isinstance(reader, Problem)
    (item,) = read_by(reader, source).items
    return item


def test_a_transcript_takes_title_day_recording_and_full_names_from_its_summary() -> None:
    files = {"20260320_AAAAAAAAAAA_summary.md": SUMMARY, "20260320_AAAAAAAAAAA_transcript.txt": TALK}
    summary, talk = join_companions([item_of(file, text) for file, text in files.items()])
    assert (talk.kind, talk.title, talk.date, talk.links) == ("transcript", summary.title, summary.date, summary.links)
    assert talk.people == ("Ada Berg", "Ben Ode")
    assert talk.id == "transcript:weekly-call:2026-03-20"


def test_files_with_other_names_or_in_other_folders_keep_what_they_say() -> None:
    items = [item_of("a/one_summary.md", SUMMARY), item_of("a/two_transcript.txt", TALK), item_of("b/one.txt", TALK)]
    assert list(join_companions(items)) == items
    assert Path(items[1].source.file if items[1].source else "").stem == "two_transcript"


def test_items_of_one_file_are_not_of_one_recording() -> None:
    talk, summary = (item_of(file, text) for file, text in (("talks.md", TALK), ("talks.md", SUMMARY)))
    assert list(join_companions([talk, summary])) == [talk, summary]


def test_a_file_that_an_entry_of_a_feed_names_as_its_transcript_is_of_that_episode() -> None:
    head = '<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>'
    entry = "<item><title>21: Slip</title><pubDate>Tue, 06 Feb 2024 05:00:00 GMT</pubDate>"
    entry += '<enclosure url="https://m.example.org/21.mp3" type="audio/mpeg"/>'
    entry += '<podcast:transcript url="https://c.example.org/t/21.srt"/></item>'
    cues = "1\n00:00:00,000 --> 00:00:04,000\nSlip is clay with water.\n"
    files = {"feed.xml": f"{head}{entry}</channel></rss>", "t/21.srt": cues, "t/20.srt": cues.replace("clay", "mud")}
    episode, talk, other = join_companions([item_of(file, text) for file, text in files.items()])
    assert (talk.title, talk.date) == ("21: Slip", episode.date)
    assert [link.url for link in talk.links] == ["https://m.example.org/21.mp3"]
    assert (other.title, other.date, other.links) == ("20", None, ())

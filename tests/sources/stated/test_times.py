"""The time of its day that a source states of a text comes in with it, where it says how far that is from Greenwich."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge import apply, importer
from tests.archives import make_archive

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Letters</title>
<item><title>Ferries</title><link>https://a.example/1</link><pubDate>{when}</pubDate>
<description>They run.</description></item></channel></rss>
"""
MAIL = "From: Ada Boat <ada@a.example>\nTo: all@a.example\nSubject: Ferries\nDate: {when}\n\nThey run.\n"
HEAD = "---\ntitle: Ferries\ndate: {when}\n---\nThey run.\n"


@pytest.mark.parametrize(
    ("name", "text", "when", "time"),
    [
        ("feed.xml", FEED, "Tue, 05 Mar 2024 22:30:00 -0500", "22:30-05:00"),
        ("letter.eml", MAIL, "Tue, 5 Mar 2024 08:05:09 +0000", "08:05:09Z"),
        ("letter.md", HEAD, "2024-03-05T10:15:00.000+02:00", "10:15+02:00"),
        ("letter.md", HEAD, "2024-03-05 10:15", ""),
        ("feed.xml", FEED, "Tue, 05 Mar 2024 00:00:00 GMT", ""),
        ("letter.eml", MAIL, "Tue, 5 Mar 2024 08:05:09 -0000", ""),
    ],
)
def test_a_time_is_kept_with_its_day(tmp_path: Path, name: str, text: str, when: str, time: str) -> None:
    root = make_archive(tmp_path, {f"sources/{name}": text.format(when=when)}, f"- file: {name}\n")
    apply.apply_changeset(root, importer.plan(root, today=date(2026, 1, 1)))
    (page,) = load(root).pages
    assert (page.item.date, page.item.time) == (date(2024, 3, 5), time)


def test_a_day_that_an_archive_gives_takes_the_time_of_another_away(tmp_path: Path) -> None:
    files = {"sources/letter.md": HEAD.format(when="2024-03-05T10:15:00Z")}
    root = make_archive(tmp_path, files, "- file: letter.md\n  date: 2024-03-06\n")
    apply.apply_changeset(root, importer.plan(root, today=date(2026, 1, 1)))
    (page,) = load(root).pages
    assert (page.item.date, page.item.time) == (date(2024, 3, 6), "")

"""Exports of Slack: files in the folder above say who people are, and which conversations are not open."""

from __future__ import annotations

import json
from pathlib import Path

from backissue.model import Facts, Item, SourceEntry
from backissue.sources.read import read_sources
from tests.archives import make_archive

USERS = [{"id": "U1", "name": "ada", "profile": {"real_name": "Ada Boat", "email": "ada@example.org"}}]
DAY = [{"type": "message", "user": "U1", "text": "Ask <@U1> for hemp.", "ts": "1709632801.000100"}]


def imported(root: Path, channel: str) -> Item:
    """The transcript of a day in a channel, of an export with a private one called `board`."""
    files = {
        "sources/slack/users.json": json.dumps(USERS),
        "sources/slack/groups.json": json.dumps([{"id": "G1", "name": "board"}]),
        f"sources/slack/{channel}/2024-03-05.json": json.dumps(DAY),
    }
    make_archive(root, files)
    name = f"slack/{channel}/2024-03-05.json"
    (found,) = read_sources(root, [SourceEntry(name, Facts(), 1)])
    (item,) = found.items
    return item


def test_people_are_called_as_the_export_calls_them(tmp_path: Path) -> None:
    item = imported(tmp_path, "rope")
    assert (item.title, item.people, item.draft) == ("rope, 2024-03-05", ("Ada Boat",), False)
    assert item.body == "**Ada Boat**\nAsk Ada Boat for hemp.\n"


def test_a_private_channel_and_a_direct_message_are_drafts(tmp_path: Path) -> None:
    assert imported(tmp_path / "a", "board").draft
    assert imported(tmp_path / "b", "mpdm-ada--ben-1").draft

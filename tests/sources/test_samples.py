"""Transcripts of other makers come in whole. The files lie beside a checkout that has them, and are no part of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backissue.model import Problem
from backissue.sources.pieces import Fate, Reading, Source
from tests.readings import find_reader, read_by

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
TRANSCRIPTS = {
    "haskellweekly/episode-57.vtt": "webvtt",
    "bitcoinops/2026-08-04-newsletter-recap.md": "speakers",
    "bitcointranscripts/name-timestamps.md": "speakers",
    "bitcointranscripts/speakerN-timestamps.md": "speakers",
}
HEAD = re.compile(r"(?:\*\*[^*]+\*\*)?(?: ?\(\d\d:\d\d:\d\d\))?|## .*", re.MULTILINE)
NO_SPEECH = re.compile(
    r"\A---\n(?s:.*?)\n---\n|\AWEBVTT|^[\d:.]+ --> [\d:.]+$|^#+ .*$|^_[^_].*_$|^\{%.*%\}$"
    r"|^\*\*[^*]+\*\*:|^[\w ]+: [\d:]{8}$|>>",
    re.MULTILINE,
)

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples lie elsewhere")


def read(name: str) -> Reading:
    source = Source(name, tuple((SAMPLES / name).read_text("utf-8").splitlines()))
    reader = find_reader(source)
    assert not isinstance(reader, Problem), str(reader)
    assert reader.name == TRANSCRIPTS[name]
    return read_by(reader, source)


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_a_transcript_comes_in_without_a_problem(name: str) -> None:
    reading = read(name)
    problems = [problem for problem in reading.problems if not problem.is_hint]
    assert (problems, len(reading.items), reading.account[Fate.PROBLEM]) == ([], 1, 0)


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_every_word_that_was_said_is_there_in_order(name: str) -> None:
    source = re.sub(r"\{\{.*?\}\}", "", (SAMPLES / name).read_text("utf-8"))
    said = re.sub(r"\[([^\[\]]*)\]\(\)", r"\1", NO_SPEECH.sub(" ", source)).split()
    (item,) = read(name).items
    body = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", "\n".join(HEAD.sub("", line) for line in item.body.splitlines()))
    assert body.replace("&lt;", "<").split()[-len(said) :] == said


def test_a_change_of_speaker_begins_a_paragraph_with_its_time() -> None:
    (item,) = read("haskellweekly/episode-57.vtt").items
    paragraphs = [part for part in item.body.split("\n\n") if not part.startswith("## ")]
    assert all(re.match(r"\(\d\d:\d\d:\d\d\)\n", paragraph) for paragraph in paragraphs)
    assert "(00:00:18)\nI'm Cameron Gera." in item.body
    assert ">>" not in item.body


def test_a_head_gives_title_day_people_topics_and_video() -> None:
    (item,) = read("bitcointranscripts/speakerN-timestamps.md").items
    assert (item.title, str(item.date)) == ("Receiving BOLT12 Payments in LND", "2026-01-21")
    assert item.people == ("Maurice",)
    assert item.topics[-1] == "Privacy Enhancements"
    assert [link.label for link in item.links] == ["Video"]

"""What programs write beside a recording: yt-dlp's ``.info.json``, and chapters as podcasts have them in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from backissue.dates import When
from backissue.markup import escape_markdown
from backissue.model import Kind
from backissue.moments import moment
from backissue.sources.facts import find_when, whole_item
from backissue.sources.issues.html_inlines import without_controls
from backissue.sources.names.file_names import read_file_name
from backissue.sources.pieces import Fate, Glance, Piece, Reading, Shape, Sign, Source, Strength, tile
from backissue.sources.stated.head import as_front_matter
from backissue.sources.stated.head_facts import Head, read_facts
from backissue.sources.talks.chapters import Chapter, read_chapters, without_chapters
from backissue.sources.talks.cues import format_time

INFO = ".info.json"
_KEPT = frozenset(
    "title upload_date release_date webpage_url channel uploader creator tags description chapters language duration"
    " availability series episode_number season_number".split()
)
"""What is taken of the hundreds of keys that yt-dlp writes."""
_LARGEST = 20_000_000
_BESIDE = frozenset({".vtt", ".srt", ".ass", ".ttml", ".json3", ".srv3", ".txt", ".md", ".tsv"})
"""The suffixes of texts that a recording's facts stand beside."""


@lru_cache(maxsize=64)
def _load(path: Path, _changed: int) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_bytes().decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return _known(data) if isinstance(data, dict) else {}


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in data.items() if key in _KEPT and value not in (None, "", [])}
    is_short = isinstance(found.get("duration"), int | float)
    return {**found, "duration": format_time(float(found["duration"]))} if is_short else found


def info_beside(path: Path) -> Mapping[str, Any]:
    """Return what a file of yt-dlp says of the recording whose captions, or whose text, a file is; else nothing."""
    name = path.name
    while (name := name.rpartition(".")[0]) and not path.name.endswith(INFO):
        info = path.with_name(f"{name}{INFO}")
        if info.is_file() and not info.is_symlink() and info.stat().st_size < _LARGEST:
            return _load(info, info.stat().st_mtime_ns)
    return {}


def introduction(facts: Mapping[str, Any], *, is_parted: bool = True) -> str:
    r"""Return what facts beside a recording tell of it, as Markdown; without its chapters where a text ``is_parted``.

    >>> introduction({"description": "Of lamps.\n\nChapters:\n0:00 Oil\n1:00 Wicks\n2:00 Glass"}), introduction({})
    ('Of lamps.\n', '')
    """
    told = without_controls(str(facts.get("description") or ""))
    told = without_chapters(told) if is_parted else told
    text = "\n\n".join(filter(None, map(_paragraph, told.split("\n\n"))))
    return f"{text}\n" if text else ""


def _is_info(glance: Glance) -> bool:
    head = "".join(glance.head[:100])[:400_000]
    return '"webpage_url"' in head and '"extractor' in head if not glance.file.endswith(INFO) else '"title"' in head


def _is_chapters(glance: Glance) -> bool:
    head = "".join(glance.head)
    return '"chapters"' in head and '"startTime"' in head and '"segments"' not in head


class RecordingFactsReader:
    """What yt-dlp says of a recording: its description and chapters, where no text of it lies beside."""

    name = "videoinfo"
    signs = (Sign(Strength.CERTAIN, "the keys with which yt-dlp describes a recording", _is_info, {Shape.BRACES}),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind summary."""
        return _read(source, _known(_object(source)))


class ChaptersReader:
    """Chapters of a recording in JSON (https://github.com/Podcastindex-org/podcast-namespace, jsonChapters)."""

    name = "chapters"
    signs = (Sign(Strength.CERTAIN, "a list of `chapters` with `startTime`", _is_chapters, {Shape.BRACES}),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind summary."""
        return _read(source, _object(source))


def _object(source: Source) -> Mapping[str, Any]:
    try:
        data = json.loads("\n".join(source.lines))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _read(source: Source, data: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield the pieces of a source whose one item is what these facts say of a recording."""
    if not data:
        problem = source.problem(1, "no JSON", "replace it by a whole copy")
        yield from tile(source, {}, rest=Fate.PROBLEM, problems=[problem])
        return
    front = as_front_matter(data, 1)
    head = read_facts(source, front, folder="")
    about = front.first("description") and "\n\n".join(front.texts("description")[:1])
    chapters = () if _lists_times(about) else read_chapters(front)
    blocks = [*map(_paragraph, without_controls(about).split("\n\n")), *_chapter_list(chapters, head)]
    body = "\n\n".join(filter(None, blocks))
    title = head.title or read_file_name(source.file).title
    item = whole_item(source, Kind.SUMMARY, title, body + "\n" if body else "", find_when(source, head.when or When()))
    extra = {key: value for key, value in head.extra.items() if key != "description"}
    item = replace(item, people=head.people, topics=head.topics, links=head.links, extra=extra)
    yield from tile(source, {}, rest=Fate.ITEM, items=[item])


def _lists_times(about: str) -> bool:
    return sum(":" in line.partition(" ")[0] for line in about.split("\n")) > 1


def _paragraph(text: str) -> str:
    lines = (escape_markdown(" ".join(line.split())) for line in text.split("\n"))
    return "  \n".join(filter(None, lines))


def _chapter_list(chapters: tuple[Chapter, ...], head: Head) -> Iterator[str]:
    recording = next((link.url for link in head.links if moment(link.url, 0)), "")
    lines = []
    for chapter in chapters:
        time = format_time(chapter.start)
        label = f"[{time}](<{moment(recording, int(chapter.start))}>)" if recording else time
        lines.append(f"- {label} {escape_markdown(chapter.title)}")
    if lines:
        yield "## Chapters"
        yield "\n".join(lines)


def settle_info(source: Source, reading: Reading, path: Path) -> Reading:
    """Return the reading of a recording's facts without its item, where the text that they are of lies beside them."""
    is_info, is_description = path.name.endswith(INFO), path.suffix == ".description"
    if not reading.items or not (is_info or is_description):
        return reading
    base = path.name.removesuffix(INFO).removesuffix(".description")
    beside = [file.name for file in path.parent.glob(f"{_literal(base)}.*") if file.suffix.lower() in _BESIDE]
    told = next(iter(sorted(beside)), "") if is_info or info_beside(path) else ""
    told = told or (f"{base}{INFO}" if is_description and info_beside(path) else "")
    if not told:
        return reading
    account = {fate: reading.account.get(fate, 0) for fate in Fate}
    account |= {Fate.ITEM: 0, Fate.BOILERPLATE: account[Fate.BOILERPLATE] + account[Fate.ITEM]}
    hint = source.hint(0, f"says what {told} is called and when it is from", "nothing need be done")
    return Reading((), account, (*(each for each in reading.problems if not each.is_hint), hint))


def _literal(name: str) -> str:
    return "".join(f"[{char}]" if char in "[*?" else char for char in name)

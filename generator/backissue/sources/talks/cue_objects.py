"""Captions as JSON in the forms of other services than Whisper's: YouTube, AssemblyAI, Deepgram, lists of cues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.talks.cues import Cue, parse_time, split_at_turns
from backissue.sources.talks.talk import Findings
from backissue.text import sentences

_TEXTS = ("text", "transcript", "content", "caption", "utf8", "sentence", "body")
_STARTS = ("start", "startTime", "start_time", "begin", "offset", "timestamp", "from", "time")
_SPEAKERS = ("speaker", "speaker_name", "speakerName", "name", "speaker_label")
_LISTS = (
    *("utterances", "monologues", "captions", "transcript", "cues", "subtitles", "lines", "paragraphs", "sentences"),
    *("chunks", "segments"),
)
_MARKS = ('"tStartMs"', '"transcripts"', '"utterances"', '"monologues"', '"paragraphs"', '"chunks"')
_SEGMENTS = re.compile(r'"segments"\s*:\s*\[\s*\{[^{}]*"body"')
"""What the podcast namespace calls cues (https://github.com/Podcastindex-org/podcast-namespace, transcripts)."""
_WORDS = re.compile(r'"words"\s*:\s*\[\s*\{[^{}]*"word"\s*:')
_LOOKED_AT = 100_000
_FEWEST = 2
_Said = tuple[float | None, str, str]
"""When something is said, by whom, and the words."""


def _has_cues(glance: Glance) -> bool:
    """Return whether a text has the marks of one of these forms, or begins a list of objects with times and texts."""
    head = "\n".join(glance.head)[:_LOOKED_AT]
    if any(f'"{key}"' in head[:2000] for key in ("title", "subject", "headline")):
        return False
    if any(mark in head for mark in _MARKS) or _SEGMENTS.search(head):
        return True
    if _WORDS.search(head) and '"text"' in head and '"segments"' not in head:
        return True
    keys = head.lstrip(" \t\n\ufeff")[:400]
    is_list = keys.startswith("[") and keys[1:].lstrip().startswith("{")
    return is_list and any(f'"{key}"' in keys for key in _TEXTS) and any(f'"{key}"' in keys for key in _STARTS)


class CueObjectsReader:
    """One item of all the cues."""

    name = "cuejson"
    signs = (Sign(Strength.CERTAIN, "objects with times and what is said", _has_cues, frozenset({Shape.BRACES})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item. JSON that does not parse is a problem."""
        found = Findings(source)
        last = max(len(source.lines), 1)
        try:
            said = list(_said(json.loads("\n".join(source.lines).lstrip("\ufeff"))))
        except (ValueError, RecursionError):
            found.report(1, "no JSON that can be decoded", "export it again")
            return found.pieces(rest=Fate.PROBLEM)
        for time, speaker, words in said:
            if text := " ".join(words.split()):
                found.cues += split_at_turns(Cue(time, None, speaker, text, 1, last))
        return found.pieces(rest=Fate.ITEM if found.cues else Fate.BOILERPLATE)


def _said(data: object) -> Iterator[_Said]:
    if isinstance(data, Mapping) and isinstance(data.get("events"), list):
        yield from _of_youtube(data["events"])
        return
    if isinstance(data, Mapping) and isinstance(results := data.get("results"), Mapping) and "items" in results:
        yield from _of_amazon(results)
        return
    names = _names(data)
    entries = data if isinstance(data, list) else next(_lists(data, 6), [])
    if not entries and isinstance(data, Mapping) and isinstance(data.get("words"), list):
        yield from _of_words(str(data.get("text") or ""), data["words"])
        return
    objects = [entry for entry in entries if isinstance(entry, Mapping)]
    starts = [value for entry in objects if (value := _first(entry, _STARTS)) is not None]
    # Whole numbers that reach beyond ten hours are thousandths of seconds.
    numbers = [value for value in starts if isinstance(value, int | float)]
    whole = bool(numbers) and all(isinstance(value, int) for value in numbers)
    parts = 1000 if whole and (max(numbers) > 36_000 or "confidence" in objects[0] or "words" in objects[0]) else 1
    for entry in objects:
        speaker = _first(entry, _SPEAKERS)
        name = f"Speaker {speaker}" if isinstance(speaker, int) or len(str(speaker or "")) == 1 else str(speaker or "")
        name = names.get(str(speaker), name)
        yield _seconds(_start(entry), parts), " ".join(name.split()), _text(entry)


def _names(data: object) -> Mapping[str, str]:
    """Return the names of speakers by their numbers, where a list of them stands beside what they say, as in Rev's."""
    listed = data.get("speakers") if isinstance(data, Mapping) else None
    known = [entry for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list) else []
    return {str(entry.get("id")): name for entry in known if isinstance(name := entry.get("name"), str) and name}


def _of_amazon(results: Mapping[str, Any]) -> Iterator[_Said]:
    """Yield the words of Amazon Transcribe by sentences and speakers, with the times of their first words.

    (https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html)
    """
    speakers = results.get("speaker_labels")
    segments = speakers.get("segments") if isinstance(speakers, Mapping) else None
    parts = [segment.get("items") for segment in segments or () if isinstance(segment, Mapping)]
    items = [item for part in parts if isinstance(part, list) for item in part if isinstance(item, Mapping)]
    labels = {str(item.get("start_time")): str(item.get("speaker_label") or "") for item in items}
    said: list[str] = []
    time, speaker = None, ""
    for item in results["items"] if isinstance(results["items"], list) else ():
        word = next((str(one.get("content", "")) for one in item.get("alternatives") or ()), "")
        if item.get("type") == "punctuation":
            said = [*said[:-1], f"{said[-1]}{word}"] if said else said
            continue
        label = labels.get(str(item.get("start_time")), str(item.get("speaker_label") or speaker))
        if said and (label != speaker or said[-1].endswith((".", "?", "!"))):
            yield time, speaker.replace("spk_", "Speaker "), " ".join(said)
            said = []
        time, speaker = (time, speaker) if said else (_seconds(item.get("start_time"), 1), label)
        said.append(word)
    if said:
        yield time, speaker.replace("spk_", "Speaker "), " ".join(said)


def _lists(data: object, depth: int) -> Iterator[list[Any]]:
    """Yield lists of objects with texts, those by the usual keys, in objects and lists of one around them."""
    if isinstance(data, Mapping):
        for key in _LISTS:
            value = data.get(key)
            if isinstance(value, list) and sum(bool(_text(each)) for each in value if isinstance(each, Mapping)):
                yield value
        if depth:
            for value in data.values():
                yield from _lists(value, depth - 1)
    elif isinstance(data, list) and depth and len(data) < _FEWEST:
        for value in data:
            yield from _lists(value, depth - 1)


def _start(entry: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return when a cue begins: as it says, else as the first of its elements does."""
    elements = entry.get("elements")
    inner = [one for one in elements if isinstance(one, Mapping)] if isinstance(elements, list) else []
    return next((found for one in (entry, *inner) if (found := _first(one, (*_STARTS, "ts"))) is not None), None)


def _first(entry: Mapping[str, Any], keys: tuple[str, ...]) -> Any:  # noqa: ANN401 - whatever JSON holds
    return next((entry[key] for key in keys if entry.get(key) not in (None, "")), None)


def _text(entry: Mapping[str, Any]) -> str:
    """Return what a cue says: its text, or those of its sentences or elements."""
    own = _first(entry, _TEXTS)
    if isinstance(own, str):
        return own
    for key in ("sentences", "elements", "segs", "words"):
        if isinstance(parts := entry.get(key), list):
            between = "" if key in {"elements", "segs"} else " "
            values = (_first(part, (*_TEXTS, "value", "word")) for part in parts if isinstance(part, Mapping))
            return between.join(value for value in values if isinstance(value, str))
    return ""


def _of_words(text: str, words: list[Any]) -> Iterator[_Said]:
    """Yield the sentences of a text with the times of their first words, where these are all of its words."""
    times = [_seconds(_first(word, _STARTS), 1) for word in words if isinstance(word, Mapping)]
    said = sentences(text or " ".join(str(word.get("word", "")) for word in words if isinstance(word, Mapping)))
    begin = 0
    for sentence in said:
        yield times[begin] if len(times) == len(text.split()) else None, "", sentence
        begin += len(sentence.split())


def _seconds(value: object, parts: int) -> float | None:
    if isinstance(value, list):
        return _seconds(value[0], parts) if value and not isinstance(value[0], list) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value / parts if 0 <= value < 3_600_000 * parts else None
    if isinstance(value, str):
        return float(value) / parts if value.replace(".", "", 1).isdecimal() else parse_time(value)
    return None


def _of_youtube(events: list[Any]) -> Iterator[_Said]:
    """Yield the events of YouTube's ``json3``, in which words that roll up come once."""
    for event in events:
        if isinstance(event, Mapping) and isinstance(event.get("segs"), list):
            words = "".join(str(seg.get("utf8", "")) for seg in event["segs"] if isinstance(seg, Mapping))
            if words.strip():
                yield _seconds(event.get("tStartMs"), 1000), "", words

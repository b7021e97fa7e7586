"""The YAML head of a transcript in Markdown: its title, day, speakers, topics, links and summary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.archive.yamltext import Value, YamlError, load
from generator.importing.readers.transcripts.cues import Cue
from generator.importing.readers.transcripts.spoken import Findings, Head
from generator.importing.source import Line
from generator.model import Link, parse_day
from generator.web import web_address

_LINKS = {"media": "Video", "video": "Video", "source": "Video", "source_file": "Video", "audio": "Audio"}
_SUMMARIES = ("summary", "description")


def take_head(found: Findings) -> tuple[Head, int]:
    """The head of a source and the 1-based line at which the text begins; its summary becomes the first cue.

    A head that cannot be read is a problem, and the text comes in without it.
    """
    lines = found.source.lines
    if lines[0].rstrip() != "---":
        return Head(), 1
    end = next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() in {"---", "..."}), 0)
    if not end:
        found.report(1, "a head without its end", "write `---` below its last line")
        return Head(), 2
    try:
        data, places = load("\n".join(lines[1 : end - 1]))
    except YamlError as error:
        _refuse(found, min(error.line + 2, end), end, error.what)
        return Head(), end + 1
    found.fates.update((number, Line.HEADING) for number in range(1, end + 1))
    found.cues += _summary(data, places)
    return _head(found, data, places), end + 1


def _refuse(found: Findings, line: int, end: int, what: str) -> None:
    found.report(line, f"the head is no YAML ({what})", "mend it, so that its title and speakers come in")
    found.fates.update((number, Line.PROBLEM) for number in range(1, end + 1))


def _head(found: Findings, data: Mapping[str, Value], places: Mapping[str, int]) -> Head:
    day = parse_day(_text(data.get("date"))[:10])
    if "date" in data and not day:
        what = f"no date: `{_text(data['date'])[:40]}`"
        line = places["date"] + 2
        found.problems.append(found.source.problem(line, what, "write it as 2023-03-26"))
    return Head(
        title=_text(data.get("title")),
        date=day,
        people=_names(data, ("speakers", "speaker", "people")),
        topics=_names(data, ("tags", "categories", "topics")),
        links=_links(data),
    )


def _summary(data: Mapping[str, Value], places: Mapping[str, int]) -> Iterable[Cue]:
    """The summary as the text's first cue; its lines are those of the head."""
    for key in _SUMMARIES:
        if text := _text(data.get(key)):
            line = places[key] + 2
            yield Cue(None, None, "", text, line, line)
            return


def _links(data: Mapping[str, Value]) -> tuple[Link, ...]:
    """The addresses, each once, in the head's order."""
    urls = {_text(data[key]): label for key, label in reversed(_LINKS.items()) if web_address(_text(data.get(key)))}
    order = [_text(value) for key, value in data.items() if key in _LINKS]
    return tuple(Link(urls[url], url) for url in dict.fromkeys(order) if url in urls)


def _names(data: Mapping[str, Value], keys: Iterable[str]) -> tuple[str, ...]:
    """The names below ``keys``, each once: a list, or one text with commas between them."""
    values = [value for key in keys if (value := data.get(key))]
    names = (name for value in values for name in (value.split(",") if isinstance(value, str) else map(_text, value)))
    return tuple(dict.fromkeys(folded for name in names if (folded := " ".join(name.split()))))


def _text(value: Value | None) -> str:
    """A plain value with single blanks; nothing for a list or a mapping."""
    return " ".join(value.split()) if isinstance(value, str) else ""

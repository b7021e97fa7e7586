"""The YAML head of a transcript in Markdown: its title, day, speakers, topics, links and summary."""

from __future__ import annotations

from collections.abc import Iterable

from backissue.model import Link
from backissue.sources.issues.issuehead import day_in
from backissue.sources.source import Line
from backissue.sources.talks.cues import Cue
from backissue.sources.talks.marks import read_mark
from backissue.sources.talks.spoken import Findings, Head
from backissue.sources.yamlhead import YamlHead, each_once, read_yaml_head
from backissue.urls import web_address

_LINKS = {"media": "Video", "video": "Video", "source": "Video", "source_file": "Video", "audio": "Audio"}
_SUMMARIES = ("summary", "description")
_DATELINE = 12
"""Words that a line with a day has at most; one that is longer tells of the day."""

_SPOKEN = (".", "!", "?", ",", ":", ";")


def take_head(found: Findings) -> tuple[Head, int]:
    """The head of a source and the 1-based line at which the text begins; its summary becomes the first cue.

    A head that cannot be read is a problem, and the text comes in without it.
    """
    head = read_yaml_head(found.source)
    if head.problem:
        found.problems.append(head.problem)
    elif not head.end and "".join(found.source.lines[:1]).rstrip() == "---":
        found.report(1, "a head without its end", "write `---` below its last line")
        return Head(), 2
    elif not head.end:
        return _dated_title(found)
    fate = Line.PROBLEM if head.problem else Line.HEADING
    found.fates.update((number, fate) for number in range(1, head.end + 1))
    found.cues += _summary(head)
    return _head(found, head), head.end + 1


def _dated_title(found: Findings) -> tuple[Head, int]:
    """A title above a line with its day, as exports of meetings begin; elsewhere nothing is taken."""
    title, dateline = (" ".join(line.split()) for line in [*found.source.lines[:2], "", ""][:2])
    day = day_in(dateline) if len(dateline.split()) <= _DATELINE else None
    if not day or not title or title.endswith(_SPOKEN) or read_mark(title).name or title.startswith("#"):
        return Head(), 1
    found.fates.update({1: Line.HEADING, 2: Line.HEADING})
    return Head(title=title, date=day), 3


def _head(found: Findings, head: YamlHead) -> Head:
    day = day_in(head.first("date"))
    if "date" in head.data and not day:
        what = f"no date: `{head.first('date')[:40]}`"
        found.problems.append(found.source.problem(head.lines["date"], what, "write it as 2023-03-26"))
    return Head(
        title=head.first("title"),
        date=day,
        people=_names(head, "speakers", "speaker", "people"),
        topics=_names(head, "tags", "categories", "topics"),
        links=_links(head),
    )


def _summary(head: YamlHead) -> Iterable[Cue]:
    """The summary as the text's first cue; its lines are those of the head."""
    if key := next((key for key in _SUMMARIES if head.first(key)), ""):
        yield Cue(None, None, "", head.first(key), head.lines[key], head.lines[key])


def _links(head: YamlHead) -> tuple[Link, ...]:
    """The addresses, each once, in the head's order and with the label of the first key of ``_LINKS`` that has it."""
    urls = {url: label for key, label in reversed(_LINKS.items()) for url in head.texts(key) if web_address(url)}
    order = head.texts(*(key for key in head.data if key in _LINKS))
    return tuple(Link(urls[url], url) for url in dict.fromkeys(order) if url in urls)


def _names(head: YamlHead, *keys: str) -> tuple[str, ...]:
    """The names below ``keys``, each once: a list, or one text with commas between them."""
    values = (head.data.get(key) for key in keys)
    plain = (
        value.split(",") if isinstance(value, str) else head.texts(key) for key, value in zip(keys, values, strict=True)
    )
    return tuple(name for name in each_once(text for found in plain for text in found) if name)

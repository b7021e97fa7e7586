"""The YAML head of a transcript in Markdown: its title, day, speakers, topics, links and summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from backissue.dates import find_day
from backissue.model import Link
from backissue.sources.common import resolved
from backissue.sources.heads import FrontMatter, each_once, read_front_matter
from backissue.sources.issues.boilerplate import without_marks
from backissue.sources.source import Line, Reading, Recognition, Source, Strength
from backissue.sources.talks.cues import Cue, at_turns, parse_time
from backissue.sources.talks.linked_text import without_markup
from backissue.sources.talks.speaker_marks import Mark, is_dialogue, names_alone, read_mark
from backissue.sources.talks.talk import Findings, Head
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
    head = read_front_matter(found.source)
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
    day = find_day(dateline) if len(dateline.split()) <= _DATELINE else None
    if not day or not title or title.endswith(_SPOKEN) or read_mark(title).name or title.startswith("#"):
        return Head(), 1
    found.fates.update({1: Line.HEADING, 2: Line.HEADING})
    return Head(title=title, date=day), 3


def _head(found: Findings, head: FrontMatter) -> Head:
    day = find_day(head.first("date"))
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


def _summary(head: FrontMatter) -> Iterable[Cue]:
    """The summary as the text's first cue; its lines are those of the head."""
    if key := next((key for key in _SUMMARIES if head.first(key)), ""):
        yield Cue(None, None, "", head.first(key), head.lines[key], head.lines[key])


def _links(head: FrontMatter) -> tuple[Link, ...]:
    """The addresses, each once, in the head's order and with the label of the first key of ``_LINKS`` that has it."""
    urls = {url: label for key, label in reversed(_LINKS.items()) for url in head.texts(key) if web_address(url)}
    order = head.texts(*(key for key in head.data if key in _LINKS))
    return tuple(Link(urls[url], url) for url in dict.fromkeys(order) if url in urls)


def _names(head: FrontMatter, *keys: str) -> tuple[str, ...]:
    """The names below ``keys``, each once: a list, or one text with commas between them."""
    values = (head.data.get(key) for key in keys)
    plain = (
        value.split(",") if isinstance(value, str) else head.texts(key) for key, value in zip(keys, values, strict=True)
    )
    return tuple(name for name in each_once(text for found in plain for text in found) if name)


_MAKER = re.compile(r"Transcribed by https?://\S+")
_RULE = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_HEADING = re.compile(r"(#{1,6}) (.*?)(?: #+)?")
_TITLE = re.compile(r"_((?:[^_]|(?<=\w)_(?=\w))+)_")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOWHERE = re.compile(r"\[([^\[\]]{1,300})\]\(\)")
_CHANGE = re.compile(r"(?<!\S)>> ")


class SpeakersReader:
    """Speech below the names of those who speak, with or without times and a YAML head."""

    name = "speakers"

    def recognise(self, source: Source) -> Recognition | None:
        """By lines that name a speaker or a time: at least one of fifty, and names more than once."""
        lines = [" ".join(line.split()) for line in source.lines if line.strip()]
        if any(" --> " in line for line in lines):
            return None
        changes = sum(len(_CHANGE.findall(line)) for line in lines)
        alone = names_alone(lines)
        marks = [Mark(alone[at], "", "") if at in alone else read_mark(line) for at, line in enumerate(lines)]
        if not _is_marked(marks, changes) and not is_dialogue(source.lines):
            return None
        often = 3 * sum(bool(mark.name) for mark in marks) >= len(marks)
        return Recognition(Strength.CERTAIN if often else Strength.LIKELY, "lines that name who speaks, or when")

    def read(self, source: Source) -> Reading:
        """One item; a title between the speeches, in emphasis or as a heading, begins a section.

        A first heading of the first level is the title, where the head names none.
        """
        found = Findings(source)
        head, begin = take_head(found)
        scan = _Scan(found, head)
        text = without_marks("\n".join(source.lines[begin - 1 :]))
        lines = [" ".join(line.split()) for line in text.split("\n")[: len(source.lines) - begin + 1]]
        names = names_alone(lines)
        for at, line in enumerate(lines):
            if at in names:
                scan.say(begin + at, Mark(names[at], "", ""))
            elif line:
                scan.take(begin + at, line)
            else:
                found.fates[begin + at] = Line.BOILERPLATE
        return found.reading(scan.head, emphasis=True)


def _is_marked(marks: Sequence[Mark], changes: int) -> bool:
    """Whether lines of a text, at least one of fifty, say who speaks or when, as those of transcripts do."""
    names = [mark.name for mark in marks if mark.name]
    again = len(names) - len(set(names))
    times = sum(bool(mark.time and not mark.name) for mark in marks)
    above = sum(bool(one.name and one.time and two.text and not two.name) for one, two in pairwise(marks))
    speech = (sum(mark.sure for mark in marks) >= 2, again >= 2, times + changes >= 3, above >= 3 and again >= 1)
    return any(speech) and 50 * (len(names) + times + changes) >= len(marks)


class _Scan:
    """The speech while it is read, line by line; a speaker and a time wait for the words that follow them."""

    def __init__(self, found: Findings, head: Head) -> None:
        self._found = found
        self._next = Cue(None, None, "", "", 0, 0)
        self._begun = False
        self.head = head

    def take(self, number: int, line: str) -> None:
        """Take one line in: a rule, a title, a speaker, a time or what is said."""
        heading = _HEADING.fullmatch(line)
        title = heading[2] if heading else _titled(line)
        if _RULE.fullmatch(line) or _MAKER.fullmatch(line):
            self._found.fates[number] = Line.BOILERPLATE
            return
        if heading and heading[1] == "#" and not self._begun and self._is_title(_plain(title)):
            self._found.fates[number] = Line.HEADING
        elif title:
            section = _plain(title)
            self._found.cues.append(Cue(None, None, self._next.speaker, "", number, number, section=section))
        else:
            self.say(number, read_mark(line))
        self._begun = True

    def _is_title(self, title: str) -> bool:
        """Whether a first heading is the title of all: where none is known, or it is the same."""
        known = self.head.title or self._found.source.facts.title
        if not self.head.title:
            self.head = replace(self.head, title=without_markup(title))
        return not known or known.casefold() == title.casefold()

    def say(self, number: int, mark: Mark) -> None:
        """Take in who speaks, when, or what is said."""
        if mark.name:
            self._next = replace(self._next, speaker=_plain(mark.name), start=None, turn=True)
        if mark.time:
            self._next = replace(self._next, start=self._time(number, mark.time))
        if not mark.text:
            self._found.fates[number] = Line.ITEM
            return
        self._found.cues += at_turns(replace(self._next, text=_plain(mark.text), first=number, last=number))
        self._next = replace(self._next, start=None, turn=False)

    def _time(self, number: int, time: str) -> float | None:
        start = parse_time(time)
        if start is None:
            self._found.problems.append(
                self._found.source.problem(number, f"no time: `{time}`", "write it as 00:01:02")
            )
        return start


def _titled(line: str) -> str:
    found = _TITLE.fullmatch(line)
    return found[1] if found else ""


def _plain(text: str) -> str:
    """Markdown without the backslashes that escape, the character references and the links that lead nowhere."""
    return _NOWHERE.sub(r"\1", resolved(_ESCAPED.sub(r"\1", text))).strip()

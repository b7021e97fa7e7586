"""Transcripts in text: names, times or ``>>`` beside what is said, or running text without any mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import chain, islice, pairwise

from backissue.dates import When, find_day
from backissue.sources.heads.head_keys import KEYS
from backissue.sources.heads.head_lines import front_matter_end
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.shortcodes import expand, report_left_out
from backissue.sources.links.recordings import is_embed
from backissue.sources.markdown_lines import is_rule, read_heading
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.stated.head import read_front_matter
from backissue.sources.stated.head_facts import Head, head_fates, read_head
from backissue.sources.stated.labelled import bold_label, fact_lines, find_labelled
from backissue.sources.stated.on_recordings import find_on_tape
from backissue.sources.stated.people import is_label, is_person
from backissue.sources.talks.chapters import split_heading, without_chapters
from backissue.sources.talks.cues import ARROW, Cue, parse_time, split_at_turns
from backissue.sources.talks.legends import read_legend, read_lists
from backissue.sources.talks.linked_text import strip_markup
from backissue.sources.talks.speaker_marks import (
    Mark,
    find_names_alone,
    is_dialogue,
    is_field,
    is_form,
    read_mark,
    set_off_times,
)
from backissue.sources.talks.talk import Findings
from backissue.text import fold_key, resolve_references

_FOREMOST = 500
"""Lines at the beginning of a text that show how it is made."""
_OPENING = 20
"""Lines below a head that may say what its description does."""
_WHY = "lines that name who speaks, or when"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_NOWHERE = re.compile(r"\[([^\[\]]{1,300})\]\(\)")


def reads_as_speech(glance: Glance) -> bool:
    """Return whether lines say who speaks or when: at least one of fifty, and names more than once.

    Long speeches may fill all the first lines. So the marks that only transcripts have count wherever they are.
    """
    lines = _folded(glance)
    if any(f" {ARROW} " in line for line in lines):
        return False
    sure = glance.count(_has_sure_mark)
    if sure >= 2 and 50 * sure >= glance.filled:
        return True
    marks = _marks(glance)
    if not _names_people(glance) and is_form([(mark.name, mark.text) for mark in marks if mark.name]):
        return False
    marks = [mark for mark in marks if mark.time or mark.sure or not mark.name or _is_said(mark)]
    names = [mark.name for mark in marks if mark.name and (mark.time or mark.sure or is_label(mark.name))]
    again = len(names) - len(set(names))
    hints = sum(bool(mark.time and not mark.name) for mark in marks)
    hints += sum(line.split()[:-1].count(">>") for line in lines)
    both = sum(bool(mark.name and mark.time) for mark in marks)
    turns = [mark.name for mark in marks if is_person(mark.name)]
    wholly = len(turns) > 2 and len(turns) == len(marks) and 1 < len(set(turns)) < len(turns)
    above = sum(bool(one.name and one.time and two.text and not two.name) for one, two in pairwise(marks))
    is_speech = sum(mark.sure for mark in marks) >= 2 or again >= 2 or hints >= 3 or (above >= 3 and again >= 1)
    is_speech = is_speech or (above > 1 and 2 * len(turns) > above and 3 * above >= len(marks))  # all of it is turns
    is_speech = is_speech or wholly or (both > 1 and 2 * both >= len(marks))
    often = 50 * (len(names) + hints) >= len(marks)
    return (is_speech and often) or is_dialogue(glance.lines[:_FOREMOST])


def _is_said(mark: Mark) -> bool:
    """Return whether a text behind a name can be what somebody said.

    It is behind no name of a field, and no word or two without an end, as lists have.
    """
    text = mark.text
    is_end = text.rstrip(_CLOSERS)[-1:] in _ENDS
    return not is_field(mark.name) and (not text or len(text.split()) > 2 or is_end or not text.isascii())


def _names_people(glance: Glance) -> bool:
    """Return whether a head names who speaks."""
    return any(fold_key(key) in KEYS["speakers"] for key in glance.keys)


def _asked_for_speech(glance: Glance) -> bool:
    return glance.ask(reads_as_speech)


def _has_sure_mark(line: str) -> bool:
    return read_mark(" ".join(line.split())).sure


def _is_mostly_marked(glance: Glance) -> bool:
    """Return whether a third of the lines at least name a speaker."""
    marks = _marks(glance)
    return 3 * sum(bool(mark.name) and is_label(mark.name) for mark in marks) >= len(marks) and glance.ask(
        reads_as_speech
    )


def _folded(glance: Glance) -> list[str]:
    """Return the first lines with single blanks."""
    return set_off_times([" ".join(line.split()) for line in glance.lines[:_FOREMOST] if line.strip()])


def _marks(glance: Glance) -> list[Mark]:
    """Return what the first lines say of who speaks, and when."""
    lines = _folded(glance)
    alone = find_names_alone(lines)
    return [Mark(alone[at], "", "") if at in alone else read_mark(line) for at, line in enumerate(lines)]


class SpeakersReader:
    """Speech below the names of those who speak, with or without times and a YAML head."""

    name = "speakers"
    signs = (
        Sign(Strength.CERTAIN, _WHY, _is_mostly_marked, frozenset({Shape.TEXT})),
        Sign(Strength.LIKELY, _WHY, _asked_for_speech, frozenset({Shape.TEXT})),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item; a title between the speeches, in emphasis or as a heading, begins a section.

        A first heading of the first level is the title, where the head names none.
        """
        found = Findings(source)
        head, begin = _take_head(found)
        scan = _Scan(found, head)
        marks = expand("\n".join(source.lines[begin - 1 :]))
        found.problems += report_left_out(source, marks, begin)
        text = strip_marks(marks.text)
        lines = [" ".join(line.split()) for line in text.split("\n")[: len(source.lines) - begin + 1]]
        lines = set_off_times(lines)
        legend = read_legend(lines)
        names = find_names_alone(lines)
        facts = fact_lines(lines)
        for at, line in enumerate(lines):
            if at in legend.lines:
                found.fates[begin + at] = Fate.HEADING
            elif at in facts:
                scan.say(begin + at, Mark("", "", bold_label(line)))
            elif at in names:
                scan.say(begin + at, Mark(names[at], "", ""))
            elif is_embed(line):
                found.fates[begin + at] = Fate.HEADING
            elif line:
                scan.take(begin + at, line)
            else:
                found.fates[begin + at] = Fate.BOILERPLATE
        found.cues = [replace(cue, speaker=legend.names.get(fold_key(cue.speaker), cue.speaker)) for cue in found.cues]
        people = scan.head.people or find_labelled(lines).people
        return found.pieces(replace(scan.head, people=people), emphasis=True)


def _take_head(found: Findings) -> tuple[Head, int]:
    """Return the head of a source and the 1-based line at which the text begins; its summary becomes the first cue.

    A head that cannot be read is a problem, and the text comes in without it.
    """
    head = read_head(found.source)
    if not head.end and "".join(found.source.lines[:1]).rstrip() == "---":
        found.report(1, "a head without its end", "write `---` below its last line")
        return Head(), 2
    if not head.end:
        return _dated_title(found)
    found.fates.update(head_fates(head))
    found.problems += head.problems
    opening = " ".join(" ".join(found.source.lines[head.end : head.end + _OPENING]).split())
    described = read_front_matter(found.source).texts(*KEYS["description"]) if head.about else ()
    about = " ".join(unescape(without_chapters(described[0])).split()) if described else head.about
    if about and about not in opening:
        found.cues.append(Cue(None, None, "", about, head.about_line, head.about_line))
    return head, head.end + 1


def _dated_title(found: Findings) -> tuple[Head, int]:
    """Return a title above a line with its day, as exports of meetings begin; elsewhere nothing is taken."""
    title, dateline = (" ".join(line.split()) for line in [*found.source.lines[:2], "", ""][:2])
    day = find_day(dateline) if len(dateline.split()) <= 12 else None  # a longer line is prose about the day
    is_other = title.startswith("#") or title.endswith((".", "!", "?", ",", ":", ";")) or read_mark(title).name
    if not day or not title or is_other:
        return Head(), 1
    lists = read_lists(found.source.lines, 2)
    found.fates.update(dict.fromkeys([1, 2, *range(3, lists.end + 1)], Fate.HEADING))
    extra = {"keywords": lists.keywords} if lists.keywords else {}
    return Head(title=title, when=When(day), speakers=lists.speakers, extra=extra), lists.end + 1


class _Scan:
    """The speech while it is read, line by line; a speaker and a time wait for the words that follow them."""

    def __init__(self, found: Findings, head: Head) -> None:
        self._found = found
        self._next = Cue(None, None, "", "", 0, 0)
        self._begun = False
        self._of_heading: float | None = None
        self.head = head

    def take(self, number: int, line: str) -> None:
        """Take one line in: a rule, a title, a speaker, a time or what is said.

        A first heading is the title of all where none is known, or it is the same.
        """
        level, heading = read_heading(line)
        start, heading = split_heading(heading) if heading else (None, heading)
        if start is not None:
            self._next = replace(self._next, start=start)
            self._of_heading = start
        title = heading or _emphasised(line)
        if is_rule(line) or (line.startswith("Transcribed by http") and len(line.split()) == 3):
            self._found.fates[number] = Fate.BOILERPLATE
            return
        section = _plain(title)
        known = self.head.title or self._found.source.facts.title
        if level == 1 and not self._begun and not self.head.title:
            self.head = replace(self.head, title=strip_markup(section))
        if level == 1 and not self._begun and (not known or known.casefold() == section.casefold()):
            self._found.fates[number] = Fate.HEADING
        elif title:
            self._found.cues.append(Cue(None, None, self._next.speaker, "", number, number, section=section))
        else:
            self.say(number, read_mark(line))
        self._begun = True

    def say(self, number: int, mark: Mark) -> None:
        """Take in who speaks, when, or what is said."""
        if mark.name:
            self._next = replace(self._next, speaker=_plain(mark.name), start=self._of_heading, turn=True)
            self._of_heading = None
        if mark.time:
            self._next = replace(self._next, start=parse_time(mark.time))
            if self._next.start is None:
                problem = self._found.source.problem(number, f"not a time: `{mark.time}`", "write it as 00:01:02")
                self._found.problems.append(problem)
        if not mark.text:
            self._found.fates[number] = Fate.ITEM
            return
        said = split_at_turns(replace(self._next, text=_plain(mark.text), first=number, last=number))
        # A time is that of the first who speaks behind it.
        self._found.cues += (replace(cue, start=None) if at else cue for at, cue in enumerate(said))
        self._next = replace(self._next, start=None, turn=False)


def _emphasised(line: str) -> str:
    """Return the words of a line that is all between underscores; those within words are letters."""
    inner = line[1:-1]
    around = ((inner[:at][-1:], inner[at + 1 : at + 2]) for at, letter in enumerate(inner) if letter == "_")
    is_title = line[:1] == line[-1:] == "_" and all(before.isalnum() and after.isalnum() for before, after in around)
    return inner if is_title else ""


def _plain(text: str) -> str:
    """Return Markdown without the backslashes that escape, the character references and the links that lead nowhere."""
    return _NOWHERE.sub(r"\1", resolve_references(_ESCAPED.sub(r"\1", text))).strip()


_PUNCTUATION = ".,;:!?…\"'\u201c\u201d\u2018\u2019()[]-"
_WITHIN_WORDS = str.maketrans("", "", "'\u2019-")
_LONG = 1500
"""Words of a talk that says nothing of itself but in a head; a letter has fewer."""
_MARKED = ("|", "#", "<", "{", "}", "--", "```")


def _is_prose(glance: Glance) -> bool:
    """Return whether a text is prose of some length, by its first words.

    A text with links, or one of a letter's length below a head, is what somebody wrote and not what somebody said.
    """
    lines = [line for line in glance.head if line.strip()]
    words = list(islice(chain.from_iterable(line.split() for line in lines), 4000))
    short = len(words) < max(50, (3 if len(lines) >= 5 else 50) * len(lines))
    is_written = any("](http" in line for line in lines) or (glance.keys and len(words) < _LONG)
    if short or is_written or is_delimited(lines):
        return False
    front = glance.head[: front_matter_end(glance.head)]
    marked = glance.count(_has_markup) + sum(map(_has_markup, front))
    plain = sum(word.strip(_PUNCTUATION).translate(_WITHIN_WORDS).isalpha() for word in words)
    return plain >= 0.7 * len(words) and marked <= 0.02 * (glance.filled + len(front))


def _has_markup(line: str) -> bool:
    """Return whether a line has a mark of Markdown, HTML or captions."""
    tags = (part.removeprefix("/") for part in line.split("<")[1:])
    return line.lstrip().startswith(_MARKED) or ARROW in line or any(tag[:1].isalpha() and ">" in tag for tag in tags)


def is_delimited(lines: Sequence[str]) -> bool:
    """Return whether nearly all lines hold the same number of one separator, as CSV does."""
    for separator in ",;\t|":
        cells = (line.split(separator)[1:] for line in lines if len(lines) > 2)
        counts = Counter(sum(bool(cell[:1].strip()) or separator in "\t|" for cell in row) for row in cells)
        if any(count and often >= 0.8 * len(lines) for count, often in counts.items()):
            return True
    return False


class TranscriptReader:
    """Prose without the marks of any other format; one item of running text in paragraphs."""

    name = "transcript"
    signs = (Sign(Strength.PLAUSIBLE, "running text of some length", _is_prose, frozenset({Shape.TEXT})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item; but for a recogniser's loops, not a word of it is lost or added."""
        found = Findings(source)
        head, begin = _take_head(found)
        filled = [(number, line) for number, line in source.filled_lines() if number >= begin]
        if not head.title and _has_title(source, [line for _, line in filled]):
            (number, title), *filled = filled
            found.fates[number], head = Fate.HEADING, replace(head, title=title)
        found.cues += (Cue(None, None, "", line, number, number) for number, line in filled)
        if not head.people:
            opening = [line for line in source.lines[head.end :] if line.strip()][:_OPENING]
            head = replace(head, people=find_on_tape(head.title, head.about, opening))
        return found.pieces(head)


def _has_title(source: Source, lines: Sequence[str]) -> bool:
    """Return whether the first line is a title: a few words without an end, a blank line below, and only prose then."""
    words = [len(line.split()) for line in lines]
    stands_alone = not source.facts.title and any(not line.strip() for line in source.lines[1:4])
    ends = [line.rstrip(_CLOSERS)[-1:] in _ENDS for line in lines]
    return (
        stands_alone and len(lines) > 1 and words[0] <= 14 and not ends[0] and 10 * sum(ends[1:]) >= 9 * len(ends[1:])
    )


_CLOSERS = "\"'\u201d\u2019)*_"
_ENDS = frozenset(".!?…:;,\u3002\uff01\uff1f")

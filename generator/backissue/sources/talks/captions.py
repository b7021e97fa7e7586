"""Captions, as WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip have them: times, and text below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.stated.head_facts import Head, head_fates, read_head
from backissue.sources.stated.people import is_person
from backissue.sources.talks.cues import (
    ARROW,
    FIGURES,
    Cue,
    is_span,
    parse_time,
    split_at_turns,
    split_label,
    split_times,
)
from backissue.sources.talks.linked_text import TIME, get_element, split_tags, strip_tags
from backissue.sources.talks.talk import Findings
from backissue.text import resolve_references

_TWO_TIMES = re.compile(r"\s*-?\d+:\d+[\d:.,]*\s*\W{1,4}\s*\d+:\d+[\d:.,]*\s*")
"""A damaged line of times, such as ``00:01 -- 00:02``."""
_REMEDY = "write `00:00:01.000 --> 00:00:02.000`"
_HEADER = "WEBVTT"
_FENCES = ("---", "+++")
_ASIDES = ("NOTE", "STYLE", "REGION")
_PICTURE = re.compile(r"\S+\.(?:jpe?g|png|webp|gif|avif)(?:[#?]\S*)?", re.IGNORECASE)
"""What stands for speech in a file that shows pictures of a film while somebody seeks in it."""
_VTT_TAGS = frozenset({"c", "i", "b", "u", "ruby", "rt", "lang", "font", "v", TIME})
_SRT_TAGS = frozenset({"i", "b", "u", "s", "font"})


def _is_header(line: str) -> bool:
    line = line.lstrip("\ufeff")
    return line == _HEADER or line.startswith((f"{_HEADER} ", f"{_HEADER}\t"))


def _find_header(lines: Sequence[str]) -> int:
    """Return the 1-based number of the line that is the header of WebVTT; 0 where it is none of the first."""
    return next((number for number, line in enumerate(lines[:20], 1) if _is_header(line)), 0)


def _has_times(glance: Glance) -> bool:
    """Return whether there are lines of times; those below a header are WebVTT's."""
    return glance.count(split_times) > 0 and not _find_header(glance.head)


def _begins(glance: Glance) -> bool:
    """Return whether the first line is one of times, or a number and the second is."""
    filled = (line for line in (line.strip("\ufeff \t") for line in glance.lines) if line)
    start = [*islice(filled, 2)] if _has_times(glance) else [""]
    return bool(split_times(start[-1] if start[0].isdecimal() else start[0]))


class WebVttReader:
    """Cues below a header; voices, ``>>`` and lines that roll up are understood, tags and settings left out."""

    name = "webvtt"
    signs = (
        Sign(Strength.CERTAIN, f"the header `{_HEADER}`", lambda glance: _is_header(glance.first), NO_ROWS),
        Sign(
            Strength.LIKELY,
            f"the header `{_HEADER}` below other text",
            lambda glance: _find_header(glance.head) > 0,
            NO_ROWS,
        ),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of all the cues."""
        found = Findings(source)
        head = _take_head(found)
        begin = _take_header(found)
        _take_asides(found, begin)
        captions = _Scan(found).read(begin)
        if _says_nothing(captions):
            found.report(begin, "pictures or data for a player, and nothing that is said", "list the captions instead")
            return found.pieces(rest=Fate.BOILERPLATE)
        for caption in _drop_rolled_lines(
            captions, found, lambda text: resolve_references(strip_tags(text, _VTT_TAGS))
        ):
            found.cues += _cues(caption, _voices(caption))
        return found.pieces(head, rest=Fate.BOILERPLATE)


def _says_nothing(captions: Sequence[Caption]) -> bool:
    """Return whether captions hold what a player shows or knows at their times, all of them, and no speech."""
    texts = [caption.speech for caption in captions if caption.texts]
    return bool(texts) and all(_PICTURE.fullmatch(text) or text[:1] + text[-1:] == "{}" for text in texts)


class SubRipReader:
    """Captions with or without their numbers, with or without blank lines between them."""

    name = "subrip"
    signs = (
        Sign(Strength.CERTAIN, "times with an arrow between them at its beginning", _begins, NO_ROWS),
        Sign(Strength.LIKELY, "lines of times with an arrow between them", _has_times, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of all the captions, without tags and without the codes between braces that place them."""
        found = Findings(source)
        head = _take_head(found)
        for caption in _drop_rolled_lines(_Scan(found).read(1), found, _plain_srt):
            voices = _voices(caption) if "<v " in caption.speech else [("", _plain_srt(caption.speech))]
            found.cues += _cues(caption, voices)
        return found.pieces(head, rest=Fate.BOILERPLATE)


def _take_head(found: Findings) -> Head | None:
    """Give the lines of a head between fences their fates, and return what it says; ``None`` where there is none."""
    first = "".join(found.source.lines[:1]).strip("\ufeff")
    head = read_head(found.source) if first.startswith(_FENCES) else Head()
    found.fates |= head_fates(head)
    found.problems += head.problems
    return head if head.end else None


def _take_header(found: Findings) -> int:
    """Give the header and what stands above and right below it their fates; return the line at which cues begin."""
    lines = found.source.lines
    if not (header := _find_header(lines)):
        return 1
    for number, line in enumerate(lines[: header - 1], 1):
        if line.strip() and number not in found.fates:
            found.report(number, f"text above the header `{_HEADER}`", "remove it")
    below = (at for at in range(header, len(lines)) if not lines[at].strip() or split_times(lines[at]))
    begin = next(below, len(lines)) + 1
    found.fates |= dict.fromkeys(range(header, begin), Fate.HEADING)
    return begin


def _take_asides(found: Findings, begin: int) -> None:
    """Give the blocks that are no captions their fate, each to the next blank line.

    They are notes, styles and regions, and the headers of parts that were joined to one file.
    """
    inside, blank = False, True
    for number, line in enumerate(found.source.lines[begin - 1 :], begin):
        begins = blank and line.startswith((*_ASIDES, _HEADER)) and line.split()[0] in {*_ASIDES, _HEADER}
        inside = bool(line.strip()) and (inside or begins) and not split_times(line)
        if inside:
            found.fates[number] = Fate.BOILERPLATE
        blank = not line.strip()


@dataclass(slots=True)
class Caption:
    """The first of a caption's lines, its times in seconds where they can be read, and its lines of text."""

    first: int
    start: float | None = None
    end: float | None = None
    texts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Its lines of text without their numbers."""
        return [text for _, text in self.texts]

    @property
    def speech(self) -> str:
        """Its text in one line; where several of its lines begin with a dash, each is another voice."""
        answers = [_after_dash(line) for line in self.words]
        voices = (f">> {answer}" if answer else line for answer, line in zip(answers, self.words, strict=True))
        return " ".join(self.words if sum(map(bool, answers)) < 2 else voices)


def _after_dash(line: str) -> str:
    """Return what a line says behind the dash that it begins with; nothing where that marks no voice."""
    said = line[1:].lstrip()
    return said if line[:1] in {"-", "\u2013", "\u2014"} and (said[:1].isalpha() or said != line[1:]) else ""


def _is_damaged(line: str) -> bool:
    """Return whether a line looks as if it should be one of times."""
    start, arrow, _ = line.partition(ARROW)
    return len(line) < 100 and bool((arrow and not start.strip(f"{FIGURES} -")) or _TWO_TIMES.fullmatch(line))


class _Scan:
    """The captions while they are read, line by line."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._loose: list[tuple[int, str]] = []
        self._open = False
        self._captions: list[Caption] = []

    def read(self, begin: int) -> list[Caption]:
        """Return the captions from the 1-based line ``begin`` on; lines that belong to none are reported."""
        for number, line in enumerate(self._found.source.lines[begin - 1 :], begin):
            if number not in self._found.fates:
                self._take(number, line)
        self._close()
        return self._captions

    def _take(self, number: int, line: str) -> None:
        """Take one line in: times, a blank, or text that belongs to the caption above or the one below."""
        text = " ".join(line.split())
        if split_times(line) or _is_damaged(line):
            self._begin(number, text)
        elif not line or (not text and self._captions and self._captions[-1].texts):
            self._close()
        elif self._open and text:
            self._captions[-1].texts.append((number, text))
        elif text:
            self._loose.append((number, text))

    def _begin(self, number: int, text: str) -> None:
        """Begin a caption; the line above it is its name, or its number where no blank line parts the two."""
        above = self._captions[-1].texts if self._open else self._loose
        first = number
        if above and (not self._open or above[-1][1].isdecimal()):
            first, _ = above.pop()
            self._found.fates[first] = Fate.ITEM
        self._close()
        start, end = map(parse_time, split_times(text) or ("", ""))
        if not is_span(start, end):
            self._found.report(number, f"not the times of a caption: `{text[:40]}`", _REMEDY)
        self._captions.append(Caption(first, start, end))
        self._open = True

    def _close(self) -> None:
        """End the caption. Text that no times above is speech below the first caption, and reported."""
        self._open = False
        speech = [(number, text) for number, text in self._loose if self._captions and text.strip(f"{FIGURES}->")]
        for number, text in self._loose:
            fate = Fate.ITEM if (number, text) in speech else Fate.PROBLEM
            self._found.report(number, f"no times above `{text[:40]}`", _REMEDY, fate)
        if speech:
            self._captions.append(Caption(speech[0][0], texts=speech))
        self._loose = []


def _drop_rolled_lines(captions: Sequence[Caption], found: Findings, plain: Callable[[str], str]) -> list[Caption]:
    """Return the captions without the lines that roll up: those that a caption takes over from the one before it.

    Only where most captions do so; elsewhere, two that say the same are two. ``plain`` takes the tags out of a line.
    One change is enough where words have times, as only captions that roll up have them.
    """
    shown = [[plain(line) for line in caption.words] for caption in captions]
    changes = [(one, two) for one, two in pairwise(shown) if one and two and one != two]
    enough = 1 if any(strip_tags(line, {TIME}) != line for caption in captions for line in caption.words) else 2
    if len(changes) < enough or 2 * sum(one[-1] == two[0] for one, two in changes) < len(changes):
        return list(captions)
    taken = [0]
    for one, two in pairwise(shown):
        longest = min(len(one), len(two), 8)  # captions show a few lines
        taken.append(next((count for count in range(longest, 0, -1) if one[-count:] == two[:count]), 0))
    for caption, count in zip(captions, taken, strict=True):
        found.fates.update((number, Fate.BOILERPLATE) for number, _ in caption.texts[:count])
    return [replace(caption, texts=caption.texts[count:]) for caption, count in zip(captions, taken, strict=True)]


def _cues(caption: Caption, voices: Iterable[tuple[str, str]]) -> Iterator[Cue]:
    """Yield the cues of a caption, of which ``voices`` are the speakers and what each says."""
    last = max([caption.first, *(number for number, _ in caption.texts)])
    for voice, said in voices:
        speaker, text = (voice, said) if voice else split_label(said)
        yield from split_at_turns(Cue(caption.start, caption.end, speaker, " ".join(text.split()), caption.first, last))


def _forename_first(voice: str) -> str:
    """Return who speaks, one person, with the family name last, which meetings of companies have first.

    >>> _forename_first("Holm, Edda"), _forename_first("Edda Holm, PhD"), _forename_first("Everybody, all of us")
    ('Edda Holm', 'Edda Holm, PhD', 'Everybody, all of us')
    """
    family, _, given = voice.partition(", ")
    is_turned = (
        is_person(f"{given} {family}")
        and 0 < len(given.split()) <= 3
        and not _BEHIND_NAMES.intersection(given.casefold().replace(".", "").split())
    )
    return f"{given} {family}" if is_turned and given[:1].isupper() and "," not in given else voice


_BEHIND_NAMES = frozenset("jr sr ii iii iv phd md dr mba esq msc ma cpa".split())
"""What stands behind a comma after a name, and is none."""


def _voices(caption: Caption) -> Iterator[tuple[str, str]]:
    """Yield each voice of a WebVTT caption with what it says, without tags and character references."""
    voice, said = "", ""
    for tag, text in split_tags(caption.speech, _VTT_TAGS):
        if get_element(tag) == "v":
            yield voice, resolve_references(said)
            voice, said = _forename_first(resolve_references(tag[1:-1].partition(" ")[2]).strip()), ""
        said += text
    yield voice, resolve_references(said)


def _plain_srt(text: str) -> str:
    start, *codes = strip_tags(text, _SRT_TAGS).split("{\\")
    rest = (code.partition("}")[2] if "}" in code else f"{{\\{code}" for code in codes)
    return resolve_references("".join([start, *rest]))

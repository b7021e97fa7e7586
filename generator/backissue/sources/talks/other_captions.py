"""Captions in other forms than WebVTT and SubRip: SBV and XML of YouTube, Advanced SubStation, TTML, lines of LRC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from itertools import islice

from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.talks.cues import Cue, parse_time, split_at_turns, split_label
from backissue.sources.talks.talk import Findings

_SBV = re.compile(r"\s*(?P<start>\d+:\d\d:\d\d[.,]\d{1,3}),(?P<end>\d+:\d\d:\d\d[.,]\d{1,3})\s*")
_LRC = re.compile(r"(?:\[\d{1,3}:\d\d\.\d{1,3}\])+")
_LRC_TIME = re.compile(r"\[(\d{1,3}:\d\d)(?:[.:]\d{1,3})?\]")
_LRC_WORD = re.compile(r"<\d{1,3}:\d\d(?:[.:]\d{1,3})?>")
_LRC_TAG = re.compile(r"\[(?P<key>ti|ar|al|au|by|length|offset|re|ve|la|id):(?P<value>[^\]]*)\]\s*", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<(?:\w+:)?p\b(?P<said>[^<>]*)>(?P<text>.*?)</(?:\w+:)?p>", re.DOTALL | re.IGNORECASE)
_TIMED = re.compile(
    r"""<(?P<tag>p|text)\b[^<>]*?\s(?P<key>t|start)=["'](?P<time>\d+(?:\.\d+)?)["'][^<>]*>(?P<text>.*?)</(?P=tag)>""",
    re.DOTALL,
)
"""A cue of YouTube's ``srv1``, in seconds, or of ``srv2`` and ``srv3``, in thousandths."""
_BEGIN = re.compile(r"""\bbegin\s*=\s*["']([^"']+)["']""")
_BREAK = re.compile(r"<(?:\w+:)?br\b[^<>]*>", re.IGNORECASE)
_ELEMENT = re.compile(r"<[^<>]*>")
_CODES = re.compile(r"\{[^{}]*\}")
_FEWEST = 3

_Said = tuple[int, int, float | None, str, str]
"""The first and the last line, when, who, and what is said."""


def _begins_sbv(glance: Glance) -> bool:
    return bool(_SBV.fullmatch(glance.first))


def _begins_ass(glance: Glance) -> bool:
    return glance.first.strip("\ufeff").casefold() == "[script info]"


def _is_ttml(glance: Glance) -> bool:
    names = [tag.rpartition(":")[2] for tag in islice(glance.tags, 6)]
    return "tt" in names and "p" in {tag.rpartition(":")[2] for tag in glance.tags}


def _is_youtube(glance: Glance) -> bool:
    names = glance.tags[:4]
    return "timedtext" in names or ("transcript" in names and any(_TIMED.search(line) for line in glance.head))


def _is_lrc(glance: Glance) -> bool:
    timed = glance.count(_LRC.match)
    return (
        timed >= _FEWEST
        and 2 * timed >= glance.filled
        and bool(_LRC.match(glance.first) or _LRC_TAG.match(glance.first))
    )


class OtherCaptionsReader:
    """One item of all the captions, without the codes that place them."""

    name = "captions"
    signs = (
        Sign(Strength.CERTAIN, "two times with a comma between them at its beginning", _begins_sbv, NO_ROWS),
        Sign(Strength.CERTAIN, "the first line of a script of SubStation", _begins_ass, NO_ROWS),
        Sign(Strength.CERTAIN, "paragraphs of TTML", _is_ttml, NO_ROWS),
        Sign(Strength.CERTAIN, "cues in the XML of YouTube", _is_youtube, NO_ROWS),
        Sign(Strength.LIKELY, "lines that begin with times in square brackets", _is_lrc, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of all the captions."""
        found = Findings(source)
        glance = Glance(source)
        read = next(form for test, form in _FORMS.items() if test(glance) or form is _read_lrc)
        for first, last, start, speaker, text in read(source.lines):
            if words := " ".join(text.split()):
                name, said = (speaker, words) if speaker else split_label(words)
                found.cues += split_at_turns(Cue(start, None, name, said, first, last))
        return found.pieces(rest=Fate.BOILERPLATE)


def _read_sbv(lines: Sequence[str]) -> Iterator[_Said]:
    starts = [at for at, line in enumerate(lines) if _SBV.fullmatch(line)]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield at + 1, end, parse_time(lines[at].partition(",")[0]), "", " ".join(lines[at + 1 : end])


def _read_ass(lines: Sequence[str]) -> Iterator[_Said]:
    names: list[str] = []
    inside = False
    for number, line in enumerate(lines, 1):
        key, _, rest = line.partition(":")
        if line.startswith("["):
            inside = line.strip().casefold() == "[events]"
        elif inside and key == "Format":
            names = [name.strip().casefold() for name in rest.split(",")]
        elif inside and key == "Dialogue" and "text" in names:
            cells = dict(zip(names, rest.split(",", len(names) - 1), strict=False))
            text = _CODES.sub("", cells.get("text", "")).replace("\\N", " ").replace("\\n", " ").replace("\\h", " ")
            speaker = " ".join((cells.get("name") or cells.get("actor") or "").split())
            yield number, number, parse_time(cells.get("start", "").strip()), speaker, text


def _read_ttml(lines: Sequence[str]) -> Iterator[_Said]:
    text = "\n".join(lines)
    line, at = 1, 0
    for found in _PARAGRAPH.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        begin = _BEGIN.search(found["said"])
        words = unescape(_ELEMENT.sub("", _BREAK.sub(" ", found["text"])))
        yield line, line + found[0].count("\n"), _clock(begin[1]) if begin else None, "", words


def _read_youtube(lines: Sequence[str]) -> Iterator[_Said]:
    """Yield the cues of YouTube's XML, whose text is escaped twice."""
    text = "\n".join(lines)
    line, at = 1, 0
    for found in _TIMED.finditer(text):
        line, at = line + text.count("\n", at, found.start()), found.start()
        words = unescape(unescape(_ELEMENT.sub("", found["text"])))
        time = float(found["time"]) / (1000 if found["key"] == "t" else 1)
        yield line, line + found[0].count("\n"), time, "", words


def _clock(text: str) -> float | None:
    """Return a time as TTML writes it: a clock's, or a number with its unit.

    >>> _clock("00:01:02.500"), _clock("62.5s"), _clock("1500ms"), _clock("00:01:02:12")
    (62.5, 62.5, 1.5, 62.0)
    """
    for unit, parts in (("ms", 1000), ("s", 1)):
        number = text.removesuffix(unit)
        if text.endswith(unit) and number.replace(".", "", 1).isdecimal():
            return float(number) / parts
    return parse_time(":".join(text.split(":")[:3]))


def _read_lrc(lines: Sequence[str]) -> Iterator[_Said]:
    """Yield the lines of LRC; one with several times is said at each of them."""
    said = (cue for number, line in enumerate(lines, 1) for cue in _in_lrc(number, line))
    yield from sorted(said, key=lambda cue: cue[2] or 0.0)


def _in_lrc(number: int, line: str) -> Iterator[_Said]:
    if times := _LRC.match(line):
        words = _LRC_WORD.sub(" ", line[times.end() :])
        yield from ((number, number, parse_time(time), "", words) for time in _LRC_TIME.findall(times[0]))


_FORMS: Mapping[Callable[[Glance], bool], Callable[[Sequence[str]], Iterator[_Said]]] = {
    _begins_sbv: _read_sbv,
    _begins_ass: _read_ass,
    _is_ttml: _read_ttml,
    _is_youtube: _read_youtube,
    _is_lrc: _read_lrc,
}

"""Speech as rows of a table: when it begins, what is said and maybe who says it, as in Whisper's TSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.tables.delimited import Dialect, Row, split_rows
from backissue.sources.talks.cues import Cue, parse_time
from backissue.sources.talks.talk import Findings
from backissue.text import fold_key

_STARTS = frozenset(
    "start starttime startseconds startsec startms begin begintime timestamp timecode time from".split()
)
_ENDS = frozenset("end endtime endseconds endsec endms stop to duration".split())
_TEXTS = frozenset("text transcript utterance sentence caption content words said".split())
_SPEAKERS = frozenset("speaker speakers name speakername who".split())
_SEPARATORS = ("\t", ",", ";")


def _columns(names: Sequence[str]) -> tuple[int, int, int] | None:
    """Return the columns of the time, the text and the speaker, -1 where none is; ``None`` for other tables."""
    keys = [fold_key(name) for name in names]
    places = [next((at for at, key in enumerate(keys) if key in known), -1) for known in (_STARTS, _TEXTS, _SPEAKERS)]
    is_timed = places[0] >= 0 and places[1] >= 0 and (places[2] >= 0 or not _ENDS.isdisjoint(keys))
    return (places[0], places[1], places[2]) if is_timed else None


def _find(lines: Sequence[str]) -> tuple[str, tuple[int, int, int]] | None:
    first = next(filter(str.strip, lines), "").strip("\ufeff")
    found = ((mark, _columns(first.replace('"', "").split(mark))) for mark in _SEPARATORS if mark in first)
    return next(((mark, columns) for mark, columns in found if columns), None)


def _has_times(glance: Glance) -> bool:
    return _find(glance.lines) is not None


class TimedRowsReader:
    """One item of all the rows."""

    name = "timedrows"
    signs = (Sign(Strength.CERTAIN, "columns of times and of what is said", _has_times, frozenset({Shape.TEXT})),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item. A row without a text is left out; one whose time is none comes in without it."""
        found = Findings(source)
        mark, (start, text, speaker) = _find(source.lines) or (",", (0, 0, -1))
        exact = Dialect(mark, '"' if mark != "\t" else "\0", exact=True)
        header, *rows = [*split_rows(source.lines, exact)] or [Row(1, 1, None)]
        found.fates.update(dict.fromkeys(header.lines, Fate.HEADING))
        in_thousands = mark == "\t" and all(_cell(row, start).isdecimal() for row in rows)
        for row in rows:
            if row.cells is None or len(row.cells) <= max(start, text):
                found.report(row.line, "a row without a time or a text", "write both, in their columns")
            elif words := " ".join(_cell(row, text).split()):
                time = _seconds(_cell(row, start), in_thousands=in_thousands)
                last = row.line + row.count - 1
                found.cues.append(Cue(time, None, " ".join(_cell(row, speaker).split()), words, row.line, last))
        return found.pieces(rest=Fate.BOILERPLATE)


def _cell(row: Row, at: int) -> str:
    return row.cells[at].strip() if row.cells and 0 <= at < len(row.cells) else ""


def _seconds(text: str, *, in_thousands: bool) -> float | None:
    if text.replace(".", "", 1).isdecimal():
        return float(text) / (1000 if in_thousands else 1)
    return parse_time(text)

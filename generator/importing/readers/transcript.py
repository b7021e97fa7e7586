"""The transcript: what was said, as captions a line or as wrapped lines."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from pathlib import PurePath

from generator.importing.readers.common import whole_item
from generator.importing.source import Account, Line, Reading, Recognition, Source, Strength
from generator.model import Kind
from generator.text import divide, markdown_paragraphs, paragraphs, sentences

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_PUNCTUATION = ".,;:!?…\"'\u201c\u201d\u2018\u2019()[]-"
_MARKUP = re.compile(r"\s*(?:[|#<{}]|-{2}|```)|.*</?[A-Za-z][^>]*>|.*-->")
_ENDLESS = 60


class TranscriptReader:
    """Prose without the marks of any other format; one item of running text in paragraphs."""

    name = "transcript"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the text is prose of some length."""
        return Recognition(Strength.PLAUSIBLE, "running text of some length") if _is_prose(source) else None

    def read(self, source: Source) -> Reading:
        """One item; not a word of it is lost or added."""
        account = Account(source.lines)
        account.rest(Line.ITEM)
        parts = _parts(source)
        body = markdown_paragraphs(paragraphs(parts))
        title = _title(parts) or PurePath(source.file).stem
        return Reading((whole_item(source, Kind.TRANSCRIPT, title, body),), account.close())


def _parts(source: Source) -> list[str]:
    """The sentences; one without end, as speech recognisers leave them, in parts that end where captions do."""
    pauses = list(accumulate(len(line.split()) for line in source.lines))
    parts: list[str] = []
    begin = at = 0
    for sentence in sentences(" ".join(source.lines)):
        end = begin + len(sentence.split())
        inside = []
        while at < len(pauses) and pauses[at] <= end:
            inside.append(pauses[at] - begin)
            at += 1
        parts += divide(sentence, inside, _ENDLESS) if end - begin > _ENDLESS else [sentence]
        begin = end
    return parts


def _title(parts: list[str]) -> str:
    """The first words that were said."""
    words = " ".join(parts[:1]).split()
    return " ".join(words).rstrip(".,;") if len(words) <= 12 else f"{' '.join(words[:10]).rstrip('.,;')} …"


def _is_prose(source: Source) -> bool:
    lines = [line for line in source.lines if line.strip()]
    words = [word for line in lines for word in line.split()]
    if len(lines) < 5 or len(words) < 50 or len(words) < 3 * len(lines) or _is_delimited(lines):
        return False
    plain = sum(bool(_WORD.fullmatch(word.strip(_PUNCTUATION))) for word in words)
    marked = sum(bool(_MARKUP.match(line)) for line in lines)
    return plain >= 0.7 * len(words) and marked <= 0.02 * len(lines)


def _is_delimited(lines: list[str]) -> bool:
    """Whether nearly all lines hold the same number of one separator, as CSV does."""
    for separator in (r",(?=\S)", r";(?=\S)", r"\t", r"\|"):
        counts = Counter(len(re.findall(separator, line)) for line in lines)
        count, often = counts.most_common(1)[0]
        if count and often >= 0.8 * len(lines):
            return True
    return False

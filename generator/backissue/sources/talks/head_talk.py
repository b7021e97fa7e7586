"""A talk that stands as data in the head of a page, as site generators of podcasts keep it: a list of who said what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from backissue.sources.heads.head_lines import front_matter_end
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.commonmark import convert_markdown
from backissue.sources.issues.shortcodes import expand
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.stated.head import read_front_matter, texts
from backissue.sources.stated.head_facts import head_fates, read_head
from backissue.sources.talks.cues import Cue, parse_time
from backissue.sources.talks.talk import Findings
from backissue.text import fold_key
from backissue.yaml_text import Value

_LISTS = ("transcript", "captions", "transcription", "cues", "dialogue", "conversation", "turns", "lines", "segments")
_TEXTS = ("line", "text", "content", "body", "quote", "words", "said", "speech", "caption", "value")
_TIMES = ("time", "start", "timestamp", "at", "begin", "starttime", "from", "sec", "seconds", "t")
_SPEAKERS = ("who", "speaker", "name", "person", "by", "voice", "author")
_HEADERS = ("header", "heading", "section", "chapter", "title")


def _is_talk(glance: Glance) -> bool:
    """Return whether a head holds a list of what was said, an entry a mapping."""
    end = front_matter_end(glance.head) or len(glance.head)
    keys = [at for at, line in enumerate(glance.head[:end]) if fold_key(line.partition(":")[0].strip(" '\"")) in _LISTS]
    below = ((line.strip(), at) for key in keys for at, line in enumerate(glance.head[key + 1 : key + 12]))
    named = {fold_key(line.lstrip("-{ ").partition(":")[0]) for line, _ in below if ":" in line}
    return bool(keys) and bool(glance.head[:1]) and glance.head[0].startswith("---") and not named.isdisjoint(_TEXTS)


class HeadTalkReader:
    """The turns, with times and speakers, below the headings of the list; then what stands below the head."""

    name = "headtalk"
    signs = (Sign(Strength.CERTAIN, "a head that lists what was said", _is_talk),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item. An entry without text is left out, and reported."""
        found = Findings(source)
        head, data = read_head(source), read_front_matter(source)
        found.fates |= {at: fate for at, fate in head_fates(head).items() if fate is Fate.PROBLEM}
        found.problems += head.problems
        key = next((key for key in _LISTS if isinstance(data.data.get(key), list)), "")
        at = data.lines.get(key, 1)
        for entry in data.data.get(key) or ():
            at = _take(found, entry, at, head.end)
        below = strip_marks(expand("\n".join(source.lines[head.end :])).text)
        text = convert_markdown(below, head.title).body
        for piece in found.pieces(head, emphasis=True, rest=Fate.HEADING):
            fate = Fate.ITEM if piece.first > head.end and piece.fate is Fate.HEADING else piece.fate
            items = tuple(replace(item, body="\n".join(filter(None, [item.body, text]))) for item in piece.items)
            yield replace(piece, fate=fate, items=items)


def _take(found: Findings, entry: Value, at: int, end: int) -> int:
    """Take an entry of the list in, which stands below the 1-based line ``at``; return the line that it ends on."""
    values = {fold_key(key): value for key, value in entry.items()} if isinstance(entry, Mapping) else {}
    said = " ".join(_first(values, _TEXTS).split()) if values else " ".join(" ".join(texts(entry)).split())
    header = "" if said else " ".join(_first(values, _HEADERS).split())
    line = _line_of(found.source, said or header, at, end)
    if header:
        found.cues.append(Cue(None, None, "", "", line, line, section=header))
    elif said:
        speaker = " ".join(_first(values, _SPEAKERS).split())
        found.cues.append(Cue(_time(values), None, speaker, said, line, line))
    return line


def _first(values: Mapping[str, Value], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := " ".join(texts(values.get(key))))), "")


def _time(values: Mapping[str, Value]) -> float | None:
    """Return when an entry begins: a time with colons, or seconds."""
    for text in (_first(values, (key,)) for key in _TIMES):
        if text and (second := parse_time(text) if ":" in text else _seconds(text)) is not None:
            return second
    return None


def _seconds(text: str) -> float | None:
    try:
        second = float(text.removesuffix("s"))
    except ValueError:
        return None
    return second if 0 <= second < 1_000_000 else None


def _line_of(source: Source, text: str, at: int, end: int) -> int:
    """Return the 1-based line below ``at`` on which a text begins; ``at`` where it is written otherwise."""
    start = " ".join(text.split()[:3])
    lines = range(at, min(end, at + 40))
    return next((number + 1 for number in lines if start and start in " ".join(source.lines[number].split())), at)

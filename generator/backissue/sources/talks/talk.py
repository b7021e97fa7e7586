"""A talk, whatever the format of its transcript: one item, its page by turns and stories, and the fates of lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate, chain, pairwise

from backissue.markup import escape_heading, escape_markdown
from backissue.model import Item, Kind, Problem
from backissue.sources.facts import find_when, whole_item
from backissue.sources.links.recordings import with_recordings
from backissue.sources.names.file_names import read_file_name
from backissue.sources.pieces import Fate, Piece, Source, tile
from backissue.sources.stated.head import read_front_matter
from backissue.sources.stated.head_facts import Head, read_head
from backissue.sources.stated.introduced import find_called
from backissue.sources.stated.on_recordings import find_on_recording
from backissue.sources.stated.people import find_full, select_people
from backissue.sources.talks.chapter_lists import take_list
from backissue.sources.talks.chapter_places import place_chapters
from backissue.sources.talks.chapters import read_chapters
from backissue.sources.talks.cues import Cue, collapse_loops, format_time
from backissue.sources.talks.linked_text import escape_linked, strip_markup
from backissue.sources.talks.recording_facts import introduction
from backissue.sources.talks.speaker_marks import name_speakers
from backissue.stories import Story, Unit, announced, announcements, own_cue, paragraphs, segment
from backissue.stories.cue_phrases import Cue as Phrase
from backissue.text import divide, ends_sentence, sentences

_ENDLESS = 60
"""Words of a sentence that only a speech recogniser leaves without an end."""
_LINES, _ENDED = 8, 0.9
"""Lines of a turn that has a sentence a line, at least, and how many of them, at least, end one."""
_PART = 25
"""Words of the parts that such a sentence is left in: two or three captions."""
_SILENCE = 60.0
"""Seconds, after which a paragraph would not be that of its time any more."""
_TITLE = 8
"""Words that the title of a part may have: ``Part 2``."""
_AT_ONCE = 60.0
"""Seconds by which the times of those who speak at once may run back."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A unit and the cue that its first word stands in; a heading of the source is a cue with an empty unit.

    ``alone`` says that it begins a turn, so that no paragraph holds it with what was said before.
    """

    unit: Unit
    cue: Cue
    alone: bool


def split_turns(cues: Iterable[Cue], *, is_markdown: bool = False) -> Iterator[list[Cue]]:
    """Yield the cues in runs of one speaker; a heading stands alone.

    A time after words without any begins a run too, and so does one after a long silence; in Markdown, each
    point of a list that stands above all speech.
    """
    turn: list[Cue] = []
    end = 0.0
    for cue in cues:
        timed = cue.start is not None and bool(turn) and (turn[0].start is None or abs(cue.start - end) >= _SILENCE)
        apart = (is_markdown and _is_listed(turn, cue)) or cue.section or timed
        if turn and (apart or _changes(turn, cue) or turn[-1].section):
            yield turn
            turn, end = [], 0.0
        turn.append(cue)
        if cue.start is not None:
            end = cue.start if cue.end is None else cue.end
    if turn:
        yield turn


_POINT = re.compile(r"([-*+>]|\d{1,3}[.)]) \S")


def _point(cue: Cue) -> str:
    """Return the mark of a point of a list, or of a quote, that stands above all speech; of anything else nothing.

    >>> _point(Cue(None, None, "", "- 0:10 Roses", 4, 4)), _point(Cue(None, None, "Ada Boat", "- well", 4, 4))
    ('-', '')
    """
    found = None if cue.speaker or cue.start is not None else _POINT.match(cue.text)
    return found[1] if found else ""


def _is_listed(turn: Sequence[Cue], cue: Cue) -> bool:
    """Return whether a point begins in ``cue``, or a paragraph behind one; a sentence may go on behind a dash."""
    if not turn:
        return False
    apart, above = cue.first > turn[-1].last + 1, bool(_point(turn[0]))
    return (above and apart) or (bool(_point(cue)) and (above or apart or turn[-1].text.endswith(":")))


def _changes(turn: Sequence[Cue], cue: Cue) -> bool:
    """Return whether someone else speaks in ``cue`` than at the end of ``turn``."""
    return bool(turn) and (cue.turn or cue.speaker != turn[-1].speaker)


def split_units(turn: Sequence[Cue], before: Sequence[Cue], phrases: Sequence[str] = ()) -> Iterator[Utterance]:
    """Yield what is said in a turn, of which ``before`` is the one before it; ``phrases`` begin a story."""
    if turn[0].section:
        yield Utterance(Unit("", turn[0].first), turn[0], alone=True)
        return
    texts = [cue.text for cue in turn]
    ends = list(accumulate(len(text.split()) for text in texts))
    words, own = 0, own_cue(tuple(phrases))
    for part, inside in _pieces(texts, own):
        at = bisect_right(ends, words)
        cue, above = turn[at], turn[at - 1] if at else before[-1] if before else None
        is_first = words == (ends[at - 1] if at else 0)
        pause = 0.0
        if is_first and above and above.end is not None and cue.start is not None:
            pause = max(0.0, cue.start - above.end)
        unit = Unit(
            part,
            cue.first,
            pause,
            turn=not words and _changes(before, turn[0]),
            inside=inside,
            paragraph=is_first and above is not None and cue.first > above.last + 1,
            speaker=cue.speaker,
            announces=announced(part, own),
        )
        yield Utterance(unit, cue, alone=not words)
        words += len(part.split())


def _pieces(texts: Sequence[str], own: Phrase | None) -> Iterator[tuple[str, bool]]:
    """Yield the sentences, each with whether it goes on with the one before it.

    One without end, as speech recognisers leave them, comes in parts that end where captions or announcements do.
    """
    pauses = list(accumulate(len(text.split()) for text in texts))
    begin = 0
    for sentence in _sentences(texts):
        end = begin + len(sentence.split())
        inside = pauses[bisect_right(pauses, begin) : bisect_right(pauses, end)]
        parts = _divided(sentence, [pause - begin for pause in inside], own) if end - begin > _ENDLESS else [sentence]
        yield from ((part, number > 0) for number, part in enumerate(parts))
        begin = end


def _sentences(texts: Sequence[str]) -> list[str]:
    """Return what is said in sentences; where nearly every line ends one, a line does whatever it is followed by."""
    if len(texts) >= _LINES and sum(map(ends_sentence, texts)) >= _ENDED * len(texts):
        return [*chain.from_iterable(map(sentences, texts))]
    return sentences(" ".join(texts))


def _divided(sentence: str, pauses: Sequence[int], own: Phrase | None) -> Iterator[str]:
    words = sentence.split()
    ends = [*announcements(words, own), len(words)]
    for begin, end in zip([0, *ends], ends, strict=False):
        inside = pauses[bisect_right(pauses, begin) : bisect_right(pauses, end)]
        yield from divide(" ".join(words[begin:end]), [pause - begin for pause in inside], _PART)


def render_body(cues: Iterable[Cue], phrases: Sequence[str] = (), *, emphasis: bool = False) -> str:
    """Return the cues as Markdown: sections, and paragraphs below a line that names the speaker and the time.

    The sections are those of the source; where it has none, its stories, which the archive says to begin with
    ``phrases``. ``emphasis`` leaves the emphasis of a source that is Markdown itself, and its links.
    """
    turns = pairwise([[], *split_turns(cues, is_markdown=emphasis)])
    said = list(chain.from_iterable(split_units(turn, before, phrases) for before, turn in turns))
    write: Callable[[str], str] = partial(escape_markdown, emphasis=emphasis)
    write_heading: Callable[[str], str] = escape_heading
    spoken = [one.unit for one in said]
    if emphasis:
        write, write_heading = partial(escape_linked, escape=write), partial(escape_linked, escape=escape_heading)
        spoken = [replace(unit, text=strip_markup(unit.text)) for unit in spoken]
    titles = {at: write_heading(one.cue.section) for at, one in enumerate(said) if one.cue.section}
    if not titles:
        headings = {story.start: _heading(story, said[story.start].cue) for story in segment(spoken)}
        titles = {start: escape_heading(heading) for start, heading in headings.items() if heading}
    return "\n".join(f"{block}\n" for block in _blocks(said, titles, write, has_points=emphasis))


def _heading(story: Story, cue: Cue) -> str:
    """Return what a story is called: by its time where its heading would not tell what it is about.

    Without a time it is called nothing, and belongs to the one before.
    """
    if story.tells or not story.heading:
        return story.heading
    return "" if cue.start is None else format_time(cue.start)


def _blocks(
    said: Sequence[Utterance], found: Mapping[int, str], write: Callable[[str], str], *, has_points: bool
) -> Iterator[str]:
    """Yield the headings and paragraphs; a paragraph ends with its turn and its story."""
    starts = [at for at, one in enumerate(said) if one.alone or at in found]
    timed: Cue | None = None
    for start, end in pairwise([*starts, len(said)]):
        if start in found:
            yield f"## {found[start]}"
        if has_points and (point := _point(said[start].cue)):
            text = "\n".join(one.unit.text for one in said[start:end])
            yield f"{point} {write(text[len(point) :].lstrip())}"
            continue
        for first, last in paragraphs([one.unit for one in said[start:end]]) if said[start].unit.text else []:
            group = said[start + first : start + last]
            head = _head(group[0].cue, timed=group[0].cue is not timed)
            yield head + write("\n".join(one.unit.text for one in group))
            timed = group[0].cue


def _head(cue: Cue, *, timed: bool) -> str:
    """Return who speaks and when; a cue's time is that of the first paragraph that begins in it."""
    name = escape_markdown(cue.speaker.replace("*", "")).replace("\n", " ")
    time = f"({format_time(cue.start)})" if timed and cue.start is not None else ""
    head = " ".join(filter(None, [f"**{name}**" if name else "", time]))
    return f"{head}\n" if head else ""


@dataclass(slots=True)
class Findings:
    """What a reader found so far: cues, the fates of the other lines, and problems."""

    source: Source
    cues: list[Cue] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, what: str, remedy: str, fate: Fate = Fate.PROBLEM) -> None:
        """Report a defect at the 1-based ``line``; a line whose words come in all the same is an item's."""
        self.fates.setdefault(line, fate)
        self.problems.append(self.source.problem(line, what, remedy))

    def pieces(self, head: Head | None = None, *, emphasis: bool = False, rest: Fate | None = None) -> Iterator[Piece]:
        """Return the pieces; ``rest`` is the fate of the lines that hold no cue and have none yet."""
        self.cues = list(_with_parts(self.cues))
        kept, loops = collapse_loops(name_speakers(self.cues))
        fates = {**_fates(self.cues, Fate.BOILERPLATE), **_fates(kept, Fate.ITEM), **self.fates}
        for loop in loops:
            what = f"“{_opening(loop[0].text)}” comes {len(loop)} times in a row, a recogniser's loop"
            self.problems.append(
                self.source.hint(loop[0].first, what, "it was kept once; listen and write what was said")
            )
        before = 0.0
        for cue in self.cues:
            # Below a heading, times that begin anew are those of another recording.
            before = 0.0 if cue.section and cue.start is None else before
            if cue.start is not None and cue.start < before - _AT_ONCE:
                what = f"the time goes back from {format_time(before)} to {format_time(cue.start)}"
                self.problems.append(self.source.problem(cue.first, what, "check that the parts are in order"))
            before = before if cue.start is None else cue.start
        head = head or (read_head(self.source) if self.source.beside else Head())
        is_headed = head.end or self.source.beside
        chapters = read_chapters(read_front_matter(self.source)) if is_headed else ()
        if not chapters:
            chapters, listed = take_list(kept)
            taken = {id(cue) for cue in listed}
            kept = [cue for cue in kept if id(cue) not in taken]
            fates |= _fates(listed, Fate.HEADING)
        kept = place_chapters(kept, chapters) if chapters else kept
        items = [_item(self.source, kept, head, emphasis=emphasis)] if any(cue.text for cue in kept) else []
        return tile(self.source, fates, rest=rest, items=items, problems=self.problems)


def _with_parts(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield cues in which the titles of parts are sections, where times begin anew below one."""
    titles = {at for at, (cue, below) in enumerate(pairwise(cues)) if _is_title(cue) and _is_first(below)}
    reached, again = 0.0, False
    for at, cue in enumerate(cues):
        again = again or (at - 1 in titles and cue.start is not None and cue.start < reached - _AT_ONCE)
        reached = reached if cue.start is None else cue.start
    yield from (
        replace(cue, section=cue.text, text="") if again and at in titles else cue for at, cue in enumerate(cues)
    )


def _is_title(cue: Cue) -> bool:
    """Return whether what no time stands beside can be the title of a part: a few words without an end."""
    return cue.start is None and not cue.section and 0 < len(cue.text.split()) <= _TITLE and cue.text[-1].isalnum()


def _is_first(cue: Cue) -> bool:
    return cue.start is not None and cue.start < _AT_ONCE


def _fates(cues: Iterable[Cue], fate: Fate) -> Mapping[int, Fate]:
    """Return the fate of each line that cues stand on, of which the first cue on it decides."""
    fates: dict[int, Fate] = {}
    reached = 0
    for cue in cues:
        for number in range(max(cue.first, reached), cue.last + 1):
            fates.setdefault(number, Fate.HEADING if cue.section else fate)
        reached = max(reached, cue.last)
    return fates


def _item(source: Source, cues: Sequence[Cue], head: Head, *, emphasis: bool) -> Item:
    """Return the talk, called as its file is where it has no title; speakers that only have a number are none."""
    name = read_file_name(source.file)
    named = [*head.people, *_named(source, cues, head, is_text=emphasis)]
    spoken = select_people((cue.speaker.strip("*") for cue in cues), head.speakers, named)
    people = tuple(dict.fromkeys([*named, *spoken]))
    is_parted = any(cue.section for cue in cues)
    told = "" if head.end else introduction(source.beside, is_parted=is_parted)  # else it is told above the speech
    spoken_text = render_body(cues, source.facts.cues, emphasis=emphasis)
    body = "\n".join(filter(None, [told, spoken_text]))
    lines = source.lines[head.end :] if emphasis else ()
    item = whole_item(source, Kind.TRANSCRIPT, head.title or name.title, body, find_when(source, head.when, lines))
    links = with_recordings(head.links, source.lines[head.end :], name.video)
    item = replace(item, people=people, topics=head.topics, links=links, extra=head.extra)
    return replace(item, aliases=head.aliases, called=head.called)


def _named(source: Source, cues: Sequence[Cue], head: Head, *, is_text: bool) -> Iterator[str]:
    """Yield those whom the text above the speech names, and who say at its beginning what they are called in full."""
    if head.speakers:
        return
    first = next((cue.first for cue in cues if cue.speaker or cue.start is not None), 0)
    above = source.lines[head.end : max(first - 1, head.end)] if is_text else ()
    labels = {cue.speaker.strip("*") for cue in cues} - {""}
    introduced = find_on_recording(source, head.title, head.about, above, labels)
    yield from introduced
    known = [*head.people, *introduced]
    short = {label for label in labels if " " not in label and not find_full(label, known)}
    yield from find_called(short, (cue.text for cue in cues[:_GREETINGS])) if short else ()


_GREETINGS = 40
"""Cues in which people say who they are."""


def _opening(text: str) -> str:
    """Return the first words of a text."""
    words = text.split()
    return " ".join(words).rstrip(".,;") if len(words) <= 12 else f"{' '.join(words[:10]).rstrip('.,;')} …"

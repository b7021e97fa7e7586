"""The transcripts whose stories are known, a genre each: what is said as units, and the units that begin a story.

All come from texts that other people wrote, and none of the marks was set by a program: recaps of a newsletter with the
lines that part their segments; talks with the headings that those who wrote them down gave them; two monologues
labelled by hand; and monologues made of the notes of newsletters in a row, where each note is a story. A set whose
texts are not at hand is empty.

Half of the texts are held back (`held-back.tsv`): no rule and no number was chosen by them.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from backissue.sources.talks.cues import Cue
from backissue.sources.talks.talk import split_turns, split_units
from backissue.stories import Unit
from backissue.text import sentences
from tests.measure_stories import LABELS, labels, transcript

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
SAMPLES = SHARED / "samples"
HELD_BACK = Path(__file__).with_name("held-back.tsv")

_SPEAKER = re.compile(r"\*\*(?P<name>[^*]{1,40})\*\*: *(?P<text>.*)", re.DOTALL)
_TIMED = re.compile(r"(?P<name>[A-Z][\w .'-]{0,40}): \d\d:\d\d:\d\d\s*(?P<text>.*)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\][\[(][^\])]*[\])]")
_FEWEST = 4
"""Headings of a talk that is divided by them."""
_NOTES = 12
_SHORTEST = 25


@dataclass(frozen=True, slots=True)
class Text:
    """A transcript: its genre, its name, its units, and the positions of those that begin a story, but the first."""

    genre: str
    name: str
    units: tuple[Unit, ...]
    starts: tuple[int, ...]


def all_sets() -> Iterator[Text]:
    """Yield the texts of all genres that are at hand."""
    for make in SETS.values():
        yield from make()


def part(texts: Iterable[Text], *, held_back: bool) -> Iterator[Text]:
    """Yield the texts that rules may be chosen by, or those that are held back."""
    names = {tuple(line.split("\t")) for line in HELD_BACK.read_text("utf-8").splitlines()}
    return (text for text in texts if ((text.genre, text.name) in names) is held_back)


def panels() -> Iterator[Text]:
    """Yield recaps as they were published, with speakers and paragraphs, but without the lines that part segments."""
    for file in sorted((SAMPLES / "optech/recaps").glob("*.md")):
        text = file.read_text("utf-8").partition("## Transcription")[2]
        yield _of_blocks("panel", file.stem[:10], text, _SPEAKER, r"_([^_].*)_")


def plain_panels() -> Iterator[Text]:
    """Yield the same recaps a sentence a line, without speakers and paragraphs."""
    truth = SHARED / "gold/optech-stories.tsv"
    for line in truth.read_text("utf-8").splitlines() if truth.exists() else ():
        name, _, numbers = line.partition("\t")
        lines = (SAMPLES / "optech/plain" / f"{name}.txt").read_text("utf-8").splitlines()
        yield _of_lines("panel as plain text", name, lines, [int(number) for number in numbers.split()])


def talks() -> Iterator[Text]:
    """Yield talks without their headings."""
    yield from (text for text in _with_headings("talk") if not any(unit.turn for unit in text.units))


def interviews() -> Iterator[Text]:
    """Yield conversations without their headings."""
    yield from (text for text in _with_headings("interview") if any(unit.turn for unit in text.units))


def labelled_news() -> Iterator[Text]:
    """Yield the monologues that were labelled by hand; the rules for cues were written with them."""
    for name in (name for name, path in LABELS.items() if path.exists()):
        units, _ = transcript(name)
        lines = {unit.line: at for at, unit in reversed([*enumerate(units)])}
        starts = (next(at for at in range(number, 0, -1) if at in lines) for number in labels(name))
        yield Text("news, labelled by hand", name, tuple(units), tuple(sorted({lines[at] for at in starts} - {0})))


def made_news() -> Iterator[Text]:
    """Yield monologues made of the notes of newsletters in a row, a sentence a line."""
    for name, stories in _monologues():
        lines = [line for story in stories for line in story]
        yield _of_lines("made news", name, lines, _begins(stories))


def unpunctuated_news() -> Iterator[Text]:
    """Yield the same monologues in small letters and without any punctuation, a sentence a line."""
    for name, stories in _monologues():
        bare = [[_bare(line) for line in story] for story in stories]
        yield _of_lines("made news without punctuation", name, [one for story in bare for one in story], _begins(bare))


def captioned_news() -> Iterator[Text]:
    """Yield the same monologues without punctuation in captions of ten words, whatever ends in them."""
    for name, stories in _monologues():
        words = [_bare(" ".join(story)).split() for story in stories]
        said = [word for story in words for word in story]
        lines = [" ".join(said[at : at + 10]) for at in range(0, len(said), 10)]
        starts = [sum(map(len, words[:at])) // 10 + 1 for at in range(len(words))]
        yield _of_lines("made news in captions", name, lines, starts)


SETS: Mapping[str, Callable[[], Iterator[Text]]] = {
    "news, labelled by hand": labelled_news,
    "made news": made_news,
    "made news without punctuation": unpunctuated_news,
    "made news in captions": captioned_news,
    "panel": panels,
    "panel as plain text": plain_panels,
    "talk": talks,
    "interview": interviews,
}


def _of_lines(genre: str, name: str, lines: Sequence[str], begins: Iterable[int]) -> Text:
    """Return a text whose stories begin at 1-based lines, each with the first unit that begins there or later."""
    units = _units([Cue(None, None, "", line, at, at) for at, line in enumerate(lines, 1) if line.strip()])
    starts = {next((at for at, unit in enumerate(units) if unit.line >= line), 0) for line in begins}
    return Text(genre, name, units, tuple(sorted(starts - {0})))


def _units(cues: Sequence[Cue]) -> tuple[Unit, ...]:
    return tuple(one.unit for before, turn in pairwise([[], *split_turns(cues)]) for one in split_units(turn, before))


def _of_blocks(genre: str, name: str, text: str, mark: re.Pattern[str], heading: str) -> Text:
    """Return a text in paragraphs, of which some are headings that begin a story, and some name who speaks."""
    cues: list[Cue] = []
    begins: set[int] = set()
    speaker, at = "", 1
    for block in re.split(r"\n{2,}", text):
        said = " ".join(block.split())
        if re.fullmatch(heading, said):
            begins.add(at)
            continue
        found = mark.fullmatch(said)
        speaker = found["name"] if found else speaker
        said = _LINK.sub(r"\1", found["text"] if found else said)
        if said and not said.startswith(("<", "{", "![")):
            cues.append(Cue(None, None, speaker, said, at, at, turn=bool(found)))
            at += 2  # a blank line stands between two paragraphs
    units = _units(cues)
    first = {unit.line: at for at, unit in reversed([*enumerate(units)])}
    return Text(genre, name, units, tuple(sorted({first[line] for line in begins if line in first} - {0})))


def _with_headings(genre: str) -> Iterator[Text]:
    for file in sorted((SAMPLES / "bitcointranscripts").glob("**/*.md")):
        body = file.read_text("utf-8").split("\n---\n", 1)[-1]
        text = _of_blocks(genre, file.stem, body, _TIMED, r"#{1,4} +(.*)")
        if len(text.starts) >= _FEWEST:
            yield text


def _monologues() -> Iterator[tuple[str, list[list[str]]]]:
    """Yield names and stories, each of a few sentences; drawn with a seed, so that they are always the same."""
    for source, notes in (("optech", _optech()), ("haskell", _haskell()), ("papers", _papers())):
        chance = random.Random(source)
        drawn = chance.sample(notes, len(notes))
        rounds = (drawn[at : at + _NOTES] for at in range(0, len(drawn) - _NOTES + 1, _NOTES))
        for number, stories in enumerate(rounds):
            if number < _NOTES:
                yield f"{source}-{number:02}", stories


def _optech() -> list[list[str]]:
    path = SAMPLES / "optech/items.csv"
    with path.open(encoding="utf-8", newline="") if path.exists() else _nothing() as file:
        told = [(row["Title"], row["Abstract"]) for row in csv.DictReader(file)]
    return _sentences(text.removeprefix(title).lstrip(": ") for title, text in told)


def _haskell() -> list[list[str]]:
    files = sorted((SAMPLES / "haskellweekly").glob("issue-*.markdown"))
    return _sentences(
        line.strip()[2:] for file in files for line in file.read_text("utf-8").splitlines() if line.startswith("  > ")
    )


def _papers() -> list[list[str]]:
    rows = (ROOT / "content/sources/papers-of-the-week.md").read_text("utf-8").splitlines()
    cells = (row.split("|") for row in rows[2:])
    return _sentences(max(row, key=len) for row in cells if len(row) > 2)


def _nothing() -> io.StringIO:
    return io.StringIO()


def _sentences(texts: Iterable[str]) -> list[list[str]]:
    """Return the notes that are long enough for a story, in sentences, without links and emphasis."""
    plain = (re.sub(r"[*_`]|\{%.*?%\}", "", _LINK.sub(r"\1", text)).strip() for text in texts)
    return [sentences(text) for text in plain if len(text.split()) >= _SHORTEST]


def _begins(stories: Sequence[Sequence[str]]) -> list[int]:
    """Return the 1-based lines at which the stories begin."""
    return [1, *(number + 1 for number in accumulate(len(story) for story in stories[:-1]))]


def _bare(line: str) -> str:
    return " ".join(re.sub(r"[^\w\s'-]", " ", line.lower()).split()) or "so"

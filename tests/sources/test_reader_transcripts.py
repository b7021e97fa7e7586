"""Transcripts of every format: no word is lost, speakers and times are kept, and every line has its fate."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from backissue.markup import escape_markdown
from backissue.model import Facts, Problem
from backissue.site import engine
from backissue.site.gate import examine
from backissue.sources.decoding.encodings import decode_lines
from backissue.sources.pieces import Fate, Reader, Reading, Source
from backissue.sources.talks.captions import SubRipReader, WebVttReader
from backissue.sources.talks.cues import Cue, collapse_loops, format_time, parse_time
from backissue.sources.talks.linked_text import escape_linked
from backissue.sources.talks.speaker_marks import find_recurring_names, read_mark
from backissue.sources.talks.speakers import SpeakersReader, TranscriptReader
from backissue.sources.talks.talk import render_body
from backissue.sources.talks.whisper import WhisperCppReader, WhisperReader
from tests import effort
from tests.readings import find_reader, read_by, recognitions

ROOT = Path(__file__).parents[2]

Speech = Sequence[tuple[str, str]]
"""Who says what, cue by cue; the cue at position ``n`` begins after ``n`` seconds."""


def vtt(speech: Speech) -> str:
    cues = (f"{times(at)}\n<v {name}>{said.replace('&', '&amp;')}</v>\n" for at, (name, said) in enumerate(speech))
    return "\n".join(["WEBVTT\n", *cues])


def srt(speech: Speech) -> str:
    cues = (f"{at + 1}\n{times(at).replace('.', ',')}\n[{name}]: {said}\n" for at, (name, said) in enumerate(speech))
    return "\n".join(cues)


def cpp(speech: Speech) -> str:
    return "".join(f"[{times(at)}]  ({name.replace('_', ' ')}) {said}\n" for at, (name, said) in enumerate(speech))


def whisper(speech: Speech) -> str:
    segments = [
        {"start": at, "end": at + 0.9, "text": f" {said}", "speaker": name} for at, (name, said) in enumerate(speech)
    ]
    return json.dumps({"segments": segments, "language": "en"}, indent=1)


def bold(speech: Speech) -> str:
    return "\n".join(f"**{name}**: {said}\n" for name, said in speech)


def timed(speech: Speech) -> str:
    return "\n".join(f"{name}: {format_time(at)}\n\n{said}\n" for at, (name, said) in enumerate(speech))


def times(at: int) -> str:
    return f"{format_time(at)}.000 --> {format_time(at)}.900"


FORMATS: dict[str, tuple[Reader, Callable[[Speech], str]]] = {
    "webvtt": (WebVttReader(), vtt),
    "subrip": (SubRipReader(), srt),
    "whisper": (WhisperReader(), whisper),
    "whispercpp": (WhisperCppReader(), cpp),
    "bold names": (SpeakersReader(), bold),
    "names and times": (SpeakersReader(), timed),
}
WORDS = ["so", "beans.", "GPT-4", "3.5", "_snake", "[a]", "1.", "Dr.", "Q&A", "\u2014", "well?", "#", "-", "C:\\x"]
SAID = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
SPEECH = st.lists(st.tuples(st.sampled_from(["SPEAKER_1", "SPEAKER_2"]), SAID), min_size=1, max_size=30).map(
    lambda cues: [(name, f"word{number} {said}") for number, (name, said) in enumerate(cues)]
)
HEAD = re.compile(r"(?:\*\*[^*]+\*\*)?(?: ?\(\d\d:\d\d:\d\d\))?")


def read(text: str, reader: Reader | None = None, facts: Facts | None = None) -> Reading:
    source = Source("talk.txt", tuple(text.removesuffix("\n").split("\n")), facts or Facts())
    found = reader or find_reader(source)
    assert not isinstance(found, Problem), str(found)
    return read_by(found, source)


def words(body: str) -> list[str]:
    """The words of a body as they render, the lines that name speakers and times left out."""
    spoken = " ".join(line for line in body.splitlines() if not HEAD.fullmatch(line))
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", spoken)).split()


@pytest.mark.parametrize("name", FORMATS)
@given(speech=SPEECH)
def test_not_a_word_is_lost_or_added(name: str, speech: Speech) -> None:
    reader, write = FORMATS[name]
    reading = read(write(speech), reader)
    (item,) = reading.items
    assert words(item.body) == [word for _, said in speech for word in said.split()]
    assert reading.problems == ()
    assert reading.account[Fate.PROBLEM] == 0


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_known_by_its_text_alone(name: str) -> None:
    reader, write = FORMATS[name]
    speech = [("SPEAKER_1", "So."), ("SPEAKER_2", "Well."), ("SPEAKER_1", "Yes."), ("SPEAKER_2", "No.")]
    source = Source("a", tuple(write(speech).splitlines()))
    found = find_reader(source)
    assert not isinstance(found, Problem), str(found)
    assert found.name == reader.name


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
def test_every_line_of_a_broken_file_is_accounted_for(name: str, data: st.DataObject) -> None:
    reader, write = FORMATS[name]
    lines = write([("SPEAKER_1", "So it is."), ("SPEAKER_2", "Is it?"), ("SPEAKER_1", "Yes.")]).splitlines()
    damage = st.sampled_from(["", "-->", "00:00:01 -> 2", "NOTE", "7", "]", '{"start": 1}', "[00:99]", ">>", "---"])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at : at + data.draw(st.integers(0, 2))] = data.draw(
            st.lists(damage | st.text(max_size=9).map(lambda text: " ".join(text.split())), min_size=1, max_size=3)
        )
    lines[-1] = lines[-1][: data.draw(st.integers(0, len(lines[-1])))]
    reading = read_by(reader, Source("talk", tuple(lines)))
    assert sum(reading.account.values()) == len(lines)
    assert all(1 <= problem.line <= len(lines) for problem in reading.problems)
    assert reading.account[Fate.PROBLEM] == 0 or reading.problems


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["[" * 16_000, "x " * 100_000, "<v " * 100_000, '{"segments": [' + '{"' * 20_000, "[a](https://a.example/ " * 9_000,
     "](" * 16_000, "**a " * 20_000, "Ada: " * 20_000, "&amp" * 20_000, "00:01 " * 20_000, "A (" * 20_000],
    ids=lambda text: text[:16],
)  # fmt: skip
def test_a_line_without_end_is_read_to_its_end(text: str) -> None:
    """Nothing here is quadratic: a reader that were would not come back."""
    source = Source("long", ("WEBVTT", text[: effort.of(len(text), 4)]))
    assert isinstance(recognitions(source), list)
    for reader in (TranscriptReader(), *(reader for reader, _ in FORMATS.values())):
        assert sum(read_by(reader, source).account.values()) == 2


MARKS = ["[", "](", ")", "https://a.example/b_(c)", "<", ">", "!", "\\", "{", "{: onclick=x }", "*", "**", "$", "`",
         "_", "javascript:x", "[a](https://a.example)", "[^1]", "#", "&", ":", "\n", "word"]  # fmt: skip


@cache
def converter() -> Markdown:
    """Markdown with the extensions of the project's own site."""
    config = engine.configure(ROOT)
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


@given(marks=st.lists(st.sampled_from(MARKS), max_size=12))
def test_nothing_active_survives_beside_a_link(marks: list[str]) -> None:
    text = "".join(marks)
    cues = [Cue(None, None, "Ada", text, 1, 1), Cue(None, None, "", "", 2, 2, section=f"Part {text}")]
    body = render_body(cues, emphasis=True)
    assert examine(body, "content/a.md", 1, converter().reset().convert).problems == ()


def test_a_link_keeps_its_place_among_other_marks() -> None:
    text = r"So![a](https://a.example)\[b](https://b.example){x} [c](ftp://c.example) <https://d.example>"
    assert escape_linked(text, partial(escape_markdown, emphasis=True)) == (
        r"So[a](https://a.example)\\[b](https://b.example)\{x} \[c](ftp://c.example)"
        " [https://d.example](https://d.example)"
    )


def test_a_character_that_stands_for_a_mark_elsewhere_is_no_mark() -> None:
    assert escape_linked("\ue000[a\ue001](https://a.example)\ue000", escape_markdown) == "[a](https://a.example)"


@pytest.mark.parametrize(
    "line",
    ["Ada 1:02", "Ada: 1:02", "Ada (1:02):", "Ada: [1:02]", "Ada: (1:02)", "**Ada** [1:02]:", "**Ada (1:02):**",
     "**Ada:** 1:02", "**Ada** 1:02", "[1:02] **Ada:**", "(00:01:02.500) **Ada**:", r"\[1:02\] Ada: 1:02"],
)  # fmt: skip
def test_a_name_and_a_time_are_understood_in_any_order(line: str) -> None:
    mark = read_mark(line)
    assert (mark.name, parse_time(mark.time), mark.text) == ("Ada", 62, "")


@pytest.mark.parametrize("line", ["We met at 10:30", "See it (10:30): there", "Note (1:02):", "12 Monkeys 1:02", "Ada"])
def test_what_is_said_is_no_name(line: str) -> None:
    assert read_mark(line) == ("", "", line, False)


@pytest.mark.parametrize(
    "lines",
    [
        ["From: Ada", "To: Alan", "", "From: Alan", "To: Ada", "", "From: Ada", "To: Alan"],
        ["So: it began.", "And on.", "So: it went.", "It was: good.", "So: it ended."],
        ["Ada: Hello.", *["So they went on and on about it."] * 40, "Alan: Yes.", "Ada: Yes.", "Alan: No."],
    ],
    ids=["fields", "one word", "too few"],
)
def test_words_before_colons_are_speakers_only_where_that_is_the_rule(lines: list[str]) -> None:
    assert find_recurring_names(lines) == frozenset()


def test_where_speakers_are_marked_a_word_before_a_colon_is_said() -> None:
    text = "**Ada**: Well.\nBob: as I said.\n\n**Alan**: So.\nBob: yes.\n\n**Ada**: No.\nEve: no.\n\n**Alan**: Eve: ah."
    assert read(text).items[0].people == ("Ada", "Alan")


def test_a_first_heading_is_the_title_unless_another_is_said() -> None:
    text = "# Beans\n**Ada**: Well.\n**Alan**: So.\n**Ada**: No.\n**Alan**: Ah."
    (item,) = read(text).items
    assert (item.title, "Beans" in item.body) == ("Beans", False)
    (item,) = read(text, facts=Facts(title="Roses")).items
    assert (item.title, item.body.splitlines()[0]) == ("Roses", "## Beans")


def test_a_number_that_no_time_can_have_is_a_problem() -> None:
    segments = ",".join(f'{{"start": {start}, "end": 1e999, "text": "So."}}' for start in ("9" * 400, "NaN", "-1"))
    reading = read(f'{{"segments": [{segments}]}}', WhisperReader())
    assert len(reading.problems) == 3


def test_a_long_silence_begins_a_paragraph_with_its_time() -> None:
    cues = [Cue(at, None, "", "So.", 1, 1) for at in (0, 50, 100, 200)]
    assert render_body(cues) == "(00:00:00)\nSo.\nSo.\nSo.\n\n(00:03:20)\nSo.\n"


def test_a_text_in_any_encoding_is_the_same_transcript() -> None:
    text = vtt([("Žofie", "Déjà vu, мир."), ("Ada", "So.")])
    bodies = set()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        for end in ("\n", "\r\n", "\r"):
            lines = decode_lines(text.replace("\n", end).encode(encoding), "talk.vtt")
            assert not isinstance(lines, Problem)
            bodies.add(read_by(WebVttReader(), Source("talk.vtt", lines)).items[0].body)
    assert len(bodies) == 1


def test_one_endless_line_is_a_transcript() -> None:
    text = "and so we go on about it " * 200
    (item,) = read(text).items
    assert item.body.split() == text.split()
    assert max(len(paragraph.split()) for paragraph in item.body.split("\n\n")) <= 180


def test_a_paragraph_begins_with_speaker_and_time_on_a_line_of_its_own() -> None:
    cues = [
        Cue(62, 63, "Ada Lovelace", "Hello.", 1, 1),
        Cue(None, None, "Alan", "Hello.", 2, 2),
        Cue(3723.9, None, "", "Well.", 3, 3),
    ]
    assert render_body(cues) == ("**Ada Lovelace** (00:01:02)\nHello.\n\n**Alan**\nHello.\n\n(01:02:03)\nWell.\n")


def test_a_long_speech_is_divided_and_each_part_has_the_time_of_its_first_cue() -> None:
    cues = [Cue(at, at + 1, "Ada", f"Sentence {at} has these six words.", at + 1, at + 1) for at in range(40)]
    heads = re.findall(r"^\*\*Ada\*\* \((.*)\)\nSentence (\d+)", render_body(cues), re.MULTILINE)
    assert len(heads) > 1
    assert all(parse_time(time) == int(number) for time, number in heads)


def test_a_time_stands_once_where_one_cue_fills_several_paragraphs() -> None:
    body = render_body([Cue(5, 900, "", "It is so. " * 100, 1, 1)])
    assert body.count("(00:00:05)") == 1
    assert body.count("\n\n") >= 2


def test_what_is_said_twice_stays_and_three_times_is_a_loop() -> None:
    said = ["So it goes on.", "So it goes on.", "And it goes on.", "And it goes on.", "and it goes on"]
    cues = [Cue(at, at, "", text, at + 1, at + 1) for at, text in enumerate(said)]
    kept, loops = collapse_loops(cues)
    assert [cue.text for cue in kept] == said[:3]
    assert [[cue.first for cue in loop] for loop in loops] == [[3, 4, 5]]


@pytest.mark.parametrize(
    ("word", "times", "kept"), [("No.", 3, 3), ("Thank you.", 3, 3), ("No.", 4, 1), ("不。", 3, 3)]
)
def test_a_short_word_said_three_times_is_speech(word: str, times: int, kept: int) -> None:
    cues = [Cue(at, at, "", word, at + 1, at + 1) for at in range(times)]
    assert len(collapse_loops(cues)[0]) == kept


def test_times_that_begin_anew_below_a_heading_are_of_another_recording() -> None:
    part = "**Ada** (00:00:05): Well.\n\n**Alan** (00:59:00): So it is.\n\n"
    assert not read(f"## One\n\n{part}## Two\n\n{part}").problems
    assert read(f"{part}{part}").problems


def test_the_same_words_of_three_speakers_are_no_loop() -> None:
    cues = [Cue(None, None, name, "Aye.", 1, 1) for name in ("Ada", "Alan", "Grace")]
    assert collapse_loops(cues) == (cues, [])


def test_a_head_that_does_not_end_is_a_problem_and_the_text_comes_in() -> None:
    reading = read("---\n**Ada**: Hello.\n**Alan**: Hello.\n**Ada**: Yes.\n**Alan**: Yes.")
    assert [problem.line for problem in reading.problems] == [1]
    assert reading.items[0].people == ("Ada", "Alan")


def test_numbers_are_no_names() -> None:
    assert read("[SPEAKER_00]: Hello.\n[SPEAKER_01]: Hello.").items[0].people == ()

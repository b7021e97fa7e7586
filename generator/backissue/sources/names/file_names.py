"""What the name of a source's file says: a title in readable form, a day, and the video that it was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from backissue.dates import day_from, find_day, read_week
from backissue.languages import find_language

_DAY = re.compile(
    r"""
    (?<![0-9A-Za-z]) (?:GMT|UTC)?  # before the day in names of recordings of meetings
    ((?:19|20)\d\d) (?P<mark>[-_.]?) (0[1-9]|1[0-2]) (?P=mark) (0[1-9]|[12]\d|3[01])
    (?:[-_T](?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?  # a time of the day
    (?![0-9A-Za-z])
    """,
    re.VERBOSE,
)
_WEEK = re.compile(r"(?<![0-9A-Za-z])(?:19|20)\d\d-?W\d\d(?![0-9A-Za-z])")
_VIDEO = re.compile(r"[\[({](?P<name>[\w-]{11})[\])}]", re.ASCII)
_LANGUAGE = re.compile(r"\.(?:[a-z]{2,3}(?:-[A-Za-z]{2,4})?|auto|orig|plain|final)(?=\.|$)")
_GAPS = re.compile(r"[\s_]+|(?<=\w)-+(?=\w)|(?<=\w)\.(?=\w)")
_SPOKEN = frozenset(
    "transcript transcripts transcription transcriptions caption captions subtitle subtitles subs cc audio video"
    " recording recordings script transkript transkription untertitel transcripción subtítulos transcriptie"
    " sous-titres 字幕 文字起こし 逐字稿".split()
)
"""Names that say that a file is what somebody said, as its kind does."""
_PARTS = _SPOKEN | frozenset(
    "summary summaries notes talk talks post posts letter letters newsletter newsletters issue issues episode episodes"
    " slides deck chapters".split()
)
"""Names that say which part of a recording a file is, or of which kind, and not of which one."""
_VERSIONS = frozenset(
    "index _index readme plain raw clean cleaned edited unedited final full complete original orig auto default main"
    " content contents output out text texts txt md markdown html vtt srt mp3 mp4 m4a wav webm mkv whisper corrected"
    " formatted timestamped timestamps diarized file untitled unnamed".split()
)
"""Names that say how a file came about, and nothing else."""
_MARKS = " -_.,\u2013\u2014"


@dataclass(frozen=True, slots=True)
class FileName:
    """The title that the name of a file gives, the day or week in it, and the name on YouTube of a video."""

    title: str
    day: date | None = None
    week: date | None = None
    video: str = ""


def read_file_name(file: str) -> FileName:
    """Return what the name of a file, as a path below ``content/sources``, says.

    What says only how the file came about, or which part of a recording it is, is no title: the folder has one, and
    the day of the file tells it from those beside it.

    >>> read_file_name("episodes/episode-27.vtt").title, read_file_name("talks/27/transcript.txt").title
    ('Episode 27', '27 transcript')
    >>> read_file_name("two-boats/plain.txt").title, read_file_name("calls/plain/2025-06-10.txt").title
    ('Two boats', 'Calls 2025-06-10')
    >>> read_file_name("2018-08-30-home-network-security.md")
    FileName(title='Home network security', day=datetime.date(2018, 8, 30), week=None, video='')
    >>> read_file_name("How to Read [AAAAAAAAAAA].en.vtt")
    FileName(title='How to Read', day=None, week=None, video='AAAAAAAAAAA')
    >>> read_file_name("GMT20260315-140512_Recording.transcript.vtt")
    FileName(title='Recording transcript 2026-03-15', day=datetime.date(2026, 3, 15), week=None, video='')
    """
    path = PurePosixPath(file)
    name = without_language(path.stem)
    video = _VIDEO.search(name)
    bare = _VIDEO.sub("", name) if video else name
    own_day, title = find_day_in_name(name), readable_name(_DAY.sub(" ", bare))
    if _part(title) is not None:
        title = _title_of_folders(path, _part(title) or "", own_day)
    week = _WEEK.search(name)
    return FileName(
        title=title or readable_name(name),
        day=own_day or find_day_in_name(path.parent.name) or _of_folders(path),
        week=read_week(week[0], None, None, "sunday") if week else None,
        video=video["name"] if video else "",
    )


def _part(name: str) -> str | None:
    """Return the part of a recording, or the kind, that a readable name says and nothing else; ``None`` where it does.

    >>> _part("Plain"), _part("Transcript en"), _part("Pt BR"), _part("Episode 27")
    ('', 'transcript', '', None)
    """
    words = name.casefold().split()
    words = [] if find_language("-".join(words)) and len(words[0]) != 3 else words
    parts = [word for word in words if word in _PARTS]
    rest = (word for word in words if word not in _PARTS | _VERSIONS)
    return None if any(len(word) != 2 or not find_language(word) for word in rest) else " ".join(parts)


def _title_of_folders(path: PurePosixPath, part: str, day: date | None) -> str:
    """Return a title for a file whose own name has none: of the innermost folder that has one, its part, its day."""
    outer = ""
    for folder in path.parent.parts[::-1]:
        outer = readable_name(_DAY.sub(" ", folder)) or folder
        of_folder = _part(outer)
        if of_folder is None:
            break
        part, outer = part or of_folder, ""
    if any(len(word) > 2 and word.isalpha() for word in outer.split()):  # a number is called by its part
        part = " ".join(word for word in part.split() if word.casefold() not in _SPOKEN)
    words = " ".join(filter(None, [outer, part.lower(), day.isoformat() if day else ""]))
    return f"{words[:1].upper()}{words[1:]}"


def without_language(name: str) -> str:
    """Return a name without what tells a language or a version behind a point.

    >>> without_language("talk.en-GB")
    'talk'
    """
    return _LANGUAGE.sub("", name)


def readable_name(name: str) -> str:
    """Return a name with blanks between its words; one without any capital begins with one."""
    is_spaced = " " in name.strip(_MARKS)
    words = _GAPS.sub(" ", name) if not is_spaced else " ".join(name.replace("_", " ").split())
    words = words.strip(_MARKS)
    return f"{words[:1].upper()}{words[1:]}" if words == words.lower() else words


def find_day_in_name(name: str) -> date | None:
    """Return the day that a name says, if it says one."""
    found = (day_from(day[1], int(day[3]), day[4]) for day in _DAY.finditer(name))
    return next(filter(None, found), None) or find_day(name.replace("_", " ").replace("-", " "))


def _of_folders(path: PurePosixPath) -> date | None:
    """Return the day that the last three folders, or two and the beginning of the name, give as year, month, day."""
    parts = [*path.parent.parts[-3:]]
    return find_day("/".join(parts)) if len(parts) == 3 and all(part.isdecimal() for part in parts) else None

"""What the name of a source's file says: a title in readable form, a day, and the video that it was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from backissue.dates import day_from, find_day, read_week

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
_GENERAL = frozenset(
    "index readme transcript transcription captions caption subtitles subtitle summary notes text talk post letter"
    " newsletter issue episode default content main output".split()
)
"""Names that files of many folders have, so that the folder's name tells them apart."""
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

    >>> read_file_name("episodes/episode-27.vtt").title, read_file_name("talks/27/transcript.txt").title
    ('Episode 27', '27 transcript')
    >>> read_file_name("2018-08-30-home-network-security.md")
    FileName(title='Home network security', day=datetime.date(2018, 8, 30), week=None, video='')
    >>> read_file_name("How to Read [AAAAAAAAAAA].en.vtt")
    FileName(title='How to Read', day=None, week=None, video='AAAAAAAAAAA')
    >>> read_file_name("GMT20260315-140512_Recording.transcript.vtt")
    FileName(title='Recording transcript', day=datetime.date(2026, 3, 15), week=None, video='')
    """
    path = PurePosixPath(file)
    name = without_language(path.stem)
    folder = path.parent.name
    video = _VIDEO.search(name)
    bare = _VIDEO.sub("", name) if video else name
    title = readable_name(_DAY.sub(" ", bare))
    if folder and (not title or title.casefold() in _GENERAL):
        outer = readable_name(_DAY.sub(" ", folder)) or folder
        title = outer if not title or title.casefold() == "index" else f"{outer} {title.lower()}"
    week = _WEEK.search(name)
    return FileName(
        title=title or name,
        day=find_day_in_name(name) or find_day_in_name(folder) or _of_folders(path),
        week=read_week(week[0], None, None, "sunday") if week else None,
        video=video["name"] if video else "",
    )


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

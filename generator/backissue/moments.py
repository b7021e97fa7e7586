"""Addresses at which a recording begins to play at a second, in the public form of the site that it lies on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from urllib.parse import SplitResult, parse_qsl, urlencode

from backissue.urls import web_address

_YOUTUBE = ("youtube.com", "youtu.be", "youtube-nocookie.com")
_NAME = re.compile(r"[\w-]{11}", re.ASCII)
_FILES = frozenset(".mp3 .m4a .mp4 .m4v .ogg .oga .ogv .opus .wav .webm .flac .aac .mov".split())
_TIMES = frozenset({"t", "start", "time_continue"})


def moment(url: str, second: int) -> str:
    """Return the address of a recording from a second on; empty where no form of its site is known.

    That of a file is a media fragment (https://www.w3.org/TR/media-frags/), which browsers understand.

    >>> moment("https://youtu.be/dQw4w9WgXcQ", 62), moment("https://vimeo.com/123456789", 62)
    ('https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=62s', 'https://vimeo.com/123456789#t=62s')
    >>> moment("https://soundcloud.com/ada/talk", 3662), moment("https://example.org/a.mp3?x=1#t=9", 62)
    ('https://soundcloud.com/ada/talk#t=1:01:02', 'https://example.org/a.mp3?x=1#t=62')
    >>> moment("https://open.spotify.com/episode/1a?si=b", 62), moment("https://example.org/talk", 62)
    ('https://open.spotify.com/episode/1a?si=b&t=62', '')
    """
    parts = web_address(url)
    if not parts:
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    found = next((form for name, form in _FORMS.items() if host == name or host.endswith(f".{name}")), None)
    if found:
        return found(parts, second)
    if PurePosixPath(parts.path).suffix.lower() in _FILES:
        return parts._replace(fragment=f"t={second}").geturl()
    is_peertube = parts.path.startswith(("/w/", "/videos/watch/"))
    return _asked("start", "{}s")(parts, second) if is_peertube else ""


def _youtube(parts: SplitResult, second: int) -> str:
    path = parts.path.strip("/").split("/")
    name = dict(parse_qsl(parts.query)).get("v", "")
    if not name and (len(path) == 1 or path[0] in {"embed", "live", "shorts", "v"}):
        name = path[-1]
    return f"https://www.youtube.com/watch?v={name}&t={second}s" if _NAME.fullmatch(name) else ""


def _vimeo(parts: SplitResult, second: int) -> str:
    path = [part for part in parts.path.split("/") if part not in {"", "video"}]
    is_one = bool(path) and path[0].isdecimal() and 5 <= len(path[0]) <= 12
    return f"https://vimeo.com/{'/'.join(path)}#t={second}s" if is_one else ""


def _asked(name: str, form: str = "{}", below: str = "") -> Callable[[SplitResult, int], str]:
    """Return what writes the second as a parameter of addresses ``below`` a path."""

    def write(parts: SplitResult, second: int) -> str:
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _TIMES]
        query = urlencode([*kept, (name, form.format(second))])
        leads = parts.path.strip("/") and below in parts.path
        return parts._replace(query=query, fragment="").geturl() if leads else ""

    return write


def _marked(write: Callable[[int], str], below: str = "") -> Callable[[SplitResult, int], str]:
    """Return what writes the second behind the number sign of addresses ``below`` a path."""

    def written(parts: SplitResult, second: int) -> str:
        leads = parts.path.strip("/") and below in parts.path
        return parts._replace(fragment=f"t={write(second)}").geturl() if leads else ""

    return written


def _clock(second: int) -> str:
    hours, rest = divmod(second, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


_FORMS: Mapping[str, Callable[[SplitResult, int], str]] = {
    **dict.fromkeys(_YOUTUBE, _youtube),
    "vimeo.com": _vimeo,
    "soundcloud.com": _marked(_clock),
    "media.ccc.de": _marked(str, "/v/"),
    "open.spotify.com": _asked("t", below="/episode/"),
    "twitch.tv": _asked("t", "{}s", "/videos/"),
    "dailymotion.com": _asked("start", below="/video/"),
    "loom.com": _asked("t", below="/share/"),
    "odysee.com": _asked("t"),
    "bilibili.com": _asked("t", below="/video/"),
    "rumble.com": _asked("start"),
}
"""How each site writes from which second on a recording plays."""

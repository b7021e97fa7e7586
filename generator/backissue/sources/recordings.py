"""Which addresses are those of recordings, and which of them are one recording."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qs

from backissue.urls import canonical_url, web_address

_YOUTUBE = ("youtube.com", "youtu.be", "youtube-nocookie.com")
_VIDEO_HOSTS = (
    *_YOUTUBE,
    *("vimeo.com", "dailymotion.com", "twitch.tv", "odysee.com", "rumble.com", "bitchute.com", "media.ccc.de"),
    *("loom.com", "peertube.tv", "bilibili.com"),
)
_AUDIO_HOSTS = (
    *("soundcloud.com", "open.spotify.com", "podcasters.spotify.com", "anchor.fm", "podcasts.apple.com"),
    *("buzzsprout.com", "podbean.com", "libsyn.com", "transistor.fm", "simplecast.com", "overcast.fm"),
)
_VIDEO_FILES = frozenset({".mp4", ".webm", ".mov", ".mkv", ".m4v", ".ogv", ".avi"})
_AUDIO_FILES = frozenset({".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac"})
_NAME = re.compile(r"[\w-]{11}", re.ASCII)
_PEERTUBE = re.compile(r"/(?:w|videos/watch|videos/embed)/[\w-]+")


def label_of(url: str) -> str:
    """Return ``Video`` or ``Audio`` where an address is that of a recording; empty where it is not.

    >>> label_of("https://youtu.be/AAAAAAAAAAA"), label_of("https://example.org/a.mp3?x=1"), label_of("https://a.org")
    ('Video', 'Audio', '')
    """
    parts = web_address(url)
    if not parts:
        return ""
    suffix = PurePosixPath(parts.path).suffix.lower()
    if suffix in _AUDIO_FILES or suffix in _VIDEO_FILES:
        return "Audio" if suffix in _AUDIO_FILES else "Video"
    if _is_of(parts.hostname or "", _YOUTUBE):
        return "Video" if youtube_name(url) else ""
    leads_on = parts.path.strip("/")
    if leads_on and (_is_of(parts.hostname or "", _VIDEO_HOSTS) or _PEERTUBE.fullmatch(parts.path.rstrip("/"))):
        return "Video"
    return "Audio" if leads_on and _is_of(parts.hostname or "", _AUDIO_HOSTS) else ""


def _is_of(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def youtube_name(url: str) -> str:
    """Return the name of a video on YouTube that an address leads to; empty where it leads to none.

    >>> youtube_name("https://www.youtube.com/watch?v=AAAAAAAAAAA&t=3"), youtube_name("https://youtube.com/@ada")
    ('AAAAAAAAAAA', '')
    """
    parts = web_address(url)
    if not parts or not _is_of(parts.hostname or "", _YOUTUBE):
        return ""
    path = parts.path.strip("/").split("/")
    name = parse_qs(parts.query).get("v", [""])[0]
    if not name and (len(path) == 1 or path[0] in {"embed", "live", "shorts", "v"}):
        name = path[-1]
    return name if is_youtube_name(name) else ""


def youtube_address(name: str) -> str:
    """Return the address of a video on YouTube by its name."""
    return f"https://www.youtube.com/watch?v={name}"


def is_youtube_name(text: str) -> bool:
    """Return whether a text is written as the name of a video on YouTube."""
    return bool(_NAME.fullmatch(text))


def recording_key(url: str) -> str:
    """Return what all addresses of one recording have in common; empty for what is no recording.

    >>> recording_key("https://youtu.be/AAAAAAAAAAA?t=9") == recording_key("https://m.youtube.com/live/AAAAAAAAAAA")
    True
    """
    if name := youtube_name(url):
        return f"youtube:{name}"
    return canonical_url(url).partition("://")[2].removeprefix("www.").rstrip("/") if label_of(url) else ""

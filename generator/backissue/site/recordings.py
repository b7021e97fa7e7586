"""Which of an item's links are recordings, and where a player of them is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from backissue.model import Link
from backissue.urls import web_address

_YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"})
_VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_YOUTUBE = re.compile(r"[\w-]{11}")
_VIMEO = re.compile(r"/(?:video/)?(\d{5,12})/?")


@dataclass(frozen=True, slots=True)
class Video:
    """A recording: the address that the item lists, and that of its player alone."""

    url: str
    player: str

    def at(self, second: int) -> str:
        """The address at which it begins to play at a second.

        >>> Video("", "https://www.youtube.com/embed/dQw4w9WgXcQ").at(62)
        'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=62s'
        """
        name = self.player.rpartition("/")[2]
        is_vimeo = self.player.startswith("https://player.vimeo.com/")
        if is_vimeo:
            return f"https://vimeo.com/{name}#t={second}s"
        return f"https://www.youtube.com/watch?v={name}&t={second}s"


def video_of(links: Iterable[Link]) -> Video | None:
    """The first recording among an item's links, as far as it lies on YouTube or Vimeo.

    >>> video_of([Link("Video", "https://youtu.be/dQw4w9WgXcQ?t=3")]).player
    'https://www.youtube.com/embed/dQw4w9WgXcQ'
    """
    return next((Video(link.url, player) for link in links if (player := _player(link.url))), None)


def _player(url: str) -> str:
    parts = web_address(url)
    if not parts:
        return ""
    if parts.hostname in _VIMEO_HOSTS:
        found = _VIMEO.fullmatch(parts.path)
        return f"https://player.vimeo.com/video/{found[1]}" if found else ""
    name = ""
    if parts.hostname == "youtu.be":
        name = parts.path.strip("/")
    elif parts.hostname in _YOUTUBE_HOSTS:
        path = re.fullmatch(r"/(?:embed|live|shorts|v)/([^/]+)/?", parts.path)
        name = path[1] if path else parse_qs(parts.query).get("v", [""])[0]
    return f"https://www.youtube.com/embed/{name}" if _YOUTUBE.fullmatch(name) else ""

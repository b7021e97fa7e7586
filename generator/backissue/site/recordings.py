"""Which of an item's links are recordings, and where a player of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from backissue.model import Link
from backissue.urls import web_address

_YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"})
_VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})


@dataclass(frozen=True, slots=True)
class Video:
    """A recording: the address that the item lists, and that of its player alone."""

    url: str
    player: str

    def at(self, second: int) -> str:
        """Return the address at which it begins to play at a second.

        >>> Video("", "https://www.youtube.com/embed/dQw4w9WgXcQ").at(62)
        'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=62s'
        """
        name = self.player.rpartition("/")[2]
        is_vimeo = self.player.startswith("https://player.vimeo.com/")
        if is_vimeo:
            return f"https://vimeo.com/{name}#t={second}s"
        return f"https://www.youtube.com/watch?v={name}&t={second}s"


def video_of(links: Iterable[Link]) -> Video | None:
    """Return the first recording among an item's links, as far as it lies on YouTube or Vimeo.

    >>> video_of([Link("Video", "https://youtu.be/dQw4w9WgXcQ?t=3")]).player
    'https://www.youtube.com/embed/dQw4w9WgXcQ'
    """
    return next((Video(link.url, player) for link in links if (player := _player(link.url))), None)


def _player(url: str) -> str:
    parts = web_address(url)
    if not parts:
        return ""
    path = parts.path.removesuffix("/").split("/")[1:]
    if parts.hostname in _VIMEO_HOSTS:
        number = path[-1] if len(path) == 1 or path[:-1] == ["video"] else ""
        return f"https://player.vimeo.com/video/{number}" if number.isdecimal() and 5 <= len(number) <= 12 else ""
    name = ""
    if parts.hostname == "youtu.be":
        name = parts.path.strip("/")
    elif parts.hostname in _YOUTUBE_HOSTS:
        is_path = len(path) == 2 and path[0] in {"embed", "live", "shorts", "v"}
        name = path[1] if is_path else parse_qs(parts.query).get("v", [""])[0]
    is_name = len(name) == 11 and all(char.isalnum() or char in "_-" for char in name)
    return f"https://www.youtube.com/embed/{name}" if is_name else ""

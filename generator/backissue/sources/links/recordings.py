"""Which addresses are those of recordings, and which of them are one recording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from pathlib import PurePosixPath
from urllib.parse import parse_qs

from backissue.model import Link
from backissue.sources.markdown_lines import read_heading, split_point
from backissue.urls import canonical_url, web_address

_YOUTUBE = ("youtube.com", "youtu.be", "youtube-nocookie.com")
_VIDEO_HOSTS = (
    *_YOUTUBE,
    *("vimeo.com", "dailymotion.com", "twitch.tv", "odysee.com", "rumble.com", "bitchute.com", "media.ccc.de"),
    *("loom.com", "peertube.tv", "bilibili.com", "fathom.video", "tldv.io", "grain.com", "app.fireflies.ai"),
)
_AUDIO_HOSTS = (
    *("soundcloud.com", "open.spotify.com", "podcasters.spotify.com", "anchor.fm", "podcasts.apple.com"),
    *("buzzsprout.com", "podbean.com", "libsyn.com", "transistor.fm", "simplecast.com", "overcast.fm"),
    *("player.fireside.fm", "spreaker.com", "acast.com", "omny.fm", "megaphone.fm", "redcircle.com", "podigee.io"),
    *("captivate.fm", "audioboom.com", "mixcloud.com", "ivoox.com", "pinecast.com", "podtrac.com", "zencast.fm"),
)
_VIDEO_FILES = frozenset({".mp4", ".webm", ".mov", ".mkv", ".m4v", ".ogv", ".avi"})
_AUDIO_FILES = frozenset({".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac"})
_FOREMOST = 40
"""Lines with text at a text's beginning that may hold its recording."""
_FEW = 4
"""Words beside the address of a recording in a line that is there for it: ``Video: https://…``."""
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'{}|]+")
_EMBED = re.compile(r"(?:\[!\[[^\[\]]*\]\([^()\s]+\)\]|!\[[^\[\]]*\])\((?P<url>[^()\s]+)\)")
_EMBEDDING = re.compile(r"<(audio|video|iframe)\b[^<>]*>[^<>]*</\1>", re.IGNORECASE)
_EMBEDS = ("{%", "{{", "<iframe", "<audio", "<video", "<source", "<embed")
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


def find_recordings(lines: Iterable[str]) -> list[str]:
    """Return the addresses of recordings that the first lines of a text embed, or hold and little else.

    >>> find_recordings(["![](https://youtu.be/AAAAAAAAAAA)", "{% include a.md url=https://a.org/b.mp3 %}"])
    ['https://youtu.be/AAAAAAAAAAA', 'https://a.org/b.mp3']
    >>> find_recordings(["They say that it is told well in [that film](https://youtu.be/AAAAAAAAAAA), which is long."])
    []
    """
    found = [url for line in islice(filter(str.strip, _with_whole_tags(lines)), _FOREMOST) for url in _in_line(line)]
    return list({recording_key(url): url for url in reversed(found)}.values())[::-1]


def find_opening(lines: Iterable[str]) -> list[str]:
    """Return the address of the recording that stands above the words of a text, if it is the only one near its top.

    >>> find_opening(["---", "Watch it here:", "<iframe src='https://youtu.be/AAAAAAAAAAA'></iframe>", "It is long."])
    ['https://youtu.be/AAAAAAAAAAA']
    >>> find_opening(["- [One](https://youtu.be/AAAAAAAAAAA)", "- [Two](https://youtu.be/BBBBBBBBBBB)"])
    []
    """
    near = [*islice(filter(str.strip, _with_whole_tags(lines)), _FOREMOST)]
    opening = takewhile(lambda line: _in_line(line) or _is_above(line), near[:_OPENING])
    found = [url for line in opening if not split_point(line)[0] for url in _in_line(line)]
    return found if len(found) == 1 == len(find_recordings(near)) else []


def find_download(lines: Iterable[str]) -> list[str]:
    """Return the address of a sound file to which a text has a line of its own, if that is its only recording.

    >>> find_download(["It was long.", "Direct download: [boats-3.mp3](https://a.org/boats-3.mp3)"])
    ['https://a.org/boats-3.mp3']
    >>> find_download(["- [Song of gulls](https://a.org/gulls.mp3)"]), find_download(["https://a.org/boats.pdf"])
    ([], [])
    >>> find_download(["- [MP3](https://a.org/boats-3.mp3)", "- [Ogg](https://a.org/boats-3.ogg)"])
    ['https://a.org/boats-3.mp3']
    """
    written = [line.strip() for line in lines if "http" in line]
    sounds = [url for line in written for url in map(_trimmed, _ADDRESS.findall(line)) if _is_sound_file(url)]
    own = {url for line in written if not split_point(line)[0] or _names_format(line) for url in _in_line(line)}
    is_one = len({url.rpartition(".")[0] for url in sounds}) == 1
    return sounds[:1] if is_one and {*sounds} == own else []


def find_player(lines: Iterable[str]) -> list[str]:
    """Return the recording that a text embeds below a heading that says so, if it embeds no other.

    In the text of an item, a link stands for a player.

    >>> find_player(["## Recording", "", "[Video](https://youtu.be/AAAAAAAAAAA)"])
    ['https://youtu.be/AAAAAAAAAAA']
    >>> find_player(["Long words.", "## Recording", "", "<iframe src='https://youtu.be/AAAAAAAAAAA'></iframe>"])
    ['https://youtu.be/AAAAAAAAAAA']
    >>> find_player(["## Ropes", "<iframe src='https://youtu.be/AAAAAAAAAAA'></iframe>"])
    []
    """
    filled = [line for line in _with_whole_tags(lines) if line.strip()]
    embedded = [at for at, line in enumerate(filled) if "http" in line and _embeds(line)]
    found = {recording_key(url): (at, url) for at in embedded for url in _in_line(filled[at])}
    at, url = next(iter(found.values()), (0, ""))
    if not found and (listed := _listed(filled)):
        return listed
    is_below = (
        len(found) == 1 and at > 0 and not _PLAYERS.isdisjoint(read_heading(filled[at - 1])[1].casefold().split())
    )
    return [url] if is_below else []


def _embeds(line: str) -> bool:
    return bool(_LONE.fullmatch(line.strip())) or any(mark in line for mark in _EMBEDS)


_LONE = re.compile(r"\[[^\[\]]*\]\([^()\s]+\)")


def _listed(filled: Sequence[str]) -> list[str]:
    """Return the first recording of a list below a heading that says so, whose points are services and no more.

    >>> _listed(["## Listen", "- [YouTube](https://youtu.be/AAAAAAAAAAA)", "- [Apple](https://a.org)", "## Links"])
    ['https://youtu.be/AAAAAAAAAAA']
    >>> _listed(["## Watch these", "- [A film](https://youtu.be/AAAAAAAAAAA)", "- [Two](https://youtu.be/BBBBBBBBBBB)"])
    []
    """
    for at, line in enumerate(filled):
        level, words = read_heading(line)
        if level > 1 and 0 < len(words.split()) <= _FEW and not _PLAYERS.isdisjoint(words.casefold().split()):
            points = [*takewhile(lambda below: split_point(below.strip())[0], filled[at + 1 :])]
            found = [url for point in points for url in _in_line(point)]
            hosts = {url.split("/")[2] for url in found}
            return found[:1] if len(hosts) == len(found) else []
    return []


def _with_whole_tags(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, those of the tag of a player in one.

    >>> list(_with_whole_tags(["<iframe", "  src='https://a.org'", "></iframe>", "So."]))
    ["<iframe src='https://a.org' ></iframe>", 'So.']
    """
    begun: list[str] = []
    for line in lines:
        if begun or (line.lstrip().startswith(_TAGS) and ">" not in line):
            begun.append(line.strip())
            if ">" not in line and len(begun) < _LONGEST_TAG:
                continue
            yield " ".join(begun)
            begun = []
        else:
            yield line
    yield from begun


_TAGS = ("<iframe", "<audio", "<video", "<embed", "<source")
_LONGEST_TAG = 20
_PLAYERS = frozenset(
    "recording recordings video watch listen audio player stream replay episode podcast aufzeichnung anhören ansehen"
    " enregistrement vidéo écouter regarder grabación vídeo escuchar ouvir escute ascolta registrazione luister opname"
    " inspelning lyssna запись слушать".split()
)
"""Words of headings above a recording."""


def _names_format(line: str) -> bool:
    """Return whether a line is the address of a sound, and the name of its format."""
    rest = _ADDRESS.sub(" ", split_point(line)[1]).casefold()
    words = {word.strip("[]()<>:.*") for word in rest.split()} - {""}
    return bool(words) and words <= _FORMATS


_FORMATS = frozenset("mp3 ogg oga m4a opus aac flac wav download audio file format".split())


def _trimmed(url: str) -> str:
    return url.rstrip(".,;:")


def _is_sound_file(url: str) -> bool:
    parts = web_address(url)
    return parts is not None and PurePosixPath(parts.path).suffix.lower() in _AUDIO_FILES


def _is_above(line: str) -> bool:
    """Return whether a line can stand above what opens a text: a title, a rule, a few words."""
    return read_heading(line)[0] < _PART and len(line.split()) <= _FEW_WORDS


_OPENING = 8
"""Lines with text above the first words."""
_PART = 2
"""The level of the headings of parts."""
_FEW_WORDS = 12


def is_embed(line: str) -> bool:
    """Return whether a line is a recording that is embedded by a tag, or as or behind a picture, and nothing else.

    >>> is_embed("![](https://youtu.be/AAAAAAAAAAA)"), is_embed("![A lamp](https://example.org/lamp.png)")
    (True, False)
    >>> is_embed("[![Watch](https://example.org/lamp.png)](https://youtu.be/AAAAAAAAAAA)")
    True
    >>> is_embed('<audio controls src="/2.mp3"></audio>'), is_embed('<audio src="/2.mp3"></audio> Ada: Hello.')
    (True, False)
    """
    found = _EMBED.fullmatch(line.strip())
    return bool(_EMBEDDING.fullmatch(line.strip()) or (found and label_of(found["url"])))


def _in_line(line: str) -> list[str]:
    """Return the recordings that a line embeds, or that it is a label of a few words for."""
    urls = [url for url in map(_trimmed, _ADDRESS.findall(line)) if label_of(url)]
    rest = _ADDRESS.sub(" ", line)
    embeds = any(mark in line for mark in _EMBEDS) or line.lstrip().startswith("![")
    words = [word for word in rest.split() if any(map(str.isalnum, word))]
    return urls if embeds or len(words) <= _FEW else []


def with_recording(links: tuple[Link, ...], url: str) -> tuple[Link, ...]:
    """Return links with a recording, if its address is not empty, where they lead to none."""
    return links if not url or any(recording_key(link.url) for link in links) else (*links, Link(label_of(url), url))


def with_opening(links: tuple[Link, ...], written: Sequence[str], body: str) -> tuple[Link, ...]:
    """Return the links of a letter with its recording, where they lead to none.

    It opens the letter as it is ``written``, or its ``body`` has it for download, or a player of it.
    """
    own = body.split("\n")
    return with_recording(links, "".join(find_opening(written) or find_download(own) or find_player(own)))


def with_recordings(links: tuple[Link, ...], lines: Iterable[str], video: str = "") -> tuple[Link, ...]:
    """Return the links of a talk with its recording: one of them, else one of its first lines, else that of a name."""
    if any(recording_key(link.url) for link in links):
        return links
    found = find_recordings(lines) or ([youtube_address(video)] if video else [])
    return (*links, *(Link(label_of(url), url) for url in found))

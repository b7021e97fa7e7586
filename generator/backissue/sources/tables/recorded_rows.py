"""Rows about recordings: lists of talks and of episodes, as sites keep them in their data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from backissue.model import Item, Kind
from backissue.sources.heads.head_keys import KEYS
from backissue.sources.links.recordings import is_youtube_name, youtube_address
from backissue.sources.stated.introduced import find_called_first, find_introduced
from backissue.text import fold_key

_TALKS = frozenset(
    "talk talks session sessions event events meetup meetups lecture lectures speech speeches presentation"
    " presentations workshop workshops schedule program programme vortrag vorträge conférences charlas".split()
)
"""What lists of talks are called."""
_EPISODES = frozenset("episode episodes podcast podcasts folge folgen épisodes episodios episódios puntate".split())
_SPEAKERS = frozenset("speaker speakers presenter presenters presentedby lecturer lecturers panelists".split())
_SOUNDS = frozenset(KEYS["audio"]) - {"attachments", "enclosure", "enclosures"}
_NAMES = frozenset((*KEYS["video_ids"], "youtube", "video"))


def as_recorded(
    items: Sequence[Item], file: str, names: Iterable[str], rows: Sequence[Mapping[str, Any]]
) -> list[Item]:
    """Return the items of the ``rows`` of a list as talks or episodes, if its file or one of its ``names`` says so.

    Half of the rows may say it too, by who speaks or by what is heard. What an episode says of itself names who talks.
    """
    kind = _kind(file, names, rows)
    if kind is None:
        return [*items]
    texts = [item.body for item in items]
    return [replace(item, kind=kind, people=item.people or _introduced(item, texts)) for item in items]


def _kind(file: str, names: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> Kind | None:
    called = {fold_key(name) for name in (*names, PurePath(file).stem)}
    if not _TALKS.isdisjoint(called) or _have(rows, _SPEAKERS):
        return Kind.SESSION
    return Kind.SUMMARY if not _EPISODES.isdisjoint(called) or _have(rows, _SOUNDS) else None


def _have(rows: Sequence[Mapping[str, Any]], keys: frozenset[str]) -> bool:
    """Return whether half of the rows have one of these keys."""
    return 0 < len(rows) <= 2 * sum(not keys.isdisjoint(map(fold_key, row)) for row in rows)


def _introduced(item: Item, texts: Sequence[str]) -> tuple[str, ...]:
    others = " ".join([item.title, *item.topics])
    return find_introduced(item.body, item.title) or find_called_first(item.body, texts, others)


def with_addresses(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a row with the addresses of videos of which it has the names on YouTube only.

    >>> with_addresses({"title": "Ropes", "youtube": "AAAAAAAAAAA"})
    {'title': 'Ropes', 'youtube': 'https://www.youtube.com/watch?v=AAAAAAAAAAA'}
    """
    named = {key: value for key, value in row.items() if fold_key(key) in _NAMES and isinstance(value, str)}
    return {**row, **{key: youtube_address(value) for key, value in named.items() if is_youtube_name(value)}}

"""What files of an export of Slack say of the conversations beside them: who people are, and which are not open."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from backissue.sources.talks.chat_exports import name_of

_USERS = "users.json"
_CLOSED = ("groups.json", "dms.json", "mpims.json")
"""Lists of private channels, of direct messages, and of those among several people."""
_LARGEST = 50_000_000


class Beside(NamedTuple):
    """The names of people by their ids, and whether a conversation is not open to everybody."""

    names: Mapping[str, str] = MappingProxyType({})
    is_closed: bool = False


def chat_beside(path: Path) -> Beside:
    """Return what the files in the folder above that of a conversation say of it; nothing where there are none."""
    above = path.parent.parent
    users = above / _USERS
    if path.suffix.lower() != ".json" or not _is_file(users):
        return Beside()
    names = {str(user.get("id")): name for user in _objects(users) if (name := name_of(user))}
    closed = (entry for name in _CLOSED if _is_file(above / name) for entry in _objects(above / name))
    return Beside(names, any(path.parent.name in {entry.get("name"), entry.get("id")} for entry in closed))


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size < _LARGEST


def _objects(path: Path) -> Iterator[Mapping[str, Any]]:
    yield from _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load(path: Path, _changed: int) -> tuple[Mapping[str, Any], ...]:
    try:
        data = json.loads(path.read_bytes().decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return ()
    return tuple(entry for entry in data if isinstance(entry, dict)) if isinstance(data, list) else ()

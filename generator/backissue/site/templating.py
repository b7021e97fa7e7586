"""How Jinja reads templates here: each is compiled once a process, and folders that nobody asks for are not listed."""

from __future__ import annotations

import os
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, FileSystemLoader
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Templates by what they were compiled from, for every environment of this process.

    A render makes an environment of its own, as does each edit that is served; without this, each of them compiles the
    same sixty templates, which is a quarter of the time that a small site takes.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str, tuple[str, ...]], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, where it was compiled before under the same extensions."""
        bucket.code = self._codes.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self._codes[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> tuple[str, str, tuple[str, ...]]:
    return bucket.key, bucket.checksum, tuple(sorted(bucket.environment.extensions))


COMPILED = Compiled()


class ThemeLoader(FileSystemLoader):
    """Templates in the theme's folders. It lists no hidden ones: Material's 14,000 icons are no files of a site."""

    def list_templates(self) -> list[str]:
        """Return the names of all files that are not hidden and lie in no hidden folder, in order."""
        return sorted({name for folder in self.searchpath for name in _shown(Path(folder))})


def _shown(top: Path) -> list[str]:
    names = []
    for folder, below, found in os.walk(top):
        below[:] = [name for name in below if not name.startswith(".")]
        place = Path(folder).relative_to(top)
        names += [(place / name).as_posix() for name in found if not name.startswith(".")]
    return names

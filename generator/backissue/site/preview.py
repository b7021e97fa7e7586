"""An edit of what a page says, on the site before all that follows from it is built.

Where only people's words in a page changed, and stand in its document as they are, the document is made with the new
ones, judged as in any build, and rendered by itself. The build that follows makes the page again, and all others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from backissue import files
from backissue.archive.addresses import address
from backissue.prose.parse import renderer_of
from backissue.site.engine import render_pages
from backissue.site.gate import examine
from backissue.site.squeeze import squeeze

MOST = 3
"""Pages that are shown before a build: of more, an import or a branch has changed them."""

_FENCE = "\n---\n"


class Preview:
    """The pages below ``content/`` as the last build found them, and what comes of an edit of one."""

    def __init__(self, root: Path, docs: Path, site: Path) -> None:
        self._root = root
        self._docs = docs
        self._site = site
        self._known: dict[str, str] = {}

    def learn(self, names: Iterable[str] | None = None) -> None:
        """Take note of what pages say now: all of them, or those of some names."""
        for name in files.tree(self._root / "content") if names is None else names:
            if name.endswith(".md"):
                self._known[name] = _read(self._root / "content" / name)

    def show(self, names: Iterable[str]) -> int:
        """Render the pages of these names of which only the words changed; return how many there are."""
        edited = {name: made for name in names if (made := self._edited(name))}
        if not 0 < len(edited) <= MOST:
            return 0
        before = {name: (self._docs / name).read_bytes() for name in edited}
        try:
            for name, text in edited.items():
                files.write(self._docs / name, text.encode())
            self._render(edited)
        finally:
            for name, data in before.items():  # so that the build finds and judges all that it always does
                files.write(self._docs / name, data)
        return len(edited)

    def _render(self, names: Collection[str]) -> None:
        with files.scratch(self._root, "preview") as folder:
            render_pages(self._root, self._docs, folder, names, lambda _: None)
            for place in (f"{address(name)}index.html" for name in names):
                if (folder / place).is_file():  # one that the gate refuses is not there; the build names it
                    files.write(self._site / place, squeeze((folder / place).read_bytes()))

    def _edited(self, name: str) -> str:
        """Return the document of a page with its new words; empty where more has to be done, or there is none."""
        before, after = self._known.get(name, ""), _read(self._root / "content" / name)
        known_head, _, known_body = before.partition(_FENCE)
        head, _, body = after.partition(_FENCE)
        old, new = known_body.strip(), body.strip()
        kept, _, below = _read(self._docs / name).partition(_FENCE)
        if before == after or head != known_head or not (old and new) or below.count(old) != 1:
            return ""
        below = below.replace(old, new)
        is_safe = not examine(new, name, 1, renderer_of(self._root).html, below).problems
        return f"{kept}{_FENCE}{below}" if is_safe else ""


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""

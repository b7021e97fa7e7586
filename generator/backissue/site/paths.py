"""Where things stand in ``docs/``. A page's address on the site is its path here without the ``.md``."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import quote

from backissue.archive.addresses import address

PACKAGE = Path(__file__).resolve().parent.parent


def templates(root: Path, part: str) -> tuple[Path, ...]:
    """Return the folders of ``site_templates/<part>``, the archive's own before the package's, without repeats.

    A checkout of this project has them beside the package, an installed package within it.
    """
    candidates = (root, PACKAGE.parent.parent, PACKAGE)
    folders = (folder / "site_templates" / part for folder in candidates)
    return tuple({folder.resolve(): None for folder in folders if folder.is_dir()})


def relative(target: str, page: str) -> str:
    """Return the link from one page of ``docs/`` to another, both as paths below it.

    >>> relative("topics/robotics.md", "weeks/2023-03-26/reflexion.md")
    '../../topics/robotics.md'
    """
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def href(target: str, page: str) -> str:
    """Return the address of one page of ``docs/`` as seen from another on the finished site, for HTML.

    >>> href("topics/robotics.md", "numbers.md")
    '../topics/robotics/'
    """
    return quote(relative(address(target), f"{address(page)}index")) + "/"

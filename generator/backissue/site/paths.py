"""Where things stand in ``docs/``. A page's address on the site is its path here without the ``.md``."""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import Path

from backissue.model import Kind

PACKAGE = Path(__file__).resolve().parent.parent


def templates(root: Path, part: str) -> tuple[Path, ...]:
    """The folders of ``site_templates/<part>``, the archive's own before the package's, without repeats.

    A checkout of this project has them beside the package, an installed package within it.
    """
    candidates = (root, PACKAGE.parent.parent, PACKAGE)
    folders = (folder / "site_templates" / part for folder in candidates)
    return tuple({folder.resolve(): None for folder in folders if folder.is_dir()})


def relative(target: str, page: str) -> str:
    """The link from one page of ``docs/`` to another, both as paths below it.

    >>> relative("topics/robotics.md", "weeks/2023-03-26/reflexion.md")
    '../../topics/robotics.md'
    """
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def week_path(day: date) -> str:
    """The issue of the week that ends on ``day``."""
    return f"weeks/{day.isoformat()}/index.md"


def year_path(year: int) -> str:
    """The page of a year."""
    return f"years/{year}.md"


def kind_path(kind: Kind) -> str:
    """The list of all items of a kind."""
    return f"{kind.plural}/index.md"


def topic_path(slug: str) -> str:
    """The page of a topic."""
    return f"topics/{slug}.md"

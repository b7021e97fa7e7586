"""Where templates are: an archive's own before the package's; and the note in ``docs/``."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent

README = """\
# Do not edit here

Everything in this folder but this note is written by `backissue build` from `content/`, and removed by it when nothing
asks for it any more. Edit the pages in `content/`.
"""


def template_folders(root: Path, part: str) -> tuple[Path, ...]:
    """Return the folders of ``site_templates/<part>``, the archive's own before the package's, without repeats.

    A checkout of this project has them beside the package, an installed package within it.
    """
    candidates = (root, PACKAGE.parent.parent, PACKAGE)
    folders = (folder / "site_templates" / part for folder in candidates)
    return tuple({folder.resolve(): None for folder in folders if folder.is_dir()})

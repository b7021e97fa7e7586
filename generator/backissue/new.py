"""A new archive, from the files in ``site_templates/new``."""

from __future__ import annotations

from pathlib import Path

from backissue import files
from backissue.model import UsageError
from backissue.site import site
from backissue.site.documents import README

DOTTED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "gitkeep": ".gitkeep"}
"""Names that a template's files have without their leading dot, so that tools see them."""


def create(folder: Path) -> None:
    """Make an empty, working archive in ``folder``, named after it.

    Raises:
        UsageError: the folder holds something already, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a folder that is, or one that is not there yet")
    # Nothing in the name may be more than letters and numbers to YAML or Markdown.
    words = "".join(char if char.isalnum() else " " for char in folder.resolve().name).split()
    name = " ".join(words).capitalize() or "Archive"
    template = site.template_folders(folder, "new")[0]
    for path in files.tree(template):
        text = (template / path).read_text(encoding="utf-8")
        place = folder / path
        place = place.with_name(DOTTED.get(place.name, place.name))
        files.write(place, text.replace("{{ name }}", name).encode("utf-8"))
    files.write(folder / "docs" / "README.md", README.encode("utf-8"))

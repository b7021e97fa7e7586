"""A new archive, from the files in ``site_templates/new``."""

from __future__ import annotations

from pathlib import Path

from backissue import files
from backissue.model import UsageError
from backissue.site import site
from backissue.site.documents import README

DOTTED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "gitkeep": ".gitkeep"}


def create(folder: Path) -> None:
    """Make an empty, working archive in ``folder``, named after it.

    Raises:
        UsageError: the folder holds something already, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a folder that is, or one that is not there yet")
    name = _name_of(folder)
    template = site.template_folders(folder, "new")[0]
    for path in files.tree(template):
        text = (template / path).read_text(encoding="utf-8")
        files.write(folder / _dotted(path), text.replace("{{ name }}", name).encode("utf-8"))
    files.write(folder / "docs" / "README.md", README.encode("utf-8"))


def _name_of(folder: Path) -> str:
    """Return a name made of the folder's, with nothing in it that YAML or Markdown could take for more than letters."""
    words = "".join(char if char.isalnum() else " " for char in folder.resolve().name).split()
    return " ".join(words).capitalize() or "Archive"


def _dotted(path: str) -> str:
    """Return the name of a template's file: names with a leading dot are kept without it, so that tools see them."""
    parent, _, name = path.rpartition("/")
    return f"{parent}/{DOTTED.get(name, name)}".lstrip("/")

"""A new archive, from the files in ``site_templates/new``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from backissue import files
from backissue.archive.addresses import KIND as ADDRESSES
from backissue.archive.moves import KIND as MOVES
from backissue.archive.segments import Segments
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Edit, Records
from backissue.merge.ledger import KIND as ITEMS
from backissue.model import UsageError
from backissue.site.folders import README, template_folders

DOTTED = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "gitkeep": ".gitkeep"}
"""Names that a template's files have without their leading dot, so that tools see them."""
_NO_RECORDS = Records(Segments(ITEMS), Segments(ADDRESSES), Segments(MOVES), {}, {})


def create(folder: Path) -> None:
    """Make an empty, working archive in ``folder``, named after it.

    Raises:
        UsageError: the folder holds something already, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(file.name != files.WORK for file in folder.iterdir())):
        raise UsageError(f"{folder} is not empty: name a folder that is, or one that is not there yet")
    # Nothing in the name may be more than letters and numbers to YAML or Markdown.
    words = "".join(char if char.isalnum() else " " for char in folder.resolve().name).split()
    name = " ".join(words).capitalize() or "Archive"
    template = template_folders(folder, "new")[0]
    written = {"docs/README.md": README}
    for path in map(PurePosixPath, files.tree(template)):
        place = path.with_name(DOTTED.get(path.name, path.name)).as_posix()
        written[place] = (template / path).read_text(encoding="utf-8").replace("{{ name }}", name)
    folder.mkdir(parents=True, exist_ok=True)
    with files.locked(folder):
        apply_changeset(folder, _changeset({path: text.encode("utf-8") for path, text in written.items()}))


def _changeset(written: Mapping[str, bytes]) -> Changeset:
    """Return the changeset that writes these files of an archive that has none, by path below its folder."""
    edits = {path: Edit(None, data) for path, data in written.items()}
    content = {path.removeprefix("content/"): edit for path, edit in edits.items() if path.startswith("content/")}
    beside = {path: edit for path, edit in edits.items() if not path.startswith("content/")}
    return Changeset((), (), (), content, _NO_RECORDS, beside=beside)

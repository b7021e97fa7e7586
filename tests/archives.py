"""Archives for tests: the toy archive of ``tests/cases/toy``, which has every layout once, and empty ones."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from backissue.files import WORK

PROJECT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
PNG = b"\x89PNG\r\n\x1a\n"
"""What a picture in PNG begins with."""


def make_toy(root: Path) -> Path:
    """A copy of the toy archive in ``root``, with the project's own ``mkdocs.yml``."""
    shutil.copytree(CASES / "toy", root, dirs_exist_ok=True)
    return _configured(root)


def make_archive(root: Path, files: Mapping[str, str] = {}, sources: str = "") -> Path:
    """An archive in ``root`` of the files given by their paths below ``content/``.

    ``sources`` is the text below ``sources:`` in ``archive.yml``.
    """
    put(root, {"archive.yml": f"sources:\n{sources}" if sources else "sources: []\n", **files})
    return _configured(root)


def _configured(root: Path) -> Path:
    # The theme and the templates are those beside the package; MkDocs only wants the folder that it is told of.
    (root / "site_templates" / "theme").mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root


def without_nav(root: Path) -> Path:
    """Let the site's navigation name no page, so that an archive can be built that lacks some of them."""
    path = root / "mkdocs.yml"
    head, _, rest = path.read_text("utf-8").partition("\nnav:\n")
    path.write_text(f"{head}\nnav:\n  - Home: index.md\n{rest[rest.index('not_in_nav:') :]}", "utf-8")
    return root


def put(root: Path, files: Mapping[str, str]) -> None:
    """Write files below ``content/``."""
    for path, text in files.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its bytes, hidden ones included, by POSIX path; the work folder's aside."""
    paths = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in paths.items() if WORK not in name.parts[:-1]}


def change(path: Path, old: str, new: str) -> None:
    """Edit a file as a person would: ``old`` must stand there once."""
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_bytes(text.replace(old, new).encode())


def page(title: str = "One", *, body: str = "A body.\n", **fields: str) -> str:
    """The text of an item's page. ``fields`` are YAML, and go before those that every page has."""
    values = {"id": f'"paper:{title.lower()}"', "kind": "paper", "title": f'"{title}"', "week": "2023-03-26", **fields}
    head = "".join(f"{key}: {value}\n" for key, value in values.items() if value)
    return f"---\n{head}---\n\n{body}"

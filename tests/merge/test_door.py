"""All that is written to ``content/``, and to the settings beside it, is written together or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backissue.files import locked
from backissue.merge.apply import apply_changeset
from backissue.merge.changeset import Changeset, Edit
from backissue.merge.importer import plan
from backissue.model import MachineError, UsageError
from backissue.new import create
from tests.archives import snapshot
from tests.tables import make_table, row


@pytest.fixture
def changes(tmp_path: Path) -> tuple[Path, Changeset]:
    """An archive, and what an import and a change of its settings would write."""
    root = make_table(tmp_path, row(1))
    settings = (root / "mkdocs.yml").read_bytes()
    return root, replace(plan(root), beside={"mkdocs.yml": Edit(settings, b"# ours\n" + settings)})


def test_pages_and_settings_are_written_together(changes: tuple[Path, Changeset]) -> None:
    root, made = changes
    (root / ".mkdocs.yml.0123abcd.part").write_bytes(b"a process was killed here")
    assert apply_changeset(root, made) == ()
    assert (root / "mkdocs.yml").read_bytes().startswith(b"# ours\n")
    assert (root / "content/weeks/2023-03-26/sparks.md").is_file()
    assert not list(root.glob("**/*.part"))


@pytest.mark.parametrize("name", ["mkdocs.yml", "sparks.md"])
def test_where_one_file_cannot_be_written_none_is(
    changes: tuple[Path, Changeset], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, made = changes
    before = snapshot(root)
    put_in_place = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if target.name == name and path.read_bytes() != before.get(name):
            raise OSError(28, "No space left on device", str(target))
        return put_in_place(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        apply_changeset(root, made)
    assert snapshot(root) == before


def test_settings_that_somebody_saved_meanwhile_stay(changes: tuple[Path, Changeset]) -> None:
    root, made = changes
    (root / "mkdocs.yml").write_bytes(b"site_name: Mine\n")
    (problem,) = apply_changeset(root, made)
    assert str(problem) == "mkdocs.yml: was saved while the command ran, and is left as it is: run it again"
    assert (root / "mkdocs.yml").read_bytes() == b"site_name: Mine\n"


def test_a_new_archive_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        create(tmp_path / "new")
    monkeypatch.undo()
    assert {name for name in snapshot(tmp_path / "new") if not name.startswith(".backissue/")} == set()
    create(tmp_path / "new")
    with pytest.raises(UsageError, match="is not empty"):
        create(tmp_path / "new")


def test_a_new_archive_is_not_made_where_another_command_is_at_work(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(MachineError, match="another backissue command is running"):
        create(tmp_path)

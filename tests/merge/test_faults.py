"""An import whose disk, rights or file system fail it at any one moment: the archive stays as it was."""

from __future__ import annotations

import errno
import os
import pathlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from click.testing import CliRunner, Result

from backissue import cli
from tests import effort
from tests.archives import change
from tests.tables import content, folders, make_table, row, run, source

pytestmark = pytest.mark.slow

CALLS = ("open", "write", "fsync", "link", "replace", "mkdir", "unlink")
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)[: effort.of(4, 2)]


class Fault:
    """Lets the n-th call of one kind below ``content/`` fail once, or that and every later one."""

    def __init__(self, root: Path, number: int, error: int, *, lasting: bool = False) -> None:
        self.root = str(root / "content")
        self.number = number
        self.error = error
        self.lasting = lasting
        self.calls = 0

    def meet(self, path: object) -> None:
        """Count a call, and fail it if its turn has come."""
        self.calls += 1
        if self.calls == self.number or (self.lasting and self.calls > self.number):
            raise OSError(self.error, os.strerror(self.error), str(path))

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, which takes a path first, with the fault."""

        def faulty(path: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the function takes
            if str(path).startswith(self.root):
                self.meet(path)
            return function(path, *args, **kwargs)

        return faulty


def inject(monkeypatch: pytest.MonkeyPatch, call: str, fault: Fault) -> None:
    """Put the fault where an import makes such a call to change files."""
    if call in {"replace", "mkdir", "unlink"}:
        monkeypatch.setattr(pathlib.Path, call, fault.wrap(getattr(pathlib.Path, call)))
    elif call == "link":
        monkeypatch.setattr(os, "link", fault.wrap(os.link))
        monkeypatch.setattr(shutil, "copy2", fault.wrap(shutil.copy2))
    elif call == "fsync":
        monkeypatch.setattr(os, "fsync", _faulty_fsync(fault))
    else:
        monkeypatch.setattr(pathlib.Path, "open", _faulty_open(fault, call))


def _faulty_fsync(fault: Fault) -> Callable[[int], None]:
    fsync = os.fsync

    def faulty(handle: int) -> None:
        fault.meet(handle)
        fsync(handle)

    return faulty


def _faulty_open(fault: Fault, call: str) -> Callable[..., Any]:
    """``Path.open`` that fails itself, or that gives a file whose write fails after the first half."""
    opened = pathlib.Path.open

    def faulty(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the original
        here = str(path).startswith(fault.root) and set(mode) & set("wxa+")
        if here and call == "open":
            fault.meet(path)
        file = opened(path, mode, *args, **kwargs)
        return _HalfFile(file, path, fault) if here and call == "write" else file

    return faulty


class _HalfFile:
    """A file whose write, where it is to fail, leaves half of the bytes behind."""

    def __init__(self, file: Any, path: Path, fault: Fault) -> None:  # noqa: ANN401 - any file
        self._file, self._path, self._fault = file, path, fault

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what the file has
        return getattr(self._file, name)

    def write(self, data: bytes) -> None:
        try:
            self._fault.meet(self._path)
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        self._file.write(data)


def prepare(root: Path) -> Path:
    """An archive whose next import has a page to make, one in a new folder, to merge, to rename and to prune."""
    make_table(root, row(1), row(2, "Other"), row(3, "Gone", week="2023-04-02"), row(4, "Renamed"))
    run(root)
    change(root / "content/weeks/2023-03-26/sparks.md", "Five.\n", "Five, says a person.\n")
    change(root / "content/weeks/2023-03-26/renamed.md", "topics: [Sound]", "topics: [Sound, Mine]")
    rows = (row(1, abstract="Eins. Two. Three. Four. Five."), row(2, "Other one"), row(5, "Renamed"))
    source(root, *rows, row(6, "New"), row(7, "Newer", week="2023-04-09"))
    return root


def imported(root: Path) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), "import", "--prune"], catch_exceptions=False)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an import that nothing befalls makes of the archive."""
    root = prepare(tmp_path_factory.mktemp("clean"))
    assert imported(root).exit_code == 0
    return content(root)


def faults(root: Path, call: str, error: int, *, lasting: bool = False) -> Iterator[tuple[Result, bool]]:
    """Let the first call fail, then the second and so on until the import passes: how each went, and if it met one."""
    for number in range(1, 200):
        fault = Fault(root, number, error, lasting=lasting)
        with pytest.MonkeyPatch.context() as monkeypatch:
            inject(monkeypatch, call, fault)
            result = imported(root)
        yield result, fault.calls >= number
        if fault.calls < number:
            return
    pytest.fail("no end of calls")


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: errno.errorcode[error])
@pytest.mark.parametrize("call", [call for call in CALLS if call not in {"link", "unlink"}])
def test_a_fault_leaves_the_archive_as_it_was_and_the_next_import_makes_up_for_it(
    tmp_path: Path, clean: dict[str, bytes], call: str, error: int
) -> None:
    root = prepare(tmp_path)
    before, there = content(root), folders(root)
    met = 0
    for result, failed in faults(root, call, error):
        if failed:
            met += 1
            assert result.exit_code == 3
            assert len(result.stderr.splitlines()) == 1
            assert os.strerror(error) in result.stderr
            assert (content(root), folders(root)) == (before, there)
    assert met >= {"mkdir": 1}.get(call, 6)
    assert (result.exit_code, content(root)) == (0, clean)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: errno.errorcode[error])
def test_where_no_second_name_can_be_given_a_copy_is_kept_until_all_is_done(
    tmp_path: Path, clean: dict[str, bytes], error: int
) -> None:
    """So on file systems without hard links; where the copy fails as well, nothing has happened."""
    root = prepare(tmp_path)
    before = content(root)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "link", Fault(root, 1, error, lasting=True).wrap(os.link))
        monkeypatch.setattr(shutil, "copy2", Fault(root, 2, error).wrap(shutil.copy2))
        assert imported(root).exit_code == 3
    assert content(root) == before
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "link", Fault(root, 1, error, lasting=True).wrap(os.link))
        assert imported(root).exit_code == 0
    assert content(root) == clean


@pytest.mark.parametrize("number", range(1, 16))
def test_where_nothing_can_be_removed_every_page_is_whole_and_the_next_import_sweeps_up(
    tmp_path: Path, clean: dict[str, bytes], number: int
) -> None:
    root = prepare(tmp_path)
    before = content(root)
    with pytest.MonkeyPatch.context() as monkeypatch:
        inject(monkeypatch, "unlink", Fault(root, number, errno.EACCES, lasting=True))
        imported(root)
    there = {name: data for name, data in content(root).items() if not name.endswith(".part")}
    assert {name for name, data in there.items() if data not in (before.get(name), clean.get(name))} == set()
    assert imported(root).exit_code == 0
    assert content(root) == clean


@pytest.mark.parametrize("number", range(1, 8))
@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_disk_that_fails_for_good_loses_nothing(
    tmp_path: Path, clean: dict[str, bytes], call: str, number: int
) -> None:
    """Not even the undoing succeeds: the next import, on a mended disk, ends as if nothing had happened."""
    root = prepare(tmp_path)
    with pytest.MonkeyPatch.context() as monkeypatch:
        inject(monkeypatch, call, Fault(root, number, errno.EIO, lasting=True))
        result = imported(root)
        assert (result.exit_code, len(result.stderr.splitlines())) == (3, 1)
    assert imported(root).exit_code == 0
    assert content(root) == clean


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_told_of_in_one_line(tmp_path: Path) -> None:
    root = prepare(tmp_path)
    before = content(root)
    week = root / "content/weeks/2023-03-26"
    week.chmod(0o500)
    result = imported(root)
    week.chmod(0o700)
    assert (result.exit_code, len(result.stderr.splitlines())) == (3, 1)
    assert content(root) == before

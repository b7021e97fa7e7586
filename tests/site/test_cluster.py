"""Rendering on a Dask cluster, whose workers share no folder with whoever builds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from backissue.model import MachineError, UsageError
from backissue.site import cluster
from backissue.site.build import build
from tests.archives import change, snapshot

PAGES = 38
"""Of the toy archive."""


def started(stack: ExitStack, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a program of Dask in an empty folder, and see to its end."""
    folder.mkdir()
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    stack.callback(end, process)
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cluster")
    with ExitStack() as stack:
        one = started(stack, folder / "s", "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        assert one.stderr
        address = next(line.split()[-1] for line in one.stderr if "Scheduler at" in line)
        for name in "ab":
            options = ["--host", "127.0.0.1", "--nworkers", "1", "--nthreads", "2", "--no-dashboard", "--no-nanny"]
            started(stack, folder / name, "dask_worker", address, *options)
        yield address


@pytest.mark.slow
def test_two_workers_make_the_bytes_of_a_build_here(
    toy: Path, once_built: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SMALLEST", 5)
    seen: list[int] = []
    report = build(
        toy,
        toy / "site",
        scheduler=scheduler,
        progress=lambda step, done, _of: seen.append(done * (step == "Rendering pages")),
    )
    assert report.problems == ()
    assert report.pages_rendered == max(seen) == PAGES
    assert snapshot(toy / "site") == snapshot(once_built / "site")


@pytest.mark.slow
def test_an_edit_is_rendered_there_and_what_mkdocs_warns_of_is_said(built: Path, scheduler: str) -> None:
    change(built / "content/weeks/2023-03-26/sparks.md", "papers.md", "list.md")
    report = build(built, built / "site", scheduler=scheduler)
    assert report.pages_rendered == 1


@pytest.mark.slow
def test_a_worker_with_another_engine_renders_nothing(
    toy: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {**cluster.versions(), "mkdocs": "0.1"}
    monkeypatch.setattr(cluster, "versions", lambda: other)
    with pytest.raises(UsageError, match=r"mkdocs 0\.1 here and [\d.]+ there\): install the same versions on all"):
        build(toy, toy / "site", scheduler=scheduler)
    assert not (toy / "site/index.html").exists()


@pytest.mark.slow
def test_a_broken_template_is_named_as_it_is_here(toy: Path, scheduler: str) -> None:
    (toy / "site_templates/theme/main.html").write_text("{% broken %}", "utf-8")
    with pytest.raises(UsageError, match=r"main\.html:1: Encountered unknown tag 'broken'\.: fix the template"):
        build(toy, toy / "site", scheduler=scheduler)


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_said_so(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 1)
    with pytest.raises(MachineError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9 .*: start one"):
        build(toy, toy / "site", scheduler="tcp://127.0.0.1:9")


@pytest.mark.parametrize("address", ["tls://render.example.org:8786", "tcp://127.0.0.1:8786", "tcp://[::1]:1"])
def test_a_scheduler_is_behind_tls_or_on_this_machine(address: str) -> None:
    assert cluster.require_safe(address) == address


@pytest.mark.parametrize(
    "address",
    ["tcp://render.example.org:8786", "tcp://10.0.0.7:8786", "tcp://127.0.0.1.example.org:8786", "tcp://0.0.0.0:8786"],
)
def test_another_machine_without_tls_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="Dask runs whatever it is sent: use tls://"):
        cluster.require_safe(address)


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tls://host", "inproc://x", "tls://[x"])
def test_what_is_no_address_of_a_scheduler_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="is no address of a Dask scheduler: write tls://HOST:PORT"):
        cluster.require_safe(address)

"""``serve``: the site on this machine, which follows the edits."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.archives import PROJECT, change

TABLE = Path("/proc/net/tcp")
PATIENCE = 20
"""Seconds until a test gives up."""


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """The address of ``backissue serve`` on the toy archive, which is stopped in the end."""
    command = [sys.executable, "-u", "-m", "backissue", "--root", str(built), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            found = next(filter(None, (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in server.stdout)))
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)
            try:
                assert server.wait(PATIENCE) == 0
            finally:
                server.kill()


def read(address: str) -> str:
    with urlopen(address) as response:
        return str(response.read().decode())


def wait_for(condition: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < end, "it did not happen in time"
        sleep(0.05)


def test_an_edit_is_served_within_seconds(built: Path, address: str) -> None:
    assert "One." in read(f"{address}weeks/2023-03-26/link/")
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    wait_for(lambda: "Something else." in read(f"{address}weeks/2023-03-26/link/"))


def test_a_mistake_in_an_edit_does_not_end_the_server(built: Path, address: str) -> None:
    change(built / "mkdocs.yml", "site_name: Backissue\n", "site_name: [\n")
    sleep(1)
    change(built / "mkdocs.yml", "site_name: [\n", "site_name: Mended\n")
    wait_for(lambda: "Mended" in read(f"{address}about/"))


def test_a_page_that_is_not_there_is_answered_by_the_sites_own(address: str) -> None:
    with pytest.raises(HTTPError) as caught:
        read(f"{address}none/")
    assert caught.value.code == 404
    assert "This page is not here" in caught.value.read().decode()
    caught.value.close()


@pytest.mark.skipif(not TABLE.exists(), reason="only Linux lists its open ports in a file")
def test_only_this_machine_is_served(address: str) -> None:
    port = int(address.rpartition(":")[2].strip("/"))
    rows = [line.split() for line in TABLE.read_text("ascii").splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A"}
    assert {place for place in listening if place.endswith(f":{port:04X}")} == {f"0100007F:{port:04X}"}


def test_an_open_page_shows_an_edit_by_itself(built: Path, address: str, page: Page) -> None:
    page.goto(f"{address}weeks/2023-03-26/link/")
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    page.get_by_text("Something else.").wait_for(timeout=PATIENCE * 1000)

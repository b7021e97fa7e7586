"""``serve``: the site on this machine, which follows the edits."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.archives import PROJECT, change

TABLE = Path("/proc/net/tcp")
PATIENCE = 20
"""Seconds until a test gives up."""


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Run ``backissue serve`` on an archive, and stop it in the end. Gives its address."""
    command = [sys.executable, "-u", "-m", "backissue", "--root", str(root), "serve", "--port", "0"]
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


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """The address of a server on the toy archive, which a test may edit."""
    with serving(built) as found:
        yield found


@pytest.fixture(scope="module")
def unedited(once_built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy archive of the server that tests share."""
    return Path(shutil.copytree(once_built, tmp_path_factory.mktemp("unedited") / "built"))


@pytest.fixture(scope="module")
def shared(unedited: Path) -> Iterator[str]:
    """The address of a server on an archive that nobody edits."""
    with serving(unedited) as found:
        yield found


def read(address: str) -> str:
    with urlopen(address) as response:
        return str(response.read().decode())


def state(address: str) -> dict[str, Any]:
    """What an open page is told that has just asked for the first time."""
    return dict(json.loads(read(f"{address}-/live?seen=")))


def wait_for(condition: Callable[[], bool]) -> None:
    end = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < end, "it did not happen in time"
        sleep(0.05)


@pytest.mark.slow
def test_an_edit_is_served_within_seconds(built: Path, address: str) -> None:
    assert "One." in read(f"{address}weeks/2023-03-26/link/")
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    wait_for(lambda: "Something else." in read(f"{address}weeks/2023-03-26/link/"))


@pytest.mark.slow
def test_a_mistake_in_an_edit_does_not_end_the_server(built: Path, address: str) -> None:
    change(built / "mkdocs.yml", "site_name: Backissue\n", "site_name: [\n")
    wait_for(lambda: "Not built: mkdocs.yml" in "".join(state(address)["messages"]))
    change(built / "mkdocs.yml", "site_name: [\n", "site_name: Fixed\n")
    wait_for(lambda: "Fixed" in read(f"{address}about/"))
    wait_for(lambda: state(address)["messages"] == [])


def test_a_page_that_is_not_there_is_answered_by_the_sites_own(shared: str) -> None:
    with pytest.raises(HTTPError) as caught:
        read(f"{shared}none/")
    assert caught.value.code == 404
    assert "This page is not here" in caught.value.read().decode()
    caught.value.close()


@pytest.mark.skipif(not TABLE.exists(), reason="only Linux lists its open ports in a file")
def test_only_this_machine_is_served(shared: str) -> None:
    port = int(shared.rpartition(":")[2].strip("/"))
    rows = [line.split() for line in TABLE.read_text("ascii").splitlines()[1:]]
    listening = {row[1] for row in rows if row[3] == "0A"}
    assert {place for place in listening if place.endswith(f":{port:04X}")} == {f"0100007F:{port:04X}"}


def test_an_open_page_shows_an_edit_by_itself(built: Path, address: str, page: Page) -> None:
    page.goto(f"{address}weeks/2023-03-26/link/")
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    page.get_by_text("Something else.").wait_for(timeout=PATIENCE * 1000)


def test_an_open_page_shows_a_mistake_until_it_is_fixed(built: Path, address: str, page: Page) -> None:
    item = built / "content/weeks/2023-03-26/link.md"
    page.goto(f"{address}weeks/2023-03-26/")
    expect(page.get_by_role("alert")).to_have_count(0)
    change(item, "One.", "One. <script>document.title = 'Broken'</script>")
    shown = page.get_by_role("alert")
    expect(shown).to_contain_text("content/weeks/2023-03-26/link.md:", timeout=PATIENCE * 1000)
    expect(shown).to_contain_text("<script>")
    assert "Broken" not in page.title()
    page.goto(f"{address}about/")
    expect(shown).to_contain_text("content/weeks/2023-03-26/link.md:")
    change(item, "One. <script>document.title = 'Broken'</script>", "Another.")
    expect(shown).to_have_count(0, timeout=PATIENCE * 1000)
    page.goto(f"{address}weeks/2023-03-26/link/")
    expect(page.get_by_text("Another.")).to_be_visible()


def test_an_open_page_shows_why_there_is_no_build_and_where(built: Path, address: str, page: Page) -> None:
    page.goto(f"{address}about/")
    template = built / "site_templates/theme/partials/pages/page.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>\n\n</p>\n{% if %}\n", "utf-8")
    expect(page.get_by_role("alert")).to_contain_text("page.html:4: ", timeout=PATIENCE * 1000)
    template.unlink()
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE * 1000)


@pytest.mark.parametrize("place", ["", "about/", "none/", "-/live", "-/live.js", "feed.xml"])
def test_another_host_by_which_this_machine_is_called_is_refused(shared: str, place: str) -> None:
    for host in ("evil.example", "127.0.0.1", "localhost", "127.0.0.1:1", ""):
        with pytest.raises(HTTPError) as caught:
            urlopen(Request(shared + place, headers={"Host": host}))
        assert caught.value.code == 403
        assert b"Toy" not in caught.value.read()
        caught.value.close()


def test_localhost_is_this_machine(shared: str) -> None:
    host = shared.removeprefix("http://").rstrip("/").replace("127.0.0.1", "localhost")
    with urlopen(Request(f"{shared}about/", headers={"Host": host})) as response:
        assert response.status == 200


def test_a_page_is_served_with_the_policy_that_readers_get_and_one_script_more(unedited: Path, shared: str) -> None:
    served, own = read(f"{shared}about/"), (unedited / "site/about/index.html").read_text("utf-8")
    script = re.compile(r'<script src="/-/live\.js" data-page="[0-9a-f.]+"></script>')
    assert len(script.findall(served)) == 1
    assert script.sub("", served) == own
    assert "'unsafe-inline'" not in re.findall(r"script-src[^;]*", own)[0]


@pytest.mark.slow
def test_the_search_follows_in_the_background(built: Path, address: str) -> None:
    before = (built / "site/search-index/entry.json").read_bytes()
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Quokka.")
    wait_for(lambda: (built / "site/search-index/entry.json").read_bytes() != before)


@pytest.mark.slow
def test_an_edit_that_changes_nothing_loads_no_page_again(built: Path, address: str) -> None:
    before = state(address)["built"]
    item = built / "content/weeks/2023-03-26/link.md"
    item.write_bytes(item.read_bytes())
    sleep(1)
    (built / "content/weeks/2023-03-26/.link.md.swp").write_bytes(b"x")
    sleep(1)
    assert state(address)["built"] == before


def test_only_a_page_that_an_edit_changes_is_loaded_again(built: Path, address: str, page: Page) -> None:
    page.goto(f"{address}about/")
    page.evaluate("window.isFirst = true")
    before = state(address)["state"]
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Another.")
    wait_for(lambda: state(address)["state"] != before)
    sleep(1)
    assert page.evaluate("window.isFirst")
    change(built / "content/about.md", "It was made up.", "It was invented.")
    page.get_by_text("It was invented.").wait_for(timeout=PATIENCE * 1000)
    assert not page.evaluate("window.isFirst")


def test_a_change_of_the_theme_loads_every_page_again(built: Path, address: str, page: Page) -> None:
    page.goto(f"{address}about/")
    style = built / "site_templates/theme/assets/stylesheets/print.css"
    style.parent.mkdir(parents=True)
    style.write_text("h1 { color: rgb(1, 2, 3) !important }\n", "utf-8")
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(1, 2, 3)", timeout=PATIENCE * 1000)

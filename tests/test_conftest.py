"""The browser's fixtures see what they promise to see: otherwise every quiet page would prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.conftest import empty

Serve = Callable[[Path], str]
ICON = '<link rel="icon" href="data:,">'


@pytest.mark.noisy
@pytest.mark.parametrize(
    ("html", "heard"),
    [
        ("<script>console.warn('careful')</script>", "warning: careful"),
        ("<script>throw new Error('broken')</script>", "uncaught: broken"),
        ("<img src=missing.png>", "404: "),
        ("<img src=http://elsewhere.example/x.png>", "elsewhere: http://elsewhere.example/x.png"),
        ("<img src=http://elsewhere.example/x.png>", "failed, net::ERR_NAME_NOT_RESOLVED: http://elsewhere.example/"),
    ],
)
def test_a_defect_of_a_page_is_heard(  # noqa: PLR0913, PLR0917 - three fixtures and a case
    tmp_path: Path, serve: Serve, page: Page, noise: list[str], html: str, heard: str
) -> None:
    (tmp_path / "index.html").write_text(ICON + html, encoding="utf-8")
    page.goto(serve(tmp_path))
    assert [sound for sound in noise if sound.startswith(heard)]


def test_a_page_without_defects_is_quiet(tmp_path: Path, serve: Serve, page: Page) -> None:
    (tmp_path / "index.html").write_text(ICON + "<p>Quiet.</p>", encoding="utf-8")
    page.goto(serve(tmp_path))
    assert page.inner_text("p") == "Quiet."


def test_what_a_page_leaves_behind_no_later_page_finds(tmp_path: Path, serve: Serve, profile: BrowserContext) -> None:
    (tmp_path / "index.html").write_text(ICON, encoding="utf-8")
    address, first = serve(tmp_path), profile.new_page()
    first.goto(address)
    first.evaluate("localStorage.setItem('a', 'b'); sessionStorage.setItem('a', 'b'); document.cookie = 'a=b'")
    first.evaluate("new Promise(done => { indexedDB.open('a').onsuccess = done })")
    profile.grant_permissions(["geolocation"])
    profile.new_page()
    empty(profile)
    second = profile.new_page()
    second.goto(address)
    assert second.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert second.evaluate("indexedDB.databases()") == []
    assert second.evaluate("navigator.permissions.query({name: 'geolocation'}).then(it => it.state)") != "granted"
    empty(profile)
    assert len(profile.pages) == 1


def test_nothing_is_served_beside_the_sub_path(tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "index.html").touch()
    with pytest.raises(HTTPError, match="404"):
        urlopen(serve(tmp_path).removesuffix("repo/") + "index.html")


def test_a_folder_without_index_is_not_listed(tmp_path: Path, serve: Serve) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(serve(tmp_path))

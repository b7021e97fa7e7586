"""What tests of the built site share: the site, a server below a sub-path, and a Chromium that must stay quiet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import IO
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from backissue.site.build import build
from tests import effort
from tests.archives import make_toy
from tests.tables import make_table, row, run

PROJECT = Path(__file__).parent.parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PUBLISHED = {"SITE_URL": "https://reader.example/repo/", "REPO_URL": "https://github.com/reader/repo"}

# A slow machine is no defect: properties are judged by what they show, never by how long that takes.
settings.register_profile(
    "backissue",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=effort.EXAMPLES,
    derandomize=effort.EFFORT != "all",
)
settings.load_profile("backissue")
expect.set_options(timeout=20_000)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "noisy: the page may meet errors; the test looks at them itself, in `noise`")
    config.addinivalue_line("markers", "cold: the page is in a profile of its own, without a cache")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser or the whole site, so that ``pytest -m "not browser and not slow"`` leaves it out."""
    for item in items:
        needed = getattr(item, "fixturenames", ())
        if "browser" in needed:
            item.add_marker(pytest.mark.browser)
        if "site" in needed:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Let no test or fixture have the day of another, which rendering sets for MkDocs, or know that GitHub runs it."""
    for name in ("SOURCE_DATE_EPOCH", "GITHUB_ACTIONS"):
        os.environ.pop(name, None)


def _build(root: Path) -> None:
    shutil.copy(PROJECT / "mkdocs.yml", root)
    for folder in ("content", "site_templates"):
        shutil.copytree(PROJECT / folder, root / folder)
    command = [sys.executable, "-m", "backissue", "--root", str(root), "build"]
    done = subprocess.run(command, env=os.environ | PUBLISHED, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of this project's site, built once a session, for all its processes, as the Pages workflow does."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    root = shared / "archive"
    with FileLock(shared / "archive.lock"):
        if not root.exists():
            root.mkdir()
            _build(root)
            (root / "built").touch()
    assert (root / "built").exists(), "the build failed in another process of this session"
    return root / "site"


class _Pages(SimpleHTTPRequestHandler):
    """Serves its folder below ``/repo/`` and nothing beside it, without listings, to be kept as on GitHub Pages."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]  # narrower than what the base declares
        if not self.path.startswith("/repo/"):
            self.send_error(404)
            return None
        self.path = self.path.removeprefix("/repo")
        return super().send_head()

    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002 - the base names it
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/repo/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder below ``/repo/`` until the session ends; gives the address, which ends in a slash."""
    with ExitStack() as servers:
        yield lambda folder: servers.enter_context(_served(folder))


@pytest.fixture(scope="session")
def site_address(site: Path, serve: Callable[[Path], str]) -> str:
    """The address of this project's site, as a reader of a project's Pages meets it."""
    return serve(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, one for each process of the session."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert executable, "no Chromium on PATH: run `make test`, which installs it or says how"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


def _console(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}" if message.type in {"error", "warning"} else ""


def _elsewhere(request: Request) -> str:
    address = urlsplit(request.url)
    is_remote = address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "127.0.0.1"
    return f"elsewhere: {request.url}" if is_remote else ""


def _status(response: Response) -> str:
    return f"{response.status}: {response.url}" if response.status >= 400 else ""


def _failure(request: Request) -> str:
    # A page that is left while it still loads aborts what is under way, and that is no defect.
    return f"failed, {request.failure}: {request.url}" if request.failure != "net::ERR_ABORTED" else ""


def _listen(page: Page, noise: list[str]) -> None:
    def note(sound: str) -> None:
        if sound:
            noise.append(sound)

    page.on("console", lambda message: note(_console(message)))
    page.on("pageerror", lambda error: note(f"uncaught: {error}"))
    page.on("request", lambda request: note(_elsewhere(request)))
    page.on("response", lambda response: note(_status(response)))
    page.on("requestfailed", lambda request: note(_failure(request)))


@pytest.fixture
def noise() -> list[str]:
    """What ``page`` met so far that a reader should not."""
    return []


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A profile that keeps its cache, for one page after another: a new profile takes longer than the page in it."""
    with browser.new_context() as context:
        context.new_page()
        yield context


def empty(profile: BrowserContext) -> None:
    """Take from a profile all that a page left in it: tabs, cookies, permissions and what sites stored."""
    keeper, *left = profile.pages
    for page in left:
        page.close()
    profile.clear_cookies()
    profile.clear_permissions()
    devtools = profile.new_cdp_session(keeper)
    devtools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    devtools.detach()


@contextmanager
def _cold(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@contextmanager
def _warm(profile: BrowserContext) -> Iterator[Page]:
    yield profile.new_page()
    empty(profile)


@pytest.fixture
def page(browser: Browser, noise: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a profile that holds nothing but a cache; a test to which that matters is marked ``cold``.

    At the end it must have met no error or warning, no failed request, no status of 400 or above and no other host.
    A test that provokes some is marked ``noisy``.
    """
    is_cold = request.node.get_closest_marker("cold")
    with _cold(browser) if is_cold else _warm(request.getfixturevalue("profile")) as page:
        _listen(page, noise)
        yield page
    if not request.node.get_closest_marker("noisy"):
        assert noise == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of one table with two papers, imported."""
    make_table(tmp_path, row(1), row(2, "Other"))
    run(tmp_path)
    return tmp_path


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """The toy archive, not built yet."""
    return make_toy(tmp_path / "toy")


@pytest.fixture(scope="session")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy archive with its site, built once a session. Only to be read."""
    root = make_toy(tmp_path_factory.mktemp("built") / "toy")
    assert build(root, root / "site").problems == ()
    return root


@pytest.fixture
def built(once_built: Path, tmp_path: Path) -> Path:
    """The toy archive with its site, to be changed at will."""
    return Path(shutil.copytree(once_built, tmp_path / "built"))

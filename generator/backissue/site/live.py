"""The server of ``backissue serve``: the site on 127.0.0.1, with a script in each page that follows the builds.

The script stands in a file of the same origin, so that a page is served with the policy that readers get. Requests that
name another host are refused: a page elsewhere whose name leads to this machine cannot read drafts.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Condition
from typing import IO
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
STATE, SCRIPT = "/-/live", "/-/live.js"
"""Where a page asks for the state of the site, and its script. No page of a site has an address that begins so."""

PATIENCE = 25.0
"""Seconds after which a question is answered also where nothing is new."""

_RUNS_OWN_SCRIPT = b"script-src 'self'"


class State:
    """What open pages should know: which build the site is of, and what is wrong. Pages wait for news of it."""

    def __init__(self) -> None:
        self._news = Condition()
        self._run, self._count, self._builds = secrets.token_hex(4), 0, 0
        self._messages: tuple[str, ...] = ()
        self._is_over = False

    @property
    def built(self) -> str:
        """The name of the build that the site is of."""
        return f"{self._run}.{self._builds}"

    def tell(self, messages: Sequence[str], *, is_built: bool) -> None:
        """Let pages show these messages, and load themselves again if the site was built."""
        with self._news:
            if is_built or self._messages != tuple(messages):
                self._count += 1
                self._builds += is_built
                self._messages = tuple(messages)
                self._news.notify_all()

    def end(self) -> None:
        """Let no page wait any longer."""
        with self._news:
            self._is_over = True
            self._news.notify_all()

    def wait(self, seen: str) -> bytes:
        """Return the state as JSON, as soon as it is another than the one that was ``seen``."""
        with self._news:
            self._news.wait_for(lambda: self._is_over or seen != self._name, PATIENCE)
            return json.dumps({"built": self.built, "state": self._name, "messages": self._messages}).encode()

    @property
    def _name(self) -> str:
        return f"{self._run}.{self._count}"


class LiveServer(ThreadingHTTPServer):
    """Serves the site in ``folder`` on this machine only. A ``port`` of 0 lets the system choose one.

    Raises:
        OSError: the port is taken.
    """

    daemon_threads = True

    def __init__(self, folder: Path, port: int, state: State) -> None:
        self.folder = folder
        self.state = state
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """The address of the site."""
        return f"http://{HOST}:{self.server_port}/"

    def is_own(self, host: str) -> bool:
        """Return whether a request that names this host is meant for this server."""
        ends = [f":{self.server_port}", *([""] if self.server_port == 80 else [])]
        return host.lower() in {name + end for name in NAMES for end in ends}


class _Handler(SimpleHTTPRequestHandler):
    server: LiveServer

    def __init__(self, *arguments: object, **_: object) -> None:
        server = arguments[-1]
        assert isinstance(server, LiveServer)
        super().__init__(*arguments, directory=str(server.folder))  # type: ignore[arg-type]

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_head(self) -> IO[bytes] | BytesIO | None:  # type: ignore[override] # the base names one of these
        if not self.server.is_own(self.headers.get("Host", "")):
            return self._answer(
                HTTPStatus.FORBIDDEN, "text/plain", b"This server answers as 127.0.0.1 and localhost only.\n"
            )
        parts = urlsplit(self.path)
        if parts.path == STATE:
            seen = parse_qs(parts.query).get("seen", [""])[0]
            return self._answer(HTTPStatus.OK, "application/json", self.server.state.wait(seen))
        if parts.path == SCRIPT:
            return self._answer(HTTPStatus.OK, "text/javascript", Path(__file__).with_name("live.js").read_bytes())
        return self._send_file(Path(self.translate_path(self.path)))

    def _send_file(self, path: Path) -> IO[bytes] | BytesIO | None:
        del self.headers["If-Modified-Since"]  # an edit may follow another within a second
        built = self.server.state.built
        if path.is_dir() and urlsplit(self.path).path.endswith("/"):
            path /= "index.html"
        try:
            if path.suffix == ".html":
                return self._answer(HTTPStatus.OK, "text/html", _following(path.read_bytes(), built))
            if path.exists():
                return super().send_head()
        except OSError:
            pass
        try:
            return self._answer(
                HTTPStatus.NOT_FOUND, "text/html", _following((self.server.folder / "404.html").read_bytes(), built)
            )
        except OSError:
            return self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"There is no page here.\n")

    def _answer(self, status: HTTPStatus, media_type: str, data: bytes) -> BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        pass


def _following(page: bytes, built: str) -> bytes:
    """Return a page with the script that follows the builds, if the page's policy lets scripts run."""
    before, end, after = page.rpartition(b"</body>")
    if not end or _RUNS_OWN_SCRIPT not in page:
        return page
    script = f'<script src="{SCRIPT}" data-built="{built}"></script>'
    return before + script.encode() + end + after

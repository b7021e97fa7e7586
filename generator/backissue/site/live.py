"""The server of ``backissue serve``: the site on 127.0.0.1, with a script in each page that follows the builds.

The script stands in a file of the same origin, so that a page is served with the policy that readers get. Requests that
name another host are refused: a page elsewhere whose name leads to this machine cannot read drafts.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Condition
from typing import IO, Any
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
        self._run, self._count, self._builds, self._looks = secrets.token_hex(4), 0, 0, 0
        self._messages: tuple[str, ...] = ()
        self._is_over = False

    @property
    def built(self) -> str:
        """The name of the build that the site is of."""
        return f"{self._run}.{self._builds}"

    def page_name(self, page: bytes) -> str:
        """Return what a page is called by what readers see of it: its body, and the look of all pages."""
        body = page.partition(b"<body")[2].rpartition(b"</body>")[0]
        return f"{self._run}.{self._looks}.{hashlib.sha256(body).hexdigest()[:16]}"

    @property
    def messages(self) -> Sequence[str]:
        """What is wrong."""
        return self._messages

    def tell(self, messages: Sequence[str], *, is_built: bool, looks_new: bool = False) -> None:
        """Let pages show these messages, and load themselves again if a build changed them or how all pages look."""
        with self._news:
            if is_built or self._messages != tuple(messages):
                self._looks += looks_new
                self._count += 1
                self._builds += is_built
                self._messages = tuple(messages)
                self._news.notify_all()

    def end(self) -> None:
        """Let no page wait any longer."""
        with self._news:
            self._is_over = True
            self._news.notify_all()

    def wait(self, seen: str) -> dict[str, object]:
        """Return the state as JSON can hold it, as soon as it is another than the one that was ``seen``."""
        with self._news:
            self._news.wait_for(lambda: self._is_over or seen != self._name, PATIENCE)
            return {"built": self.built, "state": self._name, "messages": self._messages}

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

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base has no types
        """Say nothing of a browser that leaves before it has all, which is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

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
            refusal = b"This server answers as 127.0.0.1 and localhost only.\n"
            return self._answer(HTTPStatus.FORBIDDEN, "text/plain", refusal)
        parts = urlsplit(self.path)
        if parts.path == STATE:
            return self._answer(HTTPStatus.OK, "application/json", self._state(parse_qs(parts.query)))
        if parts.path == SCRIPT:
            return self._answer(HTTPStatus.OK, "text/javascript", Path(__file__).with_name("live.js").read_bytes())
        return self._send_file(self.path)

    def _state(self, asked: Mapping[str, Sequence[str]]) -> bytes:
        """Return what a page is told that asks for news of the site and of what stands at its own address."""
        news = self.server.state.wait(asked.get("seen", [""])[0])
        page = self._page(asked.get("path", [""])[0])
        return json.dumps({**news, "page": self.server.state.page_name(page[1]) if page else ""}).encode()

    def _send_file(self, address: str) -> IO[bytes] | BytesIO | None:
        del self.headers["If-Modified-Since"]  # an edit may follow another within a second
        if page := self._page(address):
            return self._answer(page[0], "text/html", _following(page[1], self.server.state))
        return super().send_head()

    def _page(self, address: str) -> tuple[HTTPStatus, bytes] | None:
        """Return the page at an address, or the site's own for what is not there; ``None`` where another file is."""
        path = Path(self.translate_path(address))
        if path.is_dir() and urlsplit(address).path.endswith("/"):
            path /= "index.html"
        try:
            if path.suffix == ".html":
                return HTTPStatus.OK, path.read_bytes()
            if path.exists():
                return None
        except OSError:
            pass
        try:
            return HTTPStatus.NOT_FOUND, (self.server.folder / "404.html").read_bytes()
        except OSError:
            return HTTPStatus.NOT_FOUND, b"There is no page here.\n"

    def _answer(self, status: HTTPStatus, media_type: str, data: bytes) -> BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base names it
        pass


def _following(page: bytes, state: State) -> bytes:
    """Return a page with the script that follows the builds, if the page's policy lets scripts run."""
    before, end, after = page.rpartition(b"</body>")
    if not end or _RUNS_OWN_SCRIPT not in page:
        return page
    script = f'<script src="{SCRIPT}" data-page="{state.page_name(page)}"></script>'
    return before + script.encode() + end + after

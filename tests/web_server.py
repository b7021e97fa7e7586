"""A host on the loopback that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from backissue.web.client import Client, Limits

Reply = tuple[int, Mapping[str, str], bytes]
Page = Reply | Callable[[BaseHTTPRequestHandler], Reply | None]


@dataclass
class Host:
    """A host, by the name ``feed.example``: its pages by their paths, and the requests so far."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://feed.example:{self.port}{path}"


def resolver(host: str, _: int) -> Sequence[str]:
    """Every name is on the loopback but those that begin with ``no``."""
    if host.startswith("no"):
        raise OSError(f"{host} has no address")
    return ["127.0.0.1"]


def client(**limits: float) -> Client:
    """What asks a host on the loopback, by HTTP."""
    return Client(Limits(**limits), resolver=resolver, is_open=True)  # type: ignore[arg-type]


@contextmanager
def serving(**pages: Page) -> Iterator[Host]:
    """Serve pages, named without their slash."""
    host = Host({f"/{name}": page for name, page in pages.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = host.pages.get(self.path, (404, {}, b"no such page"))
            reply = page(self) if callable(page) else page
            if reply is None:
                return
            status, headers, body = reply
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 - the name that the server calls

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.block_on_close = False  # a page may take its time
    host.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""Requests over the web: only to public addresses, only by https, and never more than the limits allow."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from backissue.web.client import Client, Limits
from backissue.web.hosts import WebError, is_public, public_addresses
from tests.web_server import client, resolver, serving


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fc00::1", "fe80::1", "fe80::1%eth0", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "no address",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(WebError, match="not an address of the public internet"):
        public_addresses("a.example", 443, lambda *_: ["93.184.216.34", address])


def test_public_addresses_are_kept_in_their_order() -> None:
    found = ["2606:2800:220:1::1", "93.184.216.34"]
    assert public_addresses("a.example", 443, lambda *_: found) == found


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://a.example/", "only https"),
        ("ftp://a.example/", "no address of the web"),
        ("file:///etc/passwd", "no address of the web"),
        ("https://user:secret@a.example/", "no user"),
        ("https:///path", "no host"),
        ("https://[::1/", "no address"),
        ("https://localhost/", "not an address of the public internet"),
        ("https://127.0.0.1/", "not an address of the public internet"),
        ("https://2130706433/", "not an address of the public internet"),
        ("https://[::1]/", "not an address of the public internet"),
    ],
)
def test_nothing_else_is_asked(url: str, said: str) -> None:
    with pytest.raises(WebError, match=said):
        Client().get(url)


def test_what_a_name_is_resolved_to_is_what_is_connected_to() -> None:
    """A name that leads elsewhere when it is asked again gains nothing: it is asked once a request."""
    asked = []

    def rebinding(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with serving(a=(200, {}, b"here")) as host:
        answer = Client(resolver=rebinding, is_open=True).get(host.url("/a"))
    assert (answer.body, asked) == (b"here", ["feed.example"])
    assert host.asked[0][2]["host"] == f"feed.example:{host.port}"


def test_each_redirect_is_checked() -> None:
    def resolve(host: str, _: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "feed.example" else ["10.0.0.1"]

    class Mixed(Client):
        """Trusts the first host, as if it were public."""

        def _checked(self, url: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
            object.__setattr__(self, "is_open", "feed.example" in url)
            return super()._checked(url)

    with serving(a=(302, {"Location": "https://inside.example/"}, b"")) as host:
        with pytest.raises(WebError, match=r"inside\.example is at 10\.0\.0\.1, which is not"):
            Mixed(resolver=resolve).get(host.url("/a"))
        host.pages["/a"] = (302, {"Location": "http://outside.example/"}, b"")
        with pytest.raises(WebError, match="only https"):
            Mixed(resolver=resolve).get(host.url("/a"))


def test_redirects_are_followed_and_those_for_good_are_told() -> None:
    with serving(
        a=(301, {"Location": "/b"}, b"x"),
        b=(308, {"Location": "/c"}, b""),
        c=(302, {"Location": "d"}, b""),
        d=(200, {}, b"end"),
    ) as host:
        answer = client().get(host.url("/a"))
    assert (answer.body, answer.url, answer.moved) == (b"end", host.url("/d"), host.url("/c"))


def test_redirects_in_a_circle_end() -> None:
    with serving(a=(302, {"Location": "/a"}, b"")) as host, pytest.raises(WebError, match="more than 5 times"):
        client().get(host.url("/a"))
    assert len(host.asked) == 6


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_is_packed_is_unpacked(pack: object) -> None:
    assert callable(pack)
    body = b"a line\n" * 50_000
    coding = "gzip" if pack is gzip.compress else "deflate"
    with serving(a=(200, {"Content-Encoding": coding}, pack(body))) as host:
        assert client().get(host.url("/a")).body == body


def test_two_packed_parts_are_one_body() -> None:
    data = gzip.compress(b"one, ") + gzip.compress(b"two")
    with serving(a=(200, {"Content-Encoding": "gzip"}, data)) as host:
        assert client().get(host.url("/a")).body == b"one, two"


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_no_more_is_read_than_the_limit(coding: str) -> None:
    """A packed body counts by what it holds: a kilobyte can hold a gigabyte."""
    body = bytes(1_000_001)
    data = gzip.compress(body) if coding else body
    with serving(a=(200, {"Content-Encoding": coding} if coding else {}, data)) as host:
        assert len(client(size=1_000_001).get(host.url("/a")).body) == 1_000_001
        with pytest.raises(WebError, match="larger than 1,000,000 bytes"):
            client(size=1_000_000).get(host.url("/a"))


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({"Content-Encoding": "br"}, b"x", "packed as `br`"),
        ({"Content-Encoding": "gzip"}, b"not packed", "broke off"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"a" * 100, mtime=0)[:-9], "broke off"),
        ({"Content-Length": "1000"}, b"less", "broke off|said nothing"),
    ],
)
def test_half_an_answer_is_none(headers: dict[str, str], body: bytes, said: str) -> None:
    with serving(a=(200, headers, body)) as host, pytest.raises(WebError, match=said):
        client(silence=0.3).get(host.url("/a"))


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def test_a_host_that_sends_a_byte_now_and_then_does_not_hold_it_up() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            _drip(handler)

    with serving(a=drip) as host:
        began = time.monotonic()
        with pytest.raises(WebError, match=r"took more than 0\.3 seconds"):
            client(seconds=0.3).get(host.url("/a"))
        assert time.monotonic() - began < 3


def test_a_silent_host_is_given_up() -> None:
    def wait(_: BaseHTTPRequestHandler) -> None:
        time.sleep(0.6)

    with serving(a=wait) as host, pytest.raises(WebError, match=r"said nothing for 0\.2 seconds"):
        client(silence=0.2).get(host.url("/a"))


def test_a_host_that_is_not_there_is_said() -> None:
    with pytest.raises(WebError, match=r"there is no host nowhere\.example") as raised:
        client().get("http://nowhere.example/")
    assert not raised.value.is_gone  # it may be the resolver that fails
    with serving() as host:
        port = host.port
    with pytest.raises(WebError, match="refuses the connection"):
        client().get(f"http://feed.example:{port}/")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of its own for ``feed.example``, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    made = tmp_path / "made.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=feed.example -addext subjectAltName=DNS:feed.example"
    command = ["openssl", *words.split(), "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    subprocess.run(command, check=True, capture_output=True)
    made.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "cert.pem").read_bytes())
    return made


def test_the_certificate_is_that_of_the_name_though_the_address_is_connected_to(certificate: Path) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"safe")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(certificate)
    server.socket = own.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    port = server.server_address[1]
    trusting = ssl.create_default_context(cafile=str(certificate))
    try:
        known = Client(Limits(), resolver, is_open=True, context=trusting)
        assert known.get(f"https://feed.example:{port}/").body == b"safe"
        with pytest.raises(WebError, match="certificate cannot be trusted"):
            known.get(f"https://other.example:{port}/")
        with pytest.raises(WebError, match="certificate cannot be trusted"):
            client().get(f"https://feed.example:{port}/")
    finally:
        server.shutdown()
        server.server_close()

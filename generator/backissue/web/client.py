"""Requests over the web: to checked addresses only, within limits of size and time, and a redirect at a time."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Timer
from urllib.parse import urljoin

import certifi
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError, SSLError
from urllib3.response import HTTPResponse
from urllib3.util import Url, parse_url

from backissue import __version__
from backissue.web.hosts import Resolver, WebError, known_addresses, public_addresses, resolve

AGENT = f"backissue/{__version__}"
"""What this program calls itself."""
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"https": 443, "http": 80}
_CHUNK = 65_536
_EITHER = 32 + zlib.MAX_WBITS
"""Tells zlib to look whether it is gzip or zlib."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may take: bytes once unpacked, seconds in all, seconds of silence."""

    size: int = 20_000_000
    seconds: float = 60.0
    silence: float = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered: the status, the headers by their names in small letters, the body unpacked.

    ``url`` is where it came from in the end. ``moved`` is the address that it has for good by now, if it is another.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked: how, with which headers, until when an answer may come, and whether its body is read."""

    method: str
    headers: Mapping[str, str]
    until: float
    reads: bool


@dataclass(frozen=True)
class Client:
    """Makes requests. Only by https and only to the public internet, unless ``is_open``, which tests are.

    ``resolver`` gives the addresses of a host, and ``context`` says whom to trust.
    """

    limits: Limits = Limits()
    resolver: Resolver = resolve
    is_open: bool = False
    context: ssl.SSLContext | None = None

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, method: str = "GET", reads: bool = True
    ) -> Answer:
        """Return what is at an address, or at the one that it leads to, and its body unless that is not to be read.

        Raises:
            WebError: no answer, one that is too long or too slow, or an address that no request may go to.
        """
        until = time.monotonic() + self.limits.seconds
        at, moved, is_lasting = url, "", True
        for _ in range(MOST_REDIRECTS + 1):
            request = _Request(method, headers or {}, until, reads=reads and method != "HEAD")
            answer = self._ask(at, request)
            target = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not target:
                return Answer(at, answer.status, answer.headers, answer.body, moved)
            is_lasting = is_lasting and answer.status in {301, 308}
            at = urljoin(at, target)
            moved = at if is_lasting else moved
        raise WebError(f"it leads on more than {MOST_REDIRECTS} times")

    def _ask(self, url: str, request: _Request) -> Answer:
        """Make one request, and follow nothing."""
        parts = self._checked(url)
        host, port = str(parts.host), parts.port or _PORTS[str(parts.scheme)]
        check = known_addresses if self.is_open else public_addresses
        failed: WebError | None = None
        for address in check(host.strip("[]"), port, self.resolver)[:3]:
            try:
                return self._ask_at(address, parts, request)
            except ConnectionRefusedError:
                failed = WebError(f"{host} refuses the connection")
        raise failed or WebError(f"there is no host {host}")

    def _checked(self, url: str) -> Url:
        """Return an address in its parts.

        Raises:
            WebError: it is none of the web, or not by https.
        """
        try:
            parts = parse_url(url)
        except LocationParseError:
            raise WebError("it is no address") from None
        if parts.scheme != "https" and not (self.is_open and parts.scheme == "http"):
            raise WebError("only https is asked" if parts.scheme in _PORTS else "it is no address of the web")
        if not parts.host or parts.auth:
            raise WebError("an address has a host, and no user" if parts.auth else "it names no host")
        return parts

    def _ask_at(self, address: str, parts: Url, request: _Request) -> Answer:
        """Make a request of the host at one of its addresses."""
        sent = {"Host": parts.netloc or "", "User-Agent": AGENT, "Accept-Encoding": "gzip", **request.headers}
        connection = self._connection(address, parts, self._left(request.until))
        ending = None
        try:
            connection.connect()
            ending = _end_later(connection.sock, self._left(request.until))
            connection.request(request.method, parts.request_uri, headers=sent, preload_content=False)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.headers.items()}
            reads = request.reads and response.status not in {*REDIRECTS, 304}
            body = b"".join(self._read(response, found.get("content-encoding", ""))) if reads else b""
            self._left(request.until)
        except NewConnectionError as error:
            if isinstance(error.__cause__, ConnectionRefusedError):
                raise ConnectionRefusedError from None
            raise WebError("it cannot be reached") from None
        except (SSLError, ssl.SSLCertVerificationError) as error:
            raise WebError(f"its certificate cannot be trusted ({_reason(error)})") from None
        except (HTTPError, HTTPException, OSError, zlib.error) as error:
            self._left(request.until)
            if isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
                raise WebError(f"it said nothing for {self.limits.silence:g} seconds") from None
            raise WebError(f"the connection broke off ({_reason(error)})") from None
        finally:
            if ending:
                ending.cancel()
            connection.close()
        return Answer("", response.status, found, body)

    def _left(self, until: float) -> float:
        """Return the seconds that the host may be silent.

        Raises:
            WebError: the time is over.
        """
        left = until - time.monotonic()
        if left <= 0:
            raise WebError(f"it took more than {self.limits.seconds:g} seconds")
        return left

    def _connection(self, address: str, parts: Url, left: float) -> HTTPConnection:
        """Return what connects to ``address``, and to nothing else, as the host that ``parts`` name."""
        timeout, port = min(self.limits.silence, left), parts.port or _PORTS[str(parts.scheme)]
        if parts.scheme == "http":
            return HTTPConnection(address, port, timeout=timeout)
        host = str(parts.host).strip("[]")
        context = self.context or trusted()
        return HTTPSConnection(address, port, timeout=timeout, ssl_context=context, server_hostname=host)

    def _read(self, response: HTTPResponse, coding: str) -> Iterator[bytes]:
        """Yield the body unpacked, as long as it keeps within the limits."""
        unpacker, left = _Unpacker(coding.strip().lower()), self.limits.size
        while chunk := response.read1(_CHUNK, decode_content=False):
            for data in unpacker.unpack(chunk):
                left -= len(data)
                if left < 0:
                    raise WebError(f"it is larger than {self.limits.size:,} bytes")
                yield data
        expected = response.headers.get("content-length", "")
        if unpacker.is_cut or (expected.isdecimal() and unpacker.taken < int(expected)):
            raise WebError("the connection broke off before its end")


class _Unpacker:
    """Unpacks a body part by part, never more than a little at once.

    Raises:
        WebError: it is packed in a way that was not asked for.
    """

    def __init__(self, coding: str) -> None:
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise WebError(f"it is packed as `{coding}`, which was not asked for")
        self._is_plain = coding in {"", "identity"}
        self._machine = zlib.decompressobj(_EITHER)
        self.taken = 0

    @property
    def is_cut(self) -> bool:
        """Whether more must have followed."""
        return not self._is_plain and not self._machine.eof and bool(self.taken)

    def unpack(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what a part of the body holds, a little at a time."""
        self.taken += len(chunk)
        if self._is_plain:
            yield chunk
            return
        while chunk:
            if self._machine.eof:
                self._machine = zlib.decompressobj(_EITHER)
            yield self._machine.decompress(chunk, _CHUNK)
            chunk = self._machine.unused_data if self._machine.eof else self._machine.unconsumed_tail


def _end_later(connected: socket.socket, seconds: float) -> Timer:
    """Let nothing come over a connection once some time is over: a host may send a byte now and then, for ever."""
    ending = Timer(seconds, _cut, [connected])
    ending.daemon = True
    ending.start()
    return ending


def _cut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)  # below TLS, which another thread is in


def trusted() -> ssl.SSLContext:
    """Return what trusts the authorities that the system trusts, and those of Mozilla's list."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _reason(error: Exception) -> str:
    return str(error.args[-1] if error.args else type(error).__name__).rpartition(": ")[2][:100]

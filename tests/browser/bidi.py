"""Firefox as it is installed, by WebDriver BiDi (W3C): Playwright asks for more of it than long-term releases have."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NAMES = ("firefox", "firefox-esr")
QUIET = """\
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.disabled", true);
user_pref("remote.prefs.recommended", true);
"""
"""What keeps a profile from asking anybody on the web, and from windows of its own."""
PATIENCE = 300
"""Seconds for which an answer, or something on a page, is waited for."""


class AnswerError(Exception):
    """A command that Firefox refused, with what it said."""


class Firefox:
    """A tab of Firefox behind the address of its remote agent."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._socket = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
        self._file = self._socket.makefile("rb")
        self._number = 0
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            "GET /session HTTP/1.1",
            f"Host: {parts.netloc}",
            *("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"),
        )
        self._socket.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode())
        while self._file.readline().strip():
            pass
        self.ask("session.new", capabilities={})
        self._tab = self.ask("browsingContext.create", type="tab")["context"]

    def ask(self, method: str, **params: object) -> Any:  # noqa: ANN401 - whatever the command gives
        """Send a command and return what it gives; events between are left out."""
        self._number += 1
        self._send(json.dumps({"id": self._number, "method": method, "params": params}).encode())
        while True:
            answer = json.loads(self._receive())
            if answer.get("id") == self._number:
                if answer["type"] != "success":
                    raise AnswerError(answer["message"])
                return answer["result"]

    def go(self, address: str) -> None:
        """Load a page."""
        self.ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, expression: str) -> Any:  # noqa: ANN401 - whatever it gives
        """Return the value of an expression of JavaScript on the page: text, a number, or yes or no."""
        target = {"context": self._tab}
        found = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=False)
        assert found["type"] == "success", found
        return found["result"].get("value")

    def wait(self, expression: str) -> Any:  # noqa: ANN401 - as :meth:`run`
        """Return the value of an expression once it is something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(AnswerError):  # as a page gives that is being left
                if value := self.run(expression):
                    return value
            time.sleep(0.1)
        raise AssertionError(expression)

    def type(self, keys: str) -> None:
        """Press keys, one after another, as a reader does."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.ask("input.performActions", context=self._tab, actions=[source])

    def close(self) -> None:
        """End the connection."""
        self._file.close()
        self._socket.close()

    def _send(self, data: bytes) -> None:
        """Send a message as one frame (RFC 6455, section 5.2), masked as clients have to."""
        mask = os.urandom(4)
        length = len(data)
        size = (
            struct.pack("!BBH", 0x81, 0x80 | 126, length) if length > 125 else struct.pack("!BB", 0x81, 0x80 | length)
        )
        self._socket.sendall(size + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)))

    def _receive(self) -> bytes:
        """Return the next message, whose frames come without a mask."""
        whole, is_last = b"", False
        while not is_last:
            first, size = self._file.read(2)
            size = struct.unpack("!H", self._file.read(2))[0] if size == 126 else size
            size = struct.unpack("!Q", self._file.read(8))[0] if size == 127 else size
            whole, is_last = whole + self._file.read(size), bool(first & 0x80)
        return whole


@contextmanager
def firefox(executable: str, profile: Path) -> Iterator[Firefox]:
    """Start Firefox without a window, in a profile of its own, and end it."""
    (profile / "user.js").write_text(QUIET, "utf-8")
    command = [executable, "--headless", "--remote-debugging-port", "0", "--profile", str(profile)]
    env = os.environ | {"HOME": str(profile)}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            lines = (re.search(r"WebDriver BiDi listening on (ws://\S+)", line) for line in process.stderr)
            tab = Firefox(next(filter(None, lines))[1])
            try:
                yield tab
            finally:
                tab.close()
        finally:
            process.kill()

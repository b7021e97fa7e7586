"""A browser in which pages have no policy, and what it notes of what they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Request


@dataclass
class Watched:
    """What a browser met: texts that ran, requests to other hosts, dialogs."""

    ran: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.foreign.append(request.url)

    def dialog(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def bare(browser: Browser, watched: Watched) -> Iterator[BrowserContext]:
    """A profile in which pages have no policy, and which notes what they do."""
    with browser.new_context(bypass_csp=True) as context:
        context.expose_binding("go", lambda source: watched.ran.append(str(source["frame"].url)))
        context.on("request", watched.request)
        context.on("dialog", watched.dialog)
        yield context

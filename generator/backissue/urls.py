"""Addresses on the web, as far as items may hold them."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit


def web_address(url: str) -> SplitResult | None:
    """The parts of an ``http`` or ``https`` address, ``None`` if ``url`` is none.

    >>> web_address("https://example.org/a").hostname
    'example.org'
    >>> web_address("javascript:alert(1)"), web_address("http://[::1"), web_address("https://a b")
    (None, None, None)
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1)
    except ValueError:
        return None
    return parts if usable and not re.search(r"[\s<>\"\\\x00-\x1f\x7f]", url) else None

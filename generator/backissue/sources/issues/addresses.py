"""Addresses as an issue writes them: made absolute, without tracking, and as Markdown may hold them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from backissue.urls import web_address

_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|mc_[ce]id|fbclid|gclid)=[^&#]*&?")
_ENCODED = {char: f"%{ord(char):02X}" for char in "()[]*`${}|^"}
_MAIL = re.compile(r"mailto:[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})


def address(url: str) -> str:
    """An address on the web, or of a mailbox, as Markdown may hold it, without tracking; empty where it is none.

    >>> address("https://example.org/a_(b)?x=1&utm_source=mail#c"), address("javascript:alert(1)"), address("/about")
    ('https://example.org/a_%28b%29?x=1#c', '', '')
    >>> address("mailto:ann@example.org?subject=x")
    'mailto:ann@example.org'
    """
    if found := _MAIL.match(url):
        return found[0]
    url = f"https:{url}" if url.startswith("//") else url.strip().replace(" ", "%20")
    if not web_address(url):
        return ""
    return re.sub(r"&(?=#|\w+;)", "&amp;", "".join(_ENCODED.get(char, char) for char in untracked(url)))


def untracked(url: str) -> str:
    """An address without the parts by which mails count their readers.

    >>> untracked("https://example.org/a?utm_source=mail&x=1&fbclid=2")
    'https://example.org/a?x=1'
    """
    return re.sub(r"[?&](?=#|$)", "", _TRACKING.sub("", url))


def absolute(url: str, base: str) -> str:
    """A relative address as seen from ``base``; one that is absolute, damaged or leads within the page stays.

    >>> absolute("../two/", "https://example.org/one/"), absolute("#top", "https://example.org/")
    ('https://example.org/two/', '#top')
    """
    try:
        return url if not base or url.startswith("#") else urljoin(base, url.strip())
    except ValueError:
        return url


def host(url: str) -> str:
    """The host of an address, without the ``www`` before it."""
    return urlsplit(url).netloc.removeprefix("www.")


def picture_name(url: str) -> str:
    """The name of a picture's file; empty where the address does not look like one of a picture.

    >>> picture_name("https://example.org/a/My%20plot.png"), picture_name("https://example.org/open.gif?u=1")
    ('My plot.png', '')
    """
    parts = urlsplit(url)
    name = PurePosixPath(unquote(parts.path)).name
    return name if PurePosixPath(name).suffix.lower() in _PICTURES and not parts.query else ""

"""Addresses on the web as far as items may hold them, and paths on the site."""

from __future__ import annotations

import unicodedata
from urllib.parse import SplitResult, urlsplit

RESERVED = frozenset(
    "assets pagefind cards 404.html sitemap.xml sitemap.xml.gz backissue.json feed.xml feed.json llms.txt".split()
)
"""What stands at the root of every site beside its pages."""

LONGEST_NAME = 120
"""Characters that one part of a path may have: no name of a file may be longer than file systems allow."""

_UNSAFE = frozenset('<>"\\\x7f')


def web_address(url: str) -> SplitResult | None:
    """Return the parts of an ``http`` or ``https`` address, ``None`` if ``url`` is none.

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
    return None if not usable or any(char in _UNSAFE or char < " " or char.isspace() for char in url) else parts


def is_site_path(path: str) -> bool:
    """Tell whether ``path`` can be that of a page, or of a file: no part of it begins with a dot, climbs or hides.

    >>> is_site_path("weeks/2023-03-26/Łódź.md"), is_site_path("../up"), is_site_path("a//b"), is_site_path("a b")
    (True, False, False, False)
    """
    return all(map(_is_name, path.removeprefix("/").removesuffix("/").split("/")))


def _is_name(part: str) -> bool:
    return 0 < len(part) <= LONGEST_NAME and not part.startswith(".") and all(map(_is_name_character, part))


def _is_name_character(char: str) -> bool:
    return char.isalnum() or char in "_.-" or unicodedata.category(char).startswith("M")  # vowel signs of a script


def is_free(path: str) -> bool:
    """Tell whether a page may stand at ``path``, which the site does not need for itself."""
    return is_site_path(path) and path.strip("/").split("/")[0] not in RESERVED

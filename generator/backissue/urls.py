"""Addresses on the web as far as items may hold them, what they lead to, and paths on the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urljoin, urlsplit

# What stands at the root of every site beside its pages, its feeds and its downloads.
_RESERVED = frozenset(
    (
        "404.html assets backissue.json cards llms.txt opensearch.xml search-index sitemap.xml sitemap.xml.gz words.js"
    ).split()
)
_UNSAFE = frozenset('<>"\\\x7f')
_BLANK = re.compile(r"[\x00-\x1f\s]")
_ARXIV_PATHS = frozenset("abs pdf html format e-print ps src list".split())
_ARXIV_MIRRORS: Mapping[str, Collection[str]] = {
    **dict.fromkeys(("ar5iv.org", "ar5iv.labs.arxiv.org"), _ARXIV_PATHS),
    **dict.fromkeys(("alphaxiv.org", "www.alphaxiv.org"), ("abs", "pdf", "overview", "html")),
    **dict.fromkeys(("huggingface.co", "hf.co", "www.arxiv-vanity.com", "www.emergentmind.com"), ("papers",)),
    **dict.fromkeys(("papers.cool", "scirate.com"), ("arxiv",)),
}
"""Sites that show papers of arXiv, with the first parts of their paths that an identifier stands behind."""
_DOI_HOSTS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})
_TWITTER_HOSTS = frozenset({"twitter.com", "www.twitter.com", "mobile.twitter.com", "x.com", "www.x.com"})

# Both schemes of https://info.arxiv.org/help/arxiv_identifier.html; the subject class (``math.GT``) is no part.
_ARXIV = re.compile(
    r"""(?: (?P<new> (?: 0[7-9] | 1[0-4] ) (?: 0[1-9] | 1[0-2] ) \. \d{4}
               | (?: 1[5-9] | [2-9]\d ) (?: 0[1-9] | 1[0-2] ) \. \d{5} )
        |   (?P<archive>[a-z-]+) (?:\.[a-z]{2})? / (?P<old>\d{7})
        ) (?:v\d+)? (?:\.pdf)? /?""",
    re.IGNORECASE | re.VERBOSE,
)
_DOI_NAME = re.compile(r"10\.\d{4,9}/[^\s\x00-\x1f]+")
_MAIL = re.compile(r"mailto:[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TRACKERS = frozenset(
    """mc_cid mc_eid fbclid gclid dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh _hsenc _hsmi mkt_tok
    ck_subscriber_id vero_id vero_conv oly_anon_id oly_enc_id wickedid __s _ga _gl""".split()
)
"""The parameters by which mails and networks count readers, beside those that begin with ``utm_``."""
_REFERENCE = re.compile(r"&(?=#|\w+;)")
_ENCODED = str.maketrans({char: f"%{ord(char):02X}" for char in "()[]*`${}|^"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"})


@lru_cache(maxsize=1 << 16)
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
    return None if not usable or not _UNSAFE.isdisjoint(url) or _BLANK.search(url) else parts


def arxiv_id(url: str) -> str | None:
    """Return the arXiv identifier that an address leads to, without its version.

    >>> arxiv_id("https://arxiv.org/pdf/2303.08774v2"), arxiv_id("https://arxiv.org/abs/math.GT/0309136v1")
    ('2303.08774', 'math/0309136')
    >>> arxiv_id("https://doi.org/10.48550/arXiv.2303.11366"), arxiv_id("https://example.org/abs/2303.11366")
    ('2303.11366', None)
    """
    parts = web_address(url)
    if not parts:
        return None
    host, (page, _, rest) = parts.hostname or "", parts.path.removeprefix("/").partition("/")
    if host == "arxiv.org" or (host.endswith(".arxiv.org") and host not in _ARXIV_MIRRORS):
        path = rest if page in _ARXIV_PATHS else parts.path
    elif host in _ARXIV_MIRRORS:
        path = rest if page in _ARXIV_MIRRORS[host] else ""
    else:
        path = (doi(url) or "").removeprefix("10.48550/arxiv.")
    found = _ARXIV.fullmatch(path)
    return found and (found["new"] or f"{found['archive'].lower()}/{found['old']}")


def is_arxiv_id(name: str) -> bool:
    """Return whether a text is an identifier of arXiv: its month is one, and it has the digits that it had then.

    >>> is_arxiv_id("2303.08774"), is_arxiv_id("2303.1063"), is_arxiv_id("1303.1063"), is_arxiv_id("2313.00001")
    (True, False, True, False)
    """
    return bool(_ARXIV.fullmatch(name))


def doi(url: str) -> str | None:
    """Return the DOI that an address of doi.org names, in lower case, since DOIs do not tell cases apart.

    >>> doi("https://doi.org/10.1145/3442188.ABC"), doi("https://example.org/10.1145/1")
    ('10.1145/3442188.abc', None)
    """
    parts = web_address(url)
    if not parts or parts.hostname not in _DOI_HOSTS:
        return None
    path = unquote(parts.path.lstrip("/"))
    return path.lower() if is_doi(path) else None


def is_doi(name: str) -> bool:
    """Return whether a text is a DOI."""
    return bool(_DOI_NAME.fullmatch(name))


def canonical_url(url: str) -> str:
    """Return an address without what changes between two copies of it: case of the host, fragment, tracking.

    >>> canonical_url("HTTPS://Example.org/A?b=1&utm_source=x&s=20#part")
    'https://example.org/A?b=1'
    >>> canonical_url("https://twitter.com/a/status/1?s=20&t=Q")
    'https://twitter.com/a/status/1'
    """
    parts = urlsplit(url)
    tracking = {"s", "t"} if parts.hostname in _TWITTER_HOSTS else {"s"}
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name not in tracking and not is_tracking(name)
    ]
    return parts._replace(netloc=parts.netloc.lower(), query=urlencode(query), fragment="").geturl()


def is_tracking(name: str) -> bool:
    """Return whether a parameter of an address only says which mail or reader it came from."""
    return name.startswith("utm_") or name in _TRACKERS


def untracked(url: str) -> str:
    """Return an address without the parts by which mails count their readers.

    >>> untracked("https://example.org/a?utm_source=mail&x=1&fbclid=2#b")
    'https://example.org/a?x=1#b'
    """
    rest, hash_, fragment = url.partition("#")
    path, _, query = rest.partition("?")
    kept = (part for part in query.split("&") if "=" not in part or not is_tracking(part.partition("=")[0]))
    query = "&".join(kept).removesuffix("&")
    return f"{path}{'?' if query else ''}{query}{hash_}{fragment}"


def link_target(url: str) -> str:
    """Return an address, of a page or a mailbox, as Markdown may hold it, without tracking; empty where it is none.

    >>> link_target("https://example.org/a_(b)?x=1&utm_source=mail#c"), link_target("javascript:alert(1)")
    ('https://example.org/a_%28b%29?x=1#c', '')
    >>> link_target("mailto:ann@example.org?subject=x"), link_target("/about")
    ('mailto:ann@example.org', '')
    """
    if found := _MAIL.match(url):
        return found[0]
    url = f"https:{url}" if url.startswith("//") else url.strip().replace(" ", "%20")
    return _REFERENCE.sub("&amp;", untracked(url).translate(_ENCODED)) if web_address(url) else ""


def absolute(url: str, base: str) -> str:
    """Return a relative address as seen from ``base``; one that is absolute, damaged or leads within the page stays.

    >>> absolute("../two/", "https://example.org/one/"), absolute("#top", "https://example.org/")
    ('https://example.org/two/', '#top')
    """
    try:
        return url if not base or url.startswith("#") else urljoin(base, url.strip())
    except ValueError:
        return url


def host(url: str) -> str:
    """Return the host of an address, without the ``www`` before it."""
    return urlsplit(url).netloc.removeprefix("www.")


def looks_like_picture(url: str) -> bool:
    """Return whether an address is one of a picture's file.

    >>> looks_like_picture("https://example.org/a/plot.png"), looks_like_picture("https://example.org/open.gif?u=1")
    (True, False)
    """
    parts = urlsplit(url)
    return PurePosixPath(unquote(parts.path)).suffix.lower() in _PICTURES and not parts.query


def is_site_path(path: str) -> bool:
    """Return whether ``path`` can be that of a page, or of a file: no part of it begins with a dot, climbs or hides.

    No part is longer than 120 characters, since file systems limit the names of files.

    >>> is_site_path("weeks/2023-03-26/Łódź.md"), is_site_path("../up"), is_site_path("a//b"), is_site_path("a b")
    (True, False, False, False)
    """
    parts = path.removeprefix("/").removesuffix("/").split("/")
    has_names = all(0 < len(part) <= 120 and not part.startswith(".") for part in parts)
    # A letter of some scripts has vowel signs behind it.
    return has_names and all(
        char.isalnum() or char in "_.-" or unicodedata.category(char).startswith("M") for char in "".join(parts)
    )


def is_free(path: str) -> bool:
    """Return whether a page may stand at ``path``, which the site does not need for itself."""
    return is_site_path(path) and not is_reserved(path)


def is_reserved(path: str) -> bool:
    """Return whether the site needs the first part of a path for itself, as it does those of feeds and downloads.

    >>> is_reserved("feed.xml/index.md"), is_reserved("archive.csv.md"), is_reserved("archive.md")
    (True, True, False)
    """
    first = path.strip("/").split("/")[0]
    return first in _RESERVED or first.removesuffix(".md").startswith(("archive.", "feed."))

"""Addresses that count clicks: what they lead to where they say so, by the forms of senders of mail and of networks."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote

from backissue.urls import web_address

TARGETS: Mapping[str, str] = {
    "google.com/url": "q url",
    "safelinks.protection.outlook.com/": "url",
    "facebook.com/l.php": "u",
    "instagram.com/": "u",
    "linkedin.com/redir": "url",
    "linkedin.com/safety": "url",
    "t.umblr.com/redirect": "z",
    "youtube.com/redirect": "q",
    "steamcommunity.com/linkfilter": "url u",
    "vk.com/away.php": "to",
    "duckduckgo.com/l/": "uddg",
    "slack-redir.net/link": "url",
    "out.reddit.com/": "url",
    "mandrillapp.com/track/click": "p",
}
"""Hosts and beginnings of paths, with the parameters that hold what they lead to."""
COUNTING = frozenset("click clicks clicktrack clicktracking track tracking tracker trk ct mailtrack clk cl".split())
"""Labels of hosts, and parts of paths, that mean a counter and nothing else."""
LEADING = COUNTING | frozenset("link links lnk redirect redir email mail go out r c l e url ls wf cl0 l0".split())
"""Those that may mean one: it is one if what it leads to stands in it."""
BLIND: tuple[tuple[str, str], ...] = (
    ("list-manage.com", "/track/click"),
    ("ct.sendgrid.net", "/"),
    ("sendgrid.net", "/wf/click"),
    ("", "/ls/click"),
    ("", "/ss/c/"),
    ("substack.com", "/redirect/"),
    ("", "/lt.php"),
    ("", "/tn.jsp"),
    ("hubspotlinks.com", "/"),
    ("klclick.com", "/"),
    ("klclick1.com", "/"),
    ("klclick2.com", "/"),
    ("klclick3.com", "/"),
    ("clicks.aweber.com", "/"),
    ("mlsend.com", "/"),
    ("mlsend2.com", "/"),
    ("mjt.lu", "/lnk/"),
    ("e2ma.net", "/"),
    ("rs6.net", "/"),
    ("", "/tr/cl/"),
    ("", "/mk/cl/"),
    ("sendfox.com", "/trk/"),
    ("getresponse.com", "/click.html"),
    ("go.pardot.com", "/e/"),
    ("emltrk.com", "/"),
    ("convertkit-mail.com", "/"),
    ("convertkit-mail2.com", "/"),
    ("convertkit-mail4.com", "/"),
    ("awstrack.me", "/"),
    ("flight.beehiiv.net", "/"),
)
"""Ends of hosts and beginnings of paths of counters that need not say what they lead to."""
_MAILED = re.compile(r"(?:cmail\d+|createsend\d*|mkt\d+)\.com", re.IGNORECASE)
_DEFENSE = re.compile(r"/v3/__(https?:/+.+?)__;")
_TOKEN = re.compile(r"[A-Za-z0-9_+/=.-]{16,}")
_URL = re.compile(r"https?:\\?/\\?/[^\s\"'<>\\]+(?:\\/[^\s\"'<>\\]*)*")
_DEEPEST = 4


@lru_cache(maxsize=1 << 14)
def count_target(url: str, depth: int = 0) -> str | None:
    """Return what a counter leads to, empty where it does not say so; ``None`` where an address is none.

    >>> count_target("https://click.example.org/c?u=TOKEN77&to=https%3A%2F%2Fexample.org%2Fparser")
    'https://example.org/parser'
    >>> count_target("https://x.us1.list-manage.com/track/click?u=1&id=2&e=3"), count_target("https://example.org/?u=1")
    ('', None)
    """
    parts = web_address(url)
    if not parts or depth > _DEEPEST:
        return None
    found = next(filter(None, _targets(parts, url)), "")
    if found:
        inner = count_target(found, depth + 1)
        return found if inner is None else inner
    return "" if _is_blind(parts) else None


def led_past(url: str) -> str:
    """Return an address, or what it leads to where it is that of a counter that says so."""
    return count_target(url) or url


def _targets(parts: SplitResult, url: str) -> Iterator[str]:
    """Yield what may be the target of a counter, as it stands in the address."""
    own = parts.hostname or ""
    place = f"{own}{parts.path}"
    query = parse_qsl(parts.query)
    for form, names in TARGETS.items():
        host, _, path = form.partition("/")
        if _is_at(own, host) and parts.path.startswith(f"/{path}"):
            yield from (_address(value) or _decoded(value) for name, value in query if name in names.split())
    if "urldefense." in place:
        yield from (found[1] for found in [_DEFENSE.search(url)] if found)
        yield from (_proofpoint(value) for name, value in query if name == "u")
    if own == "href.li":
        yield _address(parts.query)
    if own == "click.pstmrk.it":
        yield _address(f"https://{unquote(parts.path.split('/')[2])}") if parts.path.count("/") > 2 else ""
    if _leads(parts):
        yield from (_address(value) for _, value in query)
        yield from (_address(unquote(part)) for part in parts.path.split("/") if "%2F" in part.upper())
        yield from (_decoded(text) for text in [*parts.path.split("/"), *(value for _, value in query)])


def _is_at(host: str, end: str) -> bool:
    return host.endswith(end) and f".{host}".endswith(f".{end}")


def _leads(parts: SplitResult) -> bool:
    labels = (parts.hostname or "").split(".")[:-2]
    steps = parts.path.casefold().split("/")
    return not LEADING.isdisjoint([*labels, *steps]) or _is_known(parts)


def _is_known(parts: SplitResult) -> bool:
    own = parts.hostname or ""
    return bool(_MAILED.search(own)) or any(
        _is_at(own, host) and parts.path.startswith(path) if host else path in parts.path for host, path in BLIND
    )


def _is_blind(parts: SplitResult) -> bool:
    """Return whether an address is a counter's by its form: a known one, or a host that counts with a key behind it."""
    first = (parts.hostname or "").split(".")[0]
    keys = [*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))]
    return _is_known(parts) or (first in COUNTING and any(map(_is_key, keys)))


def _is_key(text: str) -> bool:
    return bool(_TOKEN.fullmatch(text)) and any(char.isdigit() for char in text)


def _address(text: str) -> str:
    """Return the address that a text is, coded once more maybe; empty where it is none."""
    for form in (text, unquote(text)):
        if form.lower().startswith(("http://", "https://")) and web_address(form):
            return form
    return ""


def _decoded(text: str) -> str:
    """Return the address in what a text stands for in base64: itself, or within JSON or what zlib packed."""
    if not _TOKEN.fullmatch(text):
        return ""
    for part in text.split(".") if "eyJ" in text else [text]:
        try:
            data = base64.b64decode(
                part.translate({ord("-"): "+", ord("_"): "/"}) + "=" * (-len(part) % 4), validate=True
            )
        except (binascii.Error, ValueError):
            continue
        if data[:1] == b"\x78":
            data = _unpacked(data)
        if found := _URL.search(_plain(data)):
            return _address(found[0].replace("\\/", "/"))
    return ""


def _plain(data: bytes) -> str:
    """Return a text that was coded, JSON within JSON too, with its addresses as they are."""
    text = data.decode("utf-8", "replace")
    for _ in range(2):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            break
        texts = [value] if isinstance(value, str) else list(value.values()) if isinstance(value, dict) else []
        text = " ".join(entry for entry in texts if isinstance(entry, str))
    return text


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, 100_000)
    except zlib.error:
        return b""


def _proofpoint(text: str) -> str:
    """Return the address that a text of Proofpoint's second form stands for: ``https-3A__example.org_x``."""
    return _address(unquote(re.sub(r"-(?=[0-9A-F]{2})", "%", text).replace("_", "/")))

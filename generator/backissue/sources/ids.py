"""The identity of an item, from its links or, where it has none, from what it is called and when it came out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from backissue.model import Item, Kind, Link
from backissue.text import former_slug, telling_slug
from backissue.urls import web_address

_ARXIV_HOSTS = frozenset({"arxiv.org", "www.arxiv.org", "export.arxiv.org"})
_DOI_HOSTS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})
_TWITTER_HOSTS = frozenset({"twitter.com", "www.twitter.com", "mobile.twitter.com", "x.com", "www.x.com"})

# Both schemes of https://info.arxiv.org/help/arxiv_identifier.html; the subject class (``math.GT``) is no part.
_ARXIV = re.compile(
    r"""(?: (?P<new>\d{4}\.\d{4,5})
        |   (?P<archive>[a-z-]+) (?:\.[a-z]{2})? / (?P<old>\d{7})
        ) (?:v\d+)? (?:\.pdf)? /?""",
    re.IGNORECASE | re.VERBOSE,
)
_ARXIV_PAGES = ("abs", "pdf", "html", "format", "e-print")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


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
    if parts.hostname in _ARXIV_HOSTS:
        page, _, rest = parts.path.removeprefix("/").partition("/")
        path = rest if page in _ARXIV_PAGES else parts.path
    else:
        path = (doi(url) or "").removeprefix("10.48550/arxiv.")
    found = _ARXIV.fullmatch(path)
    return found and (found["new"] or f"{found['archive'].lower()}/{found['old']}")


def doi(url: str) -> str | None:
    """Return the DOI that an address of doi.org names, in lower case, since DOIs do not tell cases apart.

    >>> doi("https://doi.org/10.1145/3442188.ABC"), doi("https://example.org/10.1145/1")
    ('10.1145/3442188.abc', None)
    """
    parts = web_address(url)
    if not parts or parts.hostname not in _DOI_HOSTS:
        return None
    path = unquote(parts.path.lstrip("/"))
    return path.lower() if _DOI.fullmatch(path) else None


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
        if name not in tracking and not name.startswith("utm_")
    ]
    return parts._replace(netloc=parts.netloc.lower(), query=urlencode(query), fragment="").geturl()


def paper_id(title: str, week: date | None, links: Iterable[Link]) -> str:
    """Return a paper's id: its arXiv identifier, else its DOI, else its first address, else its title and week.

    >>> paper_id("T", None, [Link("Tweet", "https://x.com/a"), Link("Paper", "https://arxiv.org/abs/2303.11366v2")])
    'arxiv:2303.11366'
    >>> paper_id("T", None, [Link("Paper", "https://doi.org/10.1145/1")])
    'doi:10.1145/1'
    >>> paper_id("A Title", date(2023, 3, 26), [])
    'paper:a-title:2023-03-26'
    """
    urls = [link.url for link in links]
    if arxiv := next(filter(None, map(arxiv_id, urls)), None):
        return f"arxiv:{arxiv}"
    if name := next(filter(None, map(doi, urls)), None):
        return f"doi:{name}"
    return canonical_url(urls[0]) if urls else titled_id(Kind.PAPER, title, week)


def titled_id(kind: Kind, title: str, when: date | str | None) -> str:
    """Return the id of what has no address: kind, title and the day or week it is of.

    >>> titled_id(Kind.TRANSCRIPT, "ML News", None), titled_id(Kind.PAPER, "C++", date(2023, 3, 26))
    ('transcript:ml-news:undated', 'paper:c-plus-plus:2023-03-26')
    """
    return f"{kind}:{telling_slug(title)}:{when or 'undated'}"


def titled_ids(item: Item) -> tuple[str, ...]:
    """Return the ids that an item's title may have made, the usual one first; none if its id is not made of it."""
    day = item.id.rpartition(":")[2]
    usual = titled_id(item.kind, item.title, day)
    former = f"{item.kind}:{former_slug(item.title)}:{day}"
    return (usual, former, distinct_id(usual, item.title)) if item.id == usual else ()


def distinct_id(name: str, title: str) -> str:
    """Return an id made of a title with a digest of it, for a title that another one's id would do for.

    >>> distinct_id("paper:go:2023-03-26", "Go!")
    'paper:go-e95c3961:2023-03-26'
    """
    rest, _, when = name.rpartition(":")
    digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{rest}-{digest[:8]}:{when}"

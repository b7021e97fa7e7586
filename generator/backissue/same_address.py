"""Which addresses lead to one thing: mirrors, short forms, pages and files of one paper, trackers, spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode

from backissue.urls import arxiv_id, doi, is_doi, is_tracking, web_address

_VIDEO = re.compile(r"/(?:watch|shorts|live|embed|v|e)?/?([\w-]{11})")
_STATUS = re.compile(r"/(?:[^/]+|i/web)/status(?:es)?/(\d+)")
_DOI_IN_PATH = re.compile(r"/(10\.\d{4,9}/[^?#]+)")
_DOI_ENDS = re.compile(
    r"(?:v\d+)?(?:\.(?:full|abstract|article-\w+))?(?:\.pdf|\.full-text|/full|/pdf|/abstract|/epdf|/meta)?$"
)
_REPOSITORY = re.compile(r"(/[^/]+/[^/]+?)(?:\.git|/(?:tree|blob)/(?:main|master)(?:/readme\.md)?)?")
_HASH = re.compile(r"/paper(?:_files/paper)?/\d{4}/(?:hash|file|poster)/([0-9a-f]{32})-\w+.*")
_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$|(?<=.)/+$")
_NO_PLACE = frozenset({"", "top", "content", "main", "comments", "respond", "readme", "abstract", "start-of-content"})
_MEANINGLESS = frozenset("s si feature ref ref_src ref_url via gi trk spm cmpid guccounter amp".split())
"""Parameters that say where a reader came from. Of ``source`` or ``t`` that is not certain."""


class Twin(NamedTuple):
    """Hosts that show the same things, and what tells these apart: a scheme and a name; empty where it is none."""

    hosts: frozenset[str]
    key: Callable[[SplitResult, Mapping[str, str]], str]


def _video(parts: SplitResult, query: Mapping[str, str]) -> str:
    found = _VIDEO.fullmatch(parts.path)
    name = query.get("v") or (found[1] if found else "")
    return f"youtube:{name}" if name else ""


def _post(parts: SplitResult, _: Mapping[str, str]) -> str:
    found = _STATUS.match(parts.path)
    return f"x:{found[1]}" if found else f"x:{parts.path.strip('/').lower()}"


def _review(parts: SplitResult, query: Mapping[str, str]) -> str:
    return f"openreview:{query['id']}" if query.get("id") and parts.path != "/group" else ""


def _anthology(parts: SplitResult, _: Mapping[str, str]) -> str:
    name = parts.path.removeprefix("/anthology").strip("/").lower().removesuffix(".pdf").removesuffix(".bib")
    return f"acl:{name}" if "/" not in name else ""


def _repository(parts: SplitResult, _: Mapping[str, str]) -> str:
    path = parts.path.lower().rstrip("/")
    found = _REPOSITORY.fullmatch(path)
    return f"github:{found[1] if found else path}"


def _proceedings(parts: SplitResult, _: Mapping[str, str]) -> str:
    """Return a paper of PMLR, whose file lies in a folder that is called as its page."""
    volume, name = (*parts.path.lower().strip("/").split("/"), "")[:2]
    return f"pmlr:{volume}/{name.removesuffix('.html')}" if name else ""


def _neurips(parts: SplitResult, _: Mapping[str, str]) -> str:
    found = _HASH.fullmatch(parts.path)
    return f"neurips:{found[1]}" if found else ""


def _vision(parts: SplitResult, _: Mapping[str, str]) -> str:
    name = parts.path.rpartition("/")[2].partition(".")[0]
    return f"cvf:{name.removesuffix('_paper').lower()}" if name.endswith("_paper") else ""


def _reddit(parts: SplitResult, _: Mapping[str, str]) -> str:
    names = parts.path.strip("/").split("/")
    name = names[names.index("comments") + 1] if "comments" in names[:-1] else names[0] if len(names) == 1 else ""
    return f"reddit:{name.lower()}" if name else ""


_TWINS = tuple(
    Twin(frozenset(hosts.split()), key)
    for hosts, key in (
        ("youtube.com youtu.be music.youtube.com youtube-nocookie.com", _video),
        ("twitter.com x.com nitter.net xcancel.com fxtwitter.com vxtwitter.com fixupx.com fixvx.com", _post),
        ("openreview.net", _review),
        ("aclanthology.org aclweb.org aclanthology.info", _anthology),
        ("github.com", _repository),
        ("proceedings.mlr.press", _proceedings),
        ("papers.nips.cc proceedings.neurips.cc papers.neurips.cc", _neurips),
        ("openaccess.thecvf.com", _vision),
        ("reddit.com old.reddit.com np.reddit.com redd.it", _reddit),
    )
)
_KEYS = {host: twin.key for twin in _TWINS for host in twin.hosts}
_PUBLISHERS = frozenset(
    """dl.acm.org nature.com link.springer.com science.org onlinelibrary.wiley.com tandfonline.com pnas.org
    biorxiv.org medrxiv.org journals.sagepub.com academic.oup.com journals.aps.org pubs.acs.org ieeexplore.ieee.org
    direct.mit.edu journals.plos.org frontiersin.org royalsocietypublishing.org""".split()
)
"""Publishers whose addresses hold a DOI."""


@lru_cache(maxsize=1 << 14)
def address_key(url: str) -> str:
    """Return what all addresses of one thing have in common, for comparing only; what is no address stays.

    Times, trackers, ``www.``, ``m.``, a last slash, the scheme and the fragment tell nothing apart.

    >>> address_key("https://youtu.be/AbCdEfGhIjK?si=x"), address_key("http://m.youtube.com/watch?t=9&v=AbCdEfGhIjK")
    ('youtube:AbCdEfGhIjK', 'youtube:AbCdEfGhIjK')
    >>> address_key("https://mobile.twitter.com/a/status/16?s=20"), address_key("https://x.com/i/web/status/16")
    ('x:16', 'x:16')
    >>> address_key("https://arxiv.org/pdf/2305.00030v2"), address_key("http://www.example.org/a/?utm_source=b&x=1#c")
    ('arxiv:2305.00030', '//example.org/a?x=1')
    """
    parts = web_address(url)
    if not parts:
        return url
    for scheme, find in (("arxiv", arxiv_id), ("doi", doi)):
        if name := find(url):
            return f"{scheme}:{name}"
    host = _plain_host(parts.hostname or "")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if host in _KEYS and (key := _KEYS[host](parts, query)):
        return key
    if host in _PUBLISHERS and (key := _doi_in(parts, host)):
        return key
    kept = sorted((name, value) for name, value in query.items() if not is_tracking(name) and name not in _MEANINGLESS)
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    path = _PAGE.sub("", unquote(parts.path) or "/").removesuffix("/amp") or "/"
    return f"//{host}{port}{normpath(path) if '/.' in path else path}{'?' if kept else ''}{urlencode(kept)}"


def _plain_host(host: str) -> str:
    """Return a host without what says which form of a site it is.

    >>> _plain_host("www.example.org."), _plain_host("en.m.wikipedia.org"), _plain_host("m.com")
    ('example.org', 'en.wikipedia.org', 'm.com')
    """
    labels = host.rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in {"www", "m", "mobile", "amp", "web"}:
        del labels[0]
    if len(labels) > 2 and labels[1] == "m":
        del labels[1]
    return ".".join(labels)


def _doi_in(parts: SplitResult, host: str) -> str:
    """Return the DOI in the address of a publisher; Nature's own has no prefix there."""
    path = unquote(parts.path)
    if host == "nature.com" and path.startswith("/articles/"):
        path = f"/10.1038/{path.removeprefix('/articles/').strip('/')}"
    found = _DOI_IN_PATH.search(path)
    name = _DOI_ENDS.sub("", found[1].rstrip("/").lower()) if found else ""
    return f"doi:{name}" if is_doi(name) else ""


def place_in(url: str) -> str:
    """Return the fragment of an address, empty where it leads to all of the page.

    >>> place_in("https://example.org/a#three"), place_in("https://example.org/a#:~:text=b"), place_in("#top")
    ('three', '', '')
    """
    fragment = url.partition("#")[2]
    return "" if fragment.lower() in _NO_PLACE or fragment.startswith(":~:") else fragment

"""The addresses under which a text was published before, as its head states them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from backissue.sources.stated.head import FrontMatter
from backissue.urls import is_free

_WHOLE = ("permalink", "url", "canonicalurl", "canonical")
"""Keys with the address of the text itself, the first of which that states a path of the site counts.

That on another host below ``url`` is one of something else, such as a recording.
"""
_FORMER = ("aliases", "alias", "redirectfrom", "redirects")
_NAMED = ("aliases", "alias")
_ENDS = ("/index.html", "/index.htm", "/index.md")


def former_addresses(head: FrontMatter, file: str) -> tuple[str, ...]:
    """Return the paths below the site's root that a head names, as an item's ``aliases``; never one outside of it.

    A ``slug`` is the last part of an address whose other parts are the folder of the source ``file``.
    """
    stated = ((key, text) for key in _WHOLE for text in head.texts(key))
    own = next((path for key, text in stated if (path := site_path(text)) and (key != "url" or "//" not in text)), "")
    slug = head.first("slug")
    below = f"{_folder_on_site(file)}/{slug}".lstrip("/") if slug and "/" not in slug.strip("/") else slug
    former = [own or site_path(below if below.startswith("/") else f"/{below}") if own or slug else ""]
    former += [site_path(text) for key in _FORMER for text in head.texts(key)]
    return tuple(dict.fromkeys(filter(None, former)))


def other_names(head: FrontMatter) -> tuple[str, ...]:
    """Return what else a head calls its text, as a vault has it below ``aliases``: no addresses."""
    stated = [text for key in _NAMED for text in head.texts(key)]
    parts = [
        part.strip(" '\"") for key in _NAMED if isinstance(text := head.data.get(key), str) for part in text.split(",")
    ]
    return tuple(dict.fromkeys(name for name in (*stated, *parts) if name and "/" not in name))


def _folder_on_site(file: str) -> str:
    """Return the folder of a text's address: without those of a generator's own, and that which only holds the text.

    >>> _folder_on_site("content/posts/first/index.md"), _folder_on_site("my-site/src/content/blog/a.md")
    ('posts', 'blog')
    """
    path = PurePosixPath(file)
    parts = [*(path.parent.parent if path.stem.strip("_") == "index" else path.parent).parts]
    root = max((at for at, part in enumerate(parts, 1) if part in _ROOTS), default=0)
    parts = parts[root:]
    while parts and parts[0] in _OF_GENERATORS:
        del parts[0]
    return "/".join(parts).strip("/")


_ROOTS = ("content", "_posts", "_drafts")
"""Folders that generators read from, in whatever folder they lie themselves: the last of them is the site's root."""
_OF_GENERATORS = ("src", "source", "content", "pages", "_posts")


def site_path(text: str) -> str:
    """Return the path of a former address below the site's root; empty where it is no such path.

    >>> site_path("/2026/03/02/"), site_path("/l/3.html"), site_path("https://a.org/news/index.html")
    ('2026/03/02', 'l/3.html', 'news')
    >>> site_path("Ada Lovelace"), site_path("/:year/:title/"), site_path("/../up"), site_path("/feed.xml")
    ('', '', '', '')
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    if "/" not in text or (parts.scheme and parts.scheme not in {"http", "https"}):
        return ""
    path = unquote(parts.path)
    for end in _ENDS:
        path = path.removesuffix(end)
    path = path.removeprefix("./").strip("/")
    return path if path and is_free(path) else ""


def names_of(file: str) -> Iterator[str]:
    """Yield what a source may be called by its file: its name, and that without the day or the number before it.

    One that is the index of a folder is called as that is.

    >>> list(names_of("_posts/2026-03-02-a-letter.md")), list(names_of("a-letter/index.md"))
    (['2026-03-02-a-letter', 'a-letter'], ['a-letter'])
    >>> list(names_of("posts/1234.a-letter.html"))
    ['1234.a-letter', 'a-letter']
    """
    path = PurePosixPath(file)
    stem = path.parent.name if path.stem.strip("_") in {"index", "readme", "README"} else path.stem
    yield stem
    if named := _NUMBERED.fullmatch(stem):
        yield named[1]


_NUMBERED = re.compile(r"(?:\d{4}-\d{2}-\d{2}-|\d+\.)(.+)")

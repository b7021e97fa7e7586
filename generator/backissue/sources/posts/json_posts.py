"""Posts as objects of JSON: JSON Feed, the export of Ghost, and lists of posts as other tools write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from backissue.sources.pieces import Glance, Piece, Shape, Sign, Source, Strength
from backissue.sources.posts.ghost_tables import ghost_posts, report_users
from backissue.sources.posts.post_items import Posts, with_defaults
from backissue.sources.posts.post_texts import is_post, is_titled
from backissue.sources.privacy.standing import Standing, sent_keys, sent_standing
from backissue.sources.tables.json_rows import Entry, find_objects, unwrap
from backissue.text import fold_key

_FEED = "jsonfeed.org/version"
_GHOST = '"exported_on"'
_TRIED = 20
_TRIED_LINES = 3000
_DEEPEST = 4
_PAGES = frozenset({"pages", "templates", "snippets"})
"""Keys of lists beside posts whose objects are no posts, though they look like some."""


def _is_feed(glance: Glance) -> bool:
    return any(_FEED in line for line in glance.head)


def _is_ghost(glance: Glance) -> bool:
    return any(_GHOST in line[:2000] for line in glance.head[:20])


def _has_posts(glance: Glance) -> bool:
    return any(find_lists("\n".join(glance.lines[:_TRIED_LINES])))


class JsonPostsReader:
    """Letters as objects: title, text, day, authors, tags and recordings by the keys that tools give them."""

    name = "posts"
    signs = (
        Sign(Strength.CERTAIN, "the version of a JSON Feed", _is_feed, frozenset({Shape.BRACES})),
        Sign(Strength.CERTAIN, "the day of an export of Ghost", _is_ghost, frozenset({Shape.BRACES})),
        Sign(Strength.CERTAIN, "objects with a title and the text of a post", _has_posts, frozenset({Shape.BRACES})),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item a post. What is no object is a problem; what stands beside the posts is none of them."""
        text = "\n".join(source.lines)
        found = Posts(source)
        if tables := ghost_posts(text):
            found.problems += report_users(source, text)
            for entry in tables:
                found.add(entry.lines, entry.fields or {})
            yield from found.tile()
            return
        is_feed = _FEED in text[:100_000]
        for entries, defaults in _feed(text) if is_feed else find_lists(text):
            posts = list(entries)
            sent = frozenset[str]() if is_feed else sent_keys(entry.fields for entry in posts if entry.fields)
            for entry in posts:
                beside = sent_standing(entry.fields, sent) if entry.fields else Standing()
                _add(found, entry, defaults, beside, is_feed=is_feed)
        yield from found.tile()


def _add(found: Posts, entry: Entry, defaults: Mapping[str, Any], beside: Standing, *, is_feed: bool) -> None:
    if entry.fields is None:
        found.report(entry.lines, "no JSON object", "write exactly one object for each post")
    elif is_feed or is_post(entry.fields) or is_titled(key for key, value in entry.fields.items() if value):
        found.add(entry.lines, with_defaults(entry.fields, defaults), beside)
    else:
        found.report(entry.lines, "an object without a title and a text", "give it a title, or remove it")


def _feed(text: str) -> Iterator[tuple[Iterable[Entry], dict[str, Any]]]:
    """Yield the items of a JSON Feed (https://www.jsonfeed.org/version/1.1/), with what is said of all of them."""
    lists, beside = unwrap(text)
    authors = [entry.fields for each in lists if each.key == "authors" for entry in find_objects(each.text)]
    author = beside.get("name")
    people = authors or ([{"name": author}] if isinstance(author, str) else [])
    defaults = {"authors": people, "language": beside.get("language")}
    for each in lists:
        if each.key == "items":
            yield find_objects(each.text, each.line), {key: value for key, value in defaults.items() if value}


def find_lists(text: str, line: int = 1, depth: int = 0) -> Iterator[tuple[Iterable[Entry], dict[str, Any]]]:
    """Yield each list of posts in a text of JSON: objects, one object, or lists within objects.

    >>> [[entry.fields["title"] for entry in entries] for entries, _ in find_lists('''{"data":
    ... {"posts": [{"title": "A", "html": "<p>So.</p>"}], "users": [{"name": "Ada"}]}}''')]
    [['A']]
    """
    first = list(islice(find_objects(text, line), _TRIED))
    known = [entry.fields for entry in first if entry.fields]
    posts = sum(map(is_post, known))
    if posts and 2 * posts >= len(known):
        yield (find_objects(text, line) if len(first) == _TRIED else first), {}
        return
    if len(first) > 1 or depth == _DEEPEST:
        return
    inner = text.strip()
    inner = inner.removeprefix("[").removesuffix("]") if inner.startswith("[") else inner
    for each in unwrap(inner)[0]:
        if fold_key(each.key) not in _PAGES:
            yield from find_lists(each.text, line + each.line - 1, depth + 1)

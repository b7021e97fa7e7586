"""The feeds of the site: of all items, of each topic with those below it, and of each kind, in two forms each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice

from backissue.model import Kind, Page
from backissue.site import paths
from backissue.site.feed_entries import Entry, Feed, entry, fit, permanent, topic_name
from backissue.site.feed_formats import atom, json_feed
from backissue.site.site import Asset, Site

LONGEST = 50
"""Items of a feed. The largest weeks that newsletters of this shape have had are half of it, so that a reader who looks
once in two weeks misses nothing; and with abstracts of 1,500 characters a feed stays below 200 KB."""

Form = Callable[[Feed], bytes]

FORMS: Mapping[str, Form] = {"feed.xml": atom, "feed.json": json_feed}
"""The files of a feed, and what writes them."""


def feed_folder(page: str) -> str:
    """The folder of ``docs/`` in which the feeds of the page of a topic or kind stand; empty for the first page.

    >>> feed_folder("topics/robotics.md"), feed_folder("papers/index.md"), feed_folder("index.md")
    ('topics/robotics', 'papers', '')
    """
    return page.removesuffix(".md").removesuffix("index").rstrip("/")


def assets(site: Site) -> Iterator[Asset]:
    """The files of all feeds. What they say of an item is worked out once for all of them."""
    entries = _Entries(site)
    for page, title, pages in _groups(site):
        name = fit(f"{site.name}: {title}" if title else site.name)
        make = partial(_feed, site, entries, page, name, _newest(pages))
        for file, form in FORMS.items():
            yield Asset(f"{feed_folder(page)}/{file}".lstrip("/"), partial(_file, form, make))


def _file(form: Form, feed: Callable[[], Feed]) -> bytes:
    return form(feed())


def _groups(site: Site) -> Iterator[tuple[str, str, Sequence[Page]]]:
    """What has a feed: its page, its title and its items, as the archive's files have them."""
    catalogue = site.catalogue
    whole = catalogue.ordered
    yield "index.md", "", whole
    for slug, pages in catalogue.within_topics.items():
        yield paths.topic_path(slug), topic_name(catalogue.topics[slug].path), pages
    kinds: defaultdict[Kind, list[Page]] = defaultdict(list)
    for page in whole:
        kinds[page.item.kind].append(page)
    yield from ((paths.kind_path(kind), kind.plural.capitalize(), pages) for kind, pages in kinds.items())


def _newest(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The newest items that have a day, week by week; those of a week in the order of the week."""
    dated = (page for page in pages if _week(page) != date.min)
    return tuple(islice(sorted(dated, key=_week, reverse=True), LONGEST))


def _week(page: Page) -> date:
    return page.item.week or page.item.date or date.min


def _feed(site: Site, entries: _Entries, page: str, title: str, pages: Sequence[Page]) -> Feed:
    return Feed(
        id=permanent(f"{site.name}/{feed_folder(page)}"),
        title=title,
        author=fit(site.name),
        page=page,
        folder=feed_folder(page),
        base=site.url,
        entries=tuple(map(entries.of, pages)),
    )


class _Entries:
    """What feeds say of items, each worked out when it is first asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._made: dict[str, Entry] = {}

    def of(self, page: Page) -> Entry:
        """The entry of an item."""
        if page.path not in self._made:
            self._made[page.path] = entry(self._site, page)
        return self._made[page.path]

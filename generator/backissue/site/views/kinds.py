"""The lists of all items of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.archive.archive import day_of
from backissue.model import Page
from backissue.site import paths
from backissue.site.feeds import feed_folder
from backissue.site.listing import Group, counted
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site
from backissue.site.views.shelves import shelved


def documents(site: Site) -> Iterator[Document]:
    """The pages of each kind that has items."""

    def week_and_topic(page: Page) -> str:
        names = (topic.name for topic in site.catalogue.topics_of(page.item))
        return " · ".join([*([paths.day_name(day_of(page))] if page.item.week else []), *names])

    for kind, pages in site.catalogue.kinds.items():
        whole = Group(kind.plural.capitalize(), pages, week_and_topic)
        context = {
            "title": whole.title,
            "description": f"{len(pages)} {counted(kind, len(pages))}, the newest first.",
            "feed": feed_folder(paths.kind_path(kind)),
            **front_matter(site, whole.title, []),
        }
        yield from shelved(site, "list", paths.kind_path(kind), whole, context)

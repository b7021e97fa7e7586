"""The first page."""

from __future__ import annotations

from collections.abc import Iterator

from backissue.model import Page, Topic
from backissue.site.listing import counted, plural
from backissue.site.site import Document, Site

LATEST = 3
"""The number of weeks whose items the home page shows."""


def documents(site: Site) -> Iterator[Document]:
    """The first page, with the archive's own words on it if ``content/index.md`` has any."""
    shelves = site.catalogue
    note = shelves.archive.notes.get("index.md")
    numbers = [(len(pages), counted(kind, len(pages))) for kind, pages in shelves.kinds.items()]
    for all_of, what in ((shelves.weeks, "week"), (shelves.topics, "topic")):
        numbers.append((len(all_of), plural(len(all_of), what)))

    def kind_and_topic(page: Page) -> str:
        return " · ".join([page.item.kind.label, *(topic.name for topic in shelves.topics_of(page.item))])

    yield site.page(
        "home",
        "index.md",
        "index.md",
        title=(note and note.title) or site.name,
        description=(note and note.description) or f"The archive of {site.name}.",
        note=note or {"body": ""},
        numbers=[pair for pair in numbers if pair[0]],
        latest=shelves.weeks[:LATEST],
        note_of=kind_and_topic,
        topics=_largest_topics(site),
        kinds=list(shelves.kinds.items()),
        weeks=shelves.weeks[:12],
        fullest=shelves.fullest,
    )


def _largest_topics(site: Site) -> list[Topic]:
    top = (topic for topic in site.catalogue.topics.values() if len(topic.path) == 1)
    return sorted(top, key=lambda topic: (-topic.total, topic.path))[:24]

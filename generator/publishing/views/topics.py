"""The topics, and the tree of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.publishing import paths
from generator.publishing.listing import Group, kind_and_week, numbered
from generator.publishing.site import Document, Site
from generator.publishing.views.shelves import shelved


def documents(site: Site) -> Iterator[Document]:
    """The tree of topics, and the pages of each."""
    topics = site.catalogue.topics
    yield site.page(
        "topics",
        "topics/index.md",
        description=f"{numbered(len(topics), 'topic')}.",
        topics=list(topics.values()),
    )
    for topic in topics.values():
        context = {
            "topic": topic,
            "description": (topic.note and topic.note.description) or f"{numbered(topic.total, 'item')}.",
            "parents": [site.catalogue.topic(topic.path[:depth]) for depth in range(1, len(topic.path))],
            "children": [topics[slug] for slug in topic.children],
        }
        whole = Group(topic.name, topic.pages, kind_and_week)
        made = shelved(site, "topic", paths.topic_path(topic.slug), whole, context)
        yield from (replace(document, origin=topic.note.path if topic.note else "") for document in made)

"""The topics, and the tree of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backissue.numbers.charts import columns
from backissue.numbers.trends import days_by_topic
from backissue.site import paths
from backissue.site.feeds import feed_folder
from backissue.site.listing import Group, Target, kind_and_week, numbered
from backissue.site.metadata import front_matter
from backissue.site.site import Document, Site
from backissue.site.views.shelves import shelved


def documents(site: Site) -> Iterator[Document]:
    """The tree of topics, and the pages of each."""
    topics = site.catalogue.topics
    days = days_by_topic(site.catalogue)
    yield site.page(
        "topics",
        "topics/index.md",
        description=f"{numbered(len(topics), 'topic')}.",
        topics=list(topics.values()),
    )
    for topic in topics.values():
        parents = [site.catalogue.topic(topic.path[:depth]) for depth in range(1, len(topic.path))]
        above = [Target(parent.name, paths.topic_path(parent.slug)) for parent in parents]
        context = {
            "topic": topic,
            "feed": feed_folder(paths.topic_path(topic.slug)),
            "description": (topic.note and topic.note.description) or f"{numbered(topic.total, 'item')}.",
            "charts": columns(("Items", days.get(topic.slug, ()))),
            "children": [topics[slug] for slug in topic.children],
            **front_matter(site, topic.name, [Target("Topics", "topics/index.md"), *above]),
        }
        whole = Group(topic.name, topic.pages, kind_and_week)
        made = shelved(site, "topic", paths.topic_path(topic.slug), whole, context)
        yield from (replace(document, origin=topic.note.path if topic.note else "") for document in made)

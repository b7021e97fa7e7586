"""The tree of topics, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from backissue.archive.shelves import Shelf, topic_path
from backissue.model import Topic
from backissue.numbers import Chart, columns
from backissue.site import link_pages, list_page
from backissue.site.listing import days_of, numbered
from backissue.site.sheet import Block, Branch, Sheet
from backissue.site.site import Document, Draft, Site


def all_topics(site: Site, shelves: Sequence[Shelf]) -> Iterator[Document]:
    """Yield the tree of topics."""
    sheet, shelf = Sheet(site, shelves[0].path), shelves[0]
    shown = (
        list_page.largest_topics([topic for topic in shelf.topics if len(topic.path) == 1])
        if shelf.parts
        else shelf.topics
    )
    total = numbered(site.words, len(shelf.topics), "topic")
    description = sheet.say("bi.all.of", items=total) if shelf.topics else sheet.say("bi.topics.none")
    blocks = (
        [Block(shelves=list_page.rows_of_parts(sheet, list_page.targets_of(site.words, shelf)), look="bi-weeks")]
        if shelf.parts
        else []
    )
    blocks += [Block(tree=_tree(sheet, shown))]
    yield list_page.listed(sheet, sheet.say("bi.topics"), description, {"lead": description, "blocks": blocks})


def _tree(sheet: Sheet, topics: Sequence[Topic]) -> list[Branch]:
    """Return topics, each behind the one above it, as a tree."""
    largest = max((topic.total for topic in topics), default=1)
    roots: list[Branch] = []
    levels = [roots]
    for topic in topics:
        row = sheet.counted(topic.name, topic_path(topic.slug), topic.total, largest)
        branch = Branch(**row, below=[])
        del levels[len(topic.path) :]
        levels[-1].append(branch)
        levels.append(branch["below"])
    return roots


def each_topic(site: Site, shelves: Sequence[Shelf]) -> Iterator[Draft]:
    """Yield the pages of each topic."""
    for shelf in shelves:
        yield list_page.drafted(site, shelf, partial(_topic, site, shelf), partial(_more, site, shelf))


def _more(site: Site, shelf: Shelf) -> object:
    """Return what the page of a topic is made of beyond its list."""
    known = site.catalogue.topics
    topic = known[shelf.key]
    children = [(child.name, child.slug, child.total) for child in (known[slug] for slug in topic.children)]
    sheet = Sheet(site, shelf.path)
    links = link_pages.of_topic(site, shelf.key, sheet)
    return topic.name, topic.total, children, _charts(site, sheet, shelf), links


def _charts(site: Site, sheet: Sheet, shelf: Shelf) -> list[Chart]:
    return columns((sheet.say("bi.items"), days_of(shelf.whole)), words=site.words)


def _topic(site: Site, shelf: Shelf) -> Document:
    known = site.catalogue.topics
    topic = known[shelf.key]
    note = topic.note
    sheet = Sheet(site, shelf.path)
    words = list_page.words_of(shelf)
    sheet.take_ids(*list_page.ids_of(site, words, topic.name))
    charts = _charts(site, sheet, shelf)
    blocks = [Block(chart=sheet.chart(charts[0]))] if charts else []
    if children := list_page.largest_topics([known[slug] for slug in topic.children]):
        block = list_page.topic_bars(sheet, children, sheet.named("bi.topic.narrower"))
        if len(topic.children) > list_page.NEWEST:
            block = Block(**block, more=sheet.row(sheet.say("bi.all.topics"), "topics/index.md"))
        blocks.append(block)
    blocks += link_pages.of_topic(site, shelf.key, sheet)
    items = numbered(site.words, topic.total, "item")
    description = (note and note.description) or sheet.say("bi.topic.lead", items=items, topic=topic.name)
    return list_page.shelf_page(site, sheet, shelf, description, blocks, layout="topic", words=words)

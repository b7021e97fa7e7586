"""What pages speak of, as editors have it, and the topics that follow from that."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from backissue.archive.archive import Archive
from backissue.mentions import Mention
from backissue.model import Page, Problem
from backissue.prose.document import Section

MOST_TOPICS = 5
"""Topics that a page gets from what it speaks of: those of most of it."""


def apply_edits(archive: Archive, found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that were found, without those that an editor drops and with those that one adds.

    What is added belongs to the page as a whole, and not to a story.
    """
    by_speaker = defaultdict[str, list[Mention]](list)
    for mention in found:
        by_speaker[mention.speaker.path].append(mention)
    by_id = archive.by_id
    return tuple(
        mention
        for page in archive.pages
        if page.path in by_speaker or page.item.mentions.add
        for mention in _settled(page, by_speaker[page.path], by_id)
    )


def _settled(page: Page, found: Sequence[Mention], by_id: Mapping[str, Page]) -> Iterator[Mention]:
    dropped = {by_id[name].path for name in page.item.mentions.drop if name in by_id}
    known = {mention.target.path for mention in found}
    for name in page.item.mentions.add:
        target = by_id.get(name)
        if target and target.path not in {*known, *dropped, page.path}:
            yield Mention(page, Section(), target, "", 0)
    yield from (mention for mention in found if mention.target.path not in dropped)


def find_unknown(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for each id in a page's ``mentions`` that no item has."""
    by_id = archive.by_id
    for page in archive.pages:
        for name in (*page.item.mentions.add, *page.item.mentions.drop):
            if name not in by_id:
                remedy = "name the id as it stands in the page of the item that is meant"
                yield Problem(f"content/{page.path}", 1, f"`mentions` names `{name}`, the id of no item", remedy)


def add_topics(archive: Archive, known: Iterable[Mention]) -> Archive:
    """Return the archive with topics for pages without: those of the items they speak of, the most frequent first."""
    counts = defaultdict[str, Counter[str]](Counter)
    for mention in known:
        counts[mention.speaker.path].update(dict.fromkeys(mention.target.item.topics, 1))
    pages = tuple(_with_topics(page, counts[page.path]) if page.path in counts else page for page in archive.pages)
    return archive if pages == archive.pages else replace(archive, pages=pages)


def _with_topics(page: Page, counts: Counter[str]) -> Page:
    if page.item.topics:
        return page
    topics = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_TOPICS]
    return replace(page, item=replace(page.item, topics=tuple(topics)))

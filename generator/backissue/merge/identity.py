"""Which items are the same: one listed in several weeks, one that a person named, and two that look alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from backissue.fields import FORMER_IDS
from backissue.merge.ledger import Ledger
from backissue.merge.several import United, unite
from backissue.model import Item, Kind, Page, Problem, SourceRef
from backissue.sources.names.ids import file_ids, titled_ids
from backissue.text import nfc, title_words


def with_own_ids(items: Iterable[Item], pages: Iterable[Page], ledger: Ledger) -> Iterator[Item]:
    """Yield the items under ids that nothing else has: neither another title nor, of a talk or an issue, another text.

    The identity of a talk or an issue is its file. Of others whose ids are made of their titles, it is the title. One
    that the ledger, or else a page, has under an id that this title may make or once made keeps that. Of those that
    one id would do for, the first has it, and the next a digest behind it: of its file, or of its title.
    """
    items = list(items)
    known = {page.item.id: _Known(page.item.title, page.item.source, page.item.body) for page in pages}
    known |= {name: _Known(base.text("title"), SourceRef(base.file, 0), base.body) for name, base in ledger.items()}
    forms = [titled_ids(item) if item.kind is Kind.PAPER else file_ids(item) for item in items]
    facts = [*zip(items, forms, _identities(items), _whole(items), strict=True)]
    own = [
        next((name for name in names if name in known and known[name].is_of(item, is_whole=is_whole)), "")
        for item, names, _, is_whole in facts
    ]
    owners = {name: identity for (_, _, identity, _), name in zip(facts, own, strict=True) if name}
    for (item, names, identity, _), kept in zip(facts, own, strict=True):
        last = kept or item.id
        free = (name for name in (last, *names[-2:]) if owners.setdefault(name, identity) == identity)
        name = next(free, last) if names else item.id
        yield item if name == item.id else replace(item, id=name)


class _Known(NamedTuple):
    """What the ledger, or a page that it does not have, says of an item."""

    title: str
    source: SourceRef | None
    body: str

    def is_of(self, item: Item, *, is_whole: bool) -> bool:
        """Return whether it is said of this item; a page by hand has no file."""
        file = self.source.file if self.source else ""
        is_same_file = not file or bool(item.source and item.source.file == file)
        is_same = is_same_file if is_whole else item.kind is Kind.PAPER or self.body == item.body
        return nfc(self.title) == nfc(item.title) and is_same


def _identities(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield what tells items apart that one id would do for: title and text, but the address of a feed's entry."""
    for item, is_whole in zip(items, _whole(items), strict=True):
        if item.kind is Kind.PAPER:
            yield nfc(item.title), ""
        elif is_whole or titled_ids(item):
            yield nfc(item.title), item.body
        else:
            yield item.id, ""


def _whole(items: Sequence[Item]) -> list[bool]:
    """Return which items are talks or issues that are all of their files."""
    counts = Counter(item.source.file for item in items if item.source)
    return [item.kind is not Kind.PAPER and bool(item.source and counts[item.source.file] == 1) for item in items]


def unify(
    items: Iterable[Item], former: Mapping[str, str], ledger: Ledger = MappingProxyType({})
) -> tuple[list[United], list[Problem]]:
    """Return the items of one id as one that says all its weeks, and what became of what each listing says.

    The first listing by week stands, so that an item keeps its week and its place when a later week lists it again; the
    others fill what it leaves empty. Two in one week of one source are a problem. ``former`` leads from ids that pages
    had before to those they have now.
    """
    listings: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        listings[former.get(item.id, item.id)].append(item)
    united: list[United] = []
    problems: list[Problem] = []
    for name, same in listings.items():
        first_of: dict[tuple[date | None, str], Item] = {}
        for item in same:
            # Of texts of the same file, one is enough; of rows of several sources, each may say what others do not.
            file = item.source.file if item.source and item.kind is Kind.PAPER else ""
            first = first_of.setdefault((item.week, file), item)
            # Under two ids a person has said that they are one.
            problems += [_repeated(item, first)] if first is not item and first.id == item.id else []
        by_week = sorted(first_of.values(), key=lambda item: item.week or date.max)
        one = unite(name, _as_private(by_week, same), ledger.get(name))
        united.append(one)
        problems += one.problems
    return united, problems


def _as_private(listings: Sequence[Item], same: Sequence[Item]) -> list[Item]:
    """Return the listings of an item, the first of which keeps from readers what one that was left out keeps."""
    first, *others = listings
    taken = set(map(id, listings))
    left_out = [item for item in same if id(item) not in taken]
    days = [item.publish for item in (first, *left_out) if item.publish]
    draft = first.draft or any(item.draft for item in left_out)
    return [replace(first, draft=draft, publish=max(days, default=None)), *others]


def _repeated(item: Item, first: Item) -> Problem:
    place = item.source or first.source
    assert place, "what comes from a source says from where"
    where = f"{first.source.file}:{first.source.line}" if first.source else "another source"
    what = f"the same item ({item.id}) as in {where}"
    remedy = "remove one of the two, or tell them apart by `title:` or `date:` in archive.yml; the first was taken"
    return Problem(f"content/sources/{place.file}", place.line, what, remedy)


def find_former(items: Iterable[Item], pages: Iterable[Page], ledger: Ledger) -> dict[str, str]:
    """Return the former ids that ``items`` are listed under, each with the id that its page has now.

    A source may give the id that it took from one item to another, which is then an item of its own: a former id
    counts where the ledger still has it, since then a person has named it, or where the title is that of the page.
    """
    pages = list(pages)
    titles = {page.item.id: {title_key(page.item.title)} for page in pages}
    for name in titles.keys() & ledger.keys():
        titles[name].add(title_key(ledger[name].text("title")))
    owners = {name: page.item.id for page in pages for name in page.item.ids if name not in titles}
    return {
        item.id: owners[item.id]
        for item in items
        if item.id in owners and (item.id in ledger or title_key(item.title) in titles[owners[item.id]])
    }


def title_key(title: str) -> str:
    """Return what two spellings of a title have in common: its words without case, punctuation and order.

    >>> title_key("LLaMA: Open & Efficient") == title_key("Open, efficient LLaMA"), title_key("C") == title_key("C#")
    (True, False)
    """
    return " ".join(sorted(set(title_words(title)))) or title.casefold()


def report_similar(fresh: Iterable[Item], pages: Iterable[Page], places: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a hint for every new paper whose title is like that of another; ``places`` has its page by its id.

    Letters and episodes have the same titles again and again, and a summary that of its recording.
    """
    papers = (page for page in pages if page.item.kind is Kind.PAPER)
    first = {title_key(page.item.title): (page.item.id, page.path) for page in papers}
    for item in (item for item in fresh if item.kind is Kind.PAPER):
        known = first.setdefault(title_key(item.title), (item.id, places[item.id]))
        if known[0] != item.id:
            what = f"its title is like that of content/{known[1]} ({known[0]})"
            remedy = (
                f"if they are the same, delete this page, and name this one's id in `{FORMER_IDS.key}` of the other"
            )
            yield Problem(f"content/{places[item.id]}", 1, what, remedy, is_hint=True)

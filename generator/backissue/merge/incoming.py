"""All that sources list, each item once, under the id that its page has or is to have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backissue.archive.archive import Archive
from backissue.fields import Fields
from backissue.frontmatter import at_key
from backissue.merge import identity
from backissue.merge.doubts import NOTHING_HELD, NOTHING_SAID, Answers, Held, Known, find_matches, report_unclear
from backissue.merge.edited_ids import find_edited, report_edited
from backissue.merge.ledger import Ledger
from backissue.merge.matching import Matches
from backissue.merge.one_thing import with_known_addresses
from backissue.merge.places import keep_places
from backissue.model import Item, Problem
from backissue.sources.together.companions import join_companions
from backissue.sources.together.withheld import Withheld, withhold


@dataclass(frozen=True)
class Listing:
    """The items that sources list, and what is known of them; those that give up an id come first.

    ``files`` are the sources that list each, by its id; ``renamed`` has the former id of those whose id changed;
    ``repeated`` are the problems of items that come twice, ``listed`` what each listing of an item says of it. What
    is ``unclear``, and the pages whose ids were ``edited``, have to be settled first: of what is ``held`` nothing is
    written.
    """

    items: tuple[Item, ...]
    files: Mapping[str, Collection[str]]
    repeated: tuple[Problem, ...] = ()
    listed: Mapping[str, Mapping[str, Fields]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edited: Mapping[str, str] = field(default_factory=dict)
    held: Held = NOTHING_HELD

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all items, and those that they had before."""
        return frozenset({*(item.id for item in self.items), *self.renamed.values()})

    def questions(self, root: Path, archive: Archive, asked: Collection[str] | None = None) -> Iterator[Problem]:
        """Yield what has to be settled; of rows only those of the sources ``asked`` if they are given."""
        yield from (at_key(root / "content", slip) for slip in report_edited(archive, self.edited))
        yield from report_unclear(self.items, self.unclear, archive, asked)


def make_listing(
    read: Iterable[Item],
    archive: Archive,
    ledger: Ledger,
    unread: Collection[str] = (),
    answers: Answers = NOTHING_SAID,
) -> Listing:
    """Return what was ``read`` as items of the archive.

    Args:
        read: the items as their sources have them.
        archive: the pages that there are.
        ledger: what was imported so far.
        unread: the sources that are there and cannot be read now; what they listed has not vanished.
        answers: what is settled of rows that are unclear.

    Raises:
        UsageError: an answer names something that does not exist.
    """
    read = with_known_addresses(join_companions(read), archive, ledger)
    withheld = withhold(list(identity.with_own_ids(read, archive.pages, ledger)), {*archive.by_id, *ledger})
    matches, former = _match(withheld, archive, ledger, unread, answers)
    before = {**ledger, **{new: ledger[old] for new, old in matches.same.items() if old in ledger}}
    ones, repeated = identity.unify(withheld.items, former, before)
    edited = find_edited(archive, ledger)
    known_ids = set(edited.values())
    renamed = {new: old for new, old in matches.same.items() if new not in former}
    placed = keep_places([one.item for one in ones], ledger, matches.same)
    return Listing(
        items=tuple(sorted(placed, key=lambda item: item.id not in renamed)),
        files=_files(withheld.items, former),
        repeated=(*repeated, *withheld.hints),
        listed={one.item.id: one.listed for one in ones if one.listed},
        renamed=renamed,
        unclear={new: olds for new, olds in matches.unclear.items() if known_ids.isdisjoint(olds)},
        edited=edited,
        held=_held(matches, edited),
    )


def _match(
    withheld: Withheld, archive: Archive, ledger: Ledger, unread: Collection[str], answers: Answers
) -> tuple[Matches, dict[str, str]]:
    """Return which rows are which items of before, and the ids that items have in the archive, by their rows'."""
    former = identity.find_former(withheld.items, archive.pages, ledger)
    former |= {name: former.get(other, other) for name, other in withheld.same.items()}
    united = [one.item for one in identity.unify(withheld.items, former)[0]]
    hidden = {old for old, base in ledger.items() if base.file in unread}
    matches = find_matches(united, Known(archive, ledger, hidden), answers)
    # A row by a former id of its page, or of an item that another row is too, is what a person has named.
    ids = {item.id for item in united} - matches.reused
    taken = archive.by_id.keys() - matches.same.values()
    return matches, former | {new: old for new, old in matches.same.items() if new in taken or old in ids}


def _files(items: Iterable[Item], former: Mapping[str, str]) -> Mapping[str, Collection[str]]:
    """Return the sources that list each item, by the id that it has in the archive."""
    files: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        if item.source:
            files[former.get(item.id, item.id)].add(item.source.file)
    return files


def _held(matches: Matches, edited: Mapping[str, str]) -> Held:
    """Return all that is not settled."""
    olds = frozenset(old for several in matches.unclear.values() for old in several)
    of_edited = {new for new, old in matches.same.items() if old in edited.values()}
    return Held(frozenset({*matches.unclear, *of_edited}), olds.union(edited, edited.values()))

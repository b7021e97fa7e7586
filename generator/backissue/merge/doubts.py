"""Rows whose item is not certain: what a person has said of them, what is found out, and what is asked."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from backissue.archive.archive import Archive
from backissue.merge.ledger import Ledger
from backissue.merge.likeness import compare_texts, shingles
from backissue.merge.matching import Matches, match
from backissue.merge.rows import item_rows, ledger_rows
from backissue.model import Item, Problem, UsageError
from backissue.sources.names.ids import titled_ids

NAMED = 3
"""How many items a question names."""

_TELLING = 5
"""The pairs of words from which a text tells what it is about."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person has said: which rows are which items, as ``NEW=OLD``, and the ids of rows that are new.

    ``name`` makes of what a person calls an item its id, or its page below ``content/``.
    """

    same: Sequence[str] = ()
    different: Collection[str] = ()
    name: Callable[[str], str] = str


NOTHING_SAID = Answers()


@dataclass(frozen=True, slots=True)
class Held:
    """What is not settled, so that nothing of it is written: rows, and items, by their ids."""

    rows: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()

    def __contains__(self, name: object) -> bool:
        """Return whether an id is that of a row or an item that is not settled."""
        return name in self.rows or name in self.items

    def holds(self, row: str, former_id: str | None) -> bool:
        """Return whether nothing is written of a row that is the item of a former id, if it has one.

        Which row has that id now may be open all the same.
        """
        return row in self or former_id in self.items


NOTHING_HELD = Held()


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are compared with: the archive, the ledger, and the ids of items that must not be taken for others.

    Those are listed by a source that cannot be read now, so that they have not vanished.
    """

    archive: Archive
    ledger: Ledger
    hidden: Collection[str] = field(default_factory=frozenset)


def find_matches(listed: Sequence[Item], known: Known, answers: Answers) -> Matches:
    """Find the items that rows which sources list under unknown ids had been before.

    Args:
        listed: all that sources list, each item once.
        known: what they are compared with.
        answers: what is settled. An answer that has been given before changes nothing.

    Raises:
        UsageError: an answer names something else than a row and an item that no source lists.
    """
    ids = {item.id for item in listed}
    pages = {page.item.id: page for page in known.archive.pages}
    vanished = known.ledger.keys() - ids - set(known.hidden)
    appeared = {item.id for item in listed if _is_unknown(item.id, known, vanished)}
    reused = frozenset(_reused(listed, known.ledger))
    vanished |= reused
    olds = {old: old for old in vanished | (pages.keys() - ids)}
    olds |= {page.path: page.item.id for page in pages.values() if page.item.id in olds}
    said = _read_answers(answers, ids, olds, known.archive)
    vanished -= set(said.values())
    appeared = (appeared | reused) - {*said, *answers.different}
    if not vanished or not appeared or len(vanished | appeared) == 1:
        return Matches(said, {}, reused)
    rows = ledger_rows(known.ledger, known.archive.pages, ids - reused)
    news = list(item_rows(listed, appeared, known.ledger.keys() - reused))
    found = match([rows[old] for old in sorted(vanished)], news, rows.values())
    found = _without_own_ids(found, reused, said, known.ledger)

    def now(old: str) -> str:
        """Return the id that an item's page has now, where a person gave it another."""
        page = known.archive.by_id.get(old)
        return page.item.id if page else old

    asked = _gone_over(found.same, reused, said)
    same = {new: now(old) for new, old in {**found.same, **said}.items() if new not in asked}
    return Matches(same, {new: tuple(map(now, olds)) for new, olds in {**found.unclear, **asked}.items()}, reused)


def _without_own_ids(found: Matches, reused: Collection[str], said: Mapping[str, str], ledger: Ledger) -> Matches:
    """Return what was found without the rows that keep their ``reused`` ids, since no other row is the item of it.

    A text that was written anew is no reason to ask: only if the item went to another row is its own row another's.
    Nor is one where there was none, unless it is certain whose it was.
    """
    same, unclear = dict(found.same), dict(found.unclear)
    while True:
        silent = {name for name in reused if not ledger[name].body and name not in same}
        asked = {new: tuple(old for old in olds if old not in silent) for new, olds in unclear.items()}
        certain = {*said.values(), *same.values()}
        claimed = certain.union(*asked.values())
        left = {new: old for new, old in same.items() if new not in reused or new in claimed}
        asked = {new: olds for new, olds in asked.items() if olds and (new not in reused or new in certain)}
        if (left, asked) == (same, unclear):
            return Matches(same, unclear)
        same, unclear = left, asked


def _gone_over(same: Mapping[str, str], reused: Collection[str], said: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the pairs in which an id has gone over to another item, which somebody has to say.

    Who says it of one of several rows that pass on their ids has said it of them all.
    """
    asked = {new: old for new, old in same.items() if new in reused or old in reused}
    settled = {*said, *said.values()}
    while more := {new: old for new, old in asked.items() if not settled.isdisjoint((new, old))}:
        settled |= {*more, *more.values()}
        asked = {new: old for new, old in asked.items() if new not in more}
    return {new: (old,) for new, old in asked.items()}


def _reused(listed: Iterable[Item], ledger: Ledger) -> Iterator[str]:
    """Yield the ids, made of titles, of rows that say nothing of what the item of that id said."""
    for item in listed:
        base = ledger.get(item.id)
        if base and base.body != item.body and item.id in titled_ids(item):
            said, says = shingles(base.body), shingles(item.body)
            if max(len(said), len(says)) >= _TELLING and (not said or not says or _is_another(said, says)):
                yield item.id


def _is_another(said: frozenset[int], says: frozenset[int]) -> bool:
    text = compare_texts(said, says, {}, 2)
    return text.size >= _TELLING and text.share < 0.1


def _is_unknown(name: str, known: Known, vanished: Collection[str]) -> bool:
    """Return whether neither ledger nor pages know an id, but as a former one of an item that vanished."""
    page = known.archive.by_id.get(name)
    is_elsewhere = name in known.ledger or name in known.archive.unreadable
    return not is_elsewhere and (page is None or (page.item.id != name and page.item.id in vanished))


def _read_answers(answers: Answers, ids: Collection[str], olds: Mapping[str, str], archive: Archive) -> dict[str, str]:
    """Return what was answered by the id that a row has now: the id that its item had."""
    for row in answers.different:
        if row not in ids:
            raise UsageError(f"--different {row}: no source lists it: name the row by its id, as the import printed it")
    said: dict[str, str] = {}
    for answer in answers.same:
        # An address may hold the sign that parts the two.
        places = [at for at, char in enumerate(answer) if char == "=" and answer[:at] in ids]
        new, old = next(((answer[:at], answers.name(answer[at + 1 :])) for at in places), ("", ""))
        page = archive.by_id.get(new)
        if old in olds and new not in said and olds[old] not in said.values():
            said[new] = olds[old]
        elif not (page and old in {page.path, *page.item.ids[1:]}):
            raise UsageError(
                f"--same {answer}: write NEW=OLD, the id of a row and then the id or the page of an item that no source"
                " lists any more, as the import printed them"
            )
    return said


def report_unclear(
    listed: Sequence[Item],
    unclear: Mapping[str, Sequence[str]],
    archive: Archive,
    asked: Collection[str] | None = None,
) -> Iterator[Problem]:
    """Yield a question for each row that is ``unclear``; only for those of the sources ``asked`` if they are given."""
    pages = {page.item.id: f"content/{page.path}" for page in archive.pages}
    for item in listed:
        olds = unclear.get(item.id, ())
        if not olds or not item.source or (asked is not None and item.source.file not in asked):
            continue
        places = [pages.get(old) or f"the deleted {old}" for old in olds[:NAMED]]
        more = f" or one of {len(olds) - NAMED} more" if len(olds) > NAMED else ""
        what = f"`{item.title}` may be new, or {' or '.join(places)}{more}, whose row is gone or has changed"
        same = shlex.quote(f"{item.id}={pages.get(olds[0], olds[0])}")
        remedy = (
            f"nothing of it is written until you run `backissue import --same {same}` if it is that item, or"
            f" `backissue import --different {shlex.quote(item.id)}` if it is new"
        )
        yield Problem(f"content/sources/{item.source.file}", item.source.line, what, remedy)

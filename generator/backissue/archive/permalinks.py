"""An address once published stays a page or a redirect. An item that moved is followed by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from backissue.archive import taxonomies
from backissue.archive.addresses import KIND, Address, Addresses, address
from backissue.archive.archive import Archive
from backissue.archive.publishing import whole
from backissue.archive.shelves import TOOLS, person_path, shelves
from backissue.archive.successors import Former, Successors
from backissue.archive.taxonomies import NOTES_OF_SHELVES
from backissue.archive.who_is_who import former_names
from backissue.model import Kind, Problem

_LISTS = frozenset({"weeks", "topics", "people", "years", "undated", *(kind.plural for kind in Kind)})
"""The first parts of the addresses of lists."""
_BELOW = {"weeks": 1, "undated": 0}
"""The parts that may follow in that of a list; one more, and it is that of an item."""


def current(archive: Archive) -> dict[str, str]:
    """Return the addresses that the archive has now, each with its file in ``docs/``."""
    files = [*TOOLS, *(shelf.path for shelf in shelves(taxonomies.derive(archive)))]
    files += [path for path in archive.notes if not path.startswith(NOTES_OF_SHELVES)]
    files += [*archive.removals.paths, *(page.path for page in archive.pages)]
    return {address(file): file for file in files}


def record_addresses(known: Addresses, archive: Archive) -> Addresses:
    """Return the record of addresses brought up to date: those that were known, and those that there are now."""
    ids = {page.path: page.item.id for page in archive.pages}
    alive = current(archive)
    there = {**_aliases(archive, alive), **alive}
    return {**known, **{path: Address(path, ids.get(file, "")) for path, file in there.items()}}


def redirect_ended(known: Addresses, before: Archive, after: Archive, former: Former) -> Addresses:
    """Return the record brought up to date, in which every address that would die leads on, whoever ended it.

    Where to is for :class:`Successors` to say. An address that a person names in ``aliases`` leads where that says. One
    whose page is there and cannot be read does not lead on, since it is to come back.

    Args:
        known: the record so far.
        before: the archive as it was read.
        after: the archive as it will be; the same where nothing but the record is to change.
        former: what is known of items apart from their pages.
    """
    updated = dict(record_addresses(record_addresses(known, before), after))
    after = replace(after, addresses=updated)
    alive = current(after)
    successors = Successors(before, after, alive.keys(), former)
    for path in sorted(_dying(after, alive)):
        entry = updated[path]
        # Of an address whose page a person took away the id goes: so it is known which pages an import has removed.
        name = entry.id if entry.to or entry.id in before.by_id else ""
        updated[path] = Address(path, name, successors.of(path))
    return updated


def led_on(known: Addresses, updated: Addresses) -> dict[str, str]:
    """Return the addresses that lead elsewhere than when ``known`` was recorded, each with the address they lead to."""
    nowhere = Address("")
    return {path: entry.to for path, entry in updated.items() if entry.to not in {"", known.get(path, nowhere).to}}


def redirects(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the former addresses that lead somewhere, each with the file in ``docs/`` that it leads to.

    Those that a page names in its ``aliases`` are left out: there a person has said where they lead.
    """
    yield from _redirects(archive, current(archive))


def _redirects(archive: Archive, alive: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    leads: dict[str, str] = {}
    for former, slug in taxonomies.former_topics(archive).items():
        if f"topics/{slug}/" in alive:
            leads[f"topics/{former}/"] = f"topics/{slug}.md"
    for former, slug in former_names(archive.notes.values()).items():
        if address(person_path(slug)) in alive:
            leads[address(person_path(former))] = person_path(slug)
    by_id, hidden = archive.by_id, _withheld(archive, alive)
    for path, entry in sorted(archive.addresses.items()):
        page = by_id.get(entry.id)
        file = page.path if page else alive.get(entry.to.strip("/") + "/") or hidden(path, entry)
        if file:
            leads.setdefault(path, file)
    for page in archive.withheld:
        known = archive.addresses.get(address(page.path))  # if so it was published, and so were its aliases
        if known and (week := hidden(known.path, known)):
            leads |= {address(alias.strip("/")): week for alias in page.item.aliases}
    taken = alive.keys() | _aliases(archive, alive).keys()
    yield from ((path, file) for path, file in leads.items() if path not in taken)


def _withheld(archive: Archive, alive: Mapping[str, str]) -> Callable[[str, Address], str | None]:
    """Return a function from an address to where it leads while its page, or all that it listed, is withheld.

    A page's leads to its week, and that of a list without items to the list of such lists.
    """
    weeks = {name: f"weeks/{page.item.week}/" for page in archive.withheld for name in page.item.ids}
    lists = current(whole(archive)) if archive.withheld else {}

    def lead(path: str, entry: Address) -> str | None:
        places = (weeks.get(entry.id, ""), f"{path.partition('/')[0]}/", "weeks/")
        known = path in lists or entry.id in weeks
        return next((alive[place] for place in places if place and place in alive), None) if known else None

    return lead


def aliases(archive: Archive) -> dict[str, str]:
    """Return the addresses that pages name in their ``aliases``, each with the file in ``docs/`` of the first page."""
    return _aliases(archive, current(archive))


def _aliases(archive: Archive, alive: Mapping[str, str]) -> dict[str, str]:
    named = [(page.path, page.item.aliases) for page in archive.pages]
    shown = {*alive.values()}
    named += [
        (path, note.aliases) for path, note in archive.notes.items() if path in shown and not note.has_other_names
    ]
    return {address(alias.strip("/")): path for path, several in reversed(named) for alias in several}


def _dying(archive: Archive, alive: Mapping[str, str]) -> set[str]:
    """Return the addresses that were published and are neither a page, a redirect nor a page that cannot be read.

    Nobody knows on which lists a page stands that cannot be read. Until it can, none of theirs is counted.
    """
    led = {*alive, *_aliases(archive, alive), *(path for path, _ in _redirects(archive, alive))}
    unread = unread_pages(archive)
    hidden = {address(path) for path in unread}
    return {
        path
        for path, entry in archive.addresses.items()
        if path not in led
        and path not in hidden
        and entry.id not in archive.unreadable
        and not (unread and not entry.id and is_of_list(path))
    }


def unread_pages(archive: Archive) -> frozenset[str]:
    """Return the pages below ``content/`` that are there, and are left out for what is wrong with them."""
    problems = (problem for problem in archive.problems if not problem.is_hint)
    files = {problem.file.removeprefix("content/") for problem in problems}
    read = {*archive.notes, *(page.path for page in (*archive.pages, *archive.withheld))} if files else set[str]()
    return frozenset(file for file in files - read if not file.endswith((".yml", ".jsonl")))


def is_of_list(path: str) -> bool:
    """Return whether an address has the form of that of a list: of a week, a topic, a year or all items of a kind.

    >>> is_of_list("weeks/2023-03-26/"), is_of_list("weeks/2023-03-26/reflexion/"), is_of_list("about/")
    (True, False, False)
    """
    first, *rest = path.strip("/").split("/")
    return first in _LISTS and len(rest) <= _BELOW.get(first, 2)


def find_dying(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for every address that was published and is neither a page nor a redirect."""
    remedy = "run `backissue check --fix` or an import, which redirect it, or name it in the `aliases` of another page"
    for path in sorted(_dying(archive, current(archive))):
        yield Problem(f"content/{KIND.folder}", 0, f"the published address /{path} would die", remedy)

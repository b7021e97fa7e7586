"""An address once published stays a page or a redirect. An item that moved is followed by its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from backissue.archive import taxonomies
from backissue.archive.addresses import FILE, Address, Addresses, address
from backissue.archive.archive import Archive
from backissue.archive.shelves import TOOLS, shelves
from backissue.archive.taxonomies import NOTES_OF_SHELVES
from backissue.model import Problem


def current(archive: Archive) -> dict[str, str]:
    """Return the addresses that the archive has now, each with its file in ``docs/``."""
    files = [*TOOLS, *(shelf.path for shelf in shelves(taxonomies.derive(archive)))]
    files += [path for path in archive.notes if not path.startswith(NOTES_OF_SHELVES)]
    files += [page.path for page in archive.pages]
    return {address(file): file for file in files}


def record_addresses(known: Addresses, archive: Archive) -> Addresses:
    """Return the record of addresses brought up to date: those that were known, and those that there are now."""
    ids = {page.path: page.item.id for page in archive.pages}
    return {**known, **{path: Address(path, ids.get(file, "")) for path, file in current(archive).items()}}


def redirect_ended(known: Addresses, before: Archive, after: Archive) -> Addresses:
    """Return the record as an import leaves it: brought up to date, and what it ended leads on.

    A page leads to its week, and a week, topic or kind that has no item any more to the list that it stood in. What
    led to one of them follows. Where a person ends an address, that person has to say where it leads.
    """
    alive = current(after)
    there = after.by_id.keys()
    week_of = {page.item.id: f"weeks/{page.item.week}/" for page in before.pages if page.item.id not in there}
    ended = current(before).keys() - alive.keys()
    updated = dict(record_addresses(record_addresses(known, before), after))
    for path, entry in updated.items():
        if path not in alive and (path in ended or entry.id in week_of or f"{entry.to.strip('/')}/" in ended):
            places = (week_of.get(entry.id), f"{path.partition('/')[0]}/", "weeks/")
            updated[path] = replace(entry, to=next(place for place in places if place in alive))
    return updated


def redirects(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the former addresses that lead somewhere, each with the file in ``docs/`` that it leads to.

    Those that a page names in its ``aliases`` are left out: there a person has said where they lead.
    """
    alive = current(archive)
    leads: dict[str, str] = {}
    for former, slug in taxonomies.former_topics(archive).items():
        if f"topics/{slug}/" in alive:
            leads[f"topics/{former}/"] = f"topics/{slug}.md"
    by_id = archive.by_id
    for path, entry in sorted(archive.addresses.items()):
        page = None if entry.to else by_id.get(entry.id)
        file = page.path if page else alive.get(entry.to.strip("/") + "/")
        if file:
            leads.setdefault(path, file)
    taken = alive.keys() | _aliases(archive)
    yield from ((path, file) for path, file in leads.items() if path not in taken)


def _aliases(archive: Archive) -> set[str]:
    return {address(alias.strip("/")) for page in archive.pages for alias in page.item.aliases}


def find_dying(archive: Archive) -> Iterator[Problem]:
    """Yield a problem for every address that was published and is neither a page nor a redirect."""
    alive = {*current(archive), *(path for path, _ in redirects(archive))}
    alive |= _aliases(archive)
    for path in sorted(archive.addresses.keys() - alive):
        remedy = 'bring its page back, list it in the `aliases` of another, or give its line a "to"'
        yield Problem(FILE, 0, f"the published address /{path} would die", remedy)

"""Several pages of one item: what a merge in git leaves of two branches that imported a row under different titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backissue.archive.addresses import address
from backissue.archive.archive import Archive
from backissue.archive.load import second_pages
from backissue.archive.segments import Segments
from backissue.fields import to_fields
from backissue.files import below
from backissue.former import current_page
from backissue.frontmatter import render
from backissue.merge.ledger import Base, bases_of
from backissue.model import Page


@dataclass(frozen=True, slots=True)
class Double:
    """The page of an item that stays, and those that go with the bytes that they have.

    ``base`` is what an import wrote of the page that stays, if nobody has edited it since.
    """

    kept: Page
    gone: tuple[tuple[Page, bytes], ...]
    base: Base | None


def find_doubles(root: Path, archive: Archive, of_items: Segments) -> Iterator[Double]:
    """Yield the items whose second pages are not needed, since nobody edited any but the one that stays.

    Only a page that an import wrote is not needed, so its address is on record. A page that a person copied stays.
    """
    for pages in archive.doubles:
        if all(_is_recorded(archive, page) for page in pages):
            read = [(page, below(root / "content", page.path).read_bytes()) for page in pages]
            bases = [_base_of(page, data, of_items) for page, data in read]
            number = bases.index(None) if None in bases else 0
            kept, text = read.pop(number)
            base = bases.pop(number)
            if all(base or data == text for base, (_, data) in zip(bases, read, strict=True)):
                yield Double(kept, tuple(read), base)


def address_pairs(doubles: Iterable[Double]) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the pages that go, each with that of the page that stays."""
    for double in doubles:
        yield from ((address(page.path), address(double.kept.path)) for page, _ in double.gone)


def _is_recorded(archive: Archive, page: Page) -> bool:
    entry = archive.addresses.get(address(page.path))
    return entry is not None and entry.id == page.item.id


def _base_of(page: Page, data: bytes, of_items: Segments) -> Base | None:
    """Return what an import wrote if a page is as that left it; ``None`` where a person has edited it."""
    text = current_page(data.decode("utf-8")).replace("\r\n", "\n")
    said = Base(to_fields(page.item), page.item.body)
    return said if text == render(page.item) and said in bases_of(of_items, page.item.id) else None


def without_doubles(archive: Archive, doubles: Sequence[Double]) -> Archive:
    """Return the archive without the pages that go, and without the problems that they were."""
    kept = {double.kept.item.id: double.kept for double in doubles}
    pages = sorted((kept.get(page.item.id, page) for page in archive.pages), key=lambda page: page.path)
    second = (slip for same in archive.doubles if same[0].item.id in kept for slip in second_pages(same))
    settled = {(f"content/{slip.path}", slip.what) for slip in second}
    problems = tuple(problem for problem in archive.problems if (problem.file, problem.what) not in settled)
    return replace(archive, pages=tuple(pages), problems=problems) if doubles else archive

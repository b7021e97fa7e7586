"""The command ``export``: which items are meant, and the file of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backissue.archive.archive import renderable
from backissue.archive.catalogue import Catalogue
from backissue.archive.load import load
from backissue.archive.shelves import Shelf
from backissue.dates import parse_day, week_of
from backissue.model import Kind, Page, Problem, UsageError
from backissue.site import engine
from backissue.site.documents import site_of
from backissue.site.exports import FORMATS, export
from backissue.site.outputs import entry
from backissue.site.templates import Templates


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items are meant: those of a topic, by its name or slug, of a week, by a day in it, and of a kind."""

    topic: str | None = None
    week: str | None = None
    kind: Kind | None = None


def export_archive(root: Path, form: str, selection: Selection) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the file of the selected items of the archive at ``root``, and what is wrong with its pages.

    Args:
        root: the folder that holds ``mkdocs.yml``.
        form: one of :data:`FORMATS`.
        selection: the items that are meant.

    Raises:
        UsageError: ``mkdocs.yml`` is broken, or there is no such topic or week.
    """
    archive = renderable(load(root))
    site = site_of(archive, Templates(root), engine.settings(root, docs_dir=root / "content"))
    pages = select(site.catalogue, selection)
    entries = (entry(FORMATS[form], site, page.path) for page in pages)
    return export(FORMATS[form], entries), archive.problems


def select(catalogue: Catalogue, selection: Selection) -> Sequence[Page]:
    """Return the pages of the selected items, in the order of the site.

    Raises:
        UsageError: there is no such topic or week.
    """
    pages = catalogue.ordered if selection.topic is None else _of_topic(catalogue, selection.topic).whole
    if selection.week is not None:
        listed = {page.path for page in _of_week(catalogue, selection.week).pages}
        pages = tuple(page for page in pages if page.path in listed)
    return [page for page in pages if selection.kind in {None, page.item.kind}]


def _of_topic(catalogue: Catalogue, name: str) -> Shelf:
    slug = name if name in catalogue.topics else catalogue.slug_of(name)
    for shelf in catalogue.shelves:
        if (shelf.kind, shelf.key) == ("topic", slug):
            return shelf
    raise UsageError(f"no item is of the topic {name!r}: name it as its page does, with its parents, or by its slug")


def _of_week(catalogue: Catalogue, text: str) -> Shelf:
    day = parse_day(text)
    days = {str(day), str(day and week_of(day, catalogue.archive.config.week_ends))}
    for shelf in catalogue.shelves:
        if shelf.kind == "week" and shelf.key in days:
            return shelf
    raise UsageError(f"no item is of the week {text}: name it by a day such as 2023-03-26")

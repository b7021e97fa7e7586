"""What every page is made with: the catalogue, the templates and what the site is called."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from backissue.archive.catalogue import Catalogue
from backissue.archive.shelves import Shelf
from backissue.site.templates import Templates

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``mkdocs.yml`` says of a site.

    ``url`` is where it will stand, with a slash at its end, and ``repository`` the address of its repository; both are
    empty where the file does not say.
    """

    name: str
    url: str = ""
    repository: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A page of ``docs/``: its path there, its whole text, and the file below ``content/`` whose text is in it.

    One that is not ``listed`` is no page to find: it only sends readers on.
    """

    path: str
    text: str
    origin: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site that is no page: its path below ``docs/``, and how to make what is in it.

    The path of one that is ``settled`` names what is in it, so that a file which is there need not be made again.
    It may be made in another process.
    """

    path: str
    make: Callable[[], bytes]
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """An archive about to become a site.

    ``url`` is where the site will stand, with a slash at its end, and ``repository`` the address of its repository;
    both are empty where ``mkdocs.yml`` does not say. ``documents`` are its pages, once they are made.
    """

    catalogue: Catalogue
    templates: Templates
    name: str
    url: str = ""
    repository: str = ""
    documents: tuple[Document, ...] = ()
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` gives, made only the first time that ``key`` is asked for."""
        if key not in self._made:
            self._made[key] = make()
        found: T = self._made[key]
        return found

    def page(self, template: str, path: str, origin: str = "", **context: object) -> Document:
        """Return the document at ``path`` below ``docs/``, made from a template of that name."""
        return Document(path, self.templates.render(template, path, context), origin)


@dataclass(frozen=True, slots=True)
class Output:
    """A form of file: its name for readers, its file's name, its media type, at which shelves it stands, its maker."""

    name: str
    file: str
    media_type: str
    is_at: Callable[[Shelf, Site], bool]
    make: Callable[[Shelf, Site], bytes]

    def path(self, shelf: Shelf) -> str:
        """Return the path of a shelf's file below ``docs/``; what is made of the first page stands at the root."""
        return f"{shelf.folder}/{self.file}".lstrip("/")

"""What every page is made with, the catalogue and what the site is called, and what comes of it: pages, other files."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import quote

from backissue.archive.addresses import address
from backissue.archive.archive import Archive
from backissue.archive.catalogue import Catalogue, catalogue
from backissue.archive.shelves import Shelf
from backissue.mathematics import plain_mathematics
from backissue.model import Kind, Page
from backissue.prose.excerpt import description
from backissue.store import code_digest, digest
from backissue.wording import Words, english

T = TypeVar("T")


def relative(target: str, page: str) -> str:
    """Return the link from one page of ``docs/`` to another, both as paths below it, without dots in them.

    >>> relative("topics/robotics.md", "weeks/2023-03-26/reflexion.md"), relative("a/b", "a/b/c"), relative("", "a/b")
    ('../../topics/robotics.md', '.', '..')
    """
    steps, above = [step for step in target.split("/") if step], page.split("/")[:-1]
    common = 0
    while common < min(len(steps), len(above)) and steps[common] == above[common]:
        common += 1
    return "/".join([".."] * (len(above) - common) + steps[common:]) or "."


def href(target: str, page: str) -> str:
    """Return the address of one page of ``docs/`` as seen from another on the finished site, for HTML.

    >>> href("topics/robotics.md", "numbers.md"), href("index.md", "numbers.md")
    ('../topics/robotics/', '../')
    """
    return quote(relative(address(target), f"{address(page)}index")) + "/"


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``mkdocs.yml`` says of a site.

    ``url`` is where it will stand, with a slash at its end, and ``repository`` the address of its repository; both are
    empty where the file does not say. ``words`` are those of its language.
    """

    name: str
    url: str = ""
    repository: str = ""
    words: Words = field(default_factory=english)


@dataclass(frozen=True, slots=True)
class Document:
    """A page of ``docs/``: its path there, its whole text, and the file below ``content/`` whose text is in it.

    One that is not ``listed`` is no page to find: it only sends readers on. ``links`` are the pages and files of
    ``docs/`` that its data leads to, as paths there.
    """

    path: str
    text: str
    origin: str = ""
    listed: bool = True
    links: frozenset[str] = frozenset()

    @property
    def file(self) -> str:
        """The file that problems of the page name."""
        return f"content/{self.origin}" if self.origin else f"docs/{self.path}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A page of ``docs/`` that is to be made, as :class:`Document` has it.

    ``key`` is a digest of all that it is made of, so that it need not be made where it is known what that becomes;
    empty where only making it tells.
    """

    path: str
    origin: str
    listed: bool
    key: str
    make: Callable[[], Document]

    @property
    def file(self) -> str:
        """The file that problems of the page name."""
        return f"content/{self.origin}" if self.origin else f"docs/{self.path}"


def drafted(page: Document | Draft) -> Draft:
    """Return the draft of a page, which may be made already."""
    return page if isinstance(page, Draft) else Draft(page.path, page.origin, page.listed, "", lambda: page)


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
    """An archive about to become a site, named as :class:`Settings` say. ``documents`` are its pages, once known.

    ``basis`` is a digest of all that pages are made of besides the archive's: settings, rules, templates. Where it is
    empty, that is not known.
    """

    catalogue: Catalogue
    name: str
    url: str = ""
    repository: str = ""
    documents: tuple[Document | Draft, ...] = ()
    basis: str = ""
    words: Words = field(default_factory=english, compare=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def absent(self) -> tuple[str, ...]:
        """The addresses of lists that stand in the navigation of every archive and that have nothing in this one."""
        lists = ("weeks/index.md", self.catalogue.weeks), ("topics/index.md", self.catalogue.topics)
        return tuple(address(path) for path, found in lists if not found)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` gives, made only the first time that ``key`` is asked for."""
        if key not in self._made:
            self._made[key] = make()
        found: T = self._made[key]
        return found

    def remember(self, kind: str, key: Callable[[], str], make: Callable[[], T]) -> T:
        """Return what ``make`` gives, from the store where it is known; JSON must be able to hold it.

        ``key`` gives a digest of what it is made of besides the basis.
        """
        if not self.basis:
            return make()
        return self.catalogue.archive.store.remember(kind, digest(code_digest(), self.basis, key()), make)

    def has(self, kind: str, key: Callable[[], str]) -> bool:
        """Return whether :meth:`remember` has what is asked for; never where it keeps nothing."""
        store = self.catalogue.archive.store
        return bool(self.basis) and store.get(kind, digest(code_digest(), self.basis, key())) is not None

    def draft(self, path: str, make: Callable[[], Document], key: Callable[[], str], origin: str = "") -> Draft:
        """Return the draft of the page at ``path``; ``key`` gives a digest of what it is made of besides the basis."""
        known = digest(self.basis, key()) if self.basis else ""
        return Draft(path, origin, listed=True, key=known, make=make)

    def opening(self, page: Page) -> str:
        """Return what an item's page begins with, as plain text in one line; nothing where it has no text."""
        archive, is_said = self.catalogue.archive, page.item.kind is Kind.TRANSCRIPT

        def made() -> str:
            return description(archive.document(page), plain_mathematics, is_said=is_said)

        return self.once(
            ("opening", page.path), lambda: archive.store.remember("opening", archive.document_key(page), made)
        )

    def face(self, page: Page) -> str:
        """Return a digest of all that an item's page says, and of the topics that it has in lists."""
        known = self.catalogue

        def found() -> str:
            topics = [(topic.path, topic.slug) for topic in known.topics_of(page.item)]
            own = known.archive.key(page.path, page.item), known.written.key(page.path, page.item)
            return digest(page.path, *own, repr(topics), str(known.has_own_topics(page)))

        return self.once(("face", page.path, id(page.item)), found)


def site_of(archive: Archive, settings: Settings, basis: str = "") -> Site:
    """Return the site of an archive, as ``mkdocs.yml`` names it; for the ``basis`` see :class:`Site`."""
    named = settings.name, settings.url, settings.repository
    site = Site(catalogue(archive, settings.words), *named, words=settings.words)
    return replace(site, basis=digest(basis, *site.absent) if basis else "")


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

"""What every page is made with: the catalogue, what the site is called, and the Jinja templates with their filters.

What the templates make is Markdown, not HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context

from backissue.archive.addresses import address
from backissue.archive.archive import Archive
from backissue.archive.catalogue import Catalogue, catalogue
from backissue.archive.shelves import Shelf, kind_path, topic_path, week_path, year_path
from backissue.dates import day_name, period_name, span_name
from backissue.languages import direction, language_name
from backissue.markup import escape_label, escape_title, escape_url
from backissue.mathematics import plain_title
from backissue.model import Page, UsageError
from backissue.site.folders import template_folders
from backissue.site.templating import COMPILED
from backissue.store import code_digest, digest
from backissue.yaml_text import quote as yaml_quote
from backissue.yaml_text import to_json

T = TypeVar("T")


class Templates:
    """The page templates of an archive. A file in its own ``site_templates/pages`` goes before the package's."""

    def __init__(self, root: Path) -> None:
        self._environment = Environment(  # noqa: S701 - the output is Markdown, escaped by the filter `md`
            loader=FileSystemLoader(template_folders(root, "pages")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=COMPILED,
        )
        self._environment.filters |= {
            "md": escape_label,
            "plain": plain_title,
            "heading": escape_title,
            "yaml": yaml_quote,
            "json": to_json,
            "url": escape_url,
            "language": language_name,
            "direction": direction,
            "to": _to,
            "day": day_name,
            "span": span_name,
            "period": period_name,
            "week_path": week_path,
            "year_path": year_path,
            "kind_path": kind_path,
            "topic_path": lambda topic: topic_path(topic.slug),
        }

    def has(self, name: str) -> bool:
        """Return whether there is a template of that name."""
        return bool(self._environment.loader) and f"{name}.md" in self._environment.list_templates()

    def render(self, name: str, page: str, context: Mapping[str, object]) -> str:
        """Return the Markdown of the page at ``page`` below ``docs/``, made from the template ``name``.

        Raises:
            UsageError: the template is broken.
        """
        try:
            return self._environment.get_template(f"{name}.md").render(here=page, **context)
        except TemplateError as error:
            raise template_error(error, f"site_templates/pages/{name}.md") from None


def template_error(error: TemplateError, template: str) -> UsageError:
    """Return the error for a template that Jinja refuses, with the place in it where Jinja tells one."""
    place = f"{error.filename or template}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else template
    return UsageError(f"{place}: {error.message}: fix the template")


@pass_context
def _to(context: Context, target: str) -> str:
    """Return a path below ``docs/`` as a link from the page that is being made."""
    return quote(relative(target, context["here"]))


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
    empty where the file does not say.
    """

    name: str
    url: str = ""
    repository: str = ""


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
    templates: Templates
    name: str
    url: str = ""
    repository: str = ""
    documents: tuple[Document | Draft, ...] = ()
    basis: str = ""
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

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

    def draft(self, path: str, make: Callable[[], Document], key: Callable[[], str], origin: str = "") -> Draft:
        """Return the draft of the page at ``path``; ``key`` gives a digest of what it is made of besides the basis."""
        known = digest(self.basis, key()) if self.basis else ""
        return Draft(path, origin, listed=True, key=known, make=make)

    def face(self, page: Page) -> str:
        """Return a digest of all that an item's page says, and of the topics that it has in lists."""
        known = self.catalogue

        def found() -> str:
            topics = [(topic.path, topic.slug) for topic in known.topics_of(page.item)]
            own = known.archive.key(page.path, page.item), known.written.key(page.path, page.item)
            return digest(page.path, *own, repr(topics), str(known.has_own_topics(page)))

        return self.once(("face", page.path, id(page.item)), found)

    def page(self, template: str, path: str, origin: str = "", /, **context: object) -> Document:
        """Return the document at ``path`` below ``docs/``, made from a template of that name."""
        return Document(path, self.templates.render(template, path, context), origin)


def site_of(archive: Archive, templates: Templates, settings: Settings, basis: str = "") -> Site:
    """Return the site of an archive, as ``mkdocs.yml`` names it; for the ``basis`` see :class:`Site`."""
    return Site(catalogue(archive), templates, settings.name, settings.url, settings.repository, basis=basis)


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

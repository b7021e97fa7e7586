"""MkDocs's way from some files of ``docs/`` to pages, one after the other.

MkDocs by itself lists all files there are, makes a converter for every page, and keeps all pages until the last one is
written. What comes out here is the same: each step is MkDocs's own, and its plugins hear of each.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import mkdocs.structure.pages
from jinja2 import Environment
from markdown import Markdown
from mkdocs.commands import build as steps
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import meta, write_file

from backissue.progress import More
from backissue.prose.inline_triggers import quicken

Passes = Callable[[str, str, str], bool]
_LOG = logging.getLogger("mkdocs.structure.pages")
_PUBLIC = {InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV}
_FENCE = "---\n"


class Docs(Files):
    """The files of a theme, and of ``docs/`` those that something asks for: the navigation, a link, or who renders."""

    def __init__(self, config: MkDocsConfig) -> None:
        needs_all = not config.nav or config.extra_templates or config.theme.static_templates - {"404.html"}
        super().__init__(get_files(config) if needs_all else [])
        self._config = config
        self._missing: set[str] = set()

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file with this path below ``docs/``; ``None`` where there is none."""
        found = super().get_file_from_path(path)
        if found or path in self._missing:
            return found
        if path.startswith("../") or not Path(self._config.docs_dir, path).is_file():
            self._missing.add(path)
            return None
        file = File(path, self._config.docs_dir, self._config.site_dir, self._config.use_directory_urls)
        set_exclusions([file], self._config)
        self.append(file)
        return file


def build(
    config: MkDocsConfig, pages: Iterable[str], tick: More, is_published: Callable[[File], bool], passes: Passes
) -> None:
    """Write some pages of ``docs/`` into the site, and all that belongs to no page: what the theme brings and makes.

    Args:
        config: what ``mkdocs.yml`` says.
        pages: their files below ``docs/``.
        tick: is called with the number of pages done, after each.
        is_published: tells which files of the theme go on the site.
        passes: tells of each page, by its file, the HTML of its text and its own, whether it may be published.

    Raises:
        MkDocsException: a plugin gives up.
        TemplateError: a template of the theme is broken.
    """
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    env = config.theme.get_env()
    found: Files = Docs(config)
    found.add_files_from_theme(env, config)
    for file in [file for file in found if not is_published(file)]:
        found.remove(file)
    found = config.plugins.on_files(found, config=config)
    set_exclusions(found, config)
    nav = config.plugins.on_nav(get_navigation(found, config), config=config, files=found)
    env = config.plugins.on_env(env, config=config, files=found)
    if nav.homepage:  # MkDocs reads all pages before; the page of a lost address asks this one what there is
        nav.homepage.meta = read_head(nav.homepage.file.content_string)[1]
    _build_beside(config, env, found, nav)
    for name in sorted(config.theme.static_templates):
        made = Path(config.site_dir, name)
        if made.suffix == ".html" and made.is_file() and not passes(name, "", made.read_text("utf-8")):
            made.unlink()
    maker = _Maker(config, env, found, nav, passes)
    with _one_converter():
        for done, path in enumerate(pages, 1):
            maker.make(path)
            tick(done)
    maker.report_lost_anchors()
    config.plugins.on_post_build(config=config)


def _build_beside(config: MkDocsConfig, env: Environment, found: Files, nav: Navigation) -> None:
    """Write what belongs to no page."""
    for file in found:
        if not file.is_documentation_page() and file.src_dir != config.docs_dir and file.inclusion in _PUBLIC:
            file.copy_file()
    for template in config.theme.static_templates:
        steps._build_theme_template(template, env, found, config, nav)  # noqa: SLF001 - there is no other way to it
    for template in config.extra_templates:
        steps._build_extra_template(template, found, config, nav)  # noqa: SLF001


class _Maker:
    """Makes pages, and remembers of each no more than its ids, and where links to sections lead."""

    def __init__(self, config: MkDocsConfig, env: Environment, found: Files, nav: Navigation, passes: Passes) -> None:
        self._passes = passes
        self._config = config
        self._env = env
        self._files = found
        self._nav = nav
        self._ids: dict[str, frozenset[str]] = {}
        self._links: list[tuple[str, str, str, str]] = []
        self._text = ""

    def make(self, path: str) -> None:
        """Write the page that a file of ``docs/`` becomes."""
        file = self._files.get_file_from_path(path)
        assert file, "what is to be rendered is there"
        page = file.page or Page(None, file, self._config)
        self._config._current_page = page  # noqa: SLF001 - extensions of Markdown ask for it
        try:
            page = self._read(page)
            self._write(page)
        finally:
            page.active = False
            self._config._current_page = None  # noqa: SLF001
        self._note_anchors(page)
        page.markdown, page.content, page.toc, page.meta = None, None, [], {}  # type: ignore[assignment]

    def _read(self, page: Page) -> Page:
        plugins, config, found = self._config.plugins, self._config, self._files
        page = plugins.on_pre_page(page, config=config, files=found)
        source = plugins.on_page_read_source(page=page, config=config)
        markdown, page.meta = read_head(page.file.content_string if source is None else source)
        page.markdown = plugins.on_page_markdown(markdown, page=page, config=config, files=found)
        page.render(config, found)
        self._text = page.content or ""  # before plugins, which are trusted
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=found)
        return page

    def _write(self, page: Page) -> None:
        plugins, config = self._config.plugins, self._config
        page.active = True
        context = steps.get_context(self._nav, [], config, page)
        template = self._env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=config, nav=self._nav)
        made = template.render(context)
        output = plugins.on_post_page(made, page=page, config=config)
        if output.strip() and self._passes(page.file.src_uri, self._text, made):
            write_file(output.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)

    def _note_anchors(self, page: Page) -> None:
        here = page.file.src_uri
        self._ids[here] = frozenset(page.present_anchor_ids or ())
        for file, links in (page.links_to_anchors or {}).items():
            self._links += [(here, file.src_uri, anchor, link) for anchor, link in links.items()]
        page.present_anchor_ids = page.links_to_anchors = None

    def report_lost_anchors(self) -> None:
        """Tell of links to sections that are not there, as MkDocs does, where both pages were made."""
        for here, there, anchor, link in self._links:
            if anchor not in self._ids.get(there, {anchor}):
                is_own = "there is no such anchor on this page"
                problem = is_own if here == there else f"the doc '{there}' does not contain an anchor '#{anchor}'"
                level = self._config.validation.links.anchors
                _LOG.log(level, "Doc file '%s' contains a link '%s', but %s.", here, link, problem)


def read_head(source: str) -> tuple[str, dict[str, Any]]:
    r"""Return the Markdown of a file and its front matter, as MkDocs reads them.

    What :class:`~backissue.site.sheet.Sheet` writes has JSON in each line, which is read a good deal faster than YAML.

    >>> read_head('---\ntitle: "A"\nhide: ["toc"]\n---\n\nB\n')
    ('B\n', {'title': 'A', 'hide': ['toc']})
    """
    head, closes, body = source.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not closes or not source.startswith(_FENCE):
        return meta.get_data(source)
    pairs = [line.partition(": ") for line in head.split("\n")]
    try:
        return body.lstrip("\n"), {name: json.loads(value) for name, _, value in pairs}
    except ValueError:
        return meta.get_data(source)


@contextmanager
def _one_converter() -> Iterator[None]:
    """Let MkDocs take the same converter for all pages, reset before each as Python-Markdown asks of its extensions."""
    made: list[Markdown] = []

    def converter(**options: Any) -> Markdown:  # noqa: ANN401 - what MkDocs gives
        if not made:
            made.append(quicken(Markdown(**options)))
        return made[0].reset()

    module: Any = mkdocs.structure.pages
    before = module.markdown
    module.markdown = SimpleNamespace(Markdown=converter)
    try:
        yield
    finally:
        module.markdown = before

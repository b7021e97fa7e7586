"""MkDocs: its configuration, the files that it makes the site of, and the rendering of some pages in this process.

No other module knows it but ``mkdocs_pages.py``, which takes its steps; ``settings_faults.py`` knows what it says.
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateError, TemplateSyntaxError
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, InclusionLevel, get_files
from mkdocs.theme import Theme

from backissue import __version__, files
from backissue.model import Problem, SettingsError, UsageError
from backissue.progress import More
from backissue.settings_file import LANGUAGES
from backissue.site import mkdocs_pages
from backissue.site.folders import template_folders
from backissue.site.page_gate import PageGate, rules
from backissue.site.settings_faults import (
    FILE,
    fault_of_plugin,
    find_faults,
    missing_asset,
    other_theme,
    warning,
    without_words,
)
from backissue.site.site import Settings
from backissue.site.templating import COMPILED, ThemeLoader
from backissue.site.theme_marks import Marks, marks_of
from backissue.store import digest, store_of
from backissue.wording import OWN, Words, english, read_words

ENGINE = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "latex2mathml")

REMEDY = "write it in Markdown, or as text with `&lt;` for `<`"
_THEME = "theme"
_KNOWN: dict[str, Marks] = {}
_SITEMAP = "sitemap.xml"
_UNUSED = (_SITEMAP, "assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What Material brings and nobody asks for: a map that knows no redirects, and a search that is another one here."""

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def configure(root: Path, site_dir: Path | None = None, docs_dir: Path | None = None) -> MkDocsConfig:
    """Return the configuration in ``mkdocs.yml``, with the package's theme behind the archive's own overrides of it.

    ``site_dir`` and ``docs_dir`` stand in for the folders that it names.

    Raises:
        UsageError: ``mkdocs.yml`` is missing, or MkDocs refuses it, which is a :class:`SettingsError`.
    """
    file = root / FILE
    if not file.is_file():
        raise UsageError(f"{root} has no mkdocs.yml: run this in an archive's folder, or name one with --root")
    folders = {"site_dir": site_dir or root / "site", "docs_dir": docs_dir or root / "docs"}
    with _listening(_Listener()) as listener:
        try:
            config = load_config(str(file), **{name: str(folder.absolute()) for name, folder in folders.items()})
        except (Abort, MkDocsException) as error:
            raise SettingsError(find_faults(root, str(error), listener.messages, MkDocsConfig().keys())) from None
    for message in listener.messages:
        logging.getLogger("mkdocs").warning("%s", message)
    if config.theme.name != "material":
        raise SettingsError([other_theme(root, config.theme.name or "none")])
    known = [Path(folder).resolve() for folder in config.theme.dirs]
    behind = [str(folder) for folder in template_folders(root, "theme") if folder not in known]
    own = int(config.theme.custom_dir is not None)
    config.theme.dirs[own:own] = behind
    config.theme.static_templates.discard(_SITEMAP)
    config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]
    return config


def missing_assets(root: Path, config: MkDocsConfig) -> list[Problem]:
    """Return a problem for each style sheet, script and picture that a configuration names and that is nowhere.

    One in ``docs/`` is there, though it should be elsewhere.
    """
    named = [("extra_css", str(name)) for name in config.extra_css]
    named += [("extra_javascript", str(getattr(script, "path", script))) for script in config.extra_javascript]
    named += [("theme", str(config.theme[key])) for key in ("logo", "favicon") if config.theme.get(key)]
    folders = [root / "docs", root / "content", *map(Path, config.theme.dirs)]
    return [
        missing_asset(root, key, name)
        for key, name in dict.fromkeys(named)
        if not urlsplit(name).netloc and not any((folder / name.partition("?")[0]).is_file() for folder in folders)
    ]


def missing_words(root: Path, config: MkDocsConfig) -> list[Problem]:
    """Return a hint where the interface has no words, or not all of them, in the language that a theme is set to."""
    words = _words(config.theme)
    missing = [key for key in words.english if key.startswith(OWN) and key not in words.known]
    return [without_words(root, words.language, missing[0], len(missing))] if missing else []


def _environment(theme: Theme) -> Environment:
    """Return what MkDocs renders a theme with, whose templates are compiled once a process and listed quickly."""
    environment = Theme.get_env(theme)
    environment.loader = ThemeLoader(theme.dirs)
    environment.bytecode_cache = COMPILED
    return environment


def settings(root: Path, docs_dir: Path | None = None) -> Settings:
    """Return what ``mkdocs.yml`` says of the site. ``docs_dir`` stands in for the folder that it names.

    Raises:
        UsageError: ``mkdocs.yml`` is missing or MkDocs refuses it.
    """
    return settings_of(configure(root, docs_dir=docs_dir))


def settings_of(config: MkDocsConfig) -> Settings:
    """Return what a configuration says of the site."""
    address = str(config.site_url or "")
    return Settings(
        name=str(config.site_name),
        url=address if not address or address.endswith("/") else f"{address}/",
        repository=str(config.repo_url or "").rstrip("/"),
        words=_words(config.theme),
    )


def _words(theme: Theme) -> Words:
    """Return the words of the language that a theme is set to, from the first of its folders that has them.

    Raises:
        UsageError: they are not written as they should be.
    """
    language = str(theme.get("language") or english().language)
    files = (Path(folder) / LANGUAGES / f"{language}.html" for folder in theme.dirs)
    found = next((file for file in files if file.is_file()), None)
    known = read_words(found.read_text("utf-8"), str(found)) if found else {}
    ours = english().english
    return Words(language, ours if known == ours else known, ours)


def fingerprint(config: MkDocsConfig) -> str:
    """Return a digest of all that shapes every page: configuration, theme overrides, versions, the gate's rules."""
    found = hashlib.sha256(f"{__version__} {platform.python_version()} {config.site_url} {config.repo_url}".encode())
    found.update(rules().encode())
    for name in ENGINE:
        found.update(f"{name} {version(name)}\n".encode())
    found.update(Path(config.config_file_path).read_bytes())
    for folder in config.theme.dirs:
        if "site_templates" in Path(folder).parts:
            for name in files.tree(Path(folder)):
                found.update(f"{name}\n".encode() + (Path(folder) / name).read_bytes())
    return found.hexdigest()


class Setup(NamedTuple):
    """What ``mkdocs.yml`` and the theme make of an archive, which a build reads once; ``shape`` is its digest."""

    config: MkDocsConfig
    shape: str


def setup(root: Path, docs_dir: Path) -> Setup:
    """Return what shapes every page of an archive.

    Raises:
        UsageError: ``mkdocs.yml`` is missing or MkDocs refuses it.
    """
    config = configure(root, docs_dir=docs_dir)
    return Setup(config, fingerprint(config))


def render_pages(root: Path, docs: Path, staging: Path, pages: Iterable[str], tick: More) -> list[Problem]:
    """Render some pages of ``docs`` into ``staging`` in this process; return what MkDocs and the gate say of them.

    A page that the gate refuses is not written, and problems of it name it as a file of ``docs/``. ``tick`` is called
    with the number of pages done, after each.

    Raises:
        UsageError: MkDocs gave up, a template of the theme is broken, or a plugin failed.
        MachineError: a plugin could not reach the network.
    """
    # The pages' own dates are front matter; a clock in the sitemap would make every build differ.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")
    config = configure(root, staging, docs)
    collector, gate = _Collector(root), page_gate(root, config, fingerprint(config))

    def judge(name: str, text: str, page: str) -> bool:
        offences = dict.fromkeys([*gate.judge_text(text), *gate.judge_page(page)])
        collector.problems += [Problem(f"docs/{name}", 0, what, REMEDY) for _, what in offences]
        return not offences

    with _listening(collector):
        try:
            mkdocs_pages.build(config, pages, tick, lambda file: _is_published(file, config), judge)
        except (Abort, MkDocsException) as error:
            raise UsageError(f"MkDocs gave up: {error}: fix what it names") from None
        except TemplateError as error:
            raise _template_error(error, "site_templates/theme") from None
        except Exception as error:  # noqa: BLE001 - plugins raise whatever they like
            raise fault_of_plugin(root, config.plugins, error) or error from None
    return collector.problems


def page_gate(root: Path, config: MkDocsConfig, shape: str) -> PageGate:
    """Return what judges the pages of a site, whose configuration and theme have the digest ``shape``.

    Raises:
        UsageError: a template of the theme is broken.
    """
    key = digest(shape, rules())
    try:
        return PageGate(_marks(key, root, config.theme.get_env), str(config.site_url or ""))
    except TemplateError as error:
        raise _template_error(error, "site_templates/theme") from None


def _marks(key: str, root: Path, environment: Callable[[], Environment]) -> Marks:
    """Return what the theme writes, by a digest of all that this follows from; it is read once."""
    if key not in _KNOWN:
        with store_of(root) as store:
            _KNOWN[key] = Marks.loaded(store.remember(_THEME, key, lambda: marks_of(environment()).dumped()))
    return _KNOWN[key]


def _template_error(error: TemplateError, template: str) -> UsageError:
    """Return the error for a template that Jinja refuses, with the place in it where Jinja tells one."""
    place = f"{error.filename or template}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else template
    return UsageError(f"{place}: {error.message}: fix the template")


def layout(config: MkDocsConfig) -> tuple[dict[str, str], dict[str, Path | None]]:
    """Return the pages of ``docs/`` with their places in the site, and all its other files, the search index aside.

    The others are by their places: those of ``docs/`` with their paths, those that the theme brings or makes with none.
    """
    found = get_files(config)
    found.add_files_from_theme(config.theme.get_env(), config)
    others = [file for file in found if not file.is_documentation_page() and _is_published(file, config)]
    paths = {file.dest_uri: Path(file.abs_src_path or "") if _is_own(file, config) else None for file in others}
    return {file.src_uri: file.dest_uri for file in found.documentation_pages()}, paths | {"404.html": None}


def _is_published(file: File, config: MkDocsConfig) -> bool:
    """Return whether a file goes on the site. What the theme brings for others than this site's readers does not."""
    is_wanted = _is_own(file, config) or (not file.src_uri.startswith(_UNUSED) and not file.src_uri.endswith(".map"))
    return file.inclusion is not InclusionLevel.EXCLUDED and is_wanted


def _is_own(file: File, config: MkDocsConfig) -> bool:
    """Return whether a file stands in ``docs/`` and not in the theme."""
    return file.src_dir == config.docs_dir


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _Collector(logging.Handler):
    """Keeps MkDocs's warnings as problems of the archive in ``root``."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self._root = root
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.problems.append(warning(self._root, " ".join(record.getMessage().split())))


H = TypeVar("H", bound=logging.Handler)


@contextmanager
def _listening(handler: H) -> Iterator[H]:
    """Let a handler have what MkDocs logs, and nobody else."""
    logger = logging.getLogger("mkdocs")
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.propagate = before

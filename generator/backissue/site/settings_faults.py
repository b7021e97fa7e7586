"""What is wrong with ``mkdocs.yml``, in the words of who wrote it and in its line."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from traceback import walk_tb
from urllib.error import URLError
from urllib.parse import urlsplit

from backissue import yaml_text
from backissue.archive.addresses import address
from backissue.archive.permalinks import is_of_list
from backissue.model import BackissueError, MachineError, Problem, SettingsError
from backissue.own_files import PLACE, theme_path
from backissue.settings_file import LANGUAGES
from backissue.yaml_text import YamlError

FILE = "mkdocs.yml"
_OF_KEY = re.compile(r"Config value '(?P<key>[^']+)': (?P<what>.*)", re.DOTALL)
_NOT_IN_DOCS = re.compile(r"A reference to '(.+)' is included in the 'nav' configuration, which is not found.*")
_DEAD_LINK = re.compile(
    r"Doc file '(?P<page>.+?)' contains a link '(?P<link>.+)', but "
    r"(?:the target (?P<target>'.+?' )?is not found among documentation files.*|.+ anchor .+)"
)
_QUOTED = re.compile(r"""["']([^"']{2,})["']""")
_UNKNOWN, _REQUIRED = "Unrecognised configuration name", "Required configuration not provided"
_OF_NETWORK = (ConnectionError, TimeoutError, socket.gaierror, ssl.SSLError, URLError)
_NETWORK_PACKAGES = frozenset({"requests", "urllib3", "httpx", "httpcore", "aiohttp"})
"""Libraries whose errors are of the network, and that this program does without."""
_REMEDIES = (
    ("plugin is not installed", "install it and add it to requirements.txt, or remove it from `plugins`"),
    ("Failed to load extension", "correct its name in `markdown_extensions`, or install it"),
    ("Unrecognised theme name", "write `name: material`, which the pages are made for"),
)


def find_faults(root: Path, refusal: str, messages: Sequence[str], known: Collection[str]) -> list[Problem]:
    """Return why MkDocs refuses the settings in ``root``.

    Args:
        root: the archive's folder.
        refusal: what it ended with.
        messages: what it said of single settings before.
        known: the names of all settings.
    """
    data = (root / FILE).read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [Problem(FILE, line, f"not UTF-8 at byte {error.start}", "save it as UTF-8")]
    try:
        if not messages:
            yaml_text.compose(text)
    except YamlError as error:
        remedy = error.remedy or "fix the YAML there"
        return [Problem(FILE, error.line + 1, error.what, remedy)]
    here = f"{root.absolute()}/"
    said = [found for message in messages if (found := _OF_KEY.fullmatch(message.replace(here, "")))]
    faults = [_fault(text, found["key"], found["what"], known) for found in said]
    return faults or [Problem(FILE, 0, " ".join(refusal.replace(here, "").split()), "fix it")]


def other_theme(root: Path, name: str) -> Problem:
    """Return that the settings in ``root`` name a theme that the pages are not made for."""
    text = (root / FILE).read_text("utf-8")
    what = f"`theme`: the pages are made for Material, not for `{name}`"
    return Problem(
        FILE, line_of(text, "theme", name), what, "write `name: material`; `custom_dir` is for what you change"
    )


def _fault(text: str, key: str, said: str, known: Collection[str]) -> Problem:
    """Return what is wrong with a setting, from what MkDocs says of it, which may go on with a trace."""
    lines = [line for line in said.split("\n") if line.strip()]
    if said.startswith(_UNKNOWN):
        near = get_close_matches(key, known, 1)
        remedy = (
            f"did you mean `{near[0]}`?" if near else "correct it, or put it below `extra`, where your own settings go"
        )
        return Problem(FILE, line_of(text, key), f"no setting is called `{key}`", remedy)
    if said.startswith(_REQUIRED):
        return Problem(FILE, 0, f"`{key}` is missing", f'write `{key}: "…"` in a line of its own')
    remedy = next((remedy for sign, remedy in _REMEDIES if sign in said), "correct it")
    quoted = (found[1] for found in _QUOTED.finditer(said) if found[1] in text)
    what = f"`{key}`: {lines[0].rstrip('.')}"
    return Problem(FILE, line_of(text, key, next(quoted, "")), what, remedy)


def line_of(text: str, key: str, value: str = "") -> int:
    r"""Return the 1-based line in which a top key of a text stands, or a value behind it; 0 where there is no such key.

    >>> line_of("site_name: A\nnav:\n  - Home: index.md\n", "nav", "index.md"), line_of("", "nav")
    (3, 0)
    """
    lines = text.split("\n")
    begin = next((number for number, line in enumerate(lines, 1) if re.match(rf"{re.escape(key)}\s*:", line)), 0)
    if not begin or not value:
        return begin
    return next((number for number, line in enumerate(lines[begin - 1 :], begin) if value in line), begin)


def missing_in_nav(root: Path, path: str) -> Problem:
    """Return the problem of a page that ``nav`` names, as a file below ``docs/``, and that the site has not."""
    try:
        line = line_of((root / FILE).read_text("utf-8"), "nav", path)
    except (OSError, UnicodeDecodeError):
        line = 0
    if (root / "content" / path).is_file():
        what = f"`nav` names `{path}`, which is left out of the site"
        return Problem(FILE, line, what, f"see what is said of content/{path}, and whether it is a draft")
    if path.endswith(".md") and is_of_list(address(path)):
        remedy = "correct the name, or write `# ` before the line until the archive has something to list there"
    else:
        remedy = "correct the name, or remove the line"
    return Problem(FILE, line, f"`nav` names `{path}`, and the site has no such page", remedy)


def missing_asset(root: Path, key: str, name: str) -> Problem:
    """Return the problem of a file that a setting names and that is nowhere."""
    line = line_of((root / FILE).read_text("utf-8", "replace"), key, name)
    remedy = f"put it at site_templates/theme/{theme_path(name)}, and name it {theme_path(name)} here, or remove it"
    return Problem(FILE, line, f"`{name}` is named and not there", remedy)


def without_words(root: Path, language: str, first: str, number: int) -> Problem:
    """Return the hint that the interface lacks words in a language: how many, and the key of the first."""
    line = line_of((root / FILE).read_text("utf-8", "replace"), "theme", "language:")
    what = f"in the language `{language}` the interface lacks {number} words, `{first}` first, and says them in English"
    remedy = f"translate them in {PLACE}/{LANGUAGES}/{language}.html, as README says"
    return Problem(FILE, line, what, remedy, is_hint=True)


def warning(root: Path, text: str) -> Problem:
    """Return what MkDocs warns of while it renders pages, as a problem of the file that it is about."""
    if found := _NOT_IN_DOCS.fullmatch(text):
        return missing_in_nav(root, found[1])
    if "'nav' configuration" in text:
        return Problem(FILE, 0, text, "fix `nav`")
    if found := _DEAD_LINK.fullmatch(text):
        page, link, target = found.group("page", "link", "target")
        if " is not found among " not in text:
            return Problem(f"docs/{page}", 0, f"the link `{link}` leads to a section that is not there", "fix its `#…`")
        what = f"the link `{link}` leads to {target.strip() if target else repr(link)}, which is not there"
        remedy = "name a page as it lies in content/, such as ../2023-03-26/x.md"
        return Problem(f"docs/{page}", 0, what, remedy)
    return Problem("docs", 0, text, "fix the page in content/ that it names")


def find_missing_in_nav(
    root: Path, nav: object, there: Iterable[str], unread: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield a problem for each file below ``docs/`` that ``nav`` names and that is not ``there``.

    While pages are ``unread``, nobody knows which lists there will be; what is wrong with them is said elsewhere.
    """
    known = {*there, *unread}
    for path in dict.fromkeys(_named(nav)):
        parts = urlsplit(path)
        is_of_unread = bool(unread) and path.endswith(".md") and is_of_list(address(path))
        if path not in known and not parts.scheme and not parts.netloc and not is_of_unread:
            yield missing_in_nav(root, path)


def _named(nav: object) -> Iterator[str]:
    """Yield the paths and addresses that a navigation names, however deep."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list | dict):
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(entry)


def fault_of_plugin(root: Path, plugins: Mapping[str, object], error: Exception) -> BackissueError | None:
    """Return the error of this program for one that a plugin of MkDocs let out; ``None`` where none of them did.

    One that comes of the network is the machine's: a site is built without any, and only plugins ask for it.
    """
    packages = {type(plugin).__module__.partition(".")[0]: name for name, plugin in plugins.items()}
    frames = (str(frame.f_globals.get("__name__", "")) for frame, _ in walk_tb(error.__traceback__))
    name = next((packages[package] for frame in frames if (package := frame.partition(".")[0]) in packages), "")
    if not name:
        return None
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, _OF_NETWORK) or type(error).__module__.partition(".")[0] in _NETWORK_PACKAGES:
        what = f"the plugin `{name}` needs the network and could not reach it ({said})"
        return MachineError(f"mkdocs.yml: {what}: connect this machine, or remove it from `plugins`")
    try:
        line = line_of((root / FILE).read_text("utf-8"), "plugins", name)
    except (OSError, UnicodeDecodeError):
        line = 0
    remedy = "correct its settings, or remove it from `plugins`"
    return SettingsError([Problem(FILE, line, f"the plugin `{name}` failed ({type(error).__name__}: {said})", remedy)])

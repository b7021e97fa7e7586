"""From Markdown to what a page says: rendered as the site renders it, and its HTML read as browsers read it.

Python-Markdown breaks on hostile text, or takes the square of its length. What is nested too deeply or has too many
open brackets is refused before that: by counts, never by time, so that no page comes or goes with the machine's load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import yaml
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped] # which has no types

from backissue.model import Problem, SettingsError
from backissue.prose.bare_addresses import NAME as BARE_ADDRESSES
from backissue.prose.document import FOOTNOTES, Block, Break, Code, Document, Formula, Inline, Link, Mark, Picture, Text
from backissue.prose.inline_triggers import quicken
from backissue.prose.packing import pack, unpack
from backissue.prose.unbroken import NAME as UNBROKEN
from backissue.store import Store, code_digest, digest

LARGEST = 1_000_000
"""Characters of a page's text: some twenty hours of speech."""
DEEPEST = 40
"""Blocks within blocks, as lists within quotations, and elements within elements of HTML."""
MOST_OPEN = 500
"""Brackets of one kind that may stand open at a place of a paragraph: what is read from each takes the square."""
MOST_HEADINGS = 3_000
"""Lines that may be headings: Python-Markdown compares each with all that are called the same."""
MOST_SEARCHED = 1_000_000_000
"""Characters of texts that are searched for marks: for each that is found, its whole paragraph is searched again."""
IN_MEMORY = 512
"""Documents that one with a store holds in memory too: what is asked about a page is asked at once."""
_DOCUMENT, _FAULT = "document", "fault"

EXTENSIONS: tuple[str | dict[str, Any], ...] = (
    {"toc": {"permalink": "#", "permalink_title": "Link to this section"}},
    "attr_list",
    "md_in_html",
    {"tables": {"use_align_attribute": True}},
    "footnotes",
    "def_list",
    "admonition",
    "pymdownx.superfences",
    "backissue.mathematics",
    "backissue.prose.anchor_ids",
    BARE_ADDRESSES,
    UNBROKEN,
)
"""The extensions of ``mkdocs.yml`` as a new archive has it."""
_OF_LOOK = (BARE_ADDRESSES, UNBROKEN)
"""Those that change no word of a page: they say which words are links besides, and where lines end."""
_BUILT_IN = ("toc", "tables", "fenced_code")
"""Those that MkDocs switches on by itself."""

_BLOCKS = frozenset(
    "address article aside blockquote caption center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul"
    " body".split()
)
_SILENT = frozenset({"script", "style", "template", "head", "title", "noscript", "textarea", "select", "iframe"})
_FURNITURE = frozenset({"headerlink", "footnote-ref", "footnote-backref"})
"""Classes of links that lead around a page."""
_BRACKETS = (("[", "]"), ("](", ")"), ("<", ">"), (r"\(", r"\)"))
_HEADING = re.compile(r"^(?:#|(?:=+|-+) *$)", re.MULTILINE)


class TooComplexError(ValueError):
    """Text that Python-Markdown cannot be given."""


class Renderer:
    """Python-Markdown with the extensions of one site. What it has read, it remembers, in the ``store`` if it has one.

    ``basis`` is a digest of what besides a text decides what that says.
    """

    def __init__(self, extensions: Sequence[str | Mapping[str, Any]] = EXTENSIONS, store: Store | None = None) -> None:
        self._extensions = tuple(extensions)
        self.key = repr(self._extensions)
        self._store = store
        self._markdown: Markdown | None = None
        self.basis = digest(code_digest(), self.key) if store else ""
        self.document = lru_cache(maxsize=IN_MEMORY if store else 1 << 14)(
            self._remembered if store else self._document
        )

    def __reduce__(self) -> tuple[type[Renderer], tuple[object, ...]]:
        """Go to another process without what is remembered."""
        return Renderer, (self._extensions,)

    def keeping(self, store: Store) -> Renderer:
        """Return one like this that remembers in a store what texts say."""
        return Renderer(self._extensions, store)

    def fault(self, markdown: str) -> str:
        """Return why a page's Markdown cannot be rendered; empty where it can."""
        key = digest(self.basis, markdown)
        if self._store and (known := self._store.get(_FAULT, key)) is not None:
            return str(known)
        try:
            self.document(markdown)
        except TooComplexError as error:
            return str(error)
        return ""

    def is_known(self, markdown: str) -> bool:
        """Return whether the store has what a page's Markdown says."""
        return self._store is not None and self._store.get(_FAULT, digest(self.basis, markdown)) is not None

    def _remembered(self, markdown: str) -> Document:
        """Return what a page's Markdown says, as it was read the first time.

        Raises:
            TooComplexError: as :meth:`_document`.
        """
        assert self._store, "only one with a store remembers in it"
        key = digest(self.basis, markdown)
        if known := self._store.get(_DOCUMENT, key):
            return unpack(known)
        fault = ""
        try:
            document = self._document(markdown)
            self._store.put(_DOCUMENT, key, pack(document))
        except TooComplexError as error:
            fault = str(error)
            raise
        finally:
            self._store.put(_FAULT, key, fault)
        return document

    def html(self, markdown: str) -> str:
        """Return the HTML of Markdown, however long.

        Raises:
            TooComplexError: it is nested too deeply, or has too many open brackets.
            SettingsError: an extension is not there, or refuses its options.
        """
        _check(markdown)
        self._markdown = self._markdown or self._start()
        try:
            return self._markdown.reset().convert(markdown)
        except Exception as error:
            self._markdown = None  # for its parser may be left within some block
            if isinstance(error, TooComplexError):
                raise
            raise TooComplexError(f"Python-Markdown breaks on it ({type(error).__name__})") from error

    def _start(self) -> Markdown:
        try:
            bounded = _Bounded(self._extensions)
            return quicken(bounded, bounded.count)
        except Exception as error:  # noqa: BLE001 - extensions raise whatever they like
            found = Problem("mkdocs.yml", 0, " ".join(str(error).split()), "fix `markdown_extensions`")
            raise SettingsError([found]) from None

    def _document(self, markdown: str) -> Document:
        """Return what a page's Markdown says.

        Raises:
            TooComplexError: it is too long, has too many headings, or cannot be rendered.
        """
        if len(markdown) > LARGEST:
            raise TooComplexError(f"it has more than {LARGEST:,} characters")
        if sum(1 for _ in _HEADING.finditer(markdown)) > MOST_HEADINGS:
            raise TooComplexError(f"it has more than {MOST_HEADINGS:,} headings")
        return read(self.html(markdown))


class _Bounded(Markdown):
    """Python-Markdown that counts how deeply it is in blocks within blocks, and how much it searches for marks."""

    def __init__(self, extensions: Iterable[str | Mapping[str, Any]]) -> None:
        named: dict[str, dict[str, Any]] = {name: {} for name in _BUILT_IN}
        named |= dict(map(_named, extensions))
        for name in _OF_LOOK:
            named.pop(name, None)
        super().__init__(extensions=list(named), extension_configs=named)
        self._depth = self._searched = 0
        self._parse_blocks = self.parser.parseBlocks
        self.parser.parseBlocks = self._parse_bounded  # type: ignore[method-assign]

    def convert(self, source: str) -> str:
        """Return the HTML of Markdown.

        Raises:
            TooComplexError: blocks are nested too deeply, or long paragraphs have too many marks.
        """
        self._searched = 0
        return super().convert(source)

    def count(self, length: int) -> None:
        """Count that a text of this length is searched."""
        self._searched += length
        if self._searched > MOST_SEARCHED:
            raise TooComplexError("it has a long paragraph with too many marks: part it by blank lines")

    def _parse_bounded(self, parent: Element, blocks: list[str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooComplexError(f"it has more than {DEEPEST} blocks within each other")
        self._parse_blocks(parent, blocks)
        self._depth -= 1


def renderer_of(root: Path) -> Renderer:
    """Return the renderer with the extensions that the ``mkdocs.yml`` in ``root`` names: the same one for the same."""
    try:
        return renderer_with((root / "mkdocs.yml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return renderer_with("")


@lru_cache(maxsize=8)
def renderer_with(text: str) -> Renderer:
    """Return the renderer with the extensions that the text of a ``mkdocs.yml`` names."""
    return Renderer(read_extensions(text))


def read_extensions(text: str) -> Sequence[str | Mapping[str, Any]]:
    """Read ``markdown_extensions`` of the text of a ``mkdocs.yml``; those of a new archive where it has none."""
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - MkDocs reads it so, too
    except (yaml.YAMLError, RecursionError):  # which MkDocs reports
        return EXTENSIONS
    extensions = found.get("markdown_extensions") if isinstance(found, dict) else None
    if isinstance(extensions, dict):
        return [{name: options} for name, options in extensions.items()]
    return extensions if isinstance(extensions, list) else EXTENSIONS


class _Loader(yaml.Loader):
    """YAML with the values of ``!ENV``, and with names of Python's, as MkDocs has it."""


_Loader.add_constructor("!ENV", construct_env_tag)


def _named(extension: str | Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    if isinstance(extension, str):
        return extension, {}
    ((name, options),) = extension.items()
    return name, dict(options or {})


def _check(markdown: str) -> None:
    for opening, closing in _BRACKETS:
        if markdown.count(opening) > MOST_OPEN:
            for paragraph in markdown.split("\n\n"):
                if _most_open(paragraph, opening, closing) > MOST_OPEN:
                    raise TooComplexError(f"more than {MOST_OPEN} `{opening}` are open in one paragraph")


def _most_open(text: str, opening: str, closing: str) -> int:
    """Return how many brackets stand open where most do."""
    most = depth = 0
    for piece in text.split(opening)[1:]:
        depth += opening != "<" or piece[:1].isalpha() or piece.startswith(("!", "?", "/"))  # else it begins no tag
        most = max(most, depth)
        depth = max(0, depth - piece.count(closing))
    return most


def read(html: str) -> Document:
    """Read the HTML of a page's text.

    Raises:
        TooComplexError: elements are nested too deeply.
    """
    tree = LexborHTMLParser(f"<!doctype html><body>{html}</body>")
    if not tree.body:
        return Document()
    ids = frozenset(node.attributes["id"] or "" for node in tree.css("[id]"))
    return Document(tuple(_Reader().read(tree.body)), ids - {""})


class _Reader:
    """Reads a tree into blocks. Text directly in an element that has blocks too is a block of its own."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._waiting: list[Inline] = []
        self._around: list[bool] = []
        """Whether each of the open elements has had text, the outermost first."""

    def read(self, body: LexborNode) -> list[Block]:
        """Return the blocks of a page that say something."""
        self._read_block(body, (), "div")
        return self._blocks

    def _read_block(self, node: LexborNode, parents: tuple[str, ...], kind: str) -> None:
        if len(parents) > DEEPEST:
            raise TooComplexError(f"it has more than {DEEPEST} elements within each other")
        identifier = node.attributes.get("id") or ""
        around = parents if kind == "div" and node.tag == "body" else (*parents, _name(node))
        self._around.append(node.tag == "body")
        for child in node.iter(include_text=True):
            if _is_shown(child) and _has_blocks(child):
                self._end(kind, parents, identifier)
                self._read_block(child, around, str(child.tag))
            else:
                self._waiting.extend(_inlines(child, is_code=kind == "pre"))
        self._end(kind, parents, identifier)
        self._around.pop()

    def _end(self, kind: str, parents: tuple[str, ...], identifier: str) -> None:
        block = Block(kind, parents, identifier, tuple(self._waiting), self._around.count(False))
        self._waiting = []
        if block.text():
            self._blocks.append(block)
            self._around = [True] * len(self._around)


def _name(node: LexborNode) -> str:
    return FOOTNOTES if "footnote" in (node.attributes.get("class") or "").split() else str(node.tag)


def _has_blocks(node: LexborNode) -> bool:
    """Whether an element is a block, or has one in it."""
    return node.tag in _BLOCKS or any(child.tag in _BLOCKS for child in node.traverse(include_text=False))


def _is_shown(node: LexborNode) -> bool:
    if node.tag in _SILENT or node.is_comment_node:
        return False
    return "hidden" not in node.attributes and _FURNITURE.isdisjoint((node.attributes.get("class") or "").split())


def _inlines(node: LexborNode, *, is_code: bool, depth: int = 0) -> Iterator[Inline]:
    if depth > DEEPEST:
        raise TooComplexError(f"it has more than {DEEPEST} elements within each other")
    if node.is_text_node:
        text = (node.text_content or "").replace("\x02", "")
        yield Code(text) if is_code else Text(text)
    elif not _is_shown(node):
        return
    elif node.tag == "br":
        yield Break()
    elif node.tag == "img":
        yield Picture(node.attributes.get("src") or "", node.attributes.get("alt") or "")
    elif node.tag == "math" and node.attributes.get("alttext"):
        yield Formula(node.attributes["alttext"] or "")
    elif node.tag == "code":
        yield Code(node.text())
    else:
        inside = tuple(
            part for child in node.iter(include_text=True) for part in _inlines(child, is_code=is_code, depth=depth + 1)
        )
        yield from _marked(node, inside)


def _marked(node: LexborNode, inside: tuple[Inline, ...]) -> Iterator[Inline]:
    if node.tag == "a" and node.attributes.get("href"):
        yield Link(node.attributes["href"] or "", inside)
    elif node.tag == "span" or not inside:
        yield from inside
    else:
        yield Mark(str(node.tag), inside)

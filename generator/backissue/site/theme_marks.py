"""The markup that a theme writes, read from its templates, so that the gate knows it from that of anybody else.

Every template that a page can come from is read: those that it extends, includes and imports, the archive's own before
Material's. What stands in them literally may stand on a page; where a template prints something, a value may stand.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self

from jinja2 import Environment, nodes

ROOTS = ("main.html", "404.html", "redirect.html")
"""The templates that pages are made with."""
PRINTED = "\ue000"
"""Stands for whatever a template prints: a character that is nobody's."""
ICONS = {"svg": ("xmlns", "viewbox"), "path": ("d",)}
"""What Material's icons are made of. They are drawings in files of their own, of which there are 14,000."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What templates write: values by element and attribute, the texts of scripts and styles, and the theme's scripts.

    A value that has :data:`PRINTED` in it has something printed there.
    """

    values: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    scripts: tuple[str, ...] = ()

    def add(self, tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        """Note an element with its attributes."""
        self.tags.add(tag)
        for name, value in attributes:
            self.values.setdefault((tag, name), set()).add(value or "")

    def dumped(self) -> dict[str, Any]:
        """Return this as JSON can hold it."""
        values = [[tag, name, sorted(several)] for (tag, name), several in sorted(self.values.items())]
        return {
            "values": values,
            "tags": sorted(self.tags),
            "texts": sorted(self.texts),
            "scripts": [*self.scripts],
        }

    @classmethod
    def loaded(cls, data: dict[str, Any]) -> Self:
        """Return what :meth:`dumped` has given."""
        values = {(tag, name): set(several) for tag, name, several in data["values"]}
        return cls(values, set(data["tags"]), set(data["texts"]), tuple(data["scripts"]))


def marks_of(environment: Environment) -> Marks:
    """Return what the templates of a theme write, and which scripts lie beside them."""
    names = environment.list_templates()
    marks = Marks(scripts=tuple(name for name in names if name.endswith((".js", ".mjs"))))
    for tag, attributes in ICONS.items():
        marks.add(tag, ((name, PRINTED) for name in attributes))
    for tree in _reached(environment, names):
        tokens = _Tokens(marks)
        tokens.feed("".join(_pieces(tree)))
        tokens.close()
    return marks


def _reached(environment: Environment, names: Iterable[str]) -> Iterator[nodes.Template]:
    """Yield the trees of all templates that pages can come from."""
    waiting, seen = [*ROOTS], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or not environment.loader:
            continue
        seen.add(name)
        if name not in names:
            continue
        source, place, _ = environment.loader.get_source(environment, name)
        tree = environment.parse(source, name, place)
        yield tree
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            waiting += [found for pattern in _patterns(node.template) for found in _matching(pattern, names)]  # type: ignore[attr-defined]


def _matching(pattern: str, names: Iterable[str]) -> list[str]:
    return fnmatch.filter(names, pattern) if "*" in pattern else [pattern]


def _patterns(expression: nodes.Node) -> Iterator[str]:
    """Yield the names of templates that an expression can give, with a star for what only rendering tells."""
    match expression:
        case nodes.Const(value=str(name)):
            yield name
        case nodes.List(items=several) | nodes.Tuple(items=several):
            for one in several:
                yield from _patterns(one)
        case nodes.Concat(nodes=parts):
            yield "".join(str(part.value) if isinstance(part, nodes.Const) else "*" for part in parts)
        case nodes.Add(left=left, right=right):
            yield "".join(next(_patterns(side), "*") for side in (left, right))
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from _patterns(first)
            yield from _patterns(second) if second else ()
        case _:
            yield "*"


def _pieces(node: nodes.Node) -> Iterator[str]:
    """Yield what a template writes, in its order, whatever its conditions say."""
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else PRINTED
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Expr):
            yield from _pieces(child)


class _Tokens(HTMLParser):
    """Notes every element of a template, and the literal text of scripts and styles."""

    def __init__(self, marks: Marks) -> None:
        super().__init__(convert_charrefs=True)
        self._marks = marks
        self._is_raw = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._marks.add(tag, attrs)
        self._is_raw = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._is_raw = self._is_raw and tag not in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if self._is_raw and PRINTED not in data:
            self._marks.texts.add(data.strip())

"""The rooms of the package know only those below them."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "generator" / "backissue"

STOREYS = (
    "model files batch urls",
    "text prose mathematics fields frontmatter records dates markup yaml_text page editing cells fieldtex",
    "stories mentions numbers cards",
    "archive sources",
    "site merge",
    "cli reports new __main__ __init__",
)
"""Rooms and modules from the lowest to the highest. A module that none names is of the second.

Those of one storey do not know each other above the second.
"""
SHARED = 2
"""So many storeys, from the lowest, whose rooms may know each other, without circles."""

KNOWN_EXCEPTIONS = {
    ("fields", "archive"),
    ("mentions", "archive"),
    ("prose", "archive"),
    ("prose", "site"),
}
"""What is still to be taken apart, as the one who knows and what is known."""


def room(module: str) -> str:
    """Return the room of a module that is named below the package, such as ``archive`` for ``archive.load``."""
    return module.partition(".")[0]


def modules() -> dict[str, Path]:
    """Return the package's modules by their dotted names below it, a package by its own name."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imports(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Yield the modules of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and room(node.module or "") == "backissue":
            base = (node.module or "").removeprefix("backissue").removeprefix(".")
            for alias in node.names:
                name = f"{base}.{alias.name}".lstrip(".")
                yield name if name in known else base or "__init__"
        elif isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix("backissue.") for alias in node.names if room(alias.name) == "backissue"
            )


def graph() -> dict[str, set[str]]:
    """Return for each module those that it imports."""
    known = modules()
    return {name: set(imports(path, known)) - {name} for name, path in known.items()}


def rank() -> dict[str, int]:
    return {name: number for number, storey in enumerate(STOREYS) for name in storey.split()}


def test_every_room_has_its_storey() -> None:
    assert {room(name) for name in modules() if "." in name} <= rank().keys()


def test_rooms_know_only_downwards() -> None:
    storey = defaultdict(lambda: 1, rank())
    upwards: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for module, known in graph().items():
        for other in known:
            above, below = storey[room(module)], storey[room(other)]
            inside = room(module) == room(other) or other == "__init__"
            if not inside and (below > above or (below == above and SHARED <= above < len(STOREYS) - 1)):
                upwards[room(module), room(other)].append(f"{module} imports {other}")
    found = {pair: lines for pair, lines in upwards.items() if pair not in KNOWN_EXCEPTIONS}
    assert not found


def test_rooms_have_no_circles() -> None:
    edges: defaultdict[str, set[str]] = defaultdict(set)
    for module, known in graph().items():
        edges[room(module)] |= {
            room(other)
            for other in known
            if room(other) not in {room(module), "__init__"} and (room(module), room(other)) not in KNOWN_EXCEPTIONS
        }
    assert list(TopologicalSorter(edges).static_order())


def test_modules_have_no_circles() -> None:
    edges = {module: known - {"__init__"} for module, known in graph().items()}
    assert {*chain.from_iterable(edges.values())} <= edges.keys()
    assert list(TopologicalSorter(edges).static_order())

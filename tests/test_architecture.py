"""The map of the program is true, and its rooms know only those below them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGE = PROJECT / "generator" / "backissue"

MAP = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
STOREYS = tuple(line.split() for line in reversed(MAP.partition("\ncli ")[2].partition("\n```")[0].splitlines()))
"""Rooms and modules from the lowest storey to the highest, as the map draws them; the highest lacks ``cli``."""
GROUND = 2
"""So many storeys, from the lowest, whose rooms may know each other, without circles."""
TOP = {"cli", "__main__"}


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
    """Return the storey of each room, the lowest first."""
    storeys = {name: number for number, storey in enumerate(STOREYS) for name in storey}
    return storeys | dict.fromkeys(TOP, len(STOREYS) - 1)


def test_the_map_names_every_room_and_no_other() -> None:
    rooms = {room(name) for name in modules()} - {"__init__"}
    assert rooms == rank().keys()
    assert {name for name in rooms - TOP if f"`{name}.py`" not in MAP and f"`{name}/`" not in MAP} == set()


def test_every_file_that_the_map_names_is_there() -> None:
    named = re.findall(r"`([\w.]+(?:/[\w.-]+)*(?:/|\.\w+))`", MAP)
    own = {"mkdocs.yml", "archive.yml"}
    here = (PACKAGE, PROJECT)
    assert len(named) > 50
    assert [name for name in named if name not in own and not any((root / name).exists() for root in here)] == []


def test_rooms_know_only_downwards() -> None:
    storey = rank()
    upwards: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for module, known in graph().items():
        for other in known - {"__init__"}:
            above, below = storey[room(module)], storey[room(other)]
            if room(module) != room(other) and (
                below > above or (below == above and GROUND <= above < len(STOREYS) - 1)
            ):
                upwards[room(module), room(other)].append(f"{module} imports {other}")
    assert not upwards


def test_rooms_have_no_circles() -> None:
    edges: defaultdict[str, set[str]] = defaultdict(set)
    for module, known in graph().items():
        edges[room(module)] |= {room(other) for other in known if room(other) not in {room(module), "__init__"}}
    assert list(TopologicalSorter(edges).static_order())


def test_modules_have_no_circles() -> None:
    edges = {module: known - {"__init__"} for module, known in graph().items()}
    assert {*chain.from_iterable(edges.values())} <= edges.keys()
    assert list(TopologicalSorter(edges).static_order())


def test_packages_of_sources_have_no_circles() -> None:
    def package(module: str) -> str:
        """Return the package below ``sources`` that a module is in; one that is in none is its own."""
        return ".".join(module.split(".")[:2])

    edges: defaultdict[str, set[str]] = defaultdict(set)
    for module, known in graph().items():
        if room(module) == "sources":
            edges[package(module)] |= {package(other) for other in known if room(other) == "sources"}
    for name, known in edges.items():
        known -= {name, "sources"}
    assert {"sources.heads", "sources.stated", "sources.tables"} <= edges.keys()
    assert list(TopologicalSorter(edges).static_order())


WRITERS = {"files", "file_index", "store", "merge.apply", "merge.redaction", "merge.threeway", "cli.export_command"}
"""Who writes files beside the site: the store, the door to ``content/``, an export, and in a temporary folder a merge
and a source that is read again."""
WRITING = {"Batch", "write", "write_bytes", "write_text", "unlink", "rename", "rmtree", "rmdir", "touch", "symlink_to"}


def written_by(path: Path) -> set[str]:
    """Return how a module writes or removes files, by the names of the functions that it calls."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    plain = {call.id for call in calls if isinstance(call, ast.Name)} & {"Batch"}
    methods = [call for call in calls if isinstance(call, ast.Attribute)]
    # What else is called `write` makes text of a value.
    of_files = {call.attr for call in methods if call.attr != "write" or ast.unparse(call.value) == "files"}
    return plain | of_files & WRITING


def test_one_module_writes_to_content() -> None:
    writers = {name: written for name, path in modules().items() if (written := written_by(path))}
    assert {name for name in writers if room(name) != "site"} == WRITERS
    assert {name for name, written in writers.items() if "Batch" in written} == {"merge.apply"}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("archive.shelves", "KINDS"),
        ("fields", "FIELDS"),
        ("mentions", "find_mentions"),
        ("site.outputs", "OUTPUTS"),
        ("stories", "segment"),
    ],
)
def test_what_the_map_calls_by_name_has_that_name(module: str, name: str) -> None:
    assert f"`{name}" in MAP
    assert hasattr(import_module(f"backissue.{module}"), name)

"""The rendering of pages on other machines: a Dask cluster whose workers share no folder with whoever builds.

A worker gets the bytes that its pages are rendered from and gives back the bytes that they become. Dask runs whatever a
client sends and believes whoever answers, so a scheduler is taken on this machine or behind TLS only, and a worker
renders only where it has the same program and the same engine.
"""

from __future__ import annotations

import ipaddress
import platform
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backissue import __version__, files
from backissue.model import MachineError, Problem, UsageError
from backissue.progress import More
from backissue.site.engine import ENGINE, render_pages
from backissue.store import code_digest

THEME = "site_templates/theme"
"""Where an archive overrides the theme."""
PARTS = 4
"""Parts for each thread of a worker, so that a slow one holds up a small share of the pages."""
SMALLEST = 50
"""Pages of a part at least: each begins by reading the configuration and the theme."""
_ANSWER = 30
"""Seconds to wait for a scheduler, and for its first worker."""
_ALONE = threading.Lock()
"""MkDocs renders one site at a time in a process, and a worker may have many threads."""


@dataclass(frozen=True)
class Kit:
    """What all parts are rendered with: the archive's own files, the names of all files of ``docs/``, the versions.

    ``files`` are ``mkdocs.yml``, the overrides of the theme and the pages that the navigation names, by their paths
    below the archive's folder; ``docs`` is the path of ``docs/`` there.
    """

    docs: str
    files: Mapping[str, bytes]
    names: Sequence[str]
    versions: Mapping[str, str]


def versions() -> Mapping[str, str]:
    """Return what decides how a page is rendered, besides the archive: the program and the engine."""
    engine = {name: version(name) for name in ENGINE}
    return {"backissue": __version__, "its code": code_digest()[:12], "Python": platform.python_version(), **engine}


def require_safe(scheduler: str) -> str:
    """Return the address of a scheduler.

    Raises:
        UsageError: anybody between here and there could send what is run, or what is published.
    """
    try:
        address = urlsplit(scheduler)
        host, is_named = address.hostname or "", address.port is not None
    except ValueError:
        host, is_named = "", False
    if not host or not is_named or address.scheme not in {"tcp", "tls"}:
        raise UsageError(f"{scheduler!r} is no address of a Dask scheduler: write tls://HOST:PORT")
    if address.scheme == "tcp" and not _is_here(host):
        what = f"{scheduler} is neither encrypted nor on this machine, and Dask runs whatever it is sent"
        raise UsageError(f"{what}: use tls://, or a tunnel to 127.0.0.1")
    return scheduler


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def pack(root: Path, docs: Path, shown: Iterable[str]) -> Kit:
    """Return what the parts of a build are rendered with; ``shown`` are the pages that the navigation names."""
    own = ["mkdocs.yml", *(f"{THEME}/{name}" for name in files.tree(root / THEME))]
    place = docs.relative_to(root).as_posix()
    own += [f"{place}/{name}" for name in shown if (docs / name).is_file()]
    return Kit(place, {name: (root / name).read_bytes() for name in own}, [*files.tree(docs)], versions())


def render(
    scheduler: str, folders: tuple[Path, Path, Path], stale: Mapping[str, str], shown: Iterable[str], tick: More
) -> list[Problem]:
    """Render the stale pages of ``docs/`` on a cluster, and return what MkDocs warned of.

    Args:
        scheduler: its address, as :func:`require_safe` takes it.
        folders: the archive's, its ``docs/``, and the one for what the pages become.
        stale: their places in the site, by their names in ``docs/``.
        shown: the pages that the navigation names.
        tick: is called with the number of pages done, after each part.

    Raises:
        UsageError: Dask is not installed, a worker is another program, or MkDocs gave up.
        MachineError: nobody answers, or workers were lost again and again.
    """
    root, docs, staging = folders
    problems, done = list[Problem](), 0
    with _connected(scheduler) as client:
        kit = client.scatter(pack(root, docs, shown), broadcast=True)
        wanted = {}
        for part in _parts([*stale], sum(client.nthreads().values())):
            pages = {name: ((docs / name).read_bytes(), stale[name]) for name in part}
            wanted[client.submit(render_part, kit, pages, pure=False)] = part
        for future, part in _ended(wanted, client):
            made, said = _result(future, part)
            for place in made.keys() & {stale[name] for name in part}:
                files.write(staging / place, made[place])
            problems += said
            done += len(part)
            tick(done)
    return problems


def _ended(wanted: Mapping[Any, Sequence[str]], client: Any) -> Iterator[tuple[Any, Sequence[str]]]:  # noqa: ANN401
    """Yield each part with what came of it, in the order in which they end."""
    from distributed import as_completed

    for future in as_completed(wanted, loop=client.loop):  # type: ignore[no-untyped-call]
        yield future, wanted[future]
        future.release()


def _connected(scheduler: str) -> Any:  # noqa: ANN401 - Dask is there only where it is asked for
    """Return a client of the scheduler, once there is a worker."""
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise UsageError("a cluster needs Dask: install it with pip install 'backissue[cluster]'") from None

    try:
        found: Any = Client(  # type: ignore[no-untyped-call]
            require_safe(scheduler), timeout=_ANSWER, set_as_default=False
        )
    except (OSError, TimeoutError) as error:
        what = f"no Dask scheduler answers at {scheduler} ({str(error) or type(error).__name__})"
        raise MachineError(f"{what}: start one with dask scheduler") from None
    try:
        found.wait_for_workers(1, timeout=_ANSWER)
    except TimeoutError:
        found.close()
        raise MachineError(f"the Dask scheduler at {scheduler} has no worker: start one with dask worker") from None
    return found


def _parts(pages: Sequence[str], threads: int) -> Iterator[Sequence[str]]:
    size = max(SMALLEST, -(-len(pages) // max(1, threads * PARTS)))
    return (pages[start : start + size] for start in range(0, len(pages), size))


def _result(future: Any, part: Sequence[str]) -> tuple[Mapping[str, bytes], list[Problem]]:  # noqa: ANN401
    try:
        found: tuple[Mapping[str, bytes], list[Problem]] = future.result()
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever befell another machine
        what = f"the cluster failed at the {len(part)} pages from docs/{part[0]} on"
        raise MachineError(f"{what} ({type(error).__name__}: {error}): build again, or build here") from None
    return found


def render_part(kit: Kit, pages: Mapping[str, tuple[bytes, str]]) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Render some pages on a worker: return what they become by their places in the site, and what MkDocs warned of.

    ``pages`` are their bytes and their places, by their names in ``docs/``.

    Raises:
        UsageError: this is another program than the one that asks, or MkDocs gave up.
    """
    here = versions()
    if differing := sorted(name for name in kit.versions if kit.versions[name] != here[name]):
        what = "; ".join(f"{name} {kit.versions[name]} here and {here[name]} there" for name in differing)
        raise UsageError(f"a worker would render otherwise ({what}): install the same versions on all machines")
    with _ALONE, tempfile.TemporaryDirectory(prefix="backissue-") as scratch:
        root, staging = Path(scratch, "archive"), Path(scratch, "site")
        _unpack(kit, root)
        for name, (data, _) in pages.items():
            (root / kit.docs / name).write_bytes(data)
        problems = render_pages(root, root / kit.docs, staging, pages, lambda _done: None)
        places = [place for _, place in pages.values()]
        return {place: (staging / place).read_bytes() for place in places if (staging / place).is_file()}, problems


def _unpack(kit: Kit, root: Path) -> None:
    """Lay out an archive in which all links lead somewhere: MkDocs asks only whether the other pages are there."""
    for folder in {root / THEME, *((root / kit.docs / name).parent for name in kit.names)}:
        folder.mkdir(parents=True, exist_ok=True)
    for name in kit.names:
        (root / kit.docs / name).touch()
    for name, data in kit.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)

"""The site on this machine, built again and shown in the open browser whenever something is edited."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from backissue import files
from backissue.archive.publishing import NEVER
from backissue.model import BackissueError, Problem
from backissue.site.build import DRAFTS, build
from backissue.site.engine import Server

WATCHED = ("content", "site_templates", "mkdocs.yml")


def serve(  # noqa: PLR0913 - an argument an option, and where to speak
    root: Path,
    port: int,
    say: Callable[[str], object],
    report: Callable[[Iterable[Problem]], object],
    today: Callable[[], date] = lambda: NEVER,
    *,
    drafts: bool = False,
) -> None:
    """Build the archive at ``root``, serve it on 127.0.0.1, and build again on every change, until interrupted.

    A ``port`` of 0 lets the system choose one. ``say`` takes a line at a time, ``report`` the problems of each build.
    ``today`` gives the day of each build; with ``drafts`` the site has them too, and stands in a folder of its own.

    Raises:
        BackissueError: the first build cannot be made.
        OSError: the port is taken.
    """
    site = root / (DRAFTS if drafts else "") / "site"

    def rebuild(patience: float) -> None:
        with files.locked(root, patience):
            done = build(root, site, today=today(), drafts=drafts)
        say(f"Built: {done.pages_rendered} pages rendered.")
        report(done.problems)

    def rebuild_or_tell() -> None:
        try:
            rebuild(patience=60)  # an import may be at work, and its end is no edit to wait for
        except (BackissueError, OSError) as error:
            say(f"Not built: {error}")

    with socket.create_server(("127.0.0.1", port)):
        pass  # a port that is taken shows before the build, not after it
    rebuild(patience=0)
    server = Server(rebuild_or_tell, "127.0.0.1", port, str(site))
    server.error_handler = lambda code: (site / "404.html").read_bytes() if code == 404 else None
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    _run(server, say)


def _run(server: Server, say: Callable[[str], object]) -> None:
    activate = server.server_activate

    def activate_and_tell() -> None:
        activate()
        say(f"The site is at http://127.0.0.1:{server.server_address[1]}/ and follows your edits. End it with Ctrl-C.")

    server.server_activate = activate_and_tell  # type: ignore[method-assign]
    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell's `&` leaves the first ignored
        signal.signal(ending, signal.default_int_handler)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        say("Ended.")
    finally:
        server.shutdown()

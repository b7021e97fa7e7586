"""The site on this machine, built again and shown in the open browser whenever something is edited."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import NoReturn

from backissue import files
from backissue.archive.publishing import NEVER
from backissue.model import BackissueError, MachineError, Problem
from backissue.site import search
from backissue.site.build import DRAFTS, build
from backissue.site.changes import Changes
from backissue.site.live import LiveServer, State
from backissue.site.preview import Preview

PATIENCE = 60
"""Seconds to wait for another command: an import may be at work, and its end is no edit to wait for."""

CONTENT = "content/"

MOST = 20
"""Problems that a page shows."""


def serve(  # noqa: PLR0913 - an argument an option, and where to speak
    root: Path,
    port: int,
    say: Callable[[str], object],
    report: Callable[[Iterable[Problem]], Iterable[Problem]],
    today: Callable[[], date] = lambda: NEVER,
    *,
    drafts: bool = False,
) -> None:
    """Build the archive at ``root``, serve it on 127.0.0.1, and build again on every change, until interrupted.

    The search follows in the background. A ``port`` of 0 lets the system choose one. ``say`` takes a line at a time,
    ``report`` the problems of each build, and returns those that are to be shown in the browser. ``today`` gives the
    day of each build; with ``drafts`` the site has them too, and stands in a folder of its own.

    Raises:
        BackissueError: the first build cannot be made.
        OSError: the port is taken.
    """
    site, state = root / (DRAFTS if drafts else "") / "site", State()

    def rebuild(patience: float, *, looks_new: bool = False) -> None:
        with files.locked(root, patience):
            done = build(root, site, today=today(), drafts=drafts, search=False)
        if not done.idle or not patience:
            say(f"Built: {done.pages_rendered} pages rendered.")
        left = [str(problem) for problem in report(done.problems) if not problem.is_hint]
        more = [f"and {len(left) - MOST} more"] if len(left) > MOST else []
        state.tell([*left[:MOST], *more], is_built=not done.idle, looks_new=looks_new)

    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell's `&` leaves the first ignored
        signal.signal(ending, signal.default_int_handler)
    with LiveServer(site, port, state) as server:  # a port that is taken shows before the build, not after it
        rebuild(patience=0)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        follower = _Follower(root, site, state, say, partial(rebuild, PATIENCE))
        try:
            with Changes(root) as changes:
                say(f"The site is at {server.address} and follows your edits. End it with Ctrl-C.")
                follower.follow(changes)
        except KeyboardInterrupt:
            say("Ended.")
        finally:
            follower.index.stop()
            state.end()
            server.shutdown()


class _Follower:
    """Shows edits: at once where only words of a page changed, then all that follows from them, then the search."""

    def __init__(
        self, root: Path, site: Path, state: State, say: Callable[[str], object], rebuild: Callable[..., None]
    ) -> None:
        self.index = _Index(root, site, say)
        self._preview = Preview(root, site.parent / "docs", site)
        self._root = root
        self._state = state
        self._say = say
        self._rebuild = rebuild

    def follow(self, changes: Changes) -> NoReturn:
        """Show edits until interrupted."""
        self.index.begin()
        self._preview.learn()
        while True:
            if edited := changes.wait(patience=0.5):  # short, so that Windows lets a person end it
                self.index.stop()
                self._show(edited)
                self.index.begin()

    def _show(self, edited: Collection[str]) -> None:
        pages = {name.removeprefix(CONTENT) for name in edited if name.startswith(CONTENT)}
        try:
            if len(pages) == len(edited):
                self._show_words(pages)
            self._rebuild(looks_new=len(pages) < len(edited))
            self._preview.learn(pages)
        except (BackissueError, OSError) as error:
            self._tell(f"Not built: {error}")
        except Exception as error:  # noqa: BLE001 - a defect of ours or of a template is no end either
            self._say("".join(traceback.format_exception(error)).rstrip())
            self._tell(f"Not built: {type(error).__name__}: {error}")

    def _show_words(self, pages: Collection[str]) -> None:
        with files.locked(self._root, PATIENCE):
            if self._preview.show(pages):
                self._state.tell(self._state.messages, is_built=True)

    def _tell(self, message: str) -> None:
        self._say(message)
        self._state.tell([message], is_built=False)


class _Index:
    """The search index, made anew in the background until it is told to stop."""

    def __init__(self, root: Path, site: Path, say: Callable[[str], object]) -> None:
        self._root = root
        self._site = site
        self._say = say
        self._is_over = Event()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Begin to bring the index up to date."""
        self._is_over = Event()
        self._thread = Thread(target=self._run, args=[self._is_over], daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the work on the index, if it is not done."""
        self._is_over.set()
        if self._thread:
            self._thread.join()

    def _run(self, is_over: Event) -> None:
        try:
            with search.Indexing(self._root, self._site, is_over.is_set) as indexing:
                if search.update(self._root, self._site, indexing=indexing):
                    self._say("The search is up to date.")
        except (MachineError, OSError) as error:
            self._say(f"The search is not up to date: {error}")

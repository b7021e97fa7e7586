"""Work on many things in some processes at once, with what is known here at hand in each of them.

A process is a copy of this one as it stands (``fork``), so that nothing has to be sent to it: it takes numbers of
things, and gives back results and what it put into the store. Where processes cannot be copied, or threads run beside,
which a copy would lack, the work is done here. The results are the same.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from backissue.store import Store

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 100
"""Fewer things than this are done here."""
PARTS = 16
"""The parts that the work of each process comes in, so that none waits long for another."""

_SIGNAL_AT_END_OF_PARENT = 1
"""Linux's ``PR_SET_PDEATHSIG``: the process that was copied may be killed, and then tells nobody to end."""

_work: dict[str, Any] = {}
"""What a copy of this process is to do, and with what."""


def each(do: Callable[[T], R], things: Sequence[T], store: Store, jobs: int, fewest: int = FEWEST) -> Iterator[R]:
    """Yield what ``do`` gives for each thing, in their order, by up to ``jobs`` processes.

    What it puts into the ``store`` is put there; nothing else that it changes is changed here.
    """
    if min(jobs, len(things)) < 2 or len(things) < fewest or not _can_copy():
        yield from map(do, things)
        return
    size = max(1, len(things) // (jobs * PARTS))
    parts = [range(start, min(start + size, len(things))) for start in range(0, len(things), size)]
    _work.update(do=do, things=things, store=store, own=os.getpid())
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _begin) as pool:
            for results, put in pool.map(_do_part, parts):
                store.take(put)
                yield from results
    finally:
        _work.clear()


def _can_copy() -> bool:
    """Return whether this process can be copied safely; elsewhere than on Linux, libraries may not bear it."""
    return sys.platform == "linux" and threading.active_count() == 1 and not _work


def _begin() -> None:
    if sys.platform == "linux":  # elsewhere there are no copies
        ctypes.CDLL(None).prctl(_SIGNAL_AT_END_OF_PARENT, signal.SIGKILL)
    if os.getppid() != _work["own"]:  # it was killed before that was asked for
        os._exit(1)
    gc.freeze()  # what is there already stays: looking through it would only copy its memory
    _work["store"].leave()


def _do_part(part: Sequence[int]) -> tuple[list[Any], Mapping[tuple[str, str], bytes]]:
    do, things = _work["do"], _work["things"]
    results = [do(things[number]) for number in part]
    return results, _work["store"].give()

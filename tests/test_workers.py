"""Work that several processes do gives what one process would give, and what they put into the store is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from backissue import workers
from backissue.store import Store, store_of


def test_results_come_in_the_order_of_the_things(tmp_path: Path) -> None:
    assert [*workers.each(str, range(1000), Store(), 3)] == [*map(str, range(1000))]


ALONE = """
import os
from backissue import workers
from backissue.store import Store

def pids(number, jobs):
    return {*workers.each(lambda _: os.getpid(), range(number), Store(), jobs)}

assert os.getpid() not in pids(1000, 2)
assert pids(workers.FEWEST - 1, 2) == {os.getpid()}
assert pids(1000, 1) == {os.getpid()}
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_many_things_are_worked_on_by_others_and_few_here() -> None:
    """In a process of its own, since other tests leave threads behind, beside which none is copied."""
    subprocess.run([sys.executable, "-c", ALONE], check=True)


KILLED = """
import os, signal, sys
from backissue import workers
from backissue.store import Store

def work(number):
    print(os.getpid(), flush=True)
    os.kill(parent, signal.SIGKILL)
    signal.pause()

parent = os.getpid()
list(workers.each(work, range(1000), Store(), 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_the_others_end_when_the_process_is_killed_that_they_work_for() -> None:
    """All that could write to the pipe has ended once it gives no more."""
    done = subprocess.run([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, timeout=30, check=False)
    assert (done.returncode, bool(done.stdout)) == (-9, True)


def test_what_was_put_before_is_there_for_others_and_what_they_put_is_there_afterwards(tmp_path: Path) -> None:
    with store_of(tmp_path) as store:
        store.put("kind", "written", 1)
    with store_of(tmp_path) as store:
        assert store.get("kind", "written") == 1
        store.put("kind", "waiting", 2)

        def work(number: int) -> object:
            found = store.get("kind", "written"), store.get("kind", "waiting")
            store.put("kind", str(number), number)
            return found

        assert {*workers.each(work, range(1000), store, 2)} == {(1, 2)}
        assert [store.get("kind", str(number)) for number in range(1000)] == [*range(1000)]
    with store_of(tmp_path) as store:
        assert [store.get("kind", str(number)) for number in range(1000)] == [*range(1000)]


def test_an_error_of_another_process_is_raised_here_and_work_goes_on_afterwards() -> None:
    def work(number: int) -> float:
        return 1 / (number - 500)

    with pytest.raises(ZeroDivisionError):
        [*workers.each(work, range(1000), Store(), 2)]
    assert len([*workers.each(str, range(1000), Store(), 2)]) == 1000

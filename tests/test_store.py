"""A store keeps values under what they were derived from; whatever happens to its file, no value is ever wrong."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from backissue import files
from backissue import store as stores
from backissue.store import Store, code_digest, digest, store_of


def test_a_value_is_there_for_a_later_run(tmp_path: Path) -> None:
    value = {"words": ["é", 1, None, {"deep": True}], "half": "\ud800"}
    with store_of(tmp_path) as store:
        store.put("kind", "key", value)
        assert store.get("kind", "key") == value
    with store_of(tmp_path) as store:
        assert store.get("kind", "key") == value
        assert store.get("other", "key") is None
        assert store.get("kind", "other") is None


def test_what_is_remembered_is_made_once(tmp_path: Path) -> None:
    made = []
    for _ in range(3):
        with store_of(tmp_path) as store:
            assert store.remember("kind", "key", lambda: made.append(1) or "value") == "value"  # type: ignore[func-returns-value]
    assert made == [1]


def test_one_without_a_file_keeps_nothing() -> None:
    store = Store()
    store.put("kind", "key", 1)
    assert store.get("kind", "key") is None
    assert store.remember("kind", "key", lambda: 2) == 2


def test_parts_of_a_digest_do_not_run_into_each_other() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("ab", "c", ""), digest(b"ab", "cd")}) == 5
    assert code_digest() == code_digest()


@pytest.mark.parametrize(
    "broken", [b"no store at all", b"SQLite format 3\0" + b"x" * 5000, b"SQLite format 3\0", b"\0" * 8192]
)
def test_a_broken_file_is_made_anew(tmp_path: Path, broken: bytes) -> None:
    file = tmp_path / stores.PLACE
    file.parent.mkdir()
    file.write_bytes(broken)
    with store_of(tmp_path) as store:
        store.put("kind", "key", "value")
    with store_of(tmp_path) as store:
        assert store.get("kind", "key") == "value"


def test_a_store_of_another_form_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_of(tmp_path) as store:
        store.put("kind", "key", "value")
    monkeypatch.setattr(stores, "FORM", stores.FORM + 1)
    with store_of(tmp_path) as store:
        assert store.get("kind", "key") is None
        store.put("kind", "key", "new")
    assert store_of(tmp_path).get("kind", "key") == "new"


def test_wherever_a_byte_is_damaged_no_wrong_value_comes_out(tmp_path: Path) -> None:
    values = {f"key {number}": f"value {number} " * 20 for number in range(50)}
    with store_of(tmp_path) as store:
        for key, value in values.items():
            store.put("kind", key, value)
    file = tmp_path / stores.PLACE
    whole = file.read_bytes()
    for place in range(0, len(whole), 997):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with store_of(tmp_path) as store:
            for key, value in values.items():
                assert store.get("kind", key) in {value, None}


def test_a_store_that_may_not_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_of(tmp_path) as store:
        store.put("kind", "key", "value")

    def refuse(self: Store, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("DELETE FROM entries")

    monkeypatch.setattr(Store, "_write", refuse)
    with store_of(tmp_path) as store:
        assert store.get("kind", "key") == "value"
        store.put("kind", "key", "lost")
    monkeypatch.undo()
    assert store_of(tmp_path).get("kind", "key") == "value"


def test_a_full_disk_costs_only_what_was_to_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_of(tmp_path) as store:
        store.put("kind", "key", "value")
    connect = stores.connect

    def small(file: Path) -> sqlite3.Connection:
        connection = connect(file)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr(stores, "connect", small)
    with store_of(tmp_path) as store:
        for number in range(100):
            store.put("kind", f"{number}", "x" * 1000)
    monkeypatch.undo()
    assert store_of(tmp_path).get("kind", "key") == "value"
    assert store_of(tmp_path).get("kind", "50") is None


def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / files.WORK).write_text("a file")
    with store_of(tmp_path) as store:
        store.put("kind", "key", "value")
        assert store.remember("kind", "other", lambda: "made") == "made"
    assert (tmp_path / files.WORK).read_text() == "a file"


def test_what_is_asked_for_stays_and_what_is_not_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "KEPT", 32)
    with store_of(tmp_path) as store:
        store.put("kind", "used", "value")
        store.put("kind", "unused", "value")
        store.put("another", "kind", "value")
    for number in range(2 * stores.KEPT):
        with store_of(tmp_path) as store:
            assert store.get("kind", "used") == "value"
            store.put("kind", f"{number}", number)
    store = store_of(tmp_path)
    assert (store.get("kind", "used"), store.get("kind", "unused")) == ("value", None)
    assert store.get("another", "kind") == "value"


def test_its_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "ROOM", 200_000)
    for number in range(60):
        with store_of(tmp_path) as store:
            store.put("kind", f"{number}", f"{number:04}" * 5_000)
    assert (tmp_path / stores.PLACE).stat().st_size < 2 * stores.ROOM
    assert store_of(tmp_path).get("kind", "55") == "0055" * 5_000
    monkeypatch.setattr(stores, "LARGEST", 1000)
    assert store_of(tmp_path).get("kind", f"{number}") is None


def _fill(root: Path, name: str) -> None:
    for number in range(10):
        with store_of(root) as store:
            for key in range(number, number + 20):
                store.put("kind", f"{key}", key)
            store.put("kind", f"{name} {number}", name)


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_fill, args=(tmp_path, name)) for name in ("one", "two")]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
        assert process.exitcode == 0
    store = store_of(tmp_path)
    assert [store.get("kind", f"{name} 9") for name in ("one", "two")] == ["one", "two"]
    assert [store.get("kind", f"{key}") for key in range(29)] == list(range(29))


def _write_forever(root: Path, first: int) -> None:
    for number in range(first, 1 << 30):
        with store_of(root) as store:
            for key in range(50):
                store.put("kind", f"{number} {key}", [number, key] * 500)


def test_one_that_is_killed_leaves_values_that_are_right(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    for attempt in range(3):
        first = attempt * 10_000
        process = context.Process(target=_write_forever, args=(tmp_path, first))
        process.start()
        for _ in range(1000):
            if store_of(tmp_path).get("kind", f"{first + 1} 0"):
                break
            time.sleep(0.01)
        time.sleep(0.005 * attempt)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        with store_of(tmp_path) as store:
            runs = range(first, first + 100)
            found = [(run, key, store.get("kind", f"{run} {key}")) for run in runs for key in range(50)]
            assert any(value for _, _, value in found)
            assert all(value in (None, [run, key] * 500) for run, key, value in found)
            store.put("kind", "after", attempt)
        assert store_of(tmp_path).get("kind", "after") == attempt

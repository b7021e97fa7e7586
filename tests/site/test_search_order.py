"""The order within the search index, which Pagefind itself leaves to chance."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import cbor2
import pytest

from backissue.site.search import settle
from tests.archives import snapshot

MARK = b"pagefind_dcd"


def index(folder: Path, seed: int) -> Path:
    """An index of two filters and two sort orders, all of it in an order that ``seed`` decides."""
    chance = random.Random(seed)
    (folder / "filter").mkdir(parents=True)
    filters = []
    for label, values in {
        "kind": [["Paper", [0, 2]], ["Session", [1]]],
        "year": [["2022", [1]], ["2023", [0, 2]]],
    }.items():
        name = f"en_{chance.randrange(10**6)}"
        shuffled = chance.sample(values, 2)
        (folder / "filter" / f"{name}.pf_filter").write_bytes(gzip.compress(MARK + cbor2.dumps([label, shuffled])))
        filters.append([label, name])
    sorts = [["newest", [0, 1, 2]], ["oldest", [2, 1, 0]]]
    described = ["1.5.2", [["en_1", 9]], [], chance.sample(filters, 2), chance.sample(sorts, 2), ["title"]]
    (folder / f"pagefind.en_{seed}.pf_meta").write_bytes(gzip.compress(MARK + cbor2.dumps(described)))
    entry = {"version": "1.5.2", "languages": {"en": {"hash": f"en_{seed}", "page_count": 3}}}
    (folder / "pagefind-entry.json").write_text(json.dumps(entry), "utf-8")
    return folder


def test_indexes_that_say_the_same_are_the_same(tmp_path: Path) -> None:
    folders = [index(tmp_path / str(seed), seed) for seed in range(8)]
    for folder in folders:
        settle(folder)
    assert all(snapshot(folder) == snapshot(folders[0]) for folder in folders)


def test_every_file_is_found_by_the_name_it_is_called_by(tmp_path: Path) -> None:
    settle(index(tmp_path, 7))
    name = json.loads((tmp_path / "pagefind-entry.json").read_bytes())["languages"]["en"]["hash"]
    (described,) = tmp_path.glob("*.pf_meta")
    assert described.name == f"pagefind.{name}.pf_meta"
    filters = cbor2.loads(gzip.decompress(described.read_bytes()).removeprefix(MARK))[3]
    assert [label for label, _ in filters] == ["kind", "year"]
    assert sorted(path.stem for path in (tmp_path / "filter").iterdir()) == sorted(name for _, name in filters)


@pytest.mark.parametrize(
    "data", [b"", MARK, MARK + b"\xa0", MARK + b"\x9f\xff", MARK + cbor2.dumps([1]), MARK + cbor2.dumps(1)]
)
def test_an_index_of_an_unknown_form_stays_as_it_is(tmp_path: Path, data: bytes) -> None:
    index(tmp_path, 7)
    (tmp_path / "pagefind.en_7.pf_meta").write_bytes(gzip.compress(data))
    before = {name: data for name, data in snapshot(tmp_path).items() if name != "pagefind-entry.json"}
    settle(tmp_path)
    assert {name: data for name, data in snapshot(tmp_path).items() if name != "pagefind-entry.json"} == before
    assert json.loads((tmp_path / "pagefind-entry.json").read_bytes())["languages"]["en"]["hash"] == "en_7"

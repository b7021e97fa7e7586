"""The search index: of the items' pages only, made again only when one of them has changed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from backissue import files, workers
from backissue.files import MARKER
from backissue.model import MachineError
from backissue.site import search
from backissue.site.build import build
from backissue.site.search import FOLDER
from backissue.site.search_index import KNOWN, gather, make_index
from backissue.store import Store
from tests.archives import change, snapshot


def passages(site: Path) -> dict[str, dict[str, object]]:
    """The first passage of each page in the index, by the page's address."""
    found = (json.loads(gzip.decompress(path.read_bytes())) for path in (site / FOLDER / "pages").glob("*-0.gz"))
    return {str(one["url"]): one for one in found}


def facets(site: Path) -> dict[str, dict[str, list[str]]]:
    """What each page can be filtered by, by its address."""
    entry = json.loads((site / FOLDER / "entry.json").read_bytes())
    table = json.loads(gzip.decompress((site / FOLDER / f"table-{entry['table']}.gz").read_bytes()))
    found = {}
    for place in range(len(table["parts"])):
        name = table["pages"][place * 7 : place * 7 + 7]
        url = json.loads(gzip.decompress((site / FOLDER / "pages" / f"{name}-0.gz").read_bytes()))["url"]
        values = {
            facet: [table["names"][facet][at] for at in column[place]] for facet, column in table["facets"].items()
        }
        found[url] = {facet: list(of) for facet, of in values.items() if of}
    return found


def test_the_index_holds_every_item_and_nothing_else(once_built: Path) -> None:
    content = once_built / "content"
    items = [path.relative_to(content) for path in [*content.glob("weeks/*/*.md"), *content.glob("undated/*.md")]]
    expected = {f"{path.with_suffix('').as_posix()}/" for path in items if path.name != "index.md"}
    assert set(passages(once_built / "site")) == expected


def test_an_item_can_be_found_by_its_facets(once_built: Path) -> None:
    assert facets(once_built / "site")["weeks/2023-03-26/sparks/"] == {
        "kind": ["Paper"],
        "topic": ["Computation and Language", "Economics"],
        "people": ["Ada Lovelace", "D'Arcy *Star*"],
        "year": ["2023"],
        "month": ["2023-03"],
    }


def test_an_item_counts_for_the_topics_above_its_own(once_built: Path) -> None:
    assert facets(once_built / "site")["weeks/2023-03-26/pipe/"]["topic"] == [
        "Economics",
        "Economics \u203a General Economics",
    ]


def test_the_text_of_an_item_is_indexed_and_its_frame_is_not(once_built: Path) -> None:
    content = str(passages(once_built / "site")["weeks/2023-04-02/talk/"]["text"])
    assert "Words said." in content
    assert "Filed as" not in content


def test_an_index_that_is_up_to_date_is_not_made_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(search.Indexing, "make", never)
    assert search.update(built, built / "site") == 0


def test_a_changed_page_is_found_by_its_new_words(built: Path) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    assert build(built, built / "site").index_written
    found = passages(built / "site")
    assert "Something else." in str(found["weeks/2023-03-26/link/"]["text"])
    assert len(found) == 9


@pytest.mark.parametrize("record", [b"", b"[]", b"{}\n", b"\xff", b'{"search": "other"}'])
def test_a_damaged_record_leads_to_a_new_index(built: Path, record: bytes) -> None:
    before = (built / "site" / MARKER).read_bytes()
    (built / "site" / MARKER).write_bytes(record)
    build(built, built / "site")
    assert (built / "site" / MARKER).read_bytes() == before


def test_an_indexing_that_fails_says_why_and_leaves_the_old_index(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    before = snapshot(built / "site" / FOLDER)
    (tmp_path / "python").write_text("#!/bin/sh\necho out of memory >&2\nexit 1\n")
    (tmp_path / "python").chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(MachineError, match="out of memory"):
        build(built, built / "site")
    assert snapshot(built / "site" / FOLDER) == before
    monkeypatch.undo()
    assert build(built, built / "site").index_written


def test_what_was_gathered_of_a_page_is_not_taken_for_what_it_became_meanwhile(built: Path, tmp_path: Path) -> None:
    site, folder = built / "site", built / "site" / FOLDER
    with Store(built / ".backissue/store.sqlite") as store:
        gathered = gather(site, store)
        assert len(gathered.pages) == len(passages(site))
        change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
        (built / "content/weeks/2023-04-02/talk.md").unlink()
        build(built, site)
        names = make_index(site, tmp_path, list(files.tree(folder)), store, gathered)
    assert sorted(names) == sorted(files.tree(folder))
    assert (tmp_path / "entry.json").read_bytes() == (folder / "entry.json").read_bytes()


def test_no_file_of_the_folder_that_a_build_runs_in_is_run_with_the_index(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / "gzip.py").write_text("raise SystemExit('taken for a module')")
    monkeypatch.chdir(built)
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    assert build(built, built / "site").index_written


def test_the_process_of_an_index_ends_where_nobody_asks_it_for_one(built: Path) -> None:
    places = [str(built / "site"), str(built / ".backissue/store.sqlite"), "2"]
    command = [sys.executable, "-m", "backissue.site.search_index", *places]
    done = subprocess.run(command, input="", capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_index_made_with_what_is_kept_has_the_bytes_of_one_made_anew(built: Path, tmp_path: Path) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "Something else.")
    build(built, built / "site")
    site = built / "site"
    names = make_index(site, tmp_path)
    anew = {name: (tmp_path / name).read_bytes() for name in names}
    assert anew == {name: (site / FOLDER / name).read_bytes() for name in files.tree(site / FOLDER)}


def test_two_processes_make_the_index_that_one_makes(once_built: Path, tmp_path: Path) -> None:
    html = (once_built / "site/weeks/2023-03-26/link/index.html").read_bytes()
    for number in range(workers.FEWEST):
        files.write(tmp_path / f"site/weeks/{number}/index.html", html.replace(b"One.", b"Number %d." % number))
    made = []
    for jobs in ("1", "2"):
        (folder := tmp_path / jobs).mkdir()
        (folder / KNOWN).write_text("", "utf-8")
        places = [str(tmp_path / "site"), str(tmp_path / f"{jobs}.sqlite"), jobs]
        command = [sys.executable, "-m", "backissue.site.search_index", *places]
        subprocess.run(command, input=f"{json.dumps(str(folder))}\n", text=True, timeout=60, check=True)
        made.append(snapshot(folder))
    assert made[0] == made[1]
    assert len(made[0]) > workers.FEWEST


def test_only_the_pages_that_changed_are_read_again(built: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with Store(tmp_path / "store.sqlite") as store:
        names = make_index(built / "site", tmp_path / "one", store=store)
        again = make_index(built / "site", tmp_path / "two", frozenset(names), store)
    assert again == names
    assert [*files.tree(tmp_path / "two")] == ["entry.json"]


def test_a_file_of_the_index_that_was_changed_by_hand_is_put_right(built: Path) -> None:
    build(built, built / "site")
    passage = next((built / "site" / FOLDER / "pages").glob("*.gz"))
    before = passage.read_bytes()
    passage.write_bytes(b"damaged, and longer than it was before")
    build(built, built / "site")
    assert passage.read_bytes() == before

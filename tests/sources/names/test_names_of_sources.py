"""Sources and titles of any name: with colons, times and blanks, and with accents as a Mac writes them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from backissue.archive.load import load
from backissue.merge.changeset import Changeset, Fate
from backissue.merge.importer import plan
from tests.archives import make_archive, put
from tests.tables import run, told

Form = Callable[[str], str]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def archive_of(root: Path, files: dict[str, str], listed: list[str]) -> Changeset:
    make_archive(root, {f"sources/{name}": text for name, text in files.items()}, "")
    said = yaml.safe_dump({"sources": [{"file": name} for name in listed]}, allow_unicode=True)
    put(root, {"archive.yml": said})
    return run(root)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name",
    [
        "Letter: one.md",
        "2024-03-20 12:30.md",
        "a: b/c d.md",
        "brief \u2013 neu (1) [x] #2 100%.md",
        'it\'s "so".md',
        " a.md",
        "a  b.md",
    ],
)
def test_a_source_may_have_any_name(tmp_path: Path, name: str) -> None:
    made = archive_of(tmp_path, {name: "# A title\n\nSome words.\n"}, [name])
    assert (told(made), made.counts()[Fate.NEW]) == ([], 1)
    assert run(tmp_path).counts()[Fate.SAME] == 1


@pytest.mark.parametrize("on_disk", [nfd, str])
@pytest.mark.parametrize("listed", [nfd, str])
def test_a_name_is_the_same_in_either_form_of_its_accents(tmp_path: Path, on_disk: Form, listed: Form) -> None:
    name = "Épisodes/été.md"
    made = archive_of(tmp_path, {on_disk(name): "# A title\n\nSome words.\n"}, [listed(name)])
    assert told(made) == []
    (page,) = load(tmp_path).pages
    assert page.item.source
    assert page.item.source.file == name
    assert plan(tmp_path, [f"{tmp_path}/content/sources/{on_disk(name)}"]).counts()[Fate.SAME] == 1


def test_a_title_is_the_same_in_either_form_of_its_accents(tmp_path: Path) -> None:
    rows = "Title,Date,Text\nCafé,2024-03-20,One.\n"
    archive_of(tmp_path, {"a.csv": rows}, ["a.csv"])
    put(tmp_path, {"sources/a.csv": nfd(rows)})
    made = run(tmp_path)
    assert (made.counts()[Fate.NEW], made.counts()[Fate.GONE], len(load(tmp_path).pages)) == (0, 0, 1)

"""Which reader a source is for: the one with the surest sign, be it of this package or of another distribution."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from backissue.merge.importer import plan
from backissue.model import MachineError
from backissue.sources.pieces import Glance, Source
from backissue.sources.recognise import Recognition, readers, recognise
from backissue.store import code_digest
from tests.archives import make_archive

OUTLINE = """
from backissue.model import Item, Kind
from backissue.sources.pieces import Fate, Piece, Sign, Strength

def _is_outline(glance):
    return glance.suffix == ".opml" and "<opml" in glance.first

class OutlineReader:
    name = "{name}"
    signs = (Sign(Strength.CERTAIN, "the element <opml>", _is_outline),)

    def read(self, source):
        yield Piece(1, 1, Fate.HEADING)
        item = Item("", Kind.SUMMARY, source.facts.title or "Outline", body="Of two.\\n")
        yield Piece(2, len(source.lines), Fate.ITEM, (item,))
"""


@pytest.fixture
def site_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed distributions, seen by the readers as long as the test runs."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    known = readers, code_digest  # the digest has the names of what is installed
    for one in known:
        one.cache_clear()
    yield folder
    for one in known:
        one.cache_clear()


def install(folder: Path, text: str, entry: str, module: str) -> None:
    """Put a distribution there as an installer does, with an entry point for its reader."""
    (folder / f"{module}.py").write_text(dedent(text), "utf-8")
    metadata = folder / "backissue_outline-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: backissue-outline\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(f"[backissue.readers]\n{entry}\n", "utf-8")


def test_another_distribution_adds_a_reader(site_packages: Path, tmp_path: Path) -> None:
    install(site_packages, OUTLINE.format(name="outline"), "outline = outline_one:OutlineReader", "outline_one")
    make_archive(
        tmp_path,
        {"sources/notes.opml": "<opml>\n<outline/>\n</opml>\n"},
        "  - file: notes.opml\n    title: Our outline\n    week: 2023-03-26\n    topics: [Notes]\n",
    )
    made = plan(tmp_path)
    (report,) = made.sources
    assert (report.reader, report.why, report.items) == ("outline", "the element <opml> (certain)", 1)
    assert [change.id for change in made.changes] == ["summary:our-outline:2023-03-26"]
    (edit,) = made.edits.values()
    assert b"topics:\n- Notes" in (edit.after or b"") or b"topics: [Notes]" in (edit.after or b"")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("import nothing_of_this_name", "the reader outline of backissue-outline cannot be loaded"),
        (OUTLINE.format(name="table"), "two readers are called table"),
    ],
    ids=["broken", "name taken"],
)
def test_a_reader_that_cannot_be_used_is_reported_in_one_line(
    request: pytest.FixtureRequest, site_packages: Path, text: str, what: str
) -> None:
    module = f"outline_of_{request.node.callspec.id.replace(' ', '_')}"
    install(site_packages, text, f"outline = {module}:OutlineReader", module)
    with pytest.raises(MachineError, match=what) as caught:
        readers()
    assert "\n" not in str(caught.value)


def test_a_count_is_made_once_for_all_signs() -> None:
    lines: list[str] = []

    def is_seen(line: str) -> bool:
        lines.append(line)
        return bool(line)

    glance = Glance(Source("a.txt", ("a", "", "b")))
    assert (glance.count(is_seen), glance.count(is_seen)) == (2, 2)
    assert lines == ["a", "", "b"]


def test_of_two_readers_that_are_as_sure_one_is_taken_and_the_other_named_in_a_hint() -> None:
    lines = ("Go Summarize", "by Ann", "1. Cats", "2. Dogs", "Short Summary", "Only this.")
    found = recognise(Source("a.txt", lines))
    assert isinstance(found, Recognition)
    assert found.reader.name == "summary"
    assert found.doubt is not None
    assert found.doubt.is_hint
    assert found.doubt.what == "looks like summary and slides, and is read as summary"


@pytest.mark.parametrize(
    ("name", "first", "reader"),
    [
        ("a.mdx", "<Chart data={growth} />", "issue"),
        ("a.md", "<details>", "issue"),
        ("a.md", "<https://example.org>", "issue"),
        ("a.md", "<!doctype html>", "htmlissue"),
        ("a.html", "<details>", "htmlissue"),
    ],
)
def test_a_text_that_begins_with_an_element_is_what_its_name_says(name: str, first: str, reader: str) -> None:
    found = recognise(Source(name, (first, "", "## News", "", "The pier is open.", "", "<p>So.</p>")))
    assert isinstance(found, Recognition)
    assert found.reader.name == reader


def test_a_text_without_any_sign_is_an_issue() -> None:
    found = recognise(Source("letter.txt", ("The pier is open.",)))
    assert isinstance(found, Recognition)
    assert (found.reader.name, found.doubt) == ("issue", None)

"""A page whose id a person edited is reported, and neither doubled nor taken for deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge.changeset import Fate
from backissue.merge.importer import find_unsettled
from tests.archives import change, put, snapshot
from tests.tables import ID, PAGE, fates, row, run, source, text, told

EDITED = (
    f"content/{PAGE}:2: its id was {ID} and is now arxiv:2303.00009, so that an import would take it for another item"
)


@pytest.fixture
def edited(root: Path) -> Path:
    """The small archive, where a person gave a page another id and another title."""
    change(root / "content" / PAGE, f'id: "{ID}"', 'id: "arxiv:2303.00009"')
    change(root / "content" / PAGE, '"Sparks"', '"My sparks"')
    return root


def test_an_edited_id_is_reported_until_it_is_put_back(edited: Path) -> None:
    before = text(edited)
    for _ in range(2):
        made = run(edited)
        assert fates(made) == {"00001": Fate.UNCLEAR, "00002": Fate.SAME}
        assert told(made) == [EDITED]
        assert 'add `former_ids: ["arxiv:2303.00001"]`' in made.problems[0].remedy
        assert find_unsettled(edited, load(edited)) == list(made.problems)
        assert text(edited) == before
    change(edited / "content" / PAGE, "arxiv:2303.00009", ID)
    assert fates(run(edited)) == {"00001": Fate.SAME, "00002": Fate.SAME}
    assert find_unsettled(edited, load(edited)) == []


def test_an_edited_id_stays_where_the_page_names_the_former_one(edited: Path) -> None:
    run(edited)
    change(edited / "content" / PAGE, "---\n\nOne.", f'former_ids: ["{ID}"]\n---\n\nOne.')
    source(edited, row(1, topic="Music"), row(2, "Other"))
    made = run(edited)
    assert (fates(made), told(made)) == ({"00009": Fate.UPDATED, "00002": Fate.SAME}, [])
    assert "topics: [Music]" in text(edited)
    assert fates(run(edited)) == {"00009": Fate.SAME, "00002": Fate.SAME}


def test_an_edited_id_may_be_kept_while_its_row_gets_another(edited: Path) -> None:
    change(edited / "content" / PAGE, "---\n\nOne.", f'former_ids: ["{ID}"]\n---\n\nOne.')
    source(edited, row(7), row(2, "Other"))
    assert fates(run(edited)) == {"00007": Fate.UPDATED, "00002": Fate.SAME}
    assert 'id: "arxiv:2303.00007"\n' in text(edited)
    assert fates(run(edited)) == {"00007": Fate.SAME, "00002": Fate.SAME}


def test_a_row_of_an_item_that_a_person_joined_with_another_stays_with_it(root: Path) -> None:
    (root / "content/weeks/2023-03-26/other.md").unlink()
    change(root / "content" / PAGE, "---\n\nOne.", 'former_ids: ["arxiv:2303.00002"]\n---\n\nOne.')
    run(root)
    source(root, row(1), row(7, "Other", "Another text, which has been rewritten in every respect.", week="2023-04-02"))
    for _ in range(2):
        made = run(root)
        assert len(load(root).pages) == 1
        assert Fate.NEW not in fates(made).values()


def test_an_edited_id_is_found_in_a_page_that_was_moved(edited: Path) -> None:
    moved = edited / "content/undated/mine.md"
    moved.parent.mkdir()
    (edited / "content" / PAGE).rename(moved)
    made = run(edited)
    assert told(made) == [EDITED.replace(PAGE, "undated/mine.md")]
    assert Fate.DELETED not in fates(made).values()


def test_an_edited_id_makes_no_copy_when_its_row_changes_too(edited: Path) -> None:
    for number, title in ((9, "Sparks"), (7, "Sparks of all kinds")):
        source(edited, row(number, title), row(2, "Other"))
        made = run(edited)
        assert told(made) == [EDITED]
        assert fates(made) == {f"{number:05}": Fate.UNCLEAR, "00002": Fate.SAME}
    assert len(load(edited).pages) == 2


def test_a_page_of_a_persons_own_is_no_edited_id(root: Path) -> None:
    (root / "content" / PAGE).unlink()
    own = '---\nid: "paper:own"\nkind: paper\ntitle: "My own"\nweek: 2023-03-26\n---\n\nWhat I think of it all.\n'
    put(root, {"weeks/2023-03-26/own.md": own})
    made = run(root)
    assert (fates(made), told(made)) == ({"00001": Fate.DELETED, "00002": Fate.SAME}, [])


def test_the_archive_is_not_searched_for_edited_ids_where_every_page_is_known(root: Path) -> None:
    before = snapshot(root)
    assert find_unsettled(root, load(root)) == []
    assert snapshot(root) == before

"""Items whose addresses lead to one thing are one item, and those with places of their own in one page are several."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.load import load
from backissue.merge.changeset import Fate
from tests.archives import make_archive, put
from tests.tables import run

HEAD = "Title,Date,Link,Text\n"


def archive_of(root: Path, *rows: str) -> None:
    make_archive(root, {"sources/a.csv": HEAD + "".join(f"{row}\n" for row in rows)}, "  - file: a.csv\n")


def ids(root: Path) -> list[str]:
    return sorted(page.item.id for page in load(root).pages)


def again(root: Path, *rows: str) -> dict[Fate, int]:
    put(root, {"sources/a.csv": HEAD + "".join(f"{row}\n" for row in rows)})
    return {fate: count for fate, count in run(root).counts().items() if count}


def test_a_video_by_its_short_address_is_listed_in_two_weeks(tmp_path: Path) -> None:
    archive_of(
        tmp_path,
        "Rain,2024-03-20,https://youtu.be/AbCdEfGhIjK?si=x,Words.",
        "Rain,2024-03-27,https://www.youtube.com/watch?v=AbCdEfGhIjK,Words.",
    )
    run(tmp_path)
    (page,) = load(tmp_path).pages
    assert (page.item.id, len(page.item.also_in)) == (
        "https://youtu.be/AbCdEfGhIjK?si=x",
        1,
    )


def test_the_id_of_a_page_stays_when_an_earlier_week_writes_its_address_otherwise(tmp_path: Path) -> None:
    second = "Rain,2024-03-27,http://www.example.org/rain/,Words."
    archive_of(tmp_path, second)
    run(tmp_path)
    before = ids(tmp_path)
    assert again(tmp_path, "Rain,2024-03-20,https://example.org/rain,Words.", second) == {Fate.UPDATED: 1}
    assert ids(tmp_path) == before


def test_a_page_under_the_address_of_a_mirror_keeps_its_id(tmp_path: Path) -> None:
    row = "Rain,2024-03-20,https://huggingface.co/papers/2403.00010,Words."
    archive_of(tmp_path, row)
    put(
        tmp_path,
        {
            "weeks/2024-03-24/rain.md": '---\nid: "https://huggingface.co/papers/2403.00010"\nkind: paper\n'
            'title: "Rain"\nweek: 2024-03-24\ndate: 2024-03-20\n'
            'links:\n  - "Link": "https://huggingface.co/papers/2403.00010"\n---\nWords.\n'
        },
    )
    run(tmp_path)
    assert ids(tmp_path) == ["https://huggingface.co/papers/2403.00010"]


def test_several_items_of_one_page_are_told_apart_by_their_places(tmp_path: Path) -> None:
    rows = [
        "Rain,2024-03-20,https://example.org/all#rain,Words.",
        "Wind,2024-03-20,https://example.org/all#wind,Others.",
        "All,2024-03-27,https://example.org/all,More.",
        "Wind,2024-03-27,http://www.example.org/all/?utm_source=mail#wind,Others.",
    ]
    archive_of(tmp_path, *rows)
    run(tmp_path)
    assert ids(tmp_path) == ["https://example.org/all", "https://example.org/all#rain", "https://example.org/all#wind"]
    assert again(tmp_path, *rows) == {Fate.SAME: 3}


def test_a_page_keeps_its_id_when_a_second_place_of_its_address_is_listed(tmp_path: Path) -> None:
    rain = "Rain,2024-03-20,https://example.org/all#rain,Words."
    archive_of(tmp_path, rain)
    run(tmp_path)
    assert ids(tmp_path) == ["https://example.org/all"]
    assert again(tmp_path, rain, "Wind,2024-03-20,https://example.org/all#wind,Others.") == {
        Fate.NEW: 1,
        Fate.SAME: 1,
    }
    assert ids(tmp_path) == ["https://example.org/all", "https://example.org/all#wind"]

"""Short names of authors are those that a file beside the texts says."""

from __future__ import annotations

from pathlib import Path

from tests.archives import put
from tests.sources.posts.test_posts_beside import archive_of, items


def test_short_names_are_spelled_out_where_a_file_says_whose_they_are(tmp_path: Path) -> None:
    post = "---\ntitle: Welcome\nauthors: [ada, ben, Cy Reef]\ndate: 2021-08-26\n---\n\nHello to all of you, boats.\n"
    root = archive_of(tmp_path, {"blog/2021/welcome.md": post})
    put(root, {"sources/blog/authors.yml": "ada:\n  name: Ada Boat\n  title: Shipwright\nben: Ben Ode\n"})
    (item,) = items(root).values()
    assert item.people == ("Ada Boat", "Ben Ode", "Cy Reef")


def test_a_file_of_authors_is_no_source_that_is_not_listed(tmp_path: Path) -> None:
    root = archive_of(tmp_path, {"a.md": "---\ntitle: A\nauthor: ada\n---\n\nOne word and another one.\n"})
    put(root, {"sources/_data/authors.yml": "not: [closed\n"})
    (item,) = items(root).values()
    assert item.people == ("ada",)


def test_short_names_are_spelled_out_where_the_text_names_the_whole_person(tmp_path: Path) -> None:
    head = "---\ntitle: Moles, with Ben Ode\nspeakers: [ada_boat, bode, reef]\ndate: 2021-08-26\n---\n"
    root = archive_of(tmp_path, {"talk.md": f"{head}\nToday Ada Boat shows Ben the moles that Cy Reef built.\n"})
    (item,) = items(root).values()
    assert item.people == ("Ada Boat", "Ben Ode", "reef")

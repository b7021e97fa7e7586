"""A file that is called as its folder says what holds of all texts in it, as Eleventy has it."""

from __future__ import annotations

from pathlib import Path

from backissue.model import Kind
from backissue.sources.read import unlisted
from tests.archives import put
from tests.sources.posts.test_posts_beside import archive_of, items

DATA = (
    '{"layout": "newsletter.njk", "tags": ["letters", "moles"], "author": "Ada Boat", "permalink": "/{{ page.slug }}/"}'
)


def letters(tmp_path: Path, **files: str) -> Path:
    """An archive of two letters in a folder, and files of these names beside it."""
    texts = {
        "letters/1.md": "---\ntitle: One\ndate: 2024-06-06\n---\n\nThe mole is red.\n",
        "letters/old/0.md": "---\ntitle: Nought\ndate: 2024-06-05\nauthor: Ben Ode\ntags: tides\n---\n\nWhite.\n",
    }
    root = archive_of(tmp_path, texts)
    put(root, {f"sources/letters/{name}": text for name, text in files.items()})
    return root


def test_texts_of_a_folder_have_its_author_and_topics_unless_they_say_others(tmp_path: Path) -> None:
    found = items(letters(tmp_path, **{"letters.json": DATA}))
    assert {item.title: (item.people, item.topics) for item in found.values()} == {
        "One": (("Ada Boat",), ("moles",)),
        "Nought": (("Ben Ode",), ("tides",)),
    }


def test_a_script_says_as_much_where_its_object_has_a_line_for_each(tmp_path: Path) -> None:
    script = "module.exports = {\n  layout: 'letter.njk',\n  author: 'Ada Boat',\n};\n"
    found = items(letters(tmp_path, **{"letters.11tydata.js": script}))
    assert sorted(name for item in found.values() for name in item.people) == ["Ada Boat", "Ben Ode"]


def test_its_layout_says_what_the_texts_are(tmp_path: Path) -> None:
    found = items(letters(tmp_path, **{"letters.11tydata.json": '{"layout": "transcript.njk"}'}))
    assert {item.kind for item in found.values()} == {Kind.TRANSCRIPT}


def test_a_folder_of_drafts_is_one(tmp_path: Path) -> None:
    found = items(letters(tmp_path, **{"letters.json": '{"draft": true}'}))
    assert all(item.draft for item in found.values())


def test_a_list_of_texts_that_is_called_as_its_folder_says_nothing_of_others(tmp_path: Path) -> None:
    found = items(
        letters(tmp_path, **{"letters.json": '{"author": "Cy", "posts": [{"title": "A", "body": "Words."}]}'})
    )
    assert {name for item in found.values() for name in item.people} == {"Ben Ode"}


def test_it_is_no_source_that_is_not_listed(tmp_path: Path) -> None:
    root = letters(tmp_path, **{"letters.json": DATA, "more.json": "{}"})
    names = {problem.file.rpartition("/")[2] for problem in unlisted(root, [])}
    assert names == {"1.md", "0.md", "more.json"}

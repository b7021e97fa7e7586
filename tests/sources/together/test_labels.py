"""Tags that are no topics: those that archive.yml names, and those that every file has."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.load import load
from backissue.merge.changeset import Changeset
from tests.archives import make_archive
from tests.tables import run

LETTER = (
    "---\ntitle: Letter {n}\ndate: 2024-03-0{n}\ntags: [imported, '#Needs-Review', {topic}]\n---\n\n## Part\n\nWords.\n"
)


def imported(root: Path, topics: list[str], said: str = "", whole: str = "") -> Changeset:
    files = {f"sources/letters/{n}.md": LETTER.format(n=n, topic=topic) for n, topic in enumerate(topics, 1)}
    sources = "".join(f"  - file: letters/{n}.md\n{said}" for n in range(1, len(topics) + 1))
    make_archive(root, files, sources)
    config = root / "content" / "archive.yml"
    config.write_text(whole + config.read_text("utf-8"), "utf-8")
    return run(root)


def topics(root: Path) -> set[str]:
    return {topic for page in load(root).pages for topic in page.item.topics}


def hints(made: Changeset) -> list[str]:
    return [problem.what for problem in made.problems if "have the topic" in problem.what]


def test_a_tag_that_every_file_of_a_folder_has_is_pointed_out(tmp_path: Path) -> None:
    made = imported(tmp_path, ["maps", "rain", "wind"])
    assert hints(made) == ["all 3 files have the topic `Needs-Review`", "all 3 files have the topic `imported`"]
    assert all(problem.is_hint for problem in made.problems)


def test_a_tag_of_two_files_is_not_pointed_out(tmp_path: Path) -> None:
    assert hints(imported(tmp_path, ["maps", "rain"])) == []


def test_tags_that_a_source_names_are_no_topics(tmp_path: Path) -> None:
    made = imported(tmp_path, ["maps", "rain", "wind"], "    no_topics: [--needs-review, Imported]\n")
    assert topics(tmp_path) == {"maps", "rain", "wind"}
    assert hints(made) == []


def test_tags_that_the_archive_names_are_no_topics_of_any_source(tmp_path: Path) -> None:
    imported(tmp_path, ["maps", "rain", "wind"], whole="no_topics: [needs review, imported]\n")
    assert topics(tmp_path) == {"maps", "rain", "wind"}

"""The story that README tells under "How your edits survive", from beginning to end."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from backissue import cli
from tests.archives import change, put

HEAD = "| Week | title | category | abstract | Paper-Link |\n|:--|:--|:--|:--|:--|\n"
REFLEXION = (
    "| 2023-03-26 | Reflexion | Agents | Agents learn from words. They keep notes. They do better. They try again. "
    "| [arxiv](https://arxiv.org/abs/2303.11366) |\n"
)
LLAMA = "| 2023-03-26 | LLaMA | Models | Small and good. | [arxiv](https://arxiv.org/abs/2302.13971) |\n"
MUSIC = "| 2023-03-26 | Noise | Music | A song. | [arxiv](https://arxiv.org/abs/2301.11325) |\n"
OLD = "| 2023-04-02 | Old News | Models | It was so. | [arxiv](https://arxiv.org/abs/2203.02155) |\n"

WEEK = "weeks/2023-03-26"


def backissue(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.main, ["--root", str(root), *words], catch_exceptions=False)


def read(root: Path, page: str) -> str:
    return (root / "content" / page).read_text("utf-8")


def test_a_person_and_a_source_work_on_the_same_archive(tmp_path: Path) -> None:
    # A newsletter listed four papers, and each became a page.
    root = tmp_path / "letters"
    assert backissue(tmp_path, "new", str(root)).exit_code == 0
    sources = {
        "archive.yml": "sources:\n  - file: papers.md\n",
        "sources/papers.md": HEAD + REFLEXION + LLAMA + MUSIC + OLD,
    }
    put(root, sources)
    assert "new 4" in backissue(root, "import").stdout
    reflexion = root / "content" / WEEK / "reflexion.md"

    # A person edits the first page in five ways: title, comment, a person, a sentence, a paragraph.
    change(reflexion, 'title: "Reflexion"', 'title: "Reflexion, explained"')
    change(reflexion, "kind: paper", "kind: paper  # the first of its kind")
    change(reflexion, "topics: [Agents]\n", "topics: [Agents]\npeople: [Noah Shinn]\n")
    change(reflexion, "Agents learn from words.", "Agents learn from *words*.")
    change(reflexion, "They try again.\n", "They try again.\n\nRead this one.\n")

    # They delete the second page, and move the third.
    (root / "content" / WEEK / "llama.md").unlink()
    (root / "content/undated").mkdir()
    (root / "content" / WEEK / "noise.md").rename(root / "content/undated/song.md")

    # Meanwhile the source changes three things in the row of the first: title, category and a sentence. It changes
    # those of the deleted and of the moved page too, and no longer has the last.
    row = REFLEXION.replace("| Reflexion |", "| Reflexion: Language Agents |").replace("| Agents |", "| Language |")
    row = row.replace("They do better.", "They do much better.")
    rows = row + LLAMA.replace("Small", "Tiny") + MUSIC.replace("A song.", "A long song.")
    put(root, {"sources/papers.md": HEAD + rows})

    # A rehearsal shows as a diff what would come in, and writes nothing.
    before = reflexion.read_bytes()
    rehearsal = backissue(root, "import", "--dry-run")
    assert "\n-topics: [Agents]\n+topics: [Language]\n" in rehearsal.stdout
    assert "\n-They do better.\n+They do much better.\n" in rehearsal.stdout
    assert reflexion.read_bytes() == before

    # The import brings both together.
    result = backissue(root, "import")
    page = read(root, f"{WEEK}/reflexion.md")
    assert "They do much better.\n" in page
    assert "topics: [Language]\n" in page
    assert "kind: paper  # the first of its kind\n" in page
    assert "people: [Noah Shinn]\n" in page
    assert "Agents learn from *words*.\n" in page
    assert page.endswith("They try again.\n\nRead this one.\n")

    # Both gave the page another title: the person's stays, and all three are told.
    assert result.exit_code == 1
    assert 'title: "Reflexion, explained"\n' in page
    assert (
        f"  conflict: content/{WEEK}/reflexion.md\n"
        "    title:\n"
        "      it was: Reflexion\n"
        "      its source says: Reflexion: Language Agents\n"
        "      here it says: Reflexion, explained\n"
    ) in result.stdout
    assert f"content/{WEEK}/reflexion.md: `title` was changed here and, differently, in its source" in result.stderr

    # The deleted page stays deleted, the moved one was found, and the one whose row is gone is kept and told of.
    assert not (root / "content" / WEEK / "llama.md").exists()
    assert "A long song.\n" in read(root, "undated/song.md")
    assert not (root / "content" / WEEK / "noise.md").exists()
    assert "gone: content/weeks/2023-04-02/old-news.md" in result.stdout
    assert "It was so.\n" in read(root, "weeks/2023-04-02/old-news.md")

    # The person settles the conflict, and the next import has nothing left to say or to write.
    assert backissue(root, "import", "--mine", f"content/{WEEK}/reflexion.md").exit_code == 0
    assert read(root, f"{WEEK}/reflexion.md") == page
    last = backissue(root, "import")
    assert (last.exit_code, last.stderr) == (0, "")
    assert "same 2, deleted 1, gone 1" in last.stdout

    # What was published is still there: where the moved page stood, readers are sent on.
    assert backissue(root, "build", "--jobs", "1").exit_code == 0
    assert "../../../undated/song/" in (root / f"site/{WEEK}/noise/index.html").read_text("utf-8")

    # A topic that the import emptied leads to the one that its papers have now.
    assert '<a href="../language/">' in (root / "site/topics/agents/index.html").read_text("utf-8")

    # The page that the person deleted leads to its week.
    assert backissue(root, "check").stdout.startswith("No problems, ")
    assert '<a href="../">' in (root / f"site/{WEEK}/llama/index.html").read_text("utf-8")

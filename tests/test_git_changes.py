"""What a change is for readers: from git, in words that GitHub shows as they are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from backissue.archive.change_summary import MOST, summary
from backissue.cli import main
from backissue.git_changes import FileChange, changes_since
from backissue.merge.apply import apply_changeset
from backissue.merge.renaming import plan_renaming
from backissue.model import UsageError
from tests.archives import change, make_archive, page, put

LONG = "A sentence that stays.\n" * 20


def git(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive in a folder of a repository, committed."""
    root = tmp_path / "letters"
    pages = {f"undated/{name}.md": page(name.title(), body=LONG) for name in ("one", "two", "three")}
    make_archive(root, {**pages, "about.md": "---\ntitle: About\n---\n"})
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "First")
    return root


def call(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "changes", *words], catch_exceptions=False)


def test_pages_are_said_to_be_added_changed_moved_and_removed(root: Path) -> None:
    change(root / "content/about.md", "About", "About [us](http://a.example)")
    (root / "content/undated/one.md").rename(root / "content/undated/first.md")
    (root / "content/undated/two.md").unlink()
    put(root, {"undated/four.md": page("Four"), "sources/a.md": "# A\n", "records/addresses/x.jsonl": "{}\n"})
    git(root, "add", "--all")
    assert call(root).stdout == (
        "Pages: 1 added, 1 changed, 1 moved, 1 removed. Other files changed: 1.\n\n"
        "### Pages added\n\n- Four, at \\/undated\\/four\\/\n\n"
        "### Pages changed\n\n- About \\[us\\]\\(http\\:\\/\\/a\\.example\\), at \\/about\\/\n\n"
        "### Pages moved\n\n- One, from \\/undated\\/one\\/ to \\/undated\\/first\\/\n\n"
        "### Pages removed\n\n- \\/undated\\/two\\/\n"
    )


def test_an_address_that_a_renamed_topic_had_is_said_to_have_moved(root: Path) -> None:
    put(root, {"undated/five.md": page("Five", topics="[Sound]")})
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Second")
    _, made = plan_renaming(root, "Sound", "Noise")
    apply_changeset(root, made)
    git(root, "add", "--all")
    said = call(root).stdout
    assert said.startswith("Pages: 1 added, 1 changed. Addresses moved: 1.\n")
    assert said.endswith("\n### Addresses moved\n\n- \\/topics\\/sound\\/ leads to \\/topics\\/noise\\/\n")
    git(root, "commit", "--quiet", "--message", "Third")
    assert call(root).stdout == "Nothing changes for readers.\n"
    assert "Addresses moved: 1." in call(root, "HEAD^1").stdout


def test_a_change_of_nothing_is_said_to_be_that(root: Path) -> None:
    assert call(root).stdout == "Nothing changes for readers.\n"


def test_a_commit_that_is_not_there_is_a_wrong_use(root: Path, tmp_path: Path) -> None:
    for name in ("nowhere", "--output=x"):
        with pytest.raises(UsageError, match="git knows no such commit"):
            changes_since(root, name, "content")
    assert not (tmp_path / "x").exists()


def test_names_and_titles_are_words_whatever_is_in_them() -> None:
    odd = "<b>*a* [x](y) `c` ##[error] ::error::x @me #1 https://a.example"
    (shown,) = [line for line in summary([FileChange("", "a.md")], lambda _: odd).splitlines() if line.startswith("- ")]
    assert MarkdownIt("gfm-like", {"linkify": False}).render(shown) == (
        "<ul>\n<li>&lt;b&gt;*a* [x](y) `c` ##[error] ::error::x @me #1 https://a.example, at /a/</li>\n</ul>\n"
    )


def test_of_many_pages_the_first_are_listed() -> None:
    changes = [FileChange("", f"undated/{number}.md") for number in range(MOST + 2)]
    said = summary(changes, str).splitlines()
    assert said[0] == "Pages: 52 added."
    assert said[-1] == "- … and 2 more"

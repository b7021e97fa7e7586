"""``backissue before`` and ``backissue export entries``, as an editor runs them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from backissue.cli import main
from tests.archives import make_archive, page

FIRST = "- [A tiny piano](https://www.piano.example/) by Ada Lovelace\n- [A drum](https://drum.example/a%2Cb)\n"
DRAFT = """\
---
title: Next
---
This week:

- [Piano, again](http://piano.example/?utm_source=us)
- [New things](https://new.example/)

See also [drums](https://drum.example/a%2Cb).
"""


def run(root: Path, *args: str) -> Result:
    """Run a command in an archive of one issue."""
    issue = page("7", kind="issue", id="issue:7", date="2024-05-03", week="", body=f"## Music\n\n{FIRST}")
    make_archive(root, {"undated/7.md": issue})
    (root / "draft.md").write_text(DRAFT, "utf-8")
    return CliRunner().invoke(main, ["--root", str(root), *args])


def test_links_that_were_covered_are_listed_with_their_lines(tmp_path: Path) -> None:
    draft = str(tmp_path / "draft.md")
    found = run(tmp_path, "before", draft)
    assert found.exit_code == 1
    assert found.stdout.splitlines() == [
        f"{draft}:6: http://piano.example/?utm_source=us: covered before: Issue 7, 3 May 2024: A tiny piano",
        f"{draft}:9: https://drum.example/a%2Cb: covered before: Issue 7, 3 May 2024: A drum",
    ]


def test_an_address_that_no_issue_had_is_no_finding(tmp_path: Path) -> None:
    found = run(tmp_path, "before", "https://new.example/")
    assert (found.exit_code, found.stdout) == (0, "")


def test_an_address_is_looked_up_by_itself(tmp_path: Path) -> None:
    found = run(tmp_path, "before", "--format", "json", "https://piano.example")
    assert found.exit_code == 1
    (one,) = json.loads(found.stdout)
    assert one["before"] == [
        {"page": "undated/7.md", "anchor": "a-tiny-piano", "title": "A tiny piano", "where": "Issue 7, 3 May 2024"}
    ]


def test_on_github_each_is_an_annotation_whose_content_is_escaped(tmp_path: Path) -> None:
    found = run(tmp_path, "before", "--format", "github", str(tmp_path / "draft.md"))
    assert found.stdout.splitlines()[1].endswith(
        "draft.md,line=9,title=Covered before::https://drum.example/a%252Cb was in Issue 7, 3 May 2024: A drum"
    )


def test_a_draft_that_is_not_there_is_an_error_of_usage_or_machine(tmp_path: Path) -> None:
    assert run(tmp_path, "before", str(tmp_path / "none.md")).exit_code == 3


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_entries_are_exported_with_page_section_people_and_address(tmp_path: Path, form: str) -> None:
    found = run(tmp_path, "export", "entries", "--as", form, "-o", str(tmp_path / "out"))
    assert found.exit_code == 0
    text = (tmp_path / "out").read_text("utf-8-sig")
    rows = [*csv.DictReader(text.splitlines())] if form == "csv" else [json.loads(line) for line in text.splitlines()]
    assert [(row["page"], row["id"], row["issue"], row["date"], row["section"], row["title"]) for row in rows] == [
        ("undated/7.md", "issue:7#a-tiny-piano", "Issue 7", "2024-05-03", "Music", "A tiny piano"),
        ("undated/7.md", "issue:7#a-drum", "Issue 7", "2024-05-03", "Music", "A drum"),
    ]
    assert rows[0]["people"] in ("Ada Lovelace", ["Ada Lovelace"])

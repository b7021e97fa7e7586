"""What recurs in issues is furniture, and what was covered before is found by address and by title."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.listings import Listings, listings
from backissue.archive.load import load
from tests.archives import make_archive, page

NUMBERS = range(1, 7)


def issue(number: int, body: str) -> str:
    """Return an issue with what every issue of its newsletter has."""
    sponsor = f"\n## Sponsors\n\n- [Buy lamps](https://lamps.example/?utm_source=issue{number})\n"
    return page(
        str(number), kind="issue", id=f"issue:{number}", date=f"2024-05-{number:02}", week="", body=body + sponsor
    )


def read(root: Path, bodies: dict[int, str], config: str = "", more: dict[str, str] | None = None) -> Listings:
    """Return what six issues list, of which some have a body of their own."""
    files = {
        f"undated/{number}.md": issue(number, bodies.get(number, f"- [Only {number}](https://o.example/{number})\n"))
        for number in NUMBERS
    }
    make_archive(root, files | (more or {}))
    (root / "content/archive.yml").write_text(f"week_ends: sunday\nsources: []\n{config}", "utf-8")
    return listings(load(root))


def test_what_stands_in_a_large_share_of_issues_is_in_no_list(tmp_path: Path) -> None:
    found = read(tmp_path, {})
    assert [one.entry.title for one in found.listed] == [f"Only {number}" for number in NUMBERS]


def test_sections_are_skipped_and_renamed_as_the_archive_says(tmp_path: Path) -> None:
    body = "## Misc\n\n- [Piano](https://p.example/)\n\n## Jobs\n\n- [Tuner](https://t.example/)\n"
    found = read(tmp_path, {3: body}, "sections: {skip: [jobs], rename: {misc: In brief}}\n")
    assert [(one.section, one.entry.title) for one in found.by_page["undated/3.md"]] == [("In brief", "Piano")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://www.blog.example/a/?utm_source=x", "http://blog.example/a"),
        ("https://arxiv.org/abs/2301.00001v2", "https://arxiv.org/pdf/2301.00001"),
        ("https://youtu.be/AbCdEfGhIjK", "https://www.youtube.com/watch?v=AbCdEfGhIjK"),
        ("https://github.com/a/b.git", "https://github.com/A/b/tree/main"),
        ("https://doi.org/10.1000/182", "http://dx.doi.org/10.1000/182"),
    ],
)
def test_one_address_in_two_spellings_is_covered_both_ways(tmp_path: Path, first: str, second: str) -> None:
    found = read(tmp_path, {2: f"- [One](<{first}>)\n", 5: f"- [Two](<{second}>)\n"})
    assert [one.where for one in found.covered("Two", second, but="undated/5.md")] == ["Issue 2, 2 May 2024"]
    assert [one.where for one in found.covered("One", first, but="undated/2.md")] == ["Issue 5, 5 May 2024"]


def test_nearly_the_same_title_is_covered_and_one_of_few_words_is_not(tmp_path: Path) -> None:
    found = read(tmp_path, {2: "- [The Return of Mail!](https://a.example/)\n- [News](https://n.example/)\n"})
    assert [one.anchor for one in found.covered("the return of mail", "https://b.example/")] == ["the-return-of-mail"]
    assert found.covered("News", "https://m.example/") == ()


def test_a_paper_of_the_archive_is_covered_by_its_links(tmp_path: Path) -> None:
    paper = page("Attention", links="[{Paper: https://arxiv.org/abs/1706.03762}]")
    found = read(tmp_path, {}, more={"weeks/2023-03-26/attention.md": paper})
    (one,) = found.covered("", "https://arxiv.org/pdf/1706.03762v5")
    assert one.page.path == "weeks/2023-03-26/attention.md"


def test_an_edit_of_an_issue_changes_its_entries(tmp_path: Path) -> None:
    read(tmp_path, {})
    found = read(tmp_path, {1: "- [Edited by hand](https://e.example/)\n"})
    assert found.by_page["undated/1.md"][0].entry.title == "Edited by hand"


def test_an_entry_names_the_nearest_issues_before_and_after_that_cover_the_same(tmp_path: Path) -> None:
    bodies = {at: f"- [Piano {at}](https://p.example/)\n" for at in (1, 2, 3, 5)}
    monthly = {f"undated/{at}.md": issue(at, "Nothing.\n") for at in range(7, 30)}
    found = read(tmp_path, bodies, more=monthly)
    named = {path: [one.where for one in found.beside(several[0])] for path, several in found.by_page.items()}
    assert named["undated/3.md"] == ["Issue 1, 1 May 2024", "Issue 2, 2 May 2024", "Issue 5, 5 May 2024"]
    assert named["undated/5.md"] == ["Issue 2, 2 May 2024", "Issue 3, 3 May 2024"]
    assert named["undated/4.md"] == []


def test_what_one_issue_lists_twice_was_not_covered_elsewhere(tmp_path: Path) -> None:
    found = read(tmp_path, {2: "- [A](https://a.example/)\n- [B](https://a.example/)\n"})
    assert [found.beside(one) for one in found.by_page["undated/2.md"]] == [(), ()]

"""A build: what it refuses, what it leaves out, and what it keeps its hands off."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.load import load
from backissue.merge import repair
from backissue.merge.apply import apply_changeset
from backissue.model import UsageError
from backissue.site.build import build
from backissue.site.check import check_content, check_site
from tests.archives import PNG, change, page, put, snapshot

pytestmark = pytest.mark.slow


def test_a_page_with_active_content_is_left_out_and_told_of(toy: Path) -> None:
    change(toy / "content/weeks/2023-03-26/link.md", "One.", "One.\n\n<script>nefarious()</script>")
    report = build(toy, toy / "site")
    (problem,) = report.problems
    assert str(problem).startswith("content/weeks/2023-03-26/link.md:11: active content: the element <script>: ")
    assert report.items == 8
    assert not (toy / "docs/weeks/2023-03-26/link.md").exists()
    assert not [name for name, data in snapshot(toy / "site").items() if b"nefarious" in data]


def test_a_page_that_turned_bad_leaves_the_site(built: Path) -> None:
    change(built / "content/weeks/2023-03-26/link.md", "One.", "*One*{ onclick=alert(1) }")
    assert build(built, built / "site").problems
    assert not (built / "site/weeks/2023-03-26/link").exists()


def test_active_content_in_a_page_by_hand_is_refused_too(toy: Path) -> None:
    change(toy / "content/about.md", "It was made up.", "It was [made](javascript:alert(1)) up.")
    report = build(toy, toy / "site")
    assert [(problem.file, problem.line) for problem in report.problems if "active" in problem.what] == [
        ("content/about.md", 6)
    ]
    assert not (toy / "docs/about.md").exists()


LINK = "[a](javascript:alert(1))"
HOSTILE = {
    "attribute-list": page("T { onclick=alert(1) }", body=""),
    "open-attribute-list": page("T { onclick=alert(1)"),
    "id": page("T", id=f'"{LINK}"'),
    "source": page("S", source=f'{{file: "{LINK}", line: 1}}'),
    "topic": page("O", topics=f'["<script>alert(1)</script> {LINK}"]'),
    "person": page("P", people=f'["{LINK}{{ onclick=alert(1) }}"]'),
    "label": page("L", links='\n  - "<script>alert(1)</script>": https://a.example/"onclick=x'),
    "extra": page("E", extra='\n  "![a](//evil.example/x.png)": "<svg onload=alert(1)>"'),
    "fence": page("F").replace('"F"', '"---\\n\\n<script>alert(1)</script>"'),
    "keys": page("K").replace('"K"', '"a\\"\\ntemplate: redirect.html\\nredirect: evil"'),
}
ACTIVE = "[onclick], [onload], [onerror], a[href^='javascript:'], img[src*='evil'], meta[http-equiv][content*='evil']"


def test_front_matter_cannot_act_on_the_site(toy: Path) -> None:
    """Every page of the site is looked at as a browser reads it, those that list the hostile ones included."""
    put(toy, {f"weeks/2023-03-26/{name}.md": text for name, text in HOSTILE.items()})
    assert build(toy, toy / "site").items == 9 + len(HOSTILE)
    for name, data in snapshot(toy / "site").items():
        if name.endswith(".html"):
            tree = LexborHTMLParser(data.decode())
            assert [node.html for node in tree.css(ACTIVE)] == []
            acting = tree.css("script:not([type='application/ld+json'])")
            assert [node.html for node in acting if "alert" in node.text()] == []


def test_a_folder_docs_of_somebody_else_is_not_touched(toy: Path) -> None:
    (toy / "docs").mkdir()
    (toy / "docs/notes.md").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="docs holds files that no build made"):
        build(toy, toy / "site")
    assert snapshot(toy / "docs") == {"notes.md": b"mine"}
    assert not (toy / "site").exists()


def test_a_site_folder_of_somebody_else_is_not_touched(toy: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="holds files that no build made"):
        build(toy, tmp_path / "home")
    assert snapshot(tmp_path / "home") == {"letter.txt": b"mine"}


@pytest.mark.parametrize("place", [".", "..", "content", "docs", "site_templates"])
def test_the_site_never_goes_over_the_archive(toy: Path, place: str) -> None:
    before = snapshot(toy)
    with pytest.raises(UsageError):
        build(toy, toy / place)
    assert snapshot(toy) == before


def test_a_name_from_outside_cannot_leave_the_site(toy: Path) -> None:
    put(toy, {"weeks/2023-03-26/out.md": page("Out", aliases="[../../../out, /etc/x/../../out, 'a\\b']")})
    report = build(toy, toy / "site")
    assert len([problem for problem in report.problems if "not a path on this site" in problem.what]) == 3
    assert not [
        name for name in snapshot(toy.parent) if name.endswith(("/out.md", "/out/index.html")) and "26" not in name
    ]


def test_two_aliases_at_one_address_are_told_of(toy: Path) -> None:
    put(toy, {"weeks/2023-03-26/zz.md": page("Second", aliases="[old/PLACE]")})
    (problem,) = build(toy, toy / "site").problems
    assert problem.file == "content/weeks/2023-03-26/zz.md"
    assert problem.what == "a second page wants the address /old/PLACE/"
    assert "../../weeks/2023-03-26/sparks/" in (toy / "docs/old/place.md").read_text("utf-8")


@pytest.mark.parametrize(
    "alias", ["search", "papers", "weeks/2023-04-02", "weeks/2023-03-26/sparks", "about", "README"]
)
def test_an_alias_takes_no_other_pages_place(toy: Path, alias: str) -> None:
    put(toy, {"weeks/2023-03-26/zz.md": page("Second", aliases=f"[{alias}]")})
    (problem,) = build(toy, toy / "site").problems
    assert (problem.file, problem.what) == (
        "content/weeks/2023-03-26/zz.md",
        f"a second page wants the address /{alias}/",
    )
    assert b"This page has moved" not in (toy / f"site/{alias.replace('README', 'about')}/index.html").read_bytes()


def test_pages_that_differ_in_case_only_are_told_of(toy: Path) -> None:
    put(toy, {"weeks/2023-03-26/LINK.md": page("Other")})
    assert "differs from content/weeks/2023-03-26/LINK.md only in upper and lower case" in str(
        build(toy, toy / "site").problems
    )


def test_a_redirect_leads_from_the_old_address_to_the_new(once_built: Path) -> None:
    for name in ("old/place", "weeks/2023-03-26/ai-sparks"):
        text = (once_built / f"site/{name}/index.html").read_text("utf-8")
        target = text.partition("url=")[2].partition('"')[0]
        assert (once_built / "site" / name / target).resolve() == (
            once_built / "site/weeks/2023-03-26/sparks"
        ).resolve()


def test_when_the_last_item_of_a_kind_goes_its_list_leads_on_and_the_navigation_still_finds_it(toy: Path) -> None:
    put(toy, {"addresses.jsonl": '{"path": "summaries/"}\n'})
    (toy / "content/undated/summary.md").unlink()
    fixed = repair.plan(toy, date(2026, 11, 28))
    assert "summaries/" in fixed.led_on
    assert apply_changeset(toy, fixed) == ()
    assert build(toy, toy / "site").problems == ()
    assert "url=../weeks/" in (toy / "site/summaries/index.html").read_text("utf-8")


def test_a_picture_beside_a_page_goes_along(toy: Path) -> None:
    picture = PNG
    (toy / "content/weeks/2023-03-26/figure.png").write_bytes(picture)
    change(toy / "content/weeks/2023-03-26/link.md", "One.", "![A figure](figure.png)")
    assert build(toy, toy / "site").problems == ()
    assert (toy / "site/weeks/2023-03-26/figure.png").read_bytes() == picture


@pytest.mark.parametrize("name", ["weeks/2023-03-26/x.svg", "notes.txt", "weeks/x.html", "topics/run.js"])
def test_other_files_stay_off_the_site(toy: Path, name: str) -> None:
    put(toy, {name: "<svg onload=alert(1)>"})
    (problem,) = build(toy, toy / "site").problems
    what = "a picture that can hold script" if name.endswith(".svg") else "neither a page nor a picture"
    assert (problem.file, problem.what) == (f"content/{name}", what)
    assert not (toy / "site" / name).exists()


@pytest.mark.parametrize("name", ["x.png", "x.jpg", "x.gif", "x.webp", "x.avif", "x.pdf", "x.mp3", "x.ogg", "x.PNG"])
def test_a_file_beside_a_page_must_begin_as_what_its_name_says(toy: Path, name: str) -> None:
    (toy / "content/weeks/2023-03-26" / name).write_bytes(b"alert(1)//" + PNG)
    (problem,) = build(toy, toy / "site").problems
    assert problem.what == f"no {name.partition('.')[2].upper()} by its first bytes"
    assert not (toy / "site/weeks/2023-03-26" / name).exists()


def test_sources_stay_off_the_site(toy: Path) -> None:
    put(toy, {"sources/raw.png": "x", "sources/raw.md": "# Raw"})
    assert build(toy, toy / "site").problems == ()
    assert not [name for name in snapshot(toy / "site") if "raw" in name]


def test_a_link_out_of_the_archive_is_not_followed(toy: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (toy / "content/weeks/2023-03-26/leak.png").symlink_to(tmp_path / "secret.png")
    (toy / "content/weeks/2023-03-26/leak.md").symlink_to(tmp_path / "secret.png")
    report = build(toy, toy / "site")
    assert {problem.file for problem in report.problems} == {
        "content/weeks/2023-03-26/leak.md",
        "content/weeks/2023-03-26/leak.png",
    }
    assert not [name for name, data in snapshot(toy / "site").items() if data == b"secret"]


def test_progress_is_told_step_by_step(toy: Path) -> None:
    steps: list[str] = []
    build(toy, toy / "site", 2, progress=lambda step, _done, _of: steps.append(step))
    assert list(dict.fromkeys(steps)) == [
        "Reading content/",
        "Reading texts",
        "Checking texts",
        "Comparing talks",
        "Making pages",
        "Writing docs/",
        "Writing exports",
        "Rendering pages",
        "Indexing for search",
    ]


def test_how_many_pages_are_made_and_checked_is_told(toy: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    build(toy, toy / "site", progress=lambda *told: seen.append(told))
    made = [(done, of) for step, done, of in seen if step == "Making pages"]
    assert made == [(number, len(made)) for number in range(1, len(made) + 1)]
    checked: list[tuple[int, int]] = []
    assert check_site(toy / "site", lambda *told: checked.append(told)) == []
    pages = len([*(toy / "site").rglob("*.html")])
    assert checked == [(number, pages) for number in range(1, pages + 1)]
    checked.clear()
    change(toy / "content/weeks/2023-03-26/link.md", "One.", "Two.")
    check_content(toy, load(toy), tick=lambda *told: checked.append(told))
    assert checked
    assert checked[-1][0] == checked[-1][1]


def test_an_empty_archive_is_built(toy: Path) -> None:
    shutil.rmtree(toy / "content")
    report = build(toy, toy / "site")
    assert [str(problem) for problem in report.problems if "archive.yml" in problem.file] == [
        "content/archive.yml: missing: make it with `sources:` and a `- file: name` for each"
    ]
    assert (toy / "site/index.html").is_file()

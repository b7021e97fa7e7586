"""Drafts, and what waits for its day: on no page, in no feed, file, list or count, until they are published."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from backissue.archive.load import load
from backissue.archive.permalinks import record_addresses
from backissue.archive.publishing import published
from backissue.cli import main
from backissue.site.build import DRAFTS, build
from backissue.site.check import check_content
from backissue.site.exports import FORMATS, export_archive
from tests.archives import PNG, change, page, put, snapshot

DAY = date(2024, 5, 1)
PATH = "weeks/2023-03-26/zanzibar.md"
SECRETS = (b"anzibar", b"quagga", b"Ada Secret", b"hidden-topic", b"Hidden topic")
FIELDS = {"topics": "[Hidden topic]", "people": "[Ada Secret]"}


def draft(**fields: str) -> str:
    return page("Zanzibar", body="See the quagga.\n", **FIELDS, **fields)


def leaks(folder: Path) -> list[str]:
    return [name for name, data in snapshot(folder).items() if any(secret in data for secret in SECRETS)]


@pytest.mark.slow
@pytest.mark.parametrize("mark", [{"draft": "true"}, {"draft": "yes"}, {"publish": "2024-05-02"}])
def test_a_draft_is_nowhere_on_the_site(toy: Path, mark: dict[str, str]) -> None:
    before = build(toy, toy / "site").items
    put(toy, {PATH: draft(**mark)})
    report = build(toy, toy / "site", today=DAY)
    assert (report.items, report.withheld, report.problems) == (before, 1, ())
    assert (leaks(toy / "docs"), leaks(toy / "site")) == ([], [])


@pytest.mark.slow
def test_links_to_a_draft_are_words_until_it_is_published(toy: Path) -> None:
    body = "See [that *page*](zanzibar.md#one) and [it](../2023-03-26/zanzibar.md), or ![no](quay.md).\n"
    put(toy, {PATH: draft(publish="2024-05-02"), "weeks/2023-03-26/letter.md": page("Letter", body=body)})
    assert b"anzibar" not in export_archive(toy, "jsonl", today=DAY)[0]
    archive = published(load(toy), DAY)
    (letter,) = [one.item.body for one in archive.pages if one.path.endswith("/letter.md")]
    assert letter == "See that *page* and it, or ![no](quay.md).\n"
    (letter,) = [one.item.body for one in published(load(toy), date(2024, 5, 2)).pages if "/letter.md" in one.path]
    assert letter == body


@pytest.mark.slow
def test_a_page_that_becomes_a_draft_leaves_the_site(toy: Path) -> None:
    put(toy, {PATH: draft()})
    build(toy, toy / "site")
    assert leaks(toy / "site")
    put(toy, {PATH: draft(draft="true")})
    build(toy, toy / "site")
    assert leaks(toy / "site") == []


@pytest.mark.slow
@pytest.mark.parametrize("fields", [{"draft": "false"}, {"publish": "2024-05-01"}, {"publish": "2020-01-01"}])
def test_what_is_no_draft_or_whose_day_has_come_is_published(toy: Path, fields: dict[str, str]) -> None:
    put(toy, {PATH: draft(**fields)})
    report = build(toy, toy / "site", today=DAY)
    assert (report.withheld, report.problems) == (0, ())
    assert b"quagga" in (toy / "site/weeks/2023-03-26/zanzibar/index.html").read_bytes()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_an_export_has_no_drafts(toy: Path, form: str) -> None:
    put(toy, {PATH: draft(publish="2024-05-02")})
    assert not any(secret in export_archive(toy, form, today=DAY)[0] for secret in SECRETS)
    assert b"anzibar" in export_archive(toy, form, today=date(2024, 5, 2))[0]


@pytest.mark.parametrize("draft_of", ["true", "maybe"])
def test_a_mark_that_is_not_understood_publishes_nothing(toy: Path, draft_of: str) -> None:
    put(toy, {PATH: draft(draft=draft_of)})
    assert b"anzibar" not in export_archive(toy, "csv", today=DAY)[0]


def test_the_day_is_an_input(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    put(toy, {PATH: draft(publish="2024-05-02")})

    def exported(*options: str) -> bool:
        done = CliRunner().invoke(main, ["--root", str(toy), "export", "jsonl", *options])
        assert done.exit_code == 0, done.output
        return "Zanzibar" in done.output

    assert exported()
    assert not exported("--today", "2024-05-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714600000")  # 2024-05-01
    assert not exported()
    assert exported("--today", "2024-05-02")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714690000")  # 2024-05-02
    assert exported()


def test_a_day_that_is_none_is_refused(toy: Path) -> None:
    done = CliRunner().invoke(main, ["--root", str(toy), "check", "--today", "soon"])
    assert (done.exit_code, "--today is 'soon', which is not a day" in done.output) == (2, True)


def test_the_address_of_a_draft_that_was_published_leads_to_its_week(toy: Path) -> None:
    put(toy, {PATH: draft(aliases="[old/zanzibar]")})
    known = record_addresses({}, load(toy)).values()
    lines = (json.dumps({"path": entry.path} | ({"id": entry.id} if entry.id else {})) for entry in known)
    put(toy, {"addresses.jsonl": "\n".join(lines)})
    put(toy, {PATH: draft(draft="true", aliases="[old/zanzibar]")})
    assert check_content(toy, load(toy), DAY) == []
    build(toy, toy / "site", today=DAY)
    for name, target in {
        "weeks/2023-03-26/zanzibar": "weeks/2023-03-26",
        "old/zanzibar": "weeks/2023-03-26",
        "topics/hidden-topic": "topics",
    }.items():
        text = (toy / f"site/{name}/index.html").read_text("utf-8")
        leads = text.partition("url=")[2].partition('"')[0]
        assert (toy / "site" / name / leads).resolve() == (toy / "site" / target).resolve()


def test_a_draft_that_was_never_published_has_no_address(toy: Path) -> None:
    put(toy, {PATH: draft(draft="true")})
    assert check_content(toy, load(toy), DAY) == []


def test_active_content_of_a_draft_is_reported_before_it_is_published(toy: Path) -> None:
    put(toy, {PATH: page("Zanzibar", body="<script>go()</script>\n", draft="true")})
    (problem,) = check_content(toy, load(toy), DAY)
    assert (problem.file, problem.what) == (f"content/{PATH}", "active content: the element <script>")


def test_what_only_drafts_have_is_no_defect_of_its_notes_or_edits(toy: Path) -> None:
    edits = page("Speaker", mentions='{add: ["paper:zanzibar"]}')
    note = "---\ntitle: Hidden topic\n---\n\nThe quagga.\n"
    put(toy, {PATH: draft(draft="true"), "topics/hidden-topic.md": note, "weeks/2023-03-26/speaker.md": edits})
    assert check_content(toy, load(toy), DAY) == []


@pytest.mark.slow
def test_a_picture_that_only_a_draft_shows_is_kept_back_with_it(toy: Path) -> None:
    folder = toy / "content/weeks/2023-03-26"
    for name in ("secret.png", "shared.png"):
        (folder / name).write_bytes(PNG)
    put(toy, {PATH: page("Zanzibar", draft="true", body="![s](secret.png) ![t](shared.png)\n")})
    change(folder / "link.md", "One.", "![t](shared.png)")
    assert build(toy, toy / "site").problems == ()
    assert not (toy / "site/weeks/2023-03-26/secret.png").exists()
    assert (toy / "site/weeks/2023-03-26/shared.png").exists()


@pytest.mark.slow
def test_drafts_are_shown_from_a_folder_of_their_own(toy: Path) -> None:
    build(toy, toy / "site", today=DAY)
    public = snapshot(toy / "docs"), snapshot(toy / "site")
    put(toy, {PATH: draft(publish="2024-05-02"), "weeks/2023-03-26/other.md": page("Other", draft="true")})
    folder = toy / DRAFTS
    report = build(toy, folder / "site", today=DAY, drafts=True)
    assert report.problems == ()
    assert (snapshot(toy / "docs"), snapshot(toy / "site")) == public
    marks = {
        name: (folder / f"site/weeks/2023-03-26/{name}/index.html").read_text("utf-8")
        for name in ("zanzibar", "other", "link")
    }
    assert "Draft: not published before 2 May 2024." in marks["zanzibar"]
    assert "Draft: not published." in marks["other"]
    assert "Draft:" not in marks["link"]


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["draft: true", "publish: 2024-05-02"])
def test_a_page_by_hand_may_wait_too(toy: Path, mark: str) -> None:
    text = f"---\ntitle: Zanzibar\n{mark}\n---\n\nThe quagga.\n"
    put(toy, {"plans.md": text, "weeks/2023-03-26/index.md": text})
    assert build(toy, toy / "site", today=DAY).problems == ()
    assert (leaks(toy / "docs"), leaks(toy / "site")) == ([], [])

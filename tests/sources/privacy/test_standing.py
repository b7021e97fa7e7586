"""What sources say of who may read a text, in the words of their makers, and what an import makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge import apply, importer
from backissue.merge.changeset import Changeset
from backissue.model import Item, Problem
from backissue.sources.pieces import Source
from backissue.sources.read import read_by
from tests.archives import make_archive, put
from tests.readings import find_reader
from tests.sources.test_readers import TODAY

BODY = "\n\n## One river\n\nIt begins in the north, and we follow it to the sea.\n\n## Another\n\nIt is short.\n"

CLOSED = [
    "---\ntitle: A\ndraft: true\n---",
    "---\ntitle: A\nDraft: Yes\n---",
    "---\ntitle: A\ndraft: 'true'\n---",
    "---\ntitle: A\npublished: false\n---",
    "---\ntitle: A\npublished: no\ndate: 2024-03-20\n---",
    "---\ntitle: A\nstatus: draft\n---",
    "---\ntitle: A\nstatus: Private\n---",
    "---\ntitle: A\nstatus: pending review\n---",
    "---\ntitle: A\nstatus: scheduled\n---",
    "---\ntitle: A\nunlisted: true\n---",
    "---\ntitle: A\nprivate: true\n---",
    "---\ntitle: A\nvisibility: private\n---",
    "---\ntitle: A\nvisibility: paid\n---",
    "---\ntitle: A\naudience: only_paid\n---",
    "---\ntitle: A\nemail_type: premium\n---",
    "---\ntitle: A\npassword: sesame\n---",
    "---\ntitle: A\n_build:\n  render: never\n---",
    "---\ntitle: A\nbuild: {list: never}\n---",
    "---\ntitle: A\npermalink: false\n---",
    "---\ntitle: A\ndg-publish: false\n---",
    "---\ntitle: A\nparams:\n  draft: true\n---",
    "---\ntitle: A\ndate: 2020-01-01\nexpiryDate: 2024-01-01\n---",
    '---\ntitle: "A "broken" head"\ndraft: true\n---',
    '+++\ntitle = "A"\ndraft = true\n+++',
    '+++\ntitle = "A"\n[extra]\ndraft = true\n+++',
    '{\n"title": "A",\n"draft": true\n}',
    "Title: A\nDate: 2024-03-20\nStatus: draft",
]
OPEN = [
    "---\ntitle: A\ndraft: false\n---",
    "---\ntitle: A\npublished: true\n---",
    "---\ntitle: A\npublished: 2024-03-20\n---",
    "---\ntitle: A\nstatus: published\n---",
    "---\ntitle: A\nstatus: complete\n---",
    "---\ntitle: A\nvisibility: public\n---",
    "---\ntitle: A\naudience: everyone\n---",
    "---\ntitle: A\naudience: beginners\n---",
    "---\ntitle: A\npermalink: /a/\n---",
    "---\ntitle: A\npublishDate: 2024-03-20\n---",
    "---\ntitle: A\nexpiryDate: 2099-01-01\n---",
    "---\ntitle: A\ntype: page\nlayout: page\n---",
    "---\ntitle: A\npassword:\n---",
]
WAITING = [
    "---\ntitle: A\ndate: 2024-03-20\npublishDate: 2099-01-01\n---",
    "---\ntitle: A\npublish: 2099-01-01\n---",
    "---\ntitle: A\ndate: 2099-01-01\n---",
    "---\ntitle: A\ndate: 2099\n---",
    "---\ntitle: A\ndate: 2099-01\n---",
    "---\ntitle: A\ndate: 01.01.2099\n---",
    "---\ntitle: A\ndate: 2099-01-01T08:00:00+02:00\n---",
    "---\ntitle: A\nstatus: scheduled\npublished_at: 2099-01-01\n---",
    '+++\ntitle = "A"\npublishDate = 2099-01-01\n+++',
]


def read(text: str, file: str = "a.md") -> Item:
    source = Source(file, tuple(f"{text}{BODY}".split("\n")), today=TODAY)
    reader = find_reader(source)
    assert not isinstance(reader, Problem), reader
    (item,) = read_by(reader, source).items
    return item


@pytest.mark.parametrize("head", CLOSED)
def test_what_a_head_keeps_back_comes_in_as_a_draft(head: str) -> None:
    assert read(head).draft


@pytest.mark.parametrize("head", OPEN)
def test_what_a_head_publishes_comes_in_as_no_draft(head: str) -> None:
    item = read(head)
    assert (item.draft, item.publish) == (False, None)


@pytest.mark.parametrize("head", WAITING)
def test_a_day_ahead_is_the_day_on_which_an_item_is_published(head: str) -> None:
    item = read(head)
    assert (item.draft, item.publish) == (False, date(2099, 1, 1))


@pytest.mark.parametrize("file", ["_drafts/a.md", "posts/_drafts/b/a.md"])
def test_what_lies_among_drafts_is_one(file: str) -> None:
    assert read("---\ntitle: A\n---", file).draft


def test_the_word_that_opens_a_post_is_not_printed() -> None:
    source = Source("a.md", tuple(f"---\ntitle: A\npassword: sesame\n---{BODY}".split("\n")), today=TODAY)
    reader = find_reader(source)
    assert not isinstance(reader, Problem)
    assert "sesame" not in str(read_by(reader, source).problems)


def imported(root: Path) -> Changeset:
    made = importer.plan(root, today=TODAY)
    apply.apply_changeset(root, made)
    return made


def page_of(root: Path) -> str:
    (path,) = (root / "content/weeks").rglob("*.md")
    return path.read_text("utf-8")


def source(mark: str) -> dict[str, str]:
    return {"sources/a.md": f"---\ntitle: A letter\ndate: 2024-03-20\n{mark}---{BODY}"}


def test_a_source_that_says_published_later_publishes_its_draft(tmp_path: Path) -> None:
    root = make_archive(tmp_path, source("draft: true\n"), "  - file: a.md\n")
    (hint,) = imported(root).problems
    assert (hint.is_hint, "imported as a draft, which is in content/ only: “A letter”" in hint.what) == (True, True)
    assert "\ndraft: true\n" in page_of(root)
    put(root, source(""))
    assert imported(root).problems == ()
    assert "draft" not in page_of(root)


@pytest.mark.parametrize("own", ["", "draft: false\n"])
def test_a_draft_that_a_person_published_stays_published(tmp_path: Path, own: str) -> None:
    root = make_archive(tmp_path, source("draft: true\n"), "  - file: a.md\n")
    imported(root)
    (path,) = (root / "content/weeks").rglob("*.md")
    published = page_of(root).replace("draft: true\n", own)
    path.write_text(published, "utf-8")
    imported(root)
    assert page_of(root) == published
    put(root, source(""))
    imported(root)
    assert page_of(root) == published


def test_a_page_that_a_person_made_a_draft_stays_one(tmp_path: Path) -> None:
    root = make_archive(tmp_path, source(""), "  - file: a.md\n")
    imported(root)
    (path,) = (root / "content/weeks").rglob("*.md")
    drafted = page_of(root).replace("\n---\n\n", "\ndraft: true\n---\n\n", 1)
    path.write_text(drafted, "utf-8")
    put(root, {"sources/a.md": source("")["sources/a.md"].replace("A letter", "The letter")})
    imported(root)
    assert "\ndraft: true\n" in page_of(root)


@pytest.mark.parametrize(("said", "draft"), [("", True), ("    publish_paid: true\n", False)])
def test_a_paid_post_is_published_only_where_the_archive_says_so(tmp_path: Path, *, said: str, draft: bool) -> None:
    root = make_archive(tmp_path, source("audience: only_paid\n"), f"  - file: a.md\n{said}")
    assert len(imported(root).problems) == draft
    assert ("draft: true" in page_of(root)) is draft


def test_a_draft_has_no_address_until_it_is_published(tmp_path: Path) -> None:
    root = make_archive(tmp_path, source("draft: true\n"), "  - file: a.md\n")
    imported(root)
    assert not [path for path in load(root).addresses if "a-letter" in path]
    put(root, source(""))
    imported(root)
    (path,) = (root / "content/weeks").rglob("*.md")
    assert path.name == "a-letter.md"
    assert "weeks/2024-03-24/a-letter/" in load(root).addresses


def test_a_table_of_posts_says_who_may_read_the_texts_beside_it(tmp_path: Path) -> None:
    table = (
        "post_id,post_date,is_published,type,audience,title\n101.first,2026-03-02,true,newsletter,everyone,First\n"
        "102.idea,,false,newsletter,everyone,Idea\n103.paid,2026-03-09,true,newsletter,only_paid,Paid\n"
        "104.about,2026-03-01,true,page,everyone,About\n"
    )
    names = ("101.first", "102.idea", "103.paid", "104.about")
    texts = {f"sources/posts/{name}.html": f"<p>The text of {name}.</p><p>More of it.</p>" for name in names}
    entries = "".join(f"  - file: posts/{name}.html\n" for name in names)
    root = make_archive(tmp_path, {"sources/posts.csv": table, **texts}, entries)
    importer_plan = imported(root)
    drafts = {page.item.source.file: page.item.draft for page in load(root).pages if page.item.source}
    assert drafts == {"posts/101.first.html": False, "posts/102.idea.html": True, "posts/103.paid.html": True}
    assert {change.fate for change in importer_plan.changes} == {"new"}

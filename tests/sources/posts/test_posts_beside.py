"""Tables of exports beside their texts: what a row says is true of its text, and a row without one is an item."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge import apply, importer
from backissue.model import Item, Link
from tests.archives import make_archive


def items(root: Path) -> dict[str, Item]:
    """The items of an archive after an import, by the file that each came from."""
    apply.apply_changeset(root, importer.plan(root, today=date(2026, 11, 28)))
    return {page.item.source.file: page.item for page in load(root).pages if page.item.source}


def archive_of(tmp_path: Path, files: dict[str, str]) -> Path:
    """An archive with these files below its sources."""
    entries = "".join(f"  - file: {name}\n" for name in files)
    return make_archive(tmp_path, {f"sources/{name}": text for name, text in files.items()}, entries)


SUBSTACK = (
    "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
    '101.ropes,2019-07-26T20:48:19.814Z,true,,podcast,everyone,"Ropes, again",What holds,https://a.example.org/1.mp3\n'
    "102.gone,2019-08-02T20:48:19.814Z,true,,newsletter,everyone,Gone,Its text is lost,\n"
)


def test_a_post_of_substack_is_called_as_its_row_says_and_is_one_item(tmp_path: Path) -> None:
    root = archive_of(tmp_path, {"s/posts.csv": SUBSTACK, "s/posts/101.ropes.html": "<p>A bowline holds.</p>"})
    found = items(root)
    post = found["s/posts/101.ropes.html"]
    assert (post.title, post.date, post.extra["description"]) == ("Ropes, again", date(2019, 7, 26), "What holds")
    assert post.links == (Link("Audio", "https://a.example.org/1.mp3"),)
    assert found["s/posts.csv"].title == "Gone"
    assert len(found) == 2


def test_mails_of_buttondown_have_subject_and_day_from_their_table(tmp_path: Path) -> None:
    table = "id,secondary_id,subject,publish_date,source,slug\nab12,1,Red to port,2023-01-02 16:55:00+00:00,app,buoys\n"
    root = archive_of(tmp_path, {"emails.csv": table, "emails/buoys.md": "Red to *port*.\n\n- One\n- Two\n"})
    (post,) = items(root).values()
    assert (post.title, post.date) == ("Red to port", date(2023, 1, 2))


def test_a_campaign_of_mailchimp_is_called_by_its_subject(tmp_path: Path) -> None:
    table = (
        "Title,Subject,List,Send Date,Send Weekday,Total Recipients,Unique Id\n"
        'Tide 12 (copy),Spring tides,Tidewater,"Mar 02, 2021 09:00 am",Tuesday,412,a1b2c3\n'
    )
    page = "<html><title>*|MC:SUBJECT|*</title><body><p>The tide is high this week, and so are we.</p></body></html>"
    root = archive_of(tmp_path, {"campaigns.csv": table, "campaigns_content/a1b2c3_tide-12-copy.html": page})
    (post,) = items(root).values()
    assert (post.title, post.date) == ("Spring tides", date(2021, 3, 2))


ISSUES = """id,title,sent_at,html
1,Ropes,2021-03-05 10:00:00 UTC,"<p>Hello friends, this letter is of ropes and of what holds.</p>"
2,Mooring,,"<p>Hello friends, this one nobody has read so far.</p>"
"""
LINKS = """issue_id,type,title,url,description
1,link,A bowline,https://example.org/bowline,What it holds
2,link,A cleat,https://example.org/cleat,What nobody has read
9,link,A hitch,https://example.org/hitch,Of a letter that is gone
"""


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_links_of_a_letter_that_was_never_sent_are_kept_back_with_it(tmp_path: Path, form: str) -> None:
    tables = {"issues": ISSUES, "items": LINKS}
    if form == "json":
        tables = {name: json.dumps(list(csv.DictReader(text.splitlines()))) for name, text in tables.items()}
    root = archive_of(tmp_path, {f"{name}.{form}": text for name, text in tables.items()})
    apply.apply_changeset(root, importer.plan(root, today=date(2026, 11, 28)))
    found = {page.item.title: page.item for page in load(root).pages}
    assert {title for title, item in found.items() if item.draft} == {"Mooring", "A cleat"}
    assert found["A bowline"].week == found["Ropes"].week == date(2021, 3, 7)
    assert found["A hitch"].week is None


def test_where_no_letter_says_when_it_was_sent_none_is_kept_back(tmp_path: Path) -> None:
    root = archive_of(tmp_path, {"issues.csv": ISSUES.replace("sent_at", "note"), "items.csv": LINKS})
    assert not any(item.draft for item in items(root).values())

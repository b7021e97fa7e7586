"""What one source keeps from readers stays from them, whatever a feed, or another source, says of the same address."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.merge import apply, importer
from backissue.model import Item
from tests.archives import put
from tests.sources.posts.test_posts_beside import archive_of

FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Letters</title><link>https://l.example.org</link>
<item><title>On mills</title><link>{url}</link><pubDate>Fri, 01 Mar 2024 08:00:00 GMT</pubDate>
<description>An excerpt of mills</description></item>
<item><title>On ferries</title><link>https://l.example.org/on-ferries</link><description>All of it.</description></item>
</channel></rss>
"""
WORDPRESS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>L</title>
<item><title>On mills</title><link>{link}</link><content:encoded><![CDATA[Secret mills]]></content:encoded>
<wp:post_name>on-mills</wp:post_name><wp:status>{status}</wp:status><wp:post_type>post</wp:post_type></item>
</channel></rss>
"""
GHOST = {"id": "1", "title": "On mills", "slug": "on-mills", "html": "<p>Secret mills</p>", "status": "published"}
GHOST |= {"visibility": "paid", "type": "post", "published_at": "2024-03-01T07:00:00.000Z"}
SUBSTACK = "post_id,post_date,is_published,type,audience,title\n1.on-mills,,true,newsletter,only_paid,On mills\n"
PAGE = '<html><head><title>On mills</title><link rel="canonical" href="https://l.example.org/on-mills"></head>'
BODY = "---\nSecret mills.\n"
CASES = {
    "permalink": ("/2024/mills/", {"mills.md": f"---\ntitle: Mills\ndraft: true\npermalink: /2024/mills/\n{BODY}"}),
    "canonical": (
        "/2024/mills/?utm_source=rss",
        {"m.md": f"---\ntitle: Mills\nvisibility: paid\ncanonical_url: https://l.example.org/2024/mills\n{BODY}"},
    ),
    "slug": ("/p/on-mills", {"content/posts/x.md": f"---\ntitle: Mills\npublished: false\nslug: on-mills\n{BODY}"}),
    "later": ("/p/on-mills", {"x.md": f"---\ntitle: Mills\npublishDate: 2099-01-01\nslug: on-mills\n{BODY}"}),
    "ghost": ("/on-mills/", {"g.json": json.dumps({"db": [{"meta": {"exported_on": 1}, "data": {"posts": [GHOST]}}]})}),
    "jekyll": ("/n/on-mills.html", {"_posts/2024-03-01-on-mills.md": f"---\ntitle: Mills\npublished: false\n{BODY}"}),
    "page": ("/on-mills", {"draft_on-mills.html": f"{PAGE}<body><p>Secret mills, in words.</p></body></html>"}),
    "substack": ("/p/on-mills", {"posts.csv": SUBSTACK, "posts/1.on-mills.html": "<p>Secret mills.</p>"}),
    "buttondown": ("/a/on-mills/", {"emails/x.md": f"---\nsubject: On mills\nstatus: draft\nslug: on-mills\n{BODY}"}),
    "wordpress": (
        "/3/on-mills/",
        {"wp.xml": WORDPRESS.format(link="https://l.example.org/3/on-mills/", status="private")},
    ),
    "wordpress-draft": (
        "/3/on-mills/",
        {"wp.xml": WORDPRESS.format(link="https://l.example.org/?p=7", status="draft")},
    ),
}


def import_again(root: Path) -> list[Item]:
    """Import all sources of an archive, and return its items."""
    apply.apply_changeset(root, importer.plan(root, today=date(2026, 11, 28)))
    return [page.item for page in load(root).pages]


def public(items: list[Item]) -> set[str]:
    """Return the titles of the items that readers see."""
    return {item.title for item in items if not item.draft and not item.publish}


@pytest.mark.parametrize("feed", ["a-feed.xml", "z-feed.xml"])
@pytest.mark.parametrize(("url", "files"), CASES.values(), ids=CASES)
def test_a_feeds_excerpt_of_what_is_not_public_is_one_draft_with_it(
    url: str, files: dict[str, str], feed: str, tmp_path: Path
) -> None:
    entry = FEED.format(url=f"https://l.example.org{url}")
    found = import_again(archive_of(tmp_path, dict(sorted({feed: entry, **files}.items()))))
    assert public(found) == {"On ferries"}
    assert len(found) == 2


@pytest.mark.parametrize("first", ["feed.xml", "mills.md"])
def test_what_was_imported_before_from_one_of_them_is_kept_back_too(first: str, tmp_path: Path) -> None:
    texts = {
        "feed.xml": FEED.format(url="https://l.example.org/2024/mills/"),
        "mills.md": CASES["permalink"][1]["mills.md"],
    }
    root = archive_of(tmp_path, {first: texts[first]})
    import_again(root)
    listed = (root / "content" / "archive.yml").read_text("utf-8")
    (other,) = texts.keys() - {first}
    put(root, {f"sources/{other}": texts[other], "archive.yml": f"{listed}  - file: {other}\n"})
    found = import_again(root)
    assert public(found) == {"On ferries"}
    assert len(found) == 2
    assert import_again(root) == found


def test_what_was_public_in_a_feed_and_is_a_draft_in_its_export_now_is_one(tmp_path: Path) -> None:
    text = CASES["permalink"][1]["mills.md"]
    entry = FEED.format(url="https://l.example.org/2024/mills/")
    root = archive_of(tmp_path, {"feed.xml": entry, "mills.md": text.replace("draft: true", "draft: false")})
    import_again(root)
    put(root, {"sources/mills.md": text})
    assert public(import_again(root)) == {"On ferries"}


@pytest.mark.parametrize("url", ["/2024/windmills/", "/2025/mills/", "/mills-again"])
def test_another_address_is_another_text(url: str, tmp_path: Path) -> None:
    entry = FEED.format(url=f"https://l.example.org{url}")
    found = import_again(archive_of(tmp_path, {"feed.xml": entry, "m.md": CASES["canonical"][1]["m.md"]}))
    assert public(found) == {"On mills", "On ferries"}
    assert len(found) == 3

"""What a finished page may hold: what the theme's templates write, what a text may hold, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from backissue.model import Shard
from backissue.site import documents, engine
from backissue.site.build import build
from backissue.site.gate import Findings
from backissue.site.page_gate import PageGate
from backissue.site.theme_marks import marks_of
from tests.archives import PROJECT, change, make_archive, page, put, snapshot, without_nav

HEAD = '<!doctype html><html lang="en" class="no-js"><head><title>A</title></head>'
THEME = PROJECT / "site_templates/theme"


@cache
def gate() -> PageGate:
    """The gate of the project's own theme."""
    return PageGate(marks_of(engine.configure(PROJECT).theme.get_env()), "https://reader.example/repo/")


def judged(body: str) -> list[str]:
    return [what for _, what in gate().judge_page(f"{HEAD}<body dir=ltr>{body}</body></html>")]


PASSES = {
    "text": "<p>Words, <em>more</em> &lt;script&gt;</p>",
    "a form of the theme": '<form class="bi-find" role="search" action="../search/" method="get"></form>',
    "a script of the theme": '<script type="module" src="../assets/javascripts/site.js"></script>',
    "data": '<script type="application/ld+json">{"a": "\\u003c"}</script>',
    "a bar of a chart": '<span class="bi-bar bi-w-12"></span>',
    "a comment": "<!-- <script>x</script> -->",
    "a link elsewhere": '<a href="https://example.org/?a=1&amp;b=2">a</a>',
    "a canonical address": '<link rel="canonical" href="https://reader.example/repo/a/">',
}
REFUSED = {
    "a script": "<script>go()</script>",
    "a script by address": '<script src="x.js"></script>',
    "a script of another host": '<script src="https://evil.example/assets/javascripts/site.js"></script>',
    "a script beside the page": '<script src="../x.pdf"></script>',
    "data that ends": '<script type="application/json">{"a": "<!--<script>"}</script>',
    "another style": "<style>* { display: none }</style>",
    "a handler": "<p onclick=go()>a</p>",
    "a handler on the page": "<body onload=go()>",
    "a style": '<p style="position: fixed">a</p>',
    "a frame": '<iframe src="a.html"></iframe>',
    "a frame with a text": '<iframe srcdoc="<script>go()</script>"></iframe>',
    "an object": '<object data="a.swf"></object>',
    "an address that runs": '<a href="java&#10;script:go()">a</a>',
    "data as an address": '<a href="data:text/html,x">a</a>',
    "a form elsewhere": '<form action="https://evil.example/"></form>',
    "a form elsewhere without a scheme": '<form action="/\\evil.example/"></form>',
    "another base": '<base href="https://evil.example/">',
    "an instruction": '<meta http-equiv="refresh" content="0; url=https://evil.example/">',
    "an instruction that runs": '<meta http-equiv="refresh" content="0; url=javascript:go()">',
    "another policy": '<meta http-equiv="Content-Security-Policy" content="default-src *">',
    "a sheet elsewhere": '<link rel="stylesheet" href="https://evil.example/a.css">',
    "a picture elsewhere": '<img src="//evil.example/a.png" alt="">',
    "a class that covers": '<a class="md-overlay" href="a">a</a>',
    "an id of the theme": '<p id="__config">a</p>',
    "an id of the theme twice": '<div id="bi-search"></div><div id="bi-search"></div>',
    "an attribute with a mark in its name": '<p a"b=1>a</p>',
    "an end in a title": '<noscript><p title="</noscript><img src=x onerror=go()>">a</p></noscript>',
    "drawing with a script": "<svg><script>go()</script></svg>",
    "a template": "<template><img src=x onerror=go()></template>",
}


@pytest.mark.parametrize("name", PASSES)
def test_what_the_theme_or_a_text_may_write_passes(name: str) -> None:
    assert judged(PASSES[name]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_whatever_else_stands_on_a_page_is_refused(name: str) -> None:
    assert judged(REFUSED[name])
    assert judged(f"<p>Words</p>{REFUSED[name]}<p>more</p>")


@pytest.mark.parametrize("name", [name for name in REFUSED if "of the theme twice" not in name])
def test_no_text_may_hold_what_no_page_may(name: str) -> None:
    assert gate().judge_text(REFUSED[name])


@pytest.mark.parametrize(
    "markup",
    ["<form action='search/'>", "<button popovertarget=bi-drawer>a</button>", "<p class=bi-lead>a</p>", "</article>a"],
)
def test_no_text_may_hold_what_is_the_themes(markup: str) -> None:
    assert gate().judge_text(markup)


def test_every_id_that_a_template_writes_is_refused_to_texts() -> None:
    own = {value for (tag, name), values in gate()._marks.values.items() if name == "id" for value in values}  # noqa: SLF001
    taken = [name for name in own if name and "\ue000" not in name and not gate().judge_text(f'<p id="{name}">a</p>')]
    assert taken == []


def test_a_page_that_is_refused_is_left_out_and_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = without_nav(
        make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("A", body="Words.\n\n*b*{ onclick=go() }\n")})
    )
    put(root, {"weeks/2023-03-26/b.md": page("B")})
    monkeypatch.setattr(documents, "examine", lambda *_: Findings())
    report = build(root, root / "site")
    assert [(it.file, it.line) for it in report.problems if "onclick" in it.what] == [
        ("content/weeks/2023-03-26/a.md", 10)
    ]
    made = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*.html")}
    assert "weeks/2023-03-26/b/index.html" in made
    assert "weeks/2023-03-26/a/index.html" not in made
    assert [it for it in build(root, root / "site").problems if "onclick" in it.what]


def test_nothing_else_names_a_page_that_only_this_gate_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, feeds, the map of the site and links are made without it, and the next build makes nothing anew."""
    bad, good = page("Bad", body="Words.\n\n*b*{ onclick=go() }\n"), page("Good")
    root = without_nav(make_archive(tmp_path, {"weeks/2023-03-26/bad-one.md": bad, "weeks/2023-03-26/good.md": good}))
    monkeypatch.setenv("SITE_URL", "https://reader.example/repo/")
    monkeypatch.setattr(documents, "examine", lambda *_: Findings())
    build(root, root / "site")
    named = {name for name, data in snapshot(root / "site").items() if b"bad-one/" in data or "bad-one" in name}
    assert named == set()
    assert b"good/" in (root / "site/sitemap.xml").read_bytes()
    before = snapshot(root / "site")
    again = build(root, root / "site")
    assert [it.line for it in again.problems if "onclick" in it.what] == [10]
    assert (again.docs_written, again.pages_rendered, again.site_written) == (0, 0, 0)
    assert snapshot(root / "site") == before
    change(root / "content/weeks/2023-03-26/bad-one.md", "{ onclick=go() }", "")
    assert not [it for it in build(root, root / "site").problems if "onclick" in it.what]
    assert b"bad-one/" in (root / "site/sitemap.xml").read_bytes()


def test_a_list_that_this_gate_refuses_is_not_on_the_map_of_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes from no file that could be left out, and is named by itself."""
    root = without_nav(make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("A", topics="[Odd, Even]")}))
    monkeypatch.setenv("SITE_URL", "https://reader.example/repo/")
    judge = PageGate.judge_page
    odd = (("", "odd"),)
    monkeypatch.setattr(PageGate, "judge_page", lambda gate, text: judge(gate, text) + odd * ('<h1 id="odd"' in text))
    build(root, root / "site")
    assert not (root / "site/topics/odd/index.html").exists()
    named = (root / "site/sitemap.xml").read_text("utf-8")
    assert "topics/even/" in named
    assert "topics/odd/" not in named
    again = build(root, root / "site")
    assert [it.file for it in again.problems if it.what.endswith("odd")] == ["docs/topics/odd.md"]
    assert (again.docs_written, again.site_written) == (0, 0)


def test_parts_are_made_without_a_page_that_this_gate_refuses_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine knows of a page of its own part; who puts the parts together knows of all of them."""
    bad, good = page("Bad", body="Words.\n\n*b*{ onclick=go() }\n"), page("Good")
    files = {"weeks/2023-03-26/bad-one.md": bad, "weeks/2023-03-26/good.md": good}
    monkeypatch.setattr(documents, "examine", lambda *_: Findings())
    (number,) = (number for number in (1, 2) if Shard(number, 2).holds("weeks/2023-03-26/bad-one.md"))
    for own in (1, 2):
        machine = without_nav(make_archive(tmp_path / str(own), files))
        build(machine, tmp_path / "site", shard=Shard(own, 2))
        listed = [name for name, data in snapshot(machine / "docs").items() if b"bad-one" in data or "bad-one" in name]
        assert bool(listed) is (own != number)
    whole, together = (without_nav(make_archive(tmp_path / name, files)) for name in ("whole", "together"))
    build(whole, whole / "site")
    build(together, tmp_path / "site")
    assert snapshot(tmp_path / "site") == snapshot(whole / "site")


def test_a_note_that_only_this_gate_refuses_leaves_the_list_of_its_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "weeks/2023-03-26/a.md": page("A"),
        "weeks/2023-03-26/index.md": "---\ntitle: T\n---\n*b*{ onclick=go() }\n",
    }
    root = without_nav(make_archive(tmp_path, files))
    monkeypatch.setattr(documents, "examine", lambda *_: Findings())
    found = {it.file for it in build(root, root / "site").problems if "onclick" in it.what}
    assert found == {"content/weeks/2023-03-26/index.md"}
    assert (root / "site/weeks/2023-03-26/index.html").is_file()


def test_a_page_without_a_note_in_the_store_is_judged_whatever_it_says_at_its_end(tmp_path: Path) -> None:
    root = without_nav(make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("A")}))
    build(root, root / "site")
    place = root / "site/weeks/2023-03-26/a/index.html"
    whole = place.read_bytes()
    place.write_bytes(whole.replace(b"<h1", b"<h1 onclick=go()"))
    (root / ".backissue/store.sqlite").unlink()
    build(root, root / "site")
    assert place.read_bytes() == whole


@pytest.mark.parametrize("keeps_store", [True, False])
def test_a_script_of_the_site_that_somebody_changed_is_put_right(tmp_path: Path, *, keeps_store: bool) -> None:
    root = without_nav(make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("A")}))
    build(root, root / "site")
    script = root / "site/assets/javascripts/boot.js"
    whole = script.read_bytes()
    script.write_bytes(whole + b"go()\n")
    if not keeps_store:
        (root / ".backissue/store.sqlite").unlink()
    build(root, root / "site")
    assert script.read_bytes() == whole


def test_a_build_without_refused_pages_only_hints_at_them(tmp_path: Path) -> None:
    root = without_nav(make_archive(tmp_path, {"weeks/2023-03-26/a.md": page("A", body="<script>go()</script>\n")}))
    assert not [it for it in build(root, root / "site", without_refused=True).problems if not it.is_hint]
    assert [it for it in build(root, root / "site").problems if not it.is_hint]


def test_a_link_to_a_refused_page_is_no_more_than_a_hint_either(tmp_path: Path) -> None:
    files = {
        "weeks/2023-03-26/a.md": page("A", body="<script>go()</script>\n"),
        "weeks/2023-03-26/b.md": page("B", body="See [it](a.md), or [nothing](none.md).\n"),
    }
    root = without_nav(make_archive(tmp_path, files))
    problems = build(root, root / "site", without_refused=True).problems
    assert ["none.md" in it.what for it in problems if not it.is_hint] == [True]


def test_all_processes_judge_with_what_one_has_read_of_the_theme() -> None:
    read = marks_of(engine.configure(PROJECT).theme.get_env())
    assert type(read).loaded(read.dumped()) == read

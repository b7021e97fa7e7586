"""Each barrier by itself: with it, nothing gets through; without it, what it stands against does, so that it is missed.

A probe gives what got through in words. No second barrier stands behind the one that a probe tries: where there is
one in the program, the probe switches it off in both runs.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2.runtime
import pytest
from markupsafe import Markup

from backissue import cells, files, text, values
from backissue.archive import segments
from backissue.archive.archive import Archive
from backissue.archive.catalogue import catalogue
from backissue.archive.config import ArchiveConfig
from backissue.archive.load import load
from backissue.cli import printing
from backissue.frontmatter import read_item
from backissue.mathematics import tex
from backissue.model import Item, Page
from backissue.prose import parse
from backissue.prose.parse import MOST_HEADINGS, MOST_OPEN, Renderer, TooComplexError
from backissue.site import attachments, citations, documents, exports, feeds, gate, live
from backissue.site.exports import FORMATS, entries, export
from backissue.site.gate import examine
from backissue.site.page_gate import PageGate
from backissue.site.reference import reference
from backissue.site.site import Site
from backissue.sources.issues import html_inlines
from tests.archives import PNG, make_archive, page, put
from tests.pages import PATH, RENDERER, THEME, item, tree_of
from tests.site.test_page_gate import HEAD, REFUSED
from tests.site.test_page_gate import gate as theme_gate
from tests.tables import run

Probe = Callable[[Path], list[str]]
Switch = Callable[[pytest.MonkeyPatch], None]
SCRIPT = "<script>go()</script>"


@dataclass(frozen=True)
class Barrier:
    """What stands in the way, how it is taken away, and what tells whether something gets through."""

    off: Switch
    probe: Probe


def patched(*places: tuple[object, str, object]) -> Switch:
    """Put other things in the places of those that are named."""

    def switch(monkeypatch: pytest.MonkeyPatch) -> None:
        for owner, name, other in places:
            monkeypatch.setattr(owner, name, other, raising=False)

    return switch


def same(text: str, *_: object, **__: object) -> str:
    return text


def nothing(*_: object) -> tuple[Any, ...]:
    return ()


def bodies(*texts: str) -> Probe:
    """Tell which Markdown passes as a page's body."""
    return lambda _: [text for text in texts if not examine(text, "a.md", 1, RENDERER.html).problems]


def finished(*names: str) -> Probe:
    """Tell which finished pages pass."""

    def probe(_: Path) -> list[str]:
        fresh = PageGate(theme_gate()._marks)  # noqa: SLF001 - one that has judged remembers it
        return [name for name in names if not fresh.judge_page(f"{HEAD}<body dir=ltr>{REFUSED[name]}</body></html>")]

    return probe


def imported(words: str) -> Probe:
    """Tell which active elements an import makes of a text in a table."""

    def probe(root: Path) -> list[str]:
        row = f"| 2023-03-26 | A | {words} | [x](https://a.example/) |"
        table = f"| Week | title | abstract | Paper-Link |\n|:--|:--|:--|:--|\n{row}\n"
        make_archive(root, {"sources/t.md": table}, "  - file: t.md\n")
        run(root)
        (made,) = load(root).pages
        return [problem.what for problem in examine(made.item.body, "a.md", 1, RENDERER.html).problems]

    return probe


def pictured(root: Path) -> list[str]:
    """Tell which pictures of other hosts an import makes of a summary, whose page would be refused for them."""
    words = "# Summary of a talk\n\n## One\n\nA ![chart](https://evil.example/p.png) here.\n\n- a\n- b\n"
    make_archive(root, {"sources/s.md": words}, "  - file: s.md\n    kind: summary\n")
    run(root)
    (made,) = load(root).pages
    assert "chart" in made.item.body or "![" in made.item.body
    return [problem.what for problem in examine(made.item.body, "a.md", 1, RENDERER.html).problems]


def _site(one: Item) -> Site:
    archive = Archive(ArchiveConfig(), (Page(PATH, one),), renderer=RENDERER)
    return Site(catalogue(archive), "Toy", "https://toy.example/")


def drawn(_: Path) -> list[str]:
    """Tell what the theme makes of a title that is an element."""
    made = documents.documents(_site(Item("paper:a", item("").kind, SCRIPT, week=item("").week)))
    trees = [tree_of(one.path, one.text) for one in made if one.path == PATH]
    return [str(node.html) for tree in trees for node in tree.css("script") if "go()" in node.text()]


def fed(_: Path) -> list[str]:
    """Tell which characters of terminals a feed has."""
    one = Item("paper:a", item("").kind, "A \x1b[31m\u202eB", week=item("").week)
    archive = catalogue(Archive(ArchiveConfig(), (Page(PATH, one),), renderer=RENDERER))
    shelf = next(shelf for shelf in archive.shelves if shelf.has_feeds)
    made = feeds.feed(shelf, Site(archive, "Toy", "https://toy.example/"))
    return [entry.title for entry in made.entries if not entry.title.isprintable()]


def exported(form: str, one: Item, found: Callable[[str], list[str]]) -> Probe:
    """Tell what is found in an export of an item."""

    def probe(_: Path) -> list[str]:
        site, kind = _site(one), FORMATS[form]
        return found(export(kind, entries(kind, site, site.catalogue.archive.pages)).decode())

    return probe


def referenced(_: Path) -> list[str]:
    """Tell which records of RIS a note begins besides that of its item."""
    work = replace(reference(item("A"), "Toy"), note="A\nER  - \nTY  - JOUR\u2028TI  - B")
    written = citations.ris(work)
    return re.findall("^ER  - $", written, re.MULTILINE)[1:]


def formulas(written: str) -> list[str]:
    """Tell which cells of a table begin as formulas."""
    return [cell for row in csv.reader(io.StringIO(written)) for cell in row if cell.startswith(("=", "@"))]


def tex_commands(written: str) -> list[str]:
    return re.findall(r"(?<!\\)(?:\\\\)*\\write18.*", written)


def limits(*texts: str) -> Probe:
    """Tell which texts are rendered that are beyond a limit."""

    def probe(_: Path) -> list[str]:
        through = []
        for body in texts:
            try:
                Renderer().document(body)
                through.append(body[:20])
            except TooComplexError:
                pass
        return through

    return probe


def head(line: str) -> Probe:
    """Tell whether a page is read whose front matter has such a line."""
    return lambda _: [line[:20] for made in [read_item(page(links=line, lang=""), "a.md")] if not made[1]]


def beside(name: str, data: bytes) -> Probe:
    """Tell whether a file goes on the site that is not what its name says."""

    def probe(root: Path) -> list[str]:
        make_archive(root, {"weeks/2023-03-26/a.md": page()})
        (root / "content/weeks/2023-03-26" / name).write_bytes(data)
        return attachments.find_attachments(root / "content", load(root))[0]

    return probe


def linked(root: Path) -> list[str]:
    """Tell whether a file outside is published through a link."""
    make_archive(root, {"weeks/2023-03-26/a.md": page()})
    secret = root / "secret.png"
    secret.write_bytes(PNG)
    (root / "content/weeks/2023-03-26/b.png").symlink_to(secret)
    return attachments.find_attachments(root / "content", load(root))[0]


def shown(words: str) -> list[str]:
    """Tell which commands a terminal or a runner would see in what is printed."""
    with redirect_stdout(io.StringIO()) as stream:
        printing.say(words)
    told = stream.getvalue()
    return [mark for mark in ("\x1b", "\n::", "##[") if mark in told]


def nested(root: Path) -> list[str]:
    """Tell whether a line of records that is nested without end stops everything."""
    put(root, {"records/addresses/a-1.jsonl": "[" * 100_000 + "\n"})
    try:
        return [] if load(make_archive(root)).problems else ["no problem"]
    except RecursionError:
        return ["a crash"]


def hosts(_: Path) -> list[str]:
    """Tell which names of hosts a preview answers to."""
    server = object.__new__(live.LiveServer)
    server.server_port = 8000
    return [name for name in ("evil.example:8000", "localhost.evil.example:8000", "") if server.is_own(name)]


def unlisted_links(root: Path) -> list[str]:
    """Tell whether pages below a folder that is a link are read."""
    make_archive(root, {"weeks/2023-03-26/a.md": page()})
    outside = root / "outside"
    outside.mkdir()
    (outside / "b.md").write_text(page("Secret"))
    (root / "content/weeks/2023-03-26/b.md").symlink_to(outside / "b.md")
    return [one.item.title for one in load(root).pages if one.item.title == "Secret"]


def unescaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the theme's templates print values as they are."""
    monkeypatch.setattr(jinja2.runtime, "escape", Markup)
    monkeypatch.setattr(THEME, "cache", None)


BARRIERS: Mapping[str, Barrier] = {
    "the theme's templates escape": Barrier(unescaped, drawn),
    "an import escapes": Barrier(patched((text, "escape_markdown", same)), imported(SCRIPT)),
    "elements of a text": Barrier(patched((gate, "_is_known", lambda _: True)), bodies(SCRIPT, "<iframe></iframe>")),
    "attributes of a text": Barrier(
        patched((gate, "ATTRIBUTES", gate.ATTRIBUTES | {"onclick", "style"})),
        bodies("*a*{ onclick=go() }", "<p style='position:fixed'>a</p>"),
    ),
    "addresses of a text": Barrier(
        patched((gate, "SCHEMES", gate.SCHEMES | {"javascript", "data"})),
        bodies("[a](javascript:go())", "[a](data:text/html,x)", "<a href='java\nscript:go()'>a</a>"),
    ),
    "pictures of a text": Barrier(patched((gate, "_bad_address", nothing)), bodies("![a](https://evil.example/p.png)")),
    "ids of a text": Barrier(patched((gate, "is_of_theme", lambda _: False)), bodies("## a { #__config }")),
    "classes of a text": Barrier(patched((gate, "is_lent", lambda _: True)), bodies("[ ](a){ .md-consent__overlay }")),
    "formulas of a text": Barrier(
        patched((gate, "permits", lambda *_: True)), bodies("<math><mi href='javascript:go()'>x</mi></math>")
    ),
    "ends of a text": Barrier(patched((gate, "is_closed", lambda _: True)), bodies("</article>a")),
    "finished pages": Barrier(
        patched((PageGate, "_faults", nothing)), finished("a script", "a handler", "a frame", "another base")
    ),
    "addresses of finished pages": Barrier(
        patched((PageGate, "_leads_right", lambda *_: True)),
        finished("a form elsewhere", "a sheet elsewhere", "a script beside the page"),
    ),
    "links in front matter": Barrier(
        patched((values, "web_address", lambda url: url)), head('[{Paper: "javascript:go()"}]')
    ),
    "feeds are without controls": Barrier(patched((feeds, "without_controls", same)), fed),
    "cells of tables": Barrier(
        patched((cells, "_is_formula", lambda _: False)),
        exported("csv", Item("paper:a", item("").kind, "=1+1", body="a\n"), formulas),
    ),
    "what follows in a cell": Barrier(
        patched((cells, "_within", same)),
        lambda _: [part for part in cells.to_cell("a;=1+41;b").split(";") if part[0] == "="],
    ),
    "TeX in BibTeX": Barrier(
        patched((tex, "to_tex", same), (exports, "to_tex", same)),
        exported("bibtex", Item("paper:a", item("").kind, "\\write18{id}", body="a\n"), tex_commands),
    ),
    "lines of RIS": Barrier(patched((citations, "_one_line", same)), referenced),
    "printed words": Barrier(patched((printing, "printed", same)), lambda _: shown("a\x1b[31m\n::error::b ##[error]c")),
    "open brackets": Barrier(patched((parse, "MOST_OPEN", 10**9)), limits("x" + "[" * (MOST_OPEN + 1))),
    "blocks within blocks": Barrier(patched((parse, "DEEPEST", 10**9)), limits("> " * 50 + "a")),
    "headings": Barrier(patched((parse, "MOST_HEADINGS", 10**9)), limits("#\n" * (MOST_HEADINGS + 1))),
    "size": Barrier(patched((parse, "LARGEST", 10**9)), limits("\n" * (parse.LARGEST + 1))),
    "marks in a paragraph": Barrier(patched((parse, "MOST_SEARCHED", 10**15)), limits(r"\* " * 15_000)),
    "length of a title": Barrier(
        patched((values, "LONGEST", 10**9)),
        lambda _: [it.title[:9] for it in [read_item(page("a" * 2001), "a.md")[0]] if it],
    ),
    "first bytes of files": Barrier(
        patched((attachments, "_misnamed", lambda *_: None)), beside("x.pdf", b"go()//%PDF-")
    ),
    "links of the file system": Barrier(
        patched((Path, "is_symlink", lambda _: False), (files, "below", Path.joinpath)), linked
    ),
    "pictures of a source": Barrier(
        patched((html_inlines, "_image", lambda node, _: [(f"![a]({node.attributes['src']})", True)])), pictured
    ),
    "lines of records": Barrier(patched((segments, "RecursionError", KeyError)), nested),
    "hosts of the preview": Barrier(patched((live.LiveServer, "is_own", lambda *_: True)), hosts),
}


@pytest.mark.parametrize("name", BARRIERS)
def test_nothing_gets_through_a_barrier(tmp_path: Path, name: str) -> None:
    assert BARRIERS[name].probe(tmp_path) == []


@pytest.mark.parametrize("name", BARRIERS)
def test_without_a_barrier_something_gets_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Otherwise the other test would pass for another reason than the barrier."""
    BARRIERS[name].off(monkeypatch)
    assert BARRIERS[name].probe(tmp_path) != []

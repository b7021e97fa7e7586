"""Languages: by head, folder, name of the file or what is said of it; translations of one item know each other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.archive.catalogue import catalogue
from backissue.archive.load import load
from backissue.merge import apply, importer
from backissue.merge.changeset import Changeset
from backissue.model import Item
from backissue.site.build import build
from tests.archives import make_archive, without_nav

WORDS = {
    "de": "Diese Woche folgen wir drei Fl\u00fcssen vom Harz bis zum Meer.",
    "en": "This week we follow three rivers from the hills to the sea.",
    "ar": "\u0646\u062a\u0628\u0639 \u062b\u0644\u0627\u062b\u0629 \u0623\u0646\u0647\u0627\u0631.",
    "": "This week we follow three rivers, again.",
}


def letter(lang: str = "en", head: str = "", title: str = "") -> str:
    named = title or f"Letter {lang}"
    return f"---\ntitle: {named}\ndate: 2026-03-30\n{head}---\n\n## One\n\n{WORDS[lang]}\n"


def imported(root: Path, sources: dict[str, str], said: str = "") -> Changeset:
    files = {f"sources/{name}": text for name, text in sources.items()}
    make_archive(root, files, "".join(f"  - file: {name}\n{said}" for name in sources))
    made = importer.plan(root)
    apply.apply_changeset(root, made)
    return made


def items(root: Path) -> dict[str, Item]:
    return {page.item.source.file: page.item for page in load(root).pages if page.item.source}


PAIRS = {
    "ends of names": {"letter-7.de.md": letter("de"), "letter-7.en.md": letter("en")},
    "one without an end": {"index.md": letter(""), "index.de.md": letter("de")},
    "folders": {"de/letter-7.md": letter("de"), "en/letter-7.md": letter("en")},
    "folders within": {"content/de/7/index.md": letter("de"), "content/en/7/index.md": letter("en")},
    "a key": {
        "brief.md": letter("de", "lang: de\ntranslationKey: l7\n"),
        "a.md": letter("en", "lang: en\ntranslationKey: l7\n"),
    },
    "a reference": {"brief.md": letter("de", "lang: de\nref: l7\n"), "a.md": letter("en", "lang: en\nref: l7\n")},
    "a name and a day": {"b.md": letter("de", "lang: de\nname: l7\n"), "a.md": letter("en", "lang: en\nname: l7\n")},
    "an address": {
        "b.md": letter("de", "lang: de\npermalink: /de/l/7/\n"),
        "a.md": letter("en", "lang: en\npermalink: /en/l/7/\n"),
    },
    "titles alike": {"de/x.md": letter("de", title="Letter 7"), "en/x.md": letter("en", title="Letter 7")},
}


@pytest.mark.parametrize("sources", PAIRS.values(), ids=PAIRS)
def test_translations_are_joined_and_are_no_doubles(tmp_path: Path, sources: dict[str, str]) -> None:
    made = imported(tmp_path, sources)
    found = items(tmp_path)
    assert [str(problem) for problem in made.problems] == []
    assert len(found) == len(sources) == 2
    (one, other) = found.values()
    assert one.translation == other.translation != ""
    assert one.lang != other.lang
    known = catalogue(load(tmp_path))
    pages = known.archive.pages
    assert [known.translations(page) for page in pages] == [[pages[1]], [pages[0]]]
    assert not known.related
    assert importer.plan(tmp_path).edits == {}


@pytest.mark.parametrize(
    ("head", "lang"),
    [
        ("lang: de\n", "de"),
        ("language: German\n", "de"),
        ("locale: pt_BR\n", "pt-BR"),
        ("lang: [en]\n", "en"),
        ("language: Python\n", ""),
        ("", ""),
    ],
)
def test_a_head_names_the_language(tmp_path: Path, head: str, lang: str) -> None:
    imported(tmp_path, {"a.md": letter("en", head)})
    (item,) = items(tmp_path).values()
    assert (item.lang, item.translation) == (lang, "")


def test_what_is_said_of_a_source_goes_before_its_head(tmp_path: Path) -> None:
    imported(tmp_path, {"a.md": letter("de", "lang: en\n")}, "    lang: de\n")
    (item,) = items(tmp_path).values()
    assert item.lang == "de"


def test_a_folder_is_of_a_language_only_beside_others(tmp_path: Path) -> None:
    imported(
        tmp_path,
        {"ml/a.md": letter("en"), "it/b/c.md": letter("en", title="Other")}
        | {"notes.is.md": letter("en", title="Third")},
    )
    assert {item.lang for item in items(tmp_path).values()} <= {"", "ml", "it"}
    alone = tmp_path / "alone"
    imported(
        alone,
        {"ml/a.md": letter("en"), "news/b.md": letter("en", title="Other"), "notes.is.md": letter("en", title="Third")},
    )
    assert {item.lang for item in items(alone).values()} == {""}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "<!doctype html><html lang=fr><body><h1>Lettre</h1><p>Nous suivons trois rivi\u00e8res.</p></body></html>",
            "fr",
        ),
        (
            "<rss><channel><language>es-MX</language><item><title>R\u00edos</title><description>Tres.</description></item></channel></rss>",
            "es-MX",
        ),
        ("<feed xml:lang='nl'><entry><title>Rivieren</title><content>Drie.</content></entry></feed>", "nl"),
        ("<feed xml:lang='nl'><entry xml:lang='fy'><title>R</title><content>Trije.</content></entry></feed>", ""),
    ],
)
def test_a_page_and_a_feed_name_their_language(tmp_path: Path, text: str, lang: str) -> None:
    imported(tmp_path, {"a.xml": text})
    (item,) = items(tmp_path).values()
    assert item.lang == lang


@pytest.mark.slow
def test_the_language_stands_on_the_article_and_readers_are_led_across(tmp_path: Path) -> None:
    sources = {"de/x.md": letter("de"), "ar/x.md": letter("ar"), "y.md": letter("", title="No language")}
    imported(tmp_path, sources)
    assert build(without_nav(tmp_path), tmp_path / "site", today=date(2026, 4, 1)).problems == ()
    trees = {
        path.parent.name: LexborHTMLParser(path.read_text("utf-8"))
        for path in (tmp_path / "site/weeks/2026-04-05").glob("*/index.html")
    }
    articles = {name: tree.css_first("article") for name, tree in trees.items()}
    found = {name: (node.attributes.get("lang"), node.attributes.get("dir")) for name, node in articles.items() if node}
    assert found == {"letter-de": ("de", None), "letter-ar": ("ar", "rtl"), "no-language": (None, None)}
    roots = [tree.css_first("html") for tree in trees.values()]
    assert {root.attributes.get("lang") for root in roots if root} == {"en"}
    links = {name: [a.text() for a in tree.css(".bi-facts a") if "Also in" in a.text()] for name, tree in trees.items()}
    assert links["letter-ar"] == ["Also in Deutsch"]
    assert links["no-language"] == []

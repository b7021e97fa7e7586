"""A site in another language than English: all that it says by itself is in it, and its addresses stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from backissue.settings_file import LANGUAGES as FOLDER
from backissue.site.build import build
from backissue.wording import own_words, read_words
from tests.archives import PROJECT, change, make_archive, page, without_nav

GERMAN = read_words((PROJECT / "site_templates/theme" / FOLDER / "de.html").read_text("utf-8"))
WORD = re.compile(r"[^\W\d_]{2,}")
SAYING = ("title", "aria-label", "placeholder", "alt", "label")
"""Attributes that a reader hears or sees."""
SPEECH = "\n\n".join(f"**{name}:** {'lorem ipsum dolor ' * 300}" for name in ("Ada", "Bo", "Ada"))
FILES = {
    "index.md": "---\ntitle: Lorem\ndescription: Lorem ipsum.\n---\n",
    "weeks/2023-03-26/una.md": page(
        "Una", people="[Ada]", topics="[Musica > Cantus]", body="Amet[^1].\n\n[^1]: Elit.\n"
    ),
    "weeks/2023-03-26/sermo.md": page("Sermo", kind="transcript", people="[Ada, Bo]", body=f"## Caput\n\n{SPEECH}\n"),
    "weeks/2023-03-26/7.md": page("7", kind="issue", body="## Nova\n\n- [Fons](https://fons.invalid/)\n"),
    "weeks/2023-04-30/8.md": page(
        "8", kind="issue", week="2023-04-30", body="## Nova\n\n- [Fons](https://fons.invalid/)\n"
    ),
    "weeks/2024-01-07/duo.md": page(
        "Duo", people="[Ada, Bo]", week="2024-01-07", topics="[Musica]", also_in="[2023-04-30]"
    ),
    "undated/tria.md": page("Tria", kind="summary", week="", aliases="[antiqua/tria]"),
}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an archive whose own words are of no language that the interface has."""
    root = without_nav(make_archive(tmp_path_factory.mktemp("german"), FILES))
    settings = root / "mkdocs.yml"
    change(settings, "\n  language: en\n", "\n  language: de\n")
    change(settings, "\n  - Home: index.md\n", "\n  - Initium: index.md\n")
    change(settings, "site_description: ", "site_description: Lorem. #")
    change(settings, "copyright: ", "copyright: Lorem #")
    change(settings, '!ENV [SITE_URL, ""]', "https://fons.invalid/a/")
    change(settings, '!ENV [REPO_URL, ""]', "https://github.com/ada/lorem")
    build(root, root / "site")
    return root / "site"


def said(site: Path) -> Iterator[tuple[str, str]]:
    """The texts of all pages with their paths, and those that a browser says of them."""
    for path in sorted(site.rglob("*.html")):
        tree = LexborHTMLParser(path.read_text("utf-8"))
        for node in tree.css("script, style, pre, code"):
            node.decompose()
        place = path.relative_to(site).as_posix()
        yield from ((place, node.text(deep=False)) for node in tree.css("body *, title"))
        yield from (
            (place, node.attributes[name] or "") for node in tree.css("*") for name in SAYING if name in node.attributes
        )
        yield from ((place, node.attributes["content"] or "") for node in tree.css("meta[name=description]"))


def test_no_english_word_of_the_interface_is_left(german: Path) -> None:
    ours = {word for key, text in own_words().items() if key.startswith(("bi.", "js.")) for word in WORD.findall(text)}
    english = ours - {word for text in GERMAN.values() for word in WORD.findall(text)}
    left = {(place, text) for place, text in said(german) if english.intersection(WORD.findall(text))}
    assert not left


def test_days_and_numbers_are_as_the_language_writes_them(german: Path) -> None:
    week = LexborHTMLParser((german / "weeks/2023-03-26/index.html").read_text("utf-8"))
    assert week.css("title")[0].text() == "Woche vom 20.\N{EN DASH}26. März 2023 · Backissue"
    assert week.css("html")[0].attributes["lang"] == "de"
    assert "Ausgabe 7" in week.css("article")[0].text()


def test_addresses_and_filters_stay_in_english(german: Path) -> None:
    assert {path.name for path in german.iterdir() if path.is_dir()} >= {"papers", "people", "topics", "weeks", "years"}
    html = (german / "papers/index.html").read_text("utf-8")
    assert 'id="march-2023"' in html
    item = LexborHTMLParser((german / "weeks/2023-03-26/una/index.html").read_text("utf-8"))
    assert item.css('[data-pagefind-filter="kind[content]"]')[0].attributes["content"] == "Paper"


def test_another_word_in_the_file_of_the_language_makes_its_pages_anew(german: Path) -> None:
    root = german.parent
    own = root / "site_templates/theme" / FOLDER / "de.html"
    own.parent.mkdir(parents=True)
    words = (PROJECT / "site_templates/theme" / FOLDER / "de.html").read_text("utf-8")
    own.write_text(words.replace('"Woche vom {days}"', '"{days} (Woche)"'), "utf-8")
    build(root, german)
    own_title = LexborHTMLParser((german / "weeks/2023-03-26/index.html").read_text("utf-8")).css("title")[0].text()
    assert own_title == "20.\N{EN DASH}26. März 2023 (Woche) · Backissue"


def test_scripts_feeds_and_files_have_the_words_too(german: Path) -> None:
    words = json.loads((german / "words.js").read_text("utf-8").removeprefix("export default ").rstrip(";\n"))
    assert words["js.undo"] == GERMAN["js.undo"]
    assert "Weiterlesen" in (german / "feed.xml").read_text("utf-8")

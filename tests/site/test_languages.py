"""The words of the interface: one file a language, in the form of Material's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from backissue.model import UsageError
from backissue.settings_file import LANGUAGES as FOLDER
from backissue.site import engine
from backissue.wording import OF_SCRIPTS, Words, own_words, read_words
from tests.archives import PROJECT, change, make_archive

THEME = PROJECT / "site_templates/theme"
LANGUAGES = {file.stem: read_words(file.read_text("utf-8"), file.name) for file in (THEME / FOLDER).glob("*.html")}
IN_TEMPLATES = re.compile(r"""lang\.t\(["'](?P<key>[\w.-]+)["'](?P<more> ~)?""")
IN_SCRIPTS = re.compile(
    r"""\b(?:t|counted|filled)\(["`](?P<key>[\w.-]+)(?P<more>\$)?|words\[["`](?P<other>[\w.-]+)(?P<rest>\$)?"""
)
PLURAL = re.compile(r"\.(?:zero|one|two|few|many|other)$")


def asked_for() -> Iterator[tuple[str, bool]]:
    """The keys that templates and scripts ask for, each with whether it goes on with something that only they know."""
    for path in (*THEME.rglob("*.html"), *THEME.rglob("*.js")):
        form = IN_SCRIPTS if path.suffix == ".js" else IN_TEMPLATES
        for found in form.finditer(path.read_text("utf-8")):
            parts = found.groupdict()
            yield parts["key"] or parts["other"], bool(parts["more"] or parts.get("rest"))


def is_of(known: str, key: str, *, is_begun: bool) -> bool:
    return known.startswith(key) if is_begun else key in {known, PLURAL.sub("", known)}


def test_every_word_that_is_asked_for_is_there() -> None:
    assert not [
        key for key, is_begun in asked_for() if not any(is_of(known, key, is_begun=is_begun) for known in own_words())
    ]


def test_every_word_of_scripts_is_asked_for() -> None:
    asked = [*asked_for()]
    of_scripts = [known for known in own_words() if known.startswith(OF_SCRIPTS)]
    assert not [
        known for known in of_scripts if not any(is_of(known, key, is_begun=is_begun) for key, is_begun in asked)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_word_with_what_stands_in_it(language: str) -> None:
    english, known = own_words(), LANGUAGES[language]
    assert [*known] == [*english]
    places = re.compile(r"\{\w+\}|#")
    assert not [
        key
        for key, word in known.items()
        if (key.startswith(("bi.", OF_SCRIPTS)))
        and sorted(places.findall(word)) != sorted(places.findall(english[key]))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_markup_since_the_theme_shows_it_as_it_is(language: str) -> None:
    assert not [word for word in LANGUAGES[language].values() if set(word) & set('<>&"')]


@pytest.mark.parametrize("language", LANGUAGES)
def test_material_misses_no_word_of_its_own(language: str) -> None:
    theirs = files("material") / "templates" / FOLDER / "en.html"
    assert not read_words(theirs.read_text("utf-8")).keys() - LANGUAGES[language].keys()


def test_what_a_language_does_not_have_is_in_english() -> None:
    words = Words("xx", {"bi.search": "Serĉo"}, own_words())
    assert [words("bi.search"), words("bi.keys")] == ["Serĉo", "Keys"]
    assert words.of_scripts()["js.undo"] == "Undo"


def test_a_mistake_in_a_file_of_words_is_reported_in_its_line() -> None:
    with pytest.raises(UsageError, match=r"eo\.html:3: "):
        read_words('{% set words = {\n  "a": "b",\n  "c" "d"\n} %}\n', "eo.html")


RAW = {"script", "style", "kbd"}


def test_a_language_in_which_words_are_missing_is_hinted_at_in_the_line_that_sets_it(tmp_path: Path) -> None:
    root = make_archive(tmp_path)
    assert engine.missing_words(root, engine.configure(root, docs_dir=root / "content")) == []
    change(root / "mkdocs.yml", "\n  language: en\n", "\n  language: fr\n")
    (hint,) = engine.missing_words(root, engine.configure(root, docs_dir=root / "content"))
    assert hint.is_hint
    assert "language: fr" in (root / "mkdocs.yml").read_text("utf-8").split("\n")[hint.line - 1]
    assert "`bi.locale` first" in hint.what


class Said(HTMLParser):
    """What a template says in words of its own: text, and attributes that readers see or hear."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._is_raw = False
        self.feed(template)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_raw = tag in RAW
        self.said += [value or "" for name, value in attrs if name in {"title", "aria-label", "placeholder", "alt"}]

    def handle_endtag(self, tag: str) -> None:
        self._is_raw = self._is_raw and tag not in RAW

    def handle_data(self, data: str) -> None:
        self.said += [] if self._is_raw else [data]


def own_words_of(source: str) -> list[str]:
    """What a template says that it has not from a language."""
    data = Environment(autoescape=False).parse(source).find_all(nodes.TemplateData)
    return [text.strip() for text in Said("".join(one.data for one in data)).said if re.search(r"[^\W\d_]{2}", text)]


@pytest.mark.parametrize("path", [*THEME.rglob("*.html")], ids=lambda path: path.relative_to(THEME).as_posix())
def test_a_template_says_nothing_in_words_of_its_own(path: Path) -> None:
    assert own_words_of(path.read_text("utf-8")) == []


def test_words_of_its_own_are_found() -> None:
    source = '<p>{{ row.title }} is new</p><a title="Go there" href="{{ url }}">→</a>'
    assert own_words_of(source) == ["is new", "Go there"]


def test_a_script_says_nothing_in_words_of_its_own() -> None:
    phrase = re.compile(r"""(["`])[A-Z][a-z]+(?: [^"`]*)?\1""")
    keys = {f'"{key}"' for key in ("Escape", "Enter", "Home", "End", "Array", "Element", "Range")}
    lines = [line.strip() for path in THEME.rglob("*.js") for line in path.read_text("utf-8").split("\n")]
    code = [line.partition("// ")[0] for line in lines if not line.startswith(("/*", "*"))]
    assert {match[0] for line in code for match in phrase.finditer(line)} - keys == set()

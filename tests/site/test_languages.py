"""The words of the interface: one file a language, in the form of Material's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from backissue.model import UsageError
from backissue.wording import FOLDER, OF_SCRIPTS, Words, own_words, read_words
from tests.archives import PROJECT

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
        read_words('{% macro t(key) %}{{ {\n  "a": "b",\n  "c" "d"\n}[key] }}{% endmacro %}\n', "eo.html")

"""The words of the site's interface in one language, and how that language writes numbers, days and spans of days.

They stand in a file of the theme a language, ``partials/languages/<code>.html``, in the form in which Material has its
own: a macro that gives the word of a key. Scripts get those below ``js.`` as a file of the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from backissue.model import UsageError

FOLDER = "partials/languages"
"""The folder of the theme that has a file for each language."""

SCRIPT = "words.js"
"""The file of the site that has the words of scripts."""

OF_SCRIPTS = "js."
"""What the keys of the words of scripts begin with."""

_PLACE = re.compile(r"\{(\w+)\}")
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language by their keys; what is not among them is in English."""

    language: str
    known: Mapping[str, str] = field(repr=False)
    english: Mapping[str, str] = field(repr=False)

    def __call__(self, key: str, **parts: str) -> str:
        """Return the words of a key, with what stands for the names in braces.

        Raises:
            KeyError: no language has the key.
        """
        text = self.known.get(key) or self.english[key]
        return _PLACE.sub(lambda place: parts.get(place[1], place[0]), text) if parts else text

    def of_scripts(self) -> Mapping[str, str]:
        """Return the words of scripts by their keys."""
        return {key: self.known.get(key) or text for key, text in self.english.items() if key.startswith(OF_SCRIPTS)}


def read_words(text: str, file: str = "") -> Mapping[str, str]:
    """Return the words that the ``text`` of a language's ``file`` has, by their keys.

    Raises:
        UsageError: it has not the form of Material's own.
    """
    begin, end = text.find("{{ {"), text.rfind("}[key]")
    try:
        found = json.loads(text[begin + 3 : end + 1])
    except json.JSONDecodeError as error:
        line = text.count("\n", 0, begin + 3 + error.pos) + 1
        raise UsageError(f"{file}:{line}: {error.msg}: write it as the words around it are written") from None
    return {str(key): str(word) for key, word in found.items()}


@cache
def own_words() -> Mapping[str, str]:
    """Return the English words, which the package brings."""
    folders = (_PACKAGE.parent.parent, _PACKAGE)  # a checkout has them beside the package, a wheel within it
    files = (folder / "site_templates/theme" / FOLDER / "en.html" for folder in folders)
    return read_words(next(file for file in files if file.is_file()).read_text("utf-8"))


@cache
def english() -> Words:
    """Return the words in English."""
    return Words("en", own_words(), own_words())

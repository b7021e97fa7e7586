"""What counts as a word for the search, and in which form it is looked up.

The browser takes questions apart in the same way (``search/words.js`` of the theme); ``tests/cases/search/words.yml``
holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 40
"""Characters of a word; what is longer is cut, so that no text makes a word as long as itself."""

# Signs that belong to the letters before them, and that `\w` does not know: accents, vowels and tones.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e\u1056-\u109d\u17b4-\u17d3\u3099\u309a"
)
# Words that a hyphen, an apostrophe or a dot joins are found together and alone; so are names such as "C++20".
PIECE = re.compile(rf"[\w{_MARKS}]+(?:(?:[-\u2010-\u2013'\u2019.&\u00b7]|[+#]+)[\w{_MARKS}]+)*[+#]*")
_PARTS = re.compile(r"[-\u2010-\u2013'\u2019.&\u00b7\u2044_+#]+")
_SYMBOLS = re.compile(r"[-\u2010-\u2013'\u2019.&\u00b7\u2044_]+")
# Scripts that put no space between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
# Letters that are no other letter with an accent to Unicode, and that people write so where they have no key for them.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "\u0131": "i",
        "\u03c2": "\u03c3",
    }
)


def fold(text: str) -> str:
    """Return a text as it is compared: small letters without accents, signs in their plain form.

    >>> [fold(word) for word in ("Straße", "Łódź", "H₂O", "ﬂow")]
    ['strasse', 'lodz', 'h2o', 'flow']
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))


@lru_cache(maxsize=1 << 17)
def words_of(piece: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that a match of :data:`PIECE` is found by: those in it, and those that it is as a whole.

    >>> words_of("GPT-4o"), words_of("C++20"), words_of("Tōkyō")
    ((('gpt', '4o'), ('gpt4o',)), (('c', '20'), ('c20', 'c++20')), (('tokyo',), ()))
    >>> words_of("機械学習")
    (('機械', '械学', '学習', '習'), ())
    """
    folded = fold(piece)
    parts = [part for part in _PARTS.split(folded) if part]
    inside = tuple(word for part in parts for word in _inside(part))
    whole = ["".join(parts)] if len(parts) > 1 else []
    if "+" in folded or "#" in folded:
        whole.append(_SYMBOLS.sub("", folded))
    return inside, tuple(word[:LONGEST] for word in whole)


def _inside(part: str) -> Iterator[str]:
    """Yield a word, or of writing without spaces each two neighbours and the last letter alone."""
    at = 0
    for found in _UNSPACED.finditer(part):
        if found.start() > at:
            yield part[at : found.start()][:LONGEST]
        run = found[0]
        yield from (run[place : place + 2] for place in range(len(run)))
        at = found.end()
    if at < len(part):
        yield part[at:][:LONGEST]


_ARXIV = re.compile(r"(?:(?<!\d)(\d{4}\.\d{4,5})|(?<![\w.])([a-z-]+(?:\.[a-z]{2})?/\d{7}))(?:v\d+)?(?!\d)")
_ARXIV_PLACES = re.compile(r"arxiv|ar5iv|/papers/|scirate")
_POST = re.compile(r"(?:twitter|x)\.com/[^/]+/status(?:es)?/(\d+)")
_VIDEO = re.compile(
    r"(?:youtu\.be/|youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/|v/))([\w-]{11})"
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s?#]+")
_BEGINNING = re.compile(r"^(?:[a-z]+://)?(?:(?:www|m|mobile)\.)?")


def address_word(address: str) -> str:
    """Return the word by which an address, or an item's id, is found; copies of one address have the same.

    >>> address_word("https://arxiv.org/pdf/2303.11366v2"), address_word("https://x.com/a/status/12?s=20")
    ('=arxiv:2303.11366', '=post:12')
    >>> address_word("http://www.Example.org/a/?utm_source=x#b"), address_word("https://doi.org/10.1/A.")
    ('=example.org/a', '=doi.org/10.1/a.')
    """
    plain = address.strip().lower()
    if _ARXIV_PLACES.search(plain) and (found := _ARXIV.search(plain)):
        return f"=arxiv:{found[1] or found[2]}"
    if found := _DOI.search(plain):
        return f"=doi:{found[0].rstrip('.,;')}"
    if found := _POST.search(plain):
        return f"=post:{found[1]}"
    if found := _VIDEO.search(plain):
        return f"=video:{found[1]}"
    where, _, asked = _BEGINNING.sub("", plain).partition("#")[0].partition("?")
    kept = "&".join(part for part in asked.split("&") if part and not part.startswith("utm_"))
    return f"={where.rstrip('/')}{'?' if kept else ''}{kept}"[:120]


def path_word(path: str) -> str:
    """Return the word by which a former address of a page is found, whatever site it was on.

    >>> path_word("en/newsletters/2025/04/04/")
    '=/en/newsletters/2025/04/04'
    """
    return f"=/{path.lower().strip('/')}"[:120]

"""The search index as files: words in order with the passages that have them, cut into shards, and the passages.

A reader's browser fetches ``entry.json``, the table of all pages, the shards that hold the words asked for, and the
passages that it shows. All but the entry are gzipped and named by a digest of what they hold.

* ``table-….gz``: JSON, for each page its passages, the words of its title, its day, and what it is filtered by.
* ``words-….gz``: a line a word: the word, the passages that have it, the pages whose title has it. Numbers are to the
  base of 36, each the distance from the one before; ``+`` follows where the word stands twice or three times, ``*``
  where more often.
* ``spellings-….gz``: words that a misspelling may mean, in order, with the number of passages that have them.
* ``pages/….gz``: JSON, one passage of a page, with what a result shows of the page.

It is made in a process of its own: ``python -m backissue.site.search_index SITE OUTPUT``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backissue import files
from backissue.site.search_pages import Indexed, read_page, read_redirect
from backissue.site.search_words import PIECE, address_word, path_word, words_of

FORM = 1
"""Counts up with what the files hold, so that an index of an earlier form is made again."""
SHARD = 28_000
"""Bytes from which a shard ends at the next word: some 10 KB on their way to the reader."""

SHOWN = 3
"""Topics and people that a result shows."""

FACETS = ("kind", "topic", "people", "year", "month")

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NAME = 36**7
_UNSPACED = 0x0E00
"""The scripts from here on that have no spaces between words have no spellings either."""


@dataclass(slots=True)
class _Words:
    """All words: in which passages each stands how often, in which titles, and which may be meant by a misspelling."""

    passages: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    spelt: set[str] = field(default_factory=set)

    def add(self, number: int, counts: Mapping[str, int]) -> None:
        for word, count in counts.items():
            self.passages[word].append(number * 3 + (0 if count == 1 else 1 if count < 4 else 2))


def make_index(site: Path, output: Path) -> None:
    """Index the pages of a site into the folder ``output``, which is empty."""
    pages, former = _read(site)
    words, digests, titles = _Words(), list[str](), list[int]()
    number = 0
    for place, page in enumerate(pages):
        digests.append(_write_passages(output, page))
        titles.append(_add_title(words, place, page))
        for part, passage in enumerate(page.passages):
            counts = _counts(passage.text, words)
            for heading in {said for _, _, said in passage.places if said}:  # what a passage is called counts twice
                counts.update(_counts(heading, words))
            if not part:
                counts.update(_counts_of_facts(page, former.get(page.url, ()), words))
            words.add(number, counts)
            number += 1
    entry = {
        "form": FORM,
        "table": _write(output, "table", json.dumps(_table(pages, digests, titles), ensure_ascii=False)),
        "words": _write_shards(output, "words", _word_lines(words)),
        "spellings": _write_shards(output, "spellings", _spelling_lines(words)),
    }
    files.write(output / "entry.json", json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode())


def _read(site: Path) -> tuple[Sequence[Indexed], Mapping[str, Sequence[str]]]:
    """Return the pages to be found, and by the address of each the former ones that lead to it."""
    pages, former = [], defaultdict[str, list[str]](list)
    for name in sorted(files.tree(site)):
        if name.endswith("/index.html"):
            url, html = name.removesuffix("index.html"), (site / name).read_bytes()
            if page := read_page(url, html):
                pages.append(page)
            elif target := read_redirect(url, html):
                former[target].append(url)
    return pages, former


def _counts(text: str, words: _Words) -> Counter[str]:
    """Return how often each word stands in a text; those that are words by themselves can be meant by a misspelling."""
    counts: Counter[str] = Counter()
    for piece, count in Counter(PIECE.findall(text)).items():
        inside, whole = words_of(piece)
        words.spelt.update(inside)
        for word in (*inside, *whole):
            counts[word] += count
    return counts


def _add_title(words: _Words, place: int, page: Indexed) -> int:
    """Note the words of a title; return how many it has."""
    length = 0
    for piece in PIECE.findall(page.title):
        inside, whole = words_of(piece)
        length += len(inside)
        words.spelt.update(inside)
        for word in (*inside, *whole):
            if words.titles[word][-1:] != [place]:
                words.titles[word].append(place)
    return length


def _counts_of_facts(page: Indexed, former: Iterable[str], words: _Words) -> Counter[str]:
    """Return the words that a page is found by though its text does not say them: people, topics, its addresses."""
    said = " ".join((*page.facts.get("people", ()), *page.facts.get("topic", ()), *page.facts.get("kind", ())))
    counts = _counts(said, words)
    for address in (page.id, *page.links):
        counts[address_word(address)] += 1
    for path in former:
        counts[path_word(path)] += 1
    return counts


def _write_passages(output: Path, page: Indexed) -> str:
    """Write what a result shows of a page, a file a passage; return the name that they share."""
    shown = {name: list(values[:SHOWN]) for name, values in page.facts.items() if name in ("topic", "people", "week")}
    base = {"url": page.url, "title": page.title, "kind": list(page.facts.get("kind", ())), **shown}
    parts = [{**base, "text": part.text, "places": part.places} for part in page.passages]
    texts = [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts]
    name = _digest("".join(texts))
    for number, text in enumerate(texts):
        _write_gzipped(output / "pages" / f"{name}-{number}.gz", text)
    return name


def _table(pages: Sequence[Indexed], digests: Sequence[str], titles: Sequence[int]) -> Mapping[str, object]:
    """Return what is known of all pages together, a column for each thing."""
    facts = [_facts(page) for page in pages]
    names = {facet: sorted({value for one in facts for value in one.get(facet, ())}) for facet in FACETS}
    places = {facet: {value: place for place, value in enumerate(values)} for facet, values in names.items()}
    columns = {
        facet: [[places[facet][value] for value in dict.fromkeys(one.get(facet, ()))] for one in facts]
        for facet in FACETS
    }
    return {
        "pages": "".join(digests),
        "parts": [len(page.passages) for page in pages],
        "titles": titles,
        "days": [int(page.day.replace("-", "") or 0) if page.day.replace("-", "").isdecimal() else 0 for page in pages],
        "names": names,
        "facets": columns,
    }


def _facts(page: Indexed) -> Mapping[str, Sequence[str]]:
    """Return what a page is filtered by; a month is that of its own day and of each week that it is in."""
    days = [*filter(None, [page.day]), *page.facts.get("week", ())]
    months = list(dict.fromkeys(day[:7] for day in days))
    years = list(dict.fromkeys([*page.facts.get("year", ()), *(month[:4] for month in months)]))
    return {**page.facts, "month": months, "year": years}


def _word_lines(words: _Words) -> Iterator[tuple[str, str]]:
    """Yield the words in order, each with its line."""
    for word in sorted(words.passages.keys() | words.titles.keys()):
        columns = _distances(words.passages.get(word, ()), 3), _distances(words.titles.get(word, ()), 1)
        yield word, "\t".join([word, *columns])


def _spelling_lines(words: _Words) -> Iterator[tuple[str, str]]:
    for word in sorted(words.spelt):
        if len(word) > 2 and word.isalpha() and ord(word[0]) < _UNSPACED:
            count = len(words.passages.get(word, ())) + len(words.titles.get(word, ()))
            yield word, f"{word} {_base36(count)}"


def _write_shards(output: Path, kind: str, lines: Iterable[tuple[str, str]]) -> Sequence[Sequence[str]]:
    """Write lines in shards; return the first word and the name of each."""
    shards, kept, size, first = [], list[str](), 0, ""
    for word, line in lines:
        first = first or word
        kept.append(line)
        size += len(line)
        if size >= SHARD:
            shards.append([first, _write(output, kind, "\n".join(kept))])
            kept, size, first = [], 0, ""
    return [*shards, [first, _write(output, kind, "\n".join(kept))]] if kept else shards


def _distances(numbers: Iterable[int], step: int) -> str:
    """Return rising numbers as distances; a number carries its kind in what is over the multiples of ``step``."""
    found, before = [], 0
    for number in numbers:
        place, kind = divmod(number, step)
        found.append(_base36(place - before) + ("", "+", "*")[kind])
        before = place
    return " ".join(found)


def _base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return _DIGITS[number] + digits


def _digest(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % _NAME
    return _base36(number).rjust(7, "0")


def _write(output: Path, kind: str, text: str) -> str:
    name = _digest(text)
    _write_gzipped(output / f"{kind}-{name}.gz", text)
    return name


def _write_gzipped(path: Path, text: str) -> None:
    files.write(path, gzip.compress(text.encode(), 6, mtime=0))


def main(arguments: Sequence[str]) -> None:
    """Index the site in the first folder named into the second."""
    site, output = map(Path, arguments)
    make_index(site, output)


if __name__ == "__main__":
    main(sys.argv[1:])

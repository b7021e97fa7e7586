"""The search index as files: words in order with the passages that have them, cut into shards, and the passages.

A reader's browser fetches ``entry.json``, the table of all pages, the shards that hold the words asked for, and the
passages that it shows. All but the entry are gzipped and named by a digest of what they hold.

* ``table-….gz``: JSON, for each page its passages, the words of its title, its day, and what it is filtered by.
* ``words-….gz``: a line a word: the word, the passages that have it, the pages whose title has it. Numbers are to the
  base of 36, each the distance from the one before; ``+`` follows where the word stands twice or three times, ``*``
  where more often.
* ``spellings-….gz``: words that a misspelling may mean, in order, with the number of passages that have them.
* ``pages/….gz``: JSON, one passage of a page, with what a result shows of the page.

It is made in a process of its own, ``python -m backissue.site.search_index SITE STORE JOBS``, which gathers what is
known of the pages that are there, while others may still be made, and waits for a line that names the folder to make it
in. It may divide itself into so many jobs.
"""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from backissue import files
from backissue.file_index import Stat, stat
from backissue.site.search_pages import MARK, Indexed, read_page, read_redirect
from backissue.site.search_postings import Passage, Words, base36, distances
from backissue.site.search_words import PIECE, address_word, path_word, words_of
from backissue.store import Store, code_digest, digest
from backissue.workers import each

FORM = 1
"""Counts up with what the files hold, so that an index of an earlier form is made again."""
ENTRY = "entry.json"
KNOWN = "names.txt"
"""The file by which the process is told the names of the files that are there, and says those that the index has."""
NOTHING_KEPT = Store()
_KIND = "indexed"
SHARD = 28_000
"""Bytes from which a shard ends at the next word: some 10 KB on their way to the reader."""

SHOWN = 3
"""Topics and people that a result shows."""

FACETS = ("kind", "topic", "people", "year", "month")

_NAME = 36**7
_UNSPACED = 0x0E00
"""The scripts from here on that have no spaces between words have no spellings either."""


class _Output:
    """The files of an index. Those that are ``known`` are there already, and named by what they hold."""

    def __init__(self, folder: Path, known: Collection[str]) -> None:
        self._folder, self._known = folder, frozenset(known)
        self.names: list[str] = []

    def write(self, name: str, text: str) -> None:
        if name not in self._known:
            files.write(self._folder / name, gzip.compress(text.encode(), 6, mtime=0))

    def has(self, page: _Page) -> bool:
        """Return whether all files of a page are there already."""
        return self._known.issuperset(page.files)


class _Page(NamedTuple):
    """What the index has of a page, in JSON's values; ``often`` has a mark for each word of each passage."""

    name: str
    facts: Mapping[str, Sequence[str]]
    day: str
    title: Sequence[str]
    length: int
    often: Sequence[Mapping[str, int]]
    spelt: Sequence[str]

    @property
    def files(self) -> list[str]:
        return [f"pages/{self.name}-{number}.gz" for number in range(len(self.often))]


class _Entry(NamedTuple):
    """What the index has of a page while it is made: of the ``page`` all but its words, which are packed."""

    page: _Page
    passages: Sequence[Passage]
    spelt: array[int]

    @classmethod
    def of(cls, page: _Page, words: Words) -> _Entry:
        bare = page._replace(often=[{}] * len(page.often), spelt=())
        return cls(bare, [*map(words.packed, page.often)], words.numbers_of(page.spelt))


@dataclass(slots=True)
class Gathered:
    """What the index has of pages, by their addresses, each with the file that it is true of."""

    words: Words = field(default_factory=Words)
    pages: dict[str, tuple[Stat, _Entry]] = field(default_factory=dict)


def make_index(
    site: Path,
    folder: Path,
    known: Collection[str] = (),
    store: Store = NOTHING_KEPT,
    gathered: Gathered | None = None,
) -> Sequence[str]:
    """Index the pages of a site into a folder, without the files that are ``known``; return the names of all.

    What the index has of a page is kept in the ``store`` by the bytes of the page; of pages that are as they were when
    they were ``gathered``, it is at hand. The others are read in as many processes as the store may have.
    """
    gathered = gathered or Gathered()
    output, words = _Output(folder, known), gathered.words
    pages, former, first = list[_Page](), dict[str, list[str]](), dict[str, int]()
    number = 0
    for url, entry, target in _entries(site, output, store, gathered):
        if not entry:
            if target:
                former.setdefault(target, []).append(url)
            continue
        output.names.extend(entry.page.files)
        first[url] = number
        for word in entry.page.title:
            words.titles[word].append(len(pages))
        words.spelt.update(entry.spelt)
        for passage in entry.passages:
            words.add(number, passage)
            number += 1
        pages.append(entry.page)
    for target, paths in former.items():
        for address in paths if target in first else ():
            words.add_late(first[target], path_word(address))
    start = {
        "form": FORM,
        "table": _write(output, "table", json.dumps(_table(pages), ensure_ascii=False)),
        "words": _write_shards(output, "words", _word_lines(words)),
        "spellings": _write_shards(output, "spellings", _spelling_lines(words)),
    }
    files.write(folder / ENTRY, json.dumps(start, ensure_ascii=False, separators=(",", ":")).encode())
    return [*output.names, ENTRY]


def _entries(site: Path, output: _Output, store: Store, gathered: Gathered) -> Iterator[tuple[str, _Entry | None, str]]:
    """Yield the address of each page with what the index has of it, or with where it leads if it only leads on."""
    there = [(url, path, _at_hand(gathered, url, path, output)) for url, path in _pages(site)]

    def read(task: tuple[str, Path]) -> tuple[_Page | None, str]:
        url, path = task
        html = path.read_bytes()
        page = _page(url, html, output, store)
        return page, "" if page else read_redirect(url, html)

    lacking = each(read, [(url, path) for url, path, entry in there if not entry], store, store.jobs)
    for url, _, entry in there:
        page, target = (None, "") if entry else next(lacking)
        yield url, entry or (_Entry.of(page, gathered.words) if page else None), target


def _pages(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address and the file of each page."""
    for name in sorted(files.tree(site)):
        if name.endswith("/index.html"):
            yield name.removesuffix("index.html"), site / name


def gather(site: Path, store: Store) -> Gathered:
    """Return what the store has of the pages of a site as they are."""
    found = Gathered()
    for url, path in _pages(site):
        with suppress(OSError):  # a page that goes meanwhile
            seen, html = stat(path), path.read_bytes()
            if MARK in html and (kept := store.get(_KIND, _key(url, html))) is not None:
                found.pages[url] = seen, _Entry.of(_Page(*kept), found.words)
    return found


def _at_hand(gathered: Gathered, url: str, path: Path, output: _Output) -> _Entry | None:
    seen, entry = gathered.pages.get(url, (None, None))
    return entry if entry and stat(path) == seen and output.has(entry.page) else None


def _page(url: str, html: bytes, output: _Output, store: Store) -> _Page | None:
    """Return what the index has of a page, whose passages are written; ``None`` of one that is not to be found."""
    if MARK not in html:
        return None
    key = _key(url, html)
    if (kept := store.get(_KIND, key)) is not None and output.has(page := _Page(*kept)):
        return page
    if not (read := read_page(url, html)):
        return None
    page = _described(read, _write_passages(output, read))
    store.put(_KIND, key, page)
    return page


def _key(url: str, html: bytes) -> str:
    return digest(url, html, code_digest())


def _described(page: Indexed, name: str) -> _Page:
    """Return what the index has of a page, whose passages are in files of a name."""
    spelt = set[str]()
    title, length = _title(page, spelt)
    counted = []
    for part, passage in enumerate(page.passages):
        counts = _counts(passage.text, spelt)
        for heading in {said for _, _, said in passage.places if said}:  # what a passage is called counts twice
            counts.update(_counts(heading, spelt))
        if not part:
            counts.update(_counts_of_facts(page, spelt))
        counted.append({word: 0 if count == 1 else 1 if count < 4 else 2 for word, count in sorted(counts.items())})
    return _Page(name, page.facts, page.day, title, length, counted, sorted(spelt))


def _counts(text: str, spelt: set[str]) -> Counter[str]:
    """Return how often each word stands in a text; those that are words by themselves can be meant by a misspelling."""
    counts: Counter[str] = Counter()
    for piece, count in Counter(PIECE.findall(text)).items():
        inside, whole = words_of(piece)
        spelt.update(inside)
        for word in (*inside, *whole):
            counts[word] += count
    return counts


def _title(page: Indexed, spelt: set[str]) -> tuple[Sequence[str], int]:
    """Return the words by which a title is found, each once, and the number of words that it has."""
    length, found = 0, dict[str, None]()
    for piece in PIECE.findall(page.title):
        inside, whole = words_of(piece)
        length += len(inside)
        spelt.update(inside)
        found.update(dict.fromkeys((*inside, *whole)))
    return [*found], length


def _counts_of_facts(page: Indexed, spelt: set[str]) -> Counter[str]:
    """Return the words that a page is found by though its text does not say them: people, topics, its addresses."""
    said = " ".join((*page.facts.get("people", ()), *page.facts.get("topic", ()), *page.facts.get("kind", ())))
    counts = _counts(said, spelt)
    for address in (page.id, *page.links):
        counts[address_word(address)] += 1
    return counts


def _write_passages(output: _Output, page: Indexed) -> str:
    """Write what a result shows of a page, a file a passage; return the name that they share."""
    shown = {name: list(values[:SHOWN]) for name, values in page.facts.items() if name in ("topic", "people", "week")}
    base = {"url": page.url, "title": page.title, "kind": list(page.facts.get("kind", ())), **shown}
    parts = [{**base, "text": part.text, "places": part.places} for part in page.passages]
    texts = [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts]
    name = _digest("".join(texts))
    for number, text in enumerate(texts):
        output.write(f"pages/{name}-{number}.gz", text)
    return name


def _table(pages: Sequence[_Page]) -> Mapping[str, object]:
    """Return what is known of all pages together, a column for each thing."""
    facts = [_facts(page) for page in pages]
    names = {facet: sorted({value for one in facts for value in one.get(facet, ())}) for facet in FACETS}
    places = {facet: {value: place for place, value in enumerate(values)} for facet, values in names.items()}
    columns = {
        facet: [[places[facet][value] for value in dict.fromkeys(one.get(facet, ()))] for one in facts]
        for facet in FACETS
    }
    return {
        "pages": "".join(page.name for page in pages),
        "parts": [len(page.often) for page in pages],
        "titles": [page.length for page in pages],
        "days": [int(page.day.replace("-", "") or 0) if page.day.replace("-", "").isdecimal() else 0 for page in pages],
        "names": names,
        "facets": columns,
    }


def _facts(page: _Page) -> Mapping[str, Sequence[str]]:
    """Return what a page is filtered by; a month is that of its own day and of each week that it is in."""
    days = [*filter(None, [page.day]), *page.facts.get("week", ())]
    months = list(dict.fromkeys(day[:7] for day in days))
    years = list(dict.fromkeys([*page.facts.get("year", ()), *(month[:4] for month in months)]))
    return {**page.facts, "month": months, "year": years}


def _word_lines(words: Words) -> Iterator[tuple[str, str]]:
    """Yield the words in order, each with its line."""
    for word in sorted(words.numbers.keys() | words.titles.keys()):
        passages, titles = words.places(word), words.titles.get(word, ())
        if passages or titles:
            yield word, "\t".join([word, distances(passages, 3), distances(titles, 1)])


def _spelling_lines(words: Words) -> Iterator[tuple[str, str]]:
    for word in sorted(word for word, number in words.numbers.items() if number in words.spelt):
        if len(word) > 2 and word.isalpha() and ord(word[0]) < _UNSPACED:
            count = len(words.places(word)) + len(words.titles.get(word, ()))
            yield word, f"{word} {base36(count)}"


def _write_shards(output: _Output, kind: str, lines: Iterable[tuple[str, str]]) -> Sequence[Sequence[str]]:
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


def _digest(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % _NAME
    return base36(number).rjust(7, "0")


def _write(output: _Output, kind: str, text: str) -> str:
    name = _digest(text)
    output.names.append(f"{kind}-{name}.gz")
    output.write(output.names[-1], text)
    return name


def main(arguments: Sequence[str]) -> None:
    """Gather what is known of the pages of a site, wait for the folder on standard input, and index them into it.

    That folder tells the known files. Nothing is made where the input ends without a line.
    """
    gc.disable()  # nothing here is in circles, and to look for some among millions of numbers takes long
    site, kept, jobs = arguments
    with Store(Path(kept)) as store:
        store.jobs = int(jobs)
        gathered = gather(Path(site), store)
        if line := sys.stdin.readline():
            output = Path(json.loads(line))
            known = (output / KNOWN).read_text("utf-8").split("\n")
            names = make_index(Path(site), output, known, store, gathered)
            files.write(output / KNOWN, "\n".join(names).encode())


if __name__ == "__main__":
    main(sys.argv[1:])

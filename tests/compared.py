"""What an import made of files, compared with what they state themselves; nothing of `backissue` is asked."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from tests.stated import Stated, bare, markdown_words, says_day, words

TABLES = {".csv", ".json", ".jsonl", ".xml", ".rss"}


@dataclass
class Made:
    """A page that an import made: its path below ``content``, its front matter, its body."""

    path: str
    head: dict[str, Any]
    body: str


@dataclass
class Share:
    """How many of those that there are were right."""

    right: int = 0
    of: int = 0

    def add(self, *, is_right: bool) -> None:
        """Count one more."""
        self.right, self.of = self.right + is_right, self.of + 1

    def __str__(self) -> str:
        return f"{self.right}/{self.of}" if self.of else "-"


@dataclass
class Group:
    """What is measured of a group of files, and each fault: the file, what of it, what it states, what was made."""

    name: str
    files: int = 0
    read: int = 0
    items: int = 0
    seconds: float = 0
    words: int = 0
    lost: int = 0
    invented: int = 0
    body: int = 0
    wrong_days: int = 0
    false_people: int = 0
    shares: dict[str, Share] = field(default_factory=dict)
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)

    def judge(self, what: str, file: str, stated: object, got: object, *, is_right: bool) -> None:
        """Count something that is right or wrong; what is wrong is a fault."""
        self.shares.setdefault(what, Share()).add(is_right=is_right)
        if not is_right:
            self.fault(file, what, stated, got)

    def fault(self, file: str, what: str, stated: object, got: object) -> None:
        """Record what is wrong of a file."""
        self.faults.append((file, what, " ".join(str(stated).split())[:150], " ".join(str(got).split())[:150]))

    def __str__(self) -> str:
        kept = f"{100 * (1 - self.lost / self.words):.3f}%" if self.words else "-"
        invented = f"{100 * self.invented / self.body:.3f}%" if self.body else "-"
        share = {name: str(self.shares.get(name, "-")) for name in ("kind", "title", "day", "people", "link", "own")}
        numbers = [self.files, self.read, self.items, share["kind"], kept, invented, share["title"], share["day"]]
        numbers += [self.wrong_days, share["people"], self.false_people, share["link"], share["own"]]
        return row(self.name, [*numbers, str(self.shares.get("recording", "-")), f"{self.seconds:.1f}"])


def row(name: str, cells: Sequence[object]) -> str:
    """Return a row of the table."""
    return f"{name[:26]:26}" + "".join(f"{cell!s:>9}" for cell in cells)


@dataclass
class Imported:
    """The files of a folder as they state themselves, the pages of each, and what the import named as left out.

    ``kinds`` are pairs of a pattern of paths and the kinds that are right there.
    """

    stated: dict[str, Stated]
    pages: dict[str, list[Made]]
    left_out: dict[str, Counter[str]]
    left_out_links: set[str]
    kinds: Sequence[tuple[str, str]]


def compare(group: Group, imported: Imported) -> None:
    """Compare each file of a group with its pages."""
    for name, own in imported.stated.items():
        pages = imported.pages[name]
        if not pages:
            group.fault(name, "item", "a text", "no item")
        _compare_words(group, name, own, pages, imported.left_out.get(name, Counter()))
        _compare_kind(group, name, imported)
        targets = {bare(link) for page in pages for link in addresses(f"{page.head}\n{page.body}")}
        for link in dict.fromkeys(link for link in own.links if bare(link) not in imported.left_out_links):
            group.judge("link", name, link, "not there", is_right=bare(link) in targets)
        _compare_own_links(group, name, imported.stated, imported.pages)
        if len(pages) == 1 and Path(name).suffix not in TABLES:
            _compare_head(group, name, own, pages[0])


def _compare_kind(group: Group, name: str, imported: Imported) -> None:
    right = next((kinds for form, kinds in imported.kinds if fnmatch(f"{group.name}/{name}", form)), "")
    got = "|".join(sorted({page.head["kind"] for page in imported.pages[name]}))
    if right:
        group.judge("kind", name, right, got, is_right=bool(got) and set(got.split("|")) <= set(right.split("|")))


def _compare_head(group: Group, name: str, own: Stated, page: Made) -> None:
    head = page.head
    if own.title:
        group.judge("title", name, own.title, head["title"], is_right=_plain(own.title) == _plain(head["title"]))
    day = str(head.get("date", ""))
    if own.day:
        group.judge("day", name, own.day, day, is_right=day == str(own.day))
        group.wrong_days += bool(day) and day != str(own.day)
    elif day and not says_day(own.text, date.fromisoformat(day)):
        group.wrong_days += 1
        group.fault(name, "wrong day", "none", day)
    people = [str(person) for person in head.get("people", ())]
    known = {_plain(person) for person in people}
    for person in own.people:
        group.judge("people", name, person, people, is_right=_plain(person) in known)
    said = _plain(f"{own.text} {own.head}")
    for person in people:
        if _plain(person) not in {_plain(name) for name in own.people} and _plain(person) not in said:
            group.false_people += 1
            group.fault(name, "false person", own.people, person)
    targets = " ".join([*map(bare, addresses(str(head.get("links", "")) + str(head.get("extra", ""))))])
    for address in own.recordings:
        group.judge("recording", name, address, head.get("links", "no links"), is_right=bare(address) in targets)


def _compare_words(group: Group, name: str, own: Stated, pages: Sequence[Made], left_out: Counter[str]) -> None:
    """Count what is lost and invented. Names of speakers are left out, since each page says them in its own places."""
    labels = {str(label).lower() for page in pages for link in page.head.get("links", ()) for label in link}
    heads, body, headings = Counter[str](), Counter[str](), Counter[str]()
    for page in pages:
        is_talk = page.head["kind"] in {"transcript", "summary", "session"}
        lines = page.body.splitlines()
        headings += words(" ".join(line for line in lines if is_talk and re.match(r"#+ ", line)))
        body += markdown_words(page.body)[0]
        heads += words(str(page.head))
    names = words(" ".join([*own.people, *(str(who) for page in pages for who in page.head.get("people", ()))]))
    turns = (re.findall(r"^\*\*([^*\n]+)\*\*(?: \([\d:]+\))?$", page.body, re.MULTILINE) for page in pages)
    ignored = {*names, *labels, *words(" ".join(name for found in turns for name in found))}
    source = Counter({word: number for word, number in own.words.items() if word not in ignored})
    lost = source - body - heads - left_out
    invented = body - own.words - own.removed - words(own.head) - headings
    for word in ignored:
        invented.pop(word, None)
    group.words, group.body = group.words + source.total(), group.body + body.total()
    group.lost, group.invented = group.lost + lost.total(), group.invented + invented.total()
    if lost:
        group.fault(name, f"{lost.total()} words lost", " ".join(lost), "")
    if invented:
        group.fault(name, f"{invented.total()} words invented", "", " ".join(invented))


def _compare_own_links(group: Group, name: str, stated: dict[str, Stated], pages_of: dict[str, list[Made]]) -> None:
    """Compare the links between the files of a group with those between their pages."""
    names = _names_of(stated)
    for link in dict.fromkeys(stated[name].own_links):
        plain = link.removeprefix("[[").split("#")[0]
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(name), plain))
        target = names.get(_key(beside)) or names.get(_key(plain))
        if target and target != name and pages_of[target]:
            pages = pages_of[name]
            there = {
                posixpath.normpath(posixpath.join(posixpath.dirname(page.path), other))
                for page in pages
                for other in re.findall(r"\]\(<?([^)>#\s]+)", page.body)
            }
            to = {page.path for page in pages_of[target]}
            group.judge("own", name, link, "no link to its page", is_right=not there.isdisjoint(to))


def _names_of(stated: dict[str, Stated]) -> dict[str, str]:
    """Return the files of a group by what links call them."""
    names: dict[str, str] = {}
    for file, own in stated.items():
        stem = re.sub(r"^\d{4}-\d\d-\d\d-", "", Path(file).stem)
        for one in (*own.addresses, file, Path(file).stem, stem, own.title):
            names.setdefault(_key(one), file)
    return names


def _key(address: str) -> str:
    return re.sub(r"\.(md|markdown|mdx|html?)$", "", address.strip("/ ").lower()).removesuffix("/index")


def _plain(text: object) -> str:
    plain = re.sub(r"[*_`\\]|\[|\]\([^)]*\)|<[^>]*>|^\W+|\W+$", "", str(text))
    return " ".join("".join(char if char.isalnum() else " " for char in plain.casefold()).split())


def addresses(text: str) -> Iterator[str]:
    """Yield the addresses on the web in the text of a page."""
    for match in re.finditer(r"https?://(?:[^\s<>\"'()\[\]\\{}|]|\\.|\([^\s()]*\))+", text):
        yield match[0].replace("\\", "")

"""References in RIS, as publishers, EndNote and Zotero write them: a paper a record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from backissue.dates import find_day, parse_day
from backissue.model import Item, Kind, Link, SourceRef
from backissue.sources.names.ids import paper_id
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.stated.head import each_once
from backissue.sources.tables.row_items import Found, write_abstract
from backissue.urls import is_doi, web_address

_TAG = re.compile(r"\ufeff?(?P<tag>[A-Z][A-Z0-9])  - ?(?P<value>.*)")
_TITLES = ("TI", "T1", "CT", "BT")
_AUTHORS = ("AU", "A1", "A2", "ED")
_DAYS = ("DA", "Y1", "PY", "DP")
_JOURNALS = ("JO", "JF", "T2", "BT", "J2", "JA")
"""Where a work appeared, its whole name first."""
_ABSTRACTS = ("AB", "N2")
_LINKS = {"UR": "Link", "L1": "PDF", "L2": "Full text", "LK": "Link"}


def _begins(glance: Glance) -> bool:
    found = _TAG.fullmatch(glance.first)
    return bool(found and found["tag"] == "TY")


class RisReader:
    """A paper a record; what lies between records is a problem."""

    name = "ris"
    signs = (Sign(Strength.CERTAIN, "the tag that begins a record of RIS", _begins, NO_ROWS),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield a paper a record. One without a title is a problem."""
        found = Found(source)
        record: defaultdict[str, list[str]] = defaultdict(list)
        first, tag = 0, ""
        for number, line in enumerate([*source.lines, "ER  - "], 1):
            named = _TAG.fullmatch(line.rstrip("\n"))
            if named and named["tag"] == "TY":
                record, first = defaultdict(list), number
            if named:
                tag = named["tag"]
                record[tag].append(named["value"].strip())
            elif tag and line.strip() and record[tag]:
                record[tag][-1] += f"\n{line.strip()}"
            if tag == "ER" and first:
                lines = range(first, min(number, len(source.lines)) + 1)
                item = _item(source, record, first)
                found.add(lines, item, [] if item else [("a record without a title", "give it a line `TI  - …`")])
                first, tag = 0, ""
        return found.tile(rest=Fate.PROBLEM)


def _item(source: Source, record: defaultdict[str, list[str]], line: int) -> Item | None:
    title = " ".join(" ".join(next((record[tag][0] for tag in _TITLES if record[tag]), "").split()).split())
    if not title:
        return None
    texts = [text for tag in _DAYS for text in record[tag]]
    day = next(filter(None, (find_day(text.replace("/", "-").strip("-")) or parse_day(text) for text in texts)), None)
    names = [doi for text in record["DO"] if is_doi(doi := text.rpartition("doi.org/")[2].strip())]
    links = [Link("DOI", f"https://doi.org/{name}") for name in names[:1]]
    links += [Link(label, url) for tag, label in _LINKS.items() for url in record[tag] if web_address(url)]
    people = each_once(_in_order(name) for tag in _AUTHORS[:2] for name in record[tag])
    item = Item("", Kind.PAPER, title, week=source.week_of(day), date=day, people=people, links=tuple(links))
    body = write_abstract(next((record[tag][0] for tag in _ABSTRACTS if record[tag]), ""))
    journal = next((" ".join(record[tag][0].split()) for tag in _JOURNALS if record[tag]), "")
    extra = {"journal": journal} if journal and journal != title else {}
    item = replace(item, topics=each_once(record["KW"]), source=SourceRef(source.file, line), body=body, extra=extra)
    return replace(item, id=paper_id(title, item.week, item.links))


def _in_order(name: str) -> str:
    """Return a name that has the family before a comma in the order in which it is said.

    >>> _in_order("Boat, Ada"), _in_order("Harbour Society"), _in_order("Boat, Ada, Jr.")
    ('Ada Boat', 'Harbour Society', 'Ada Boat Jr.')
    """
    family, _, given = name.partition(",")
    given, _, rank = given.partition(",")
    return " ".join(part for part in (given.strip(), family.strip(), rank.strip()) if part)

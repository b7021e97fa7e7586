"""BibTeX, as reference managers write it and as ``backissue export`` does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from backissue.cells import unescape
from backissue.fields import BODY, Fields
from backissue.markup import from_tex
from backissue.model import Item, Kind, Link, SourceRef
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength
from backissue.sources.tables.bibtex_entries import (
    Work,
    decode_line,
    decode_tex,
    names_day,
    read_date,
    read_entries,
    read_month,
    split_names,
    split_outside,
)
from backissue.sources.tables.export_rows import read_item, to_value
from backissue.sources.tables.row_items import Defect, Found, write_abstract
from backissue.sources.tables.spreadsheet import complete_arxiv
from backissue.urls import arxiv_id, doi, web_address

EXPORTED = "backissue"
"""The field that holds an item as JSON, all but its body, which is the abstract."""

_SCHEMES = ("https://", "http://")
_DOI_PREFIXES = ("https://", "http://", "dx.", "doi.org/", "doi:")
_COMMANDS = ("\\url", "\\%", "\\&", "\\#", "\\_", "\\~", "\\$")
_NO_ENTRY = frozenset({"comment", "preamble"})


def has_entry(glance: Glance) -> bool:
    """Return whether the first line that is no comment begins a block, ``@article{key,``, and an entry is near."""
    head = [line for line in glance.head if line.strip() and not line.lstrip().startswith("%")]
    types = [_read_type(line) for line in head]
    return any(types[:1]) and any(found not in {"", *_NO_ENTRY} for found in types)


def is_exported(glance: Glance) -> bool:
    """Return whether one of the entries is as an export writes it."""
    return has_entry(glance) and any(line.lstrip().startswith(f"{EXPORTED} =") for line in glance.lines)


def _read_type(line: str) -> str:
    """Return the type of the block that a line begins, ``article``; empty if it begins none."""
    start, brace, _ = line.replace("(", "{", 1).partition("{")
    name = start.strip().removeprefix("@").strip()
    return name.lower() if brace and start.lstrip().startswith("@") and name.isascii() and name.isalpha() else ""


class BibtexReader:
    """A paper an entry, or the very item that an export made an entry of."""

    name = "bibtex"
    signs = (
        Sign(
            Strength.CERTAIN,
            "an entry of BibTeX in its first lines; the abstracts of an export are taken as the Markdown that they are",
            is_exported,
        ),
        Sign(Strength.CERTAIN, "an entry of BibTeX in its first lines", has_entry),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item an entry. One that is broken or has no title is a problem; comments are boilerplate."""
        found = Found(source)
        for work in read_entries(source.lines):
            if work.defect:
                remedy = "close every brace and quote of the entry, and put a comma between its fields"
                found.add(work.lines, None, [(work.defect, remedy)])
            elif (record := _record(work.fields)) is None:
                found.add(work.lines, *_read_paper(source, work))
            else:
                body = unescape(from_tex(_exported_body(work.fields)))
                found.merge(read_item(source, work, record | {BODY.key: body}))
        return found.tile(rest=Fate.BOILERPLATE)


def _exported_body(fields: Mapping[str, str]) -> str:
    """Return the body in an entry of an export: a note to it; earlier versions called it an abstract."""
    return fields.get("annote") or fields.get("abstract", "")


def _record(fields: Mapping[str, str]) -> Fields | None:
    """Return what an export put into an entry, if it did and nobody has damaged it since."""
    try:
        found = json.loads(fields.get(EXPORTED, ""))
    except (ValueError, RecursionError):
        return None
    return {key: to_value(value) for key, value in found.items()} if isinstance(found, dict) else None


def _read_paper(source: Source, work: Work) -> tuple[Item | None, list[Defect]]:
    """Return the paper that an entry describes, ``None`` if it has no title, and what is wrong with the entry."""
    fields = work.fields
    title = ": ".join(filter(None, (decode_line(fields.get(key, "")) for key in ("title", "subtitle"))))
    defects = [(f"the field `{name}` twice", "remove one; the first was taken") for name in work.twice]
    if EXPORTED in fields:
        remedy = "export the item again; it was read from its other fields"
        defects.append((f"the field `{EXPORTED}` is not as an export writes it", remedy))
    if not title:
        return None, [("the entry has no title", "give it a field `title`"), *defects]
    day, url = read_date(fields), fields.get("url", "").strip()
    if url and not _address(fields):
        defects.append(
            (f"`{url[:80]}` is not an address", "write it as https://host/path; the item was imported without it")
        )
    if "arxiv" in (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).casefold() and not _arxiv(fields):
        named = f"`{fields.get('eprint', '')[:80]}` is no identifier of arXiv"
        defects.append((named, "correct it; the item was imported without it"))
    if names_day(fields) and not day:
        defects.append(("its date is not a day", "correct year, month and day; the item was imported without them"))
    words = (decode_line(word).split(">") for word in split_outside(fields.get("keywords", ""), ",;"))
    topics = (" > ".join(filter(None, map(str.strip, parts))) for parts in words)
    item = Item(
        id="",
        kind=Kind.PAPER,
        title=title,
        week=source.week_of(day),
        date=day,
        topics=tuple(dict.fromkeys(filter(None, topics))),
        people=tuple(dict.fromkeys(filter(None, split_names(fields.get("author") or fields.get("editor", ""))))),
        links=tuple(_links(fields)),
        source=SourceRef(source.file, work.line),
        extra=_facts(fields, is_dated=bool(day or source.facts.date or _arxiv(fields))),
        body=write_abstract(decode_tex(_exported_body(fields) if EXPORTED in fields else fields.get("abstract", ""))),
    )
    return item, defects


def _facts(fields: Mapping[str, str], *, is_dated: bool) -> dict[str, str]:
    """Return where the work stands, and its year and month where they are all that is known of its day."""
    journal = decode_line(fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle", ""))
    facts = {
        "journal": "" if "arxiv" in journal.casefold() else journal,  # a preprint's only says that it is one
        "published": "" if is_dated or names_day(fields) else read_month(fields),
    }
    return {name: text for name, text in facts.items() if text}


def _links(fields: Mapping[str, str]) -> Iterator[Link]:
    """Yield arXiv, DOI, and the address where that leads to neither of them."""
    arxiv, name, url = _arxiv(fields), _doi(fields), _address(fields)
    yield from [Link("arXiv", f"https://arxiv.org/abs/{arxiv}")] if arxiv else []
    yield from [Link("DOI", f"https://doi.org/{name}")] if name and not arxiv_id(f"https://doi.org/{name}") else []
    if url and not (arxiv and arxiv_id(url) == arxiv) and not (name and doi(url) == name.lower()):
        yield Link("Link", url)


def _arxiv(fields: Mapping[str, str]) -> str:
    """Return the arXiv identifier of a work: of its eprint, else of its journal, its DOI or its address."""
    prefix = (fields.get("archiveprefix") or fields.get("eprinttype", "")).casefold()
    eprint = fields.get("eprint", "").casefold().strip().removeprefix("arxiv:").strip()
    journal = fields.get("journal", "").casefold().partition("arxiv:")[2].split()[:1]
    names = [complete_arxiv(eprint, is_id=True)[0] if prefix in {"", "arxiv"} else "", *journal]
    urls = (*(f"https://arxiv.org/abs/{name}" for name in names), f"https://doi.org/{_doi(fields)}", _address(fields))
    return next(filter(None, map(arxiv_id, urls)), "")


def _doi(fields: Mapping[str, str]) -> str:
    name = _plain(fields.get("doi", ""))
    for prefix in _DOI_PREFIXES:
        if name.lower().startswith(prefix):
            name = name[len(prefix) :].lstrip()
    return name if name and doi(f"https://doi.org/{name}") else ""


def _address(fields: Mapping[str, str]) -> str:
    words = (word for key in ("url", "howpublished", "link") for word in _plain(fields.get(key, "")).split())
    urls = (f"{scheme}{word.partition(scheme)[2]}" for word in words for scheme in _SCHEMES if scheme in word)
    return next(filter(web_address, urls), "")


def _plain(tex: str) -> str:
    """Return an address in TeX, where `%` and `~` stand for themselves, without marks that some programs put in."""
    for command in _COMMANDS:
        tex = tex.replace(command, command.removeprefix("\\").removeprefix("url"))
    return tex.replace("{", "").replace("}", "").strip()

"""An entry of BibTeX as a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from backissue.model import Item, Kind, Link, Problem, SourceRef
from backissue.sources.common import dates
from backissue.sources.ids import arxiv_id, doi, paper_id
from backissue.sources.pieces import Source
from backissue.sources.references.blocks import Work
from backissue.sources.references.days import day_of, names_day, part_of
from backissue.sources.references.tex import keywords_of, line_of, people_of, text_of
from backissue.sources.tables.rows import write_abstract
from backissue.urls import web_address

_ARXIV = re.compile(r"(?:arxiv:\s*)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
_PREPRINT = re.compile(r"\barxiv:\s*(\S+)", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")


def paper_of(source: Source, work: Work) -> tuple[Item | None, tuple[Problem, ...]]:
    """The paper that an entry tells of, ``None`` if it has no title, and what is wrong with the entry."""
    fields, facts = work.fields, source.facts
    title = ": ".join(filter(None, (line_of(fields.get(key, "")) for key in ("title", "subtitle"))))
    if not title:
        return None, (source.problem(work.line, "the entry has no title", "give it a field `title`"),)
    day, week = dates(source, day_of(fields))
    links = tuple(_links(fields))
    item = Item(
        id=paper_id(title, week, links),
        kind=Kind.PAPER,
        title=title,
        week=week,
        date=day,
        topics=_topics(fields) if facts.topics is None else facts.topics,
        people=_people(fields) if facts.people is None else facts.people,
        links=links,
        source=SourceRef(source.file, work.line),
        extra=_facts(fields, is_dated=bool(day or _arxiv(fields))),
        body=_body(fields),
    )
    return item, tuple(_unread(source, work))


def _topics(fields: Mapping[str, str]) -> tuple[str, ...]:
    paths = (
        " > ".join(filter(None, map(str.strip, word.split(">")))) for word in keywords_of(fields.get("keywords", ""))
    )
    return tuple(dict.fromkeys(filter(None, paths)))


def _people(fields: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, people_of(fields.get("author") or fields.get("editor", "")))))


def _body(fields: Mapping[str, str]) -> str:
    return write_abstract(text_of(fields.get("abstract", "")))


def _facts(fields: Mapping[str, str], *, is_dated: bool) -> dict[str, str]:
    """Where the work stands, and its year and month where they are all that is known of its day."""
    facts = {"journal": _journal(fields), "published": "" if is_dated or names_day(fields) else part_of(fields)}
    return {name: text for name, text in facts.items() if text}


def _journal(fields: Mapping[str, str]) -> str:
    """Where the work stands. A preprint's journal only says that it is one."""
    name = line_of(fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle", ""))
    return "" if "arxiv" in name.casefold() else name


def _links(fields: Mapping[str, str]) -> Iterator[Link]:
    """arXiv, DOI, and the address where that leads to neither of them."""
    arxiv, name = _arxiv(fields), _doi(fields)
    url = _address(fields)
    yield from [Link("arXiv", f"https://arxiv.org/abs/{arxiv}")] if arxiv else []
    yield from [Link("DOI", f"https://doi.org/{name}")] if name and not arxiv_id(f"https://doi.org/{name}") else []
    if url and not (arxiv and arxiv_id(url) == arxiv) and not (name and doi(url) == name.lower()):
        yield Link("Link", url)


def _arxiv(fields: Mapping[str, str]) -> str:
    prefix = (fields.get("archiveprefix") or fields.get("eprinttype", "")).casefold()
    preprint = _PREPRINT.search(fields.get("journal", ""))
    text = fields.get("eprint", "") if prefix in {"", "arxiv"} else ""
    found = _ARXIV.fullmatch(text.strip()) or (_ARXIV.fullmatch(preprint[1]) if preprint else None)
    named = (arxiv_id(url) for url in (f"https://doi.org/{_doi(fields)}", _address(fields)))
    return found[1] if found else next(filter(None, named), "")


def _doi(fields: Mapping[str, str]) -> str:
    name = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _plain(fields.get("doi", "")), flags=re.IGNORECASE)
    return name if name and doi(f"https://doi.org/{name}") else ""


def _address(fields: Mapping[str, str]) -> str:
    for key in ("url", "howpublished", "link"):
        found = _URL.search(_plain(fields.get(key, "")))
        if found and web_address(found[0]):
            return found[0]
    return ""


def _plain(tex: str) -> str:
    """An address in TeX, where `%` and `~` stand for themselves, without the marks that some programs put in."""
    return re.sub(r"\\url\{([^{}]*)\}|\\([%&#_~$])|[{}]", lambda found: found[1] or found[2] or "", tex.strip())


def _unread(source: Source, work: Work) -> Iterator[Problem]:
    """What was said and could not be taken."""
    url = work.fields.get("url", "").strip()
    if url and not _address(work.fields):
        what = f"`{url[:80]}` is no address"
        yield source.problem(work.line, what, "write it as https://host/path; the item came in without it")
    if names_day(work.fields) and not day_of(work.fields):
        what = "its date is no day"
        yield source.problem(work.line, what, "correct year, month and day; the item came in without them")

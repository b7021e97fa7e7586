"""Citations of an item in three forms: BibTeX, RIS and a plain line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from backissue.date_words import MONTHS
from backissue.mathematics import escape_tex, plain_title
from backissue.model import Kind
from backissue.site.reference import Reference
from backissue.wording import Words, english

_RIS_TYPES = {Kind.ISSUE: "MGZN", Kind.TRANSCRIPT: "VIDEO", Kind.SESSION: "SLIDE"}
_INSTITUTIONAL = frozenset({"and", "for", "of", "the", "&"})

_NAMED = 20
"""So many authors the APA's style names (Publication Manual, 7th edition, 9.8); of more the first 19 and the last."""


def bibtex(work: Reference) -> str:
    """Return one entry of BibTeX in UTF-8, ended by a newline."""
    kind = "article" if work.journal and not work.is_entry else "misc"
    lines = "".join(f"  {name} = {text},\n" for name, text in _fields(work))
    return f"@{kind}{{{work.key},\n{lines}}}\n"


def _fields(work: Reference) -> Iterator[tuple[str, str]]:
    """Yield the fields as they stand in the entry. Of what is empty there is none."""
    yield "title", f"{{{{{escape_tex(work.title)}}}}}"
    if work.is_entry:
        yield from _entry_fields(work)
        return
    if work.people:
        yield "author", f"{{{' and '.join(map(_bibtex_name, work.people))}}}"
    yield from _time(work.published)
    if work.journal:
        yield "journal", f"{{{escape_tex(work.journal)}}}"
    elif work.kind is not Kind.PAPER:
        yield "howpublished", f"{{{work.kind.label}}}"
    if work.arxiv:
        yield "eprint", f"{{{work.arxiv}}}"
        yield "archivePrefix", "{arXiv}"
    for name, address in (("doi", work.doi), ("url", work.url)):
        if address:
            yield name, f"{{{_verbatim(address)}}}"
    yield from _keywords(work)
    yield "note", f"{{{escape_tex(work.note)}}}"


def _entry_fields(work: Reference) -> Iterator[tuple[str, str]]:
    """Yield the fields of what a newsletter says of a paper, whose authors and day are the paper's and not its own."""
    yield from _time(work.listed)
    yield "howpublished", f"{{{english()('bi.cite.entry')} in {escape_tex(work.site)}}}"
    if work.page:
        yield "url", f"{{{_verbatim(work.page)}}}"
    yield from _keywords(work)
    yield "note", f"{{{escape_tex('. '.join([*_about(work, english()), work.note]))}}}"


def _about(work: Reference, words: Words) -> list[str]:
    """Return which paper an entry is about, and by whom that is, as far as it is known."""
    if not work.subject:
        return []
    by = {"people": _together(work.people)} if work.people else {}
    return [words("bi.cite.about.by" if by else "bi.cite.about", subject=work.subject, **by)]


def _time(parts: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    for name, number in zip(("year", "month", "day"), parts, strict=False):
        yield name, MONTHS[number - 1][:3].lower() if name == "month" else f"{{{number}}}"


def _keywords(work: Reference) -> Iterator[tuple[str, str]]:
    if work.keywords:
        words = map(escape_tex, work.keywords)
        yield "keywords", f"{{{', '.join(f'{{{word}}}' if ',' in word else word for word in words)}}}"


def _bibtex_name(name: str) -> str:
    """Return a name as BibTeX reads it; one in braces is not taken apart."""
    is_whole = "," in name or name.casefold() == "others" or "and" in name.casefold().split()
    return f"{{{escape_tex(name)}}}" if is_whole else escape_tex(name)


def _verbatim(address: str) -> str:
    """Return an address as it stands, but for what ends a field or begins a command of TeX."""
    return "".join(f"%{ord(char):02X}" if char in "{}\\" or char.isspace() else char for char in address)


def ris(work: Reference) -> str:
    """Return one record of RIS, a field a line, ended by a newline."""
    lines = (f"{tag}  - {_one_line(text)}" for tag, text in _ris_fields(work) if text.strip())
    return "\n".join([*lines, "ER  - ", ""])


def _one_line(text: str) -> str:
    """Return a value without what would end its line, behind which a field or record of its own could begin."""
    return " ".join(text.split())


def _ris_fields(work: Reference) -> Iterator[tuple[str, str]]:
    if work.is_entry:
        yield from _ris_entry(work)
        return
    paper = "UNPB" if work.arxiv and not work.journal else "JOUR"
    yield "TY", paper if work.kind is Kind.PAPER else _RIS_TYPES.get(work.kind, "GEN")
    yield "TI", work.readable_title
    yield from (("AU", invert_name(name)) for name in work.people)
    yield from _ris_time(work.published)
    yield "JO", plain_title(work.journal)
    yield from (("KW", plain_title(word)) for word in work.keywords)
    yield "DO", work.doi
    yield "UR", work.url
    yield "N1", work.note
    yield "ID", work.key


def _ris_entry(work: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "TI", work.readable_title
    yield "T2", work.site
    yield from _ris_time(work.listed)
    yield from (("KW", plain_title(word)) for word in work.keywords)
    yield "UR", work.page
    yield "N1", ". ".join([*_about(work, english()), work.note])
    yield "ID", work.key


def _ris_time(parts: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    if parts:
        yield "PY", str(parts[0])
        yield "DA", "/".join([*(f"{number:02}" for number in parts), "", "", ""][:4])


def invert_name(name: str) -> str:
    """Return a name with its family name first, as RIS wants it; words in lower case before that belong to it.

    A name of one word, one that is inverted already and one with a word that no person's has stay as they are.

    >>> [invert_name(name) for name in ("Ada Lovelace", "Ludwig van Beethoven", "Plato", "University of Oxford")]
    ['Lovelace, Ada', 'van Beethoven, Ludwig', 'Plato', 'University of Oxford']
    """
    words = name.split()
    if "," in name or len(words) < 2 or not _INSTITUTIONAL.isdisjoint(words):
        return name
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    return f"{' '.join(words[at:])}, {' '.join(words[:at])}"


def plain(work: Reference, words: Words | None = None) -> str:
    """Return one line in the manner of the APA: who (when). What. Where. The names stay as they are given.

    ``words`` are those of the site's language, or English ones.
    """
    words = words or english()
    if work.is_entry:
        title = f"{work.readable_title} [{words('bi.cite.entry')}] ({_when(work.listed, words)})"
        about = (f"{one}." for one in _about(work, words))
        return " ".join(filter(None, [f"{title}.", f"{work.site.rstrip('.')}.", *about, work.page]))
    is_paper = work.kind is Kind.PAPER
    title = work.readable_title if is_paper else f"{work.readable_title} [{words.kind(work.kind)}]"
    who, when = _together(work.people), _when(work.published, words)
    source = plain_title(work.journal) or (f"arXiv:{work.arxiv}" if work.arxiv else "" if is_paper else work.site)
    parts = [f"{who} ({when})", title, source] if who else [f"{title} ({when})", source]
    sentences = [part if part[-1] in "?!" else f"{part.rstrip('.')}." for part in parts if part]
    return " ".join(filter(None, [*sentences, work.url]))


def _together(people: tuple[str, ...]) -> str:
    if len(people) > _NAMED:
        return f"{', '.join(people[: _NAMED - 1])}, … {people[-1]}"
    if len(people) < 3:
        return " & ".join(people)
    return f"{', '.join(people[:-1])}, & {people[-1]}"


def _when(published: tuple[int, ...], words: Words) -> str:
    """Return when a work came out, as far as it is known: ``2023, March 22``."""
    if len(published) < 2:
        return "".join(map(str, published)) or words("bi.cite.undated")
    year, month, *day = published
    return words.cited(date(year, month, *(day or [1])), has_day=bool(day))

"""Items as CSV, JSON Lines and BibTeX: all that an archive knows of them but the place of their pages.

Each form comes in again as the same items. Records, and what stands in the cells of CSV, are told of in
:mod:`backissue.records` and :mod:`backissue.cells`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backissue.cells import escape, to_cell
from backissue.fields import BODY
from backissue.markup import to_tex
from backissue.model import Item
from backissue.records import RECORD_KEYS, to_record
from backissue.site.citations import bibtex
from backissue.site.reference import reference
from backissue.yaml_text import to_json

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Format:
    """A form of export: its name for readers, its files' suffix and media type, what precedes the items, and one item.

    ``entry`` takes an item, the name of the archive, and the address of the item's page, empty where none is known.
    """

    label: str
    suffix: str
    media_type: str
    head: str
    entry: Callable[[Item, str, str], str]


def export(form: Format, entries: Iterable[str]) -> bytes:
    """Return a file of the entries of items."""
    return "".join([form.head, *entries]).encode("utf-8")


def _csv_row(cells: Iterable[str]) -> str:
    """Return a row as RFC 4180 has it."""
    row = io.StringIO()
    csv.writer(row, lineterminator="\r\n").writerow(cells)
    return row.getvalue()


def _csv(item: Item, _site: str, _page: str) -> str:
    record = to_record(item)
    return _csv_row(to_cell(record.get(key, "")) for key in RECORD_KEYS)


def _jsonl(item: Item, _site: str, _page: str) -> str:
    return f"{to_json(to_record(item))}\n"


def _bibtex(item: Item, site: str, page: str) -> str:
    """Return the citation with two fields more: the body as abstract, and all else as JSON."""
    record = to_record(item)
    abstract = to_tex(escape(str(record.pop(BODY.key))))
    whole = f"  abstract = {{{abstract}}},\n  backissue = {{{_json_in_braces(record)}}},\n}}\n\n"
    return escape(bibtex(reference(item, site, page))).rstrip().removesuffix("}") + whole


def _json_in_braces(record: object) -> str:
    """Return JSON that may stand in braces: those in its texts, which need not come in pairs, are escaped."""
    return _STRING.sub(lambda text: text[0].replace("{", "\\u007b").replace("}", "\\u007d"), to_json(record))


FORMATS = {
    "csv": Format("CSV", "csv", "text/csv", f"\ufeff{_csv_row(RECORD_KEYS)}", _csv),
    "jsonl": Format("JSON Lines", "jsonl", "application/jsonl", "", _jsonl),
    "bibtex": Format("BibTeX", "bib", "application/x-bibtex", "", _bibtex),
}
"""The forms by the names that the command line has for them. CSV begins with the mark by which Excel knows UTF-8."""

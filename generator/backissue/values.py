"""What a key of YAML may have for a value, in every form: as Python has it, as text, in a cell, as a schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from backissue.cells import links_of, lists_of, mapping_of, texts_of, unescape
from backissue.clock_times import FORM
from backissue.dates import find_week, parse_day, read_day
from backissue.languages import parse_language
from backissue.model import Kind, Link, MentionEdits, SourceRef
from backissue.urls import is_free, web_address
from backissue.yaml_text import Value

T = TypeVar("T")
LONGEST = 2_000
"""Characters of a line of text, such as a title, and of an entry of a list: more is no name of anything."""
_NUMBER = re.compile(r"[0-9]{1,9}")
_PLACE_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")


class Defect(NamedTuple):
    """What is wrong with a value, and what to write instead."""

    what: str
    remedy: str


Defects = Sequence[Defect]
Reader = Callable[[str, Value], tuple[T, Defects]]
Schema = Mapping[str, Any]


def parse_kind(text: str) -> Kind | None:
    """Return the kind of this name, if there is one."""
    return Kind(text) if text in set(Kind) else None


@dataclass(frozen=True, slots=True)
class Type(Generic[T]):
    """A kind of value.

    Attributes:
        read: makes the value of a key and its text value, and says what is wrong with it.
        schema: what JSON Schema says of it.
        from_cell: makes the text value of a cell's text.
        write: makes the text value of a value.
    """

    read: Reader[T]
    schema: Schema
    from_cell: Callable[[str], Value] = unescape
    write: Callable[[Any], Value] = lambda value: value


def read_text(key: str, value: Value) -> tuple[str, Defects]:
    """Read one line of text, with single blanks."""
    if not isinstance(value, str):
        return "", (Defect(f"`{key}` is not a line of text", f'write `{key}: "…"`'),)
    if len(value) > LONGEST:
        return "", (_too_long(key),)
    return " ".join(value.split()), ()


def read_name(key: str, value: Value) -> tuple[str, Defects]:
    """Read the name of a file, each blank of which counts."""
    if isinstance(value, str):
        return value if value.strip() else "", ()
    return "", (Defect(f"`{key}` is not the name of a file", f'write `{key}: "…"`'),)


def read_texts(key: str, value: Value) -> tuple[tuple[str, ...], Defects]:
    """Read a list of texts, none of them empty."""
    if not value:
        return (), ()
    if _is_texts(value):
        if max(map(len, value)) > LONGEST:
            return (), (_too_long(key),)
        return tuple(" ".join(str(entry).split()) for entry in value), ()
    return (), (Defect(f"`{key}` is not a list of texts", f"write `{key}: [One, Two]`"),)


def read_names(key: str, value: Value) -> tuple[tuple[str, ...], Defects]:
    """Read a list of names of files, none of them empty, which may be a single name; each blank counts."""
    names: Value = [value] if isinstance(value, str) and value else value
    if not names:
        return (), ()
    if _is_texts(names):
        return tuple(map(str, names)), ()
    return (), (Defect(f"`{key}` is not a list of files", f"write `{key}: [one.md, two.md]`"),)


def read_one_or_more(key: str, value: Value) -> tuple[tuple[str, ...], Defects]:
    """Read a list of texts, which may be a single text."""
    return read_texts(key, [value] if isinstance(value, str) and value else value)


Remedy = str | Callable[[str], str]
"""What to write instead of a text."""


def _remedy(remedy: Remedy, text: str) -> str:
    return remedy if isinstance(remedy, str) else remedy(text)


def one(parse: Callable[[str], T | None], what: str, remedy: Remedy) -> Reader[T | None]:
    """Return a reader of one text, of which ``parse`` makes the value, or ``None`` where it has none.

    ``what`` says so, with ``{key}`` and ``{text}`` in it, and ``remedy`` what to write instead.
    """

    def read(key: str, value: Value) -> tuple[T | None, Defects]:
        text, defects = read_text(key, value)
        found = parse(text) if text else None
        broken = text and found is None
        return found, (Defect(what.format(key=key, text=text), _remedy(remedy, text)),) if broken else defects

    return read


def many(
    parse: Callable[[str], T | None], what: str, remedy: Remedy, texts: Reader[tuple[str, ...]] = read_texts
) -> Reader[tuple[T, ...]]:
    """Return a reader of a list that ``texts`` reads, with the arguments of :func:`one`."""

    def read(key: str, value: Value) -> tuple[tuple[T, ...], Defects]:
        listed, defects = texts(key, value)
        found = [(text, parse(text)) for text in listed]
        broken = (
            Defect(what.format(key=key, text=text), _remedy(remedy, text)) for text, made in found if made is None
        )
        return tuple(made for _, made in found if made is not None), (*defects, *broken)

    return read


def _day_meant(text: str) -> str:
    """Return how to write a day that is written in some other form, or a week by its last day.

    >>> _day_meant("26 March 2023"), _day_meant("March 20-26, 2023"), _day_meant("soon")
    ('write it as 2023-03-26', 'write it as 2023-03-26', 'write it as in 2023-03-26')
    """
    found = read_day(text) or find_week(text, None, "sunday")
    return f"write it as {found}" if found else "write it as in 2023-03-26"


def _too_long(key: str) -> Defect:
    return Defect(f"`{key}` has a text of more than {LONGEST:,} characters", "shorten it")


def _is_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) and entry.strip() for entry in value)


def read_yes(key: str, value: Value) -> tuple[bool, Defects]:
    """Read ``true`` or ``false``, in any of the words that YAML had for them; nothing is ``false``."""
    text = value.strip().lower() if isinstance(value, str) else "?"
    if text in _YES or text in {"", *_NO}:
        return text in _YES, ()
    return False, (Defect(f"`{key}` is neither true nor false", f"write `{key}: true`, or remove it"),)


def read_time(key: str, value: Value) -> tuple[str, Defects]:
    """Read the time of a day with its distance from Greenwich."""
    text, defects = read_text(key, value)
    if not text or FORM.fullmatch(text):
        return text, defects
    what = f"`{key}` is `{text}`, which is no time with its distance from Greenwich"
    return "", [*defects, Defect(what, "write it as 14:30+01:00, or as 13:30Z")]


def read_language(key: str, value: Value) -> tuple[str, Defects]:
    """Read the tag of a language."""
    text, defects = read_text(key, value)
    known = parse_language(text) or ""
    what = f"`{key}` is `{text}`, which is not the tag of a language"
    return known, (Defect(what, "write it as de, en or pt-BR"),) if text and not known else defects


def read_links(key: str, value: Value) -> tuple[tuple[Link, ...], Defects]:
    """Read a list of labelled addresses, ``http`` and ``https`` only."""
    pairs = [_link(entry) for entry in value] if isinstance(value, list) else [None] * bool(value)
    links = [link for link in pairs if link]
    shape = Defect(f"`{key}` has an entry without label or address", "write `- Paper: https://…`")
    elsewhere = (
        Defect(f"the link {link.label!r} leads to `{link.url}`", "write it as https://host/path")
        for link in links
        if not web_address(link.url)
    )
    usable = tuple(link for link in links if web_address(link.url))
    return usable, (*([shape] if len(links) < len(pairs) else ()), *elsewhere)


def _link(entry: Value) -> Link | None:
    if isinstance(entry, dict) and len(entry) == 1:
        ((label, url),) = entry.items()
        if isinstance(url, str) and label and url:
            return Link(label, url)
    return None


def read_source(key: str, value: Value) -> tuple[SourceRef | None, Defects]:
    """Read a file, and the line in it that earlier versions wrote beside it."""
    if not value:
        return None, ()
    if isinstance(value, dict) and {"file"} <= value.keys() <= {"file", "line"}:
        file, line = value["file"], value.get("line", "0")
        if isinstance(file, str) and isinstance(line, str) and _NUMBER.fullmatch(line):
            return SourceRef(file, int(line)), ()
    return None, (Defect(f"`{key}` is not a file", f"write `{key}: {{file: name.md}}`"),)


def parse_place(text: str) -> float | None:
    """Return a place in a week, which is a number above 0: one with decimals was put between others.

    >>> parse_place("3"), parse_place("2.5"), parse_place("0"), parse_place("third")
    (3.0, 2.5, None, None)
    """
    return float(text) or None if _PLACE_NUMBER.fullmatch(text) else None


def place_text(place: float | None) -> str:
    """Return how a place is written.

    >>> place_text(3.0), place_text(2.5), place_text(None)
    ('3', '2.5', '')
    """
    return f"{place:.3f}".rstrip("0").rstrip(".") if place else ""


def read_mentions(key: str, value: Value) -> tuple[MentionEdits, Defects]:
    """Read the ids of items to add to, and to drop from, what a page is found to mention."""
    lists = value or {}
    if isinstance(lists, dict) and lists.keys() <= {"add", "drop"} and all(map(_is_texts, lists.values())):
        return MentionEdits(*(tuple(map(str, lists.get(what, []))) for what in ("add", "drop"))), ()
    remedy = f'write `{key}: {{add: ["arxiv:2303.11366"], drop: []}}` with ids of items'
    return MentionEdits(), (Defect(f"`{key}` is not lists of ids to add and to drop", remedy),)


def read_mapping(key: str, value: Value) -> tuple[dict[str, str], Defects]:
    """Read texts by name."""
    facts = value or {}
    if isinstance(facts, dict) and all(isinstance(entry, str) for entry in facts.values()):
        return {name: str(entry) for name, entry in facts.items()}, ()
    return {}, (Defect(f"`{key}` is not a list of `name: text`", f"write each fact on a line below `{key}:`"),)


def read_markdown(key: str, value: Value) -> tuple[str, Defects]:
    """Read the body of a page."""
    if isinstance(value, str):
        return tidy_body(value), ()
    return "", (Defect(f"`{key}` is not a text", "write it as one"),)


def tidy_body(text: str) -> str:
    r"""Return a body as it is compared and merged: newlines as ``\\n``, no blank lines around it, one at its end."""
    inner = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return f"{inner}\n" if inner.strip() else ""


def _write_mentions(edits: MentionEdits) -> Value:
    lists: dict[str, Value] = {"add": list(edits.add), "drop": list(edits.drop)}
    return {what: ids for what, ids in lists.items() if ids}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})

# Plain scalars are texts, whatever a reader of YAML would make of them.
_SCALAR = {"type": ["string", "number", "boolean"]}
_LIST = {"type": "array", "items": {**_SCALAR, "pattern": r"\S"}}
_DAY = {"type": "string", "format": "date"}
_PATH = {"type": "string", "pattern": r"^/?[^./\s][^/\s]*(/[^./\s][^/\s]*)*/?$"}
_URL = {"type": "string", "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"}
_LINK = {"type": "object", "additionalProperties": _URL, "minProperties": 1, "maxProperties": 1}
_SOURCE = {"file": _SCALAR, "line": {"type": ["string", "integer"], "pattern": "^[0-9]{1,9}$", "deprecated": True}}
_PLACE = {"type": ["string", "number"], "pattern": r"^(?=.*[1-9])[0-9]{1,9}(\.[0-9]{1,3})?$", "exclusiveMinimum": 0}

TEXT = Type(read_text, _SCALAR)
MARKDOWN = Type(read_markdown, {"type": "string"})
KIND = Type(one(parse_kind, "`{key}` is `{text}`", f"use one of {', '.join(Kind)}"), {"enum": list(Kind)}, write=str)
_PARSE_DAY = (parse_day, "`{key}` is `{text}`, which is not a day", _day_meant)
DAY = Type(one(*_PARSE_DAY), _DAY, write=lambda day: day.isoformat() if day else "")
DAYS = Type(
    many(*_PARSE_DAY),
    {"type": "array", "items": _DAY},
    texts_of,
    lambda days: [day.isoformat() for day in days],
)
YES = Type(read_yes, {"enum": [True, False, *sorted(_YES | _NO)]}, write=lambda value: "true" if value else "")
TIME = Type(read_time, {"type": "string", "pattern": f"^{FORM.pattern}$"})
LANGUAGE = Type(read_language, {"type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"})
TEXTS = Type(read_texts, _LIST, texts_of, list)
ONE_OR_MORE = Type(read_one_or_more, {"anyOf": [_SCALAR, _LIST]}, texts_of, list)
FILE_NAME = Type(read_name, _SCALAR)
FILE_NAMES = Type(read_names, {"anyOf": [_SCALAR, _LIST]}, texts_of, list)
PATHS = Type(
    many(
        lambda text: text if is_free(text) else None,
        "`{text}` is not a path on this site",
        "write it as weeks/2023-03-26/former-name",
    ),
    {"type": "array", "items": _PATH},
    texts_of,
    list,
)
LINKS = Type(
    read_links, {"type": "array", "items": _LINK}, links_of, lambda links: [{link.label: link.url} for link in links]
)
SOURCE = Type(
    read_source,
    {**_object(_SOURCE), "required": ["file"]},
    mapping_of,
    lambda source: {"file": source.file} if source else "",
)
PLACE = Type(
    one(parse_place, "`{key}` is `{text}`, which is no place in a week", "write a number above 0"),
    _PLACE,
    write=place_text,
)
MENTIONS = Type(read_mentions, _object({"add": _LIST, "drop": _LIST}), lists_of, _write_mentions)
MAPPING = Type(read_mapping, {"type": "object", "additionalProperties": _SCALAR}, mapping_of, dict)

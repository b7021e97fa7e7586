"""Letters kept as lists of links, as HTML: objects with an address and what is said of it, maybe in sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from backissue.text import fold_key
from backissue.urls import web_address

_BEFORE = ("intro", "introduction", "opening", "preface", "editorial", "lead", "foreword")
_BEHIND = ("outro", "closing", "afterword", "conclusion", "footer", "signoff")
_NAMES = ("title", "headline", "name", "text", "label", "heading")
_ADDRESSES = ("url", "link", "href", "address")
_SAID = ("comment", "description", "summary", "note", "notes", "commentary", "body", "blurb", "excerpt", "text")
_DEEPEST = 3


def listed_links(fields: Mapping[str, Any]) -> str:
    """Return the text of a letter whose links stand in lists, with what it says before and behind them.

    It is one where something is said of a link beyond its name, or the lists are named sections; else nothing is
    returned, since an object with addresses can be anything.

    >>> listed_links({"title": "Wind", "intro": "So.", "links": [
    ...     {"title": "Tunnels", "url": "https://a.org", "comment": "Long."}]})
    '<p>So.</p><ul><li><a href="https://a.org">Tunnels</a>: Long.</li></ul>'
    >>> listed_links({"title": "Wind", "links": [{"label": "PDF", "url": "https://a.org"}]})
    ''
    """
    lists = list(_lists(fields))
    if not any(_is_said(entry) for _, entries in lists for entry in entries):
        return ""
    several = len(lists) > 1
    parts = [_paragraphs(fields, _BEFORE)]
    for key, entries in lists:
        parts.append(f"<h2>{escape(_readable(key))}</h2>" if several else "")
        parts += _entries(entries, 1)
    return "".join([*parts, _paragraphs(fields, _BEHIND)])


def opening(fields: Mapping[str, Any]) -> str:
    """Return what a letter says before and behind what it lists, as HTML; empty where it says nothing.

    >>> opening({"title": "Rain", "intro": "It is cold."})
    '<p>It is cold.</p>'
    """
    return _paragraphs(fields, (*_BEFORE, *_BEHIND))


def _lists(fields: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the lists of links, and of sections of them, by their keys."""
    for key, value in fields.items():
        entries = _objects(value)
        if entries and 2 * sum(bool(_address(entry) or _inner(entry)) for entry in entries) >= len(entries):
            yield key, entries


def _is_said(entry: Mapping[str, Any]) -> bool:
    return bool(_first(entry, _SAID) and _address(entry) and _name(entry)) or any(map(_is_said, _inner(entry)))


def _entries(entries: Iterable[Mapping[str, Any]], depth: int) -> Iterator[str]:
    """Yield links as lists, each with what is said of it; a section as its heading and its links."""
    points: list[str] = []
    for entry in entries:
        inner = _inner(entry) if depth < _DEEPEST else []
        name, said = _name(entry), _first(entry, _SAID)
        said = "" if said == name else said
        if inner:
            yield _list(points)
            points.clear()
            yield f"<h{depth + 1}>{escape(name)}</h{depth + 1}>" * bool(name)
            yield f"<p>{_text(said)}</p>" if said else ""
            yield from _entries(inner, depth + 1)
        elif name or said or _address(entry):
            points.append(_point(_address(entry), name, said))
    yield _list(points)


def _point(url: str, name: str, said: str) -> str:
    words = escape(name or ("" if said else url))
    label = f'<a href="{escape(url)}">{words or escape(url)}</a>' if url else words
    return f"<li>{': '.join(filter(None, [label, _text(said)]))}</li>"


def _list(points: list[str]) -> str:
    return f"<ul>{''.join(points)}</ul>" if points else ""


def _paragraphs(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    known = {fold_key(key): value for key, value in fields.items() if isinstance(value, str)}
    texts = [known[key].strip() for key in keys if known.get(key)]
    parts = (part for text in texts for part in ([text] if "<p" in text else text.split("\n\n")))
    return "".join(part if "<p" in part else f"<p>{_text(part.strip())}</p>" for part in parts if part.strip())


def _text(text: str) -> str:
    """Return what is said, which may be HTML."""
    return text if "</" in text else escape(text, quote=False)


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _inner(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the links of a section."""
    lists = (_objects(value) for value in entry.values())
    return next((each for each in lists if any(map(_address, each))), [])


def _name(entry: Mapping[str, Any]) -> str:
    return _first(entry, _NAMES)


def _address(entry: Mapping[str, Any]) -> str:
    url = _first(entry, _ADDRESSES)
    return url if web_address(url) else ""


def _first(entry: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    known = {fold_key(key): value for key, value in entry.items() if isinstance(value, str)}
    return next((" ".join(known[key].split()) for key in keys if known.get(key, "").strip()), "")


def _readable(key: str) -> str:
    return " ".join(key.replace("_", " ").replace("-", " ").split()).capitalize()

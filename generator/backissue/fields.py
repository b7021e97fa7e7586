"""Typed access to front matter: each value that does not fit becomes a problem with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from backissue.archive.addresses import PATH, RESERVED
from backissue.model import Kind, Link, MentionEdits, Problem, SourceRef, parse_day
from backissue.urls import web_address
from backissue.yaml_text import Value

_LINE = re.compile(r"[0-9]{1,9}")


class FieldReader:
    """The front matter of one file.

    Args:
        values: its fields as text values.
        line_of: gives the 1-based line of a key.
        file: the file as problems name it.

    ``problems`` holds what was found so far; ``fatal`` is set once a field is missing or broken that nothing can stand
    in for.
    """

    def __init__(self, values: Mapping[str, Value], line_of: Callable[[str], int], file: str) -> None:
        self._values = values
        self._line_of = line_of
        self._file = file
        self.problems: list[Problem] = []
        self.fatal = False

    def only(self, known: tuple[str, ...], of: str = "") -> None:
        """Report every key that is not ``known``; ``of`` says whose keys they are."""
        elsewhere = ", or put it below `extra:`" if "extra" in known else ""
        for key in self._values.keys() - set(known):
            self._report(key, f"unknown key `{key}`{of}", f"use one of {', '.join(known)}{elsewhere}")
        self.problems.sort()

    def text(self, key: str, *, needed: bool = False) -> str:
        """One line of text, empty where there is none."""
        value = self._values.get(key, "")
        if isinstance(value, str) and (value.strip() or not needed):
            return " ".join(value.split())
        self.fatal = self.fatal or needed
        what = f"`{key}` is missing" if key not in self._values else f"`{key}` is not a line of text"
        self._report(key, what, f'write `{key}: "…"`')
        return ""

    def kind(self) -> Kind:
        """The item's kind, which it has to have."""
        text = self.text("kind", needed=True)
        if text in set(Kind):
            return Kind(text)
        self.fatal = True
        if text:
            self._report("kind", f"`kind` is `{text}`", f"use one of {', '.join(Kind)}")
        return Kind.PAPER

    def day(self, key: str) -> date | None:
        """A day, ``None`` where there is none."""
        text = self.text(key)
        return self._day(key, text) if text else None

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days."""
        return tuple(day for text in self.texts(key) if (day := self._day(key, text)))

    def _day(self, key: str, text: str) -> date | None:
        day = parse_day(text)
        if not day:
            self.fatal = True
            self._report(key, f"`{key}` is `{text}`, which is no day", "write it as 2023-03-26")
        return day

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        value = self._values.get(key) or []
        if isinstance(value, list) and all(isinstance(entry, str) and entry.strip() for entry in value):
            return tuple(" ".join(str(entry).split()) for entry in value)
        self._report(key, f"`{key}` is not a list of texts", f"write `{key}: [One, Two]`")
        return ()

    def paths(self, key: str) -> tuple[str, ...]:
        """A list of paths on the site."""
        paths = self.texts(key)
        for path in paths:
            if not _is_free(path):
                self._report(key, f"`{path}` is no path on this site", "write it as weeks/2023-03-26/former-name")
        return tuple(path for path in paths if _is_free(path))

    def links(self, key: str) -> tuple[Link, ...]:
        """A list of labelled addresses, http and https only."""
        entries = self._values.get(key) or []
        pairs = [_pair(entry) for entry in entries] if isinstance(entries, list) else [None]
        links = [Link(*pair) for pair in pairs if pair]
        if len(links) < len(pairs):
            self._report(key, f"`{key}` has an entry without label or address", "write `- Paper: https://…`")
        for link in links:
            if not web_address(link.url):
                self._report(key, f"the link {link.label!r} leads to `{link.url}`", "write it as https://host/path")
        return tuple(link for link in links if web_address(link.url))

    def source(self, key: str) -> SourceRef | None:
        """A file and a line in it."""
        value = self._values.get(key)
        if not value:
            return None
        if isinstance(value, dict) and set(value) == {"file", "line"} and _LINE.fullmatch(str(value["line"])):
            return SourceRef(str(value["file"]), int(str(value["line"])))
        self._report(key, "`source` is not a file and a line", "write `source: {file: name.md, line: 1}`")
        return None

    def mentions(self, key: str) -> MentionEdits:
        """The ids of items to add to, and to drop from, what a page is found to speak of."""
        value = self._values.get(key) or {}
        if isinstance(value, dict) and value.keys() <= {"add", "drop"} and all(map(_is_texts, value.values())):
            return MentionEdits(*(tuple(map(str, value.get(what, []))) for what in ("add", "drop")))
        remedy = 'write `mentions: {add: ["arxiv:2303.11366"], drop: []}` with ids of items'
        self._report(key, f"`{key}` is not lists of ids to add and to drop", remedy)
        return MentionEdits()

    def mapping(self, key: str) -> dict[str, str]:
        """Facts by name."""
        value = self._values.get(key) or {}
        if isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values()):
            return {name: str(entry) for name, entry in value.items()}
        self._report(key, f"`{key}` is not a list of `name: text`", f"write each fact on a line below `{key}:`")
        return {}

    def _report(self, key: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self._file, self._line_of(key), what, remedy))


def _is_texts(value: Value) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) and entry.strip() for entry in value)


def _is_free(path: str) -> bool:
    return PATH.fullmatch(path) is not None and path.strip("/").split("/")[0] not in RESERVED


def _pair(entry: Value) -> tuple[str, str] | None:
    if isinstance(entry, dict) and len(entry) == 1:
        ((label, url),) = entry.items()
        if isinstance(url, str) and label and url:
            return label, url
    return None

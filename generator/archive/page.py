"""An item's page: front matter and Markdown, read strictly and changed by as few bytes as possible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from generator.archive import yamltext
from generator.archive.yamltext import Value, YamlError
from generator.model import Item, Kind, Link, Note, Problem, SourceRef

KEYS = ("id", "kind", "title", "week", "date", "topics", "people", "links", "source", "aliases", "extra")
NOTE_KEYS = ("title", "description")
TOPIC_KEYS = (*NOTE_KEYS, "aliases", "parent")
_FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_PATH = re.compile(r"/?(?!\.)[\w.-]+(?:/(?!\.)[\w.-]+)*/?")

Fields = dict[str, Value]


class _Handler(YAMLHandler):
    """python-frontmatter, with the exact fences of this format and every scalar as text."""

    def detect(self, text: str) -> bool:
        return _FENCE.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        match = _FENCE.match(text)
        assert match
        return match[1], text[match.end() :]

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        return yamltext.load(fm)[0]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The front matter of a page, as text values and as it stands there, and the Markdown after it."""

    fields: Fields
    head: str
    body: str

    def line_of(self, key: str) -> int:
        """The 1-based line of a key in the file; 1 where it has no such key."""
        lines = yamltext.load(self.head)[1]
        return lines[key] + 2 if key in lines else 1


def parse(text: str, file: str) -> Parsed | Problem:
    """Take a page apart. ``file`` is only named in the problem."""
    if not _HANDLER.detect(text):
        return Problem(file, 1, "no front matter", "begin the file with `---`, `key: value` lines and `---`")
    try:
        fields, _ = frontmatter.parse(text, handler=_HANDLER)
    except YamlError as error:
        remedy = "mend the YAML between the two `---`; put text with `:` or `#` in double quotes"
        return Problem(file, error.line + 2, f"front matter does not parse ({error.what})", remedy)
    head, body = _HANDLER.split(text)  # the library would strip the indent of a body that begins with code
    return Parsed(cast(Fields, fields), head, tidy_body(body))


_HANDLER = _Handler()


def tidy_body(text: str) -> str:
    r"""A body as it is compared and merged: newlines as ``\\n``, no blank lines around it, one newline at its end."""
    inner = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return f"{inner}\n" if inner.strip() else ""


def body_line(text: str) -> int:
    """The 1-based line of a page at which its body begins, blank lines left out."""
    match = _FENCE.match(text)
    begin = match.end() if match else 0
    blank = re.compile(r"[\r\n]*").match(text, begin)
    return text.count("\n", 0, blank.end() if blank else begin) + 1


def read_item(text: str, file: str) -> tuple[Item | None, tuple[Problem, ...]]:
    """Read an item's page.

    Args:
        text: the whole file.
        file: its path as problems name it, ``content/weeks/2023-03-26/reflexion.md``.

    Returns:
        The item, ``None`` where a needed field is missing or broken, and every defect found.
    """
    parsed = parse(text, file)
    if isinstance(parsed, Problem):
        return None, (parsed,)
    fields = _Fields(parsed, file)
    fields.only(KEYS)
    item = _item(fields, parsed.body)
    return (None if fields.fatal else item), tuple(fields.problems)


def _item(fields: _Fields, body: str) -> Item:
    return Item(
        id=fields.text("id", needed=True),
        kind=fields.kind(),
        title=fields.text("title", needed=True),
        week=fields.day("week"),
        date=fields.day("date"),
        topics=fields.texts("topics"),
        people=fields.texts("people"),
        links=fields.links("links"),
        source=fields.source("source"),
        aliases=fields.paths("aliases"),
        extra=fields.mapping("extra"),
        body=body,
    )


def read_note(text: str, file: str, path: str) -> tuple[Note | None, tuple[Problem, ...]]:
    """Read a page written by hand (home, about, a week's introduction, a topic). ``path`` is below ``content/``."""
    parsed = parse(text, file)
    if isinstance(parsed, Problem):
        return None, (parsed,)
    fields = _Fields(parsed, file)
    fields.only(TOPIC_KEYS if path.startswith("topics/") else NOTE_KEYS)
    note = Note(
        path=path,
        title=fields.text("title"),
        description=fields.text("description"),
        aliases=fields.texts("aliases"),
        parent=fields.text("parent"),
        body=parsed.body,
        body_line=body_line(text),
    )
    return note, tuple(fields.problems)


class _Fields:
    """Typed access to parsed front matter that collects a problem for each value that does not fit."""

    def __init__(self, parsed: Parsed, file: str) -> None:
        self._parsed = parsed
        self._file = file
        self.problems: list[Problem] = []
        self.fatal = False

    def only(self, known: tuple[str, ...]) -> None:
        for key in self._parsed.fields.keys() - set(known):
            self._report(key, f"unknown key `{key}`", f"use one of {', '.join(known)}, or put it below `extra:`")
        self.problems.sort()

    def text(self, key: str, *, needed: bool = False) -> str:
        value = self._parsed.fields.get(key, "")
        if isinstance(value, str) and (value.strip() or not needed):
            return " ".join(value.split())
        self.fatal = self.fatal or needed
        what = f"`{key}` is missing" if key not in self._parsed.fields else f"`{key}` is not a line of text"
        self._report(key, what, f'write `{key}: "…"`')
        return ""

    def kind(self) -> Kind:
        text = self.text("kind", needed=True)
        if text in set(Kind):
            return Kind(text)
        self.fatal = True
        if text:
            self._report("kind", f"`kind` is `{text}`", f"use one of {', '.join(Kind)}")
        return Kind.PAPER

    def day(self, key: str) -> date | None:
        text = self.text(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.fatal = True
            self._report(key, f"`{key}` is `{text}`, which is no day", "write it as 2023-03-26")
            return None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._parsed.fields.get(key) or []
        if isinstance(value, list) and all(isinstance(entry, str) and entry.strip() for entry in value):
            return tuple(" ".join(str(entry).split()) for entry in value)
        self._report(key, f"`{key}` is not a list of texts", f"write `{key}: [One, Two]`")
        return ()

    def paths(self, key: str) -> tuple[str, ...]:
        paths = self.texts(key)
        for path in paths:
            if not _PATH.fullmatch(path):
                self._report(key, f"`{path}` is no path on this site", "write it as weeks/2023-03-26/former-name")
        return tuple(path for path in paths if _PATH.fullmatch(path))

    def links(self, key: str) -> tuple[Link, ...]:
        entries = self._parsed.fields.get(key) or []
        pairs = [_pair(entry) for entry in entries] if isinstance(entries, list) else [None]
        links = [Link(*pair) for pair in pairs if pair]
        if len(links) < len(pairs):
            self._report(key, f"`{key}` has an entry without label or address", "write `- Paper: https://…`")
        for link in links:
            if not link.url.startswith(("https://", "http://")):
                self._report(key, f"the link {link.label!r} leads to `{link.url}`", "begin it with https:// or http://")
        return tuple(link for link in links if link.url.startswith(("https://", "http://")))

    def source(self, key: str) -> SourceRef | None:
        value = self._parsed.fields.get(key)
        if not value:
            return None
        if isinstance(value, dict) and set(value) == {"file", "line"} and str(value["line"]).isdecimal():
            return SourceRef(str(value["file"]), int(str(value["line"])))
        self._report(key, "`source` is not a file and a line", "write `source: {file: name.md, line: 1}`")
        return None

    def mapping(self, key: str) -> dict[str, str]:
        value = self._parsed.fields.get(key) or {}
        if isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values()):
            return {name: str(entry) for name, entry in value.items()}
        self._report(key, f"`{key}` is not a list of `name: text`", f"write each fact on a line below `{key}:`")
        return {}

    def _report(self, key: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self._file, self._parsed.line_of(key), what, remedy))


def _pair(entry: Value) -> tuple[str, str] | None:
    if isinstance(entry, dict) and len(entry) == 1:
        ((label, url),) = entry.items()
        if isinstance(url, str) and label and url:
            return label, url
    return None


def to_fields(item: Item) -> Fields:
    """An item's front matter as text values in the order of :data:`KEYS`, without the fields that are empty."""
    fields: Fields = {
        "id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "week": item.week.isoformat() if item.week else "",
        "date": item.date.isoformat() if item.date else "",
        "topics": list(item.topics),
        "people": list(item.people),
        "links": [{link.label: link.url} for link in item.links],
        "source": {"file": item.source.file, "line": str(item.source.line)} if item.source else "",
        "aliases": list(item.aliases),
        "extra": dict(item.extra),
    }
    return {key: value for key, value in fields.items() if value}


def render(item: Item) -> str:
    """A new page for ``item``."""
    head = "".join(_field(key, value) for key, value in to_fields(item).items())
    return f"---\n{head}---\n" + (f"\n{item.body}" if item.body else "")


def _field(key: str, value: Value) -> str:
    if key == "source" and isinstance(value, dict):
        return f"source: {{file: {yamltext.scalar(str(value['file']))}, line: {value['line']}}}\n"
    return yamltext.dump(key, value, quoted=key in {"id", "title"})


def edit(text: str, changes: Mapping[str, Value | None], body: str | None = None) -> str:
    """Change fields of a page, and its body where one is given, and leave every other byte as it is.

    Args:
        text: a page that :func:`parse` reads.
        changes: the new value of each field; ``None`` takes the field away.
        body: the new Markdown, ``None`` to keep the old.

    Returns:
        The page with the comments, the order of keys, the quoting and the line ends it had.
    """
    match = _FENCE.match(text)
    assert match, "only a page with front matter can be edited"
    newline = "\r\n" if "\r\n" in match[0] else "\n"
    head = match[1]
    for key, value in changes.items():
        head = _edit_field(head, key, value, newline)
    rest = text[match.end() :] if body is None else (f"\n{body}" if body else "").replace("\n", newline)
    return text[: match.start(1)] + head + text[match.end(1) : match.end()] + rest


def _edit_field(head: str, key: str, value: Value | None, newline: str) -> str:
    spans = _spans(head)
    if key not in spans:
        return head if value is None else _insert_field(head, key, value, newline, spans)
    begin, inner, end = spans[key]
    if value is None:
        following = head.find("\n", end) + 1
        return head[:begin] + head[following or len(head) :]
    written = _field(key, value).replace("\n", newline)[: -len(newline)]
    return head[:inner] + written[len(key) + 1 :] + head[end:]


def _insert_field(head: str, key: str, value: Value, newline: str, spans: Mapping[str, tuple[int, int, int]]) -> str:
    """Put a field that was not there behind the last one that comes before it in :data:`KEYS`."""
    earlier = [spans[known][2] for known in KEYS[: KEYS.index(key)] if known in spans]
    line_end = head.find("\n", max(earlier)) + 1 if earlier else 0
    place = line_end or (len(head) if earlier else 0)
    return head[:place] + _field(key, value).replace("\n", newline) + head[place:]


def _spans(head: str) -> dict[str, tuple[int, int, int]]:
    """Of each top key: where it begins, where what follows its colon begins, and where its value ends."""
    node = yamltext.compose(head)
    spans = {}
    for key, value in node.value if node else ():
        begin = key.start_mark.index
        colon = head.index(":", key.end_mark.index)
        spans[key.value] = (begin, colon + 1, _value_end(head, colon + 1, value.end_mark.index))
    return spans


def _value_end(head: str, begin: int, end: int) -> int:
    """Where a value truly ends: YAML counts the blank and comment lines behind a list as part of it."""
    lines = head[begin:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    kept = "".join(lines)
    return begin + len(kept.rstrip() if len(lines) > 1 or end > begin else kept)

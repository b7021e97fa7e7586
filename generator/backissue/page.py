"""Pages as they are read: front matter and Markdown, strictly, every defect with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from backissue import yaml_text
from backissue.fields import FieldReader
from backissue.model import Item, Note, Problem
from backissue.yaml_text import Value, YamlError

KEYS = (
    *("id", "kind", "title", "week", "also_in", "date", "topics", "people", "links", "source"),
    *("aliases", "former_ids", "mentions", "extra"),
)
NOTE_KEYS = ("title", "description")
TOPIC_KEYS = (*NOTE_KEYS, "aliases", "parent")
FENCE = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)

_MARKS = re.compile(r"^(?:<{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)

Fields = dict[str, Value]


class _Handler(YAMLHandler):
    """python-frontmatter, with the exact fences of this format and every scalar as text."""

    def detect(self, text: str) -> bool:
        return FENCE.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        match = FENCE.match(text)
        assert match
        return match[1], text[match.end() :]

    def load(self, fm: str, **_: object) -> dict[str, Value]:
        return yaml_text.load(fm)[0]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The front matter of a page, as text values and as it stands there, and the Markdown after it."""

    fields: Fields
    head: str
    body: str

    def line_of(self, key: str) -> int:
        """The 1-based line of a key in the file; 1 where it has no such key."""
        lines = yaml_text.load(self.head)[1]
        return lines[key] + 2 if key in lines else 1


def parse(text: str, file: str) -> Parsed | Problem:
    """Take a page apart. ``file`` is only named in the problem."""
    if line := _unmerged(text):
        remedy = "keep the right lines, and remove those that begin with <<<<<<<, ======= and >>>>>>>"
        return Problem(file, line, "a merge in git left both sides here", remedy)
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


def _unmerged(text: str) -> int:
    """The 1-based line at which a conflict of git begins, 0 where there is none."""
    marks = list(_MARKS.finditer(text)) if "<<<<<<<" in text else []
    found = "".join(mark[0][0] for mark in marks).find("<=>")
    return text.count("\n", 0, marks[found].start()) + 1 if found >= 0 else 0


def tidy_body(text: str) -> str:
    r"""A body as it is compared and merged: newlines as ``\\n``, no blank lines around it, one newline at its end."""
    inner = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return f"{inner}\n" if inner.strip() else ""


def body_line(text: str) -> int:
    """The 1-based line of a page at which its body begins, blank lines left out."""
    match = FENCE.match(text)
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
    fields = FieldReader(parsed.fields, parsed.line_of, file)
    fields.only(KEYS)
    item = item_of(fields, parsed.body)
    return (None if fields.fatal else item), tuple(fields.problems)


def item_of(fields: FieldReader, body: str) -> Item:
    """The item of front matter and a body; what is wrong with it stands in ``fields``."""
    return Item(
        id=fields.text("id", needed=True),
        kind=fields.kind(),
        title=fields.text("title", needed=True),
        week=fields.day("week"),
        also_in=fields.days("also_in"),
        date=fields.day("date"),
        topics=fields.texts("topics"),
        people=fields.texts("people"),
        links=fields.links("links"),
        source=fields.source("source"),
        aliases=fields.paths("aliases"),
        former_ids=fields.texts("former_ids"),
        mentions=fields.mentions("mentions"),
        extra=fields.mapping("extra"),
        body=body,
    )


def read_note(text: str, file: str, path: str) -> tuple[Note | None, tuple[Problem, ...]]:
    """Read a page written by hand (home, about, a week's introduction, a topic). ``path`` is below ``content/``."""
    parsed = parse(text, file)
    if isinstance(parsed, Problem):
        return None, (parsed,)
    if {"id", "kind"} <= parsed.fields.keys():
        remedy = "move it below content/weeks/ or content/undated/, under another name than index.md"
        return None, (Problem(file, parsed.line_of("id"), "the page of an item, where none can stand", remedy),)
    fields = FieldReader(parsed.fields, parsed.line_of, file)
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

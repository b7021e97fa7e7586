"""Pages as they are read: front matter and Markdown, strictly, every defect with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import frontmatter
import yaml
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


def to_fields(item: Item) -> Fields:
    """An item's front matter as text values in the order of :data:`KEYS`, without the fields that are empty."""
    fields: Fields = {
        "id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "week": item.week.isoformat() if item.week else "",
        "also_in": [week.isoformat() for week in item.also_in],
        "date": item.date.isoformat() if item.date else "",
        "topics": list(item.topics),
        "people": list(item.people),
        "links": [{link.label: link.url} for link in item.links],
        "source": {"file": item.source.file, "line": str(item.source.line)} if item.source else "",
        "aliases": list(item.aliases),
        "former_ids": list(item.former_ids),
        "mentions": _mentions(item),
        "extra": dict(item.extra),
    }
    return {key: value for key, value in fields.items() if value}


def _mentions(item: Item) -> Value:
    said: dict[str, Value] = {"add": list(item.mentions.add), "drop": list(item.mentions.drop)}
    return {key: ids for key, ids in said.items() if ids}


def stated(text: str, item: Item) -> Fields:
    """The front matter of the page ``text``, which was read as ``item``: as the item has it, where it has it all.

    What is not understood stays as it stands, so that it counts as a person's edit and is never replaced unseen.
    """
    parsed = parse(text, item.id)
    assert isinstance(parsed, Parsed), "what was read as an item has front matter"
    understood = to_fields(item)
    return understood | {
        key: value
        for key, value in parsed.fields.items()
        if key in KEYS and value and _spaced(value) != _spaced(understood.get(key, ""))
    }


def _spaced(value: Value) -> Value:
    """A value with single blanks, as fields are read."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _spaced(inner) for key, inner in value.items()}
    return [_spaced(inner) for inner in value]


def render(item: Item) -> str:
    """A new page for ``item``."""
    head = "".join(_field(key, value) for key, value in to_fields(item).items())
    return f"---\n{head}---\n" + (f"\n{item.body}" if item.body else "")


def _field(key: str, value: Value) -> str:
    if key == "source" and isinstance(value, dict):
        return f"source: {{file: {yaml_text.scalar(str(value['file']))}, line: {value['line']}}}\n"
    return yaml_text.dump(key, value, quoted=key in {"id", "title"})


def edit(text: str, changes: Mapping[str, Value | None], body: str | None = None) -> str:
    """Change fields of a page, and its body where one is given, and leave every other byte as it is.

    Args:
        text: a page that :func:`parse` reads.
        changes: the new value of each field; ``None`` takes the field away.
        body: the new Markdown, ``None`` to keep the old.

    Returns:
        The page with the comments, the order of keys, the quoting and the line ends it had.
    """
    match = FENCE.match(text)
    assert match, "only a page with front matter can be edited"
    newline = "\r\n" if "\r\n" in match[0] else "\n"
    head = _in_lines(match[1], newline) if changes else match[1]
    for key, value in changes.items():
        head = _edit_field(head, key, value, newline)
    rest = text[match.end() :]
    if body is not None:
        rest = _edit_body(rest, body, newline)
    return text[: match.start(1)] + head + text[match.end(1) : match.end()] + rest


def _in_lines(head: str, newline: str) -> str:
    """Front matter with a field a line, which is how fields are changed; ``{…}`` in one piece is written anew."""
    node = yaml_text.compose(head)
    if node is None or not node.flow_style:
        return head
    written = "".join(_field(key, value) for key, value in yaml_text.load(head)[0].items())
    return "".join(f"{comment}{newline}" for comment in _comments(head, node)) + written.replace("\n", newline)


def _comments(head: str, node: yaml.Node) -> list[str]:
    """The comments of front matter: what begins with ``#`` and is no part of a text."""
    bare = head
    for begin, end in _scalars(node):
        bare = bare[:begin] + " " * (end - begin) + bare[end:]
    return [head[found.start() : found.end()].rstrip() for found in re.finditer(r"#[^\n]*", bare)]


def _scalars(node: yaml.Node | tuple[yaml.Node, yaml.Node]) -> Iterator[tuple[int, int]]:
    """Where each text below ``node`` begins and ends."""
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index
    else:
        for child in node if isinstance(node, tuple) else node.value:
            yield from _scalars(child)


def _edit_body(rest: str, body: str, newline: str) -> str:
    """The Markdown of a page anew, between the blank lines that stood around the old."""
    inner = rest.strip("\r\n")
    before, _, after = rest.partition(inner) if inner else (newline, "", newline)
    return before + body.strip("\n").replace("\n", newline) + after if body else ""


def _edit_field(head: str, key: str, value: Value | None, newline: str) -> str:
    spans = _spans(head)
    if key not in spans:
        return head if value is None else _insert_field(head, key, value, newline, spans)
    begin, inner, end = spans[key]
    if value is None:
        return _remove_field(head, begin, end, newline)
    written = _lines(key, value, _indent(head), newline)[: -len(newline)]
    return head[:inner] + written[len(_indent(head)) + len(key) + 1 :] + head[end:]


def _remove_field(head: str, begin: int, end: int, newline: str) -> str:
    """Take the lines of a field away, but for the comment that stands behind it."""
    following = head.find("\n", end) + 1 or len(head)
    comment = head[end:following].strip()
    first = head.rfind("\n", 0, begin) + 1
    return head[:first] + (_indent(head) + comment + newline if comment else "") + head[following:]


def _insert_field(head: str, key: str, value: Value, newline: str, spans: Mapping[str, tuple[int, int, int]]) -> str:
    """Put a field that was not there behind the last one that comes before it in :data:`KEYS`."""
    earlier = [spans[known][2] for known in KEYS[: KEYS.index(key)] if known in spans]
    line_end = head.find("\n", max(earlier)) + 1 if earlier else 0
    place = line_end or (len(head) if earlier else 0)
    return head[:place] + _lines(key, value, _indent(head), newline) + head[place:]


def _lines(key: str, value: Value, indent: str, newline: str) -> str:
    """A field as it stands in a page with this indent and these line ends."""
    return "".join(f"{indent}{line}{newline}" for line in _field(key, value).removesuffix("\n").split("\n"))


def _indent(head: str) -> str:
    """The blanks that stand before every key."""
    node = yaml_text.compose(head)
    return " " * node.start_mark.column if node else ""


def _spans(head: str) -> dict[str, tuple[int, int, int]]:
    """Of each top key: where it begins, where what follows its colon begins, and where its value ends."""
    node = yaml_text.compose(head)
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

"""Pages as text: read strictly, every defect with its line; written anew; edited in no byte that need not change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler

from backissue import yaml_text
from backissue.fields import FIELDS, KEYS, NOTE, PERSON, TOPIC, WEEK, Field, Fields, read, to_fields, to_yaml
from backissue.files import below
from backissue.model import Item, Note, Problem, Slip, is_about_person
from backissue.text import slugify
from backissue.urls import arxiv_id
from backissue.values import read_yes, tidy_body
from backissue.yaml_mistakes import CURLY
from backissue.yaml_text import Value, YamlError

_HANDLER = YAMLHandler(fm_boundary=re.compile(r"^---[ \t]*\r?$", re.MULTILINE))
_KEY = re.compile(r"[A-Za-z_][\w-]*[ \t]*:(?:\s|$)")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_CLOSE = "write `---` on a line of its own below the last `key: value`"
_BEGIN = "begin the file with a line `---`, the lines `id: …`, `kind: …` and `title: …`, and another line `---`"
_BEGIN_NOTE = (
    "begin the file with a line `---`, the line `title: …`, and another line `---`; an item of the archive belongs into"
    " the folder of its week, such as content/weeks/2023-03-26/"
)
_MARKS = frozenset({"<<<<<<<", "=======", ">>>>>>>"})
LARGEST_HEAD = 500_000
"""Characters of front matter: a paper of 3,000 authors has a tenth of it."""
Spans = Mapping[str, tuple[int, int, int]]
"""Of each top key where it begins, where what follows its colon begins, and where its value ends."""


class Parts(NamedTuple):
    """A page in pieces that together are its text: the upper fence, the front matter, the lower fence, the rest."""

    upper: str
    head: str
    lower: str
    rest: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The front matter of a page as text values, with the 0-based lines of its keys, and as it stands; the Markdown."""

    fields: Fields
    lines: Mapping[str, int]
    head: str
    body: str

    def line_of(self, key: str) -> int:
        """Return the 1-based line of a key in the file; 1 where it has no such key."""
        return self.lines.get(key, -1) + 2


def split(text: str) -> Parts | None:
    """Cut a page at its fences; ``None`` where it does not begin with front matter."""
    bare = text.removeprefix("\ufeff")
    if not _HANDLER.detect(bare):
        return None
    try:
        inner, rest = _HANDLER.split(bare)
    except ValueError:  # the second fence is missing
        return None
    begin = text.index("\n") + 1
    end = begin + len(inner) - 1
    rest = rest.removeprefix("\n")
    return Parts(text[:begin], text[begin:end], text[end : len(text) - len(rest)], rest)


def parse(text: str, file: str) -> Parsed | Problem:
    """Read the front matter and the body of a page. ``file`` is only named in the problem."""
    if line := _unmerged(text):
        remedy = "keep the right lines, and remove those that begin with <<<<<<<, ======= and >>>>>>>"
        return Problem(file, line, "a merge in git left both sides here", remedy)
    parts = split(text)
    if not parts:
        return _without_fences(text, file)
    if len(parts.head) > LARGEST_HEAD:
        what = f"front matter of more than {LARGEST_HEAD:,} characters"
        return Problem(file, 1, what, "move what is text below the second `---`")
    try:
        return Parsed(*yaml_text.load(parts.head), parts.head, tidy_body(parts.rest))
    except YamlError as error:
        if line := _end_of_keys(parts.head, error.line):
            return Problem(file, line + 1, "the `---` that ends the front matter is missing", _CLOSE)
        remedy = error.remedy or "fix the YAML between the two `---`; put text with `:` or `#` in double quotes"
        return Problem(file, error.line + 2, f"front matter does not parse ({error.what})", remedy)


def _without_fences(text: str, file: str) -> Problem:
    """Return what is wrong with a page that lacks one of the two lines around its front matter."""
    lines = text.removeprefix("\ufeff").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[0].rstrip() == "---":
        odd = next((number for number, line in enumerate(lines[1:], 2) if _is_dashes(line)), 0)
        if odd:
            what = f"`{lines[odd - 1].strip()}` is no `---`, so the front matter does not end"
            return Problem(file, odd, what, "write three hyphens there and nothing else")
        last = max(number for number, line in enumerate(lines, 1) if line.strip())
        line = _end_of_keys("\n".join(lines[1:]), len(lines))
        return Problem(file, line + 1 if line else last, "the `---` that ends the front matter is missing", _CLOSE)
    if first and lines[first].rstrip() == "---":
        return Problem(
            file, 1, "no front matter: something stands before the first `---`", "remove the lines before it"
        )
    if _is_dashes(lines[first]):
        what = f"no front matter: `{lines[first].strip()}` is no `---`"
        return Problem(file, first + 1, what, "write three hyphens there and nothing else")
    if _KEY.match(lines[first]) and any(line.rstrip() == "---" for line in lines):
        what = "no front matter: the `---` before it is missing"
        return Problem(file, first + 1, what, "write `---` on a line of its own above")
    is_of_item = file.startswith(("content/weeks/", "content/undated/")) and not file.endswith("/index.md")
    return Problem(file, 1, "no front matter", _BEGIN if is_of_item else _BEGIN_NOTE)


def _is_dashes(line: str) -> bool:
    """Return whether a line is meant for a fence: hyphens, more or fewer than three, or dashes made of them."""
    bare = line.strip()
    return bare not in {"", "-", "---"} and set(bare) <= _DASHES


def _end_of_keys(head: str, last: int) -> int:
    """Return the 1-based number of the last line of keys where a text follows them that is none; else 0.

    The text begins behind a blank line, and stands up to the 0-based line ``last``.
    """
    seen = 0
    for number, line in enumerate(head.split("\n")[: last + 1], 1):
        if _KEY.match(line) or line[:1] in {" ", "-", "#"}:
            seen = number
        elif line.strip():
            before = head.split("\n")[seen : number - 1]
            return seen if seen and before and not any(map(str.strip, before)) else 0
    return 0


def _unmerged(text: str) -> int:
    """Return the 1-based line at which a conflict of git begins, 0 where there is none."""
    if "<<<<<<<" not in text:
        return 0
    lines = enumerate(text.split("\n"), 1)
    marks = [(number, line[0]) for number, line in lines if line[:7] in _MARKS and line[7:8] in {"", " ", "\r"}]
    first = "".join(mark for _, mark in marks).find("<=>")
    return marks[first][0] if first >= 0 else 0


def at_key(content: Path, slip: Slip) -> Problem:
    """Return what is odd about a page below ``content`` as a problem at the line of its key, for which it is read."""
    file = f"content/{slip.path}"
    try:
        parsed = parse(below(content, slip.path).read_text("utf-8-sig"), file)
    except (OSError, ValueError):
        parsed = None
    line = parsed.line_of(slip.key) if isinstance(parsed, Parsed) else 1
    return Problem(file, line, slip.what, slip.remedy, is_hint=slip.is_hint)


def body_line(text: str) -> int:
    """Return the 1-based line of a page at which its body begins, blank lines left out."""
    parts = split(text)
    body = (parts.rest if parts else text).lstrip("\r\n")
    return text.count("\n", 0, len(text) - len(body)) + 1


def read_item(text: str, file: str) -> tuple[Item | None, tuple[Problem, ...]]:
    """Read an item's page; ``file`` is its path as problems name it, ``content/weeks/2023-03-26/reflexion.md``.

    The item is ``None`` where a needed field is missing or broken; every defect is reported.
    """
    parsed = parse(text, file)
    if isinstance(parsed, Problem):
        return None, (parsed,)
    found = read(FIELDS, parsed.fields, file, parsed.line_of)
    problems = tuple(_offer_id(problem, parsed) for problem in found.problems)
    problems += tuple(_suspicious(parsed.head, file))
    return Item(**found.values, body=parsed.body) if found.is_usable else None, problems


def _offer_id(problem: Problem, parsed: Parsed) -> Problem:
    """Return the problem of a missing id with one that the page could have, other problems as they are."""
    title, kind = parsed.fields.get("title"), parsed.fields.get("kind")
    if problem.what != "`id` is missing" or not isinstance(title, str) or not isinstance(kind, str):
        return problem
    known = [
        arxiv_id(url)
        for link in parsed.fields.get("links") or ()
        if isinstance(link, dict)
        for url in link.values()
        if isinstance(url, str)
    ]
    name = next((f"arxiv:{one}" for one in known if one), f"{kind}:{slugify(title)}")
    return replace(problem, remedy=f"write `id: {yaml_text.quote(name)}`, or another that no other page has")


def _suspicious(head: str, file: str) -> Iterator[Problem]:
    """Yield a problem for each value that YAML reads as something else than what stands there for people."""
    if "#" not in head and not any(mark in head for mark in CURLY):
        return
    node = yaml_text.compose(head)
    for key, value in node.value if node else ():
        if not isinstance(value, yaml.ScalarNode) or value.style:
            continue
        line = value.start_mark.line + 2
        rest = head[value.end_mark.index :].split("\n", 1)[0].strip()
        if len(rest) > 1 and rest[0] == "#" and not rest[1].isspace() and rest[1] != "#":
            what = f"`{key.value}` ends before ` #`, which begins a comment: `{rest}` is not part of it"
            yield Problem(file, line, what, f'put it in double quotes: `{key.value}: "…"`')
        text = value.value
        if len(text) > 1 and text[0] in CURLY and text[-1] in CURLY and not any(char in CURLY for char in text[1:-1]):
            remedy = (
                f"write straight ones, `{key.value}: {yaml_text.quote(text[1:-1])}`, or put straight ones around it"
            )
            yield Problem(file, line, f"the quotation marks around `{key.value}` are curly, and part of it", remedy)


def read_note(text: str, file: str, path: str) -> tuple[Note | None, tuple[Problem, ...]]:
    """Read a page written by hand (home, about, a week's introduction, a topic). ``path`` is below ``content/``."""
    parsed = parse(text, file)
    if isinstance(parsed, Problem):
        return None, (parsed,)
    if {"id", "kind"} <= parsed.fields.keys():
        remedy = "move it below content/weeks/ or content/undated/, under another name than index.md"
        return None, (Problem(file, parsed.line_of("id"), "the page of an item, where none can stand", remedy),)
    found = read(_fields_of(path), parsed.fields, file, parsed.line_of)
    return Note(path=path, **found.values, body=parsed.body, body_line=body_line(text)), found.problems


def _fields_of(path: str) -> tuple[Field, ...]:
    """Return the front matter that a page by hand may have."""
    if is_about_person(path):
        return PERSON
    return {"topics": TOPIC, "weeks": WEEK}.get(path.partition("/")[0], NOTE)


def stated(text: str, item: Item) -> Fields:
    """Return the front matter of the page ``text``, which was read as ``item``, as the item has it where it has it all.

    What is not understood stays as it stands, so that it counts as a person's edit and is never replaced unseen.
    """
    parsed = parse(text, item.id)
    assert isinstance(parsed, Parsed), "what was read as an item has front matter"
    understood = to_fields(item)
    return understood | {
        key: value
        for key, value in parsed.fields.items()
        if key in KEYS and value and _spaced(value) != _spaced(understood.get(key, "")) and not _denies(key, value)
    }


def _denies(key: str, value: Value) -> bool:
    """Return whether a field says no, which is as good as not being there."""
    return key == "draft" and read_yes(key, value) == (False, ())


def _spaced(value: Value) -> Value:
    """Return a value with single blanks, as fields are read."""
    if isinstance(value, dict):
        return {key: _spaced(inner) for key, inner in value.items()}
    return " ".join(value.split()) if isinstance(value, str) else [_spaced(inner) for inner in value]


def render(item: Item) -> str:
    """Return a new page for ``item``."""
    head = "".join(to_yaml(key, value) for key, value in to_fields(item).items())
    return f"---\n{head}---\n" + (f"\n{item.body}" if item.body else "")


def edit(text: str, changes: Mapping[str, Value | None], body: str | None = None) -> str:
    """Apply changes to fields of a page, and its body where one is given, and leave every other byte as it is.

    ``None`` takes a field away. Comments, the order of keys, the quoting and the line ends stay as they were.
    """
    parts = split(text)
    assert parts, "only a page with front matter can be edited"
    newline = "\r\n" if "\r\n" in "".join(parts[:3]) else "\n"
    head = _in_lines(parts.head, newline) if changes else parts.head
    for key, value in changes.items():
        head = _edit_field(head, key, value, newline)
    rest = parts.rest if body is None else _edit_body(parts.rest, body, newline)
    return f"{parts.upper}{head}{parts.lower}{rest}"


def _in_lines(head: str, newline: str) -> str:
    """Return front matter with a field a line, which is how fields are changed; ``{…}`` in one piece is rewritten."""
    node = yaml_text.compose(head)
    if not node or not node.flow_style:
        return head
    written = "".join(to_yaml(key, value) for key, value in yaml_text.load(head)[0].items())
    return "".join(f"{comment}{newline}" for comment in _comments(head, node)) + written.replace("\n", newline)


def _comments(head: str, node: yaml.Node) -> list[str]:
    """Return the comments of front matter: what begins with ``#`` and is no part of a text."""
    bare = list(head)
    for begin, end in _scalars(node):
        bare[begin:end] = ["\n" if char == "\n" else " " for char in head[begin:end]]
    rows = zip("".join(bare).split("\n"), head.split("\n"), strict=True)
    return [line[row.index("#") :].rstrip() for row, line in rows if "#" in row]


def _scalars(node: yaml.Node | tuple[yaml.Node, yaml.Node]) -> Iterator[tuple[int, int]]:
    """Yield where each text below ``node`` begins and ends."""
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.index, node.end_mark.index
    else:
        for child in node if isinstance(node, tuple) else node.value:
            yield from _scalars(child)


def _edit_body(rest: str, body: str, newline: str) -> str:
    """Write the Markdown of a page anew, between the blank lines that stood around the old."""
    inner = rest.strip("\r\n")
    before, _, after = rest.partition(inner) if inner else (newline, "", newline)
    return before + body.strip("\n").replace("\n", newline) + after if body else ""


def _edit_field(head: str, key: str, value: Value | None, newline: str) -> str:
    spans = _spans(head)
    if value is None:
        return _remove_field(head, key, newline, spans) if key in spans else head
    written = _lines(key, value, _indent(head), newline)
    if key not in spans:
        place = _place(head, key, spans)
        return head[:place] + written + head[place:]
    _, inner, end = spans[key]
    return head[:inner] + written[len(_indent(head)) + len(key) + 1 : -len(newline)] + head[end:]


def _remove_field(head: str, key: str, newline: str, spans: Spans) -> str:
    """Remove the lines of a field, but for the comment that stands behind it."""
    begin, _, end = spans[key]
    following = head.find("\n", end) + 1 or len(head)
    comment = head[end:following].strip()
    first = head.rfind("\n", 0, begin) + 1
    return head[:first] + (_indent(head) + comment + newline if comment else "") + head[following:]


def _place(head: str, key: str, spans: Spans) -> int:
    """Return where a field that is not there belongs: behind the last one that comes before it in :data:`KEYS`."""
    before = KEYS[: KEYS.index(key)] if key in KEYS else tuple(spans)
    earlier = [spans[known][2] for known in before if known in spans]
    return (head.find("\n", max(earlier)) + 1 or len(head)) if earlier else 0


def _lines(key: str, value: Value, indent: str, newline: str) -> str:
    """Write a field as it stands in a page with this indent and these line ends."""
    return "".join(f"{indent}{line}{newline}" for line in to_yaml(key, value).removesuffix("\n").split("\n"))


def _indent(head: str) -> str:
    """Return the blanks that stand before every key."""
    node = yaml_text.compose(head)
    return " " * node.start_mark.column if node else ""


def _spans(head: str) -> Spans:
    node = yaml_text.compose(head)
    spans = {}
    for key, value in node.value if node else ():
        begin = key.start_mark.index
        colon = head.index(":", key.end_mark.index)
        spans[key.value] = (begin, colon + 1, _value_end(head, colon + 1, value.end_mark.index))
    return spans


def _value_end(head: str, begin: int, end: int) -> int:
    """Return where a value truly ends: YAML counts the blank and comment lines behind a list as part of it."""
    lines = head[begin:end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return begin + len("".join(lines).rstrip())

"""Where the head of a text ends, and which of the forms of heads it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from backissue.sources.heads.head_keys import KEYS, is_known, meant
from backissue.text import fold_key

_LONGEST = 60
"""Lines that a head without fences may have."""
_KEY = re.compile(
    r"""(?P<key>"[^"]{1,60}"|'[^']{1,60}'|[^\W\d_][\w./-]*(?::[\w./-]+)*(?:\ [\w./-]+){0,2})\s*:(?:\s|$)""", re.VERBOSE
)
_PROPERTY = re.compile(r"(?:- |[ \t]+)?(?P<key>[^\W\d_][\w./-]{0,60})::(?P<value>\s.*|$)")
_LABEL = re.compile(
    r"""
    (?:[-*+]\ +)? (?P<mark>\*\*|__|\*|_) (?P<key>[^\W\d_][\w./'-]*(?:\ [\w./'-]+){0,2})
    (?:\ *:\ *(?P=mark) | (?P=mark)\ *:) \ * (?P<value>.*?) [\ \\]*
    """,
    re.VERBOSE,
)
"""A label in bold or italics with a colon, and what stands behind it: ``**Date:** 5 May 2024``."""
_TOML = re.compile(r"""(?:\[{1,2}[^\[\]]{1,80}\]{1,2}|["']?[\w.-]{1,60}["']?\s*=\s*\S.*)\s*""")
OF_NIKOLA = ".. "
"""What begins each line of a head of Nikola."""
_DIGITS = re.compile(r"\d")


class Form(StrEnum):
    """How a head is written."""

    YAML = "YAML"
    TOML = "TOML"
    JSON = "JSON"
    LINES = "lines"


class HeadLines(NamedTuple):
    """A head: its form, the range of its lines without the fences, and the number of lines that it takes."""

    form: Form = Form.YAML
    first: int = 0
    last: int = 0
    end: int = 0


def find_head(lines: Sequence[str]) -> HeadLines:
    r"""Return where a text's head stands; one that does not end, or that holds no keys, is none.

    >>> find_head(["---", "title: Roses", "---", "Red."])
    HeadLines(form=<Form.YAML: 'YAML'>, first=1, last=2, end=3)
    >>> find_head(["public:: false", "", "- Red."]).end
    2
    >>> find_head(["Title: Roses", "Date: 2024-03-20", "", "Red."]).end, find_head(["---", "Roses.", "---"]).end
    (3, 0)
    >>> find_head(["<!--", ".. title: Roses", "-->", "", "Red."]).end, find_head(["---json", '{"a": 1}', "---"]).end
    (3, 3)
    >>> find_head(["title: Roses", "tags:", "- red", "---", "Red."])
    HeadLines(form=<Form.YAML: 'YAML'>, first=0, last=3, end=4)
    """
    start = next((at for at, line in enumerate(lines[:20]) if line.strip("\ufeff \t")), 0)
    first = "".join(lines[start : start + 1]).strip("\ufeff").rstrip()
    if fence := _FENCES.get(first):
        return _fenced(lines, start, *fence)
    if first == "<!--":
        return _commented(lines, start)
    if first == "{":
        return _braced(lines, start)
    if first.startswith("# "):
        return _below_title(lines, start)
    for find in (_properties, _half_fenced, _above_double_rule, _unfenced, _below_name):
        if (head := find(lines, start)) and head.end:
            return head
    return HeadLines()


_FENCES = {
    "---": (Form.YAML, ("---", "...")),
    "+++": (Form.TOML, ("+++",)),
    ";;;": (Form.JSON, (";;;",)),
    **dict.fromkeys(("---yaml", "---yml"), (Form.YAML, ("---",))),
    "---toml": (Form.TOML, ("---",)),
    "---json": (Form.JSON, ("---",)),
}
"""The lines that begin a head, its form, and those that end it; gray-matter, and so Eleventy and Gatsby, name forms."""


def front_matter_end(lines: Sequence[str]) -> int:
    """Return the number of lines of the head with which a text may begin; none where it has no head."""
    return find_head(lines).end


def read_key(line: str) -> str:
    """Return the key with which a line of YAML, or of a head without fences, begins; empty where there is none.

    >>> read_key("Pub date: 2024-03-20"), read_key("I said: no, and went away"), read_key("https://example.org")
    ('Pub date', 'I said', '')
    """
    found = _KEY.match(line)
    return found["key"].strip("\"'") if found else ""


def single_colon(line: str) -> str:
    """Return a line as other heads have it.

    It may be of Logseq, of Nikola, or a label in bold, maybe a point of a list.

    >>> single_colon("public:: false"), single_colon(".. status: draft"), single_colon("- **Date:** 5 May 2024")
    ('public: false', 'status: draft', 'Date: 5 May 2024')
    """
    line = line.removeprefix(OF_NIKOLA)
    if labelled := _LABEL.fullmatch(line):
        return f"{labelled['key']}: {labelled['value'].strip()}"
    found = _PROPERTY.fullmatch(line)
    return f"{found['key']}:{found['value']}" if found else line


def _fenced(lines: Sequence[str], start: int, form: Form, ends: tuple[str, ...]) -> HeadLines:
    last = next((at for at in range(start + 1, len(lines)) if lines[at].rstrip() in ends), 0)
    known = last and (form is Form.JSON or _holds_keys(lines[start + 1 : last], form))
    return HeadLines(form, start + 1, last, last + 1) if known else HeadLines()


def _commented(lines: Sequence[str], start: int) -> HeadLines:
    """Return the head that stands in a comment, as Nikola has it (getnikola.com/handbook.html#metadata-fields)."""
    last = next((at for at in range(start + 1, min(start + _LONGEST, len(lines))) if lines[at].strip() == "-->"), 0)
    inner = [line for line in lines[start + 1 : last] if line.strip()]
    known = bool(inner) and all(line.startswith(OF_NIKOLA) and read_key(single_colon(line)) for line in inner)
    return HeadLines(Form.LINES, start + 1, last, last + 1) if known else HeadLines()


def _holds_keys(inner: Sequence[str], form: Form) -> bool:
    """Return whether the lines between two fences are a head's: half of those that are not indented have keys."""
    outer = [line for line in inner if line.strip() and not line.startswith((" ", "\t", "- ", "#", "]", "}"))]
    keyed = sum(bool(read_key(line) if form is Form.YAML else _TOML.fullmatch(line)) for line in outer)
    return not outer or (2 * keyed >= len(outer))


def _braced(lines: Sequence[str], start: int) -> HeadLines:
    """Return the head that is an object of JSON above a text, as Hugo takes it."""
    last = next((at for at in range(start + 1, len(lines)) if lines[at].rstrip() == "}"), 0)
    below = next((line.lstrip() for line in lines[last + 1 :] if line.strip()), "")
    known = last and below and below[0] not in "{}[],"
    return HeadLines(Form.JSON, start, last + 1, last + 1) if known else HeadLines()


def _half_fenced(lines: Sequence[str], start: int) -> HeadLines | None:
    """Return the head of YAML that is fenced at its end only, as Hexo has it; ``None`` where there is none."""
    last = next((at for at in range(start, min(start + _LONGEST, len(lines))) if lines[at].rstrip() == "---"), start)
    inner = lines[start:last]
    outer = [line for line in inner if line.strip() and not line.startswith((" ", "\t", "- ", "#"))]
    keys = [fold_key(read_key(line)) for line in outer]
    is_known_head = len(keys) > 1 and all(keys) and is_known(keys[0]) and 2 * sum(map(is_known, keys)) >= len(keys)
    is_head = is_known_head and "" not in map(str.strip, inner) and any(key in KEYS["title"] for key in keys)
    return HeadLines(Form.YAML, start, last, last + 1) if is_head else None


def _above_double_rule(lines: Sequence[str], start: int) -> HeadLines | None:
    """Return the head of settings that a rule of equals signs ends, as October CMS has it; ``None`` where none is.

    >>> find_head(["title = 'Roses'", "tags = 'red'", "===", "Red."]), find_head(["Roses = red", "===", "Red."]).end
    (HeadLines(form=<Form.TOML: 'TOML'>, first=0, last=2, end=3), 0)
    """
    inner = list(takewhile(lambda line: not line.strip() or _TOML.fullmatch(line), lines[start : start + _LONGEST]))
    last = start + len(inner)
    is_ruled = len(inner) > 1 and last < len(lines) and _DOUBLE_RULE.fullmatch(lines[last].rstrip())
    keys = [fold_key(line.partition("=")[0].strip()) for line in inner if line.strip()]
    is_head = is_ruled and len(keys) > 1 and any(key in KEYS["title"] for key in keys)
    return HeadLines(Form.TOML, start, last, last + 1) if is_head else None


_DOUBLE_RULE = re.compile(r"={2,}")


def _properties(lines: Sequence[str], start: int) -> HeadLines | None:
    """Return the head that is properties with two colons, as Logseq has them above or in a page's first block."""
    block = list(takewhile(bool, map(_PROPERTY.fullmatch, (line.strip("\ufeff") for line in lines[start:]))))
    end = start + len(block)
    known = any(is_known(found["key"]) for found in block if found)
    is_parted = end < len(lines) and not lines[end].strip()
    return HeadLines(Form.LINES, start, end, end + is_parted) if known else None


def _below_title(lines: Sequence[str], start: int) -> HeadLines:
    """Return the head that is lines with keys below the title of a page, as Notion exports what its columns hold.

    What a text says in that form is its own. So each line has a key, half of them are known, and one says when it is
    from, who may read it, what it is about or who wrote it.

    >>> find_head(["# Roses", "", "Status: Draft", "Pages: 3", "", "Red."]).end, find_head(["# Roses", "", "Red."]).end
    (5, 0)
    """
    first, end = _block_below(lines, start)
    keys = _facts(lines[first:end])
    says = any(key in KEYS[fact] for key in keys for fact in ("day", "topics", "authors")) or any(map(_STATES, keys))
    is_head = says and 2 * sum(map(is_known, keys)) >= len(keys)
    return HeadLines(Form.LINES, start, end, min(end + 1, len(lines))) if is_head else HeadLines()


def _below_name(lines: Sequence[str], start: int) -> HeadLines:
    """Return the head that is lines with keys below the name of a text that no mark sets off, or a rule below it.

    Two keys at least are known, more than of others, and one says when it is from, with a digit, or where a recording
    is.

    >>> find_head(["Roses", "=====", "", "**Speaker:** Ada", "**When:** 6 June 2024", "", "Red."]).end
    6
    >>> find_head(["Roses are red.", "Date: 6 June 2024", "Author: Ada", "", "Red."]).end
    0
    """
    name = "".join(lines[start : start + 1]).strip("\ufeff \t*_")
    is_name = bool(name) and name[0].isalnum() and name[-1] not in ".!?,:;" and len(name.split()) <= _LONGEST_NAME
    if not is_name or is_known(read_key(name)) or "](" in name or "|" in name:
        return HeadLines()
    first, end = _block_below(lines, start + is_underline("".join(lines[start + 1 : start + 2])))
    block = lines[first:end]
    keys = _facts(block)
    known = sum(map(is_known, keys))
    says = any(_says_when_or_where(key, line) for key, line in zip(keys, block, strict=False))
    is_head = known >= _FEWEST and says and 2 * known > len(keys) and any(map(str.strip, lines[end:]))
    return HeadLines(Form.LINES, start, end, min(end + 1, len(lines))) if is_head else HeadLines()


def _block_below(lines: Sequence[str], start: int) -> tuple[int, int]:
    """Return the range of the lines below a title to the next blank one; empty where only blank ones follow."""
    first = next((at for at in range(start + 1, min(start + 4, len(lines))) if lines[at].strip()), start)
    end = next((at for at in range(first, min(first + _LONGEST, len(lines))) if not lines[at].strip()), len(lines))
    return (first, end) if first > start else (start, start)


def _facts(block: Sequence[str]) -> list[str]:
    """Return what the keys of lines mean; none where one has none, one comes twice, or one is long."""
    keys = [meant(read_key(single_colon(line))) for line in block]
    usable = all(keys) and len(keys) == len(set(keys)) and max(map(len, block), default=0) <= _LONGEST_FACT
    return keys if usable else []


def _says_when_or_where(key: str, line: str) -> bool:
    is_recording = any(key in KEYS[fact] for fact in ("video", "audio")) and "://" in line
    return is_recording or (key in KEYS["day"] and bool(_DIGITS.search(line)))


def is_underline(line: str) -> bool:
    """Return whether a line makes the one above it a heading.

    >>> is_underline("====="), is_underline("---"), is_underline("- -"), is_underline("")
    (True, True, False, False)
    """
    bare = line.strip()
    return len(bare) >= _FEWEST and len(set(bare)) == 1 and bare[0] in "=-"


_FEWEST = 2
_LONGEST_NAME = 14
"""Words of the name of a text."""


_LONGEST_FACT = 300
"""Characters of a line of such a head."""
_STATES = frozenset({"status", "visibility", "draft", "published"}).__contains__


def _unfenced(lines: Sequence[str], start: int) -> HeadLines:
    """Return the head that is the lines with keys above the first blank line or heading, as Pelican and Org have it.

    What somebody says behind a name has the same form. So its first key, and half of all, have to be known, none comes
    twice, and there has to be a title or a day.
    """
    end = next((at for at, line in enumerate(lines[start : start + _LONGEST], start) if ends_keys(line)), start)
    block = [line.removeprefix("#+").removeprefix("\ufeff") for line in lines[start:end]]
    keys = [fold_key(read_key(line)) for line in block if not line.startswith((" ", "\t"))]
    known = [is_known(key) for key in keys if key]
    usable = all(keys) and len(keys) == len(set(keys)) and any(lines[end + 1 : end + 200])
    if not usable or not known or not known[0] or 2 * sum(known) < len(known):
        return HeadLines()
    title, day = (any(key in KEYS[fact] for key in keys) for fact in ("title", "day"))
    dated = any(fold_key(read_key(line)) in KEYS["day"] and _DIGITS.search(line) for line in block)
    below = end + (not lines[end].strip())
    return HeadLines(Form.LINES, start, end, below) if title or (day and dated) else HeadLines()


_A_HEADING = re.compile("#{1,6} ")


def ends_keys(line: str) -> bool:
    """Return whether a line is blank or a heading.

    >>> ends_keys(" "), ends_keys("## Red"), ends_keys("#+title: Roses")
    (True, True, False)
    """
    return not line.strip() or bool(_A_HEADING.match(line))

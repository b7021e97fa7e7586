r"""Values of front matter as the cells of a table, and back without loss.

A list has an entry a line, links and facts have a ``name: value`` a line. A character that a cell cannot hold is
written as in JSON, ``\u000b``. Spreadsheet programs run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a
formula; an apostrophe before it keeps them from that, and goes again when the cell is read.
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re

from backissue.yaml_text import Value

_LISTS = frozenset({"also_in", "topics", "people", "aliases", "former_ids"})

# What no source may hold or some reader takes for the end of a line, and a backslash that would look like its escape.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]" r"|\\(?=u[0-9a-f]{4})")
_BREAK = re.compile(r"\n")
_COLON = re.compile(r":(?= |$)")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_PAIR = re.compile(r"(.*?):(?: (.*)|$)")
# Japanese versions of spreadsheet programs take the wide forms of the four marks for them.
_FORMULA = re.compile("'*\\s*[=+@\uff1d\uff0b\uff0d\uff20-]")


def to_cell(value: Value) -> str:
    r"""A value as the text of one cell.

    >>> to_cell(["Ada", "Bob"]), to_cell([{"Paper": "https://a.org"}]), to_cell({"venue": "ICML"})
    ('Ada\nBob', 'Paper: https://a.org', 'venue: ICML')
    >>> to_cell("=1+1"), to_cell("'=1"), to_cell("it's")
    ("'=1+1", "''=1", "it's")
    """
    text = escape(value) if isinstance(value, str) else "\n".join(_lines(value))
    return f"'{text}" if _FORMULA.match(text) else text


def from_cell(key: str, cell: str) -> Value:
    r"""The value below the heading ``key`` whose cell this is.

    >>> from_cell("title", "'=1+1"), from_cell("people", "Ada\nBob"), from_cell("links", "Paper: https://a.org")
    ('=1+1', ['Ada', 'Bob'], [{'Paper': 'https://a.org'}])
    """
    text = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
    lines = [line for line in text.split("\n") if line]
    if key in _LISTS:
        return [unescape(line) for line in lines]
    if key == "links":
        return [dict([_pair(line)]) for line in lines]
    if key == "mentions":
        pairs = list(map(_pair, lines))
        return {what: [name for way, name in pairs if way == what] for what in dict.fromkeys(way for way, _ in pairs)}
    if key == "extra":
        return dict(map(_pair, lines))
    return unescape(text)


def escape(text: str) -> str:
    r"""The text with the characters that a file of text may not hold as in JSON: ``\\u000b``."""
    return _ODD.sub(_code, text)


def unescape(text: str) -> str:
    """What :func:`escape` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _lines(value: list[Value] | dict[str, Value]) -> list[str]:
    if isinstance(value, dict):
        pairs = (
            (name, one) for name, entry in value.items() for one in (entry if isinstance(entry, list) else [entry])
        )
        return [f"{_COLON.sub(_code, _entry(name))}: {_entry(one)}" for name, one in pairs]
    return [line for entry in value for line in (_lines(entry) if isinstance(entry, dict) else [_entry(entry)])]


def _pair(line: str) -> tuple[str, str]:
    found = _PAIR.match(line)
    return (unescape(found[1]), unescape(found[2] or "")) if found else (unescape(line), "")


def _entry(value: Value) -> str:
    """What stands on one line of a cell."""
    return _BREAK.sub(_code, escape(str(value)))


def _code(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"

r"""Text values as the cells of a table, and back without loss.

A list has one entry per line, links and facts one ``name: value`` per line. A character that a cell cannot hold is
written as in JSON, ``\u000b``. Spreadsheet programs run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a
formula; an apostrophe before it keeps them from that, and goes again when the cell is read.
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re

from backissue.yaml_text import ESCAPES, Value

_CODE = re.compile(r"\\u([0-9a-f]{4})")
_ODD = {code: text for code, text in ESCAPES.items() if chr(code) not in "\t\n"}
# Japanese versions of spreadsheet programs take the wide forms of the four marks for them.
_FORMULA_MARKS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")


def to_cell(value: Value) -> str:
    r"""Write a text value as the text of one cell.

    >>> to_cell(["Ada", "Bob"]), to_cell([{"Paper": "https://a.org"}]), to_cell({"venue": "ICML"})
    ('Ada\nBob', 'Paper: https://a.org', 'venue: ICML')
    >>> to_cell("=1+1"), to_cell("'=1"), to_cell("it's")
    ("'=1+1", "''=1", "it's")
    """
    text = escape(value) if isinstance(value, str) else "\n".join(_lines(value))
    return f"'{text}" if _is_formula(text) else text


def from_cell(cell: str) -> str:
    """Return what a cell holds without the apostrophe that :func:`to_cell` put before a formula."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    return text.lstrip("'").lstrip()[:1] in _FORMULA_MARKS


def escape(text: str) -> str:
    r"""Write the characters that a file of text may not hold as in JSON: ``\\u000b``."""
    return _CODE.sub(r"\\u005cu\1", text).translate(_ODD)


def unescape(text: str) -> str:
    """Return what :func:`escape` was given."""
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text)


def _lines(value: list[Value] | dict[str, Value]) -> list[str]:
    if isinstance(value, list):
        return [line for entry in value for line in (_lines(entry) if isinstance(entry, dict) else [_line(entry)])]
    lines = []
    for key, entry in value.items():
        name = _line(key).replace(": ", "\\u003a ")  # a colon in it that would be taken for the one behind it
        name = f"{name[:-1]}\\u003a" if name.endswith(":") else name
        lines += [f"{name}: {_line(one)}" for one in (entry if isinstance(entry, list) else [entry])]
    return lines


def _line(value: Value) -> str:
    return escape(str(value)).replace("\n", "\\u000a")


def texts_of(cell: str) -> Value:
    """Return the list that a cell holds."""
    return [unescape(line) for line in cell.split("\n") if line]


def _pairs_of(cell: str) -> list[tuple[str, str]]:
    pairs = [line.partition(": ") for line in cell.split("\n") if line]
    return [(unescape(name if colon else name.removesuffix(":")), unescape(text)) for name, colon, text in pairs]


def links_of(cell: str) -> Value:
    """Return the list of labelled addresses that a cell holds."""
    return [{label: url} for label, url in _pairs_of(cell)]


def lists_of(cell: str) -> Value:
    """Return the lists by name that a cell holds."""
    pairs = _pairs_of(cell)
    return {name: [text for other, text in pairs if other == name] for name, _ in pairs}


def mapping_of(cell: str) -> Value:
    """Return the texts by name that a cell holds."""
    return dict(_pairs_of(cell))

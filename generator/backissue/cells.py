r"""Text values as the cells of a table, and back without loss.

A list has one entry per line, links and facts one ``name: value`` per line. A character that a cell cannot hold is
written as in JSON, ``\u000b``. Spreadsheet programs run a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a
formula; an apostrophe before it keeps them from that, and goes again when the cell is read. One that uses another
separator, as programs do in most of Europe, sees no quotes around a cell: what stands behind a separator or a line's
end in it begins a cell too. There only what can be a formula is kept from it, which a bullet cannot.
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from collections.abc import Callable

from backissue.yaml_text import ESCAPES, Value

_CODE = re.compile(r"\\u([0-9a-f]{4})")
_ODD = {code: text for code, text in ESCAPES.items() if chr(code) not in "\t\n"}
# Japanese versions of spreadsheet programs take the wide forms of the four marks for them.
_FORMULA_MARKS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_SEPARATORS = frozenset(";\t|\n")
# A run of separators, blanks and quotes, taken whole; then apostrophes that are there, and what can be a formula.
_FORMULA = r"""(?=[=@\uff1d\uff20]|[-+\uff0b\uff0d]+[\w.$"'(\[{@])"""
_FORMULA_WITHIN = re.compile(rf"""(?<![\s";|])([\s";|]++)('*+){_FORMULA}""")
_FORMULA_QUOTED = re.compile(rf"""[\s"]*+{_FORMULA}""")


def to_cell(value: Value) -> str:
    r"""Write a text value as the text of one cell.

    >>> to_cell(["Ada", "Bob"]), to_cell([{"Paper": "https://a.org"}]), to_cell({"venue": "ICML"})
    ('Ada\nBob', 'Paper: https://a.org', 'venue: ICML')
    >>> to_cell("=1+1"), to_cell("'=1"), to_cell("it's")
    ("'=1+1", "''=1", "it's")
    >>> to_cell("a;=1+41;b"), to_cell(["- One", "-1"])
    ("a;'=1+41;b", "'- One\n'-1")
    >>> to_cell('"=1'), to_cell('"- one')
    ('\'"=1', '"- one')
    """
    text = _within(escape(value) if isinstance(value, str) else "\n".join(_lines(value)), lambda marks: f"'{marks}")
    return f"'{text}" if _is_formula(text) else text


def from_cell(cell: str) -> str:
    """Return what a cell holds without the apostrophes that :func:`to_cell` put before formulas."""
    text = cell[1:] if cell.startswith("'") and _is_formula(cell) else cell
    return _within(text, lambda marks: marks[1:])


def _within(text: str, change: Callable[[str], str]) -> str:
    """Return a cell with other apostrophes before what begins a formula for programs that part cells elsewhere."""
    if _SEPARATORS.isdisjoint(text):
        return text

    def written(found: re.Match[str]) -> str:
        return found[0] if _SEPARATORS.isdisjoint(found[1]) else found[1] + change(found[2])

    return _FORMULA_WITHIN.sub(written, text)


def _is_formula(text: str) -> bool:
    if text[:1].isalnum():  # as most begin
        return False
    bare = text.lstrip("'")
    return bare.lstrip()[:1] in _FORMULA_MARKS or bool(_FORMULA_QUOTED.match(bare))


def escape(text: str) -> str:
    r"""Write the characters that a file of text may not hold as in JSON: ``\\u000b``."""
    if text.isprintable() and "\\u" not in text:
        return text
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

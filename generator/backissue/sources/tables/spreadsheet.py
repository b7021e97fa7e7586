"""What spreadsheet programs and databases do to cells: formulas, references, words for nothing, numbers for names."""

from __future__ import annotations

import re

from backissue.model import Link
from backissue.text import resolve_references
from backissue.urls import is_arxiv_id, web_address

_FORMULA = re.compile(
    r"""
    ['=@+\s]* = \s* [^\W\d][\w.]* \s* \( \s* "((?:[^"]|"")*+)" \s*      # =HYPERLINK("address", in any language
    (?: [,;] \s* "?((?:[^"]|"")*+)"? \s* )? \)                          # the words for it
    """,
    re.VERBOSE,
)
_LABEL = re.compile(r"""=\s*[^\W\d][\w.]*\s*\(.*[,;]\s*"((?:[^"]|"")*)"\s*\)""")
_WHOLE = re.compile(r"""'?=\s*"((?:[^"]|"")*)\"""")
"""A text that a formula keeps from being taken for a number."""
_STRAIGHT = {
    ord(mark): '"'
    for mark in "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
}
_CONTROL = re.compile(r"_x00(?:0[9AaDd]|1[Ff])_")  # as in Office Open XML, ECMA-376 part 1, section 22.9.2.19
_EDGES = "\ufeff\u200b\u200c\u2060"
_MARKED = re.compile(r"'(?=[\d=+@-])[^\s']+")
_NOTHING = frozenset("null (null) nan \\n n/a <na> #n/a #ref! #value! #name? #div/0! #null! #num! #error!".split())
_AMBIGUOUS = frozenset("none (none) nil nat na - -- \u2013 \u2014 ?".split())
"""What programs write into empty cells: SQL, MySQL's exports, Python, pandas, R, and the errors of spreadsheets."""
_OTHERS = re.compile(r"(?:,?\s*\b(?:et\.?\s*al\b\.?|and others|u\.\s?a\.)|^\(?others\)?)$", re.IGNORECASE)
_SHORTENED = re.compile(r"(?<![\d.])(\d{3,4})\.(\d{1,4})(?!\d|\.\d)", re.ASCII)
_BEFORE_IDS = re.compile(r"(?:arxiv\.org/\w+/|arxiv:\s*)$", re.IGNORECASE)
_FIVE_DIGITS = "1501"
"""The first month whose identifiers have five digits, https://info.arxiv.org/help/arxiv_identifier.html."""
_MOST_A_MONTH = 40_000
"""No month has had as many papers: 28,000 in the busiest one until 2026, https://arxiv.org/stats/monthly_submissions."""


def read_value(text: str) -> str | Link:
    """Return what a cell holds: the link that a formula makes, or its text with its character references resolved.

    Databases escape what they have escaped before, so references are resolved twice. Of a formula that works out its
    address the words stay.

    >>> read_value('=HYPERLINK("https://a.org";"A ""big"" map")'), read_value("Q&amp;A &amp;#8230; so_x000D_")
    (Link(label='A "big" map', url='https://a.org'), 'Q&A … so')
    >>> read_value('=HYPERLINK(A2&"/x", "A map")')
    'A map'
    >>> read_value('="2303.10630"'), read_value("=HYPERLINK(“https://a.org”;“A map”)")
    ('2303.10630', Link(label='A map', url='https://a.org'))
    """
    text = resolve_references(resolve_references(text)) if "&" in text else text
    text = _CONTROL.sub("", text) if "_x00" in text else text
    if text.lstrip(" '").startswith("="):
        text = text.translate(_STRAIGHT)  # which a word processor bent
        if whole := _WHOLE.fullmatch(text.strip()):
            return whole[1].replace('""', '"')
    if "(" in text and "=" in text and (found := _FORMULA.fullmatch(text.strip())):
        url, label = (part.replace('""', '"').strip() for part in (found[1], found[2] or ""))
        if web_address(url):
            return Link(label, url)
    if text.startswith("=") and (words := _LABEL.fullmatch(text.strip())):
        return words[1].replace('""', '"')
    return text.strip(_EDGES)


def is_nothing(text: str, *, is_title: bool = False) -> bool:
    """Return whether a cell holds a word or a sign that stands for an empty one; a title may be one of them.

    >>> is_nothing("NULL"), is_nothing(" #N/A "), is_nothing("NA"), is_nothing("Na"), is_nothing("None", is_title=True)
    (True, True, True, False, False)
    """
    plain = text.strip().casefold()
    return plain in _NOTHING or (plain in _AMBIGUOUS and not is_title and text.strip() != "Na")


def unmarked(text: str) -> str:
    """Return a number or name without the apostrophe that keeps a spreadsheet program from changing it.

    >>> unmarked("'2303.10640"), unmarked("'90s music"), unmarked("'tis")
    ('2303.10640', "'90s music", "'tis")
    """
    return text[1:] if text.startswith("'") and _MARKED.fullmatch(text.strip()) else text


def without_others(name: str) -> str:
    """Return a name without the others that are not named.

    >>> without_others("A. Berg et al."), without_others("et al"), without_others("Others"), without_others("Etal Al")
    ('A. Berg', '', '', 'Etal Al')
    """
    return _OTHERS.sub("", name).strip()


def complete_arxiv(text: str, *, is_id: bool = False) -> tuple[str, list[str]]:
    """Return a text with the arXiv identifiers whole that lost zeros as numbers, and those.

    A number loses zeros at its ends, so that only one identifier can have been what is left; what is then of no month,
    or beyond all numbers of one, stays. ``is_id``: the text is an identifier; else those behind ``arXiv:`` and in
    addresses are.

    >>> complete_arxiv("2303.1063", is_id=True), complete_arxiv("https://arxiv.org/abs/704.01v2")
    (('2303.10630', ['2303.10630']), ('https://arxiv.org/abs/0704.0100v2', ['0704.0100']))
    >>> complete_arxiv("arXiv:2399.1"), complete_arxiv("It costs 2303.1")
    (('arXiv:2399.1', []), ('It costs 2303.1', []))
    >>> complete_arxiv("arXiv:2405.777")
    ('arXiv:2405.777', [])
    """
    whole: list[str] = []

    def complete(found: re.Match[str]) -> str:
        month = found[1].zfill(4)
        name = f"{month}.{found[2].ljust(5 if month >= _FIVE_DIGITS else 4, '0')}"
        is_behind = is_id or _BEFORE_IDS.search(text, 0, found.start())
        is_one = is_arxiv_id(name) and int(name.partition(".")[2]) <= _MOST_A_MONTH
        if name == found[0] or not is_behind or not is_one:
            return found[0]
        whole.append(name)
        return name

    return _SHORTENED.sub(complete, text), whole


def find_lost(text: str, *, is_id: bool = False) -> list[str]:
    """Return the numbers of a text that stand where an arXiv identifier does, and are too short for one.

    >>> find_lost("https://arxiv.org/abs/2405.777"), find_lost("arXiv:2405.10630"), find_lost("2405.777")
    (['2405.777'], [], [])
    """
    found = _SHORTENED.finditer(text)
    return [one[0] for one in found if (is_id or _BEFORE_IDS.search(text, 0, one.start())) and not is_arxiv_id(one[0])]

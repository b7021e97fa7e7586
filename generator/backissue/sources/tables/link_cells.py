"""Links in a cell or a text, as people write and damage them, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backissue.model import Link
from backissue.urls import arxiv_id, doi, web_address

_OPENING = re.compile(
    r"""
    \[([^\[\]]*)\]{1,2} (?: \(\s? | [ ]\(\s?(?=https?://) )  # [label]( or [label]](, or [label] (https:
    | (?:\b([^\W\d_][\w ]{0,30}):[ ]?)? (?=https?://)        # Label: https:
    """,
    re.VERBOSE,
)
_PICTURE = re.compile(r"!\[([^\[\]]*+)\]\([^()\[\]]*+\)")
_ANCHOR = re.compile(
    r"""<a\s[^<>]{0,300}? href=["']([^"'<>\s]*+)["'] [^<>]{0,300}+> ([^<>]*+) </a>""", re.IGNORECASE | re.VERBOSE
)
_TOOLTIP = re.compile(
    r"""
    (?<=\]\() (<?https?://[^\s()<>]++>?)   # ](https://a.org "A tooltip")
    \s++ (?: "[^"]*+" | '[^']*+' ) \s*+ (?=\))
    """,
    re.VERBOSE,
)
_LONGEST_ADDRESS = 2000
_MARKS = " \t\n,;/|·•+&"
_FREE_MARKS = frozenset(f"{_MARKS}<>")
_SPELLED = {"pdf": "PDF", "doi": "DOI"} | dict.fromkeys(("arxiv", "arxiv id", "arxiv_id"), "arXiv")
_LINK_WORD = re.compile(r"(?:^|[-_\s])(?:links?|urls?)$|^urls?[-_\s]", re.IGNORECASE)
_NO_LINK = frozenset({"-", "\u2013", "\u2014", "n/a", "na", "nan", "none", "null"})


@dataclass(frozen=True, slots=True)
class Found:
    """A link in a text: from ``start`` to ``end``, ``shown`` where it stands. Without ``url`` it is beyond repair."""

    label: str
    url: str
    shown: str
    start: int
    end: int

    @property
    def link(self) -> Link:
        """The link as an item lists it."""
        return Link(self.label, self.url)


def find_links(text: str, *, bare: bool = False) -> Iterator[Found]:
    """Yield the links of ``text`` in order, in one pass; with ``bare`` also addresses that stand as they are.

    What can be read in one way only is read so: a bracket too many or too few, parentheses in an address. An address
    without an end that holds parentheses itself could end in two places, and is left out.

    >>> [found.link for found in find_links("[Paper](https://a.org/b_(c))), [Tweet)](https://x.com/1")]
    [Link(label='Paper', url='https://a.org/b_(c)'), Link(label='Tweet', url='https://x.com/1')]
    >>> [found.url for found in find_links("[Tweet](), [Code](https://a.org/b_(c)")]
    ['', '']
    """
    at = 0
    while opening := _OPENING.search(text, at):
        bracketed = opening[1] is not None
        address, at = _address(text, opening.end()) if bracketed else _bare_address(text, opening.end())
        if bracketed or bare:
            url = address if web_address(address) else ""
            label = " ".join((opening[1] or opening[2] or "").split()).strip(" *_()`:,") or "Link"
            yield Found(label, url, label if bracketed else address, opening.start(), at)


def _address(text: str, start: int) -> tuple[str, int]:
    """Return the address that begins at ``start``, behind a parenthesis, and where the link ends."""
    end, depth, nested = start, 0, False
    while end < len(text) and text[end] != "[" and not text[end].isspace() and (text[end] != ")" or depth):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        nested = nested or depth > 0
        end += 1
    address = text[start:end]
    if text[end : end + 2].lstrip().startswith(")"):
        return address.removeprefix("<").removesuffix(">"), text.index(")", end) + 1
    return "" if nested else address.rstrip(",;"), end


def _bare_address(text: str, start: int) -> tuple[str, int]:
    address = text[start : start + _LONGEST_ADDRESS].split(maxsplit=1)[0]
    for mark in "<>|":
        address = address.partition(mark)[0]
    address = address.rstrip(".,;:!?'\"*_")
    if "(" not in address:
        address = address.partition(")")[0]
    return address, start + len(address)


def find_gaps(text: str, links: Sequence[Found]) -> list[str]:
    """Return what stands before, between and behind the links of ``text``, without line breaks, ``and`` and ``or``.

    >>> text = "[Paper](https://a.org)_ and [Tweet](https://x.com/1)),<br>see"
    >>> find_gaps(text, list(find_links(text)))
    ['', '_', '), see']
    """
    ends, starts = [0, *(found.end for found in links)], [*(found.start for found in links), len(text)]
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    for mark in ("<br>", "<br/>", "<br />"):
        gaps = [gap.replace(mark, " ") for gap in gaps]
    return [" ".join(word for word in gap.split() if word.strip(",;_") not in {"and", "or"}) for gap in gaps]


def find_words_beside(text: str, links: Sequence[Found], marks: str = " ,;_)") -> list[str]:
    """Return what ``text`` says beside its links, without the ``marks`` around each part.

    >>> find_words_beside("see [Paper](https://a.org), (and) 2.", list(find_links("see [Paper](https://a.org)")))
    ['see', '(and) 2.']
    """
    return [gap.strip(marks) for gap in find_gaps(text, links) if any(map(str.isalnum, gap))]


def read_links(value: str | Link, heading: str) -> tuple[tuple[Link, ...], list[str]]:
    """Return the links of a cell below ``heading``, and the pieces of it that are none and say something.

    One link alone is called by its heading, several by their labels. An identifier below ``DOI`` or ``arXiv`` is the
    link that it stands for, and a dash is nothing.

    >>> read_links("[Paper](https://a.org), [Tweet](), see", "Links")
    ((Link(label='Paper', url='https://a.org'),), ['[Tweet]()', 'see'])
    """
    label = make_label(heading)
    if isinstance(value, Link):
        return (Link(value.label or label or "Link", value.url),), []
    if url := _identified(value.strip(), label):
        return (Link(label, url),), []
    if value.strip().casefold() in _NO_LINK:
        return (), []
    text = unify_links(value)
    damaged = [picture[0] for picture in _PICTURE.finditer(text)]
    text = _PICTURE.sub(",", text)
    found = list(find_links(text, bare=True)) if "](" in text or "//" in text else []
    links = [link.link for link in found if link.url]
    if not links:
        return (), [value.strip()]
    if label:
        links = [Link(label, link.url) if link.label == "Link" or len(found) == 1 else link for link in links]
    damaged += [text[link.start : link.end] for link in found if not link.url]
    return tuple(links), [*damaged, *find_words_beside(text, found, _MARKS)]


def is_links(value: str | Link) -> bool:
    """Return whether a cell consists of links.

    >>> is_links("[pdf](https://a.org/b_(c)), [Tweet](https://x.com/1)"), is_links("see https://a.org")
    (True, False)
    """
    if isinstance(value, Link):
        return True
    text = unify_links(value)
    found = list(find_links(text, bare=True)) if "//" in text else []
    marks = "".join(find_gaps(text, found))
    return bool(found) and all(link.url for link in found) and _FREE_MARKS.issuperset(marks)


def unify_links(text: str) -> str:
    """Return ``text`` with links in HTML, around a picture and with a tooltip written as ``[label](address)``.

    >>> unify_links('[![Star](https://b.org/x.svg)](https://a.org "Tip") <a href="https://c.org">c</a>')
    '[Star](https://a.org) [c](https://c.org)'
    """

    def label(picture: re.Match[str]) -> str:
        is_whole = text.endswith("[", 0, picture.start()) and text.startswith("](", picture.end())
        return picture[1] if is_whole else picture[0]

    if "[![" in text:
        text = _PICTURE.sub(label, text)
    if "</a>" in text.lower():
        text = _ANCHOR.sub(r"[\2](\1)", text)
    return _TOOLTIP.sub(r"\1", text)


def read_linked_text(text: str) -> tuple[str, str]:
    """Return a text with the words of its one link in their place, and its address; empty if it has none or several.

    >>> read_linked_text("[A title](https://a.org) (ICML)"), read_linked_text("On f[x]")
    (('A title (ICML)', 'https://a.org'), ('On f[x]', ''))
    """
    text = " ".join(unify_links(text).split())
    found = list(find_links(text)) if "](" in text else []
    if len(found) != 1 or not found[0].url:
        return text, ""
    (link,) = found
    label = text[link.start : link.end].removeprefix("[").partition("]")[0]
    return f"{text[: link.start]}{label}{text[link.end :]}", link.url


def make_label(heading: str) -> str:
    """Return a heading as the label of its links; empty where it only says that they are some.

    >>> make_label("Paper-Link"), make_label("paper_url"), make_label("url_pdf"), make_label("* Links")
    ('Paper', 'Paper', 'PDF', '')
    """
    first = next((at for at, char in enumerate(heading) if char.isalnum()), len(heading))
    label = _LINK_WORD.sub("", heading[first:].rstrip("*_ "))
    return _SPELLED.get(label.lower(), label[:1].upper() + label[1:])


def _identified(text: str, label: str) -> str:
    """Return the address that an identifier alone stands for below a heading that says which it is."""
    name = text[len(label) + 1 :].lstrip() if text.lower().startswith(f"{label.lower()}:") else text
    url = {"DOI": f"https://doi.org/{name}", "arXiv": f"https://arxiv.org/abs/{name}"}.get(label, "")
    return url if url and (doi if label == "DOI" else arxiv_id)(url) else ""

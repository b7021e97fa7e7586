"""Cells that consist of links, and what their links are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backissue.model import Link
from backissue.sources.weekly.cells import Found, find_links

_BETWEEN = re.compile(r"(?:[\s,;/|·•<>+&]|\band\b|<br ?/?>)*+")
_FILLER = re.compile(r"<br ?/?>|\b(?:and|or)\b")
_MARKS = " \t\n,;/|·•+&"
_EDGE = re.compile(r"^(?:\W|_)++")
_WORD = re.compile(r"[^\W_]")
_BADGE = re.compile(r"\[!\[([^\[\]]*+)\]\([^()\[\]]*+\)\](?=\()")
_IMAGE = re.compile(r"!\[[^\[\]]*+\]\([^()\[\]]*+\)")
_ANCHOR = re.compile(r"""<a\s[^<>]{0,300}?href=["']([^"'<>\s]*+)["'][^<>]{0,300}+>([^<>]*+)</a>""", re.IGNORECASE)
_TITLED = re.compile(r"""(?<=\]\()(<?https?://[^\s()<>]++>?)\s++(?:"[^"]*+"|'[^']*+')\s*+(?=\))""")
_DOI = re.compile(r"(?:doi:\s?)?(10\.\d{4,9}/\S+)", re.IGNORECASE | re.ASCII)
_ARXIV = re.compile(r"(?:arxiv:\s?)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE | re.ASCII)
_SPELLED = {"pdf": "PDF", "doi": "DOI"} | dict.fromkeys(("arxiv", "arxiv id", "arxiv_id"), "arXiv")
_NO_LINK = frozenset({"-", "\u2013", "\u2014", "n/a", "na", "nan", "none", "null"})


@dataclass(frozen=True, slots=True)
class LinkCell:
    """The links of a cell, and the pieces of it that are none and say something."""

    links: tuple[Link, ...]
    damaged: tuple[str, ...] = ()


def read_links(value: str | Link, heading: str) -> LinkCell:
    """What a cell below ``heading`` holds. One link alone is called by its heading, several are by their own labels.

    An identifier below ``DOI`` or ``arXiv`` is the link that it stands for, and a dash is nothing.

    >>> cell = read_links("[Paper](https://a.org), [Tweet](), see", "Links")
    >>> [link.label for link in cell.links], cell.damaged
    (['Paper'], ('[Tweet]()', 'see'))
    """
    if isinstance(value, Link):
        return LinkCell((Link(value.label or label_of(heading) or "Link", value.url),))
    label = label_of(heading)
    if url := _identified(value.strip(), label):
        return LinkCell((Link(label, url),))
    if value.strip().casefold() in _NO_LINK:
        return LinkCell(())
    text = plain_links(value)
    damaged = [picture[0] for picture in _IMAGE.finditer(text)]
    text = _IMAGE.sub(",", text)
    found = list(find_links(text, bare=True)) if "](" in text or "//" in text else []
    links = _labelled([link for link in found if link.url], label, alone=len(found) == 1)
    if not links:
        return LinkCell((), (value.strip(),))
    damaged += [text[link.start : link.end] for link in found if not link.url]
    rests = (_FILLER.sub(" ", gap).strip(_MARKS) for gap in _gaps(text, found))
    return LinkCell(links, (*damaged, *filter(_WORD.search, rests)))


def links_of(value: str | Link, heading: str) -> tuple[Link, ...] | None:
    """The links that a cell below ``heading`` consists of; ``None`` if it is anything else.

    >>> links_of("[pdf](https://a.org/b_(c))", "Paper-Link"), links_of("see https://a.org", "Code")
    ((Link(label='Paper', url='https://a.org/b_(c)'),), None)
    >>> [link.label for link in links_of("[Paper](https://a.org), [Tweet](https://x.com/1)", "Links") or ()]
    ['Paper', 'Tweet']
    """
    if isinstance(value, Link):
        return read_links(value, heading).links
    text = plain_links(value)
    found = list(find_links(text, bare=True)) if "//" in text else []
    if not found or not all(link.url for link in found) or not all(map(_BETWEEN.fullmatch, _gaps(text, found))):
        return None
    return _labelled(found, label_of(heading), alone=len(found) == 1)


def plain_links(text: str) -> str:
    """``text`` with links in HTML, links around a picture and links with a tooltip written as ``[label](address)``.

    >>> plain_links('[![Star](https://b.org/x.svg)](https://a.org) <a href="https://c.org">c</a>')
    '[Star](https://a.org) [c](https://c.org)'
    """
    if "![" in text:
        text = _BADGE.sub(r"[\1]", text)
    if "</a>" in text.lower():
        text = _ANCHOR.sub(r"[\2](\1)", text)
    return _TITLED.sub(r"\1", text)


def linked_text(text: str) -> tuple[str, str]:
    """A text with the words of its one link in their place, and the link's address; empty if it has none or several.

    >>> linked_text("[A title](https://a.org) (ICML)"), linked_text("On f[x]")
    (('A title (ICML)', 'https://a.org'), ('On f[x]', ''))
    """
    text = " ".join(plain_links(text).split())
    found = list(find_links(text)) if "](" in text else []
    if len(found) != 1 or not found[0].url:
        return text, ""
    (link,) = found
    label = text[link.start : link.end].removeprefix("[").partition("]")[0]
    return f"{text[: link.start]}{label}{text[link.end :]}", link.url


def unbold(text: str) -> str:
    """A text without the stars around all of it.

    >>> unbold("**A** and **B**"), unbold("**A title**")
    ('**A** and **B**', 'A title')
    """
    inner = text[2:-2].strip()
    return inner if text[:2] == text[-2:] == "**" and inner and "**" not in inner else text


def label_of(heading: str) -> str:
    """A heading as the label of its links; empty where it only says that they are some.

    >>> label_of("Paper-Link"), label_of("paper_url"), label_of("url_pdf"), label_of("* Links")
    ('Paper', 'Paper', 'PDF', '')
    """
    label = re.sub(
        r"(?:^|[-_\s])(?:links?|urls?)$|^urls?[-_\s]", "", _EDGE.sub("", heading).rstrip("*_ "), flags=re.IGNORECASE
    )
    return _SPELLED.get(label.lower(), label[:1].upper() + label[1:])


def _labelled(found: list[Found], label: str, *, alone: bool) -> tuple[Link, ...]:
    if alone and label:
        return tuple(Link(label, link.url) for link in found)
    return tuple(Link(link.label if link.label != "Link" else label or "Link", link.url) for link in found)


def _gaps(text: str, found: list[Found]) -> Iterator[str]:
    ends, starts = [0, *(link.end for link in found)], [*(link.start for link in found), len(text)]
    return (text[end:start] for end, start in zip(ends, starts, strict=True))


def _identified(text: str, label: str) -> str:
    """The address that an identifier alone stands for below a heading that says which it is."""
    if label == "DOI" and (doi := _DOI.fullmatch(text)):
        return f"https://doi.org/{doi[1]}"
    if label == "arXiv" and (arxiv := _ARXIV.fullmatch(text)):
        return f"https://arxiv.org/abs/{arxiv[1]}"
    return ""

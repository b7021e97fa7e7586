"""The third barrier: a finished page holds what its theme writes, what its text may hold, and nothing else.

A page is read by the rules of browsers and written again in the one way that HTML has for a tree. In that form each
start tag is a token, and all pages of a site have few different ones: each is judged once. What a tag may be follows
from the theme's templates (:mod:`backissue.site.theme_marks`) and from what a text may
hold (:mod:`backissue.site.gate`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from backissue.mathematics import ELEMENTS
from backissue.prose.anchor_ids import is_of_theme
from backissue.site import gate
from backissue.site.theme_marks import PRINTED, Marks

Offence = tuple[str, str]
"""A piece of text to find the place by, and what is wrong there."""

LISTED = 20
"""Offences of a page that are told. There may be one for each word."""
DATA = frozenset({"application/json", "application/ld+json"})
"""Types of scripts that no browser runs (HTML, "The script element", data blocks)."""
ADDRESSES = frozenset(
    "action archive background cite classid code codebase data dynsrc formaction href icon imagesrcset itemtype"
    " longdesc lowsrc manifest object ping poster profile src srcset usemap xlink:href".split()
)
"""Attributes by which a page leads somewhere or loads something."""
NEVER_PRINTED = frozenset({"srcdoc", "style", "sandbox", "allow"})
"""Attributes whose value must stand in a template as it is, as must all handlers of events."""
_NAME = r"[A-Za-z][\w.:-]*"
_ATTRIBUTES = rf'(?: {_NAME}="[^"]*")*'
_TOKEN = re.compile(
    rf"<!--.*?-->|<(script|style)({_ATTRIBUTES})>(.*?)</\1>|<({_NAME})({_ATTRIBUTES})>|</{_NAME}>", re.DOTALL
)
"""What HTML's own form of a tree has ("Serializing HTML fragments"): no quotation mark stands bare in a value there,
and no ``<`` in a text, so that reading from left to right finds each tag and nothing else."""
_PLAIN_LINK = re.compile(r'(?: dir="auto")? href="(?:https?://[a-z0-9][a-z0-9.-]*/)?[\w./#?=%~-]*"', re.ASCII)
"""The attributes of a link that leads to a page of this site or of another, in characters that mean nothing else."""
_PLAIN_ANCHOR = re.compile(r' class="bi-anchor"(?: aria-label="[\w ]*")? href="#[\w%.~-]*" id="([\w.~-]+)"')
"""The attributes of the link to itself of an entry, in such characters; the theme must not find it by its id."""
_ATTRIBUTE = re.compile(rf' ({_NAME})="([^"]*)"')
_REFRESH = re.compile(r"\s*\d*\s*;\s*url=(.*)", re.IGNORECASE | re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype html>", re.IGNORECASE)


class PageGate:
    """Judges the pages of one site, whose theme writes ``marks``, and which will stand at ``url``."""

    def __init__(self, marks: Marks, url: str = "") -> None:
        self._marks, self._url = marks, url
        self._of_pages: dict[tuple[str, str, str], tuple[Offence, ...]] = {}
        self._of_texts: dict[tuple[str, str], tuple[Offence, ...]] = {}
        self._ids = {value for (_, name), values in marks.values.items() if name == "id" for value in values}

    def judge_text(self, rendered: str) -> tuple[Offence, ...]:
        """Return what the HTML of a page's text holds that no text may hold."""
        tree = LexborHTMLParser(f"<!doctype html><body><article>{rendered}<i id={gate.END}></i></article>")
        found: dict[Offence, None] = {}
        for raw, of_raw, _, name, of_tag in _tokens(_written(tree, found)):
            tag, attributes = raw or name, of_raw or of_tag
            is_frame = tag in {"html", "head", "body", "article"} and not attributes
            is_plain = attributes == f' id="{gate.END}"' or (tag == "a" and _is_plain(attributes))
            if tag and not is_frame and not is_plain:
                known = self._of_texts.get((tag, attributes))
                if known is None:
                    known = self._of_texts[tag, attributes] = (*gate.faults(tag, _read(attributes)),)
                found |= dict.fromkeys(known)
        if "<math" in rendered:
            found |= dict.fromkeys(gate.out_of_place(tree))
        if not gate.is_closed(tree):
            found["<", "an element that does not end, or ends what it did not begin"] = None
        return tuple(found)[:LISTED]

    def judge_page(self, page: str) -> tuple[Offence, ...]:
        """Return what a finished page holds that neither the theme writes nor a text may hold."""
        tree = LexborHTMLParser(page)
        found: dict[Offence, None] = {}
        written = _written(tree, found)
        for raw, of_raw, text, tag, attributes in _tokens(written):
            if tag == "a" and _is_plain(attributes):
                continue
            key = (tag or raw, attributes or of_raw, text)
            if not key[0]:
                continue
            known = self._of_pages.get(key)
            if known is None:
                known = (*self._faults(key[0], _read(key[1]), key[2]),)
                if len(text) < 1000:
                    self._of_pages[key] = known
            found |= dict.fromkeys(known)
            name = _read(attributes).get("id", "") if ' id="' in attributes else ""
            if is_of_theme(name) and written.count(f' id="{name}"') > 1:
                found[name, f"the id `{name}`, which belongs to the theme, comes twice"] = None
        if "<noscript" in written and page.lower().count("</noscript") != written.count("</noscript>"):
            found["</noscript", "an end of <noscript> that the theme did not write"] = None
        return tuple(found)[:LISTED]

    def _faults(self, tag: str, attributes: dict[str, str], text: str) -> Iterator[Offence]:
        if tag not in self._marks.tags and tag not in gate.TAGS and tag not in ELEMENTS:
            yield f"<{tag}", f"the element <{tag}>, which the theme does not write"
            return
        if tag in {"script", "style"}:
            yield from self._bad_text(tag, attributes, text)
        if tag == "meta" and "http-equiv" in attributes:
            yield from self._bad_pragma(attributes)
        for name, value in attributes.items():
            yield from self._bad_attribute(tag, name.lower(), value)

    def _bad_attribute(self, tag: str, name: str, value: str) -> Iterator[Offence]:
        if name == "id" and is_of_theme(value) and value not in self._ids and tag != "input":
            yield value, f"the id `{value}`, which belongs to the theme"
        elif name == "class" and tag not in ELEMENTS:
            yield from self._bad_class(tag, value)
        elif self._may_be_printed(tag, name, value):
            return
        elif tag == "script" and name == "src":
            yield value, f"the script `{value[:60]}`, which is none of the theme's"
        else:
            yield from gate.faults(tag, {name: value})

    def _may_be_printed(self, tag: str, name: str, value: str) -> bool:
        """Return whether a template writes an attribute with this value, or prints a harmless one there."""
        known = self._marks.values.get((tag, name), ())
        if value in known:
            return True
        if name.startswith("on") or name in NEVER_PRINTED or not any(_fits(value, form) for form in known):
            return False
        return name not in ADDRESSES or self._leads_right(tag, value)

    def _leads_right(self, tag: str, address: str) -> bool:
        """Return whether an address that is printed leads where one of this element may."""
        if tag == "a":
            return gate.scheme(gate.plain(address)) in gate.SCHEMES
        if tag == "script":
            return self._is_own(address) and f"/{address}".endswith(tuple(f"/{name}" for name in self._marks.scripts))
        return self._is_own(address) or (tag == "link" and bool(self._url) and address.startswith(self._url))

    @staticmethod
    def _is_own(address: str) -> bool:
        plain = gate.plain(address).replace("\\", "/")
        return not gate.scheme(plain) and not plain.startswith("//")

    def _bad_class(self, tag: str, value: str) -> Iterator[Offence]:
        known = self._marks.values.get((tag, "class"), set())
        words = {word for form in known for word in form.split()}
        forms = [word for word in words if PRINTED in word]
        for name in value.split():
            is_printed = name.startswith("bi-") and any(_fits(name, form) for form in forms)
            if name not in words and not is_printed and not gate.is_class_of_content(tag, name):
                yield name, f"the class `{name}` on <{tag}>, which the theme does not write"

    def _bad_text(self, tag: str, attributes: dict[str, str], text: str) -> Iterator[Offence]:
        is_data = tag == "script" and attributes.get("type", "") in DATA and "<" not in text
        if text.strip() and not is_data and text.strip() not in self._marks.texts:
            yield text.strip()[:40], f"a text in <{tag}> that the theme does not write"

    def _bad_pragma(self, attributes: dict[str, str]) -> Iterator[Offence]:
        content = attributes.get("content", "")
        leads = _REFRESH.fullmatch(content)
        if content not in self._marks.values.get(("meta", "content"), ()) and not (leads and self._is_own(leads[1])):
            yield content[:40], f"an instruction to browsers, `{content[:40]}`, that the theme does not give"


def _is_plain(attributes: str) -> bool:
    """Whether a link has nothing but where it leads, or an id of an entry, in characters that mean nothing else."""
    if _PLAIN_LINK.fullmatch(attributes):
        return True
    anchor = _PLAIN_ANCHOR.fullmatch(attributes)
    return anchor is not None and not is_of_theme(anchor[1])


def _written(tree: LexborHTMLParser, found: dict[Offence, None]) -> str:
    """Return a page in HTML's own form of its tree; what is no token there is an offence."""
    written = _DOCTYPE.sub("", tree.html or "", count=1)
    if "<" in (left := _TOKEN.sub("", written)):
        at = left.index("<")
        found[left[at : at + 20], f"a tag that is none: `{left[at : at + 40]}`"] = None
    return written


def _tokens(written: str) -> Iterable[tuple[str, str, str, str, str]]:
    """Return the different tokens of a page: script or style, its attributes and text, another tag, its attributes."""
    return dict.fromkeys(_TOKEN.findall(written))


def _read(attributes: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}


def _fits(value: str, form: str) -> bool:
    """Return whether a value is one of a form in which something is printed.

    >>> _fits("bi-w-12", f"bi-w-{PRINTED}"), _fits("x", "y"), _fits("md-x", f"bi-w-{PRINTED}")
    (True, False, False)
    """
    if PRINTED not in form:
        return value == form
    first, *between, last = form.split(PRINTED)
    at, end = len(first), len(value) - len(last)
    if at > end or not value.startswith(first) or not value.endswith(last):
        return False
    for piece in between:
        at = value.find(piece, at, end) + len(piece)
        if at < len(piece):
            return False
    return True


def rules() -> str:
    """Return a digest of the code that judges: what it has passed is judged again where this is another one."""
    found = blake2b(digest_size=16)
    for module in (__file__, gate.__file__, f"{Path(__file__).parent}/theme_marks.py"):
        found.update(Path(module).read_bytes())
    return found.hexdigest()

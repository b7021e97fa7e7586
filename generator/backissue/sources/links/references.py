"""Links of a source to what lies beside it: other sources, their former addresses, pictures.

Where they lead is known once all sources are read. Until then they stand in a body as :func:`refer` and :func:`show`
write them, between letters that no text has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

MARK, TARGET = "\ue002", "\ue003"
_REFERENCE = re.compile(
    rf"{MARK}(?P<shown>!?)\[(?P<label>[^{MARK}{TARGET}]*)\]"
    rf"\({TARGET}(?P<target>[^{TARGET}()\s]*){TARGET}(?P<address>[^{TARGET}()\s]*)\)(?P<below>\n*)"
)
_ANCHOR = re.compile(rf"{MARK}\^(?P<name>[a-z0-9-]+){MARK}")
_SAFE = "/#%:.-_~?&=+,;@!$'"


PICTURE = "Picture"
"""What a link is called that leads to a picture without words, or stands around one: a link has to have words."""


class Reference(NamedTuple):
    """A link to something beside a source: its words in Markdown, where it leads, and the address that it also has.

    ``target`` is as the source writes it. ``address`` is that on the web, empty where it is not known. ``is_shown``
    says that it is a picture.
    """

    label: str
    target: str
    address: str = ""
    is_shown: bool = False


def local_target(address: str) -> str:
    """Return an address that leads from a source to something beside it; empty for one of another kind.

    >>> local_target("../b.md#news"), local_target("/2026/03/02/"), local_target("https://a.org"), local_target("#top")
    ('../b.md#news', '/2026/03/02/', '', '#top')
    >>> local_target("mailto:a@b.org"), local_target("//a.org/b"), local_target("javascript:alert(1)")
    ('', '', '')
    """
    text = address.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or text.startswith(("//", "\\", "data:")):
        return ""
    return text if parts.path or parts.fragment else ""


def refer(target: str, address: str = "") -> tuple[str, str]:
    """Return the marks around the words of a link to something beside its source."""
    return f"{MARK}[", f"]({TARGET}{quote(unquote(target), safe=_SAFE)}{TARGET}{address})"


def show(target: str, address: str = "") -> tuple[str, str]:
    """Return the marks around the words of a picture beside its source."""
    before, after = refer(target, address)
    return f"{MARK}!{before.removeprefix(MARK)}", after


def anchor(name: str) -> str:
    """Return the mark of a paragraph, or a point of a list, that links may lead to by this name."""
    return f"{MARK}^{name}{MARK}"


def resolve(body: str, written: Callable[[Reference], str], anchored: Callable[[str], str] = lambda _: "") -> str:
    """Return a body with each of its references as ``written`` gives it, and its marks of paragraphs as ``anchored``.

    >>> before, after = refer("b.md")
    >>> resolve(f"See {before}this{after}.", lambda found: f"{found.label} ({found.target})")
    'See this (b.md).'

    A paragraph that nothing comes of takes the blank line below it along.
    """
    if MARK not in body:
        return body

    def replaced(found: re.Match[str]) -> str:
        known = Reference(found["label"], unquote(found["target"]), found["address"], bool(found["shown"]))
        text, at = written(known), found.start()
        is_gone = not text and found.string[max(at - 2, 0) : at] in {"", "\n\n"}
        return text if is_gone else f"{text}{found['below']}"

    return _REFERENCE.sub(replaced, _ANCHOR.sub(lambda found: anchored(found["name"]), body))


def as_words(found: Reference) -> str:
    """Return a reference that leads nowhere in the archive: a link where its address is known, else its words.

    >>> as_words(Reference("", "a.png", is_shown=True)), as_words(Reference("", "a.png", "https://a.org/a.png"))
    ('', '[Picture](https://a.org/a.png)')
    """
    return f"[{found.label or PICTURE}]({found.address})" if found.address else found.label


def unresolved(body: str) -> str:
    """Return a body in which what leads to something beside its source is words only."""
    return resolve(body, as_words)

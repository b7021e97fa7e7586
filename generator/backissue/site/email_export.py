"""A week as an e-mail: HTML that needs nothing else, and the same as text, in one message (RFC 2046, alternative).

Programs that show mail know little of HTML: so every style stands at its element, the width is that of a table, and
there is no picture, no script and no style sheet. Every address is a whole one.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from backissue.archive.addresses import address
from backissue.archive.archive import renderable
from backissue.archive.load import load
from backissue.archive.publishing import NEVER, published
from backissue.archive.shelves import Shelf
from backissue.mathematics import plain_mathematics, plain_title
from backissue.model import Link, Page, Problem, UsageError
from backissue.prose.document import Block, Break, Code, Formula, Inline, Mark, Picture, Text
from backissue.prose.document import Link as LinkedWords
from backissue.site import engine
from backissue.site.exports import week_shelf
from backissue.site.feeds import beginning, feed_entry, fit
from backissue.site.gate import without_attributes
from backissue.site.site import Site, site_of
from backissue.store import Store
from backissue.wording import Words, english

WIDTH = 600
"""Pixels that mail is shown in, whatever the window."""
COLUMNS = 72
"""Characters of a line of text (RFC 5322, section 2.1.1, asks for no more than 78)."""
_FONT = "font-family:Georgia,'Times New Roman',serif"
_INK, _QUIET, _LINK, _RULE, _PAPER = "#1d1d1b", "#5f5f5a", "#0b5cad", "#d9d9d2", "#ffffff"
_TEXT = f"{_FONT};font-size:16px;line-height:1.5;color:{_INK}"
STYLES = {
    "p": f"margin:0 0 12px;{_TEXT}",
    "ul": f"margin:0 0 12px;padding:0 0 0 24px;{_TEXT}",
    "ol": f"margin:0 0 12px;padding:0 0 0 24px;{_TEXT}",
    "li": f"margin:0 0 4px;{_TEXT}",
    "a": f"color:{_LINK};text-decoration:underline",
    "blockquote": f"margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid {_RULE};{_TEXT}",
    "pre": f"margin:0 0 12px;padding:8px;background:#f4f4f0;white-space:pre-wrap;font-size:14px;color:{_INK}",
    "code": "font-family:Consolas,Menlo,monospace;font-size:14px",
    "table": f"margin:0 0 12px;border-collapse:collapse;{_TEXT}",
    "th": f"padding:4px 8px;border:1px solid {_RULE};text-align:left",
    "td": f"padding:4px 8px;border:1px solid {_RULE};vertical-align:top",
    "hr": f"border:0;border-top:1px solid {_RULE};margin:16px 0",
    **{f"h{level}": f"margin:16px 0 8px;{_FONT};font-size:17px;line-height:1.3;color:{_INK}" for level in range(2, 7)},
}
"""The style of each element that a text may have."""
_SMALL = f"margin:0 0 12px;{_FONT};font-size:14px;line-height:1.4;color:{_QUIET}"
_TITLE = f"margin:0 0 16px;{_FONT};font-size:26px;line-height:1.2;color:{_INK}"
_HEADING = f"margin:24px 0 4px;{_FONT};font-size:20px;line-height:1.3;color:{_INK}"


@dataclass(frozen=True, slots=True)
class Part:
    """An item in a mail: its title and address, its small print, its text as HTML and as text, and its links."""

    title: str
    url: str
    about: str
    html: str
    text: str
    links: tuple[Link, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """A week for readers of mail: the names of the site and the week, its address, an introduction, its items."""

    site: str
    title: str
    url: str
    html: str
    text: str
    parts: tuple[Part, ...]
    words: Words = field(default_factory=english)


def export_email(
    root: Path, week: str, form: str = "eml", *, today: date = NEVER, store: Store | None = None
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a week of the archive at ``root`` as a mail, and what is wrong with the archive's pages.

    Args:
        root: the folder that holds ``mkdocs.yml``.
        week: a day in it, as ISO date.
        form: ``eml`` for the whole message, which mail programs open as a draft; ``html`` or ``text`` for one part.
        today: the day that decides what is published.
        store: keeps what is worked out for it, and shows how far that is.

    Raises:
        UsageError: there is no such week, or ``mkdocs.yml`` is broken or does not say where the site stands.
    """
    archive = renderable(published(load(root, store), today))
    site = site_of(archive, engine.settings(root, docs_dir=root / "content"))
    if not site.url:
        raise UsageError("a mail leads to the site by whole addresses: write `site_url` into mkdocs.yml")
    found = mail(site, week_shelf(site.catalogue, week))
    return FORMS[form](found), archive.problems


def mail(site: Site, shelf: Shelf) -> Mail:
    """Return the mail of a week's shelf."""
    renderer = site.catalogue.archive.renderer
    note = site.catalogue.archive.notes.get(f"weeks/{shelf.key}/index.md")
    body = note.body if note else ""
    return Mail(
        fit(site.name),
        fit(plain_title(shelf.title) or site.words("bi.week", days=site.words.span(date.fromisoformat(shelf.key)))),
        site.url + quote(address(shelf.path)),
        fit(without_attributes(renderer.html(body), plain_mathematics)) if body else "",
        fit(_text(renderer.document(body).blocks)) if body else "",
        tuple(_part(site, page) for page in shelf.pages),
        site.words,
    )


def _part(site: Site, page: Page) -> Part:
    entry, document = feed_entry(site, page), site.catalogue.archive.document(page)
    blocks = document.blocks if entry.is_whole else tuple(beginning(document))
    about = " · ".join(filter(None, [site.words.kind(page.item.kind), ", ".join(entry.people)]))
    url = site.url + quote(address(page.path))
    return Part(entry.title, url, about, entry.html, fit(_text(blocks)), entry.links, entry.is_whole)


def message(mail: Mail) -> bytes:
    """Return the whole message, which has no sender and no day: the program that sends it adds these.

    The header ``X-Unsent`` has Outlook open it as a draft.
    """
    made = EmailMessage(policy=SMTP)
    made["Subject"] = f"{mail.site}: {mail.title}"
    made["X-Unsent"] = "1"
    page, words = html(mail), text(mail)
    made.set_content(words, cte="quoted-printable")
    made.add_alternative(page, subtype="html", cte="quoted-printable")
    made.set_boundary(f"=_{hashlib.sha256((page + words).encode()).hexdigest()[:32]}")
    return made.as_bytes()


def html(mail: Mail) -> str:
    """Return the HTML of a mail."""
    title = f"{mail.site}: {mail.title}"
    parts = "".join(_html_of(part, mail.words) for part in mail.parts)
    head = f'<p style="{_SMALL}">{_link(mail.url, mail.site)}</p><h1 style="{_TITLE}">{_escape(mail.title)}</h1>'
    foot = f'<p style="{_SMALL}">{_link(mail.url, mail.words("bi.mail.web"))}</p>'
    return (
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{_escape(title)}</title>\n'
        f'</head>\n<body style="margin:0;padding:0;background:{_PAPER}">\n'
        f'<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">\n'
        f'<table role="presentation" width="{WIDTH}" cellpadding="0" cellspacing="0" border="0"'
        f' style="width:100%;max-width:{WIDTH}px;table-layout:fixed"><tr>'
        '<td style="padding:16px;text-align:left;word-break:break-word">\n'
        f"{head}\n{styled(mail.html)}\n{parts}{foot}\n"
        "</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n"
    )


def _html_of(part: Part, words: Words) -> str:
    links = " · ".join(_link(link.url, link.label) for link in part.links)
    more = f'<p style="{STYLES["p"]}">{_link(part.url, words("bi.week.more"))}</p>' if not part.is_whole else ""
    lines = [
        f'<h2 style="{_HEADING}">{_link(part.url, part.title)}</h2>',
        f'<p style="{_SMALL}">{_escape(part.about)}</p>',
        styled(part.html),
        more,
        f'<p style="{_SMALL}">{links}</p>' if links else "",
    ]
    return "".join(f"{line}\n" for line in lines if line)


def styled(fragment: str) -> str:
    """Return HTML, whose elements have no attributes but addresses, with its style at each element.

    >>> styled("<hr>")
    '<hr style="border:0;border-top:1px solid #d9d9d2;margin:16px 0">'
    """
    tree = LexborHTMLParser(f"<!doctype html><body>{fragment}")
    for node in tree.css("body *"):
        if style := STYLES.get(node.tag or ""):
            node.attrs["style"] = style
    return (tree.body.html or "").removeprefix("<body>").removesuffix("</body>") if tree.body else ""


def text(mail: Mail) -> str:
    """Return the text of a mail."""
    heads = [mail.site, mail.title, mail.url]
    blocks = ["\n".join(heads), mail.text, *(_text_of(part, mail.words) for part in mail.parts)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _text_of(part: Part, words: Words) -> str:
    rule = "-" * min(len(part.title), COLUMNS)
    title = textwrap.fill(part.title, COLUMNS)
    links = "\n".join(f"{link.label}: {link.url}" for link in part.links)
    more = words("bi.mail.text", address=part.url) if not part.is_whole else part.url
    return "\n\n".join(filter(None, [f"{title}\n{rule}\n{part.about}", part.text, links, more]))


def _text(blocks: Iterable[Block]) -> str:
    """Return blocks of a page as text, wrapped, with the addresses of links behind their words."""
    lines: list[str] = []
    was_item = False
    for block in blocks:
        words = " ".join("".join(_words(block.inlines)).split())
        is_item = block.kind == "li"
        if block.kind == "pre":
            written = textwrap.indent("".join(_words(block.inlines)).rstrip(), "    ")
        elif is_item:
            written = _wrapped(words, "- ", "  ")
        else:
            written = _wrapped(words, "", "")
        if written:
            lines += ([""] if lines and not (is_item and was_item) else []) + [written]
        was_item = is_item
    return "\n".join(lines)


def _wrapped(words: str, first: str, other: str) -> str:
    return textwrap.fill(
        words, COLUMNS, initial_indent=first, subsequent_indent=other, break_long_words=False, break_on_hyphens=False
    )


def _words(inlines: Iterable[Inline]) -> Iterator[str]:
    for one in inlines:
        match one:
            case Text() | Code():
                yield one.text
            case Formula():
                yield plain_mathematics(one.tex)
            case Break():
                yield " "
            case Mark():
                yield from _words(one.inlines)
            case LinkedWords():
                words = "".join(_words(one.inlines))
                yield words
                if one.url.startswith(("http://", "https://")) and one.url not in words:
                    yield f" <{one.url}>"
            case Picture():
                yield one.alt


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}" style="{STYLES["a"]}">{_escape(words)}</a>'


def _escape(words: str) -> str:
    return escape(words, quote=False)


FORMS: Mapping[str, Callable[[Mail], bytes]] = {
    "eml": message,
    "html": lambda one: html(one).encode(),
    "text": lambda one: text(one).encode(),
}
"""The forms of a mail by their names: the whole message, or one part of it."""

"""A mail as programs keep it (RFC 5322): the issue of its sender, without the one to whom it was sent."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from html import escape

from backissue.clock_times import clock_time
from backissue.dates import When, parse_day
from backissue.model import Kind
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.html_blocks import convert_html
from backissue.sources.issues.issue_head import make_item
from backissue.sources.issues.services import report_services
from backissue.sources.pieces import Fate, Glance, Piece, Sign, Source, Strength, tile
from backissue.sources.stated.head_facts import Head

_HEADERS = frozenset(
    "from to cc bcc date subject message-id received return-path delivered-to mime-version content-type reply-to sender"
    " content-transfer-encoding dkim-signature x-original-to list-unsubscribe list-id x-mailer precedence".split()
)
_OF_READERS = ("to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
_FEWEST = 3
_COMMENT = re.compile(r"\(([^()@\d]{3,60})\)\s*$")


def _has_headers(glance: Glance) -> bool:
    """Return whether a text begins as a mail does: with fields that only mails have, a sender among them."""
    names = set()
    for line in glance.head:
        name, colon, _ = line.partition(":")
        if not line.strip() or not (colon or line[:1].isspace()):
            break
        names |= {name.casefold()} if colon and not line[:1].isspace() else set()
    return (
        "from" in names
        and not glance.first.startswith("From ")  # with which each mail of a folder of them begins
        and len(names & _HEADERS) >= _FEWEST
        and not names.isdisjoint(_HEADERS - {"from", "date", "to", "subject"})
        and not any(line.startswith("Today's Topics:") for line in glance.head)  # with which a digest begins
    )


class MailReader:
    """One mail: its text as Markdown. Readers, their tokens, counters and hidden text stay in the source."""

    name = "mail"
    signs = (Sign(Strength.CERTAIN, "the header of a mail", _has_headers),)

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind issue."""
        text = "\n".join(source.lines)
        message = email.message_from_string(text, EmailMessage, policy=policy.default)
        part = message.get_body(("html", "plain")) or message
        written = _content(part)
        html = written if part.get_content_type() == "text/html" else _paragraphs(written)
        subject = " ".join(_header(message, "subject").split())
        head = Head(title=subject, when=_when(message), people=tuple(_senders(message)))
        found = convert_html(strip_marks(html), source.facts.title or subject, readers=_readers(message))
        item = make_item(source, Kind.ISSUE, head, found, head.when or When(), written=html.split("\n"))
        raw = part.get_payload()
        first = text[: max(text.find(raw), 0)].count("\n") + 1 if isinstance(raw, str) and raw else len(source.lines)
        last = first + (raw.rstrip("\n").count("\n") if isinstance(raw, str) else 0)
        fates = dict.fromkeys(range(first, min(last, len(source.lines)) + 1), Fate.ITEM)
        hints = [*report_services(source, found.services), *found.personal.hints(source, 1)]
        yield from tile(source, fates, rest=Fate.BOILERPLATE, items=[item], problems=hints)


def _header(message: EmailMessage, name: str) -> str:
    """Return a field of the header as text; empty where it has none or a broken one."""
    with suppress(ValueError, LookupError, AttributeError, TypeError, IndexError):
        return str(message.get(name, ""))
    return ""


def _content(part: MIMEPart) -> str:
    """Return the text of a part. What is not coded was decoded with the file, and stands there as it is."""
    raw = part.get_payload()
    if isinstance(raw, str) and str(part.get("content-transfer-encoding", "")).strip().lower() in {
        "base64",
        "quoted-printable",
    }:
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            try:
                return data.decode(part.get_content_charset() or "utf-8", "replace")
            except LookupError:
                return data.decode("utf-8", "replace")
    return raw if isinstance(raw, str) else ""


def _paragraphs(text: str) -> str:
    """Return a plain text as HTML; what stands below the mark of a signature is part of it."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return "".join(f"<p>{escape(part.strip())}</p>" for part in parts if part.strip())


def _addresses(message: EmailMessage, *names: str) -> Iterator[Address]:
    for name in names:
        with suppress(ValueError, LookupError, AttributeError, TypeError, IndexError):
            for field in message.get_all(name, []):
                known = getattr(field, "addresses", None)
                yield from known if known is not None else [Address(addr_spec=str(field).strip(" <>"))]


def _senders(message: EmailMessage) -> Iterator[str]:
    """Yield the names of those who wrote it; an address is none."""
    for address in _addresses(message, "from"):
        name = " ".join(address.display_name.split())
        if name and "@" not in name:
            yield name
            return
    found = _COMMENT.search(next((line for line in str(message).split("\n") if line.lower().startswith("from:")), ""))
    if found and "@" not in found[1]:  # as lists write it in their archives: `ada at example.org (Ada Boat)`
        yield " ".join(found[1].split())


def _readers(message: EmailMessage) -> list[str]:
    """Return the addresses and names of those to whom it was sent, but for its sender."""
    own = {address.addr_spec.casefold() for address in _addresses(message, "from", "sender", "reply-to")}
    found = [address for address in _addresses(message, *_OF_READERS) if address.addr_spec.casefold() not in own]
    return [text for address in found for text in (address.addr_spec, " ".join(address.display_name.split())) if text]


def _when(message: EmailMessage) -> When:
    text = _header(message, "date")
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return When(parse_day(str(parsedate_to_datetime(text).date())), time=clock_time(text))
    return When()

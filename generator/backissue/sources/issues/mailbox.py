"""A folder of mails in one file (mbox, RFC 4155): each is an issue, read as one mail is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from backissue.model import Item, Problem, SourceRef
from backissue.sources.issues.mail import MailReader
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Sign, Source, Strength, tile

_FROM = re.compile(r"From \S+.*\b(?:19|20)\d\d\b.*")
"""The line before each mail: ``From ada@example.org Mon Mar  2 08:00:00 2026``."""
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}:")
_QUOTED = re.compile(r"^>(?=>*From )")


def _begins(lines: Sequence[str], at: int) -> bool:
    """Return whether a mail begins at a line: its mark stands below a blank line, and above a field of a header."""
    is_mark = lines[at].startswith("From ") and bool(_FROM.fullmatch(lines[at].rstrip()))
    has_field = at + 1 < len(lines) and bool(_FIELD.match(lines[at + 1]))
    return is_mark and has_field and (at == 0 or not lines[at - 1].strip())


def _is_mailbox(glance: Glance) -> bool:
    first = next((at for at, line in enumerate(glance.head) if line.strip()), -1)
    return first >= 0 and _begins(glance.head[first:], 0)


_RULE = re.compile(r"-{30}|-{70}")
"""What parts the mails of a digest (RFC 1153)."""
_AT = re.compile(r"(?<=[\w.+-]) at (?=[\w-]+\.\w)")
"""What lists write for the sign in addresses."""


def is_digest(glance: Glance) -> bool:
    """Return whether a text begins as a digest of a mailing list does, as Mailman sends them."""
    is_sent = any("mailing list submissions to" in line for line in glance.head)
    return is_sent and any(line.startswith("Today's Topics") for line in glance.head)


def _starts_of_digest(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the mails of a digest begin and end; its own words are above them and below."""
    rules = [at for at, line in enumerate(lines) if _RULE.fullmatch(line.rstrip())]
    for rule, end in pairwise([*rules, len(lines)]):
        first = next((at for at in range(rule + 1, end) if lines[at].strip()), end)
        header = list(takewhile(str.strip, lines[first:end]))
        names = {line.partition(":")[0].casefold() for line in header if _FIELD.match(line)}
        if {"from", "subject"} <= names and not any(line.endswith("Digest Footer") for line in header):
            yield first, end


class MailboxReader:
    """Mails in one file. One that several readers got is one issue; what each was told stays in the source."""

    name = "mailbox"
    signs = (
        Sign(Strength.CERTAIN, "the line that begins a mail in a folder of them", _is_mailbox, NO_ROWS),
        Sign(Strength.CERTAIN, "the beginning of a digest of a mailing list", is_digest, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield an item of kind issue a mail."""
        lines = source.lines
        starts = [at for at, line in enumerate(lines) if line.startswith("From ") and _begins(lines, at)]
        spans = [(start + 1, end) for start, end in pairwise([*starts, len(lines)])] or [*_starts_of_digest(lines)]
        fates: dict[int, Fate] = {}
        items: list[Item] = []
        problems: list[Problem] = []
        seen: set[tuple[str, str]] = set()
        again = 0
        for start, end in spans:
            mail = replace(source, lines=tuple(_plain(line) for line in lines[start:end]))
            for item, piece in _read(mail, start):
                fates |= dict.fromkeys(range(piece.first, piece.last + 1), piece.fate)
                problems += piece.problems
                if item and (item.title, item.body) in seen:
                    again += 1
                elif item:
                    seen.add((item.title, item.body))
                    items.append(item)
        if again:
            what = f"{again} of its mails {'has' if again == 1 else 'have'} the same text as one before, sent to others"
            problems.append(source.hint(1, what, "nothing need be done"))
        yield from tile(source, fates, rest=Fate.BOILERPLATE, items=_without_list(items), problems=problems)


def _plain(line: str) -> str:
    """Return a line of a mail without the mark before `From`; a sender's address as that, so that its name is known."""
    return _AT.sub("@", line) if line.startswith("From: ") and "<" in line else _QUOTED.sub("", line)


def _without_list(items: list[Item]) -> list[Item]:
    """Return mails without the name of their list in brackets, with which all their subjects begin."""
    names = {found["name"] if (found := _LIST.match(item.title)) else "" for item in items}
    if len(items) < 2 or len(names) > 1 or "" in names:
        return items
    return [replace(item, title=_LIST.sub(r"\g<answer>", item.title, count=1) or item.title) for item in items]


_LIST = re.compile(r"(?P<answer>(?:(?:Re|Aw|Sv|Fwd?): +)?)(?P<name>\[[^\[\]]{1,60}\]) +", re.IGNORECASE)


def _read(mail: Source, before: int) -> Iterator[tuple[Item | None, Piece]]:
    """Yield the pieces of one mail of a folder, with lines as the folder counts them, and the item of its first."""
    item: Item | None = None
    for piece in MailReader().read(replace(mail, facts=replace(mail.facts, title=None))):
        problems = tuple(replace(each, line=each.line and each.line + before) for each in piece.problems)
        item = next(iter(piece.items), None)
        if item:
            item = replace(item, source=SourceRef(mail.file, before + 1))
        yield item, replace(piece, first=piece.first + before, last=piece.last + before, items=(), problems=problems)

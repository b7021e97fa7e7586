"""The archive as it is meant: which rules for names apply to which page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from backissue.archive.archive import Archive
from backissue.model import Kind, NameRule, Page, Problem
from backissue.prose.name_repair import Names

HEARD_KINDS = frozenset({Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION})
"""The kinds that are made by recognisers, to which a rule applies unless it names others."""


def names_of(page: Page, rules: Sequence[NameRule]) -> Names | None:
    """Return the rules that apply to a page, those for its source alone first; ``None`` where there are none."""
    file = page.item.source.file if page.item.source else ""
    found = [rule for rule in rules if _applies(rule, page.item.kind, file)]
    return _names(tuple(sorted(found, key=lambda rule: not rule.only))) if found else None


def corrected(archive: Archive) -> Archive:
    """Return the archive with names corrected in titles and texts, and a problem for each place that stays."""
    rules = archive.config.names
    if not rules:
        return archive
    pages, problems = [], list(archive.problems)
    for page in archive.pages:
        names = names_of(page, rules)
        if not names:
            pages.append(page)
            continue
        repair = names.repair(page.item.body, archive.renderer)
        title = names.correct(page.item.title)
        pages.append(replace(page, item=replace(page.item, title=title, body=repair.text)))
        problems += [_stays(page, line) for line in repair.left]
    return replace(archive, pages=tuple(pages), problems=tuple(problems))


def spellings(page: Page, names: Names, archive: Archive) -> Mapping[str, str]:
    """Return what was heard in the title and the text of a page, and what is meant by it, in the order of the page."""
    pieces = (*names.pieces(page.item.title), *names.repair(page.item.body, archive.renderer).pieces)
    return {piece.heard: piece.meant for piece in pieces if piece.meant}


def _stays(page: Page, line: int) -> Problem:
    what = "a name is not corrected here, because that would change more than the word"
    return Problem(f"content/{page.path}", page.body_line + line - 1, what, "correct it in the page")


def _applies(rule: NameRule, kind: Kind, file: str) -> bool:
    return kind in (rule.kinds or HEARD_KINDS) and (not rule.only or file in rule.only)


@lru_cache(maxsize=256)
def _names(rules: tuple[NameRule, ...]) -> Names:
    return Names(rules)

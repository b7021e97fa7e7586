r"""What recognisers get wrong, put right: ``names`` in ``archive.yml`` says what they hear and what is meant.

A text is read once, from its beginning to its end: the longest spelling that fits at a place wins, and nothing is put
right a second time. Code, formulas, addresses, tags and the marks of Markdown are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from backissue.archive.archive import Archive
from backissue.model import Kind, NameRule, Page

HEARD_KINDS = frozenset({Kind.TRANSCRIPT, Kind.SUMMARY, Kind.SESSION})
"""The kinds that are made by recognisers, to which a rule applies unless it names others."""

_NO_TEXT = r"""
    ^[ ]{0,3}(?P<fence>`{3,}|~{3,})(?:.|\n)*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)     # a listing
  | (?:\A|\n[ \t]*(?=\n))\n?(?:(?:[ ]{4}|\t).*(?:\n|\Z))+                               # one that is indented
  | \\\( (?:\\[^()]|[^\\])+ \\\) | \\\[ (?:\\[^\[\]]|[^\\])+ \\\]                        # formulas
  | \$\$(?:\\.|[^\\$])+\$\$ | \$(?!\s)(?:\\.|[^\\$`\n])+(?<!\s)\$
  | \\begin\{(?P<block>\w+\*?)\}(?:.|\n)*?(?:\\end\{(?P=block)\}|\Z)
  | \\.
  | (?<!`)(?:`(?:[^`\n]|\n(?![ \t]*\n))+`|``(?:[^`\n]|`(?!`)|\n(?![ \t]*\n))+``)(?!`)   # code
  | <!--(?:.|\n)*?(?:-->|\Z)
  | <(?P<raw>pre|code|kbd|samp|var|script|style|textarea)\b(?:.|\n)*?(?:</(?P=raw)\s*>|\Z)
  | </?[A-Za-z][^<>]*>                                                                  # tags
  | ^[ ]{0,3}\[(?!\^)[^\]\n]+\]:.*$ | \[\^[^\]\n]+\]                                          # definitions and notes
  | !\[[^\]\n]*\](?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[[^\]\n]*\])                   # images
  | \]\((?:[^()\\\n]|\\.|\([^()\n]*\))*\) | \]\[[^\]\n]*\]                              # where links lead
  | \b(?:https?://|www\.)[^\s<>]+ | [\w.+-]+@[\w-]+\.[\w.-]+
  | ^[ ]*(?:!!!|\?\?\?).*$ | \{[^{}\n]*\} | &\#?\w+;
"""
_LABEL = r"| \[[^\[\]\n]*\](?!\()"
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:", re.MULTILINE)
_BEFORE = r"(?<![^\W_]|[\u0300-\u036f])(?<![^\W_][_'\u2019])"
_BEHIND = r"(?![^\W_]|[\u0300-\u036f]|_[^\W_]|['\u2019](?!s\b)\w)"
_BLANK = r"(?:[ \t]+\n?[ \t]*|\n[ \t]*)"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text as it is meant. ``heard`` is what the text has in its place, empty where that is the same.

    One that ``is_whole`` is code, an address or the like, which may neither be put right nor taken apart.
    """

    text: str
    heard: str = ""
    is_whole: bool = False


class Names:
    """Rules that apply to the same texts."""

    def __init__(self, rules: Iterable[NameRule]) -> None:
        spellings: dict[str, tuple[str, bool]] = {}
        for rule in rules:
            for heard in rule.heard:
                spellings.setdefault(heard.replace("\u2019", "'"), (rule.meant, rule.any_case))
        self._exact = {heard: meant for heard, (meant, _) in spellings.items()}
        self._folded = {heard.casefold(): meant for heard, (meant, any_case) in spellings.items() if any_case}
        longest_first = sorted(spellings.items(), key=lambda entry: (-len(entry[0]), entry[0]))
        names = "|".join(_spelling(heard, any_case=any_case) for heard, (_, any_case) in longest_first)
        self._scan, self._scan_labelled = (
            re.compile(rf"(?P<name>{_BEFORE}(?:{names}){_BEHIND})|(?:{_NO_TEXT}{labels})", re.MULTILINE | re.VERBOSE)
            for labels in ("", _LABEL)
        )

    def pieces(self, text: str) -> Iterator[Piece]:
        """A text in its pieces, which joined by their ``text`` are the text as it is meant."""
        end = 0
        scan = self._scan_labelled if _DEFINITION.search(text) else self._scan
        for found in scan.finditer(text):
            if found.start() > end:
                yield Piece(text[end : found.start()])
            end = found.end()
            if found["name"]:
                yield from self._named(found["name"])
            else:
                yield Piece(found[0], is_whole=True)
        if end < len(text):
            yield Piece(text[end:])

    def correct(self, text: str) -> str:
        """A text of one line as it is meant."""
        return "".join(piece.text for piece in self.pieces(text))

    def correct_markdown(self, text: str) -> str:
        """Markdown as it is meant, in which a name means nothing but itself."""
        return "".join(entities(piece.text) if piece.heard else piece.text for piece in self.pieces(text))

    def _named(self, found: str) -> Iterator[Piece]:
        heard = " ".join(found.split()).replace("\u2019", "'")
        meant = self._exact.get(heard) or self._folded[heard.casefold()]
        if meant == heard:
            yield Piece(found)
        else:
            yield Piece(meant, heard)
            if "\n" in found:
                yield Piece("\n")


def entities(text: str) -> str:
    """Text for Markdown or HTML in which each mark that could mean something is an entity.

    >>> entities("C# & <b>"), entities("LLaMA-2")
    ('C&#35; &#38; &#60;b&#62;', 'LLaMA-2')
    """
    return re.sub(r"""[\\`*_{}\[\]()<>#|~$&"!=^:]""", lambda found: f"&#{ord(found[0])};", text)


def names_of(page: Page, rules: Sequence[NameRule]) -> Names | None:
    """The rules that apply to a page, those for its source alone first; ``None`` where there are none."""
    file = page.item.source.file if page.item.source else ""
    found = [rule for rule in rules if _applies(rule, page.item.kind, file)]
    return _names(tuple(sorted(found, key=lambda rule: not rule.only))) if found else None


def correct(rules: Sequence[NameRule]) -> Callable[[str, Page], str]:
    """A function that puts right the names in the Markdown of a page."""

    def correct_one(text: str, page: Page) -> str:
        names = names_of(page, rules)
        return names.correct_markdown(text) if names else text

    return correct_one


def corrected(archive: Archive) -> Archive:
    """The archive as it is meant: names put right in the titles and the texts of its items."""
    rules = archive.config.names
    return replace(archive, pages=tuple(_page(page, rules) for page in archive.pages)) if rules else archive


def _page(page: Page, rules: Sequence[NameRule]) -> Page:
    names = names_of(page, rules)
    if not names:
        return page
    item = page.item
    return replace(page, item=replace(item, title=names.correct(item.title), body=names.correct_markdown(item.body)))


def _applies(rule: NameRule, kind: Kind, file: str) -> bool:
    return kind in (rule.kinds or HEARD_KINDS) and (not rule.only or file in rule.only)


@lru_cache(maxsize=256)
def _names(rules: tuple[NameRule, ...]) -> Names:
    return Names(rules)


def _spelling(heard: str, *, any_case: bool) -> str:
    """The pattern of a spelling, whose words may stand on two lines and whose apostrophes may be curved."""
    words = (re.escape(word).replace("'", "['\u2019]") for word in heard.split())
    pattern = _BLANK.join(words)
    return f"(?i:{pattern})" if any_case else pattern

r"""What recognisers get wrong, corrected: ``names`` in ``archive.yml`` says what they hear and what is meant.

A text is read once, from its beginning to its end: the longest spelling that fits at a place wins, and nothing is
corrected a second time. Code, formulas, addresses, tags and the marks of Markdown are passed over. That is judged by a
scanner, which knows every place exactly, and checked by the page: its words must be the corrected ones, and its links,
code and formulas the same as before, or else the blocks where they are not stay as they are.

On a page a corrected word is an ``abbr`` whose title has the spelling of the source. That spelling stands once more,
hidden, at the end of its line, where the search finds it and excerpts are not torn apart by it. A heading gets neither,
since its words are also its id and an entry of the table of contents: its spelling stands behind the next line of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from backissue.model import NameRule
from backissue.prose.document import Block, Code, Document, Formula, Inline, Link, Mark, Picture
from backissue.prose.lines import locate
from backissue.prose.parse import Renderer, TooComplexError

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
_BEFORE = r"(?<![^\W_]|[\u0300-\u036f])(?<![^\W_][_'\u2019])"
_BEHIND = r"(?![^\W_]|[\u0300-\u036f]|_[^\W_]|['\u2019](?!s\b)\w)"
_BLANK = r"(?:[ \t]+\n?[ \t]*|\n[ \t]*)"
_NO_PLACE = re.compile(
    r"""
      \W*$ | [^|]*\| | .*\}\s*$                            # nothing, a row of a table, attributes
    | \s*(?: </?[A-Za-z][^<>]*>\s*$ | !!! | \?\?\? | [ ]{0,3}\[[^\]\n]+\]: )
    """,
    re.DOTALL | re.VERBOSE,
)
"""Lines at whose end nothing may be added."""
_SPECIAL = {ord(mark): f"&#{ord(mark)};" for mark in '\\`*_{}[]()<>#|~$&"!=^:'}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and what is ``meant`` by it where that is something else.

    One that is ``whole`` is code, an address or the like, which may neither be corrected nor taken apart.
    """

    text: str
    meant: str = ""
    whole: bool = False

    @property
    def heard(self) -> str:
        """A wrong spelling in one line; nothing where the text is right."""
        return " ".join(self.text.split()).replace("\u2019", "'") if self.meant else ""

    @property
    def correct(self) -> str:
        """The piece in Markdown as it is meant, in as many lines."""
        return f"{entities(self.meant)}{self.end}" if self.meant else self.text

    @property
    def end(self) -> str:
        """The end of the line that a wrong spelling goes across."""
        return "\n" if "\n" in self.text else ""


@dataclass(frozen=True, slots=True)
class Repair:
    """A page's Markdown in its pieces, and the 1-based lines of blocks that could not be corrected."""

    pieces: tuple[Piece, ...]
    left: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The Markdown as it is meant, in as many lines."""
        return "".join(piece.correct for piece in self.pieces)

    @property
    def marked(self) -> str:
        """The Markdown as it is meant, with HTML that tells what was heard.

        Only where its last lines have no room for what was heard in them, there are more lines.
        """
        return "\n".join(_with_asides(list(_lines(self.pieces))))


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
        self.repair = lru_cache(maxsize=1 << 12)(self._repair)

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of a text, which joined are the text."""
        end = 0
        scan = self._scan_labelled if "]:" in text else self._scan
        for found in scan.finditer(text):
            if found.start() > end:
                yield Piece(text[end : found.start()])
            end = found.end()
            meant = self._meant(found["name"] or "")
            yield Piece(found[0], meant, whole=not found["name"])
        if end < len(text):
            yield Piece(text[end:])

    def correct(self, text: str) -> str:
        """Return a text of one line as it is meant."""
        return "".join(piece.meant or piece.text for piece in self.pieces(text))

    def _repair(self, markdown: str, renderer: Renderer) -> Repair:
        """Return the Markdown of a page with its names corrected where the page says so."""
        pieces = tuple(self.pieces(markdown))
        if not any(piece.meant for piece in pieces):
            return Repair(pieces)
        return _checked(pieces, markdown, renderer)

    def _meant(self, found: str) -> str:
        heard = " ".join(found.split()).replace("\u2019", "'")
        meant = self._exact.get(heard) or self._folded.get(heard.casefold(), "")
        return "" if meant == heard else meant


def entities(text: str) -> str:
    """Return text for Markdown or HTML in which each mark that could mean something is an entity.

    >>> entities("C# & <b>"), entities("LLaMA-2")
    ('C&#35; &#38; &#60;b&#62;', 'LLaMA-2')
    """
    return text.translate(_SPECIAL)


def _checked(pieces: Sequence[Piece], markdown: str, renderer: Renderer) -> Repair:
    """Return the repair without what would change something else than words.

    The page is read with a word of its own in the place of each name that is corrected: with the old spellings in
    their places, it must say what it said before.
    """
    before, mark = renderer.document(markdown), "qxz"
    said = "\n".join((markdown, *(block.text() for block in before.blocks)))
    while mark in said:
        mark += "q"
    names = [piece for piece in pieces if piece.meant]
    numbers = iter(range(len(names)))
    text = "".join(f"{mark}{next(numbers)}z{piece.end}" if piece.meant else piece.text for piece in pieces)
    try:
        after = renderer.document(text)
    except TooComplexError:
        after = Document()
    if [(block.kind, block.parents) for block in before.blocks] != [
        (block.kind, block.parents) for block in after.blocks
    ]:
        return Repair((Piece(markdown),), (1,))
    places = locate(before, markdown)
    left = [
        range(place.first, place.last + 1) if place else range(1)
        for old, new, place in zip(before.blocks, after.blocks, places, strict=True)
        if not _is_same(old, new, mark, names)
    ]
    if not left:
        return Repair(tuple(pieces))
    starts = accumulate((piece.text.count("\n") for piece in pieces), initial=1)
    kept = (
        replace(piece, meant="") if any(line in lines for lines in left) else piece
        for piece, line in zip(pieces, starts, strict=False)
    )
    return Repair(tuple(kept), tuple(lines.start for lines in left))


def _is_same(old: Block, new: Block, mark: str, names: Sequence[Piece]) -> bool:
    """Whether a block says the same with the old spellings in it, and leads to the same addresses."""
    first, *rest = new.text().split(mark)
    parts = [first]
    for part in rest:
        number, _, behind = part.partition("z")
        parts += [names[int(number)].text, behind]
    same_words = " ".join("".join(parts).split()) == old.text()
    return same_words and list(_fixed(old.inlines)) == list(_fixed(new.inlines))


def _fixed(inlines: Iterable[Inline]) -> Iterator[object]:
    """Yield what no correction may change."""
    for inline in inlines:
        match inline:
            case Code() | Formula() | Picture():
                yield inline
            case Link(url, inside):
                yield url
                yield from _fixed(inside)
            case Mark(_, inside):
                yield from _fixed(inside)
            case _:
                pass


def _lines(pieces: Iterable[Piece]) -> Iterator[tuple[str, str, tuple[str, ...], bool]]:
    """Yield each line: with the names in it marked, without, what was heard in it, and whether it ends in a piece."""
    shown, plain, heard = "", "", list[str]()
    for piece in pieces:
        if piece.meant:
            heard.append(piece.heard)
            plain += (meant := entities(piece.meant))
            shown += f'<abbr class="bi-name" title="{entities(piece.heard)} in the source">{meant}</abbr>'
        first, *more = (piece.end if piece.meant else piece.text).split("\n")
        shown, plain = shown + first, plain + first
        for line in more:
            yield shown, plain, tuple(heard), piece.whole
            shown, plain, heard = line, line, []
    yield shown, plain, tuple(heard), False


def _with_asides(lines: Sequence[tuple[str, str, tuple[str, ...], bool]]) -> Iterator[str]:
    """Yield lines with what was heard in them at their ends, headings plain."""
    waiting: dict[str, None] = {}
    following = [plain for _, plain, _, _ in lines[1:]]
    for (shown, plain, heard, goes_on), after in zip(lines, [*following, ""], strict=True):
        waiting |= dict.fromkeys(heard)
        if _is_heading(plain, after):
            yield plain
        elif waiting and not goes_on and not _NO_PLACE.match(plain):
            text = shown.rstrip()
            yield f"{text}{_aside(waiting)}{shown[len(text) :]}"
            waiting = {}
        else:
            yield shown
    if waiting:
        yield f"{_aside(waiting)}\n"


def _is_heading(line: str, following: str) -> bool:
    underline = following.strip()
    return line.lstrip(" ").startswith("#") or bool(
        line.strip() and underline and not underline.strip(underline[0]) and underline[0] in "=-"
    )


def _aside(words: Iterable[str]) -> str:
    return f'<span hidden="hidden"> {entities(" ".join(words))}</span>'


def _spelling(heard: str, *, any_case: bool) -> str:
    """Return the pattern of a spelling, whose words may stand on two lines and whose apostrophes may be curved."""
    words = (re.escape(word).replace("'", "['\u2019]") for word in heard.split())
    pattern = _BLANK.join(words)
    return f"(?i:{pattern})" if any_case else pattern

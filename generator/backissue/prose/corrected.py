"""The names in a page's text as they are meant, each with what was heard instead: for readers, and for the search.

A corrected word is an ``abbr`` whose title has the spelling of the source. That spelling stands once more, hidden, at
the end of its line, where the search finds it and excerpts are not torn apart by it. A heading gets neither, since its
words are also its id and an entry of the table of contents: what was heard in it stands behind the next line of text.

Until a page is finished, control characters stand for the HTML: so a paragraph that begins with a corrected name is one
like any other, and can be named by the words that its source has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from backissue.archive.names import Names, Piece, entities
from backissue.model import Page

_MEANT, _HEARD, _HIDDEN, _END, _GOES_ON = "\x02", "\x03", "\x04", "\x05", "\x06"
_STAND_INS = re.compile(f"[{_MEANT}-{_GOES_ON}]")
_NAME = re.compile(f"{_MEANT}([^{_HEARD}]*){_HEARD}([^{_END}]*){_END}")
_ASIDE = re.compile(f" {_HIDDEN}([^{_END}]*){_END}")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_NO_PLACE = re.compile(
    rf"\W*$|[^|]*\||.*\}}\s*$|.*{_GOES_ON}$|\s*(?:</?[A-Za-z][^<>]*>\s*$|!!!|\?\?\?| {{0,3}}\[[^\]\n]+\]:)", re.DOTALL
)
"""Lines at whose end nothing may be added: rows of tables, those that end in attributes or in code, those of a mere
tag or mark, and those whose end means something."""


def marked(body: str, names: Names) -> str:
    """The Markdown of a page with its names put right, and what was heard marked for :func:`shown`.

    Args:
        body: the Markdown as somebody wrote it.
        names: the rules for the page.

    Returns:
        As many lines; only where the last ones have no room for what was heard in them, there are more.
    """
    text = "".join(map(_marked, names.pieces(_STAND_INS.sub("", body))))
    return "\n".join(_with_asides(text.split("\n"))).replace(_GOES_ON, "")


def as_heard(text: str) -> str:
    """What :func:`marked` made, as it was before."""
    return _NAME.sub(r"\2", _ASIDE.sub("", text))


def shown(text: str) -> str:
    """What :func:`marked` made, as Markdown with HTML in it."""
    with_names = _NAME.sub(
        lambda name: f'<abbr class="bi-name" title="{entities(name[2])} in the source">{name[1]}</abbr>', text
    )
    return _ASIDE.sub(lambda words: f'<span hidden="hidden"> {entities(words[1])}</span>', with_names)


def spellings(page: Page, names: Names) -> Mapping[str, str]:
    """What was heard in the title and the text of a page, and what is meant by it, in the order in which it comes."""
    texts = (page.item.title, page.item.body)
    return {piece.heard: piece.text for text in texts for piece in names.pieces(text) if piece.heard}


def _marked(piece: Piece) -> str:
    if piece.is_whole:
        return piece.text.replace("\n", f"{_GOES_ON}\n")
    return f"{_MEANT}{entities(piece.text)}{_HEARD}{piece.heard}{_END}" if piece.heard else piece.text


def _with_asides(lines: list[str]) -> Iterator[str]:
    """Lines with what was heard in them at their ends, headings plain."""
    waiting: dict[str, None] = {}
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        waiting |= dict.fromkeys(heard for _, heard in _NAME.findall(line))
        if _HEADING.match(line) or (line.strip() and _UNDERLINE.match(following)):
            yield _NAME.sub(r"\1", line)
        elif waiting and not _NO_PLACE.match(line):
            text = line.rstrip()
            yield f"{text}{_aside(waiting)}{line[len(text) :]}"
            waiting = {}
        else:
            yield line
    if waiting:
        yield f"{_aside(waiting)}\n"


def _aside(words: Iterable[str]) -> str:
    return f" {_HIDDEN}{' '.join(words)}{_END}"

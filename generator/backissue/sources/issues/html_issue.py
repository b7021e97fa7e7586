"""The issue in HTML: the body of a mail, or a post as a blog exports it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backissue.model import Kind
from backissue.sources.issues.boilerplate import is_service, without_marks
from backissue.sources.issues.html_blocks import BLOCKS, convert
from backissue.sources.issues.html_inlines import SILENT, hidden
from backissue.sources.issues.issue_head import day_of, headed_item, read_html_head
from backissue.sources.source import Account, Line, Reading, Recognition, Source, Strength

_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2})+")
_WORD = re.compile(r"\A[^\s<>]+")
_FEWEST = 3
"""Signs of equality that are written so; any coded page of HTML has as many, and hardly another text."""


def unquoted(text: str) -> str:
    r"""The text as it was before it was coded; all of it where it is not. It has as many lines as before.

    What a line break cuts in two comes on the first of its lines. Bytes that are no UTF-8 stay as they are written.

    >>> unquoted('<a id=3D"a" href=3D"b" title=3D"c=C3=A9">wo=\nrds</a> =E9')
    '<a id="a" href="b" title="cé">words\n</a> =E9'
    """
    if text.count("=3D") < _FEWEST:
        return text
    lines: list[str] = []
    cut = -1
    for line in text.split("\n"):
        rest = _WORD.sub("", line, count=1) if cut >= 0 else line
        word = line[: len(line) - len(rest)]
        if cut >= 0:
            lines[cut] += word.removesuffix("=") if not rest else word
            cut = cut if not rest and word.endswith("=") else -1
        if rest.endswith("="):
            cut = len(lines)
        lines.append(rest.removesuffix("="))
    return _BYTES.sub(_decoded, "\n".join(lines))


def _decoded(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("=", "")).decode("utf-8").replace("\n", " ").replace("\r", " ")
    except UnicodeDecodeError:
        return found[0]


_SIGN = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html[\s>]|<body[\s>])", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|h[1-6]|table|ul|ol|br|a)[\s/>]", re.IGNORECASE)
_TOKEN = re.compile(r"(?P<comment><!--)|-->|<(?P<end>/?)(?P<tag>[A-Za-z][\w:-]*)[^<>]*>?|<![^<>]*>?|[^<-]+|[<-]")
_STYLE = re.compile(r"""\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HIDDEN = re.compile(r"<\w+(?:\s+[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?)*?\s+hidden[\s/>=]", re.IGNORECASE)
_EMPTY = frozenset("area base br col hr img input link meta source wbr".split())


class HtmlIssueReader:
    """One issue: the page as Markdown; scripts, styles, invisible images and the mail's own service lines are none."""

    name = "htmlissue"

    def recognise(self, source: Source) -> Recognition | None:
        """Whether the text begins as an HTML page does, or with an element and is made of them."""
        start = "\n".join(source.lines[:50])[:4000].lstrip()
        if _SIGN.match(start):
            return Recognition(Strength.LIKELY, "the beginning of an HTML page")
        known = _TAG.match(start) and len(_TAG.findall(start)) >= 4
        return Recognition(Strength.PLAUSIBLE, "elements of HTML") if known else None

    def read(self, source: Source) -> Reading:
        """One item of kind issue."""
        text = without_marks(unquoted("\n".join(source.lines)))
        head, base = read_html_head(text)
        found = convert(text, source.facts.title or "", base)
        item = headed_item(source, Kind.ISSUE, head, found, day_of(source, head, found.body.split("\n")))
        account = Account(source.lines)
        for number in shown_lines(text):
            if source.lines[number - 1].strip():
                account.set(number, Line.ITEM)
        account.rest(Line.BOILERPLATE)
        return Reading((item,), account.close())


def shown_lines(html: str) -> list[int]:
    """The 1-based lines on which a page's own words stand, ascending: no tags, comments, styles or service lines."""
    shown: set[int] = set()
    block: dict[int, str] = {}
    for number, word in [*_words(html), (0, "")]:
        if word:
            block[number] = f"{block.get(number, '')} {word}"
            continue
        if not is_service(" ".join(block.values())):
            shown |= block.keys()
        block = {}
    return sorted(shown)


def _words(html: str) -> Iterator[tuple[int, str]]:
    """The lines and text between tags; no text where a block begins or ends."""
    line, silent, depth = 1, "", 0
    for token in _TOKEN.finditer(html):
        tag = (token["tag"] or "").lower()
        if silent:
            depth += 0 if tag != silent else -1 if token["end"] else int(tag not in SILENT)
            silent = "" if silent == token[0] or depth == 0 else silent
        elif token["comment"]:
            silent, depth = "-->", 1
        elif tag and not token["end"] and (tag in SILENT - {"head", "title"} or _is_hidden(tag, token[0])):
            silent, depth = tag, 1
        elif tag in BLOCKS:
            yield line, ""
        elif not tag and not token[0].startswith("<!"):
            yield from ((line + at, part) for at, part in enumerate(token[0].split("\n")) if part.strip())
        line += token[0].count("\n")


def _is_hidden(tag: str, written: str) -> bool:
    style = _STYLE.search(written)
    return tag not in _EMPTY and (bool(_HIDDEN.search(written)) or bool(style and hidden(style[1] or style[2])))

"""Running text of an HTML page as Markdown: words, emphasis, code and links, and nothing that acts.

The words are escaped all together, with a stand-in for each mark between them, because two stars that are harmless
apart make a pair in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from selectolax.lexbor import LexborNode

from generator.escaping import escape_heading, escape_markdown
from generator.text import sentences
from generator.web import web_address

SILENT = frozenset("script style head title template noscript iframe object svg math form select button video".split())
"""Elements whose content is no text of the page."""

DEEPEST = 40
"""Elements within elements; what lies deeper comes as plain text."""

_MARK, _BREAK = "\ue000", "\ue001"
_PRIVATE = re.compile("[\ue000\ue001\x00-\x08\x0b-\x1f\x7f]")
_PLACE = re.compile(rf"(\\?)(!?){_MARK}(\{{?)")
_LITERAL = r"(\$[^$]+\$|\\.)|{}"
_EMPHASIS = {"b": "**", "strong": "**", "em": "*", "i": "*"}
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_TRACKING = re.compile(r"(?<=[?&])(?:utm_\w+|mc_[ce]id|fbclid|gclid)=[^&#]*&?")
_ENCODED = {char: f"%{ord(char):02X}" for char in "()[]*`${}|^"}

Token = tuple[str, bool]
"""A piece of text, or (``True``) a piece of Markdown."""
Tokens = list[Token]


def tokens(node: LexborNode, depth: int = 0, within: frozenset[str] = frozenset()) -> Tokens:
    """The text and marks of a node; ``within`` holds the marks that are open around it."""
    tag = str(node.tag or "")
    if tag == "-text":
        return [(_PRIVATE.sub("", node.text_content or ""), False)]
    if tag in SILENT or node.is_comment_node:
        return []
    if depth > DEEPEST:
        return [(_PRIVATE.sub("", node.text()), False)]
    if tag == "br":
        return [(_BREAK, False)]
    if tag == "img":
        return _image(node, within)
    return _element(node, tag, depth, within)


def _element(node: LexborNode, tag: str, depth: int, within: frozenset[str]) -> Tokens:
    if tag in _CODE and (code := _code(node.text())):
        return code
    mark = _EMPHASIS.get(tag, "")
    url = address(node.attributes.get("href") or "") if tag == "a" else ""
    around = within | {mark} | ({"["} if url else set())
    inner = [token for child in node.iter(include_text=True) for token in tokens(child, depth + 1, around)]
    if url:
        return _link(inner, url)
    return _wrapped(inner, mark, mark) if mark and mark not in within else inner


def _code(text: str) -> Tokens:
    """Code in backticks; none where it holds so many that they could not be told from the marks."""
    text = _PRIVATE.sub("", " ".join(text.split()))
    if not text or "``" in text:
        return []
    return [(f"`` {text} ``" if "`" in text else f"`{text}`", True)]


def _image(node: LexborNode, within: frozenset[str]) -> Tokens:
    """An image as a link to it, since no page loads anything from another host; none where it says nothing."""
    alt = _PRIVATE.sub("", " ".join((node.attributes.get("alt") or "").split()))
    size = {node.attributes.get("width"), node.attributes.get("height")}
    if not alt or size & {"0", "1", "1px"}:
        return []
    url = address(node.attributes.get("src") or "")
    return _link([(alt, False)], url) if url and "[" not in within else [(alt, False)]


def _link(inner: Tokens, url: str) -> Tokens:
    plain: Tokens = []
    for text, is_mark in inner:
        pieces = [(text, True)] if is_mark else [(piece, False) for piece in re.split(r"([\[\]])", text)]
        plain += [(rf"\{piece}", True) if piece in {"[", "]"} else (piece, known) for piece, known in pieces]
    return _wrapped([(text.replace(_BREAK, " "), known) for text, known in plain], "[", f"]({url})")


def _wrapped(inner: Tokens, before: str, after: str) -> Tokens:
    """Marks around the text, with the blanks at its ends left outside; none around nothing."""
    said = [at for at, (text, is_mark) in enumerate(inner) if is_mark or text.strip(f" \t\n\xa0{_BREAK}")]
    if not said:
        return inner
    first, last = said[0], said[-1] + 1
    left, start = _parted(inner[first])
    middle = [start, *inner[first + 1 : last]]
    text, is_mark = middle[-1]
    end = text if is_mark else text.rstrip(f" \t\n\xa0{_BREAK}")
    right = text[len(end) :]
    return [*inner[:first], (left, False), (before, True), *middle[:-1], (end, is_mark), (after, True), (right, False),
            *inner[last:]]  # fmt: skip


def _parted(token: Token) -> tuple[str, Token]:
    """The blanks before a piece of text, and the piece."""
    text, is_mark = token
    bare = text if is_mark else text.lstrip(f" \t\n\xa0{_BREAK}")
    return text[: len(text) - len(bare)], (bare, is_mark)


def address(url: str) -> str:
    """An address on the web as Markdown may hold it, without tracking; empty where it is none.

    >>> address("https://example.org/a_(b)?x=1&utm_source=mail#c"), address("javascript:alert(1)"), address("/about")
    ('https://example.org/a_%28b%29?x=1#c', '', '')
    """
    url = f"https:{url}" if url.startswith("//") else url.strip().replace(" ", "%20")
    if not web_address(url):
        return ""
    return re.sub(r"&(?=#|\w+;)", "&amp;", "".join(_ENCODED.get(char, char) for char in untracked(url)))


def untracked(url: str) -> str:
    """An address without the parts by which mails count their readers.

    >>> untracked("https://example.org/a?utm_source=mail&x=1&fbclid=2")
    'https://example.org/a?x=1'
    """
    return re.sub(r"[?&](?=#|$)", "", _TRACKING.sub("", url))


def paragraph(run: Iterable[Token]) -> str:
    """The tokens as one paragraph of Markdown, a sentence a line."""

    def escape(text: str) -> str:
        parts = ["\n".join(sentences(part)) for part in text.split(_BREAK)]
        return escape_markdown(f"{_BREAK}\n".join(part for part in parts if part))

    return _written(run, escape).replace(_BREAK, "  ")


def heading(run: Iterable[Token]) -> str:
    """The tokens as the text of a heading, in one line."""
    return _written(run, lambda text: escape_heading(text.replace(_BREAK, " ")))


def plain(run: Iterable[Token]) -> str:
    """The words of the tokens in one line."""
    return " ".join("".join(text for text, is_mark in run if not is_mark).replace(_BREAK, " ").split())


def _written(run: Iterable[Token], escape: Callable[[str], str]) -> str:
    known = _joined(run)
    marks = [text for text, is_mark in known if is_mark]
    text = escape("".join(_MARK if is_mark else text for text, is_mark in known))
    for char in "*`":
        if any(char in mark for mark in marks):
            pattern = _LITERAL.format(re.escape(char))
            text = re.sub(pattern, lambda found: found[1] or f"\\{found[0]}", text)
    rest = iter(marks)
    return _PLACE.sub(lambda found: _placed(found, next(rest)), text)


def _placed(found: re.Match[str], mark: str) -> str:
    """A mark in its place, with what stands beside it kept from changing what it means."""
    backslash, call, brace = found.groups()
    if call and mark.startswith("["):
        call = r"\!"
    elif backslash and not call:
        backslash = r"\\"
    return f"{backslash}{call}{mark}" + (r"\{" if brace else "")


def _joined(run: Iterable[Token]) -> Sequence[Token]:
    """The tokens without the pairs of marks that end an emphasis and begin the same again."""
    kept: Tokens = []
    for token in run:
        if token == ("", False):
            continue
        if kept and token == kept[-1] and token[0] in {"*", "**"} and token[1]:
            kept.pop()
        else:
            kept.append(token)
    return kept

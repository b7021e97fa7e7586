"""Running text of an HTML page as Markdown: words, emphasis, code and links, and nothing that acts.

A run is a sequence of pieces of text and of Markdown. Its words are escaped all together, with a stand-in for each mark
between them, because two stars that are harmless apart make a pair in one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from selectolax.lexbor import LexborNode

from backissue.markup import escape_heading, escape_markdown
from backissue.sources.dialects.formulas import display, dollars
from backissue.sources.issues.dialect_marks import BLOCK
from backissue.sources.issues.formula_elements import read_formula
from backissue.sources.links.recordings import label_of, youtube_address, youtube_name
from backissue.sources.links.references import MARK as REFERENCE
from backissue.sources.links.references import PICTURE, TARGET, anchor, local_target, refer, show
from backissue.sources.markdown_lines import without_symbols
from backissue.text import sentences
from backissue.urls import host, link_target, looks_like_picture

Token = tuple[str, bool]
"""A piece of text, or (``True``) a piece of Markdown."""
Tokens = list[Token]

_MARK, BREAK = "\ue000", "\ue001"
_BLANKS = f" \t\n\xa0{BREAK}"
_PLACE = re.compile(rf"(\\?)(!?){_MARK}(\{{?)")
_LITERAL = re.compile(r"\$[^$]+\$|\\.|[*`]")


def write_paragraph(run: Iterable[Token]) -> str:
    """Return the tokens as one paragraph of Markdown, a sentence a line; or as the displayed formula that they are."""
    known = list(run)
    words = "".join(text for text, _ in known).replace(BREAK, "\n")
    if not any(is_mark for _, is_mark in known) and (formula := display(words)):
        return formula

    def escape(text: str) -> str:
        parts = ["\n".join(sentences(part)) for part in text.split(BREAK)]
        return escape_markdown(f"{BREAK}\n".join(part for part in parts if part))

    return write_run(known, escape).replace(BREAK, "  ")


def write_heading(run: Iterable[Token]) -> str:
    """Return the tokens as the text of a heading, in one line."""
    return write_run(run, lambda text: escape_heading(text.replace(BREAK, " ")))


def extract_words_of(run: Iterable[Token]) -> str:
    """Return the words of the tokens in one line."""
    return " ".join("".join(text for text, is_mark in run if not is_mark).replace(BREAK, " ").split())


def write_run(run: Iterable[Token], escape: Callable[[str], str]) -> str:
    """Return the tokens as Markdown: ``escape`` is applied to all words together, the marks stay as they are."""
    known: Tokens = []
    for token in run:
        if known and token == known[-1] and token in {("*", True), ("**", True)}:
            known.pop()  # ends an emphasis that begins again
        elif token != ("", False):
            known.append(token)
    marks = [text for text, is_mark in known if is_mark]
    text = escape("".join(_MARK if is_mark else text for text, is_mark in known))
    clashing = {char for char in "*`" if any(char in mark for mark in marks)}
    text = _LITERAL.sub(lambda found: f"\\{found[0]}" if found[0] in clashing else found[0], text)
    rest = iter(marks)
    return _PLACE.sub(lambda found: _placed(found, next(rest)), text)


def _placed(found: re.Match[str], mark: str) -> str:
    """Return a mark in its place, with what stands beside it kept from changing what it means."""
    backslash, call, brace = found.groups()
    if call and mark.startswith(("[", f"{REFERENCE}[")):
        call = r"\!"
    elif backslash and not call:
        backslash = r"\\"
    return f"{backslash}{call}{mark}" + (r"\{" if brace else "")


SILENT = frozenset("script style head title template noscript object svg form select button".split())
"""Elements whose content is no text of the page."""

_HIDDEN = frozenset({("display", "none"), ("visibility", "hidden"), ("max-height", "0")})
"""The styles by which mails hide the text that a list of mails shows of them."""

DEEPEST = 40
"""Elements within elements; what lies deeper comes as plain text."""

_PRIVATE = dict.fromkeys([*range(9), *range(11, 32), 127, *map(ord, (_MARK, BREAK, REFERENCE, TARGET))])
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "sup": "<sup>", "sub": "<sub>", "mark": "<mark>",
          **dict.fromkeys(("del", "s", "strike"), "<del>")}  # fmt: skip
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_PLAYERS = frozenset({"iframe", "video", "audio", "embed"})
_EMOJI = frozenset({"emoji", "wp-smiley", "emojione", "twemoji", "smiley", "gemoji"})
_LONGEST_EMOJI = 16
"""Characters: a family of four is seven, a flag of a region is as many."""
_SETTING = re.compile(
    r"""\s*\|\s*\d+(?:x\d+)?$                                   # Obsidian: ![A tree|200](tree.png)
    | ^bg(?:\ (?:left|right|vertical|fit|cover|contain|auto|\d+%|[a-z]+:\S+))*$      # Marp: ![bg right](tree.png)
    | ^(?:w|h|width|height):\S+(?:\ (?:w|h|width|height):\S+)*$""",
    re.VERBOSE,
)
"""What Obsidian and Marp say of a picture's place and size where its words stand."""
NOTE = "data-note"
"""The attribute that marks a footnote and the reference to it, with its number."""
AWAY = "data-away"
"""The attribute that has the address on the web of what stands beside a source."""


def read_tokens(node: LexborNode, depth: int = 0, within: frozenset[str] = frozenset()) -> Tokens:
    """Return the text and marks of a node; ``within`` holds the marks that are open around it."""
    tag = str(node.tag or "")
    if tag == "-text":
        return [(dollars(without_controls(node.text_content or "")), False)]
    if tag in SILENT or node.is_comment_node or is_hidden(node.attributes.get("style")):
        return []
    if tag == "br":
        return [(BREAK, False)]
    if tag == "img" or tag in _PLAYERS:
        return _image(node, within) if tag == "img" else _player(node)
    if tag == "math":
        return [(dollars(without_controls(read_formula(node))), False)]
    name = node.attributes.get(BLOCK)
    return [(anchor(name), True)] if name else _element(node, tag, depth, within)


def is_hidden(style: str | None) -> bool:
    """Return whether an element of this style is not seen.

    >>> is_hidden("DISPLAY: none"), is_hidden("max-height:0.5em"), is_hidden(None)
    (True, False, False)
    """
    rules = (part.lower().removesuffix("!important").partition(":") for part in (style or "").split(";"))
    pairs = ((name.rpartition('"')[2].strip(), value.strip(' "\n').removesuffix("px")) for name, _, value in rules)
    return not _HIDDEN.isdisjoint(pairs)


def without_controls(text: str) -> str:
    """Return a text without control characters, and without those that stand for marks here."""
    return text.translate(_PRIVATE)


def _element(node: LexborNode, tag: str, depth: int, within: frozenset[str]) -> Tokens:
    if depth > DEEPEST:
        return [(without_controls(node.text()), False)]
    code = without_controls(" ".join(node.text().split())) if tag in _CODE else ""
    if code and "``" not in code:  # so many backticks could not be told from the marks
        return [(f"`` {code} ``" if "`" in code else f"`{code}`", True)]
    if tag in {"sup", "a"} and (label := node.attributes.get(NOTE)):
        return [(f"[^{label}]", True)] if label.isdecimal() else []
    mark = _MARKS.get(tag, "")
    url = link_target(node.attributes.get("href") or "") if tag == "a" else ""
    local = local_target(node.attributes.get("href") or "") if tag == "a" and not url and "[" not in within else ""
    around = within | {mark} | ({"["} if url or local else set())
    inner = [token for child in node.iter(include_text=True) for token in read_tokens(child, depth + 1, around)]
    if url:
        return link(inner, url)
    if not mark and tag == "a" and (node.attributes.get("href") or "").startswith("#"):
        label = without_symbols(extract_words_of(inner))
        mark = "<sup>" if label.isdecimal() and len(label) <= 3 else ""
    if local and not mark:
        return link(inner, "", refer(local, link_target(node.attributes.get(AWAY) or "")))
    return _wrapped(inner, mark, mark.replace("<", "</")) if mark and mark not in within else inner


def _image(node: LexborNode, within: frozenset[str]) -> Tokens:
    """Return an image as a link to it, since no page loads anything from another host; one beside its source as such.

    It is called by its alternative text; one of an emoji is that. None comes of one that is smaller than any picture,
    nor of one without words whose address does not look like a picture's, which only counts readers. One beside its
    source stays without words.
    """
    sizes = [(node.attributes.get(name) or "").removesuffix("px") for name in ("width", "height")]
    source = node.attributes.get("src") or ""
    url, local = link_target(source), local_target(source)
    alt = _SETTING.sub("", without_controls(" ".join((node.attributes.get("alt") or "").split())))
    if not {"0", "1"}.isdisjoint(sizes):
        return []
    if _is_emoji(node, alt):
        return [(alt, False)]
    is_small = any(size.isdecimal() and len(size) <= 2 for size in sizes)
    if not alt and (is_small or not looks_like_picture(local or url)):
        return []
    if local:
        marks = show(local, link_target(node.attributes.get(AWAY) or ""))
        shown: Tokens = link([(alt, False)], "", marks) if alt else [(mark, True) for mark in marks]
        return shown if "[" not in within else [(alt or PICTURE, False)]
    alt = alt or PICTURE
    return link([(alt, False)], url) if url and "[" not in within else [(alt, False)]


def _is_emoji(node: LexborNode, alt: str) -> bool:
    """Return whether an image stands for an emoji, by its class or since its words are nothing else."""
    named = not _EMOJI.isdisjoint((node.attributes.get("class") or "").lower().split())
    signs = not alt.isascii() and not any(map(str.isalnum, alt)) and len(alt) <= _LONGEST_EMOJI
    return bool(alt) and (named or signs)


def _player(node: LexborNode) -> Tokens:
    """Return a link to what a page plays or shows within itself, called by its title, by what it is or by its host.

    A player of YouTube leads to the page of its video.
    """
    source = node.css_first("source[src]")
    url = link_target(node.attributes.get("src") or (source.attributes.get("src") if source else "") or "")
    title = without_controls(node.attributes.get("title") or "").strip()
    if name := youtube_name(url):
        url = youtube_address(name)
    return link([(title or label_of(url) or host(url), False)], url) if url else []


def link(inner: Tokens, url: str, marks: tuple[str, str] | None = None) -> Tokens:
    """Return the tokens as one link, where they hold none; ``marks`` are around one that leads to no address yet."""
    words: Tokens = []
    for text, is_mark in inner:
        if is_mark:
            words.append((text, True))
            continue
        for is_bracket, letters in groupby(text.replace(BREAK, " "), "[]".__contains__):
            part = "".join(letters)
            words += [(rf"\{bracket}", True) for bracket in part] if is_bracket else [(part, False)]
    return _wrapped(words, *(marks or ("[", f"]({url})")))


def _wrapped(inner: Tokens, before: str, after: str) -> Tokens:
    """Return marks around the text, with the blanks at its ends left outside; none around nothing."""
    said = [at for at, (text, is_mark) in enumerate(inner) if is_mark or text.strip(_BLANKS)]
    if not said:
        return inner
    run, first, last = list(inner), said[0], said[-1]
    left, right = ("" if run[at][1] else run[at][0] for at in (first, last))
    left, right = left[: len(left) - len(left.lstrip(_BLANKS))], right[len(right.rstrip(_BLANKS)) :]
    run[first] = (run[first][0][len(left) :], run[first][1])
    run[last] = (run[last][0].removesuffix(right), run[last][1])
    middle = [(before, True), *run[first : last + 1], (after, True)]
    return [*run[:first], (left, False), *middle, (right, False), *run[last + 1 :]]

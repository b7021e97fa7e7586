"""Markup within the lines of a talk: links stay in the text, tags go, and titles hold the words of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from backissue.sources.issues.html_inlines import Tokens, without_controls, write_run
from backissue.sources.links.references import local_target, refer
from backissue.urls import link_target

_TARGET = r"https?://[^\s()<>]{1,1000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,1000})?"
_LINK = re.compile(
    rf"""
    !?\[(?P<words>[^\[\]]{{1,300}})\]
        \((?:(?P<url>{_TARGET})|(?P<local>[^\s()<>:]{{1,300}}))(?:[ ]"[^"\n]{{0,200}}")?\)  # [words](address "title")
    | <(?P<bare>{_TARGET})>
    | (?P<code>(?<!`)(?P<ticks>`{{1,2}})(?!`)(?P<listed>[^`\n]{{1,200}})(?P=ticks)(?!`))
    | <(?P<element>sup|sub|del|mark)>(?P<inner>[^<>\n]{{1,100}})</(?P=element)>
    """,
    re.VERBOSE,
)
_WORDS = ("words", "bare", "listed", "inner")
_EMPHASIS = re.compile(r"(\*{1,2})(?=\S)([^*\n]+)(?<=\S)\1")
_TAG = re.compile(r"(<[^<>]+>)")
TIME = "time"
"""What :func:`get_element` calls a time between angle brackets."""


def escape_linked(text: str, escape: Callable[[str], str]) -> str:
    r"""Return text as Markdown by ``escape``, its links to the web kept; their words are escaped with the text around.

    >>> from backissue.markup import escape_markdown
    >>> escape_linked("See [1 < 2](https://example.org/a) or [it](javascript:b).", escape_markdown)
    'See [1 &lt; 2](https://example.org/a) or \\[it](javascript:b).'
    """
    text, end = without_controls(text), 0
    run: Tokens = []
    for found in _LINK.finditer(text):
        if marked := _marked(found):
            run += [(text[end : found.start()], False), *marked]
            end = found.end()
    return write_run([*run, (text[end:], False)], escape)


def _marked(found: re.Match[str]) -> Tokens:
    """Return a link, code or a raised letter as it was found; nothing where a link leads nowhere."""
    if found["code"]:
        return [(found["code"], True)]
    if found["element"]:
        return [(f"<{found['element']}>", True), (found["inner"], False), (f"</{found['element']}>", True)]
    words, url = found["words"] or found["bare"], link_target(found["url"] or found["bare"] or "")
    local = local_target(found["local"] or "")
    before, after = refer(local) if local else ("[", f"]({url})")
    return [(before, True), (words, False), (after, True)] if (url or local) and words.strip() else []


def find_links(text: str) -> list[str]:
    """Return the addresses that links of a text lead to."""
    return [url for found in _LINK.finditer(text) if (url := found["url"] or found["bare"])]


def strip_links(text: str) -> str:
    """Return a text in Markdown with the words of its links in their place."""
    return _LINK.sub(lambda found: next(filter(None, map(found.group, _WORDS))), text)


def strip_markup(text: str) -> str:
    """Return the words of a text in Markdown: those of its links, and of what it emphasises.

    >>> strip_markup("**So**, [a *paper*](https://example.org/a) by <https://example.org>.")
    'So, a paper by https://example.org.'
    """
    return _EMPHASIS.sub(r"\2", strip_links(text))


def split_tags(text: str, elements: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield each tag of one of ``elements`` with the text behind it, other tags as text; first what stands before all.

    >>> list(split_tags("a <i>b</i> <3 c", {"i"}))
    [('', 'a '), ('<i>', 'b'), ('</i>', ' <3 c')]
    """
    tag, *rest = "", *_TAG.split(text)
    said = ""
    for at, part in enumerate(rest):
        if at % 2 and get_element(part) in elements:
            yield tag, said
            tag, said = part, ""
        else:
            said += part
    yield tag, said


def strip_tags(text: str, elements: Container[str]) -> str:
    """Return a text without the tags of ``elements``."""
    return "".join(said for _, said in split_tags(text, elements))


def get_element(tag: str) -> str:
    """Return the name of a tag's element, in lower case and without its classes.

    >>> get_element("</i>"), get_element("<v.loud Ada>"), get_element("<00:01.000>")
    ('i', 'v', 'time')
    """
    inner = tag[1:-1].lower()
    name = " ".join(inner.split(maxsplit=1)[:1]).removeprefix("/").removesuffix("/").partition(".")[0]
    return name if not inner or inner.strip("0123456789:.") else TIME

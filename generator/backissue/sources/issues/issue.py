"""The issue in Markdown: a newsletter as its maker keeps it, with or without a YAML head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from html import unescape
from itertools import chain
from pathlib import PurePath

from selectolax.lexbor import LexborHTMLParser

from backissue.dates import find_span
from backissue.model import Kind
from backissue.sources.facts import find_when
from backissue.sources.heads.head_keys import KEYS
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.commonmark import convert_markdown, find_headings
from backissue.sources.issues.html_blocks import BLOCKS, convert_html
from backissue.sources.issues.html_inlines import SILENT, is_hidden
from backissue.sources.issues.issue_head import add_stated, make_item, opening_title, read_html_head
from backissue.sources.issues.services import find_services, line_key, report_services
from backissue.sources.issues.shortcodes import expand, report_left_out
from backissue.sources.issues.title_lines import with_title_level
from backissue.sources.links.recordings import with_recording
from backissue.sources.links.references import unresolved
from backissue.sources.markdown_lines import is_rule, read_heading
from backissue.sources.pieces import NO_ROWS, Fate, Glance, Piece, Shape, Sign, Source, Strength, is_row, tile
from backissue.sources.stated.attendance import find_attendees, without_addresses
from backissue.sources.stated.bylines import find_byline, find_self
from backissue.sources.stated.datelines import find_dateline
from backissue.sources.stated.head import each_once, read_front_matter
from backissue.sources.stated.head_facts import head_fates, read_head
from backissue.sources.stated.labelled import find_labelled
from backissue.sources.stated.on_recordings import find_on_recording, find_only_recording
from backissue.sources.stated.schedules import find_scheduled
from backissue.sources.stated.signatures import find_signature
from backissue.sources.stated.titled import find_titled

_LINKS = ("](http://", "](https://", "][", "]: http://", "]: https://", "<http://", "<https://")
_SPEECH = re.compile(
    r"\*\*[^*\n]{1,60}(?:\*\*\s*:|:\s*\*\*)|[\w .'-]{1,60}:? *\(?\[?\d{1,2}:\d\d:\d\d|.*-->"
    r"|[^\W\d_][\w .'-]{0,40} \(\d{1,3}:\d\d(?:[.,]\d{1,3})?\)$"
)
_ISSUES = ("newsletter", "issue", "digest")
_TALKS = ("podcast", "transcript", "episode")


def _is_heading(line: str) -> bool:
    return read_heading(line)[0] > 0


def _is_rule(line: str) -> bool:
    return is_rule(line, "*")


def _is_linked(line: str) -> bool:
    return any(mark in line for mark in _LINKS)


def _is_speech(line: str) -> bool:
    return bool(_SPEECH.match(line))


def _is_week(line: str) -> bool:
    return find_span(read_heading(line)[1].partition("(")[2]) is not None


def _is_called(name: str, glance: Glance) -> bool:
    """Return whether a head calls the text by this name of an issue."""
    return name in glance.kind and not any(talk in glance.kind for talk in _TALKS)


def _is_markdown(glance: Glance) -> bool:
    """Return whether there are headings, and no other format has a better claim: a transcript, or weeks in one file."""
    marked = glance.first.startswith("WEBVTT") or glance.shape is Shape.TAGS
    talks = any(talk in glance.kind for talk in _TALKS) or glance.count(_is_speech) >= 3
    return glance.count(_is_heading) > 0 and not marked and not talks and glance.count(_is_week) < 2


def _is_linked_issue(glance: Glance) -> bool:
    few_rows = glance.count(is_row) < 3  # as many lines make the smallest table
    return few_rows and glance.count(_is_linked) >= 3 and _is_markdown(glance)


def _is_issue(glance: Glance) -> bool:
    return glance.count(_is_rule) < 2 and _is_markdown(glance)


def _is_notes(glance: Glance) -> bool:
    return glance.count(_is_rule) >= 2 and glance.count(_is_linked) < 3 and _is_markdown(glance)


class IssueReader:
    """One issue: the text as this site's Markdown, its headings below the page's own."""

    name = "issue"

    signs = (
        *(Sign(Strength.CERTAIN, f"a head that calls it `{name}`", partial(_is_called, name)) for name in _ISSUES),
        Sign(Strength.LIKELY, "headings and links in Markdown", _is_linked_issue, NO_ROWS),
        Sign(Strength.PLAUSIBLE, "headings in Markdown", _is_issue, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind issue."""
        return read_markdown(source, Kind.ISSUE)


_SLIDES = frozenset({"marp", "revealoptions", "slideoptions", "drawings"})
"""Keys of heads of Marp, of reveal.js in its editors, and of Slidev."""


class NotesReader:
    """The notes of a session in Markdown, whose parts rules divide, or slides."""

    name = "notes"

    signs = (
        Sign(Strength.CERTAIN, "a head that sets slides", lambda glance: not glance.keys.isdisjoint(_SLIDES)),
        Sign(Strength.LIKELY, "headings between rules of asterisks", _is_notes, NO_ROWS),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind session."""
        return read_markdown(source, Kind.SESSION)


def read_markdown(source: Source, kind: Kind) -> Iterator[Piece]:
    """Yield all of a source as one item of ``kind``. A head that does not parse is a problem, and the text comes in."""
    head = read_head(source)
    marks = expand("\n".join(source.lines[head.end :]), is_mdx=PurePath(source.file).suffix.lower() == ".mdx")
    text = without_addresses(strip_marks(marks.text))
    if not head.title:
        text = "\n".join(with_title_level(text.split("\n"), frozenset(find_headings(text))))
    lines = text.split("\n")[: len(source.lines) - head.end]
    masthead = -1 if head.title or head.end else find_masthead(lines)
    head = replace(head, title=lines[masthead].strip()) if masthead >= 0 else head
    below = "\n".join(["", *lines[masthead + 1 :]]) if masthead >= 0 else text
    found = convert_markdown(below, source.facts.title or head.title, head.permalink)
    if not found.body.strip() and head.about:
        about = read_front_matter(source).texts(*KEYS["description"])[0]
        found, head = replace(found, body=convert_markdown(unescape(about)).body), replace(head, about="")
    dated = [f"# {line}" if at == masthead else line for at, line in enumerate(text.split("\n"))]
    labelled = find_labelled(lines)
    head = replace(head, links=with_recording(head.links, labelled.recording))
    item = make_item(source, kind, head, found, find_when(source, head.when, dated), written=source.lines[head.end :])
    if kind is Kind.SESSION:
        item = replace(item, people=each_once([*item.people, *find_attendees(lines)]))
    elif not item.people:
        said = find_byline(lines) or labelled.people or find_attendees(lines) or find_scheduled(lines)
        item = replace(item, people=said or find_signature(lines) or find_self(lines))
    elif not head.speakers:
        item = replace(item, people=each_once([*item.people, *labelled.people]))
    titled = find_titled(item.title, f"{head.about}\n{found.body}")
    on_recording = find_on_recording(source, item.title, head.about, lines)
    item = replace(item, people=each_once([*item.people, *titled, *on_recording]))
    item = replace(item, links=with_recording(item.links, find_only_recording(source, item.title, head.about, lines)))
    first = head.end + 1
    fates = head_fates(head)
    fates |= dict.fromkeys((first + at for at in find_headings("\n".join(lines))), Fate.HEADING)
    fates |= {first + masthead: Fate.HEADING} if masthead >= 0 else {}
    blank = (at for at, line in enumerate(lines) if not line.strip() and at not in marks.spoken)
    fates |= dict.fromkeys((first + at for at in chain(find_services(lines, found.services), blank)), Fate.BOILERPLATE)
    problems = [*head.problems, *report_services(source, found.services), *report_left_out(source, marks, first)]
    problems += found.personal.hints(source)
    yield from tile(source, fates, rest=Fate.ITEM, items=[item], problems=problems)


def find_masthead(lines: Sequence[str]) -> int:
    """Return the 0-based line that names a letter in plain text, with its day or above it; -1 where none does.

    >>> find_masthead(["", "Boat Letter - Issue 7", "Friday, March 1, 2024", "", "Ahoy."])
    1
    >>> find_masthead(["# Boats", "1 March 2024"]), find_masthead(["It was late.", "1 March 2024"])
    (-1, -1)
    >>> find_masthead(["Notes of the crew 2024-03-01", "", "The sail is torn."])
    0
    """
    first, *rest = [at for at, line in enumerate(lines[:12]) if line.strip()][:2] or [-1]
    title = lines[first].strip() if rest and rest[0] <= first + 2 else ""
    is_plain = bool(title) and title[0].isalnum() and title[-1] not in ".!?,:;" and len(title.split()) <= _LONGEST_NAME
    if not is_plain or "](" in title or "|" in title or find_dateline([title]):
        return -1
    is_dated_itself = rest[0] == first + 2 and find_dateline([f"# {title}"])
    return first if is_dated_itself or find_dateline([lines[rest[0]]]) else -1


_LONGEST_NAME = 14
"""Words of the name of a letter."""
_OF_TALKS = frozenset(key for fact in ("speakers", "transcribers", "video", "video_ids", "audio") for key in KEYS[fact])


def _is_link(glance: Glance) -> bool:
    """Return whether a text is a head that states a title, and an address of another site or a recording."""
    is_bare = not glance.filled and not glance.keys.isdisjoint(KEYS["title"])
    return is_bare and bool(read_head(Source(glance.file, glance.head)).links)


class HeadReader:
    """A head with nothing below it: what it describes is all that there is to read, or its address leads there."""

    name = "head"

    signs = (
        Sign(
            Strength.PLAUSIBLE,
            "a head with a description, and no text",
            lambda glance: not glance.filled and not glance.keys.isdisjoint(KEYS["description"]),
            {Shape.TEXT},
        ),
        Sign(Strength.PLAUSIBLE, "a head with a title and an address, and no text", _is_link, {Shape.TEXT}),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item whose text is the description: a summary where a recording or its speakers are named.

        One that only leads elsewhere is a paper, as what lists of links hold is.
        """
        head = Glance(source)
        is_talk = any(talk in head.kind for talk in _TALKS) or not head.keys.isdisjoint(_OF_TALKS)
        other = Kind.ISSUE if not head.keys.isdisjoint(KEYS["description"]) else Kind.PAPER
        return read_markdown(source, Kind.SUMMARY if is_talk else other)


_BYTES = re.compile(r"(?:=[0-9A-Fa-f]{2})+")


def decode_quoted_printable(text: str) -> str:
    r"""Return the text as it was before it was coded; all of it where it is not. It has as many lines as before.

    What a line break cuts in two comes on the first of its lines. Bytes that are no UTF-8 stay as they are written.

    >>> decode_quoted_printable('<a id=3D"a" href=3D"b" title=3D"c=C3=A9">wo=\nrds</a> =E9')
    '<a id="a" href="b" title="cé">words\n</a> =E9'
    """
    if text.count("=3D") < 3:  # any coded page of HTML has as many signs of equality, and hardly another text
        return text
    lines: list[str] = []
    cut = -1
    for line in text.split("\n"):
        end = next((at for at, char in enumerate(line) if char.isspace() or char in "<>"), len(line)) if cut >= 0 else 0
        word, rest = line[:end], line[end:]
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


_ELEMENTS = frozenset("p div h1 h2 h3 h4 h5 h6 table ul ol br a".split())
_TOKEN = re.compile(
    r"""
    (?P<comment><!--) | --> | <(?P<end>/?)(?P<tag>[A-Za-z][\w:-]*)[^<>]*>? | <![^<>]*>? | [^<-]+ | [<-]
    """,
    re.VERBOSE,
)
_EMPTY = frozenset("area base br col hr img input link meta source wbr".split())


def _is_page(glance: Glance) -> bool:
    """Return whether the text begins as an HTML page does, maybe below a line that says that it is XML."""
    start = glance.tags[1:2] if glance.tags[:1] == ("?xml",) else glance.tags[:1]
    return start[0:1] in {("!doctype html",), ("html",), ("body",)}


def _is_made_of_elements(glance: Glance) -> bool:
    return _ELEMENTS.issuperset(glance.tags[:1]) and sum(tag in _ELEMENTS for tag in glance.tags) >= 4


class HtmlIssueReader:
    """One issue: the page as Markdown; scripts, styles, invisible images and the mail's own service lines are none."""

    name = "htmlissue"

    signs = (
        Sign(Strength.LIKELY, "the beginning of an HTML page", _is_page, {Shape.TAGS}),
        Sign(Strength.PLAUSIBLE, "elements of HTML", _is_made_of_elements, {Shape.TAGS}),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield one item of kind issue."""
        stated = read_head(source)
        text = strip_marks(decode_quoted_printable("\n".join(source.lines[stated.end :])))
        of_page, base = read_html_head(text)
        head = add_stated(of_page, stated) if stated.end else of_page
        found = convert_html(text, source.facts.title or stated.title or opening_title(text), base)
        written = unresolved(found.body).split("\n")
        when = find_when(source, head.when, written)
        item = make_item(source, Kind.ISSUE, head, found, when, written=source.lines[stated.end :])
        item = item if item.people else replace(item, people=find_byline(written) or find_signature(written))
        on_recording = find_on_recording(source, item.title, head.about, written)
        item = replace(item, people=each_once([*item.people, *on_recording]))
        shown = (at + stated.end for at in find_shown_lines(text, found.services))
        fates = {**head_fates(stated), **dict.fromkeys(shown, Fate.ITEM)}
        hints = [*stated.problems, *report_services(source, found.services), *found.personal.hints(source)]
        yield from tile(source, fates, rest=Fate.BOILERPLATE, items=[item], problems=hints)


def find_shown_lines(html: str, services: Iterable[str] = ()) -> list[int]:
    """Return the 1-based lines on which a page's own words stand: no tags, comments, styles or ``services``."""
    known = set(map(line_key, services))
    shown: set[int] = set()
    block: dict[int, str] = {}
    for number, word in [*_words(html), (0, "")]:
        if word:
            block[number] = f"{block.get(number, '')} {word}"
            continue
        if line_key(unescape(" ".join(block.values()))) not in known:
            shown |= block.keys()
        block = {}
    return sorted(shown)


def _words(html: str) -> Iterator[tuple[int, str]]:
    """Yield the lines and text between tags; no text where a block begins or ends."""
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
    """Return whether a start tag says that its element is not seen; it is read as one of a ``div``."""
    low = written.lower()
    if tag in _EMPTY or not ("hidden" in low or "style" in low):
        return False
    node = LexborHTMLParser(f"<div{written[len(tag) + 1 :]}").css_first("div")
    return node is not None and ("hidden" in node.attributes or is_hidden(node.attributes.get("style")))

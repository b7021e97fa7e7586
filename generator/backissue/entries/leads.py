"""What a line, a paragraph or a cell begins with: the title of an entry, its address, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backissue.prose.document import Break, Code, Inline, Link, Mark, Picture, Text, text_of

LONGEST = 200
"""Characters of a title. What is longer is a paragraph that happens to be a link."""
COLONS = (":", "：")
TELLING = 4
"""Words of a link that tell what is listed, whatever stands before it."""
TOLD = 6
"""Words of a sentence in bold behind the link that it begins with from which the link alone is the title."""
BOLD = frozenset({"strong", "b"})
_FEWEST = 2
"""Lines with addresses from which each is an entry."""
_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,3}\s?[、.．:：)）]|[（(]?[一二三四五六七八九十]{1,3}[、.．)）]|[①-⑳])(?!\d)\s*")
_FIGURE = re.compile(r"[^\w\s:：]?\d[\d.,]*\S?(?!\w)")
_SIGNED = re.compile(r"\s*(?:-{1,3}|[–—―]{1,2})\s*")
BEFORE = re.compile(r"[\s\W_]*")
_TAG = re.compile(r"\s*\[([^\[\]\d][^\[\]]{0,18})\](?!\()\s*")
_UNRESOLVED = re.compile(r"[\s\W_]*?\[((?:[^\[\]]){2,200})\]\[[^\[\]]*\]")
_LABEL = re.compile(r"\s*((?:\w[\w'’-]*\s){0,2}\w[\w'’-]*)\s?(?:[:：]|//)\s*$")
_KNOWN = (
    r"(?:\d+\s?[-‐]?\s?min(?:ute)?s?\.?(?:\s(?:read|video|listen|watch))?|video|audio|pdf|podcast|ad|sponsored?"
    r"|paper|slides|code|talk|github repo|book|thread)"
)
_MARK = re.compile(rf"\s*[(\[（]({_KNOWN})[)\]）]\s*", re.IGNORECASE)
_MINUTES = re.compile(r"\s*[·|•—–-]?\s*(\d+[- ]min(?:ute)?s?\.? (?:read|video|listen|watch))\b\s*", re.IGNORECASE)
_BY = re.compile(r"[\s,·|–—-]*[(（]?(?:by|作者[:：])\s*(?!the\b|a\b|an\b|using\b|default\b|adding\b)", re.IGNORECASE)
_END_OF_PEOPLE = re.compile(r"\n|\s[–—|·-]\s|[.:：;；(（)）]\s|[)）]|[.:;]$|\s(?:on|in|at|from|for)\s")
_AND = re.compile(r"\s*(?:,\s*(?:and\s)?|、|&|\band\b)\s*")
_SET_OFF = re.compile(r"\s*(?:[:：]|[–—|-]+\s|\n)\s*(?=\S)")
"""What stands between an address and the words that say what is there."""
_ARROWS = " →»›↗"
ADDRESS = re.compile(r"(?<![\w/])https?://[^\s<>\"'）)，。]+[^\s<>\"'）)，。.,;:!?]")
SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?![a-zß-ÿ])|\n|(?<=[：])")
_GENERIC = frozenset(
    """link here read more source website site url details repo repository github code docs paper pdf article post video
    tweet announcement via demo blog homepage download slides thread hn discussion web arxiv html epub continue reading
    learn full story click it visit see view 链接 原文 阅读原文 详情 官网 网址 → » ↗ 🔗""".split()
)
FURNISHED = frozenset(
    """subscribe|unsubscribe|click here|here|read more|view in browser|view online|read online|read on the web
    |sign up|share|tweet|permalink|picture|image|photo|screenshot|图片|截图
    |view this email in your browser|forward to a friend""".replace("\n    ", "").split("|")
)
"""Words of links that name nothing."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What something begins with. ``rest`` is what follows; ``is_strong``: a link or bold words, not mere words.

    One that ``is_unresolved`` is a link by reference whose address stands nowhere on the page. One that ``is_named``
    is bold words with a colon.
    """

    title: str
    url: str = ""
    marks: tuple[str, ...] = ()
    rest: tuple[Inline, ...] = ()
    is_linked: bool = False
    is_strong: bool = True
    is_numbered: bool = False
    is_unresolved: bool = False
    is_named: bool = False

    @property
    def is_label(self) -> bool:
        """Whether it is bold words with a colon, and no address behind them."""
        return self.is_named and not self.url

    @property
    def is_figure(self) -> bool:
        """Whether it is a number in bold, or a label before numbers, as in "Stars: 1,234", and leads nowhere."""
        if self.url or self.is_linked or self.is_numbered or not self.is_strong:
            return False
        return not is_named(self.title) or (self.is_named and _tells_figures(said(self.rest)))


def is_named(text: str) -> bool:
    """Whether words name something, and are no mere number."""
    return any(map(str.isalpha, text))


def _tells_figures(text: str) -> bool:
    numbers = len(_FIGURE.findall(text))
    return 0 < numbers >= len(_FIGURE.sub("", text).strip(" :：").split())


def links(inlines: Sequence[Inline]) -> Iterator[Link]:
    """Yield the links to the web among inlines that say something, in their order."""
    for inline in inlines:
        if isinstance(inline, Link):
            if said([inline]) and is_outward(inline.url):
                yield inline
        elif isinstance(inline, Mark):
            yield from links(inline.inlines)


def is_outward(url: str) -> bool:
    """Whether an address leads out of the page, and to something that one reads."""
    return bool(url) and not url.startswith(("#", "mailto:", "tel:", "javascript:"))


def first_address(inlines: Sequence[Inline]) -> str:
    """Return the first address in a block, be it a link or written out; empty where there is none."""
    found = next(links(inlines), None)
    if found:
        return found.url
    bare = ADDRESS.search(said(inlines))
    return bare[0] if bare else ""


def lines_of(inlines: Sequence[Inline], *, soft: bool = False) -> list[tuple[Inline, ...]]:
    """Return inlines as the lines that a person has set, one where they set none; ``soft``: as lines of the source."""
    found: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Break):
            found.append([])
        elif soft and isinstance(inline, Text):
            first, *others = inline.text.split("\n")
            found[-1].append(Text(first))
            found += [[Text(other)] for other in others]
        else:
            found[-1].append(inline)
    return [tuple(line) for line in found if said(line)]


def leads_of(inlines: Sequence[Inline]) -> list[Lead]:
    """Return the leads of lines where several are entries each; empty where they are one text."""
    if sum(1 for _ in links(inlines)) + said(inlines).count("://") < _FEWEST:
        return []
    for soft in (True, False):
        lines = lines_of(inlines, soft=soft)
        found = [lead for line in lines if (lead := lead_of(line)) and lead.is_strong and lead.url]
        if len(found) >= _FEWEST and (len(found) == len(lines) or not soft):
            return found
    return []


def lead_of(inlines: Sequence[Inline]) -> Lead | None:
    """Return what a line begins with: a link or bold words, behind a number, symbols or a tag; ``None`` if neither."""
    marks: list[str] = []
    numbered = False
    waiting = list(inlines)
    while waiting:
        head = waiting.pop(0)
        if isinstance(head, Picture | Break) or not said([head]):
            continue
        if isinstance(head, Mark) and head.tag not in BOLD:
            waiting[:0] = head.inlines
            continue
        if isinstance(head, Text):
            if unresolved := _UNRESOLVED.match(head.text):
                rest = (Text(head.text[unresolved.end() :]), *waiting)
                return Lead(" ".join(unresolved[1].split()), "", tuple(marks), rest, is_unresolved=True)
            left, is_number, found = _before(head.text, follows=bool(waiting))
            marks += found
            numbered |= is_number
            if left:
                whole = [Text(left), *waiting]
                return _of_address(whole, marks) or (_numbered(whole, marks) if numbered else None)
            continue
        lead = _of_link(head, waiting, marks) if isinstance(head, Link) else _of_bold(head, waiting, marks)
        return replace(lead, is_numbered=True) if lead and numbered else lead
    return None


def lead_of_item(inlines: Sequence[Inline]) -> Lead | None:
    """Return what an item of a list begins with, be it behind words and a colon, as in "Worth a look: [Foo](…) – bar".

    The link is what is listed where it says much, or where something is said of it; else the words before it are.
    An item that is nothing but an address is called by it.
    """
    lead = lead_of(inlines)
    if lead and lead.is_strong:
        return lead
    bare = ADDRESS.fullmatch(said(inlines))
    if bare:
        return Lead(bare[0].partition("://")[2].removeprefix("www."), bare[0], is_linked=True)
    match inlines:
        case [Text(before), Link() as link, *rest] if before.rstrip().endswith(COLONS) and not names_nothing(link):
            is_told = any(map(str.isalpha, said(rest))) or len(said([link]).split()) >= TELLING
            return lead_of([link, *rest]) if is_told and len(before) <= LONGEST else None
    return None


def told(inlines: Sequence[Inline]) -> str:
    """Return the words of a line without links that name nothing."""
    return said([inline for inline in inlines if not (isinstance(inline, Link) and names_nothing(inline))])


def is_bold(inlines: Sequence[Inline]) -> bool:
    """Whether a line is bold words and no link."""
    told = [inline for inline in inlines if said([inline])]
    return len(told) == 1 and isinstance(told[0], Mark) and told[0].tag in BOLD and not first_address(told)


def is_signature(inlines: Sequence[Inline]) -> bool:
    """Whether a line is a dash and a link: whom the words above it are from."""
    first, *others = inlines or (Break(),)
    if not isinstance(first, Text) or not _SIGNED.fullmatch(first.text):
        return False
    named = others[0] if others else None
    return isinstance(named, Link) and not any(map(str.isalnum, said(others[1:])))


def _before(text: str, *, follows: bool) -> tuple[str, bool, list[str]]:
    """Return what is left of text before a lead: without number, symbols and tags, and whether a number was there."""
    marks: list[str] = []
    number = _NUMBER.match(text)
    text = text[number.end() :] if number else text
    while tag := (_TAG.search(text) or _MARK.search(text)):
        if BEFORE.sub("", text[: tag.start()], count=1):
            break
        marks.append(tag[1])
        text = text[tag.end() :]
    if follows and (label := _LABEL.match(text)):
        return "", bool(number), [*marks, label[1]]
    plain = BEFORE.sub("", text, count=1)
    return (text.lstrip() if plain else ""), bool(number), marks


def _of_link(head: Link, rest: Sequence[Inline], marks: Sequence[str]) -> Lead | None:
    if addressed := _of_address([head, *rest], marks):
        return addressed
    title, own = split_marks(said([head]).rstrip(_ARROWS))
    if not title or not is_outward(head.url) or len(title) > LONGEST or title.casefold() in FURNISHED:
        return None
    rest, after = _marks_behind(rest)
    return Lead(title, head.url, (*marks, *own, *after), rest, is_linked=True)


def _of_address(inlines: Sequence[Inline], marks: Sequence[str]) -> Lead | None:
    """Return the lead of a line that begins with an address written out, and tells behind a colon what is there."""
    first = inlines[0].inlines[0] if isinstance(inlines[0], Link) and inlines[0].inlines else inlines[0]
    if not (isinstance(first, Text) and first.text.startswith("http")):
        return None
    text = said(inlines, keep_lines=True)
    address = ADDRESS.match(text)
    told = _SET_OFF.match(text, address.end()) if address else None
    if not address or not told:
        return None
    title = SENTENCE.split(text[told.end() :], maxsplit=1)[0].strip().rstrip(".。")
    url = next((link.url for link in links(inlines[:1])), address[0])
    rest = text[told.end() + len(title) :].lstrip(".。 ")
    return Lead(title, url, tuple(marks), (Text(rest),), is_linked=True) if 0 < len(title) <= LONGEST else None


def _of_bold(head: Inline, rest: Sequence[Inline], marks: Sequence[str]) -> Lead | None:
    if not isinstance(head, Mark):
        return None
    title, own = split_marks(said([head]))
    inner = lead_of(head.inlines)
    title = without_number(title)
    if not title or len(title) > LONGEST:
        return None
    if inner and inner.is_linked and (not (goes_on := said(inner.rest)) or _is_sentence(goes_on)):
        title = inner.title
    rest, after = _marks_behind(rest)
    within = first_address(head.inlines)
    url = within or first_address(rest)
    is_named = not within and (title.rstrip().endswith(COLONS) or said(rest).startswith(COLONS))
    title = title.strip().rstrip(":：.。—–- ").strip() or title
    own = list(dict.fromkeys([*own, *(inner.marks if inner else ())]))
    return Lead(title, url, (*marks, *own, *after), rest, is_linked=bool(within), is_named=is_named)


def _is_sentence(text: str) -> bool:
    """Whether words behind a link say something of it, as in "Foo is a library of …", and are no part of its name."""
    return len(text.split()) >= TOLD and text.endswith((".", "!", "?"))


def _numbered(inlines: Sequence[Inline], marks: Sequence[str]) -> Lead | None:
    """Return the lead of a numbered paragraph: its first line or sentence."""
    line, *others = lines_of(inlines) or [()]
    text = said(line, keep_lines=True)
    title = SENTENCE.split(text, maxsplit=1)[0].strip()
    title, own = split_marks(title if len(title) <= LONGEST else f"{title[:LONGEST].rstrip()}…")
    title = title.rstrip("：:。") or title
    if not title:
        return None
    rest: tuple[Inline, ...] = (
        Text(text[len(title) :].lstrip("：:。 \n")),
        *(part for other in others for part in other),
    )
    return Lead(title, first_address(inlines), (*marks, *own), rest, is_strong=False, is_numbered=True)


def without_number(title: str) -> str:
    """Return a title without the number before it, as headings of counted stories have one.

    >>> without_number("3. Old maps"), without_number("二、工具"), without_number("3.14 is out"), without_number("1.")
    ('Old maps', '工具', '3.14 is out', '1.')
    """
    number = _NUMBER.match(title)
    return (title[number.end() :] if number else title) or title


def names_nothing(link: Link) -> bool:
    """Whether a link's words are such as "here" and "source", or its address."""
    text = said([link]).strip("[]()→»↗ .…").casefold()
    return not text or text in _GENERIC or all(word in _GENERIC for word in text.split()) or _is_host(text, link.url)


def _is_host(text: str, url: str) -> bool:
    host = text.removeprefix("www.").split("/")[0]
    return text.startswith(("http://", "https://")) or ("." in host and " " not in text and host in url.casefold())


def split_marks(title: str) -> tuple[str, list[str]]:
    """Return a title without the marks in it, and these.

    >>> split_marks("[video] Types at work (5 minute read)"), split_marks("Types (part 2)")
    (('Types at work', ['video', '5 minute read']), ('Types (part 2)', []))
    """
    marks: list[str] = []
    text = title
    if tag := _TAG.match(text):
        marks.append(tag[1])
        text = text[tag.end() :]
    for pattern in (_MARK, _MINUTES):
        while found := pattern.search(text):
            marks.append(found[1])
            text = f"{text[: found.start()]} {text[found.end() :]}"
    text = " ".join(text.split())
    if text.endswith("]") and (tag := _TAG.fullmatch(text[text.rfind("[") :])) and text.rfind("[") > 0:
        marks.append(tag[1])
        text = text[: text.rfind("[")].rstrip()
    return (text, marks) if text else (" ".join(title.split()), [])


def _marks_behind(rest: Sequence[Inline]) -> tuple[tuple[Inline, ...], list[str]]:
    """Return what follows a lead without the marks that it begins with, and these."""
    marks: list[str] = []
    left = list(rest)
    while left and isinstance(left[0], Text):
        text = left[0].text
        found = _MARK.match(text) or _TAG.match(text) or _MINUTES.match(text)
        if not found:
            break
        marks.append(found[1])
        left[0] = Text(text[found.end() :])
    return tuple(left), marks


def people_of(rest: Sequence[Inline]) -> tuple[tuple[str, ...], str]:
    """Return the people whom what follows a title names ("by …"), and the text that is left.

    >>> people_of([Text(" by Ada Lovelace and Alan Turing")]), people_of([Text(" – told by accident of birth")])
    ((('Ada Lovelace', 'Alan Turing'), ''), ((), 'told by accident of birth'))
    """
    text = said(rest, keep_lines=True)
    by = _BY.match(text)
    if by:
        end = _END_OF_PEOPLE.search(text, by.end())
        named = text[by.end() : end.start() if end else len(text)].strip(" ,")
        people = tuple(filter(None, (name.strip() for name in _AND.split(named))))
        if people and all(len(name.split()) <= 5 and len(name) <= 60 for name in people):
            return people, _plain(text[end.start() if end else len(text) :])
    return (), _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.lstrip(" \n:：,.;)）–—|·-").split())


def said(inlines: Sequence[Inline], *, keep_lines: bool = False) -> str:
    """Return the words of inlines, in one line if their lines are not to be kept."""
    if not keep_lines:
        return text_of(inlines)
    return "\n".join(_line(part) for part in _split(inlines)).strip()


def _split(inlines: Sequence[Inline]) -> Iterator[list[Inline]]:
    line: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Break):
            yield line
            line = []
        else:
            line.append(inline)
    yield line


def _line(inlines: Sequence[Inline]) -> str:
    """Return a line's words; the ends of lines in the source are kept where they are directly in it."""
    return "".join(inline.text if isinstance(inline, Text | Code) else text_of([inline]) for inline in inlines).strip()

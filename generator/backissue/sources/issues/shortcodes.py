"""Marks of site generators that stand for text: shortcodes of Hugo, tags of Liquid, components of MDX.

What a mark says to readers becomes Markdown: a caption, a title, the address of a recording, a remark in a box. Of
others nothing stays, and each kind is named once. Line ends stay, so that lines keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from backissue.model import Problem
from backissue.sources.issues.boilerplate import CODE, FLAGS
from backissue.sources.issues.dialect_blocks import REMARKS
from backissue.sources.issues.marked_lines import find_unused, take_included
from backissue.sources.pieces import Source
from backissue.urls import web_address

LEFT_OUT = "is a mark of a site generator that says nothing to readers, and is left out"
"""What the hint says of a kind of mark of which nothing stays."""

_ATTRIBUTE = (
    r"""[\w:.-]+\s*=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}'|\{(?:[^{}]|\{[^{}]{0,500}\}){0,500}\}|[^\s"'<>]{1,500})"""
)
_MARK = re.compile(
    rf"""
    (?P<kept>{CODE} | (?:\\[A-Za-z]+|[\^_])\{{\{{)
    | (?P<region><!-- | \{{/\* | \{{\{{[<%][ ]*/\* | (?:\{{%-?|\{{\{{[<%])[ ]*(?:comment|raw|highlight)\b)
    | \{{\{{[<%]-?[ ]*(?P<hugo_end>/?)[ ]*(?P<hugo>[\w./-]+)
      (?P<hugo_said>(?:"[^"]{{0,2000}}"|`[^`]{{0,2000}}`|[^"`]){{0,600}}?)/?[ ]*-?[%>]\}}\}}
    | \{{%-?[ ]*(?P<liquid>[\w-]+)
      (?P<liquid_said>(?:"[^"]{{0,2000}}"|'[^']{{0,2000}}'|[^"'%]|%(?!\}})){{0,600}}?)-?%\}}
    | \{{\{{-?[ ]*(?P<quote>["'])(?P<path>[^"'\n]*)(?P=quote)[ ]*\|[ ]*
      (?:relative_url|absolute_url|relURL|absURL|url)\b[^}}\n]*\}}\}}
    | <(?P<mdx_end>/?)(?P<mdx>[A-Z][\w.]*)
      (?P<mdx_said>(?:\s+(?:{_ATTRIBUTE}|[\w:-]+|\{{\.\.\.[^{{}}]{{0,200}}\}})){{0,30}})\s*/?>
    """,
    FLAGS,
)
_REGIONS = {
    "<!--": "-->",
    "/*": "*/",
    "comment": "endcomment",
    "raw": "endraw",
    "{% highlight": "endhighlight",
    "{%- highlight": "endhighlight",
    "highlight": "highlight",
}
"""Parts that stay as they are, by what they begin with, and what ends them."""
_SAID = re.compile(
    r"""
    (?:(?P<key>[\w:.-]+)\s*[=:](?!//)\s*)?
    (?: "(?P<double>(?:\\.|[^"\\])*)" | '(?P<single>[^']*)' | `(?P<ticked>[^`]*)`
      | \{\s*["'`](?P<braced>[^"'`]*)["'`]\s*\} | \{[^{}]*\}
      | (?P<address>https?://[^\s"'`{}|<>]+) | (?P<bare>[^\s"'{}=|,]+) )
    """,
    re.VERBOSE,
)
_VALUES = ("double", "single", "ticked", "braced", "address", "bare")
_IMPORT = re.compile(r"""^import\s(?:[^\n'"]|\n(?!\n)){0,500}?["'][^"'\n]+["'];?[ ]*$""", re.MULTILINE)
_EXPORT = re.compile(r"^export\s(?:const|let|default|function)\b(?:[^\n]|\n(?!\n))*", re.MULTILINE)
_EXPRESSION = re.compile(
    r"""(?<!\{)\{\s*(?:["'`](?P<text>[^"'`{}\n]*)["'`]|[A-Za-z_$][\w$.]*(?:\.[\w$]+|\(\)))\s*\}(?!\})"""
)
_QUERY = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[ ]*(?:dataviewjs|dataview|query|tasks)[ ]*\n.*?(?:^[ ]{0,3}(?P=fence)[ ]*$|\Z)",
    FLAGS,
)

_VARIABLE = re.compile(
    r"""
    \{%-?\s*assign\s+(?P<set>[\w-]{1,60})\s*=\s*(?P<quote>["'])(?P<text>[^"'\n{}]{0,200})(?P=quote)\s*-?%\}
    | \{\{-?\s*(?P<used>[\w-]{1,60})\s*-?\}\}
    """,
    re.VERBOSE,
)
"""Where Liquid gives a text a name, and where it writes the text of that name."""
_MOST_USED = 2_000
"""Places of a page where the text of a name is written."""
_TEXTS = frozenset(
    "caption title alt text label summary description desc quote content heading subtitle cite attribution".split()
)
_PICTURES = frozenset("asset_img figure img image picture photo post_image responsive-image gallery-image zoom".split())
_SOURCES = ("src", "url", "image", "image_path", "file", "path", "link", "href")
_BOXES = frozenset("admonition notice callout alert hint aside remark message panel accordion expand spoiler".split())
_QUOTES = frozenset({"blockquote", "quote", "pullquote", "centerquote"})
_TABS = frozenset({"tab", "tabitem", "tabs.item", "tabitems"})
_LINKS = frozenset({"ref", "relref", "post_url", "link"})
_SILENT = frozenset(
    "assign capture if elsif else unless for case when cycle increment paginate layout set macro".split()
)
_PLAYERS: Mapping[str, tuple[str, str]] = {
    "youtube": ("Video", "https://www.youtube.com/watch?v={}"),
    "youtubeplayer": ("Video", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Video", "https://vimeo.com/{}"),
    "gist": ("Gist", "https://gist.github.com/{}"),
    "tweet": ("Tweet", "https://twitter.com/i/status/{}"),
    "twitter": ("Tweet", "https://twitter.com/i/status/{}"),
    "x": ("Tweet", "https://twitter.com/i/status/{}"),
}
_NAME = re.compile(r"(?:[\w-]{1,40}/)?[\w-]{5,40}")


_PARTED = "\ue004"
"""What stands between the texts of one mark: blank lines where it has as many lines, else blanks."""


class Mark(NamedTuple):
    """A mark: its name in lower case, its words by their keys, those without a key, and whether it ends one."""

    name: str
    named: dict[str, str]
    plain: list[str]
    is_end: bool
    written: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with what its marks say, and the 0-based line of the first mark of each kind of which nothing stays.

    ``spoken`` are the 0-based lines of the others, ``included`` the lines that show other files, and ``unused`` those
    that spell out what the text does not have.
    """

    text: str
    left_out: dict[str, int]
    spoken: frozenset[int] = frozenset()
    included: dict[str, int] = field(default_factory=dict)
    unused: dict[str, int] = field(default_factory=dict)


def expand(text: str, *, is_mdx: bool = False) -> Expanded:
    """Return a text with the words of its marks in their place. Code and comments stay as they are.

    One that imports components is MDX, whatever its file is called.

    >>> found = expand('{{< figure src="a.png" title="The bay" >}} and {{< toc >}}')
    >>> found.text, found.left_out
    ('![The bay](a.png) and ', {'{{< toc >}}': 0})
    >>> expand('{{< video https://vimeo.com/12345 title="The mole" >}}').text
    '[The mole](https://vimeo.com/12345)'
    """
    text, included = take_included(text)
    unused = find_unused(text)
    is_mdx = is_mdx or bool(_IMPORT.search(text))
    left_out: dict[str, int] = {}
    spoken: set[int] = set()
    if is_mdx:
        text = _outside(_EXPORT.sub(_blank, _IMPORT.sub(_blank, text)), _without_handlers)
    text = _QUERY.sub(_blank, text)
    if "{" not in text and not is_mdx:
        return Expanded(text, left_out, included=included, unused=unused)
    text = _with_values(text)
    places = list(_find(text))
    ended = {mark.name.removeprefix("end") for found in places if (mark := _read(found)) and mark.is_end}

    around = _links_around(text, places)

    def written(found: re.Match[str]) -> str:
        if found.start() in around:
            return around[found.start()]
        mark = _read(found) if is_mdx or not found["mdx"] else None
        if found["path"] is not None:
            return found["path"]
        if not mark:
            return found[0]
        alone = _is_alone(text, found)
        words = _words(mark, is_block=alone and (mark.name.removeprefix("end") if mark.is_end else mark.name) in ended)
        begin, size = text.count("\n", 0, found.start()), found[0].count("\n")
        if words:
            spoken.update(range(begin, begin + size + 1))
            parted = words.replace(_PARTED, "\n\n")
            words = parted if alone and parted.count("\n") <= size else words.replace(_PARTED, " ")
            words = words if alone or mark.name in _LINKS else _apart(text, found, words)
        if not words and not mark.is_end and mark.name not in ended:
            left_out.setdefault(mark.written, begin)
        return words + "\n" * (size - words.count("\n"))

    parts, at = [], 0
    for found in places:
        parts += [text[at : found.start()], written(found)]
        at = found.end()
    expanded = "".join([*parts, text[at:]])
    return Expanded(_outside(expanded, _literal) if is_mdx else expanded, left_out, frozenset(spoken), included, unused)


def report_left_out(source: Source, marks: Expanded, first: int) -> Iterator[Problem]:
    """Yield a hint for each kind of mark of which nothing stays; the text begins at the 1-based line ``first``."""
    for name, line in marks.left_out.items():
        yield source.hint(first + line, f"`{name}` {LEFT_OUT}", "write in Markdown what it shows, if it is text")
    for name, line in marks.included.items():
        yield source.hint(first + line, f"the file `{name}` is shown here, whose text does not come along", _INCLUDED)
    for name, line in marks.unused.items():
        yield source.hint(first + line, f"left out, as the text does not have it: `{name}`", "nothing need be done")


_INCLUDED = "put its text in the place of the mark, or list it in content/archive.yml as a source of its own"


def _find(text: str) -> Iterator[re.Match[str]]:
    """Yield the marks of a text that stand in no comment and no code, nor between marks that keep what is in them."""
    at = 0
    unended: set[str] = set()
    while found := _MARK.search(text, at):
        at = found.end()
        if found["region"]:
            end = next(end for start, end in _REGIONS.items() if start in found["region"])
            place = text.find(end, at) if end not in unended else -1
            unended |= {end} if place < 0 else set()
            at = place + len(end) if place >= 0 else at
        elif not found["kept"]:
            yield found


def _outside(text: str, change: Callable[[str], str]) -> str:
    parts, at = [], 0
    for found in re.finditer(CODE, text, FLAGS):
        parts += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, change(text[at:])])


def _with_values(text: str) -> str:
    """Return a text with what was assigned to names in their places, as Liquid has it.

    >>> _with_values('{% assign host = "https://a.example/" %}[One]({{host}}1) and {{ page.title }}')
    '{% assign host = "https://a.example/" %}[One](https://a.example/1) and {{ page.title }}'
    """
    if "assign" not in text:
        return text
    known: dict[str, str] = {}
    uses = count()

    def written(found: re.Match[str]) -> str:
        if found["set"]:
            known[found["set"]] = found["text"]
        is_known = found["used"] in known and next(uses) < _MOST_USED
        return known[found["used"]] if is_known else found[0]

    return _outside(text, lambda part: _VARIABLE.sub(written, part))


def _without_handlers(text: str) -> str:
    """Return MDX without the attributes of elements that hold code: ``onClick={() => go("x")}``."""
    return _HANDLER.sub(lambda found: "\n" * found[0].count("\n"), text)


_HANDLER = re.compile(r"\s+(?:on[A-Z]\w*|style|ref|key|className)=\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")


def _literal(text: str) -> str:
    """Return MDX with the texts of its expressions, and without those that only a program knows."""
    return _EXPRESSION.sub(lambda found: found["text"] or "", text)


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _read(found: re.Match[str]) -> Mark | None:
    """Return the mark that was found; ``None`` for what stays as it is."""
    name = found["hugo"] or found["liquid"] or found["mdx"]
    if not name:
        return None
    named: dict[str, str] = {}
    plain: list[str] = []
    for part in _SAID.finditer(found["hugo_said"] or found["liquid_said"] or found["mdx_said"] or ""):
        value = next((part[key] for key in _VALUES if part[key] is not None), "")
        value = " ".join(value.replace('\\"', '"').split())
        if part["key"]:
            named.setdefault(part["key"].casefold(), value)
        elif value:
            plain.append(value)
    is_end = bool(
        found["hugo_end"] or found["mdx_end"] or (found["liquid"] and name.startswith("end") and len(name) > 3)
    )
    brackets = ("<", ">") if found["mdx"] else ("{% ", " %}") if found["liquid"] else ("{{< ", " >}}")
    written = f"{brackets[0]}{name}{brackets[1]}"
    if name == "include" and plain:  # an include is known by its file
        written = f"{{% include {plain[0]} %}}"
        name = PurePosixPath(plain.pop(0)).name.partition(".")[0]
    return Mark(PurePosixPath(name).name.casefold(), named, plain, is_end, written)


def _is_alone(text: str, found: re.Match[str]) -> bool:
    """Return whether a mark stands alone on its lines."""
    begin, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    return not text[begin : found.start()].strip() and not text[found.end() : end if end >= 0 else len(text)].strip()


def _apart(text: str, found: re.Match[str], words: str) -> str:
    """Return the words of a mark with blanks beside them where they would run into others."""
    before, behind = text[: found.start()][-1:], text[found.end() :][:1]
    is_glued = bool(before) and (before.isalnum() or before in ".,;:!?>")
    return f"{' ' * is_glued}{words}{' ' * behind.isalnum()}"


def _words(mark: Mark, *, is_block: bool) -> str:
    """Return what a mark says, as Markdown. One that has an end may be a box around what follows."""
    kind = _box_kind(mark)
    if mark.is_end:
        return ":::" if is_block and _box_kind(mark._replace(name=mark.name.removeprefix("end"))) else ""
    if target := _link_of(mark):
        return target
    if is_block and kind and mark.name not in _SILENT:
        title = _title(mark, kind)
        return f"::: {kind} {title}".rstrip()
    if mark.name in _SILENT:
        return ""
    if mark.name in _TABS and (label := mark.named.get("label") or mark.named.get("title") or " ".join(mark.plain[:1])):
        return f"\n**{label}**\n" if "\n" in mark.written else f"**{label}**"
    said = " ".join(word for word in mark.plain if not web_address(word)) if mark.name in _QUOTES else ""
    return said or _player(mark) or _picture(mark) or _linked(mark) or _PARTED.join(_texts(mark))


def _link_of(mark: Mark) -> str:
    """Return where a mark leads that stands for a link: an address, or what lies beside the text."""
    if mark.name not in {*_LINKS, "embed"}:
        return ""
    if mark.plain[:1] and web_address(mark.plain[0]):
        return f"<{mark.plain[0]}>"
    return [*mark.plain, *mark.named.values(), ""][0].replace(" ", "%20") if mark.name in _LINKS else ""


def _box_kind(mark: Mark) -> str:
    if mark.name in REMARKS:
        return mark.name
    if mark.name not in _BOXES:
        return ""
    said = (
        mark.named.get("type"),
        mark.named.get("kind"),
        mark.named.get("color"),
        mark.named.get("style"),
        *mark.plain[:1],
    )
    return next((word.casefold() for word in said if word and word.casefold() in REMARKS), "note")


def _title(mark: Mark, kind: str) -> str:
    title = mark.named.get("title") or mark.named.get("summary") or mark.named.get("label")
    return title or " ".join(word for word in mark.plain if word.casefold() != kind)


def _player(mark: Mark) -> str:
    """Return a link to what a mark plays."""
    name = next((name for name in _PLAYERS if mark.name in {name, f"{name}embed"}), "")
    if not name and (mark.name.startswith("youtube") or mark.name in {"video", "lite-youtube"}):
        name = "youtube"
    named = (mark.named.get(key) for key in ("id", "videoid", "video_id", "youtubeid", "code", "youtube"))
    places = [place for key in ("src", "url", "mp4", "file") if web_address(place := mark.named.get(key, ""))]
    known = [*filter(None, named), *mark.plain]
    if name and known:
        label, address = _PLAYERS[name]
        target = known[0] if name != "gist" else "/".join(known[:2])
        url = target if web_address(target) else address.format(target) if _NAME.fullmatch(target) else ""
        words = [text for text in _texts(mark) if text not in known[:2]]
        return f"[{words[0] if words else label}]({url}){' '.join(['', *words[1:]])}" if url else ""
    if mark.name in {"video", "audio", "podcast", "player", "iframe", "embed"} and (places or mark.plain[:1]):
        url = next((place for place in (*places, *mark.plain) if web_address(place)), "")
        words = _texts(mark)
        return f"[{words[0] if words else mark.name.capitalize()}]({url})" if url else " ".join(words)
    return ""


def _picture(mark: Mark) -> str:
    """Return the picture that a mark shows, called by its words, with its caption behind it."""
    source = next((mark.named[key] for key in _SOURCES if mark.named.get(key)), "")
    source = source or (mark.plain[0] if mark.plain and mark.name in _PICTURES else "")
    is_file = PurePosixPath(source.partition("?")[0]).suffix.lower() in {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".svg",
        ".avif",
    }
    if not source or not (is_file or mark.name in _PICTURES):
        return ""
    texts = _texts(mark)
    alt = mark.named.get("alt") or (texts[0] if texts else _said_behind(mark, source))
    more = [text for text in texts if text != alt]
    return " ".join([f"![{alt}]({source.replace(' ', '%20')})", *more])


def _said_behind(mark: Mark, source: str) -> str:
    """Return the words without quotes that stand behind a picture's file."""
    behind = mark.plain[mark.plain.index(source) + 1 :] if source in mark.plain else []
    return " ".join(word for word in behind if not word.isdecimal())


def _linked(mark: Mark) -> str:
    """Return the words of a mark as a link to what it leads to; empty where it has none or leads nowhere."""
    url, words = _target(mark), _texts(mark)
    return f"[{words[0]}]({url}){_PARTED.join(['', *words[1:]])}" if url and words else ""


def _target(mark: Mark) -> str:
    return next((url for key in ("href", "url", "link", "to") if web_address(url := mark.named.get(key, ""))), "")


def _links_around(text: str, places: list[re.Match[str]]) -> dict[int, str]:
    """Return what stands for marks, by where they begin, that lead somewhere and have words on one line within."""
    found: dict[int, str] = {}
    for first, last in pairwise(places):
        begin, end, inner = _read(first), _read(last), text[first.end() : last.start()]
        is_pair = begin and end and end.is_end and not begin.is_end and begin.name == end.name.removeprefix("end")
        is_plain = inner.strip() and "\n" not in inner and "[" not in inner
        if begin and is_pair and is_plain and (url := _target(begin)) and not _texts(begin):
            found |= {first.start(): "[", last.start(): f"]({url})"}
    return found


def _texts(mark: Mark) -> list[str]:
    """Return the words of a mark that are for readers: those under keys for text, and sentences under any."""
    said: Iterator[str] = (
        value
        for key, value in mark.named.items()
        if value and (key in _TEXTS or _is_prose(value)) and not web_address(value)
    )
    return list(dict.fromkeys([*said, *filter(_is_prose, mark.plain)]))


def _is_prose(text: str) -> bool:
    """Return whether a text reads as words for people: three at least, and none of them a path."""
    words = text.split()
    return len(words) >= 3 and sum(word.strip(".,;:!?\u2026\"'()").isalpha() for word in words) * 2 > len(words)

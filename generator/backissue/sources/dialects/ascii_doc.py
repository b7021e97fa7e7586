"""AsciiDoc as Markdown, line for line (docs.asciidoctor.org)."""

from __future__ import annotations

import re

from backissue.dates import find_day
from backissue.sources.dialects.markup_lines import COMMENT, head_line, with_head

_HEADING = re.compile(r"(?P<marks>={1,6}|#{2,6}) (?P<words>\S.*)")
_ATTRIBUTE = re.compile(r":(?P<key>!?[\w-]+!?):(?: +(?P<value>.*))?")
_AUTHOR = re.compile(r"(?P<name>[^\W\d_][\w.'-]*(?: [\w.'-]+){0,3})(?: +<[^<>]*>)?")
_LABEL = re.compile(r"(?P<name>NOTE|TIP|IMPORTANT|CAUTION|WARNING): (?P<words>.*)")
_POINT = re.compile(r"(?P<marks>\*{1,5}|\.{1,5}|-) (?P<words>\S.*)")
_MACRO = re.compile(
    r"(?P<name>image|video|audio|include|toc|ifdef|ifndef|endif)::(?P<target>[^\s\[]*)\[(?P<words>[^\]]*)\]"
)
_INLINE = re.compile(
    r"""(?:link:|xref:)(?P<target>[^\s\[\]]+)\[(?P<label>[^\]]*)\]
    | (?P<url>https?://[^\s\[\]<>]+)\[(?P<words>[^\]]*)\]
    | image:(?P<picture>[^\s:\[\]][^\s\[\]]*)\[(?P<alt>[^\]]*)\]
    | <<(?P<anchor>[^<>,]+)(?:,\s*(?P<said>[^<>]+))?>>
    | (?<![\w*])\*(?P<bold>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])
    | footnote:\[(?P<note>[^\]]*)\]
    | \[\.?[\w.#-]*\](?=[#*_])""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"\[(?:quote|verse),(?P<source>[^\[\]\"=%#]+)\]")
"""What says whom a block quotes, ``[quote, Ada Boat, Knots]``."""
_TITLE = re.compile(r"\.([^\s.].*)")
_CODE = ("----", "....", "```")
_BLOCKS = ("====", "****", "____", "--")


def from_asciidoc(lines: list[str]) -> list[str]:
    """Return as many lines of Markdown."""
    out = list[str]()
    fence = ""
    for line in lines:
        mark = line if line in {*_CODE, "////"} else ""
        if fence:
            is_end = line == fence
            out.append(("```" if is_end else line) if fence != "////" else COMMENT if line else "")
            fence = "" if is_end else fence
        elif mark:
            out.append(COMMENT if mark == "////" else "```")
            fence = mark
        else:
            out.append(_line(line))
    return _with_head(lines, out)


def _with_head(lines: list[str], out: list[str]) -> list[str]:
    """Return lines whose document header is a head: title, authors, revision and attributes, up to a blank line."""
    start = next((at for at, line in enumerate(lines) if line and not line.startswith("//")), len(lines))
    end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
    head = list[str]()
    for at, line in enumerate(lines[start:end]):
        if line.startswith("= ") and not at:
            head.append(head_line("title", line[2:]))
        elif found := _ATTRIBUTE.fullmatch(line):
            head.append(head_line(found["key"], found["value"] or ""))
        elif head and find_day(line):
            head.append(f"date: {find_day(line)}")
        elif head and at == 1 and all(_AUTHOR.fullmatch(part.strip()) for part in line.split(";")):
            names = [found["name"] for part in line.split(";") if (found := _AUTHOR.fullmatch(part.strip()))]
            head.append(head_line("author", ", ".join(names)))
        elif not line.startswith("//"):
            return out
    end = next((at for at in range(end, len(lines)) if lines[at]), len(lines))
    return with_head(out, head, end)


def _line(line: str) -> str:
    if quoted := _QUOTED.fullmatch(line):
        return f"{quoted['source'].strip()}:"
    is_mark = line in _BLOCKS or (line.startswith("[") and line.endswith("]") and "](" not in line)
    if is_mark or line.startswith("//") or _ATTRIBUTE.fullmatch(line):
        return COMMENT
    if heading := _HEADING.fullmatch(line):
        return f"{'#' * len(heading['marks'])} {_inline(heading['words'])}"
    if label := _LABEL.fullmatch(line):
        return f"**{label['name'].capitalize()}:** {_inline(label['words'])}"
    if macro := _MACRO.fullmatch(line):
        return _macro(macro["name"], macro["target"], macro["words"].split(",")[0].strip('" '))
    return _plain_line(line)


def _macro(name: str, target: str, words: str) -> str:
    if name == "image":
        return f"![{words}]({target})"
    host = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}.get(words, "")
    return f"[Video]({host}{target})" if name in {"video", "audio"} else COMMENT


def _plain_line(line: str) -> str:
    if point := _POINT.fullmatch(line.lstrip()):
        marks = point["marks"]
        return f"{'    ' * (len(marks) - 1)}{'1.' if marks[0] == '.' else '-'} {_inline(point['words'])}"
    title = _TITLE.fullmatch(line)
    return f"**{_inline(title[1])}**" if title else "" if line == "+" else _inline(line)


def _inline(line: str) -> str:
    """Return a line with links and marks as Markdown has them.

    >>> _inline("See https://r.example[the roses], link:t.html[tulips] and *this*.")
    'See [the roses](https://r.example), [tulips](t.html) and **this**.'
    """
    return _INLINE.sub(_span, line)


def _span(found: re.Match[str]) -> str:
    url = found["url"] or found["target"]
    if url:
        words = (found["words"] or found["label"] or "").removesuffix("^").split(",window=")[0].strip('"')
        return f"[{words}]({url})" if words else f"<{url}>" if "://" in url else url
    if found["picture"]:
        return f"![{found['alt'].split(',')[0]}]({found['picture']})"
    if found["anchor"]:
        return found["said"] or found["anchor"]
    if found["bold"]:
        return f"**{found['bold']}**"
    return f" ({found['note']})" if found["note"] else ""

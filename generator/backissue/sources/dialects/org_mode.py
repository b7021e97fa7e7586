"""Org as Markdown, line for line (orgmode.org/manual)."""

from __future__ import annotations

import re

from backissue.sources.dialects.markup_lines import COMMENT, head_line, with_head

_KEYWORD = re.compile(r"\#\+(?P<key>[\w-]+):\s*(?P<value>.*)", re.IGNORECASE)
_HEADING = re.compile(
    r"(?P<stars>\*+) (?:(?:TODO|DONE|NEXT|WAITING) )?(?:\[\#[A-Z]\] )?(?P<words>.*?)(?P<tags>\s+:[\w@:]+:)?"
)
_BLOCK = re.compile(r"\s*\#\+(?P<end>begin|end)_(?P<name>\w+)\b(?P<words>.*)", re.IGNORECASE)
_RULE = re.compile(r"\s*\|(?:-+\+)*-+\|?\s*")
_DRAWER = re.compile(r"\s*:(?P<name>[A-Z_]+):\s*")
_PLANNED = ("CLOSED:", "SCHEDULED:", "DEADLINE:", "CLOCK:")
_INLINE = re.compile(
    r"""\[\[(?P<url>[^\[\]]+)\](?:\[(?P<words>[^\[\]]+)\])?\]
    | (?<![\w*])\*(?P<bold>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])
    | (?<![\w/:.])/(?P<italic>[^\s/](?:[^/]*[^\s/])?)/(?![\w/])
    | (?<![\w=])=(?P<verbatim>[^\s=](?:[^=]*[^\s=])?)=(?![\w=])
    | (?<![\w~])~(?P<code>[^\s~](?:[^~]*[^\s~])?)~(?![\w~])
    | (?<![\w+])\+(?P<gone>[^\s+](?:[^+]*[^\s+])?)\+(?![\w+])
    | \[fn:(?P<note>[\w-]+)\]""",
    re.VERBOSE,
)
_NOTE = re.compile(r"\[fn:([\w-]+)\] ")
_NOT_EXPORTED = frozenset({"noexport", "archive"})
_CODE = frozenset("src example verbatim export".split())


def from_org(lines: list[str]) -> list[str]:
    """Return as many lines of Markdown."""
    out = list[str]()
    is_open = ""  # the block or drawer that a line lies in
    hidden = 0  # the depth of the heading whose text is not exported
    rows = 0  # of the table that a line lies in
    for line in lines:
        heading = None if is_open else _HEADING.fullmatch(line)
        if heading and (not hidden or len(heading["stars"]) <= hidden):
            hidden = len(heading["stars"]) if _is_hidden(heading) else 0
        is_rule = not is_open and _RULE.fullmatch(line)
        done, is_open = (_rule(line, rows), "") if is_rule else _line(line, is_open)
        rows = rows + (not is_rule) if line.lstrip().startswith("|") and not is_open else 0
        out.append(done if not hidden else COMMENT if line.strip() else "")
    return _with_head(lines, out if _is_titled(lines) else [_deeper(line) if line[:1] == "#" else line for line in out])


def _rule(line: str, rows: int) -> str:
    """Return the rule below a number of rows of a table: below the first it makes that the heads of the columns.

    >>> _rule("|---+---|", 0), _rule("|---+---|", 1), _rule("|---+---|", 3)
    ('', '|---|---|', '|   |   |')
    """
    columns = line.replace("+", "|")
    return "" if not rows else columns if rows == 1 else columns.replace("-", " ")


def _is_titled(lines: list[str]) -> bool:
    """Return whether a keyword gives a title, or the only heading of the first level, which opens the text.

    >>> _is_titled(["#+TITLE: Roses", "* Red"]), _is_titled(["* Roses", "** Red"]), _is_titled(["So.", "* Roses"])
    (True, True, False)
    """
    opening = next((line for line in lines if line.strip() and not _is_of_head(line)), "")
    tops = sum(line.startswith("* ") for line in lines)
    is_named = any(line.casefold().startswith("#+title:") for line in lines)
    return is_named or tops == 0 or (tops == 1 and opening.startswith("* "))


def _deeper(heading: str) -> str:
    """Return a heading one level deeper, since none of the first level names the text.

    >>> _deeper("# Red"), _deeper("###### Red"), _deeper("#red")
    ('## Red', '###### Red', '#red')
    """
    marks = len(heading) - len(heading.lstrip("#"))
    return f"#{heading}" if marks < _DEEPEST and heading[marks : marks + 1] == " " else heading


_DEEPEST = 6


def _is_hidden(heading: re.Match[str]) -> bool:
    """Return whether what stands below a heading is not exported (orgmode.org/manual/Export-Settings.html)."""
    tags = (heading["tags"] or "").casefold().strip(" :").split(":")
    return not _NOT_EXPORTED.isdisjoint(tags) or heading["words"].split(" ")[0] == "COMMENT"


def _with_head(lines: list[str], out: list[str]) -> list[str]:
    """Return lines whose keywords at the top are a head."""
    end = next((at for at, line in enumerate(lines) if line.strip() and not _is_of_head(line)), len(lines))
    found = [known for line in lines[:end] if (known := _KEYWORD.fullmatch(line))]
    head = [head_line(known["key"], known["value"]) for known in found]
    return with_head(out, head, end)


def _is_of_head(line: str) -> bool:
    return bool(_KEYWORD.fullmatch(line)) or line.startswith("# ") or bool(_DRAWER.match(line))


def _line(line: str, is_open: str) -> tuple[str, str]:
    """Return a line as Markdown, and the block that the next one lies in."""
    if is_open:
        return _line_inside(line, is_open)
    block = _BLOCK.fullmatch(line)
    if block and block["end"].lower() == "begin":
        name = block["name"].lower()
        language = "".join(block["words"].split()[:1]) if name == "src" else ""
        return (f"```{language}" if name in _CODE else "" if name == "quote" else COMMENT), name
    if (drawer := _DRAWER.fullmatch(line)) and drawer["name"] in {"PROPERTIES", "LOGBOOK"}:
        return COMMENT, ":"
    return _plain_line(line, line.strip()), ""


def _line_inside(line: str, name: str) -> tuple[str, str]:
    """Return a line of a block or a drawer as Markdown, and the block that the next one lies in."""
    block = _BLOCK.fullmatch(line)
    ends = block["end"].lower() == "end" if block else name == ":" and line.strip() == ":END:"
    if ends or name in {"comment", ":"}:
        fence = "```" if name in _CODE else "" if name == "quote" else COMMENT
        return (fence if ends else COMMENT if line.strip() else ""), "" if ends else name
    if name in _CODE:
        return line, name
    return (f"> {_inline(line.strip())}" if name == "quote" else _inline(line)), name


def _plain_line(line: str, bare: str) -> str:
    if bare == "#" or bare.startswith(("# ", *_PLANNED)) or _KEYWORD.fullmatch(bare) or _BLOCK.fullmatch(line):
        return COMMENT
    if heading := _HEADING.fullmatch(line):
        return f"{'#' * min(len(heading['stars']), 6)} {_inline(heading['words'])}"
    if note := _NOTE.match(line):
        return f"[^{note[1]}]: {_inline(line[note.end() :])}"
    return _inline(line)


def _inline(line: str) -> str:
    """Return a line with links and marks as Markdown has them.

    >>> _inline("See [[https://r.example][the *roses*]], [[https://t.example]] and /not/ ~code~.")
    'See [the *roses*](https://r.example), <https://t.example> and *not* `code`.'
    """
    return _INLINE.sub(_span, line)


def _span(found: re.Match[str]) -> str:
    if url := found["url"]:
        bare = url.removeprefix("file:")
        if found["words"]:
            return f"[{found['words']}]({bare})"
        return f"<{url}>" if "://" in url else f"![]({bare})" if url.startswith(("file:", "./")) else f"[[{url}]]"
    if found["note"]:
        return f"[^{found['note']}]"
    code = found["verbatim"] or found["code"]
    if code:
        return f"`{code}`"
    mark, words = next((mark, found[name]) for name, mark in _MARKS if found[name])
    return f"{mark}{words}{mark}"


_MARKS = (("bold", "**"), ("italic", "*"), ("gone", "~~"))

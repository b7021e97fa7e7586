r"""Text written so that it is itself where it stands: in Markdown, a heading, a link's label, an address, TeX.

Markdown is that of the extensions that ``mkdocs.yml`` switches on. Every rule escapes only where the mark would mean
something, so that the result stays readable in an editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from urllib.parse import quote

# Control characters, halves of surrogate pairs and the byte order mark: no page can show them.
_UNSHOWN = dict.fromkeys(
    chain(range(0x09), range(0x0E, 0x1C), range(0x7F, 0x85), range(0x86, 0xA0), range(0xD800, 0xE000), (0xFEFF,))
)

_BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that turn the order of those behind them, beyond the end of their own text where nothing ends that."""
_BLANK = (0x0B, 0x0C, *range(0x1C, 0x20), 0x85, 0x2028, 0x2029)
_CONTROLS = {**dict.fromkeys([*_UNSHOWN, *_BIDI]), **dict.fromkeys(_BLANK, " ")}
_MARKS_OF_ORDER = (0x61C, 0x200E, 0x200F)
"""They turn nothing but themselves, and Arabic and Hebrew have use for them; but nobody sees them."""
_SHOWN_AS_CODE = {code: f"\\u{code:04x}" for code in (*_CONTROLS, 0x0D, *_MARKS_OF_ORDER)}
# A runner of GitHub, or of others, takes these for its commands: in a line, and at the beginning of one.
_COMMAND_OF_RUNNER = re.compile(r"##(?=\w*\[)|^(\s*):(?=:)", re.MULTILINE)

# Stand-ins while the rules run; both are removed from every text first.
MATH, _STAR = "\x02", "\x03"

_MATH_TOKEN = re.compile(r"\\[^\n]|[${}\n]")
_LATEX = re.compile(r"\\[A-Za-z,;:!]|[_^=<>]|^[A-Za-z]\S{0,11}$")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,2})(?=[^\s*])([^*\n]*[^\s*\\])\1(?![\w*])")
_MARK = re.compile(r"&(?=#|[\w.-]+;)|[\\<\[{`*_$]")
_ESCAPABLE = frozenset(rf"\`*_{{}}[]()>#+-.!|${MATH}")

# Formulas and what is escaped already, whole; else a character that may have to be written otherwise.
_ESCAPED = re.compile(r"\$[^$]+\$|\\\(.*?\\\)|\\.|[\[\]\\{]", re.DOTALL)
_ENTITIES = {"[": "&#91;", "]": "&#93;", "\\": "&#92;"}

# BibTeX counts braces even behind a backslash, and its parsers take an @ at the beginning of a line for an entry.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "@": "{@}",
    **{mark: f"\\{mark}" for mark in "$&%#_"},
}
_TEX_TABLE = str.maketrans(_TEX)


def escape_markdown(text: str, *, emphasis: bool = False) -> str:
    r"""Return one paragraph of text as Markdown that renders as this text; its mathematics stays mathematics.

    White space is folded in each line, and characters that no page can show are dropped. ``emphasis`` leaves the
    emphasis of a source that is Markdown itself: ``*so*`` and ``**so**``.

    >>> escape_markdown("1. the <b> of $5 and $10 at $x_1$")
    '1\\. the &lt;b> of \\$5 and \\$10 at $x_1$'
    >>> escape_markdown("snake_case, 2 * 3, [AI] and *this*")
    'snake_case, 2 * 3, [AI] and \\*this\\*'
    """
    text = fold(text)
    cuts = [0, *chain.from_iterable(math_spans(text)), len(text)]
    around = MATH.join(text[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True))
    formulas = (text[start + 1 : end - 1] for start, end in zip(cuts[1:-1:2], cuts[2:-1:2], strict=True))
    return escape_around(around, formulas, emphasis=emphasis)


def escape_around(text: str, formulas: Iterable[str], *, emphasis: bool = False) -> str:
    r"""Return as :func:`escape_markdown` does a text whose formulas are known.

    Args:
        text: one folded line. :data:`MATH` stands in it for each formula; nothing else in it is mathematics.
        formulas: the TeX of each, in one line, without its delimiters and without backticks.
        emphasis: whether the emphasis of Markdown stays.

    >>> escape_around(f"$5 or {MATH}", [r"n \log n"])
    '\\$5 or $n \\log n$'
    """
    if emphasis:
        text = _EMPHASIS.sub(lambda found: len(found[1]) * _STAR + found[2] + len(found[1]) * _STAR, text)
    parts, written = _escape(text).replace(_STAR, "*").split(MATH), []
    for formula in formulas:
        tex = formula.replace("&", "&amp;").replace("<", "&lt;")
        written.append(rf"\({tex}\)" if "$" in tex else f"${tex}$")
    return "".join(chain.from_iterable(zip_longest(parts, written, fillvalue="")))


def escape_heading(text: str) -> str:
    r"""Return a heading's text as Markdown, one line: as :func:`escape_markdown`, and safe at the end of a heading.

    >>> escape_heading("F# {x} and C#")
    'F# \\{x} and C\\#'
    """
    line = escape_markdown(" ".join(text.split()))
    words = line.rstrip("#")
    hashes = r"\#" * (len(line) - len(words))
    is_escaped = (len(words) - len(words.rstrip("\\"))) % 2 == 1
    line = words + (hashes.removeprefix("\\") if is_escaped else hashes)

    def written(found: re.Match[str]) -> str:
        is_attributes = found[0] == "{" and line[: found.start()].endswith(" ")
        return f"\\{found[0]}" if is_attributes or found[0] == "\\" else found[0]

    return _ESCAPED.sub(written, line)


def escape_label(text: str) -> str:
    r"""Return text as Markdown that may also stand in a link's brackets: none of its own ends the link, or begins one.

    >>> escape_label("a] [b](c) at $x[1]$")
    'a&#93; \\[b&#93;(c) at $x[1]$'
    """
    return without_brackets(escape_markdown(text))


def escape_title(text: str) -> str:
    r"""Return text as a heading of which no definition elsewhere on the page makes a link of bracketed words.

    >>> escape_title("[AI] and C#")
    '&#91;AI&#93; and C\\#'
    """
    return without_brackets(escape_heading(text))


def without_brackets(markdown: str) -> str:
    r"""Return escaped Markdown in which no definition elsewhere on the page makes a link of bracketed words.

    >>> without_brackets(r"[AI] at $x[1]$")
    '&#91;AI&#93; at $x[1]$'
    """
    return _ESCAPED.sub(lambda found: _ENTITIES.get(found[0], found[0]), markdown)


def escape_url(url: str) -> str:
    """Return an address with all that could end a Markdown link percent-encoded, and nothing encoded twice.

    >>> escape_url("https://example.org/a b<c>?d=%20")
    'https://example.org/a%20b%3Cc%3E?d=%20'
    """
    return quote(url, safe="%/:=&?~#+!,;'@()*[]-._")


def to_tex(text: str) -> str:
    r"""Return the TeX that prints a text, every character as it is; line ends and blanks stay.

    >>> to_tex("50% of {x_1}\n@all")
    '50\\% of \\textbraceleft{}x\\_1\\textbraceright{}\n{@}all'
    """
    return text.translate(_TEX_TABLE)


def from_tex(tex: str) -> str:
    r"""Return what :func:`to_tex` was given.

    >>> from_tex(to_tex(r"a\b{}~^@$&%#_"))
    'a\\b{}~^@$&%#_'
    """
    for mark, written in reversed(_TEX.items()):  # the backslash last, which the others are written with
        tex = tex.replace(written, mark)
    return tex


def fold(text: str) -> str:
    """Return the text without control characters, with single blanks in its lines and no empty line."""
    lines = (" ".join(line.split()) for line in text.translate(_UNSHOWN).split("\n"))
    return "\n".join(filter(None, lines))


def without_controls(text: str) -> str:
    r"""Return text without the characters that act on what shows it: those of terminals, and those that turn its order.

    >>> without_controls("a\x1b[31m\u202eb\tc")
    'a[31mb\tc'
    """
    return text.translate(_CONTROLS)


def printed(text: str) -> str:
    r"""Return text to be printed: nothing in it acts on a terminal, or is a command to what runs the program.

    What would is shown as JSON writes it, so that JSON stays what it is.

    >>> print(printed("a\x1b[31m\n::error::b ##[error]c"))
    a\u001b[31m
    \u003a:error::b #\u0023[error]c
    """
    shown = text.translate(_SHOWN_AS_CODE)
    return _COMMAND_OF_RUNNER.sub(lambda found: r"#\u0023" if found[1] is None else rf"{found[1]}\u003a", shown)


def printed_line(text: str) -> str:
    r"""Return text to be printed in one line.

    >>> print(printed_line("a\n::stop-commands::b"))
    a\u000a::stop-commands::b
    """
    return printed(text.replace("\n", r"\u000a").replace("\t", r"\u0009"))


def escape_github(text: str) -> str:
    r"""Return a line of text as Markdown that GitHub shows as this text: no mark, link, mention or number acts in it.

    CommonMark lets a backslash stand before any ASCII punctuation (spec 0.31, "Backslash escapes").

    >>> print(escape_github("a_b @me #1 <b>"))
    a\_b \@me \#1 \<b\>
    """
    return re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", without_controls(" ".join(text.split())))


def annotation(kind: str, file: str, line: int, message: str) -> str:
    r"""Return the command by which a runner of GitHub shows a message at a line of a file; 0 is the whole file.

    Nothing in a name or a message ends the command or begins another. The escapes are those of the runner's own
    toolkit (github.com/actions/toolkit, ``packages/core/src/command.ts``); what they leave is made harmless before.

    >>> print(annotation("error", "a,b:c.md", 5, "50%\n::error::odd"))
    ::error file=a%2Cb%3Ac.md,line=5::50%25\u000a::error::odd
    """
    name = _runner_text(file).replace(":", "%3A").replace(",", "%2C")
    place = f"{name},line={line}" if line else name
    return f"::{kind} file={place}::{_runner_text(message)}"


def _runner_text(text: str) -> str:
    return printed_line(text).replace("%", "%25")


def math_spans(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where LaTeX stands between dollars: start and end in ``text``, delimiters included, one pass.

    Dollars inside braces belong to the text around them, as in ``$\textit{Evo$\textbf{L}$ved}$``.

    >>> list(math_spans(r"$5 and $10 for $\Delta$ x"))
    [(15, 23)]
    """
    start, depth = -1, 0
    for token in _MATH_TOKEN.finditer(text):
        mark, at = token[0], token.start()
        if mark == "\n":
            start = -1
        elif mark in {"{", "}"}:
            depth += 1 if mark == "{" else -1
        elif mark == "$" and (start < 0 or depth < 0):
            start, depth = at, 0
        elif mark == "$" and depth == 0:
            tex = text[start + 1 : at]
            is_latex = tex == tex.strip() and "`" not in tex and r"\)" not in tex and _LATEX.search(tex)
            if is_latex:
                yield start, token.end()
            start = -1 if is_latex else at


_TICKS = re.compile("`+")


def _escape(text: str) -> str:
    """Return Markdown in which no mark means anything. Some marks need a second one to mean anything."""
    counts = {
        "`": sum(1 for _ in _TICKS.finditer(text)),
        "*": text.count("*") + text.count(_STAR),
        "_": text.count("_"),
        "$": text.count("$") + text.count(MATH),
    }
    paired = {mark for mark, count in counts.items() if count > 1}

    def written(found: re.Match[str]) -> str:
        mark, at = found[0], found.start()
        if mark in counts and mark not in paired:
            return mark
        return _written(mark, text[at - 1 : at], text[found.end() : found.end() + 1], text, at)

    return "\n".join(map(_escape_start, _MARK.sub(written, text).split("\n")))


def _written(mark: str, before: str, after: str, text: str, at: int) -> str:
    """Return a mark as it has to stand between two characters, each empty at an end of the text."""
    begins_line = before in {"", "\n"}
    match mark:
        case "&":
            return "&amp;"
        case "<":
            return "&lt;"
        case "[":
            is_escaped = not _is_only_bracketed(text, at)
        case "\\":
            is_escaped = after in _ESCAPABLE or (begins_line and text.startswith("begin{", at + 1))
        case "{":
            is_escaped = begins_line or before in {MATH, _STAR}
        case "*":
            is_escaped = bool(before.strip() or after.strip())
        case "_":
            is_escaped = not (before.isalnum() and after.isalnum())
        case _:
            is_escaped = True
    return f"\\{mark}" if is_escaped else mark


def _is_only_bracketed(text: str, at: int) -> bool:
    """Return whether words in brackets are harmless: no link, definition or footnote could come of them."""
    end = text.find("]", at, at + 203)
    words, behind = text[at + 1 : max(end, 0)], text[end + 1 : end + 3]
    if not words or words == "TOC" or words.startswith("^") or "[" in words or "\n" in words:
        return False
    return not (behind[1:] if behind[:1].isspace() else behind).startswith(("[", "(", ":"))


def _escape_start(line: str) -> str:
    """Return a line whose beginning makes it no heading, list, quotation, rule, table, definition or code."""
    first, marks = line[:1], set(line)
    word, _, rest = line.partition(" ")
    if line.startswith(("#", ">", "|", "!!!", "```")) or word in {"-", "+", "*"} or marks == {"*"}:
        return f"\\{line}"
    if (first == "_" and marks <= set("_ ")) or (first in {"-", "+"} and marks <= set("-+|: ")):
        return f"\\{line}"
    if word.endswith(".") and word[:-1].isdecimal() and " " in line:
        return rf"{word[:-1]}\. {rest}"
    if word == ":" or (first == ":" and marks <= set(":-| ")) or marks == {"="} or line.startswith("~~~"):
        return f"&#{ord(first)};{line[1:]}"
    return line

"""Text as Markdown that renders as that text, with the extensions that ``mkdocs.yml`` switches on.

Every rule escapes only where the mark would mean something, so that the result stays readable in an editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
_MATH_TOKEN = re.compile(r"\\[^\n]|[${}\n]")
_LATEX = re.compile(r"\\[A-Za-z,;:!]|[_^=<>]|^[A-Za-z]\S{0,11}$")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,2})(?=[^\s*])([^*\n]*[^\s*\\])\1(?![\w*])")

# Stand-ins while the rules run; both are removed from every text first.
MATH, _STAR = "\x02", "\x03"

# Formulas and what is escaped already; else a brace that could begin an attribute list, and a last backslash.
_HEADING_TOKEN = re.compile(r"(\$[^$]+\$|\\\(.*?\\\)|\\.)|(?<=[ ])\{|\\$")

_ALWAYS = (
    (re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!|$\x02])"), r"\\\\"),
    (re.compile(r"^\\(?=begin\{)", re.MULTILINE), r"\\\\"),
    (re.compile(r"&(?=#|[\w.-]+;)"), "&amp;"),
    (re.compile(r"<"), "&lt;"),
    # A bracketed word is harmless unless a link, a definition or a footnote could come of it.
    (re.compile(r"\[(?!(?!TOC\])[^\[\]^\n][^\[\]\n]{0,200}\](?!\s?[\[(:]))"), r"\["),
    (re.compile(r"^\{|(?<=[\x02\x03])\{", re.MULTILINE), r"\{"),
)
# Two of these marks make a pair; one alone is only itself.
_PAIRED = (
    (re.compile(r"`+"), re.compile(r"`"), r"\`"),
    (re.compile(r"[*\x03]"), re.compile(r"(?<!\S)\*(?=\S)|(?<=\S)\*|\*(?=\*)"), r"\*"),
    (re.compile(r"_"), re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\_"),
    (re.compile(r"[$\x02]"), re.compile(r"\$"), r"\$"),
)
_LINE_STARTS = (
    (re.compile(r"^(?=[#>|]|!!!|```|[-+*](?:[ ]|$)|\*+$|_[_ ]*$|[-+][-+|: ]*$)", re.MULTILINE), r"\\"),
    (re.compile(r"^(\d+)\.(?=[ ])", re.MULTILINE), r"\1\\."),
    (re.compile(r"^:(?=[ ]|[-|: ]*$)", re.MULTILINE), "&#58;"),
    (re.compile(r"^=(?==*$)", re.MULTILINE), "&#61;"),
    (re.compile(r"^~(?=~~)", re.MULTILINE), "&#126;"),
)


def escape_markdown(text: str, *, emphasis: bool = False) -> str:
    r"""One paragraph of text as Markdown that renders as this text; its mathematics stays mathematics.

    White space is folded in each line, and characters that no page can show are dropped. ``emphasis`` leaves the
    emphasis of a source that is Markdown itself: ``*so*`` and ``**so**``.

    >>> escape_markdown("1. the <b> of $5 and $10 at $x_1$")
    '1\\. the &lt;b> of \\$5 and \\$10 at $x_1$'
    >>> escape_markdown("snake_case, 2 * 3, [AI] and *this*")
    'snake_case, 2 * 3, [AI] and \\*this\\*'
    """
    text = fold(text)
    spans = list(math_spans(text))
    return _escape_around(_without(text, spans), (text[start + 1 : end - 1] for start, end in spans), emphasis=emphasis)


def escape_around(text: str, formulas: Iterable[str]) -> str:
    r"""As :func:`escape_markdown`, for a text whose formulas are known.

    Args:
        text: one folded line. :data:`MATH` stands in it for each formula; nothing else in it is mathematics.
        formulas: the TeX of each, in one line, without its delimiters and without backticks.

    >>> escape_around(f"$5 or {MATH}", [r"n \log n"])
    '\\$5 or $n \\log n$'
    """
    return _escape_around(text, formulas, emphasis=False)


def _escape_around(text: str, formulas: Iterable[str], *, emphasis: bool) -> str:
    written = map(_formula, formulas)
    return re.sub(MATH, lambda _: next(written), _escape(text, emphasis=emphasis)).replace(_STAR, "*")


def escape_heading(text: str) -> str:
    r"""A heading's text as Markdown, one line: as :func:`escape_markdown`, and safe at the end of a heading.

    >>> escape_heading("F# {x} and C#")
    'F# \\{x} and C\\#'
    """
    line = escape_markdown(" ".join(text.split()))
    line = re.sub(r"(?<!\\)((?:\\\\)*)#(?=#*$)", r"\1\\#", line)
    return _HEADING_TOKEN.sub(lambda found: found[0] if found[1] else f"\\{found[0]}", line)


def _escape(text: str, *, emphasis: bool) -> str:
    if emphasis:
        text = _EMPHASIS.sub(lambda found: len(found[1]) * _STAR + found[2] + len(found[1]) * _STAR, text)
    for pattern, written in _ALWAYS:
        text = pattern.sub(written, text)
    for mark, pattern, written in _PAIRED:
        if len(mark.findall(text)) > 1:
            text = pattern.sub(written, text)
    for pattern, written in _LINE_STARTS:
        text = pattern.sub(written, text)
    return text


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return MATH.join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _formula(tex: str) -> str:
    r"""A formula as Markdown: in ``\(…\)`` where dollars stand in it."""
    inner = tex.replace("&", "&amp;").replace("<", "&lt;")
    return rf"\({inner}\)" if "$" in inner else f"${inner}$"


def fold(text: str) -> str:
    """The text without control characters, with single blanks in its lines and no empty line."""
    lines = (" ".join(line.split()) for line in _CONTROL.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)


def math_spans(text: str) -> Iterator[tuple[int, int]]:
    r"""Where LaTeX stands between dollars: start and end in ``text``, delimiters included, one pass.

    Dollars inside braces belong to the text around them, as in ``$\textit{Evo$\textbf{L}$ved}$``.

    >>> list(math_spans(r"$5 and $10 for $\Delta$ x"))
    [(15, 23)]
    """
    start, depth = -1, 0
    for token in _MATH_TOKEN.finditer(text):
        match token[0]:
            case "\n":
                start = -1
            case "{" | "}" as brace:
                depth += 1 if brace == "{" else -1
            case "$" if start < 0 or depth < 0:
                start, depth = token.start(), 0
            case "$" if depth == 0 and _is_latex(text[start + 1 : token.start()]):
                yield start, token.end()
                start = -1
            case "$" if depth == 0:
                start = token.start()
            case _:
                pass


def _is_latex(inner: str) -> bool:
    return inner == inner.strip() and "`" not in inner and r"\)" not in inner and bool(_LATEX.search(inner))

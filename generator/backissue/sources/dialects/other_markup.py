"""Texts in reStructuredText, Org, AsciiDoc and Logseq's Markdown as the Markdown that says the same, line for line.

Their heads, comments, headings, links, boxes and code come in as such. What is rarer stays as it is written. A comment
becomes one of HTML, so that it is counted as every other; a line stays where it was, so that problems name it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from backissue.sources.dialects.ascii_doc import from_asciidoc
from backissue.sources.dialects.logseq import from_logseq, is_logseq
from backissue.sources.dialects.org_mode import from_org
from backissue.sources.dialects.restructured import from_restructured
from backissue.sources.dialects.text_in_head import with_text_below
from backissue.sources.pieces import Source

_LANGUAGES: Mapping[str, Callable[[list[str]], list[str]]] = {
    ".rst": from_restructured,
    ".rest": from_restructured,
    ".org": from_org,
    ".adoc": from_asciidoc,
    ".asciidoc": from_asciidoc,
    ".asc": from_asciidoc,
}
SUFFIXES = frozenset(_LANGUAGES)


def as_markdown(source: Source) -> Source:
    """Return a source of another markup language in as many lines of Markdown; any other as it is."""
    source = with_text_below(_unwrapped(source))
    suffix = PurePosixPath(source.file).suffix.lower()
    if suffix == ".md" and is_logseq(source.lines):
        return replace(source, lines=tuple(from_logseq(source.lines)))
    convert = _LANGUAGES.get(suffix)
    if convert is None:
        return source
    lines = convert([line.expandtabs(8).rstrip() for line in source.lines])
    return replace(source, lines=tuple(lines))


def _unwrapped(source: Source) -> Source:
    """Return a text without the fence around all of it, in which programs hand out Markdown.

    >>> _unwrapped(Source("a.md", ("```markdown", "# Moles", "Red.", "```"))).lines
    ('', '# Moles', 'Red.', '')
    >>> _unwrapped(Source("a.md", ("```markdown", "# Moles", "```", "so it is written."))).lines[0]
    '```markdown'
    """
    filled = [at for at, line in enumerate(source.lines) if line.strip()]
    first = source.lines[filled[0]].strip("\ufeff ") if filled else ""
    if first not in {"```markdown", "```md"}:
        return source
    closed = [at for at in filled[1:] if source.lines[at].rstrip() == "```"]
    opened = sum(source.lines[at].startswith("```") for at in filled[1:]) - len(closed)
    is_closed = len(closed) == opened + 1 and closed[-1] == filled[-1]
    if not is_closed and len(closed) != opened:
        return source
    around = {filled[0], filled[-1]} if is_closed else {filled[0]}
    return replace(source, lines=tuple("" if at in around else line for at, line in enumerate(source.lines)))

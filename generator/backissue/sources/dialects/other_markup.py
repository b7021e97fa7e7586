"""Texts in reStructuredText, Org and AsciiDoc as the Markdown that says the same, line for line.

Their heads, comments, headings, links, boxes and code come in as such. What is rarer stays as it is written. A comment
becomes one of HTML, so that it is counted as every other; a line stays where it was, so that problems name it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from backissue.sources.dialects.ascii_doc import from_asciidoc
from backissue.sources.dialects.org_mode import from_org
from backissue.sources.dialects.restructured import from_restructured
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
    convert = _LANGUAGES.get(PurePosixPath(source.file).suffix.lower())
    if convert is None:
        return source
    lines = convert([line.expandtabs(8).rstrip() for line in source.lines])
    return replace(source, lines=tuple(lines))

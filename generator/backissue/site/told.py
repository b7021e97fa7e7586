"""A page's Markdown with what its stories speak of: a line of links below each heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from backissue.mentions import Mention
from backissue.model import Page
from backissue.prose.plain import shorten
from backissue.prose.stories import shown, stories, with_anchor
from backissue.site import paths
from backissue.site.templates import escape_label

LONGEST = 100
"""Characters of the words that gave a mention away."""


def with_mentions(page: Page, mentions: Iterable[Mention]) -> str:
    """The body of ``page`` with the mentions in it, and with the headings of its stories named as links name them."""
    by_line = defaultdict[int, list[Mention]](list)
    for mention in mentions:
        by_line[mention.story.line].append(mention)
    lines = page.item.body.split("\n")
    for story in reversed(stories(page)):
        if found := by_line.pop(story.line, None):
            lines[story.line - 1 : story.line - 1] = _block(page, found)
        if story.anchor:
            lines[story.line - 2] = with_anchor(lines[story.line - 2], story.anchor)
    of_page = by_line.pop(1, None)  # where nothing stands before the first heading
    lines[:0] = _block(page, of_page) if of_page else []
    return "\n".join(lines)


def _block(page: Page, found: Sequence[Mention]) -> list[str]:
    entries = [f"- {_link(page, mention)}{_evidence(mention)}" for mention in found]
    return ["", '<div class="bi-mentions" markdown="1" data-pagefind-ignore="all">', "", *entries, "", "</div>", ""]


def _link(page: Page, mention: Mention) -> str:
    target = mention.target
    return f"[{escape_label(target.item.title)}]({quote(paths.relative(target.path, page.path))})"


def _evidence(mention: Mention) -> str:
    words = escape_label(evidence(mention))
    return f' <span class="bi-note">{words}</span>' if words else ""


def evidence(mention: Mention) -> str:
    """The words that gave a mention away, in quotation marks; nothing where an editor says that it is one."""
    if not mention.words:
        return ""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{shorten(shown(mention.words), LONGEST)}\N{RIGHT DOUBLE QUOTATION MARK}"

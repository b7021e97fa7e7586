"""Footnotes in HTML of other makers: a number that leads to a note, from which a link leads back to the number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.sources.issues.html_inlines import NOTE

_HOLDERS = frozenset({"li", "aside", "dd", "section", "p", "div", "td"})
_LONGEST_SIGN = 6
"""Characters of what stands for a footnote within a text: ``[12]``."""


def mark_notes(tree: LexborHTMLParser) -> None:
    """Mark the footnotes of a page and the references to them, so that they come out as footnotes.

    A footnote is what a link with a few characters leads to and what has a link back, whatever its maker calls them:
    Markdown engines, WordPress, Ghost and Substack each have names of their own, and all of them these two links.
    """
    anchors = [node for node in tree.css("a[href^='#']") if node.attributes.get("href") != "#"]
    if len(anchors) < 2:
        return
    by_id = {str(node.attributes["id"]): node for node in tree.css("[id]") if node.attributes.get("id")}
    places = {anchor.mem_id: at for at, anchor in enumerate(anchors)}
    number = max((int(label) for label in _labels(tree)), default=0)
    known: dict[int, int] = {}
    backs: dict[int, LexborNode] = {}
    for anchor in anchors:
        if len("".join(anchor.text().split())) > _LONGEST_SIGN or anchor.mem_id in backs:
            continue
        note, back = _note_of(anchor, by_id, places)
        if note is None:
            continue
        if note.mem_id not in known:
            number += 1
            known[note.mem_id] = number
            note.attrs[NOTE] = str(number)
        backs |= {link.mem_id: link for link in back}
        outer = anchor.parent if anchor.parent is not None and anchor.parent.tag == "sup" else anchor
        outer.attrs[NOTE] = str(known[note.mem_id])
    for link in backs.values():
        link.decompose()


def _labels(tree: LexborHTMLParser) -> Iterator[str]:
    labels = (node.attributes.get(NOTE) or "" for node in tree.css(f"[{NOTE}]"))
    return (label for label in labels if label.isdecimal())


def _note_of(
    anchor: LexborNode, by_id: Mapping[str, LexborNode], places: Mapping[int, int]
) -> tuple[LexborNode | None, list[LexborNode]]:
    """Return the note below a link that leads to it, and the links in it that lead back; else none."""
    target = by_id.get(_leads_to(anchor))
    own = _ids_at(anchor)
    holder, steps = target, 0
    while holder is not None and own and steps < 3:
        if holder.tag in _HOLDERS:
            links = [link for link in holder.css("a[href^='#']") if _leads_to(link) in own]
            links = [link for link in links if places.get(link.mem_id, 0) > places[anchor.mem_id]]
            if links and not _holds(holder, anchor):
                return holder, links
            if holder.tag == "li" or holder.attributes.get(NOTE):
                break
        holder, steps = holder.parent, steps + 1
    return None, []


def _leads_to(anchor: LexborNode) -> str:
    return (anchor.attributes.get("href") or "").removeprefix("#")


def _ids_at(anchor: LexborNode) -> set[str]:
    """Return the names of the place at which a link stands: its own, those around it and those within."""
    around = [anchor, *filter(None, [anchor.parent, anchor.parent.parent if anchor.parent else None])]
    close = [node for node in around if node.tag in {"a", "sup", "span", "small"}]
    return {name for node in [*close, *anchor.css("[id]")] if (name := node.attributes.get("id"))}


def _holds(holder: LexborNode, node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above == holder:
            return True
        above = above.parent
    return False

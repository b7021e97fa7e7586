"""What services put between the paragraphs of a text and is none of it: forms and buttons to subscribe or share."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_CLASSES = (
    *("subscription-widget-wrap", "subscription-widget-wrap-editor", "subscription-widget", "captioned-button-wrap"),
    *("kg-signup-card", "gh-subscribe", "mc_embed_signup", "formkit-form", "seva-form", "embeddable-buttondown-form"),
    *("sharedaddy", "jp-relatedposts", "wp-block-jetpack-subscriptions", "wp-block-jetpack-sharing-buttons"),
    *("addtoany_share_save_container", "addtoany_content", "heateor_sss_sharing_container", "social-share"),
    *("post-ufi", "comments-section", "webring"),
)
_BUTTONS = ("button-wrapper", "wp-block-button", "kg-button-card")
"""Classes of buttons, which stay unless they lead to what only manages a subscription."""
_STEPS = frozenset({"subscribe", "comments", "signup", "account", "leaderboard"})
_ACTIONS = frozenset({"share", "subscribe", "comment", "gift"})
_COMMENTS = (
    *("[id^='cmnt_ref']", "[class='MsoCommentReference']", ".MsoCommentReference", ".msocomanchor", ".msocomtxt"),
    *("[id^='_msocom_']", "[id^='_anchor_']", ".MsoCommentText", "span[class*='annotation-reference']"),
)
"""What stands for the remarks of editors in texts that Google Docs and Word export as HTML."""
_NEVER = frozenset("form nav".split())
"""Elements that hold no text of a letter, unless they hold nearly all of it."""
_MOST = 0.5
"""A part of a page's words that no such element has."""


def drop_widgets(tree: LexborHTMLParser) -> list[str]:
    """Take widgets out of a page, and return the words of each."""
    body = tree.body
    if body is None:
        return []
    whole = max(len(body.text().split()), 1)
    found = [node for name in _CLASSES for node in tree.css(f".{name}, #{name}")]
    found += [node for name in _BUTTONS for node in tree.css(f".{name}") if _manages(node)]
    found += [node for name in _NEVER for node in tree.css(name) if len(node.text().split()) <= _MOST * whole]
    return [_dropped(node) for node in _outermost(found)]


def drop_remarks(tree: LexborHTMLParser) -> int:
    """Take out the remarks that people who wrote a text together made beside it, and return how many there are.

    Google Docs puts them below the text, each in an element that begins with a link back to its mark.
    """
    found = [node for selector in _COMMENTS for node in tree.css(selector)]
    marks = len(
        [node for node in found if node.tag == "a" and (node.attributes.get("id") or "").startswith("cmnt_ref")]
    )
    for link in tree.css("a[href^='#cmnt_ref']"):
        holder = link.parent
        while holder is not None and holder.tag in {"p", "span"}:
            holder = holder.parent
        if holder is not None and holder.tag in {"div", "li", "aside"}:
            found.append(holder)
    for node in _outermost(found):
        outer = node.parent if node.parent is not None and node.parent.tag == "sup" else node
        outer.decompose()
    return marks or len(found)


def _outermost(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    known = {node.mem_id: node for node in nodes}
    return [node for node in known.values() if not _is_within(node, known.keys())]


def _is_within(node: LexborNode, known: Iterable[int]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in known:
            return True
        above = above.parent
    return False


def _dropped(node: LexborNode) -> str:
    words = " ".join(node.text(separator=" ").split())
    node.decompose()
    return words


def _manages(node: LexborNode) -> bool:
    """Return whether all links of a button lead to where one subscribes, shares or comments."""
    urls = [link.attributes.get("href") or "" for link in node.css("a[href]")]
    return bool(urls) and all(map(_is_managing, urls))


def _is_managing(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    steps = {step.casefold() for step in parts.path.split("/")}
    actions = parse_qs(parts.query).get("action", [])
    return not steps.isdisjoint(_STEPS) or not _ACTIONS.isdisjoint(actions)

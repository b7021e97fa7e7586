"""Where the posts of exports keep their texts and in which form, as data, and the text of one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from backissue.sources.posts.editor_trees import as_html, read_tree
from backissue.sources.posts.listed_links import listed_links, opening
from backissue.text import fold_key


class Form(StrEnum):
    """What a text is written in."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    UNSAID = "unsaid"
    """HTML where it has elements, else Markdown."""
    TREE = "tree"
    """What an editor in a browser keeps: nodes in JSON."""


_KEYS: Mapping[str, Form] = {
    **dict.fromkeys(
        (
            *("contenthtml", "html", "bodyhtml", "htmlbody", "htmlcontent", "posthtml", "emailhtml", "contentrendered"),
            *("htmltext", "descriptionhtml", "renderedbody", "contentencoded"),
        ),
        Form.HTML,
    ),
    **dict.fromkeys(
        ("bodymarkdown", "contentmarkdown", "markdowncontent", "markdownbody", "bodymd", "contentmd", "markdown"),
        Form.MARKDOWN,
    ),
    **dict.fromkeys(
        (
            *("content", "body", "postbody", "postcontent", "articlebody", "articlecontent", "blogcontent", "rawbody"),
            *("emailbody", "emailcontent", "fulltext", "bodytext", "bodycontent", "contentbody", "newslettercontent"),
        ),
        Form.UNSAID,
    ),
    **dict.fromkeys(("lexical", "mobiledoc", "richcontent", "bodyjson", "contentjson", "richtext"), Form.TREE),
    **dict.fromkeys(("contenttext", "plaintext", "plaincontent", "plaintextcontent", "textcontent"), Form.PLAIN),
}
"""The keys of a post's text, folded as keys are, the best form of it first."""
TITLES = frozenset(
    "title subject headline webtitle websitetitle posttitle emailsubject emailsubjectline subjectline name".split()
)
"""The keys of a post's title."""
_INSIDE = ("rendered", "raw", "free", "web", "html", "rss", "value")
"""Keys within an object that holds a text: of WordPress, and of beehiiv, where ``free`` is what everybody reads."""
_OTHERS = frozenset({"segments", "chunks", "utterances", "captions"})
"""Keys of what is the record of a talk, whatever else it has."""
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|a|ul|ol|li|table|img|figure|blockquote|strong|em|section|span)\b[^<>]*>", re.IGNORECASE
)
_FEWEST = 60
"""Words of a text without a blank line that is more than what is said of a paper or a link."""


def text_of(fields: Mapping[str, Any]) -> tuple[Form, str]:
    """Return the text of a post and its form, which is HTML, Markdown or plain; an empty one where it has none.

    >>> text_of({"title": "A", "content_html": "<p>So.</p>", "content_text": "So."})
    (<Form.HTML: 'html'>, '<p>So.</p>')
    >>> text_of({"title": {"rendered": "A"}, "content": {"rendered": "<p>So.</p>"}})[1], text_of({"title": "A"})[1]
    ('<p>So.</p>', '')
    """
    return next(_texts(fields), None) or (Form.HTML, opening(fields))


def _texts(fields: Mapping[str, Any]) -> Iterator[tuple[Form, str]]:
    known = {fold_key(key): value for key, value in fields.items()}
    for key, form in _KEYS.items():
        value = known.get(key)
        if form is Form.TREE or (form is Form.UNSAID and read_tree(value)):
            if (tree := read_tree(value)) and (html := as_html(tree)):
                yield Form.HTML, html
        elif text := _inside(value).strip():
            is_html = form is Form.HTML or (form is Form.UNSAID and bool(_TAG.search(text)))
            yield (Form.HTML if is_html else Form.MARKDOWN if form is Form.UNSAID else form), text
    if html := listed_links(fields):
        yield Form.HTML, html


def _inside(value: object) -> str:
    """Return a text, or that in an object around it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return next(filter(None, (_inside(value.get(key)) for key in _INSIDE)), "")
    return ""


def is_post(fields: Mapping[str, Any]) -> bool:
    """Return whether an object or a row has a title and the text of a post, which is more than a note on something.

    >>> is_post({"title": "A", "body": "<p>So it is.</p>"}), is_post({"title": "A", "body": "So it is."})
    (True, False)
    """
    keys = {fold_key(key) for key, value in fields.items() if value}
    if keys & _OTHERS or ("kind" in keys and "markdown" in keys):
        return False
    if "contenthtml" in keys or "contenttext" in keys:
        return True
    form, text = next(_texts(fields), (Form.HTML, ""))
    is_long = form is Form.HTML or "\n\n" in text or len(text.split()) >= _FEWEST
    return bool(keys & TITLES) and is_long and bool(text)


def is_titled(names: Iterable[str]) -> bool:
    """Return whether one of these keys is that of a post's title."""
    return any(fold_key(name) in TITLES for name in names)


def has_post_keys(names: Iterable[str]) -> bool:
    """Return whether one of these keys is that of a text which no other thing has than a post."""
    return any(_KEYS.get(key, Form.UNSAID) is not Form.UNSAID and key != "markdown" for key in map(fold_key, names))

"""What stands around the text of an issue: marks of templates, comments, and the lines by which mails are managed."""

from __future__ import annotations

import re

_MARKS = (
    r"\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}|\{#.{0,2000}?#\}"
    r"|\*\|[A-Z][A-Z0-9_:,. -]{0,100}\|\*"
    r"|<!--(?:(?!<!--).){0,20000}?-->"
)
_CODE = r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^ {0,3}(?P=fence)|(?<!`)(?P<ticks>`{1,3})[^`\n]+(?P=ticks)(?!`)"
_TOKEN = re.compile(rf"(?P<code>{_CODE})|{_MARKS}", re.DOTALL | re.MULTILINE)
_LONGEST = 40
"""Words. A text that is longer tells of something, even where it names a subscription."""

_SERVICE = re.compile(
    r"^\W*unsubscribe\W*$|\b(?:"
    r"to unsubscribe|unsubscribe (?:here|from (?:this|our)|at any time)"
    r"|(?:you are|you['\u2019]re) receiving this|this (?:e-?mail|message) was sent to"
    r"|(?:view|read|open) (?:(?:this|it|the) )?(?:(?:e-?mail|newsletter|issue) )?in (?:your |a |the )?(?:web )?browser"
    r"|(?:update|manage|change) (?:your )?(?:e-?mail |subscription )?(?:preferences|subscription)"
    r"|forward (?:this e-?mail )?to a friend|trouble viewing this"
    r")\b",
    re.IGNORECASE,
)


def without_marks(text: str) -> str:
    """The text without comments and the marks of Liquid, Jinja and Mailchimp; code and all line ends stay.

    >>> without_marks("Hello *|FNAME|*, {% assign at='1:07' %}see `{{ x }}`.")
    'Hello , see `{{ x }}`.'
    """
    return _TOKEN.sub(lambda found: found[0] if found["code"] else "\n" * found[0].count("\n"), text)


def is_service(text: str) -> bool:
    """Whether a paragraph only serves the subscription: “view in browser”, “unsubscribe”.

    >>> is_service("View this email in your browser"), is_service("A bill lets readers unsubscribe with one click.")
    (True, False)
    """
    return len(text) < 2000 and len(text.split()) <= _LONGEST and _SERVICE.search(text) is not None

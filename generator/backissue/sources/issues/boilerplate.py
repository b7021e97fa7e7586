"""What stands around the text of an issue: marks of templates, comments, and the lines by which mails are managed."""

from __future__ import annotations

import re
from collections.abc import Callable

CODE = (
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n.*?^ {0,3}(?P=fence)|(?<!`)(?P<ticks>`{1,3})[^`\n]+(?P=ticks)(?!`)"
    r"|<(?P<element>pre|code)\b[^<>]*>(?:(?!<(?P=element)\b).)*?</(?P=element)>"
)
"""Between fences, between backticks, and within elements; to be used with ``DOTALL`` and ``MULTILINE``."""
_CODE = re.compile(CODE, re.DOTALL | re.MULTILINE)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with each part of it changed that is no code.

    >>> outside_code("a `a` a", str.upper)
    'A `a` A'
    """
    kept, at = [], 0
    for found in _CODE.finditer(text):
        kept += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*kept, change(text[at:])])


_MARKS = (
    r"\{%.{0,2000}?%\}|\{\{.{0,2000}?\}\}|\{#.{0,2000}?#\}"
    r"|\*\|[A-Z][A-Z0-9_:,. -]{0,100}\|\*"
    r"|%%[A-Za-z_][\w .-]{1,60}%%|%recipient\.[\w.]{1,60}%|%[A-Z][A-Z0-9_]{3,40}%(?![0-9A-Fa-f]{2})"
    r"|\[\[[a-z]+(?:_[a-z]+)+\]\]"
    r"|^[-*] [^\n]{0,40}\n\{:\s?toc[^{}\n]*\}|\{:\s?(?:toc\b|[.#][\w-]|[\w-]+=)[^{}\n]*\}"
)
"""Of Liquid and Jinja, Mailchimp, other senders of mail, and kramdown."""
_LATEX = r"(?:\\[A-Za-z]+|[\^_])\{\{"
_RAW = r"\{% *raw *%\}(?P<raw>(?:(?!\{% *raw).)*?)\{% *endraw *%\}"
_TOKEN = re.compile(rf"(?P<kept>{CODE}|{_LATEX})|{_RAW}|(?P<comment><!--)|{_MARKS}", re.DOTALL | re.MULTILINE)
_HIGHLIGHT = re.compile(
    r"^[ ]*(?:\{%-?|\{\{[<%]) *highlight +\"?(?P<language>[\w+#.-]*)[^\n]*\}[ ]*$"
    r"(?P<code>(?:(?!\{%-? *highlight|\{\{[<%] *highlight).)*?)"
    r"^[ ]*(?:\{%-? *endhighlight|\{\{[<%] */ *highlight)[^\n]*\}[ ]*$",
    re.DOTALL | re.MULTILINE,
)
_LONGEST = 40
"""Words. A text that is longer tells of something, even where it names a subscription."""

_SERVICE = re.compile(
    r"^\W*(?:unsubscribe|read in app|subscribe now|powered by \w+|sign up|share this post)\W*$"
    r"|^The post .{1,300} appeared first on .{1,100}$|\b(?:"
    r"to unsubscribe|unsubscribe (?:here|from (?:this|our)|at any time)"
    r"|(?:you are|you['\u2019]re) receiving this|this (?:e-?mail|message) was sent to"
    r"|(?:view|read|open) (?:(?:this|it|the) )?(?:(?:e-?mail|newsletter|issue) )?in (?:your |a |the )?(?:web )?browser"
    r"|(?:update|manage|change) (?:your )?(?:e-?mail |subscription )?(?:preferences|subscription)"
    r"|forwarded this (?:e-?mail|newsletter|message)"
    r"|forward (?:this e-?mail )?to a friend|trouble viewing this"
    r")\b",
    re.IGNORECASE,
)


def without_marks(text: str) -> str:
    """The text without comments and the marks of templates; code and all line ends stay.

    A comment that does not end is text. Code between ``{% highlight %}`` marks comes between fences.

    >>> without_marks("Hello *|FNAME|*, {% assign at='1:07' %}see `{{ x }}` <!-- a --> and $x^{{2}}$.")
    'Hello , see `{{ x }}`  and $x^{{2}}$.'
    """
    text = _HIGHLIGHT.sub(r"```\g<language>\g<code>```", text)
    last = text.rfind("-->")
    kept, at = [], 0
    while found := _TOKEN.search(text, at):
        kept.append(text[at : found.start()])
        at = found.end()
        if found["comment"] and found.start() + 2 <= last:
            at = text.find("-->", found.start() + 2) + 3
        kept.append(_instead(found, text[found.start() : at]))
    return "".join([*kept, text[at:]])


def _instead(found: re.Match[str], whole: str) -> str:
    if found["comment"] and whole == "<!--":
        return "&lt;!--"
    if found["raw"] is not None:
        return found["raw"]
    return whole if found["kept"] else "\n" * whole.count("\n")


def is_service(text: str) -> bool:
    """Whether a paragraph only serves the subscription: “view in browser”, “unsubscribe”.

    >>> is_service("View this email in your browser"), is_service("A bill lets readers unsubscribe with one click.")
    (True, False)
    """
    return len(text) < 2000 and len(text.split()) <= _LONGEST and _SERVICE.search(text) is not None

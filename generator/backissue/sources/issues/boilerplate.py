"""What stands around the text of an issue: marks of templates and comments."""

from __future__ import annotations

import re
from collections.abc import Callable

CODE = r"""
    ^[ \t]*(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n .*? ^[ \t]*(?P=fence)                  # between fences, in lists too
    | (?<!`)(?P<ticks>`{1,3})[^`\n]+(?P=ticks)(?!`)                                  # between backticks
    | <(?P<element>pre|code)\b[^<>]*> (?:(?!<(?P=element)\b).)*? </(?P=element)>
"""
"""Code; to be used with :data:`FLAGS`."""
FLAGS = re.VERBOSE | re.DOTALL | re.MULTILINE
_CODE = re.compile(CODE, FLAGS)


def change_outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return the text with each part of it changed that is no code.

    >>> change_outside_code("a `a` a", str.upper)
    'A `a` A'
    """
    kept, at = [], 0
    for found in _CODE.finditer(text):
        kept += [change(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*kept, change(text[at:])])


_FIELDS = "first|last|full|user|email|mail|subscriber|recipient|contact|unsubscribe|web|view|list|company|current"
"""The words with which the names of a mail's fields begin; others in double brackets are pages of a vault."""
_TOKEN = re.compile(
    rf"""
    (?P<kept>{CODE} | (?:\\[A-Za-z]+|[\^_])\{{\{{)                                      # of LaTeX, ``x^{{{{2}}}}``
    | \{{%[ ]*raw[ ]*%\}} (?P<raw>(?:(?!\{{%[ ]*raw).)*?) \{{%[ ]*endraw[ ]*%\}}
    | (?P<comment><!--)
    | \{{\{{-?[ ]*TrackLink[ ]+["'`](?P<tracked>[^"'`\s{{}}]+)["'`][ ]*\.?[ ]*-?\}}\}}   # listmonk
    | @TrackLink(?=["'\s)>])
    | \{{%.{{0,2000}}?%\}} | \{{\{{.{{0,2000}}?\}}\}} | \{{\#.{{0,2000}}?\#\}}             # Liquid, Jinja
    | \*\|[A-Z][A-Z0-9_:,.\ -]{{0,100}}\|\*                                            # Mailchimp
    | %%[A-Za-z_][\w\ .-]{{1,60}}%% | %recipient\.[\w.]{{1,60}}%                        # other senders of mail
    | %[A-Z][A-Z0-9_]{{3,40}}%(?![0-9A-Fa-f]{{2}}) | \[\[(?:{_FIELDS})(?:_[a-z]+)+\]\]
    | ^[-*][ ][^\n]{{0,40}}\n\{{:\s?toc[^{{}}\n]*\}} | \{{:\s?(?:toc\b|[.\#][\w-]|[\w-]+=)[^{{}}\n]*\}}  # kramdown
    """,
    FLAGS,
)
_HIGHLIGHT = re.compile(
    r"""
    ^[ ]*(?:\{%-?|\{\{[<%])[ ]*highlight[ ]+"?(?P<language>[\w+\#.-]*)[^\n]*\}[ ]*$
    (?P<code>(?:(?!\{%-?[ ]*highlight|\{\{[<%][ ]*highlight).)*?)
    ^[ ]*(?:\{%-?[ ]*endhighlight|\{\{[<%][ ]*/[ ]*highlight)[^\n]*\}[ ]*$
    """,
    FLAGS,
)


def strip_marks(text: str) -> str:
    """Return the text without comments and the marks of templates; code and all line ends stay.

    A comment that does not end is text. Code between ``{% highlight %}`` marks comes between fences.

    >>> strip_marks("Hello *|FNAME|*, {% assign at='1:07' %}see `{{ x }}` <!-- a --> and $x^{{2}}$.")
    'Hello , see `{{ x }}`  and $x^{{2}}$.'
    >>> strip_marks('<a href="{{ TrackLink "https://a.org/b" . }}">b</a> [c](https://a.org/c@TrackLink)')
    '<a href="https://a.org/b">b</a> [c](https://a.org/c)'
    """
    text = _HIGHLIGHT.sub(r"```\g<language>\g<code>```", text)
    last = text.rfind("-->")
    kept, at = [], 0
    while found := _TOKEN.search(text, at):
        kept.append(text[at : found.start()])
        start, at = found.span()
        if found["comment"] and start + 2 <= last:
            at = text.find("-->", start + 2) + 3
        elif found["comment"]:
            kept.append("&lt;!--")
        stays = next((found[part] for part in ("raw", "tracked", "kept") if found[part] is not None), None)
        kept.append("\n" * text.count("\n", start, at) if stays is None else stays)
    return "".join([*kept, text[at:]])

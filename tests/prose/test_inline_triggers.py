from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from backissue.entries.placing import link_to_itself
from backissue.prose.inline_triggers import TRIGGERS
from backissue.prose.parse import Renderer

MARKS = [*"`$\\[]()!^<>&;#*_ \na", "  \n", "b@c.d", "http://x.y"]


@given(st.lists(st.sampled_from(MARKS), max_size=12).map("".join))
def test_a_text_without_a_patterns_triggers_has_no_match_of_it(text: str) -> None:
    for pattern in Renderer()._start().inlinePatterns:  # noqa: SLF001 - there is no other way to it
        found = pattern.compiled_re
        matches = [*getattr(found, "_pattern", found).finditer(text)]
        assert bool(matches) <= any(trigger in text for trigger in TRIGGERS.get(pattern.pattern, ("",)))


def test_all_patterns_of_a_new_archive_but_emphasis_have_triggers() -> None:
    patterns = {pattern.pattern for pattern in Renderer()._start().inlinePatterns}  # noqa: SLF001
    assert patterns - TRIGGERS.keys() == {r"\*|_"}


ANCHOR = link_to_itself("a-map")
LINES = [f"- {ANCHOR}[A map](https://m.example/)", f"{ANCHOR}**Bold** {{ #x }}", f"| {ANCHOR}*a* | `b` |", "|---|---|"]
LINES += [
    f"    {ANCHOR}deeper",
    "```",
    f"> {ANCHOR}said",
    "",
    "<div markdown>",
    "</div>",
    f"text {ANCHOR} [x]",
    "1. one",
]


@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join))
def test_a_link_to_itself_that_is_laid_aside_gives_the_html_of_one_that_is_read(text: str) -> None:
    """In code, where nobody writes one, it may stay the link that it is instead of its source."""
    quick, slow = Renderer()._start(), Renderer()._start()  # noqa: SLF001 - there is no other way to it
    slow.preprocessors.deregister("bi-anchors")
    laid_aside, read = (converter.reset().convert(text) for converter in (quick, slow))
    assert ESCAPED.sub(as_link, laid_aside) == ESCAPED.sub(as_link, read)
    assert "&lt;a class" in read or laid_aside == read


ESCAPED = re.compile(r"&lt;a class=(?:&quot;|\")bi-anchor.*?&lt;/a&gt;")


def as_link(source: re.Match[str]) -> str:
    """The link whose source stands in code."""
    return unescape(source[0])

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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

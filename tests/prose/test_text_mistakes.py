"""What people leave unfinished in Markdown is found where it stands; what is meant so, or escaped, is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.prose.parse import Renderer
from backissue.prose.text_mistakes import find_mistakes, may_have_mistakes
from tests.archives import CASES

FOLDER = CASES / "text-mistakes"
RENDERER = Renderer()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_mistakes_are_found_in_their_lines(path: Path) -> None:
    """Each case is a text, and beside it the mistakes as ``line: what: remedy``, with 1-based lines."""
    found = find_mistakes(path.read_text("utf-8"), RENDERER.html)
    lines = [f"{one.line + 1}: {'hint: ' if one.is_hint else ''}{one.what}: {one.remedy}\n" for one in found]
    assert "".join(lines) == path.with_suffix(".expected").read_text("utf-8")


PIECES = st.sampled_from(
    [
        "[^1]",
        "[^1]: text",
        "[^1]:",
        "```",
        "~~~",
        "`",
        "$$",
        "$\\beta",
        "\\",
        "[[A]]",
        "![](p.png)",
        "# A {#a}",
        "\n",
        " ",
        "x",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_a_text_without_their_signs_has_no_mistakes_and_each_mistake_is_in_a_line_of_the_text(text: str) -> None:
    found = find_mistakes(text, RENDERER.html)
    assert may_have_mistakes(text) or not found
    assert all(0 <= mistake.line < len(text.split("\n")) for mistake in found)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_escaped_text_has_no_mistakes(text: str) -> None:
    """What an import escapes stands on the page as it came, which is what was meant."""
    escaped = "".join(f"\\{char}" if char in "[]^`~$#{}!\\" else char for char in text)
    assert not find_mistakes(escaped, RENDERER.html)

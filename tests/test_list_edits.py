"""Entries of a list in front matter are replaced where they stand."""

from __future__ import annotations

import pytest

from backissue.list_edits import replace_entries

CASES = {
    "topics: [Sound, Light]": "topics: [Noise, Light]",
    "topics: [Sound, Light] # ours": "topics: [Noise, Light] # ours",
    "topics: [ 'Sound',\"Light\" ]": "topics: [ 'Noise',\"Light\" ]",
    'topics: ["Sound"]': 'topics: ["Noise"]',
    "topics:\n  # loud\n  - Light\n  - Sound  # and this\nlang: de": (
        "topics:\n  # loud\n  - Light\n  - Noise  # and this\nlang: de"
    ),
    "topics: [Sound, Noise]": "topics: [Noise]",
    "topics: [Light]": "topics: [Light]",
    "topics: Sound": "topics: Sound",
    "{topics: [Sound], lang: de}": "{topics: [Noise], lang: de}",
}


@pytest.mark.parametrize("head", CASES)
def test_only_the_entry_changes(head: str) -> None:
    page = "---\r\n{}\r\n---\r\n\r\nBody: Sound\r\n"
    found = replace_entries(page.format(head), "topics", lambda name: "Noise" if name == "Sound" else name)
    assert found == page.format(CASES[head])


@pytest.mark.parametrize("name", ["a, b", "it's", "yes", "C#", "why?", 'a "b"', "AI > Agents", "é: ü"])
@pytest.mark.parametrize("head", ["topics: [Sound]", "topics: ['Sound']", 'topics: ["Sound", x]', "topics:\n- Sound"])
def test_any_name_can_take_its_place(head: str, name: str) -> None:
    page = f"---\n{head}\n---\n"
    there = replace_entries(page, "topics", lambda entry: name if entry == "Sound" else entry)
    assert replace_entries(there, "topics", lambda entry: "Sound" if entry == name else entry).count("Sound") == 1

"""Questions are taken apart as the index is: in the browser as in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from backissue.site.search_words import PIECE, address_word, words_of

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases/search/words.yml").read_text("utf-8")
)
IN_BROWSER = """async ([site, texts, addresses]) => {
  const { addressWord, pieces, wordsOf } = await import(`${site}assets/javascripts/search/words.js`);
  const taken = (text) => pieces(text).map(([piece]) => wordsOf(piece));
  return [
    texts.map((text) => [taken(text).flatMap(({ inside }) => inside), taken(text).flatMap(({ whole }) => whole)]),
    addresses.map(addressWord),
  ];
}"""


@pytest.mark.parametrize("case", CASES["texts"], ids=lambda case: case["text"])
def test_a_text_has_these_words_in_the_index(case: dict[str, Any]) -> None:
    found = [words_of(piece) for piece in PIECE.findall(case["text"])]
    assert [word for inside, _ in found for word in inside] == case["inside"]
    assert [word for _, whole in found for word in whole] == case["whole"]


@pytest.mark.parametrize("case", CASES["addresses"], ids=lambda case: case["address"])
def test_copies_of_an_address_are_one_word(case: dict[str, Any]) -> None:
    assert address_word(case["address"]) == case["word"]


def test_the_browser_takes_the_same_words_out_of_them(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/")
    texts, addresses = ([case[key] for case in CASES[of]] for of, key in (("texts", "text"), ("addresses", "address")))
    found = page.evaluate(IN_BROWSER, [site_address, texts, addresses])
    assert found[0] == [[case["inside"], case["whole"]] for case in CASES["texts"]]
    assert found[1] == [case["word"] for case in CASES["addresses"]]


DISTANCES = """async (site) => {
  const { distance } = await import(`${site}assets/javascripts/search/spelling.js`);
  return [distance("chatgtp", "chatgpt", 2), distance("abc", "abc", 2), distance("kitten", "sitting", 3),
    distance("kitten", "sitting", 2) > 2, distance("ca", "abc", 3)];
}"""


def test_letters_swapped_with_their_neighbours_are_one_mistake(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}search/")
    assert page.evaluate(DISTANCES, site_address) == [1, 0, 3, True, 3]


STEMS = """async ([site, words]) => {
  const { stem } = await import(`${site}assets/javascripts/search/stem.js`);
  return words.map(stem);
}"""


def test_forms_of_a_word_have_one_stem(page: Page, site_address: str) -> None:
    """The examples are Porter's own."""
    page.goto(f"{site_address}search/")
    pairs = {
        "caresses": "caress", "ponies": "poni", "cats": "cat", "agreed": "agre", "plastered": "plaster",
        "motoring": "motor", "conflated": "conflat", "hopping": "hop", "filing": "file", "happy": "happi",
        "relational": "relat", "conditional": "condit", "digitizer": "digit", "formalize": "formal",
        "electrical": "electr", "goodness": "good", "revival": "reviv", "adjustment": "adjust", "adoption": "adopt",
        "effective": "effect", "probate": "probat", "rate": "rate", "controlling": "control", "sky": "sky",
    }  # fmt: skip
    assert dict(zip(pairs, page.evaluate(STEMS, [site_address, list(pairs)]), strict=True)) == pairs

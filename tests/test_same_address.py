"""Which addresses lead to one thing. The groups are data: tests/cases/addresses/one-thing.txt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.same_address import address_key
from backissue.urls import canonical_url, web_address

TEXT = (Path(__file__).parent / "cases" / "addresses" / "one-thing.txt").read_text("utf-8")
GROUPS = [group.split() for group in TEXT.split("\n\n")[1:]]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_all_addresses_of_one_thing_have_one_key(group: list[str]) -> None:
    assert {address_key(url) for url in group} == {address_key(group[0])}


def test_things_that_differ_have_different_keys() -> None:
    keys = [address_key(group[0]) for group in GROUPS]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("url", [url for group in GROUPS for url in group])
def test_the_id_of_an_address_has_its_key(url: str) -> None:
    assert address_key(canonical_url(url)) == address_key(url)


@given(st.text(alphabet="htps:/.?&=#abv1%[]@ \u00e9", max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert address_key(f"https://example.org/{text}") or web_address(text) is None

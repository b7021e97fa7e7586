"""YAML in which every scalar is text: what is written comes back as it was, in this package's reader and in others."""

from __future__ import annotations

import json
import re
import string
from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backissue import yaml_text
from backissue.yaml_text import Value, YamlError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.text(string.ascii_letters + string.digits + " :-._/+~?&=@%#,'\"T", max_size=24)
TYPED = st.from_regex(
    r"\A(0b[01_]+|0x[0-9a-f_]+|0o?[0-7]+|\d+(:\d\d)+|\d{4}-\d\d?-\d\d?[ Tt]\d\d?:\d\d:\d\d(Z| ?[+-]\d\d(:\d\d)?)?"
    r"|[1-9][0-9_]*(\.[0-9_]*)?([eE][+-]?[0-9]+)?|\.(inf|nan)|=|<<|~|yes|No|NULL|on|Off)\Z"
)


@pytest.mark.parametrize(
    "text", ["2310.10630", "no", "12:30:45", "~", "0x1F", "1e3", "2023-03-26 10:00:00", "0b11", "="]
)
def test_what_yaml_takes_for_something_else_is_quoted(text: str) -> None:
    assert yaml_text.scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    "text",
    ["Paper", "https://arxiv.org/pdf/2303.11366", "papers-of-the-week.md", "Economics > General Economics", "A&B"],
)
def test_what_every_reader_takes_for_this_text_stands_as_it_is(text: str) -> None:
    assert yaml_text.scalar(text) == text


def test_a_day_stands_as_it_is() -> None:
    assert yaml_text.dump("week", "2023-03-26") == "week: 2023-03-26\n"


@given(TEXT | PLAIN | TYPED)
def test_a_scalar_is_this_text_for_every_reader(text: str) -> None:
    written = yaml_text.scalar(text)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):  # a day is the one thing that stands for more than text
        assert yaml.safe_load(written) == text
        assert yaml.safe_load(f"key: {written}") == {"key": text}
        assert yaml.safe_load(yaml_text.dump("key", [text, text])) == {"key": [text, text]}
        assert yaml.safe_load(yaml_text.dump("key", [{text: text}])) == {"key": [{text: text}]}
    assert yaml_text.load(f"key: {written}")[0] == {"key": text}


@given(TEXT)
def test_quoted_text_comes_back(text: str) -> None:
    assert yaml.safe_load(yaml_text.quote(text)) == text
    assert "\n" not in yaml_text.quote(text)


VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXT | PLAIN,
    st.lists(TEXT | PLAIN, max_size=4),
    st.lists(st.dictionaries(PLAIN | TEXT, TEXT | PLAIN, min_size=1, max_size=1), max_size=4),
    st.dictionaries(TEXT | PLAIN, TEXT | PLAIN, max_size=4),
)


@given(VALUES)
def test_a_field_comes_back(value: Value) -> None:
    assert yaml_text.load(yaml_text.dump("key", value) + "next: one\n")[0] == {"key": value, "next": "one"}


@given(st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=8))
def test_json_comes_back_in_one_line(value: Value) -> None:
    written = yaml_text.to_json(value)
    assert json.loads(written) == value
    assert len(written.splitlines()) == 1


def test_json_comes_back_as_yaml_too() -> None:
    value = {"emoji \U0001f600": ["a\u2028b", 'q"\\', "x\x85y\ufeff"]}
    assert yaml.safe_load(yaml_text.to_json(value)) == value


def test_nothing_is_resolved() -> None:
    text = "id: 2310.10630\ntitle: no\nat: 12:30:45\nday: 2023-03-26\nnothing:\nlist: [1, true, ~]\n"
    assert yaml_text.load(text)[0] == {
        "id": "2310.10630",
        "title": "no",
        "at": "12:30:45",
        "day": "2023-03-26",
        "nothing": "",
        "list": ["1", "true", "~"],
    }


def test_the_lines_of_the_keys_are_told() -> None:
    assert yaml_text.load("a: 1\n# note\nb:\n  - x\nc: 2\n")[1] == {"a": 0, "b": 2, "c": 4}


def test_an_empty_text_is_an_empty_mapping() -> None:
    assert yaml_text.load("# only a comment\n") == ({}, {})


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: [1, 2\n", 1, "does not end with `]`"),
        ("a: 1\na: 2\n", 1, "the key `a` a second time"),
        ("a: {b: 1, b: 2}\n", 0, "the key `b` a second time"),
        ("a: &x [1]\nb: *x\n", 0, "an alias (`*name`) of an anchor"),
        ("- a\n- b\n", 0, "not a list of `key: value`"),
        ("just text\n", 0, "not a list of `key: value`"),
        ("[a, b]: c\n", 0, "a key that is not plain text"),
        ("title: a: b\n", 0, "a second `: `"),
        ("a: \x00\n", 0, ""),
        ("a: " + "[" * 49, 0, "does not end with `]`"),
    ],
)
def test_what_is_not_yaml_of_this_kind_is_an_error_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(YamlError) as caught:
        yaml_text.load(text)
    assert caught.value.line == line
    assert what in caught.value.what


@pytest.mark.parametrize("depth", [51, 1_000, 200_000])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_values_nested_too_deeply_are_refused(begin: str, end: str, depth: int) -> None:
    with pytest.raises(YamlError, match="nested too deeply"):
        yaml_text.load(f"a:\n  {begin * depth}x{end * depth}\n")


def test_a_laugh_of_aliases_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    with pytest.raises(YamlError):
        yaml_text.load(bomb)


@given(st.text(st.sampled_from([*"ab:-[]{}&*!|>'\"%@`#, \n\t\\?~", "\x00", "\u2028"]), max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(YamlError):
        data, lines = yaml_text.load(text)
        assert data.keys() == lines.keys()

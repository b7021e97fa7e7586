"""From bytes to lines, or to the reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import Problem
from backissue.sources.decoding.encodings import Text, decode_lines, decode_text, read_lines


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a\nb\n", ("a", "b")),
        (b"a\nb", ("a", "b")),
        (b"a\r\nb\rc\n", ("a", "b", "c")),
        (b"\xef\xbb\xbfa\n", ("a",)),
        (b"a\n\n\n", ("a", "", "")),
        ("a\u2028b\x85c\n".encode(), ("a\u2028b\x85c",)),
        (b"\ta\x0cb\n", ("\ta\x0cb",)),
    ],
)
def test_lines_are_told_apart(data: bytes, lines: tuple[str, ...]) -> None:
    assert decode_lines(data, "a.txt") == lines


TEXT = "Déjà vu — “naïve”\nœuvre, 5 €\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_same_text_in_any_encoding_is_the_same_lines(encoding: str, end: str) -> None:
    text = TEXT if encoding == "cp1252" else TEXT + "Привет, мир\n東京の冬、雨。\n"
    assert decode_lines(text.replace("\n", end).encode(encoding), "a.txt") == tuple(text.strip("\n").split("\n"))


CASES = Path(__file__).parents[2] / "cases" / "encodings"
TEXTS = dict(line.split("\t") for line in (CASES / "texts.tsv").read_text(encoding="utf-8").splitlines())
"""A text for each encoding, in a language that is written in it."""


@pytest.mark.parametrize("encoding", TEXTS)
def test_an_encoding_that_nothing_says_is_detected(encoding: str) -> None:
    text = f"A title in ASCII\n{TEXTS[encoding]}\n"
    assert decode_lines(text.encode(encoding), "a.txt") == tuple(text.splitlines())


@pytest.mark.parametrize("encoding", sorted(TEXTS.keys() - {"iso2022_jp"}))
def test_an_encoding_that_was_detected_is_a_hint_at_its_first_line(encoding: str) -> None:
    found = decode_text(f"A title in ASCII\n{TEXTS[encoding]}\n".encode(encoding), "a.txt")
    assert isinstance(found, Text)
    (hint,) = found.hints
    assert (hint.is_hint, hint.line) == (True, 2)
    assert "encoding: " in hint.remedy


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<?xml version="1.0" encoding="windows-1251"?><rss>', "cp1251"),
        ("\n\n<?xml version='1.0' encoding='KOI8-R' ?><feed>", "koi8_r"),
        ('<!doctype html><html><head><meta charset="iso-8859-5">', "iso8859_5"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=IBM866" />', "cp866"),
        ("<META CHARSET=x-mac-cyrillic>", "mac_cyrillic"),
    ],
)
def test_a_declared_encoding_is_believed(head: str, encoding: str) -> None:
    text = f"{head}\n\u0436"  # a single letter, by which nothing could be detected
    assert decode_text(text.encode(encoding), "a.xml") == Text(tuple(text.split("\n")))


def test_what_was_converted_to_utf8_is_that_whatever_it_still_declares() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>\ncafé'
    found = decode_text(text.encode(), "a.xml")
    assert isinstance(found, Text)
    assert found.lines == tuple(text.split("\n"))
    assert [hint.what for hint in found.hints] == [
        "says that it is in Windows-1252, and was read as the UTF-8 that it is"
    ]


def test_a_wrong_declaration_is_reported_and_the_text_detected() -> None:
    text = f'<meta charset="shift_jis"><p>{TEXTS["cp1251"]}</p>'
    found = decode_text(text.encode("cp1251"), "a.html")
    assert isinstance(found, Text)
    assert found.lines == (text,)
    assert "says that it is in shift_jis, is not" in found.hints[0].what


def test_an_encoding_that_a_person_names_wins() -> None:
    assert decode_text("<meta charset=koi8-r>\u0436".encode("cp1251"), "a.html", "windows-1251") == Text(
        ("<meta charset=koi8-r>\u0436",)
    )
    found = decode_text(b"a", "a.html", "klingon")
    assert isinstance(found, Problem)
    assert found.what == "the encoding `klingon` is not known"


def test_lines_of_another_encoding_are_read_in_it_and_named() -> None:
    data = "één\nnaïf\n".encode() + "Zürich, naïve\n".encode("cp1252") + "ça\n".encode()
    found = decode_text(data, "a.txt")
    assert isinstance(found, Text)
    assert found.lines == ("één", "naïf", "Zürich, naïve", "ça")
    assert [(hint.line, hint.what) for hint in found.hints] == [
        (3, "this line is not in UTF-8 as the others are, and read as Windows-1252")
    ]


def test_of_damaged_utf8_only_the_damaged_character_is_lost() -> None:
    data = TEXTS["koi8_r"].encode()
    assert decode_lines(data[:40] + data[41:], "a.txt") == (
        TEXTS["koi8_r"].encode()[:40].decode("utf-8", "replace") + data[41:].decode("utf-8", "replace"),
    )


@pytest.mark.parametrize(("control", "blank"), [("\x0b", " "), ("\x00", ""), ("\x08", ""), ("\x1e", " ")])
def test_a_single_control_is_left_out_of_a_long_text(control: str, blank: str) -> None:
    text = "Words of a letter. " * 100
    assert decode_lines(f"{text}a{control}b".encode(), "a.txt") == (f"{text}a{blank}b",)


@given(st.text())
def test_a_replacement_character_is_never_made_of_a_text(text: str) -> None:
    data = text.replace("\ufffd", "").encode("utf-8", "ignore")
    found = decode_lines(data, "a.txt")
    assert isinstance(found, Problem) or "\ufffd" not in "".join(found)


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", 0, "empty"),
        (b" \n\n", 0, "empty"),
        (b"\xef\xbb\xbf", 0, "empty"),
        (b"one\ntwo \xd8\xff\xe0\x10\x81 \xff\xdb\n", 2, "binary, or in no known encoding at byte 8"),
        ("ab".encode("utf-16") + b"\x00\xd8", 1, "not UTF-16 at byte 6"),
        (b"one\rtwo\r\nthree \xd8\xff\xe0\x10\x81 \xff\xdb\r", 3, "binary, or in no known encoding at byte 15"),
        ("a\r\nb\r\n".encode("utf-16") + b"\x00\xd8", 3, "not UTF-16 at byte 14"),
        (b"\x7fELF\x00\x00\x20\x00\x20\x00", 1, "binary (a zero byte) at byte 4"),
        (b"one\n\x00\x01\x02\x00", 2, "binary (a zero byte) at byte 4"),
        (b"GIF89a\x01\x02", 1, "binary (the control character 0x01)"),
        (b"one\n\x1f\x8b", 2, "binary (the control character 0x1f)"),
    ],
)
def test_what_is_no_text_is_a_problem_with_its_line(data: bytes, line: int, what: str) -> None:
    found = decode_lines(data, "content/sources/a.txt")
    assert isinstance(found, Problem)
    assert (found.file, found.line, found.what) == ("content/sources/a.txt", line, what)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = read_lines(tmp_path / "a.txt", "a.txt")
    assert isinstance(found, Problem)
    assert found.what == "missing"


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    found = read_lines(tmp_path, "a.txt")
    assert isinstance(found, Problem)
    assert found.what == "cannot be read (Is a directory)"


@given(st.binary())
def test_any_bytes_are_lines_or_a_problem(data: bytes) -> None:
    found = decode_lines(data, "a.txt")
    assert isinstance(found, Problem) or (found and not any(end in line for line in found for end in "\r\n"))

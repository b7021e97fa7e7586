"""From bytes to lines, or to the reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backissue.model import Problem
from backissue.sources.encodings import decode_lines, read_lines


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


@given(st.binary())
def test_no_replacement_character_is_ever_made(data: bytes) -> None:
    found = decode_lines(data.replace("\ufffd".encode(), b""), "a.txt")
    assert isinstance(found, Problem) or b"\xfd\xff" in data or b"\xff\xfd" in data or "\ufffd" not in "".join(found)


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", 0, "empty"),
        (b" \n\n", 0, "empty"),
        (b"\xef\xbb\xbf", 0, "empty"),
        ("één\ntwo ".encode() + b"\xff\n", 2, "not UTF-8 at byte 10"),
        (b"one\ntwo \x81\n", 2, "neither UTF-8 nor Windows-1252 at byte 8"),
        ("ab".encode("utf-16") + b"\x00\xd8", 1, "not UTF-16 at byte 6"),
        (b"\xef\xbb\xbfone \xff", 1, "not UTF-8 at byte 7"),
        (b"one\rtwo\r\nthree \x81\r", 3, "neither UTF-8 nor Windows-1252 at byte 15"),
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

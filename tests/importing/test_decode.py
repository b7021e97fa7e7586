"""From bytes to lines, or to the reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.decode import decode_lines, read_lines
from generator.model import Problem


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


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", 0, "empty"),
        (b" \n\n", 0, "empty"),
        (b"\xef\xbb\xbf", 0, "empty"),
        (b"one\ntwo \xff\n", 2, "not UTF-8 at byte 8"),
        ("ä".encode("utf-16"), 1, "binary (a zero byte at 3)"),
        ("a\nb".encode("utf-16-le"), 1, "binary (a zero byte at 1)"),
        (b"GIF89a\x01\x02", 1, "binary (the control character 0x01)"),
        (b"one\n\x1f\x8b", 2, "not UTF-8 at byte 5"),
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

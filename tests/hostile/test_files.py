"""A file beside a page is what its name says, so that no script goes on the site under another name."""

from __future__ import annotations

from pathlib import Path

import pytest

from backissue.archive.load import load
from backissue.site.attachments import SIGNATURES, find_attachments
from tests.archives import make_archive, page

SCRIPTS = {
    "plain.pdf": b"go()",
    "comment.pdf": b"/*%PDF-1.7*/go()",
    "late.pdf": b"go()//\n%PDF-1.7",
    "a.webp": b"/*345678WEBP*/go()",
    "b.webp": b"a/*45678WEBP*/=go()",
    "riff.webp": b"RIFF=1;go()",
    "a.avif": b"/*34ftypavif*/go()",
    "b.avif": b"1/*/ftypavif*/;go()",
    "a.wav": b"/*345678WAVE*/go()",
    "a.m4a": b"1/**ftypisom*/;go()",
    "a.mp3": b"ID3=1;go()",
    "a.ogg": b"OggS=1;go()",
    "a.opus": b"OggS/**/=go()",
    "a.flac": b"fLaC=1;go()",
    "a.png": b"PNG=1;go()",
    "a.jpg": b"\xef\xbb\xbfgo()",
    "a.gif": b"GIF=1;go()",
    "a.GIF": b"<script>go()</script>",
    "a.svg": b"<svg onload=go()>",
    "a.html": b"<script>go()</script>",
    "a.js": b"go()",
    "a.pdf.js": b"%PDF-",
    "a": b"go()",
    "a.swf": b"FWS",
    "a.xml": b"<?xml version='1.0'?>",
    "a.txt": b"go()",
    "a.css": b"*{}",
    "a.json": b"{}",
    "a.wasm": b"\0asm",
    "empty.png": b"",
}
TRUE = {
    "a.pdf": b"%PDF-1.7\n",
    "a.webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "a.avif": b"\0\0\0\x20ftypavif",
    "a.wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "a.m4a": b"\0\0\0\x20ftypM4A ",
    "tagged.mp3": b"ID3\x04\0",
    "bare.mp3": b"\xff\xfb\x90",
    "a.ogg": b"OggS\0\x02",
    "a.opus": b"OggS\0\x02",
    "a.flac": b"fLaC\0\0\0\x22",
    "a.png": b"\x89PNG\r\n\x1a\n",
    "a.jpg": b"\xff\xd8\xff\xe0",
    "a.jpeg": b"\xff\xd8\xff\xe1",
    "a.gif": b"GIF89a\x10\0",
}


def archive(root: Path, files: dict[str, bytes]) -> Path:
    make_archive(root, {"weeks/2023-03-26/a.md": page()})
    for name, data in files.items():
        (root / "content/weeks/2023-03-26" / name).write_bytes(data)
    return root


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_under_another_name_is_a_problem_and_not_published(tmp_path: Path, name: str) -> None:
    root = archive(tmp_path, {name: SCRIPTS[name]})
    fit, problems = find_attachments(root / "content", load(root))
    assert fit == []
    assert [problem.file for problem in problems] == [f"content/weeks/2023-03-26/{name}"]


def test_files_that_are_what_their_names_say_go_on_the_site(tmp_path: Path) -> None:
    root = archive(tmp_path, TRUE)
    fit, problems = find_attachments(root / "content", load(root))
    assert [name.rpartition("/")[2] for name in fit] == sorted(TRUE)
    assert problems == []
    assert {Path(name).suffix for name in TRUE} == SIGNATURES.keys()

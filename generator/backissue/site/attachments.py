"""The files that stand beside the pages in ``content/`` and go on the site as they are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from backissue import files
from backissue.archive.archive import Archive
from backissue.archive.segments import FOLDER as RECORDS_FOLDER
from backissue.media import PICTURES, kind_of
from backissue.model import Problem
from backissue.prose.parse import TooComplexError

SIGNATURES: dict[str, re.Pattern[bytes]] = {
    **PICTURES,
    ".pdf": re.compile(rb"%PDF-"),
    ".mp3": re.compile(rb"ID3[\x02-\x04]|\xff[\xfb\xfa\xf3\xf2]"),
    ".m4a": re.compile(rb"\0.{3}ftyp(?:M4[AB] |mp4[12]|iso[m2]|dash)", re.DOTALL),
    ".ogg": re.compile(rb"OggS\0"),
    ".opus": re.compile(rb"OggS\0"),
    ".wav": re.compile(rb"RIFF.{4}WAVE", re.DOTALL),
    ".flac": re.compile(rb"fLaC[\0\x80]"),
}
"""What may stand beside pages, by the end of its name, and what its file begins with. None is of a format that can hold
script, as SVG can. No script begins as most of them do, and servers give none of them a type that runs as script."""

RECORDS = frozenset({"archive.yml", "imports.jsonl", "addresses.jsonl"})
"""Files in ``content/`` for the program and not for readers; two of them only in archives of earlier versions."""


def find_attachments(content: Path, archive: Archive) -> tuple[list[str], list[Problem]]:
    """Return the files beside the pages that go on the site as they are, and a problem for each that cannot.

    One that only pages show which are withheld is withheld with them.
    """
    fit, problems = [], []
    hidden = _withheld(archive)
    for name in files.tree(content):
        if name.startswith(("sources/", f"{RECORDS_FOLDER}/")) or name.endswith(".md") or name in {*RECORDS, *hidden}:
            continue
        if defect := _unfit(content, name):
            problems.append(Problem(f"content/{name}", 0, *defect))
        else:
            fit.append(name)
    return fit, problems


def _unfit(content: Path, name: str) -> tuple[str, str] | None:
    """Return why a file cannot go on the site, and what to do about it."""
    suffix = Path(name).suffix.lower()
    if suffix in _PAGES or name.lower().endswith(".md.txt"):
        return "a page whose name does not end in .md", "rename it, so that it is read as a page"
    if suffix in _OTHERS:
        return _OTHERS[suffix]
    if suffix not in SIGNATURES:
        remedy = f"move it to content/sources, or save it as one of {' '.join(sorted(SIGNATURES))}"
        return "neither a page nor a picture", remedy
    try:
        with files.itself(content, name).open("rb") as file:
            start = file.read(16)
    except ValueError as error:
        return str(error), "put the file itself there"
    if not SIGNATURES[suffix].match(start):
        return _misnamed(name, kind_of(start))
    return None


_PAGES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_PICTURE = ("a picture that most browsers do not show", "save it as .jpg or .png, and name that one in the page")
_OFFICE = (
    "a document of a word processor, which nothing reads here",
    "write its text as a page, or save it as Markdown or HTML in content/sources",
)
_OTHERS = (
    dict.fromkeys((".heic", ".heif", ".tif", ".tiff", ".bmp", ".psd"), _PICTURE)
    | dict.fromkeys((".doc", ".docx", ".odt", ".pages", ".rtf"), _OFFICE)
    | {".svg": ("a picture that can hold script", "save it as .png, and name that one in the page")}
)
"""What is wrong with files of kinds that people often take, and what to do about it."""


def _misnamed(name: str, kind: str) -> tuple[str, str]:
    """Return what is wrong with a file that is not what its name says but of a ``kind``, if that is known."""
    said = Path(name).suffix.removeprefix(".").upper()
    if not kind:
        return f"no {said} by its first bytes", "save it as what its name says, or remove it"
    remedy = f"rename it to {Path(name).with_suffix(kind).name}, also where pages show it, or save it as {said}"
    return f"no {said} but a {kind.removeprefix('.').upper()} by its first bytes", remedy


def _withheld(archive: Archive) -> set[str]:
    """Return the files that withheld pages show, and no page that is seen."""
    kept_back = [(page.path, page.item.body) for page in archive.withheld]
    hidden = {name for path, text in kept_back for name in _shown(path, text, archive)}
    names = {posixpath.basename(name) for name in hidden}
    seen = [(page.path, page.item.body) for page in archive.pages]
    seen += [(path, note.body) for path, note in archive.notes.items()]
    near = [(path, text) for path, text in seen if any(name in unquote(text) for name in names)]
    return hidden - {name for path, text in near for name in _shown(path, text, archive)}


def _shown(path: str, text: str, archive: Archive) -> Iterator[str]:
    """Yield the files below ``content/`` that the Markdown of a page at ``path`` shows or leads to."""
    try:
        tree = LexborHTMLParser(archive.renderer.html(text))
    except TooComplexError:
        return
    for node in tree.css("[src], [href]"):
        link = (node.attributes.get("src") or node.attributes.get("href") or "").partition("#")[0].partition("?")[0]
        yield posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link)))

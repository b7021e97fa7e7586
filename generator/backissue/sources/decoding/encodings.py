"""From the bytes of a source to its lines, or to the reason why not."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from backissue.model import Problem
from backissue.sources.decoding.charsets import detect, find_encoding, label

_BEYOND_ASCII = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_XML = re.compile(rb"""\s*<\?xml\b[^<>]{0,100}?\bencoding\s*=\s*["']\s*([\w.:-]+)""")
_META = re.compile(rb"""<meta\b[^<>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_ISO_2022 = re.compile(rb"\x1b\$[@B](?:[!-~]{2})+\x1b\(")
_MOST_ABOVE = 4096
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
_TEXT_CONTROLS = {"\t", "\n", "\r", "\f", "\x1b", "\x85"}
# What parts lines and records elsewhere is a blank here; the others say nothing.
_ODD = {code: " " if code in {0x0B, *range(0x1C, 0x20)} else None for code in range(32)}
_ODD = {code: text for code, text in _ODD.items() if chr(code) not in _TEXT_CONTROLS}
_CONTROLS = re.compile(f"[{re.escape(''.join(map(chr, _ODD)))}]")
_TRUSTED = 4
_LOST = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a file without their line ends, and hints at how its bytes were read where it does not say it."""

    lines: tuple[str, ...]
    hints: tuple[Problem, ...] = ()


_OFFICE = (
    "a document of Word, Excel or another program, and no text",
    "save its text as .txt, .md or .html, and a sheet as .csv",
)
_DOCUMENTS = {
    b"PK\x03\x04": _OFFICE,
    b"\xd0\xcf\x11\xe0": _OFFICE,
    b"%PDF-": ("a PDF, and no text", "save its text as .txt, and list that"),
}
"""What files are by their first bytes that people take for texts, and what to do about them."""
MISSING = "missing"
"""What is wrong with a source that is not there."""


def read_text(path: Path, name: str, encoding: str = "") -> Text | Problem:
    """Return the text of the file at ``path``, or why it has none.

    Args:
        path: the file, which may be missing, unreadable, empty, binary or of no known encoding.
        name: how problems call it, ``content/sources/table.md``.
        encoding: what it is said to be in; empty where nothing is said.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        meant = _near(path)
        remedy = "put it there, or remove it from `sources` in content/archive.yml"
        return Problem(name, 0, MISSING, f"did you mean `{meant}`? If not, {remedy}" if meant else remedy)
    except OSError as error:
        return Problem(name, 0, f"cannot be read ({error.strerror})", "make it a readable file")
    return decode_text(data, name, encoding)


def _near(path: Path) -> str:
    """Return the file that has nearly the name of one that is missing, in the folder where that would be; else none."""
    folder = next(folder for folder in path.parents if folder.is_dir())
    names = {other.name.casefold(): other.name for other in sorted(folder.iterdir()) if other.is_file()}
    return names.get(next(iter(get_close_matches(path.name.casefold(), names, 1, 0.8)), ""), "")


def read_lines(path: Path, name: str) -> tuple[str, ...] | Problem:
    """Return the lines of the file at ``path``, as :func:`read_text` does."""
    text = read_text(path, name)
    return text if isinstance(text, Problem) else text.lines


def decode_lines(data: bytes, name: str) -> tuple[str, ...] | Problem:
    """Return the lines of ``data``, as :func:`decode_text` does."""
    text = decode_text(data, name)
    return text if isinstance(text, Problem) else text.lines


def decode_text(data: bytes, name: str, encoding: str = "") -> Text | Problem:
    """Return the text of ``data``, its lines ended in any of the three ways, or why it is none.

    Controls other than those of layout are left out where they are few; where they are many, it is no text.
    """
    if encoding and not find_encoding(encoding):
        what = f"the encoding `{encoding}` is not known"
        return Problem(
            name, 0, what, "name one that Python knows, such as windows-1251, with `encoding:` in archive.yml"
        )
    decoded = decode(data, encoding)
    if isinstance(decoded, Undecoded):
        what, remedy = f"{decoded.what} at byte {decoded.offset}", "save it as UTF-8 text"
        what, remedy = next((said for sign, said in _DOCUMENTS.items() if data.startswith(sign)), (what, remedy))
        return Problem(name, decoded.line, what, remedy)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return Problem(name, 0, "empty", "fill it, or remove it from `sources` in content/archive.yml")
    if odd := _CONTROLS.findall(text):
        if 100 * len(odd) > len(text):
            line = text.count("\n", 0, text.index(odd[0])) + 1
            return Problem(name, line, f"binary (the control character {ord(odd[0]):#04x})", "export it as text")
        text = text.translate(_ODD)
    hints = (Problem(name, note.line, note.what, note.remedy, is_hint=True) for note in decoded.notes)
    return Text(tuple(text.removesuffix("\n").split("\n")), tuple(hints))


@dataclass(frozen=True, slots=True)
class Undecoded:
    """Why bytes are no text, and the first that is none: its place, and the 1-based line that it stands on."""

    what: str
    offset: int
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """What to know of how bytes were read: the 1-based line, 0 for all, what and what to do."""

    line: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text that bytes are, and what to know of how they were read."""

    text: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, said: str = "") -> Decoded | Undecoded:
    """Return bytes as text: in the encoding that is ``said``, that of a byte order mark, or that of a declaration.

    Bytes that are UTF-8 are that whatever an XML declaration or a ``<meta charset>`` says, which files keep when they
    are converted. What is neither is detected. A byte that means nothing in an encoding that is otherwise right
    becomes a replacement character.
    """
    if said:
        return Decoded(data.decode(find_encoding(said), "replace").removeprefix("\ufeff"))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16", "not UTF-16")
    if b"\0" in data and ((unmarked := _unmarked(data)) or 1000 * data.count(b"\0") > len(data)):
        at = data.index(b"\0")
        return unmarked or Undecoded("binary (a zero byte)", at, _line(data[:at].decode("latin-1")))
    data = data.removeprefix(codecs.BOM_UTF8)
    name = _declared(data)
    if found := _as_declared(data, find_encoding(name)):
        return found
    return _partly_utf8(data) or _detected(data, name)


def _declared(data: bytes) -> str:
    """Return the encoding that the text names itself, empty where it names none or one that it cannot be in."""
    above = data[:_MOST_ABOVE]
    found = _XML.match(above) or _META.search(above)
    if not found and _ISO_2022.search(data):
        return "iso-2022-jp"  # whose escapes are its declaration
    name = found[1].decode("ascii", "ignore") if found else ""
    return "" if name.lower().startswith(("utf-16", "utf-32", "ucs-2", "iso-10646")) else name


def _as_declared(data: bytes, encoding: str) -> Decoded | None:
    """Return the text in the encoding that it declares; ``None`` where it is not, or where that is UTF-8."""
    if not encoding or encoding == "utf-8":
        return None
    # Two characters of two bytes each can look like UTF-8.
    least = _TRUSTED if len("語".encode(encoding, "ignore")) == 2 else 1
    if len(_BEYOND_ASCII.findall(data)) >= least and _is_utf8(data):
        what = f"says that it is in {label(encoding)}, and was read as the UTF-8 that it is"
        return Decoded(data.decode(), (Note(0, what, "correct what it says, or say `encoding:` in archive.yml"),))
    text = data.decode(encoding, "replace")
    beyond = sum(not char.isascii() for char in text)
    return Decoded(text) if 100 * text.count(_LOST) <= beyond else None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _partly_utf8(data: bytes) -> Decoded | None:
    """Return the text of bytes that are UTF-8, or in which most beyond ASCII are; ``None`` where they are not.

    Lines in another encoding, as files have them that were put together, are read in that. In a line of damaged UTF-8
    a replacement character stands for what is lost.
    """
    if _is_utf8(data):
        return Decoded(data.decode())
    lines = data.split(b"\n")
    right = [_is_utf8(line) for line in lines]
    beyond = [not line.isascii() for line in lines]
    if not _is_mostly_utf8(data) and 2 * sum(map(bool.__and__, right, beyond)) < sum(beyond):
        return None
    stray = [at for at, line in enumerate(lines) if not right[at] and not _is_mostly_utf8(line)]
    known = detect(b"\n".join(lines[at] for at in stray)) if stray else None
    encoding = known[0] if known else "utf-8"
    others = frozenset(stray)
    text = "\n".join(line.decode(encoding if at in others else "utf-8", "replace") for at, line in enumerate(lines))
    if not known:
        return Decoded(text)
    what = f"{_lines(len(stray))} in UTF-8 as the others are, and read as {label(encoding)}"
    return Decoded(text, (Note(stray[0] + 1, what, "compare them with the original, and save the file as UTF-8"),))


def _lines(number: int) -> str:
    return "this line is not" if number == 1 else f"this line and {number - 1} more are not"


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether four of five bytes beyond ASCII belong to UTF-8; of Japanese in Shift_JIS one of three does."""
    return 5 * sum(map(len, _BEYOND_ASCII.findall(data))) >= 4 * len(data.translate(None, bytes(range(128))))


def _detected(data: bytes, declared: str) -> Decoded | Undecoded:
    """Return the text in the encoding that is likeliest, though it may have ``declared`` another."""
    found = detect(data)
    if not found:
        at = next(at for at, byte in enumerate(data) if byte > 127)
        return Undecoded("binary, or in no known encoding", at, _line(data[:at].decode("latin-1")))
    encoding, is_sure = found
    text = data.decode(encoding)
    before = f"says that it is in {declared}, is not, and" if declared else "says no encoding, and"
    what = f"{before} was read as {label(encoding)}{'' if is_sure else ', though it could be another'}"
    remedy = f"look at its letters; say `encoding: {label(encoding)}`, or the right one, in archive.yml"
    line = next((number for number, line in enumerate(text.split("\n"), 1) if not line.isascii()), 0)
    return Decoded(text, (Note(line, what, remedy),))


def _unmarked(data: bytes) -> Decoded | None:
    """Return UTF-16 without a mark as text, where only one order of its bytes makes a text."""
    texts = [_strictly(data, encoding, "not UTF-16") for encoding in ("utf-16-le", "utf-16-be")]
    known = [text for text in texts if isinstance(text, Decoded) and _is_text(text.text)]
    return known[0] if len(known) == 1 else None


def _is_text(text: str) -> bool:
    """Return whether every character is one that texts have, and one of a hundred parts words or lines.

    In the wrong order of bytes a blank is another character, and a line feed is none.
    """
    odd = any(unicodedata.category(char) in _NO_TEXT and char not in _TEXT_CONTROLS for char in set(text))
    return not odd and 100 * sum(map(text.count, " \n\r\u3000\u3001\u3002")) >= len(text)


def _strictly(data: bytes, encoding: str, what: str) -> Decoded | Undecoded:
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return Undecoded(what, error.start, _line(data[: error.start].decode(encoding)))


def _line(before: str) -> int:
    """Return the 1-based line that what follows ``before`` stands on."""
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1

"""Pagefind lists filters and sort orders as its hash tables happen to have them; here they get an order that stays.

Its files are gzipped CBOR (RFC 8949) behind the word ``pagefind_dcd``, named by a digest of what they hold. Of CBOR
they use whole numbers, texts and arrays only. What describes an index is an array whose fourth and fifth entries are
``[name, file]`` pairs of the filters and ``[name, pages]`` pairs of the sort orders (Pagefind 1.5).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

_MARK = b"pagefind_dcd"
_FILTERS, _SORTS = 3, 4
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_INLINE = 24
"""CBOR keeps smaller numbers in the first byte; this and the next three say that 1, 2, 4 or 8 bytes follow."""


def settle(folder: Path) -> None:
    """Put the index in ``folder`` in order. One of an unknown form stays as it is, and works just as well."""
    file = folder / "pagefind-entry.json"
    entry = json.loads(file.read_bytes())
    for language, known in entry["languages"].items():
        try:
            known["hash"] = _settle_language(folder, language, known["hash"])
        except (ValueError, IndexError, TypeError, OSError):
            continue
    file.write_bytes(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode())


def _settle_language(folder: Path, language: str, name: str) -> str:
    """Rewrite the description of one language's index and its filters, and give the description's new name."""
    description = folder / f"pagefind.{name}.pf_meta"
    index = _load(description)
    old = [folder / "filter" / f"{file}.pf_filter" for _, file in index[_FILTERS]]
    contents = sorted([label, sorted(values)] for label, values in map(_load, old))
    fresh = [(label, f"{language}_{_digest(content)}", content) for content in contents for label in content[:1]]
    index[_FILTERS] = [[label, file] for label, file, _ in fresh]
    index[_SORTS] = sorted(index[_SORTS])
    renamed = f"{language}_{_digest(index)}"
    for path in (description, *old):
        path.unlink()
    for _, file, content in fresh:
        (folder / "filter" / f"{file}.pf_filter").write_bytes(_pack(content))
    (folder / f"pagefind.{renamed}.pf_meta").write_bytes(_pack(index))
    return renamed


def _load(path: Path) -> Any:  # noqa: ANN401 - Pagefind decides
    data = gzip.decompress(path.read_bytes()).removeprefix(_MARK)
    value, end = decode(data)
    if end != len(data):
        raise ValueError(f"{path.name} goes on after its end")
    return value


def _pack(value: object) -> bytes:
    return gzip.compress(_MARK + encode(value), mtime=0)


def _digest(value: object) -> str:
    return hashlib.sha256(encode(value)).hexdigest()[:10]


def decode(data: bytes, at: int = 0) -> tuple[Any, int]:
    """The value that begins at byte ``at``, and where it ends.

    Raises:
        ValueError: it is neither a whole number nor a text nor an array of such.
        IndexError: it is cut short.
    """
    major, count = data[at] >> 5, data[at] & 31
    at += 1
    if count >= _INLINE:
        size = 1 << (count - _INLINE)
        if size > 8:
            raise ValueError("a value without a length")
        count, at = int.from_bytes(data[at : at + size]), at + size
    if major == _NUMBER:
        return count, at
    if major == _TEXT:
        return data[at : at + count].decode(), at + count
    if major != _ARRAY:
        raise ValueError("a value of another type")
    values = []
    for _ in range(count):
        value, at = decode(data, at)
        values.append(value)
    return values, at


def encode(value: object) -> bytes:
    """The shortest CBOR of a whole number, a text or a list of such."""
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    assert isinstance(value, list)
    return _head(_ARRAY, len(value)) + b"".join(map(encode, value))


def _head(major: int, count: int) -> bytes:
    if count < _INLINE:
        return bytes([major << 5 | count])
    power = next(power for power in range(4) if count < 1 << (8 << power))
    return bytes([major << 5 | _INLINE + power]) + count.to_bytes(1 << power)

"""Pagefind lists filters and sort orders as its hash tables happen to have them; here they get an order that stays.

Its files are gzipped CBOR (RFC 8949) behind the word ``pagefind_dcd``, named by a digest of what they hold. What
describes an index is an array whose fourth and fifth entries are ``[name, file]`` pairs of the filters and
``[name, pages]`` pairs of the sort orders (Pagefind 1.5).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import cbor2

_MARK = b"pagefind_dcd"
_FILTERS, _SORTS = 3, 4


def settle(folder: Path) -> None:
    """Put the index in ``folder`` in order. One of an unknown form stays as it is, and works just as well."""
    file = folder / "pagefind-entry.json"
    entry = json.loads(file.read_bytes())
    for language, known in entry["languages"].items():
        try:
            known["hash"] = _settle_language(folder, language, known["hash"])
        except (cbor2.CBORDecodeError, ValueError, LookupError, TypeError, OSError):
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
    written = {folder / "filter" / f"{file}.pf_filter": _pack(content) for _, file, content in fresh}
    written[folder / f"pagefind.{renamed}.pf_meta"] = _pack(index)
    for path, data in written.items():
        path.write_bytes(data)
    for path in {description, *old} - written.keys():
        path.unlink()
    return renamed


def _load(path: Path) -> Any:  # noqa: ANN401 - Pagefind decides
    return cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))


def _pack(value: object) -> bytes:
    return gzip.compress(_MARK + cbor2.dumps(value), mtime=0)


def _digest(value: object) -> str:
    return hashlib.sha256(cbor2.dumps(value)).hexdigest()[:10]

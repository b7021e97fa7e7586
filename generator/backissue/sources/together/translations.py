"""The language of a source, by its head, its folder or the end of its name; and which items are translations of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from backissue.languages import find_language
from backissue.model import Item
from backissue.sources.stated.head import FrontMatter

LANGUAGES = ("lang", "language", "locale", "langcode", "languagecode", "hllang", "inlanguage")
"""Keys of heads that name the language of a text, folded as keys are."""
SHARED = ("translationkey", "translationid", "translationof", "translatedfrom", "ref", "langref", "i18nkey")
"""Keys of heads that a text has in common with its translations: of Hugo, of Jekyll's and other engines' plugins."""
_NAMES = ("slug", "name")


@cache
def _tag(part: str) -> str:
    """Return the language that a part of a path is the tag of, as folders and files have it: ``de``, ``pt-br``."""
    first = part.replace("_", "-").partition("-")[0]
    return find_language(part) if len(first) == 2 and part.isascii() else ""


def without_language(file: str) -> tuple[str, str]:
    """Return a path without the part of it that is the tag of a language, and that tag; empty where none is.

    >>> without_language("letters/de/7.md"), without_language("letters/7.pt-br.md"), without_language("ml/7.md")
    (('letters/7.md', 'de'), ('letters/7.md', 'pt-BR'), ('7.md', 'ml'))
    """
    path = PurePosixPath(file)
    stem, dot, end = path.stem.rpartition(".")
    if dot and (tag := _tag(end)):
        return path.with_name(f"{stem}{path.suffix}").as_posix(), tag
    for at, part in enumerate(path.parts[:-1]):
        if tag := _tag(part):
            return PurePosixPath(*path.parts[:at], *path.parts[at + 1 :]).as_posix(), tag
    return file, ""


def languages_of(files: Iterable[str]) -> dict[str, str]:
    """Return the language of each file by its path, where that says it; none of one that is there in others too.

    A folder ``ml`` or ``it`` need not be one of a language: it is where others beside it are, and the end of a name is
    where the same file has another.

    >>> languages_of(["de/1.md", "en/1.md", "ml/1.md"]), languages_of(["ml/1.md", "a/2.md"])
    ({'de/1.md': 'de', 'en/1.md': 'en', 'ml/1.md': 'ml'}, {})
    """
    split = {file: without_language(file) for file in files}
    folders, names = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for file, (bare, tag) in split.items():
        folders[_folder(file, bare)] |= {tag} if tag and _folder(file, bare) else set()
        names[bare] |= {tag}
    found = {}
    for file, (bare, tag) in split.items():
        is_folder = tag and len(folders[_folder(file, bare)]) > 1
        if is_folder or len(names[bare]) > 1:
            found[file] = tag
    return found


def _folder(file: str, bare: str) -> str:
    """Return where the folder of a language stands; nothing for a file whose name says its language."""
    parts, rest = PurePosixPath(file).parts, PurePosixPath(bare).parts
    if len(parts) == len(rest):
        return ""
    same = next((at for at, (one, other) in enumerate(zip(parts, rest, strict=False)) if one != other), len(rest))
    return "/".join(["", *parts[:same], ""])


def language_of(head: FrontMatter) -> str:
    """Return the language that a head names."""
    return next(filter(None, map(find_language, head.texts(*LANGUAGES))), "")


def shared_key(head: FrontMatter, item: Item, file: str, tag: str | None) -> str:
    """Return what an item has in common with its translations, by its head or its path, before it is known if any are.

    ``tag`` is the language that the path of its ``file`` says, empty if only others like it say theirs. A name in a
    head counts with the day.
    """
    if key := head.first(*SHARED):
        return key
    bare, _ = without_language(file)
    if tag is not None:
        return PurePosixPath(bare).with_suffix("").as_posix()
    if item.date and (name := head.first(*_NAMES)):
        return f"{item.date} {name}"
    address, own = without_language(head.first("permalink", "url").strip("/"))
    return address if own else bare if item.lang else ""


def joined(items: Iterable[Item]) -> Sequence[Item]:
    """Return items that keep what they have in common with translations only where there are some, in other languages.

    One without a language counts as one of another.
    """
    known = list(items)
    languages = defaultdict[str, list[str]](list)
    for item in known:
        languages[item.translation].append(item.lang)

    def is_shared(key: str) -> bool:
        return bool(key) and len(languages[key]) > 1 and len(languages[key]) == len({*languages[key]})

    return [
        item if not item.translation or is_shared(item.translation) else replace(item, translation="") for item in known
    ]

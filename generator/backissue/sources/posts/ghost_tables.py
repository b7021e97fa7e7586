"""The export of Ghost: tables of one database in JSON, in which a post names its authors and tags by numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from backissue.model import Problem
from backissue.sources.pieces import Source
from backissue.sources.privacy.address_lists import PRIVATE
from backissue.sources.tables.json_rows import Entry, Wrapped, find_objects, unwrap

_HOME = "__GHOST_URL__"
"""What stands in the texts for the address of the site."""
_MARKS = ("exported_on", "db", "data")
_HTML = ("html", "lexical", "mobiledoc", "markdown")


def ghost_posts(text: str) -> list[Entry]:
    """Return the posts of an export with the names of their authors and tags; none where it is not Ghost's."""
    if '"exported_on"' not in text[:100_000]:
        return []
    tables = dict(_tables(text))
    names = {key: {str(row.get("id")): row for row in _rows(tables.get(key))} for key in ("users", "tags")}
    authors, tags = (_joined(tables, f"posts_{key}", f"{key[:-1]}_id") for key in ("authors", "tags"))
    about = {str(row.get("post_id")): row for row in _rows(tables.get("posts_meta"))}
    found = []
    for entry in find_objects(tables["posts"].text, tables["posts"].line) if "posts" in tables else ():
        post = entry.fields or {}
        name = str(post.get("id"))
        writers = authors.get(name) or [str(post.get("author_id"))]
        fields = {
            **_known(post),
            "authors": [row["name"] for at in writers if (row := names["users"].get(at)) and row.get("name")],
            "tags": [row["name"] for at in tags.get(name, ()) if (row := names["tags"].get(at)) and _is_public(row)],
            "custom_excerpt": post.get("custom_excerpt") or about.get(name, {}).get("meta_description"),
        }
        found.append(Entry(entry.line, entry.count, fields))
    return found


_KEPT = frozenset(
    "title slug html lexical mobiledoc markdown plaintext type status visibility published_at created_at custom_excerpt"
    " canonical_url locale page".split()
)


def _known(post: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a post says, with paths in the place of addresses of its own site; a page of version 0 is one."""
    fields = {key: value for key, value in post.items() if key in _KEPT and value is not None}
    for key in _HTML:
        if isinstance(fields.get(key), str):
            fields[key] = fields[key].replace(_HOME, "")
    is_page = fields.pop("page", None) == 1
    return {**fields, "type": "page"} if is_page else fields


def _is_public(tag: Mapping[str, Any]) -> bool:
    """Return whether readers see the name of a tag; those with a number sign before them are Ghost's own."""
    name = tag.get("name")
    return isinstance(name, str) and not name.startswith("#") and tag.get("visibility", "public") == "public"


def _tables(text: str, line: int = 1, depth: int = 0) -> Iterator[tuple[str, Wrapped]]:
    """Yield the tables of an export, whatever objects and lists of one object stand around them."""
    for each in unwrap(text)[0]:
        placed = Wrapped(each.key, each.text, line + each.line - 1)
        if each.key in _MARKS and depth < len(_MARKS):
            inner = each.text.strip().removeprefix("[").removesuffix("]")
            yield from _tables(inner, placed.line, depth + 1)
        else:
            yield each.key, placed


def _rows(table: Wrapped | None) -> list[Mapping[str, Any]]:
    return [entry.fields for entry in find_objects(table.text) if entry.fields] if table else []


def _joined(tables: Mapping[str, Wrapped], name: str, key: str) -> Mapping[str, list[str]]:
    """Return the names of what posts are joined with by a table, in its order."""
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in _rows(tables.get(name)):
        order = row.get("sort_order")
        found[str(row.get("post_id"))].append((order if isinstance(order, int) else 0, str(row.get(key))))
    return {post: [other for _, other in sorted(rows, key=lambda row: row[0])] for post, rows in found.items()}


def report_users(source: Source, text: str) -> Iterator[Problem]:
    """Yield a hint of what the table of users holds that a public repository would show."""
    users = _rows(dict(_tables(text)).get("users"))
    mails = sum("email" in user and bool(user["email"]) for user in users)
    keys = sum(bool(user.get("password")) for user in users)
    if (mails or keys) and not source.file.startswith(PRIVATE):
        parts = [f"{mails} addresses of e-mail"] if mails > 1 else ["an address of e-mail"] if mails else []
        parts += ["passwords, though not in plain text"] if keys else []
        line = next((at for at, row in enumerate(source.lines, 1) if '"users"' in row), 1)
        what = f"`users` holds {' and '.join(parts)}; a public repository shows content/ whole"
        yield source.hint(line, what, f"remove them, or move it to content/sources/{PRIVATE}, which git ignores")

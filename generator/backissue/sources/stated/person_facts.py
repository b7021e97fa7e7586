"""What a head says of people beside their names: who they are, where they work, where they are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backissue.sources.stated.head import texts
from backissue.sources.stated.people import is_person, plain_name, split_names, split_role, with_roles
from backissue.text import fold_key
from backissue.urls import web_address
from backissue.yaml_text import Value

_NAMES = frozenset("name title label value displayname fullname username id slug key ref order weight gender".split())
"""Keys of what somebody is called, by people or by programs; a title beside a name is that of a post."""
_UNSAID = ("image", "avatar", "photo", "picture", "thumbnail", "headshot", "icon", "mail", "phone", "tel", "address")
"""What keys have in them of pictures, and of what people are reached by, which no page shows."""


def person_facts(value: Value | None) -> Iterator[tuple[str, str]]:
    """Yield the name of each person in a list, or of a text, and what it says beside the name.

    >>> list(person_facts([{"name": "Ada", "role": "Host", "email": "a@b.org"}, "Ben", {"name": "Cy"}]))
    [('Ada', 'Host')]
    >>> list(person_facts("Ada Boat (host), captain of a boat, Ben Ode")), list(person_facts(["Cy (Boats Ltd)"]))
    ([('Ada Boat', 'host · captain of a boat')], [('Cy', 'Boats Ltd')])
    """
    for name, texts_of in _people(value):
        said = dict.fromkeys(text for text in texts_of if text and text != name)
        if name and said:
            yield name, " \N{MIDDLE DOT} ".join(said)


def _people(value: Value | None) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each person of a value, and the texts beside it."""
    if isinstance(value, str):
        for first, *roles in with_roles(split_names(value)):
            name, role = split_role(first)
            yield name, [role, *roles]
        return
    for entry in entries_of(value):
        if isinstance(entry, Mapping):
            name = plain_name(" ".join(texts(entry)))
            yield name, [*_said(entry, name)]
        elif isinstance(entry, str):
            name, role = split_role(entry)
            yield name, [role]


def entries_of(value: Value | None) -> list[Value]:
    """Return the people of a value one by one: of a list, or of a mapping of them by their keys or by their names.

    >>> entries_of({"ada": {"name": "Ada Berg"}, "Ben Ode": {"role": "Host"}})
    [{'name': 'Ada Berg'}, {'name': 'Ben Ode', 'role': 'Host'}]
    >>> entries_of({"Ada Berg": "Host", "Ben Ode": "Guest"}), entries_of({"name": "Ada"})
    ([{'name': 'Ada Berg', 'role': 'Host'}, {'name': 'Ben Ode', 'role': 'Guest'}], [{'name': 'Ada'}])
    """
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping) or texts(value):
        return [] if value is None else [value]
    found: list[Value] = []
    for key, entry in value.items():
        if isinstance(entry, Mapping):
            found.append(entry if texts(entry) else {"name": key, **entry})
        elif isinstance(entry, str) and key[:1].isupper() and is_person(key):
            found.append({"name": key, "role": entry})
    return found


def _said(entry: Mapping[str, Value], name: str) -> Iterator[str]:
    """Yield the texts of a mapping that are for readers, of those within it too."""
    for key, value in entry.items():
        folded = fold_key(key)
        is_post = folded == "title" and name not in texts(value)
        if (folded in _NAMES and not is_post) or any(part in folded for part in _UNSAID):
            continue
        yield from _texts(value)


def _texts(value: Value | None) -> Iterator[str]:
    """Yield all texts of a value that say something to readers."""
    if isinstance(value, str):
        text = " ".join(value.split())
        if text and text.casefold() not in {"true", "false"} and ("@" not in text or web_address(text)):
            yield text
    elif isinstance(value, Mapping):
        yield from _said(value, "")
    else:
        for entry in value or ():
            yield from _texts(entry)

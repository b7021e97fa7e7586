"""The sides that are merged: an item as its source has it, as an import last wrote it, and what topics are called."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from backissue.archive.archive import Archive
from backissue.archive.topic_names import renamer, topic_notes
from backissue.fields import Fields, to_fields
from backissue.merge.ledger import Base
from backissue.merge.threeway import Conflict
from backissue.model import Item


def version_of(item: Item) -> Base:
    """Return an item as the records have it."""
    return Base(to_fields(item), item.body)


def incoming_version(item: Item, base: Base) -> Base:
    """Return an item as it comes in. Its page keeps the source that it came from; the records have where it is now."""
    version = version_of(item)
    if not base.first_file or version.first_file in {"", base.first_file}:
        return version
    return version._replace(fields={**version.fields, "source": base.fields["source"]}, now_in=version.first_file)


def next_base(base: Base, incoming: Base, conflicts: Sequence[Conflict]) -> Base:
    """Return the incoming item; what is in conflict stays as it was, so that it is reported until it is settled."""
    fields, body = dict(incoming.fields), incoming.body
    for conflict in conflicts:
        if conflict.key == "body":
            body = base.body
        elif conflict.base is None:
            fields.pop(conflict.key, None)
        else:
            fields[conflict.key] = conflict.base
    return incoming._replace(fields=fields, body=body)


class TopicsHere:
    """The names that topics have in an archive, whatever its sources call them.

    The records keep what a source says. A page that was renamed with its topic is compared with that by the topic's
    name of today, so that no difference of names is taken for an edit.
    """

    def __init__(self, archive: Archive) -> None:
        self._name = renamer(topic_notes(archive))

    def item(self, item: Item) -> Item:
        """Return an item that has no page yet, with the names of today."""
        return replace(item, topics=tuple(dict.fromkeys(map(self._name, item.topics))))

    def version(self, base: Base, held: Collection[str]) -> Base:
        """Return a version with the names of today, but for former names that its page has ``held``."""
        topics = base.fields.get("topics")
        if not isinstance(topics, list):
            return base
        names = (name if name in held else self._name(name) for name in map(str, topics))
        fields: Fields = {**base.fields, "topics": [*dict.fromkeys(names)]}
        return base._replace(fields=fields)

"""Versions of one record, as branches write them: which values hold, and which versions nobody needs any more.

A version says of each value in which generation it came, counted from 1: a change is one generation later than all that
was known of the record. Of several versions, each value is that of the latest generation. So the order in which they
are read makes no difference, nothing that only one branch changed is lost, and no common ancestor is needed (a map of
registers of which the last writer wins: M. Shapiro et al., "A comprehensive study of convergent and commutative
replicated data types", INRIA RR-7506, 2011).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from backissue.yaml_text import Value, to_json

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Version:
    """What a record said once: its values, ``None`` where it was removed.

    ``since`` is the generation in which the record began, or was removed; ``changed`` names the values that came later,
    or went later, each with its generation.
    """

    values: Values | None
    since: int = 1
    changed: Mapping[str, int] = field(default_factory=dict)

    @property
    def generation(self) -> int:
        """The generation of the latest change."""
        return max(self.since, *self.changed.values(), 0)

    def came(self, name: str) -> int:
        """Return the generation in which the value ``name`` came or went."""
        return self.changed.get(name, self.since)


def resolve(versions: Collection[Version]) -> Version:
    """Return what holds of several versions of one record, in whatever order they come.

    A removal counts unless the record was changed in the same generation or later: on another branch, or since it
    began again. Where two branches gave one value in the same generation differently, any rule would do, since the page
    and its source are merged in git like all text: the greater text is taken, and any text rather than none.
    """
    if len(versions) == 1:
        return next(iter(versions))
    removed = max((version.since for version in versions if version.values is None), default=0)
    live = [version for version in versions if version.values is not None and version.generation >= removed]
    if not live:
        return Version(None, removed)
    since = max(version.since for version in live)
    return _join([version for version in live if version.since == since], since)


def _join(live: Sequence[Version], since: int) -> Version:
    if len(live) == 1:
        return live[0]
    names = sorted({name for version in live for name in (*(version.values or ()), *version.changed)})
    latest = {name: max(live, key=lambda version: _weight(version, name)) for name in names}
    return Version(
        {name: version.values[name] for name, version in latest.items() if version.values and name in version.values},
        since,
        {name: came for name, version in latest.items() if (came := version.came(name)) > since},
    )


def _weight(version: Version, name: str) -> tuple[int, str]:
    value = (version.values or {}).get(name)
    return version.came(name), "" if value is None else to_json(value)


def successor(versions: Collection[Version], values: Values | None) -> Version:
    """Return the version that says ``values`` and is newer than ``versions``; ``None`` removes the record."""
    if not versions:
        return Version(values)
    now = resolve(versions)
    generation = max(version.generation for version in versions) + 1
    if now.values is None or values is None or any(_is_of_another_life(version, now) for version in versions):
        return Version(values, generation)
    names = {*now.values, *values}
    differing = {name: generation for name in sorted(names) if now.values.get(name) != values.get(name)}
    return Version(values, now.since, {**now.changed, **differing})


def _is_of_another_life(version: Version, now: Version) -> bool:
    """Return whether, on another branch, a record was removed or had begun again before."""
    return version.generation >= now.since and (version.values is None or version.since != now.since)


def needed(versions: Iterable[Version]) -> list[Version]:
    """Return those of several versions that say what no other does: usually the latest alone, of equal ones the first.

    What is left out changes nothing, whatever another branch adds.
    """
    kept: list[Version] = []
    for version in sorted(versions, key=lambda version: version.generation, reverse=True):
        if not any(_covers(other, version) for other in kept):
            kept = [other for other in kept if not _covers(version, other)] + [version]
    return kept


def _covers(newer: Version, older: Version) -> bool:
    """Return whether ``older`` adds nothing to ``newer``."""
    if newer.values is None:
        return older.generation < newer.since or (older.values is None and older.since == newer.since)
    if older.values is None or newer.since != older.since:
        return newer.since > older.generation
    names = {*older.values, *older.changed, *newer.values, *newer.changed}
    return newer.generation >= older.generation and all(_weight(newer, name) >= _weight(older, name) for name in names)

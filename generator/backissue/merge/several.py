"""One item that several sources list, or one source in several weeks: each fills what the others leave empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from backissue.fields import BODY, Fields, to_fields
from backissue.merge.blend import blend, holds
from backissue.merge.ledger import Base
from backissue.model import Item, Problem
from backissue.yaml_text import Value

_CELLS = ("title", "date", "topics", "people", BODY.key)
_SHOWN = {BODY.key: "text"}
_ATTRIBUTES = {BODY.key: "body"}

Listed = Mapping[str, Fields]
"""What each listing of an item said when it was last imported, by the source, with the week where it has several."""


@dataclass(frozen=True, slots=True)
class United:
    """An item as all its listings say it, what each of them says of it, and what became of that where it is new."""

    item: Item
    listed: Listed
    problems: tuple[Problem, ...] = ()


def unite(name: str, listings: Sequence[Item], base: Base | None) -> United:
    """Return the item ``name`` of several listings, the first of which stands.

    A cell that is empty in it comes from the next that has one. What differs is merged as a source is with a page: each
    listing is compared with what it said before, so that a correction in any of them comes in, and of two that differ
    the one stays that is there; of texts that are partly the same, all is kept. What one of them keeps from
    readers, all keep. ``base`` is what was last imported of the item.
    """
    first, *others = listings
    if not others:
        return United(replace(first, id=name), {})
    keys = _keys(listings)
    cells = [_cells(item, first.week) for item in listings]
    before = _before(keys, listings, base)
    chosen = {key: _choose(key, keys, cells, before, base) for key in _CELLS}
    links = {link.url: link for item in reversed(listings) for link in reversed(item.links)}
    own = {link.url for link in first.links}
    weeks = (item.week for item in others)
    attributes = ((_ATTRIBUTES.get(key, key), listings[at]) for key, at in chosen.items())
    values: dict[str, Any] = {attribute: getattr(item, attribute) for attribute, item in attributes}
    values["body"] = body = _blended(keys, cells, before, base, chosen[BODY.key])
    item = replace(
        first,
        **values,
        id=name,
        also_in=tuple(dict.fromkeys([*first.also_in, *(week for week in weeks if week and week != first.week)])),
        links=first.links + tuple(link for url, link in reversed(links.items()) if url not in own),
        extra={key: text for it in reversed(listings) for key, text in it.extra.items()},
        draft=any(it.draft for it in listings),
        publish=max((it.publish for it in listings if it.publish), default=None),
    )
    listed = dict(zip(keys, cells, strict=True))
    fresh = [at for at, key in enumerate(keys) if before.get(key) != cells[at]]
    problems = (_report(name, listings, cells, chosen, at, body=body) for at in fresh)
    return United(item, listed, tuple(problem for problem in (*problems, _kept_back(name, listings)) if problem))


def _keys(listings: Sequence[Item]) -> list[str]:
    """Return what each listing is called in the ledger."""
    files = [item.source.file if item.source else "" for item in listings]
    counts = Counter(files)
    weeks = (item.week.isoformat() if item.week else "undated" for item in listings)
    return [file if counts[file] == 1 else f"{file} {week}" for file, week in zip(files, weeks, strict=True)]


def _cells(item: Item, week: date | None) -> Fields:
    """Return what a listing says; its day only where that lies in the week of the item."""
    fields = {**to_fields(item), BODY.key: item.body}
    return {key: fields[key] for key in _CELLS if fields.get(key) and (key != "date" or item.week == week)}


def _before(keys: Sequence[str], listings: Sequence[Item], base: Base | None) -> Listed:
    """Return what each listing said before; where there was one, all that was imported came from it."""
    if not base or base.listed:
        return base.listed if base else {}
    of_file = (key for key, item in zip(keys, listings, strict=True) if item.source and item.source.file == base.file)
    only = next(of_file, None)
    return {only: _imported(base)} if only is not None else {}


def _imported(base: Base) -> Fields:
    known = {**base.fields, BODY.key: base.body}
    return {key: known[key] for key in _CELLS if known.get(key)}


def _choose(key: str, keys: Sequence[str], cells: Sequence[Fields], before: Listed, base: Base | None) -> int:
    """Return the listing whose cell counts."""
    kept: Value | None = _imported(base).get(key) if base else None
    filled = [at for at, cell in enumerate(cells) if key in cell]
    for at in filled:
        was = before[keys[at]].get(key) if keys[at] in before else cells[at][key]
        if cells[at][key] != was and kept in (None, was):
            return at
    return next((at for at in filled if cells[at][key] == kept), filled[0] if filled else 0)


def _blended(keys: Sequence[str], cells: Sequence[Fields], before: Listed, base: Base | None, chosen: int) -> str:
    """Return the text of the chosen listing with what others say more that say partly the same.

    Where one text stood alone before, those that were there then have no say.
    """
    texts = [str(cell.get(BODY.key, "")) for cell in cells]
    known = {key: str(said.get(BODY.key, "")) for key, said in before.items()}
    was_one = base is not None and base.body in known.values()
    others = [at for at, key in enumerate(keys) if at != chosen and not (was_one and known.get(key) == texts[at])]
    body = texts[chosen]
    for at in others:
        body = blend(body, texts[at]) if texts[at] else body
    return body


def _kept_back(name: str, listings: Sequence[Item]) -> Problem | None:
    """Return a hint where some listings of an item keep it from readers and others do not."""
    kept = next((item for item in listings if item.draft or item.publish), None)
    shown = next((item for item in listings if not item.draft and not item.publish), None)
    if not kept or not shown or not kept.source or not shown.source:
        return None
    where = f"{kept.source.file}:{kept.source.line}"
    what = f"the same item as in {where} ({name}), which keeps it from readers, and so it is kept back here too"
    remedy = "let both say the same, or remove one of the two"
    return Problem(f"content/sources/{shown.source.file}", shown.source.line, what, remedy, is_hint=True)


def _report(  # noqa: PLR0913 - one listing among all
    name: str, listings: Sequence[Item], cells: Sequence[Fields], chosen: Mapping[str, int], at: int, *, body: str
) -> Problem | None:
    """Return a hint at what became of the cells of a listing; none where it says what the item says anyway."""
    place, first = listings[at].source, listings[1 if at == 0 else 0].source
    own = [key for key in cells[at] if chosen[key] == at and not any(key in cell for cell in cells[:at])]
    others = [key for key in cells[at] if not _is_alike(cells[at][key], cells[chosen[key]].get(key))]
    corrected = [key for key in cells[at] if chosen[key] == at and at and key not in own]
    text = str(cells[at].get(BODY.key, ""))
    is_added = BODY.key in others and holds(body, text)
    others = [key for key in others if key != BODY.key or not is_added]
    is_new = is_added and not holds(str(cells[chosen[BODY.key]][BODY.key]), text)
    said = [
        f"{_shown(own)} taken" if own and at else "",
        f"{_shown(corrected)} taken in place of another" if corrected else "",
        "what its text says more taken" if is_new else "",
        f"{_shown(others)} left out, since another is there" if others else "",
    ]
    if not place or not first or not any(said):
        return None
    what = f"the same item as in {first.file}:{first.line} ({name}): {', '.join(filter(None, said))}"
    remedy = "nothing to do, or make the two alike"
    return Problem(f"content/sources/{place.file}", place.line, what, remedy, is_hint=True)


def _is_alike(one: Value, other: Value | None) -> bool:
    """Return whether two values say the same, though with other capitals."""
    return str(one).casefold() == str(other).casefold()


def _shown(keys: Sequence[str]) -> str:
    names = [_SHOWN.get(key, key) for key in keys]
    return f"its {' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"

"""Planning an upgrade: what brings an archive that an earlier version made to the form of today, and nothing else.

A form is a number that ``backissue:`` in ``content/archive.yml`` states. It grows with every version that writes
something differently: 1 is that of version 0.1, 2 that of 0.2. Archives of before 3 do not state it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from backissue import yaml_text
from backissue.archive.addresses import KIND as ADDRESSES
from backissue.archive.addresses import read_addresses
from backissue.archive.config import FILE as CONFIG
from backissue.archive.config import FORM, read_config
from backissue.archive.moves import read_moves
from backissue.former import current_page
from backissue.frontmatter import edit, read_item
from backissue.merge import extension_list, importer
from backissue.merge.changeset import Changeset, Edit, Fate, Records
from backissue.merge.ledger import KIND as ITEMS
from backissue.merge.ledger import Ledger, read_ledger
from backissue.model import UsageError
from backissue.own_files import DOCS, PLACE, SETTINGS, own_in_docs, theme_path
from backissue.progress import Steps, silent
from backissue.values import place_text
from backissue.yaml_text import YamlError

MATHEMATICS = "backissue.mathematics"
FORMER_MATHEMATICS = "generator.publishing.mathematics"
"""What made formulas in archives of version 0.1. No package has it any more, so that MkDocs cannot begin with it."""
_EARLIEST_MATHEMATICS = "pymdownx.arithmatex"
"""What did so in the first of them; it leaves formulas to a script."""
_ALWAYS = 10_000
"""The form of a step that every archive needs which has what it replaces."""
_CONTENT = "content/"
_FORMER = (ITEMS.former, ADDRESSES.former)
"""Where earlier versions kept the records, below ``content/``."""
ANCHORS = "backissue.prose.anchor_ids"
BARE_ADDRESSES = "backissue.prose.bare_addresses"
UNBROKEN = "backissue.prose.unbroken"


class Step(NamedTuple):
    """A change that leads to a form: the file that changes, below the archive's folder, how, what that is, and why."""

    form: int
    file: str
    edit: Callable[[str], str]
    what: str
    why: str


class Upgrade(NamedTuple):
    """What an upgrade would write, and a line for each thing that it does: ``file: what: why``."""

    changeset: Changeset
    lines: tuple[str, ...]


def _with_mathematics(former: str) -> Callable[[str], str]:
    """Return a function from a ``mkdocs.yml`` to one that makes formulas with today's extension, not the ``former``."""

    def edit(text: str) -> str:
        if former not in text:
            return text
        if extension_list.parse(text).find(MATHEMATICS):
            return extension_list.remove(text, former)
        return extension_list.replace(text, former, MATHEMATICS)

    return edit


def _mark(text: str) -> str:
    """Return ``archive.yml`` with the form of today, on a line of its own at its end where it has none."""
    wanted = str(FORM)
    data, _ = yaml_text.load(text)
    node = yaml_text.compose(text)
    value = next((value for key, value in node.value if key.value == "backissue"), None) if node else None
    if value:
        marked = f"{text[: value.start_mark.index]}{wanted}{text[value.end_mark.index :]}"
    else:
        line_end = "\r\n" if "\r\n" in text else "\n"
        gap = "" if text.endswith("\n") or not text else line_end
        marked = (
            f"{text}{gap}{line_end}backissue: {wanted} # the form of this archive, for `backissue upgrade`{line_end}"
        )
    try:
        if yaml_text.load(marked)[0] == data | {"backissue": wanted}:
            return marked
    except YamlError:
        pass
    raise UsageError(
        f"{CONFIG} has a form that cannot be edited: add the line `backissue: {wanted}`, and upgrade again"
    )


_FORMULAS = (f"`{MATHEMATICS}` makes formulas", "what made them before is not there any more")

STEPS = (
    Step(_ALWAYS, "mkdocs.yml", _with_mathematics(FORMER_MATHEMATICS), *_FORMULAS),
    Step(2, "mkdocs.yml", _with_mathematics(_EARLIEST_MATHEMATICS), *_FORMULAS),
    Step(
        2,
        "mkdocs.yml",
        lambda text: extension_list.add(text, ANCHORS, after=MATHEMATICS),
        f"`{ANCHORS}` is added",
        "headings in every script can be linked to",
    ),
    Step(
        4,
        "mkdocs.yml",
        lambda text: extension_list.add(text, UNBROKEN, after=ANCHORS),
        f"`{UNBROKEN}` is added",
        "no line is broken within names such as GPT-4",
    ),
    Step(
        4,
        "mkdocs.yml",
        lambda text: extension_list.add(text, BARE_ADDRESSES, after=ANCHORS),
        f"`{BARE_ADDRESSES}` is added",
        "addresses in running text are links",
    ),
    Step(
        FORM,
        CONFIG,
        _mark,
        f"`backissue: {FORM}` states the form",
        "so that later versions know what to bring up to date",
    ),
)
"""What is done to files that people write, in this order."""


def plan(
    root: Path,
    today: date,
    progress: importer.Progress = lambda _: None,
    tick: Steps = silent,
) -> Upgrade:
    """Work out what brings the archive at ``root`` to the form of today; for ``today`` see :func:`importer.plan`.

    Its records take their new form, and its pages the fields that replace former ones, as an import would have them.
    Nothing else of what an import would bring comes in. Where the records are broken, nothing is to be written, and the
    problems of the changeset say why.

    Raises:
        UsageError: ``archive.yml`` cannot be edited.
    """
    found = importer.plan(root, today=today, progress=progress, tick=tick)
    if found.records is None:
        return Upgrade(found, ())
    settings, lines = _settings(root)
    moved, said = _own_files(root, settings)
    settings, lines = {**settings, **moved}, [*lines, *said]
    content = {path.removeprefix(_CONTENT): edit for path, edit in settings.items() if path.startswith(_CONTENT)}
    beside = {path: edit for path, edit in settings.items() if not path.startswith(_CONTENT)}
    pages = {path: page for path, made in found.edits.items() if (page := _page(path, made))}
    before = found.records
    ledger = _ledger(read_ledger(before.of_items, read_moves(before.of_moves)), found, pages)
    records = replace(before, ledger=ledger, addresses=read_addresses(before.of_addresses))
    changeset = Changeset((), (), (), pages | content, records, beside=beside)
    return Upgrade(changeset, (*lines, *_lines(records, pages)))


def is_due(root: Path) -> bool:
    """Return whether an upgrade would do more than state the form, as far as its settings and records show."""
    settings, _ = _settings(root, [step for step in STEPS if step.file != CONFIG])
    return bool(settings) or any((root / _CONTENT / name).is_file() for name in _FORMER)


def _settings(root: Path, steps: Iterable[Step] = STEPS) -> tuple[dict[str, Edit], list[str]]:
    """Return the edits of files that people write, by path below ``root``, and a line for each step that takes one."""
    form = read_config(root)[0].form
    edits: dict[str, Edit] = {}
    lines = []
    for step in steps:
        if step.form <= form or not (root / step.file).is_file():
            continue
        data = (root / step.file).read_bytes()
        known = edits.get(step.file, Edit(data, data))
        before = (known.after or b"").decode("utf-8", "surrogateescape")
        bare = before.removeprefix("\ufeff")
        after = before.removesuffix(bare) + step.edit(bare)
        if after != before:
            edits[step.file] = Edit(data, after.encode("utf-8", "surrogateescape"))
            lines.append(f"{step.file}: {step.what}: {step.why}")
    return edits, lines


def _own_files(root: Path, edits: Mapping[str, Edit]) -> tuple[dict[str, Edit], list[str]]:
    """Return the edits that move files of somebody's own from ``docs/`` to the theme, and a line for each.

    One for which there is another in its place stays where it is. ``edits`` are those of settings so far.
    """
    moved, lines = dict[str, Edit](), list[str]()
    data = (root / SETTINGS).read_bytes()
    text = (edits[SETTINGS].after or b"" if SETTINGS in edits else data).decode("utf-8", "surrogateescape")
    for name in own_in_docs(root):
        file, place = f"{DOCS}/{name}", f"{PLACE}/{theme_path(name)}"
        held = (root / file).read_bytes()
        if (root / place).exists() and (root / place).read_bytes() != held:
            continue
        moved |= {file: Edit(held, None)} | ({} if (root / place).exists() else {place: Edit(None, held)})
        text = re.sub(rf"(?<![\w./@+-]){re.escape(name)}(?![\w/-])", theme_path(name), text)
        lines.append(f"{file}: moved to {place}: each build makes {DOCS}/ anew")
    if moved:
        moved[SETTINGS] = Edit(data, text.encode("utf-8", "surrogateescape"))
    return {path: edit for path, edit in moved.items() if edit.before != edit.after}, lines


def _page(path: str, made: Edit) -> Edit | None:
    """Return of an edit of a page only what its form needs; ``None`` where that is nothing, or there was no page."""
    if not (made.before and made.after):
        return None
    before = made.before.decode("utf-8")
    text = current_page(before)
    item, _ = read_item(made.after.decode("utf-8"), path)
    if text == before or not item:
        return None
    place = {"place": place_text(item.place)} if item.place else {}
    return Edit(made.before, edit(text, place, None).encode("utf-8"), made.ids)


def _ledger(before: Ledger, found: Changeset, pages: Mapping[str, Edit]) -> Ledger:
    """Return the ledger with the places that an import would give, so that none is taken for an edit by hand."""
    assert found.records
    imported = found.records.ledger
    names = {change.id: change.id for change in found.changes if change.fate is Fate.DELETED and _has_former(found)}
    names |= {page.ids[0]: page.ids[-1] for page in pages.values()}
    ledger = dict(before)
    for name, later in names.items():
        place = imported[later].fields.get("place") if later in imported else None
        if name in ledger and place:
            ledger[name] = ledger[name]._replace(fields={**ledger[name].fields, "place": place})
    return ledger


def _has_former(found: Changeset) -> bool:
    return bool(found.records and ITEMS.former in found.records.of_items.untidy)


def _lines(records: Records, pages: Mapping[str, Edit]) -> Iterator[str]:
    """Yield a line for what becomes of the records and of pages."""
    former = [f"content/{name}" for name in _FORMER if name in records.of_items.untidy | records.of_addresses.untidy]
    if former:
        yield f"{' and '.join(former)}: the records move to files below content/records: plain git merges these"
    if pages:
        count = f"{len(pages)} page{'s' if len(pages) > 1 else ''}"
        yield f"{count}: `place` replaces the line in `source`: a week that is added changes no page of another"

"""``backissue names``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue.cli.command import command
from backissue.cli.needs import need_current_archive
from backissue.cli.printing import say, shown_work

if TYPE_CHECKING:
    from backissue.archive.misheard import Misheard


@command("names")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the list.")
@click.pass_obj
def names_(root: Path, *, form: str) -> int:
    """List names that recognisers seem to have got wrong in talks, as lines for content/archive.yml.

    They are compared with the archive's own names: of titles, people and topics. Above each line stands how often it
    was heard, and where first. Nothing is changed: put the lines that are right below `names:`.
    """
    from backissue.archive.archive import renderable
    from backissue.archive.corrections import corrected
    from backissue.archive.load import load
    from backissue.archive.misheard import misheard

    need_current_archive(root)
    with shown_work(root) as store:
        found = misheard(corrected(renderable(load(root, store))))
    say(_json(found) if form == "json" else _text(found))
    return 0


def _json(found: Sequence[Misheard]) -> str:
    listed = [
        {"meant": one.meant, "heard": dict(one.heard), "page": one.place.path, "context": one.place.context}
        for one in found
    ]
    return json.dumps({"names": listed}, indent=2, ensure_ascii=False)


def _text(found: Sequence[Misheard]) -> str:
    from backissue.yaml_text import to_json

    if not found:
        return "No name seems to be heard wrongly."
    lines = ["names:"]
    for one in found:
        times = f"{one.times:,} times" if one.times > 1 else "once"
        heard = ", ".join(to_json(written) for written, _ in one.heard)
        lines += [
            f"  # {times}; content/{one.place.path}: {one.place.context}",
            f"  - {{heard: [{heard}], meant: {to_json(one.meant)}}}",
        ]
    return "\n".join(lines)

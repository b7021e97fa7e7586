"""What can be wrong in ``content/``, found without writing anything."""

from __future__ import annotations

from pathlib import Path

from generator.archive.loading import load
from generator.archive.permalinks import dying
from generator.archive.speaking import unknown
from generator.importing.ledger import lost, read_ledger
from generator.model import Problem
from generator.publishing import engine
from generator.publishing.assets import assets
from generator.publishing.attachments import attachments
from generator.publishing.compose import compose, dead_links


def check_content(root: Path) -> list[Problem]:
    """Every defect of the archive at ``root``: front matter, ids, addresses, active content, links that lead nowhere.

    All documents are judged as they would be rendered, also those that a build would not have to look at again.
    """
    archive = load(root)
    composed = compose(root, archive, engine.configure(root, docs_dir=root / "content"), lambda _: True)
    problems = [*archive.problems, *composed.problems, *dying(archive), *unknown(archive), *read_ledger(root)[1]]
    problems += lost(root, archive)
    made = assets(composed.site, composed.documents)
    there = [*attachments(root / "content", problems), *(asset.path for asset in made)]
    return sorted({*problems, *dead_links(composed, there)})

"""What can be wrong in ``content/``, found without writing anything."""

from __future__ import annotations

from pathlib import Path

from backissue.archive.load import load
from backissue.archive.permalinks import dying
from backissue.archive.speaking import unknown
from backissue.merge.ledger import lost, read_ledger
from backissue.model import Problem
from backissue.site import engine
from backissue.site.assets import assets
from backissue.site.attachments import attachments
from backissue.site.compose import compose, dead_links


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

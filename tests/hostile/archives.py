"""Archives that are hostile in every file: each has some of the corpus's texts, each text at a place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from backissue.archive.config import SOURCE, parse_config
from backissue.site.build import build
from backissue.site.report import Report
from tests.archives import make_archive, put, without_nav
from tests.hostile.corpus import corpus, turns
from tests.hostile.places import places, settings
from tests.tables import run

Case = tuple[str, str]
"""The name of a place, and the text that stands there."""
URL = "https://reader.example/repo/"


@cache
def cases(number: int) -> Sequence[Case]:
    """So many texts of each class at every place, another part of the class at each."""
    return [
        (place, text)
        for at, place in enumerate(places())
        for turn, name in enumerate(corpus())
        for text in turns(name, at + turn, number)
    ]


def make(root: Path, chosen: Sequence[Case]) -> Path:
    """Write an archive with these cases into ``root``, not imported yet."""
    files: dict[str, str] = {}
    for number, (place, text) in enumerate(chosen):
        files |= places()[place](text, number)
    listed = [name.removeprefix("sources/") for name in files if name.startswith("sources/")]
    facts = [fact for _, text in chosen for fact in _facts(text)]
    said = [facts[(7 * at) % len(facts)] if at % 3 == 0 and facts else "" for at in range(len(listed))]
    entries = (f'  - file: "{name}"\n{fact}' for name, fact in zip(listed, said, strict=True))
    make_archive(root, files)
    put(root, {"archive.yml": f"sources:\n{''.join(entries)}" if listed else "sources: []\n"})
    return without_nav(root)


@cache
def _facts(text: str) -> Sequence[str]:
    """Return the lines that say a text of a source in all keys for which that is sound."""
    keys = {field.key for field in SOURCE} - {"file", "files", "from_name", "encoding", "format"}
    found = []
    for place, whole in settings(text):
        above, _, key = place.removeprefix("archive.yml: ").partition(", ")
        if above == "sources" and key.partition(",")[0] in keys and not parse_config(whole)[1]:
            found.append(whole.split("\n")[2] + "\n")
    return found


def make_site(root: Path) -> Report:
    """Import all sources of an archive, and build it."""
    run(root)
    return build(root, root / "site")

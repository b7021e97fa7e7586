"""Archives of a link newsletter to measure with: made-up issues of links in sections, a week apart.

The same numbers give the same bytes. A site is linked to more often the earlier it stands in the list of sites, one in
twenty links has been in an earlier issue, and each issue has the same sponsor.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.made_up import FIRST, Writer

SECTIONS = ("Featured", "In brief", "Releases", "Tools", "Jobs", "Events")
SITES, AGAIN = 4_000, 20
_HEAD = '---\nid: "issue:{number}"\nkind: issue\ntitle: "{number}"\nweek: {week}\ndate: {week}\n---\n\n'
_SPONSOR = "\n## Sponsors\n\n- [Lamps of all kinds](https://lamps.example/)\n"


def fill(root: Path, issues: int, links: int = 60) -> None:
    """Give the empty archive at ``root`` so many issues, each with so many links."""
    random, writer = Random(issues), Writer(issues)
    sites = [f"{writer.words(1)[0]}{number}.example" for number in range(SITES)]
    weights = [1 / rank for rank in range(1, SITES + 1)]
    known: list[str] = []
    for number in range(1, issues + 1):
        fresh = [_link(writer, random, site) for site in random.choices(sites, weights, k=links)]
        shown = [random.choice(known) if known and random.randrange(AGAIN) == 0 else link for link in fresh]
        known += fresh
        week = FIRST + timedelta(weeks=number)
        file = root / f"content/weeks/{week}/{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_HEAD.format(number=number, week=week) + _sections(shown) + _SPONSOR, "utf-8")


def _link(writer: Writer, random: Random, site: str) -> str:
    title = writer.title()
    path = "-".join(title.casefold().split()[:4])
    said = f" by {writer.words(1)[0].capitalize()}" if random.randrange(2) else ""
    text = f"\n\n    > {writer.text(1)}\n" if random.randrange(3) == 0 else ""
    return f"- [{title}](https://{site}/{random.randrange(10**6)}/{path}){said}{text}\n"


def _sections(links: list[str]) -> str:
    share = -(-len(links) // len(SECTIONS))
    parts = (links[at : at + share] for at in range(0, len(links), share))
    return "\n".join(f"## {name}\n\n{''.join(part)}" for name, part in zip(SECTIONS, parts, strict=False))

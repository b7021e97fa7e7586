"""Measure whole commands on made-up archives, and print the ratios to Hugo and Pagefind in the same run."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks import made_up, peer
from tests.benchmarks.commands import Cost, measure, run

ROWS = ("first import", "first build", "nothing changed", "one page edited", "check, nothing changed", "import again")


def main() -> None:
    """Print a table for each size that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("items", type=int, nargs="*", default=[1_000], help="how many items each archive has")
    parser.add_argument("--work", type=Path, help="folder for the archives, which stay  [default: one that goes]")
    parser.add_argument("--no-peer", action="store_true", help="without Hugo, even where it can be had")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = (options.work or Path(folder)).absolute()
        work.mkdir(parents=True, exist_ok=True)
        hugo = None if options.no_peer else peer.find_hugo(work)
        for number in options.items:
            sys.stdout.write(_table(number, *_measured(work / str(number), number, hugo)) + "\n")
            sys.stdout.flush()


def _measured(root: Path, items: int, hugo: Path | None) -> tuple[Mapping[str, Cost], Mapping[str, Cost], Path]:
    """Return what our commands and the peers cost on an archive of so many items made at ``root``."""
    run([*_backissue(), "new", root], root.parent)
    made_up.fill(root, items)
    costs = {"first import": run([*_backissue(), "import"], root), "first build": run([*_backissue(), "build"], root)}
    costs["nothing changed"] = run([*_backissue(), "build"], root)
    page = sorted((root / "content/weeks").rglob("*.md"))[items // 2]
    page.write_text(page.read_text("utf-8") + "\nA sentence that an editor adds.\n", "utf-8")
    costs["one page edited"] = run([*_backissue(), "build"], root)
    run([*_backissue(), "check"], root, accepted=(0, 1))
    costs["check, nothing changed"] = run([*_backissue(), "check"], root, accepted=(0, 1))
    run([*_backissue(), "import"], root)  # it meets the edit
    costs["import again"] = run([*_backissue(), "import"], root)
    if not hugo:
        return costs, {}, root
    peer.convert(root, root / "peer")
    return costs, peer.run_peers(hugo, root / "peer"), root


def _backissue() -> list[str]:
    return [sys.executable, "-m", "backissue"]


def _table(items: int, ours: Mapping[str, Cost], peers: Mapping[str, Cost], root: Path) -> str:
    """Return a Markdown table of costs, with their ratios to the sum of the peers' where there are any."""
    whole = sum(peers.values(), Cost(0, 0, 0))
    lines = [f"\n| {items:,} items | wall, s | CPU, s | peak, MiB | wall to Hugo + Pagefind |", "|---|---|---|---|---|"]
    for name, cost in {**{row: ours[row] for row in ROWS}, **peers}.items():
        ratio = f"{cost.wall / whole.wall:.2f}" if whole.wall and name in ours else ""
        lines.append(f"| {name} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.peak:.0f} | {ratio} |")
    for name, folder in {
        "site": root / "site",
        "content": root / "content",
        "Hugo's site": root / "peer/public",
    }.items():
        if folder.is_dir():
            number, size = measure(folder)
            lines.append(f"\n{name}: {number:,} files, {size / 1e6:.1f} MB, {size / items / 1e3:.1f} KB an item")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

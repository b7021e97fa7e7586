"""Print how well it is found what talks speak about, for each set that is at hand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from tests.benchmarks.mentions import recaps
from tests.benchmarks.mentions.figures import Share, interval
from tests.benchmarks.mentions.recaps import Talk


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.mentions", description=__doc__)
    parser.add_argument("--false", action="store_true", help="list what was found and was not said")
    options = parser.parse_args()
    for line in _lines(with_false=options.false):
        sys.stdout.write(f"{line}\n")


def _lines(*, with_false: bool) -> Iterator[str]:
    if not recaps.is_there():
        yield "The recaps are not at hand."
        return
    yield "| recaps of a newsletter | items | there are | recall | precision | found in passing |"
    yield "|---|---|---|---|---|---|"
    for held_back, part in ((False, "seen"), (True, "held back")):
        methods = {"": recaps.talks, ", whole titles only": recaps.word_for_word}
        for method, find in methods.items():
            talks = find(held_back=held_back)
            yield from rows(f"{part}, {len(talks)} talks{method}", talks)
            if with_false:
                yield from (f"  false: {' | '.join(one)}" for one in recaps.false_ones(talks))


def rows(name: str, talks: Sequence[Talk]) -> Iterator[str]:
    """Yield a row for all items and one for each kind."""
    for kind in ("all", *recaps.kinds(talks)):
        found = [_of(kind, talk) for talk in talks]
        recall = interval([Share(right, wanted) for right, wanted, _, _ in found])
        precision = interval([Share(right + other, right + other + false) for right, _, other, false in found])
        there, passing = sum(wanted for _, wanted, _, _ in found), sum(other for _, _, other, _ in found)
        yield f"| {name} | {kind} | {there} | {recall} | {precision} | {passing} |"


def _of(kind: str, talk: Talk) -> tuple[int, int, int, int]:
    """Return how many items of a kind were found, are there, were found besides, and were found wrongly."""

    def is_meant(title: str) -> bool:
        return kind in {"all", recaps.kind_of(title)}

    counted = (talk.found, talk.wanted, [title for title, _ in talk.other], [title for title, _ in talk.false])
    right, wanted, other, false = (sum(map(is_meant, titles)) for titles in counted)
    return right, wanted, other, false


if __name__ == "__main__":
    main()

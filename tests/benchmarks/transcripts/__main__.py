"""Print a table for each genre that is at hand, of the texts that rules were chosen by and of those held back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from statistics import fmean

from tests.benchmarks.transcripts import measures
from tests.benchmarks.transcripts.measures import Score
from tests.benchmarks.transcripts.methods import METHODS
from tests.benchmarks.transcripts.sets import SETS, Text, part

HEAD = "| method | P | R | F1 ±1 | 95 % | F1 ±3 | WindowDiff | Pk | worse than no cut |\n" + "|---" * 9 + "|"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.transcripts", description=__doc__)
    parser.add_argument("genres", nargs="*", help=f"those to measure  [default: all]: {', '.join(SETS)}")
    parser.add_argument("--held-back", action="store_true", help="the texts that are held back alone")
    options = parser.parse_args()
    for genre in options.genres or SETS:
        for held_back in (True,) if options.held_back else (False, True):
            texts = [*part(SETS[genre](), held_back=held_back)]
            if texts:
                what = "held back" if held_back else "at hand for rules"
                sys.stdout.write(f"\n{genre}, {len(texts)} texts {what}\n\n" + "\n".join(table(texts)) + "\n")
                sys.stdout.flush()


def table(texts: Sequence[Text]) -> Iterator[str]:
    """Yield a Markdown table of what each method makes of texts."""
    yield HEAD
    for name, method in METHODS.items():
        scores = [measures.score(sorted({*method(text)} - {0}), text.starts, len(text.units)) for text in texts]
        yield f"| {name} | {' | '.join(figures(scores))} |"


def figures(scores: Sequence[Score]) -> Iterator[str]:
    """Yield the cells of a row: over all cuts P, R and F1 with its interval, means over texts of the other measures."""
    found, wanted, hits = (sum(values) for values in zip(*((s.found, s.wanted, s.hits) for s in scores), strict=True))
    yield f"{hits / found:.2f}" if found else ""
    yield f"{hits / wanted:.2f}"
    low, high = measures.interval(scores, measures.f1)
    yield f"{measures.f1(scores):.2f}"
    yield f"{low:.2f}-{high:.2f}"
    yield f"{2 * sum(one.hits_near for one in scores) / (found + wanted):.2f}"
    yield f"{fmean(one.window_diff for one in scores):.2f}"
    yield f"{fmean(one.pk for one in scores):.2f}"
    yield f"{measures.worse(scores):.0%}"


if __name__ == "__main__":
    main()

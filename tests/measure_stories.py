"""How well the stories of the two transcripts are found, beside two baselines.

`.venv/bin/python tests/measure_stories.py` prints the table. A boundary counts as found if one is set within one line
of it, each at most once. WindowDiff counts the windows in which the number of boundaries is wrong (Pevzner and Hearst
2002, "A Critique and Improvement of an Evaluation Metric for Text Segmentation"); less is better.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import fmean, pstdev

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from backissue.sources.pieces import Source  # noqa: E402 - run as a script, it has to find the package
from backissue.sources.talks.cues import Cue  # noqa: E402
from backissue.sources.talks.talk import split_units  # noqa: E402
from backissue.stories.segmentation import beginnings  # noqa: E402
from backissue.stories.units import Unit, terms  # noqa: E402

LABELS = {
    "ml-news-2023-03": ROOT.parent / "shared/gold/stories-001.txt",
    "ml-news-2022-11": ROOT / "tests/cases/stories/ml-news-2022-11.txt",
}


@dataclass(frozen=True, slots=True)
class Score:
    """How well boundaries agree with labels."""

    precision: float
    recall: float
    window_diff: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def transcript(name: str) -> tuple[list[Unit], int]:
    """The units of a transcript of this archive, and the number of its lines."""
    lines = (ROOT / "content/sources" / f"{name}.txt").read_text("utf-8").splitlines()
    cues = [Cue(None, None, "", text, at, at) for at, text in Source(name, tuple(lines)).filled_lines()]
    return [one.unit for one in split_units(cues, [])], len(lines)


def labels(name: str) -> list[int]:
    return [int(line) for line in LABELS[name].read_text("utf-8").split()]


def score(found: Sequence[int], wanted: Sequence[int], lines: int) -> Score:
    """The score of line numbers at which stories begin; both have line 1, where every text begins."""
    free = list(found)
    for line in wanted:
        if (hit := min(free, key=lambda one: abs(one - line), default=math.inf)) and abs(hit - line) <= 1:
            free.remove(int(hit))
    hits = len(found) - len(free)
    return Score(hits / len(found), hits / len(wanted), window_diff(found, wanted, lines))


def window_diff(found: Sequence[int], wanted: Sequence[int], lines: int) -> float:
    """The share of windows of half a mean segment in which the numbers of boundaries differ."""
    width = round(lines / len(wanted) / 2)
    marks = [[line in set(cuts) - {1} for line in range(1, lines + 1)] for cuts in (found, wanted)]
    starts = range(1, lines - width + 1)
    return fmean(sum(marks[0][at : at + width]) != sum(marks[1][at : at + width]) for at in starts)


def equal(lines: int, count: int) -> list[int]:
    """As many stories as the labels have, all of one length."""
    return [1 + round(number * lines / count) for number in range(count)]


def text_tiling(said: Sequence[Unit], width: int = 20, blocks: int = 10) -> list[int]:
    """The boundaries of TextTiling (Hearst 1997), with her settings: sequences of 20 words, blocks of 10 of them.

    Similarity of the blocks at each gap, smoothed with the neighbours'; depth of each valley; the valleys deeper than
    the mean less half a standard deviation (her stricter cutoff), no two within three sequences, each moved to the
    nearest beginning of a unit.
    """
    places = [(unit.line, word) for unit in said for word in unit.text.split()]
    tiles = [places[at : at + width] for at in range(0, len(places), width)]
    counts = [Counter(chain.from_iterable(terms(word) for _, word in tile)) for tile in tiles]
    gaps = [_cosine(counts[max(0, at - blocks) : at], counts[at : at + blocks]) for at in range(1, len(counts))]
    smooth = [fmean(gaps[max(0, at - 1) : at + 2]) for at in range(len(gaps))]
    depths = [_peak(smooth, at, -1) + _peak(smooth, at, 1) - 2 * smooth[at] for at in range(len(smooth))]
    cutoff = fmean(depths) - pstdev(depths) / 2
    chosen: list[int] = []
    for depth, at in sorted(((depth, at) for at, depth in enumerate(depths)), reverse=True):
        if depth > cutoff and all(abs(at - other) > 3 for other in chosen):
            chosen.append(at)
    begins, total = {}, 0
    for unit in said:
        begins[total] = unit.line
        total += len(unit.text.split())
    nearest = {min(begins, key=lambda one: abs(one - (at + 1) * width)) for at in chosen}
    return sorted({1, *(begins[at] for at in nearest)})


def _cosine(before: Sequence[Counter[str]], after: Sequence[Counter[str]]) -> float:
    one, two = (sum(part, Counter[str]()) for part in (before, after))
    norm = math.hypot(*one.values()) * math.hypot(*two.values())
    return sum(one[term] * two[term] for term in one.keys() & two.keys()) / norm if norm else 0.0


def _peak(values: Sequence[float], at: int, step: int) -> float:
    while 0 <= at + step < len(values) and values[at + step] >= values[at]:
        at += step
    return values[at]


def scores(name: str) -> dict[str, Score]:
    """The score of each method on the transcript ``name``."""
    said, lines = transcript(name)
    wanted = labels(name)
    found = {
        "backissue": [said[at].line for at in beginnings(said)],
        "equal lengths": equal(lines, len(wanted)),
        "TextTiling": text_tiling(said),
    }
    return {method: score(sorted(set(cuts)), wanted, lines) for method, cuts in found.items()}


def main() -> None:
    write = sys.stdout.write
    write("transcript       method         precision  recall    F1  WindowDiff\n")
    for name in (name for name, path in LABELS.items() if path.exists()):
        for method, one in scores(name).items():
            figures = f"{one.precision:9.2f}  {one.recall:6.2f}  {one.f1:4.2f}  {one.window_diff:10.2f}"
            write(f"{name}  {method:13}  {figures}\n")


if __name__ == "__main__":
    main()

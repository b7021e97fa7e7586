"""Tags that all files of a folder have, which tell nothing apart: labels of somebody's work rather than topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from backissue.model import Item, Problem
from backissue.text import topic_key

_FEWEST = 3


def find_labels(read: Iterable[tuple[str, Iterable[Item]]]) -> Iterator[Problem]:
    """Yield a hint for each topic that every file of a folder has, all its items, where these are three or more.

    ``read`` has the files below ``content/sources`` whose topics their texts say, each with its items.
    """
    groups: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    for file, items in read:
        topics = [{topic_key(name): name for name in item.topics} for item in items]
        if topics:
            folder = PurePosixPath(file).parent.as_posix()
            groups[folder].append({key: name for key, name in topics[0].items() if all(key in each for each in topics)})
    for folder, files in groups.items():
        place = "content/sources" if folder == "." else f"content/sources/{folder}"
        for key, name in files[0].items() if len(files) >= _FEWEST else ():
            if all(key in each for each in files):
                what = f"all {len(files)} files have the topic `{name}`"
                remedy = f"if it is a label of your work, write `no_topics: [{name}]` in content/archive.yml"
                yield Problem(place, 0, what, remedy, is_hint=True)

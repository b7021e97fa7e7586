"""The titles of an archive by what stands for them, each weighed only where it may have changed or somebody asks.

What a title tells depends on the counts of its words in all texts. These counts are kept, with the texts that they were
made of: where some have changed, only what those have is counted, and only titles with words that tell another thing
than before are weighed again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from backissue.mentions.names import Name, Owned
from backissue.mentions.said_pages import Memory, former_words
from backissue.mentions.spoken_tokens import keys
from backissue.mentions.subjects import Subject
from backissue.mentions.surprise import Surprise, Texts
from backissue.mentions.titles import Title
from backissue.mentions.weighing import RARE, Context, context_of, names_of, weigh_title
from backissue.model import Page
from backissue.store import code_digest, digest

_KIND = "titles"
MOST = 16
"""Texts that may have changed since the counts were kept, before they are kept again."""


@dataclass(frozen=True)
class Known:
    """The subjects of an archive by the keys of their titles, and a function that gives some of these, weighed."""

    subjects: Mapping[str, Subject]
    weigh: Callable[[Iterable[str]], Sequence[Title]]


def weigh_titles(
    subjects: Sequence[Subject], speakers: Sequence[Page], words: Callable[[Page], Sequence[str]], memory: Memory
) -> Known:
    """Return the titles of subjects, weighed by what papers say and what ``speakers`` say; ``words`` gives that."""
    place = digest(code_digest(), "latest")
    titles = _Titles(subjects, speakers, words, memory)
    kept = memory.store.get(_KIND, place)
    known = titles.after(kept) if kept and kept["form"] == titles.form else None
    known = known or titles.weighed()
    if titles.to_keep:
        memory.store.put(_KIND, place, titles.to_keep)
    return known


class _Titles:
    """The titles of subjects, and the texts by which they are weighed: those of papers, and those that are spoken.

    ``form`` stands for the titles alone, and ``to_keep`` is what is worth keeping of them once they are known.
    """

    def __init__(
        self,
        subjects: Sequence[Subject],
        speakers: Sequence[Page],
        words: Callable[[Page], Sequence[str]],
        memory: Memory,
    ) -> None:
        self._subjects, self._words, self._memory = subjects, words, memory
        self._pages = [one.page for one in subjects if one.is_paper and not one.anchor], [*speakers]
        self._texts = [[memory.key(page) for page in pages] for pages in self._pages]
        self._own = [memory.key(one.page) if one.is_paper or one.anchor else "" for one in subjects]
        self.form = digest(*(repr((one.key, one.title, one.day, *_made_of(one))) for one in subjects))
        self.to_keep: Mapping[str, Any] = {}

    def weighed(self) -> Known:
        """Return the titles, all of them weighed."""
        titles = [keys(one.title) for one in self._subjects]
        written, spoken = (map(self._words, pages) for pages in self._pages)
        named = [*map(names_of, self._subjects)]
        surprise, context = Surprise(written, spoken, _pairs(titles)), context_of(self._subjects, named)
        weighed = (self._weigh(one, own, surprise, context) for one, own in zip(self._subjects, named, strict=True))
        found = {title.key: title for title in weighed}
        self.to_keep = {
            "form": self.form,
            "texts": self._texts,
            "own": self._own,
            "keys": [*found],
            "titles": [" ".join(words) for words in titles],
            "named": [" ".join(word for name in own for word in name.words) for own in named],
            "context": [[*part] for part in (context.common, context.loud, *context.owned)],
            "counts": surprise.dumped(),
        }
        return Known({key: one.subject for key, one in found.items()}, lambda wanted: [found[key] for key in wanted])

    def after(self, kept: Mapping[str, Any]) -> Known | None:
        """Return the titles, of which only those are weighed that may have changed since others were ``kept``.

        ``None`` where any may have, or where nobody knows what has gone.
        """
        if not (changes := self._changes(kept["texts"])):
            return None
        gone, come = changes
        before = Surprise.loaded(kept["counts"], _pairs(title.split(" ") for title in kept["titles"]))
        surprise, moved = before.changed(gone, come)
        if moved is None or any((before.alone(word) >= RARE) != (surprise.alone(word) >= RARE) for word in moved):
            return None
        common, loud, own, shared = map(frozenset, kept["context"])
        context = Context(common, loud, Owned(own, shared))

        def weigh(one: Subject) -> Title:
            return self._weigh(one, names_of(one), surprise, context)

        found, fresh = list[str](), dict[str, Title]()
        columns = self._own, kept["own"], kept["keys"], kept["titles"], kept["named"]
        for one, text, former, key, *asked in zip(self._subjects, *columns, strict=True):
            if text == former and moved.isdisjoint(" ".join(asked).split(" ")):
                found.append(key)
            else:
                title = weigh(one)
                found.append(title.key)
                fresh[title.key] = title
        if sum(map(len, (*gone, *come))) > MOST:
            changed = {"texts": self._texts, "own": self._own, "keys": found, "counts": surprise.dumped()}
            self.to_keep = {**kept, **changed}
        subjects = dict(zip(found, self._subjects, strict=True))
        return Known(subjects, lambda wanted: [fresh.get(key) or weigh(subjects[key]) for key in wanted])

    def _changes(self, kept: Sequence[Sequence[str]]) -> tuple[Texts, Texts] | None:
        """Return the texts that have gone since others were ``kept``, and those that have come."""
        gone, come = list[Sequence[list[str]]](), list[Sequence[Sequence[str]]]()
        for former, now, pages in zip(kept, self._texts, self._pages, strict=True):
            before, after = Counter(former), Counter(now)
            lost = [former_words(self._memory, key) for key in (before - after).elements()]
            known = [words for words in lost if words is not None]
            if len(known) < len(lost):
                return None
            by_key = dict(zip(now, pages, strict=True))
            gone.append(known)
            come.append([self._words(by_key[key]) for key in (after - before).elements()])
        return (gone[0], gone[1]), (come[0], come[1])

    def _weigh(self, one: Subject, own: Sequence[Name], surprise: Surprise, context: Context) -> Title:
        def text() -> Sequence[str]:
            return self._words(one.page) if one.is_paper else keys(one.text)

        return weigh_title(one, own, surprise, context, text)


def _made_of(one: Subject) -> tuple[str, str]:
    """Return what a title is made of besides itself, its place and its day."""
    return one.page.item.kind.value, one.page.item.extra.get("short", "")


def _pairs(titles: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {pair for words in titles for pair in pairwise(words)}

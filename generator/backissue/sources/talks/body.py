"""The body of a transcript's page: stories as sections, and paragraphs below who speaks and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise

from backissue.markup import escape_heading, escape_markdown
from backissue.sources.talks.cues import Cue, clock
from backissue.sources.talks.links import escape_linked, without_markup
from backissue.sources.talks.turns import Said, turns, units
from backissue.stories.paragraphs import paragraphs
from backissue.stories.titles import titles


def spoken_body(cues: Iterable[Cue], *, emphasis: bool = False) -> str:
    """The cues as Markdown: sections, and paragraphs below a line that names the speaker and the time.

    The sections are those of the source; where it has none, the stories that are told. ``emphasis`` leaves the
    emphasis of a source that is Markdown itself, and its links.
    """
    said = list(chain.from_iterable(units(turn, before) for before, turn in pairwise([[], *turns(cues)])))
    found = _titles(said, emphasis=emphasis)
    write = partial(escape_linked, escape=partial(escape_markdown, emphasis=True)) if emphasis else escape_markdown
    blocks = [f"{block}\n" for block in _blocks(said, found, write)]
    return "\n".join(blocks)


def _titles(said: Sequence[Said], *, emphasis: bool) -> Mapping[int, str]:
    """The headings, in Markdown, each before the unit at its position: the source's own, or those of the stories."""
    own = {at: one.cue.section for at, one in enumerate(said) if one.cue.section}
    if own:
        return {
            at: escape_linked(text, escape_heading) if emphasis else escape_heading(text) for at, text in own.items()
        }
    plain = without_markup if emphasis else str
    told = [replace(one.unit, text=plain(one.unit.text)) for one in said]
    return {at: escape_heading(text) for at, text in titles(told).items()}


def _blocks(said: Sequence[Said], found: Mapping[int, str], write: Callable[[str], str]) -> Iterator[str]:
    """The headings and paragraphs; a paragraph ends with its turn and its story."""
    starts = [at for at, one in enumerate(said) if one.alone or at in found]
    timed: Cue | None = None
    for start, end in pairwise([*starts, len(said)]):
        if start in found:
            yield f"## {found[start]}"
        for first, last in paragraphs([one.unit for one in said[start:end]]) if said[start].unit.text else []:
            group = said[start + first : start + last]
            yield _head(group[0].cue, timed=group[0].cue is not timed) + write(
                "\n".join(one.unit.text for one in group)
            )
            timed = group[0].cue


def _head(cue: Cue, *, timed: bool) -> str:
    """Who speaks and when; a cue's time is that of the first paragraph that begins in it."""
    name = escape_markdown(cue.speaker.replace("*", "")).replace("\n", " ")
    time = f"({clock(cue.start)})" if timed and cue.start is not None else ""
    head = " ".join(filter(None, [f"**{name}**" if name else "", time]))
    return f"{head}\n" if head else ""

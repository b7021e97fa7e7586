"""``backissue links``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backissue.cli.command import command
from backissue.cli.fetch_command import OPEN
from backissue.cli.needs import need_current_archive
from backissue.cli.options import quiet_option, today_of, today_option, verbose_option
from backissue.cli.printing import Progress, print_problems, sort_out_known, summarise
from backissue.model import Problem

if TYPE_CHECKING:
    from backissue.store import Store
    from backissue.web.checking import Verdict

KIND = "link"
FRESH = 30
"""Days for which a link that led somewhere is not asked for again; others are on the next day."""


@command("links")
@click.option(
    "--most", default=300, type=click.IntRange(1), help="Links of one host that are asked for.  [default: 300]"
)
@click.option("--pause", default=1.0, type=click.FloatRange(0), help="Seconds between two of a host.  [default: 1]")
@click.option("--again", is_flag=True, help="Ask for all links, also those that led somewhere lately.")
@click.option("--allow-private", is_flag=True, help=OPEN)
@verbose_option
@quiet_option
@today_option
@click.pass_obj
def links_(  # noqa: PLR0913 - an argument an option
    root: Path, *, most: int, pause: float, again: bool, allow_private: bool, verbose: bool, today: str | None
) -> int:
    """Look whether the links to other sites still lead anywhere, and list dead ones by page.

    A host is asked one link at a time, with a pause, and left alone if it has enough. What came of a link is kept for
    30 days if it led somewhere, else for the day: interrupted, the next run goes on where this one ended. The exit code
    is 1 where a link is dead. With --verbose, links that are unclear or have moved are listed too.
    """
    from backissue.archive.archive import renderable
    from backissue.archive.load import load
    from backissue.archive.outgoing import outgoing_links
    from backissue.store import store_of
    from backissue.web.checking import Checker
    from backissue.web.client import Client, Limits

    need_current_archive(root)
    day, progress = today_of(today)(), Progress()
    with store_of(root) as store:
        archive = renderable(load(root, store))
        places = outgoing_links(archive)
        known = {} if again else {url: found for url in places if (found := _known(store, url, day))}
        wanted = [url for url in places if url not in known]
        checker = Checker(Client(Limits(seconds=30.0), is_open=allow_private), pause, most)
        for number, (url, verdict) in enumerate(checker.check(wanted), 1):
            known[url] = verdict
            store.put(KIND, url, {**asdict(verdict), "day": day.isoformat()})
            progress("Asking for links", number, len(wanted))
        progress.end()
    problems = sorted(_problems(root, places, known, verbose=verbose))
    code = print_problems(sort_out_known(root, problems).left, verbose=verbose)
    summarise(_summary(places, known))
    return code


def _known(store: Store, url: str, day: date) -> Verdict | None:
    """Return what is remembered of a link, unless that is too long ago."""
    from backissue.web.checking import State, Verdict

    found = store.get(KIND, url)
    if not found:
        return None
    age = (day - date.fromisoformat(found["day"])).days
    state = State(found["state"])
    is_fresh = 0 <= age < FRESH if state is State.FINE else age == 0
    return Verdict(state, found["said"], found["moved"]) if is_fresh else None


def _problems(
    root: Path, places: Mapping[str, Sequence[str]], known: Mapping[str, Verdict], *, verbose: bool
) -> Iterator[Problem]:
    """Yield a problem for each page with a dead link, and hints at others if they are asked for."""
    from backissue.web.checking import State

    for url, verdict in known.items():
        if verdict.state is State.FINE and not (verbose and verdict.moved):
            continue
        if verdict.state is State.UNCLEAR and not verbose:
            continue
        for path in places[url]:
            text = (root / "content" / path).read_text("utf-8", errors="replace")
            line = next((number for number, line in enumerate(text.splitlines(), 1) if url in line), 1)
            yield Problem(f"content/{path}", line, *_said(url, verdict), is_hint=verdict.state is not State.DEAD)


def _said(url: str, verdict: Verdict) -> tuple[str, str]:
    from backissue.web.checking import State

    if verdict.state is State.DEAD:
        return (
            f"the link {url} is dead: {verdict.said}",
            "correct it, or link to a copy, such as one of web.archive.org",
        )
    if verdict.state is State.UNCLEAR:
        return f"the link {url} could not be checked: {verdict.said}", "look at it in a browser"
    return f"the link {url} has moved for good", f"write {verdict.moved}"


def _summary(places: Mapping[str, Sequence[str]], known: Mapping[str, Verdict]) -> str:
    from backissue.web.checking import State

    counts = {state: sum(verdict.state is state for verdict in known.values()) for state in State}
    moved = sum(bool(verdict.moved) for verdict in known.values())
    left = len(places) - len(known)
    parts = [f"{counts[State.FINE]:,} lead somewhere", f"{counts[State.DEAD]:,} are dead"]
    parts += [f"{counts[State.UNCLEAR]:,} are unclear"] if counts[State.UNCLEAR] else []
    parts += [f"{moved:,} have moved"] if moved else []
    parts += [f"{left:,} are left for the next run"] if left else []
    return f"Of {len(places):,} links, {', '.join(parts)}."

"""Whether links lead anywhere: each host is asked one thing at a time, with a pause, and several hosts at once."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from enum import StrEnum
from http import HTTPStatus
from queue import SimpleQueue
from urllib.parse import urlsplit

from backissue.web.client import Answer, Client
from backissue.web.hosts import WebError

HOSTS = 8
"""Hosts that are asked at once."""
_GONE = frozenset({404, 410})
_BUSY = frozenset({429, 503})
_NOT_FOR_HEAD = frozenset({400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503})
"""Answers to HEAD after which GET is asked, since many hosts answer HEAD wrongly."""


class State(StrEnum):
    """What is known of a link. ``UNCLEAR``: a reader may get there all the same, or at another time."""

    FINE = "fine"
    DEAD = "dead"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a link, in words, and the address that it has for good by now, if it is another."""

    state: State
    said: str = ""
    moved: str = ""

    @property
    def has_answer(self) -> bool:
        """Whether a host has answered, which it does by a number."""
        return self.said[:1].isdigit()


@dataclass(frozen=True)
class Checker:
    """Asks for links: ``pause`` seconds between two of a host, up to ``most`` of each host."""

    client: Client
    pause: float = 1.0
    most: int = 300
    sleep: Callable[[float], None] = field(default=time.sleep)

    def check(self, urls: Iterable[str]) -> Iterator[tuple[str, Verdict]]:
        """Yield each link that was asked for with what came of it, as soon as it is known.

        A host that says that it is asked too often, or does not answer twice in a row, is left alone: its other links
        are not asked for.
        """
        found: SimpleQueue[tuple[str, Verdict] | None] = SimpleQueue()
        hosts = _by_host(urls)
        with ThreadPoolExecutor(HOSTS) as pool:
            stopped: list[bool] = []
            tasks = [pool.submit(self._ask_host, several[: self.most], found, stopped) for several in hosts]
            pool.submit(_end, tasks, found)
            try:
                yield from _believed(iter(found.get, None))
            finally:
                stopped.append(True)

    def _ask_host(
        self, urls: Sequence[str], found: SimpleQueue[tuple[str, Verdict] | None], stopped: Sequence[bool]
    ) -> None:
        silent = 0
        for number, url in enumerate(urls):
            if stopped:
                return
            if number:
                self.sleep(self.pause)
            verdict, is_busy, is_silent = self._ask(url)
            found.put((url, verdict))
            silent = silent + 1 if is_silent else 0
            if is_busy or silent > 1:
                return

    def _ask(self, url: str) -> tuple[Verdict, bool, bool]:
        """Return what came of a link, whether the host has enough, and whether it did not answer."""
        is_plain = url.lower().startswith("http://") and not self.client.is_open
        asked = f"https://{url[len('http://') :]}" if is_plain else url
        try:
            answer = self.client.get(asked, method="HEAD")
            if answer.status in _NOT_FOR_HEAD:
                self.sleep(self.pause)
                answer = self.client.get(asked, reads=False)
        except WebError as error:
            state = State.DEAD if error.is_gone else State.UNCLEAR
            return Verdict(state, str(error)), False, state is State.UNCLEAR
        found = judge(answer)
        if is_plain and found.state is State.DEAD:
            found = Verdict(State.UNCLEAR, f"{found.said} by https, and http is not asked")
        return found, answer.status in _BUSY, False


def _believed(found: Iterable[tuple[str, Verdict] | None]) -> Iterator[tuple[str, Verdict]]:
    """Yield what was found; that a host is not there counts only if another is, since this machine may be offline."""
    waiting: list[tuple[str, Verdict]] = []
    is_online = False
    for url, verdict in filter(None, found):
        is_online = is_online or verdict.has_answer
        if verdict.state is State.DEAD and not is_online:
            waiting.append((url, verdict))
            continue
        yield url, verdict
        if is_online:
            yield from waiting
            waiting = []
    yield from ((url, replace(verdict, state=State.UNCLEAR)) for url, verdict in waiting)


def judge(answer: Answer) -> Verdict:
    """Return what an answer says of a link.

    >>> judge(Answer("", 404)).state, judge(Answer("", 403)).state, judge(Answer("", 200)).state
    (<State.DEAD: 'dead'>, <State.UNCLEAR: 'unclear'>, <State.FINE: 'fine'>)
    """
    known = {status.value: status.phrase for status in HTTPStatus}
    said = f"{answer.status} {known.get(answer.status, '')}".strip()
    if answer.status in _GONE:
        return Verdict(State.DEAD, said)
    if answer.status >= 400:
        return Verdict(State.UNCLEAR, said)
    return Verdict(State.FINE, said, answer.moved)


def _by_host(urls: Iterable[str]) -> list[list[str]]:
    """Return links by their hosts, those of which there are most first."""
    hosts: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        hosts[urlsplit(url).netloc.lower()].append(url)
    return sorted(hosts.values(), key=len, reverse=True)


def _end(tasks: Sequence[Future[None]], found: SimpleQueue[tuple[str, Verdict] | None]) -> None:
    """Say that no more is found once all tasks are done."""
    for _ in as_completed(tasks):
        pass
    found.put(None)

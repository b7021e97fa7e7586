"""Whether links lead anywhere: asked politely, and a host that has enough is left alone."""

from __future__ import annotations

import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler

import pytest

from backissue.web.checking import Checker, State, Verdict
from backissue.web.client import Answer, Client
from backissue.web.hosts import WebError
from tests.web_server import client, serving


def check(*urls: str, most: int = 300) -> dict[str, Verdict]:
    return dict(Checker(client(silence=0.3), pause=0, most=most).check(urls))


def test_each_link_gets_a_verdict() -> None:
    with serving(
        fine=(200, {}, b"x"), gone=(410, {}, b""), shut=(403, {}, b""), old=(301, {"Location": "/fine"}, b"")
    ) as host:
        found = check(*(host.url(path) for path in ("/fine", "/gone", "/shut", "/old", "/none")))
    said = {url.rpartition("/")[2]: (verdict.state, verdict.said) for url, verdict in found.items()}
    assert said == {
        "fine": (State.FINE, "200 OK"),
        "gone": (State.DEAD, "410 Gone"),
        "shut": (State.UNCLEAR, "403 Forbidden"),
        "old": (State.FINE, "200 OK"),
        "none": (State.DEAD, "404 Not Found"),
    }
    assert found[host.url("/old")].moved == host.url("/fine")


def test_a_host_that_does_not_know_head_is_asked_by_get() -> None:
    def only_get(handler: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        return (200, {}, b"x" * 10) if handler.command == "GET" else (405, {}, b"")

    with serving(a=only_get) as host:
        assert check(host.url("/a"))[host.url("/a")].state is State.FINE
        assert [method for method, *_ in host.asked] == ["HEAD", "GET"]


def test_a_host_is_asked_for_one_thing_at_a_time_with_a_pause() -> None:
    busy, most, waits = Counter[str](), Counter[str](), list[float]()
    lock = threading.Lock()

    def page(handler: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        name = handler.headers["Host"]
        with lock:
            busy[name] += 1
            most[name] = max(most[name], busy[name])
        time.sleep(0.02)
        with lock:
            busy[name] -= 1
        return 200, {}, b"x"

    with serving(**{f"p{number}": page for number in range(4)}) as host:
        urls = [host.url(f"/p{number}").replace("feed", name) for number in range(4) for name in ("one", "two")]
        found = dict(Checker(client(), pause=3, sleep=waits.append).check(urls))
    assert len(found) == 8
    assert set(most.values()) == {1}
    assert waits == [3] * 6


def test_a_host_that_has_enough_is_left_alone() -> None:
    with serving(a=(429, {}, b""), b=(200, {}, b"")) as host:
        found = check(host.url("/a"), host.url("/b"))
    assert {url.rpartition("/")[2]: verdict.state for url, verdict in found.items()} == {"a": State.UNCLEAR}


def test_a_host_that_is_silent_twice_is_left_alone() -> None:
    def wait(_: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)

    with serving(a=wait, b=wait, c=(200, {}, b"")) as host:
        assert set(check(host.url("/a"), host.url("/b"), host.url("/c"))) == {host.url("/a"), host.url("/b")}


def test_no_more_links_of_a_host_are_asked_for_than_wanted() -> None:
    with serving(a=(200, {}, b""), b=(200, {}, b"")) as host:
        assert len(check(host.url("/a"), host.url("/b"), most=1)) == 1


def test_a_host_that_does_not_exist_is_dead_and_one_that_cannot_be_asked_is_unclear() -> None:
    class Web(Client):
        """Finds no host, or may not ask it, or finds one."""

        def get(self, url: str, *_: object, **__: object) -> Answer:
            if "here" in url:
                return Answer(url, 200)
            raise WebError("there is no host", is_gone="gone" in url)

    gone, shy, here = "https://gone.example/", "https://shy.example/", "https://here.example/"
    found = dict(Checker(Web(), pause=0).check([gone, shy, here]))
    assert {url: verdict.state for url, verdict in found.items()} == {
        gone: State.DEAD,
        shy: State.UNCLEAR,
        here: State.FINE,
    }
    offline = dict(Checker(Web(), pause=0).check([gone, shy]))
    assert {verdict.state for verdict in offline.values()} == {State.UNCLEAR}


@pytest.mark.parametrize(("status", "state"), [(200, State.FINE), (404, State.UNCLEAR)])
def test_an_address_by_http_is_asked_by_https_which_says_nothing_bad_of_it(status: int, state: State) -> None:
    asked = []

    class Web(Client):
        """Answers by https alone."""

        def get(self, url: str, *_: object, **__: object) -> Answer:
            asked.append(url)
            return Answer(url, status)

    found = dict(Checker(Web(), pause=0).check(["http://old.example/a"]))
    assert found["http://old.example/a"].state is state
    assert set(asked) == {"https://old.example/a"}

"""The corpus itself: enough texts, each once, that name nobody's host."""

from __future__ import annotations

import re
from itertools import chain

from tests.hostile.corpus import corpus

CLASSES = 19


def test_there_are_hundreds_of_texts_and_each_stands_once() -> None:
    texts = [*chain.from_iterable(corpus().values())]
    assert len(corpus()) == CLASSES
    assert min(map(len, corpus().values())) >= 20
    assert len({*texts}) == len(texts) >= 700


def test_no_text_names_a_host_that_could_be_somebodys() -> None:
    """Names that end in ``example`` are nobody's (RFC 2606)."""
    hosts = re.compile(r"(?:https?|ftp|wss?):[/\\]+(?:[^/@\s\"'<>)]*@)?([a-z0-9.-]+\.[a-z]{2,})")
    named = {host for text in chain.from_iterable(corpus().values()) for host in hosts.findall(text)}
    assert {host for host in named if not host.endswith(".example")} == {"www.w3.org"}

"""Addresses that count clicks, of the services that send newsletters: the target in them, or none."""

from __future__ import annotations

import base64
import json
import zlib

import pytest

from backissue.sources.links.counters import count_target

T = "https://example.org/a?x=1"


def coded(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


TELLING = [
    "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa%3Fx%3D1&sa=D",
    f"https://substack.com/redirect/2/{coded(json.dumps({'e': T, 'p': 1}))}.sig",
    f"https://click.convertkit-mail.com/abc123/xyz987/{coded(T)}",
    "https://tracking.tldrnewsletter.com/CL0/https:%2F%2Fexample.org%2Fa%3Fx=1/1/0100/abc=1",
    "https://e1.r.us-east-1.awstrack.me/L0/https:%2F%2Fexample.org%2Fa%3Fx=1/1/010/abc=1",
    "https://urldefense.com/v3/__https://example.org/a?x=1__;!!ABC!x$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a-3Fx-3D1&d=DwMFaQ",
    "https://click.pstmrk.it/3s/example.org%2Fa%3Fx%3D1/abc/def",
    f"https://mandrillapp.com/track/click/1/e.org?p={coded(json.dumps({'s': 'x', 'p': json.dumps({'url': T})}))}",
    f"https://email.mg1.substack.com/c/{coded(zlib.compress(json.dumps({'l': T, 'r': 'ada@example.net'}).encode()))}",
    f"https://flight.beehiiv.net/v2/clicks/{coded('{}')}.{coded(json.dumps({'url': T}))}.sig",
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa%3Fx%3D1&data=ada%40b.net",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Fx%3D1&h=AT1",
    "https://click.example.net/c?u=TOKEN77&to=https%3A%2F%2Fexample.org%2Fa%3Fx%3D1",
    "https://example.net/redirect?url=https%3A%2F%2Fexample.org%2Fa%3Fx%3D1",
    "https://href.li/?https://example.org/a?x=1",
    "https://click.example.net/?to=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fexample.org%252Fa%253Fx%253D1",
]
BLIND = [
    "https://x.us1.list-manage.com/track/click?u=1a2b&id=2c3d&e=4e5f",
    "https://substack.com/redirect/7fb1a2c3-aaaa-bbbb-cccc-1234567890ab?j=eyJ1IjoiMWFiYyJ9",
    "https://u1.ct.sendgrid.net/ls/click?upn=abcdef",
    "https://link.mail.beehiiv.com/ss/c/u001.abc/4x/yz/h1/h001.q",
    "https://click.email.example.net/?qs=0123456789abcdef0123456789abcdef",
    "https://x.cmail20.com/t/r-l-abc-def-r/",
    "https://r20.rs6.net/tn.jsp?f=001abc",
    "https://d2v.hubspotlinks.com/Ctc/GC+113/abc",
]
NONE = [
    T,
    "https://arxiv.org/abs/2303.11366",
    "https://link.springer.com/article/10.1007/s123",
    "https://twitter.com/intent/tweet?url=https://example.org",
    "https://web.archive.org/web/2020/https://example.org",
    "https://click.palletsprojects.com/en/8.1.x/",
    "https://go.dev/play?url=x",
    "https://bit.ly/3abc",
    "https://example.org/login?next=https://example.org/a",
    "mailto:ada@example.org",
    "/relative",
    "https://[broken",
]


@pytest.mark.parametrize("url", TELLING)
def test_a_counter_that_says_where_it_leads_is_passed_over(url: str) -> None:
    assert count_target(url) == T


@pytest.mark.parametrize("url", BLIND)
def test_a_counter_that_does_not_say_it_leads_nowhere(url: str) -> None:
    assert count_target(url) == ""


@pytest.mark.parametrize("url", NONE)
def test_any_other_address_is_none(url: str) -> None:
    assert count_target(url) is None

"""What in a mail is for one reader only, and what only looks like it."""

from __future__ import annotations

import pytest

from backissue.sources.issues.html_blocks import convert_html

OWN = [
    ("https://example.org/unsubscribe/a1b2c3d4e5f6", "here"),
    ("https://example.org/u?id=12345", "Unsubscribe"),
    ("https://example.org/unsubscribe?id=12345", "here"),
    ("https://example.org/preferences/8f14e45fceea167a5a36dedd4bea2543", "settings"),
    ("https://example.org/u/TOKEN77", "update your preferences"),
    ("https://example.org/view/TOKEN77", "View in browser"),
    ("https://example.org/p/letter/confirm?token=eyJhbGciOiJIUzI1NiJ9", "confirm"),
    ("https://example.substack.com/action/disable_email?token=eyJ1c2VyX2lkIjoxfQ", "stop"),
    ("mailto:unsub-abc123@example.org?subject=unsubscribe", "leave"),
    ("https://example.org/optout?email=ada%40example.net", "leave"),
]
OTHERS = [
    "https://example.org/how-to-unsubscribe-from-mail",
    "https://blog.example.org/bitcoin-privacy-takes-a-leap-forward-wallet-v2/",
    "https://example.org/forward/2024-03-20-rivers",
    "https://example.org/unsubscribe",
    "https://github.com/a/b/commit/8f14e45fceea167a5a36dedd4bea2543",
    "https://example.org/profile/ada",
    "https://example.org/view/rivers",
    "https://arxiv.org/abs/2303.11366",
    "mailto:ada@example.org",
]
HIDDEN = [
    '<div style="display:none">{}</div>',
    '<div style="display: none !important; font-size:1px">{}</div>',
    '<span class="preheader">{}</span>',
    '<div id="preheader_text">{}</div>',
    '<div style="font-size:0px;line-height:0">{}</div>',
    '<div style="max-height:0;overflow:hidden">{}</div>',
    '<div style="mso-hide:all">{}</div>',
    "<style>.pt, .x { display : none }</style><p class='pt'>{}</p>",
    "<div hidden>{}</div>",
]
SEEN = [
    '<td style="font-size:0"><div style="font-size:14px">{}</div></td>',
    "<style>@media (max-width:600px) { .wide { display:none } }</style><p class='wide'>{}</p>",
    '<p class="preview">{}</p>',
    '<p style="opacity:0">{}</p>',
]
OPENS = [
    '<img src="https://e.org/o/T.gif" width="1" height="1" alt="x">',
    '<img src="https://e.org/T.gif" style="width:1px;height:1px" alt="x">',
    '<img src="https://e.org/wf/open?u=T" alt="x">',
    '<img src="https://e.org/track/open.php?u=T" alt="x">',
]


@pytest.mark.parametrize(("url", "label"), OWN)
def test_a_link_that_acts_for_one_reader_keeps_its_words_only(url: str, label: str) -> None:
    found = convert_html(f'<p>Words before, <a href="{url}">{label}</a> and words behind it for all to see.</p>')
    assert found.body == f"Words before, {label} and words behind it for all to see.\n"
    assert found.personal.tokens == 1


@pytest.mark.parametrize("url", OTHERS)
def test_any_other_link_stays(url: str) -> None:
    found = convert_html(f'<p>Words before, <a href="{url}">here</a> and behind.</p>')
    assert f"[here]({url})" in found.body
    assert found.personal.tokens == 0


def test_a_parameter_that_tells_readers_apart_goes() -> None:
    html = '<p><a href="https://e.org/a?id=4&amp;email=ada%40example.net&amp;subscriber_id=a1b2c3">a</a></p>'
    assert convert_html(html).body == "[a](https://e.org/a?id=4)\n"


@pytest.mark.parametrize("html", HIDDEN)
def test_a_hidden_text_is_on_no_page(html: str) -> None:
    assert convert_html(f"<body>{html.replace('{}', 'Secret words')}<p>Seen.</p></body>").body == "Seen.\n"


@pytest.mark.parametrize("html", SEEN)
def test_a_text_that_is_seen_stays(html: str) -> None:
    assert (
        "Plain words" in convert_html(f"<body><table><tr>{html.replace('{}', 'Plain words')}</tr></table></body>").body
    )


@pytest.mark.parametrize("html", OPENS)
def test_a_picture_that_counts_readers_is_none(html: str) -> None:
    assert convert_html(f"<p>Words.</p>{html}").body == "Words.\n"


@pytest.mark.parametrize(
    "line",
    [
        "You get this as ada@example.net.",
        "This email was sent to ada@example.net by Harbour.",
        "You are receiving this because ada@example.net signed up. Unsubscribe",
        "Diese E-Mail wurde an ada@example.net gesendet.",
    ],
)
def test_the_line_that_names_the_reader_goes_and_so_does_the_address_elsewhere(line: str) -> None:
    found = convert_html(f"<p>Hello.</p><p>We wrote to ada@example.net before.</p><p>{line}</p><p>Bye.</p>")
    assert found.body == "Hello.\n\nWe wrote to … before.\n\nBye.\n"


def test_an_address_in_prose_stays() -> None:
    html = "<p>Write to the editor at letters@example.org, or to <a href='mailto:a@b.org'>Ada</a>.</p>"
    assert convert_html(html).body == "Write to the editor at letters@example.org, or to [Ada](mailto:a@b.org).\n"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Unsubscribe from it all: https://example.org/u/TOKEN77", "Unsubscribe from it all:"),
        (
            "See https://click.example.net/c?u=T&to=https%3A%2F%2Fexample.org%2Fa for more.",
            "See https://example.org/a for more.",
        ),
        ("See https://x.us1.list-manage.com/track/click?u=1&id=2&e=3 for more.", "See for more."),
        ("See https://example.org/a?id=4&ck_subscriber_id=ABC for more.", "See https://example.org/a?id=4 for more."),
        ("The maps are at https://example.org/maps.", "The maps are at https://example.org/maps."),
    ],
)
def test_an_address_in_a_text_is_as_one_of_a_link(written: str, left: str) -> None:
    words = "A longer paragraph that nobody would take for the end of a mail stands here. "
    body = convert_html(f"<p>{words}{written}</p>".replace("&", "&amp;")).body
    assert " ".join(body.replace("\\", "").split()) == f"{words}{left}"


def test_code_keeps_its_addresses() -> None:
    url = "https://click.example.net/c?u=T&to=https%3A%2F%2Fexample.org%2Fa"
    assert url in convert_html(f"<pre><code>{url.replace('&', '&amp;')}</code></pre>").body

"""The line below each entry of a feed that says of which site it is, as WordPress adds it in the site's language."""

from __future__ import annotations

from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from backissue.same_address import address_key
from backissue.sources.issues.html_blocks import extract_words
from backissue.urls import web_address


def without_origin(html: str, url: str, title: str) -> tuple[str, str]:
    """Return the text of an entry without a last paragraph that leads to the entry and its site, and its words.

    By these links it is known, whatever language it is in: "The post A appeared first on B".

    >>> of_site = '<p>Da <a href="https://a.example/b">B</a> di <a href="https://a.example">A</a>.</p>'
    >>> without_origin(f"<p>Text.</p>{of_site}", "https://a.example/b/", "B")
    ('<p>Text.</p>', 'Da B di A.')
    """
    at = html.rfind("<p")
    paragraph = LexborHTMLParser(html[at:]).css_first("p") if at > 0 and url else None
    links = paragraph.css("a[href]") if paragraph else []
    if len(links) != 2:
        return html, ""
    (own, name), (home, _) = ((link.attributes.get("href") or "", " ".join(link.text().split())) for link in links)
    is_own = bool(web_address(own)) and address_key(own) == address_key(url) and name == title
    there = urlsplit(home) if web_address(home) else None
    if not is_own or not there or there.netloc != urlsplit(own).netloc or address_key(home) == address_key(own):
        return html, ""
    return html[:at].rstrip(), extract_words(html[at:])

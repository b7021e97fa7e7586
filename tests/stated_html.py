"""The words, links and facts in the head of an HTML file, for :mod:`tests.stated`."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """The text, the links and the head of an HTML file."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.links: list[str] = []
        self.head: dict[str, str] = {}
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"script", "style", "title", "head"}:
            self._inside.append(tag)
        elif tag == "a":
            self.links.append(values.get("href") or "")
        elif tag == "meta":
            self.head[(values.get("name") or values.get("property") or "").lower()] = values.get("content") or ""
        elif tag == "img":
            self.text.append(values.get("alt") or "")
        self.text.append(
            " " if tag in {"br", "p", "li", "td", "th", "div", "img", "h1", "h2", "figcaption", "dt", "dd"} else ""
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if "title" in self._inside:
            self.head["title"] = data.strip()
        elif not self._inside:
            self.text.append(data)

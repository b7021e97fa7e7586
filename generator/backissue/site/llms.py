"""``llms.txt``: what a language model that meets the site should know of it, in the form of llmstxt.org."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from backissue.archive.addresses import address
from backissue.archive.catalogue import Catalogue
from backissue.site import paths
from backissue.site.downloads import archive_path
from backissue.site.entries import topic_name
from backissue.site.exports import FORMATS
from backissue.site.listing import amount, counted, numbered
from backissue.site.site import Asset, Site
from backissue.site.templates import escape_label, span_name

WEEKS, TOPICS = 12, 30
"""The newest weeks and the largest topics that are named; the pages that list all of them are named too."""

_FEEDS = (("Atom", "feed.xml"), ("JSON Feed", "feed.json"))

_Line = tuple[str, str, str]
"""What a line links to: a name, a path below ``docs/``, and what is said of it."""


def assets(site: Site) -> Iterator[Asset]:
    """The file. However large the archive is, it stays some hundred lines long."""
    yield Asset("llms.txt", lambda: _text(site).encode("utf-8"))


def _text(site: Site) -> str:
    sections: dict[str, Iterable[_Line]] = {
        "Kinds of items": _kinds(site.catalogue),
        "Newest weeks": _weeks(site.catalogue),
        "Largest topics": _topics(site.catalogue),
        "Years": [(str(year), paths.year_path(year), "") for year in site.catalogue.years],
        "Feeds": [(f"The newest items as {name}", file, "") for name, file in _FEEDS],
        "Downloads": [(f"All items as {form.label}", archive_path("", form), "") for form in FORMATS.values()],
    }
    return _head(site) + "".join(_section(site, title, list(lines)) for title, lines in sections.items())


def _head(site: Site) -> str:
    catalogue = site.catalogue
    note = catalogue.archive.notes.get("index.md")
    summary = (note and note.description) or f"The archive of {site.name}."
    return (
        f"# {escape_label(site.name)}\n\n> {escape_label(' '.join(summary.split()))}\n\n"
        f"This archive holds {amount(catalogue.archive.pages)} of {numbered(len(catalogue.weeks), 'week')}. A week is"
        " named by its last day and is a page that lists its items; each item has a page with its title, date, topics,"
        " people, links and text. A topic and a kind have feeds of their own, below their pages' addresses.\n"
    )


def _section(site: Site, title: str, lines: Sequence[_Line]) -> str:
    listed = (
        f"- [{escape_label(name)}]({_place(site, path)}){f': {note}' if note else ''}" for name, path, note in lines
    )
    return "\n".join([f"\n## {title}\n", *listed, ""]) if lines else ""


def _place(site: Site, path: str) -> str:
    return site.url + quote(address(path) if path.endswith(".md") else path)


def _kinds(catalogue: Catalogue) -> Iterator[_Line]:
    for kind, pages in catalogue.kinds.items():
        yield kind.plural.capitalize(), paths.kind_path(kind), f"{len(pages)} {counted(kind, len(pages))}"


def _weeks(catalogue: Catalogue) -> Iterator[_Line]:
    for week in catalogue.weeks[:WEEKS]:
        yield span_name(week.day), paths.week_path(week.day), amount(week.pages)
    yield "All weeks", "weeks/index.md", ""


def _topics(catalogue: Catalogue) -> Iterator[_Line]:
    for topic in sorted(catalogue.topics.values(), key=lambda topic: (-topic.total, topic.path))[:TOPICS]:
        yield topic_name(topic.path), paths.topic_path(topic.slug), numbered(topic.total, "item")
    yield "All topics", "topics/index.md", ""

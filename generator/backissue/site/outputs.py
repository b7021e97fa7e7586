"""What is made of shelves beside their pages: feeds, downloads, ``llms.txt``, previews' pictures.

A new file is a row of :data:`OUTPUTS` and a function from a shelf to its bytes. Which page has which picture stands in
its front matter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, replace
from datetime import date
from functools import partial
from itertools import starmap
from urllib.parse import quote

from backissue.archive.addresses import address
from backissue.archive.shelves import Shelf, kind_path, topic_path, week_path, year_path
from backissue.cards import DESIGN, Card, draw
from backissue.markup import escape_label
from backissue.mathematics import plain_title
from backissue.model import Page
from backissue.own_files import SCRIPT
from backissue.site import entry_exports, link_feeds, link_pages, redirects
from backissue.site.exports import FORMATS, Format, entries, export
from backissue.site.feeds import FEEDS, topic_name
from backissue.site.listing import amount, numbered
from backissue.site.opensearch import OPENSEARCH
from backissue.site.site import Asset, Document, Draft, Output, Site
from backissue.site.sitemap import sitemaps
from backissue.store import digest
from backissue.wording import english
from backissue.yaml_text import to_json

WEEKS, TOPICS = 12, 30
"""The newest weeks and the largest topics that ``llms.txt`` names; it names the pages that list all of them too."""

OWN_CARDS = 1000
"""Items up to which each has a picture of its own. In a larger archive those of a week share the picture of the week,
and those of no week that of their kind: at 10,000 items pictures of their own would be a sixth of the site."""


def download(form: Format, shelf: Shelf, site: Site) -> bytes:
    """Return a file of a shelf's items."""
    return export(form, entries(form, site, shelf.whole))


def llms(shelf: Shelf, site: Site) -> bytes:
    """Return what a language model that meets the site should know of it, in the form of llmstxt.org.

    However large the archive is, it stays some hundred lines long.
    """
    known = site.catalogue
    largest = sorted(known.topics.values(), key=lambda topic: (-topic.total, topic.path))[:TOPICS]
    sections = {
        "Kinds of items": [
            (site.words.kinds(kind), kind_path(kind), site.words.count(f"bi.kind.{kind.value}", len(pages)))
            for kind, pages in known.kinds.items()
        ],
        "Newest weeks": [
            *(
                (site.words.span(week.day), week_path(week.day), amount(site.words, week.pages))
                for week in known.weeks[:WEEKS]
            ),
            ("All weeks", "weeks/index.md", ""),
        ],
        "Largest topics": [
            *(
                (topic_name(topic.path), topic_path(topic.slug), numbered(site.words, topic.total, "item"))
                for topic in largest
            ),
            ("All topics", "topics/index.md", ""),
        ],
        "Links": _links(site),
        "Years": [(str(year), year_path(year), "") for year in known.years],
        "Feeds": [(f"The newest items as {form.name}", form.path(shelf), "") for form in FEEDS],
        "Downloads": [(f"All items as {form.name}", form.path(shelf), "") for form in DOWNLOADS],
    }
    summary = (shelf.note and shelf.note.description) or site.words("bi.site", site=site.name)
    items, weeks = amount(english(), known.archive.pages), numbered(english(), len(known.weeks), "week")
    about = (
        f"This archive holds {items} of {weeks}. A week is named by"
        " its last day and is a page that lists its items; each item has a page with its title, date, topics, people,"
        " links and text. A topic and a kind have feeds of their own, below their pages' addresses."
    )

    def line(name: str, path: str, note: str) -> str:
        place = site.url + quote(address(path) if path.endswith(".md") else path)
        return f"- [{escape_label(name)}]({place}){f': {note}' if note else ''}\n"

    found = (f"\n## {title}\n\n{''.join(starmap(line, lines))}" for title, lines in sections.items() if lines)
    summary = escape_label(" ".join(summary.split()))
    return f"# {escape_label(site.name)}\n\n> {summary}\n\n{about}\n{''.join(found)}".encode()


def _links(site: Site) -> list[tuple[str, str, str]]:
    """Return where what the issues list stands, if they list anything."""
    known = link_pages.lists_of(site)
    if not known.listed:
        return []
    pages = [(known.whole.title, known.whole.path, numbered(site.words, len(known.listed), "link"))]
    pages += [
        (f"All links as {name}", entry_exports.path_of(site, form), "") for form, name in entry_exports.FORMS.items()
    ]
    tops = [known.top_of_sections] if known.sections else []
    pages += [(one.heading, one.path, "") for one in (*tops, known.top_of_sites)]
    return pages


def of_scripts(_: Shelf, site: Site) -> bytes:
    """Return the module that has the words of scripts, in the language of the site."""
    return f"export default {json.dumps(site.words.of_scripts(), ensure_ascii=False, indent=0)};\n".encode()


def _is_home(shelf: Shelf, _: Site) -> bool:
    return shelf.kind == "home"


DOWNLOADS = tuple(
    Output(form.label, f"archive.{form.suffix}", form.media_type, _is_home, partial(download, form))
    for form in FORMATS.values()
)
OUTPUTS = (
    *FEEDS,
    *DOWNLOADS,
    Output("llms.txt", "llms.txt", "text/plain", _is_home, llms),
    OPENSEARCH,
    Output("Words", SCRIPT, "text/javascript", _is_home, of_scripts),
)


def assets(site: Site) -> Iterator[Asset]:
    """Yield every file of the site that is no page, each made only when it is written."""
    for shelf in site.catalogue.shelves:
        for output in OUTPUTS:
            if output.is_at(shelf, site):
                yield Asset(output.path(shelf), partial(output.make, shelf, site))
    yield from link_feeds.assets(site)
    yield from entry_exports.assets(site)
    yield from redirects.assets(site)
    if site.url:
        yield from sitemaps(site)
    yield from card_assets(site)


def add_cards(site: Site, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield drafts of documents that have the path of their picture in their front matter, below the key ``card``.

    A page that has none of its own has that of the first page. Where it is not known at which address the site will
    stand there are no pictures: a preview is made by other hosts, and they need a whole address.
    """
    if not site.url:
        yield from drafts
        return
    paths = {path: card_path(card) for path, card in _cards(site)}
    for draft in drafts:
        card = paths.get(draft.path, paths["index.md"])
        key = digest(draft.key, card) if draft.key else ""
        yield replace(draft, key=key, make=partial(_with_card, draft.make, card)) if draft.listed else draft


def _with_card(make: Callable[[], Document], card: str) -> Document:
    document = make()
    opening, rest = document.text[:4], document.text[4:]
    return replace(document, text=f"{opening}card: {to_json(card)}\n{rest}") if opening == "---\n" else document


def card_assets(site: Site) -> Iterator[Asset]:
    """Yield the pictures. One that is there is never drawn again: its name says all that is on it."""
    found = _cards(site) if site.url else ()
    for path, card in {card_path(card): card for _, card in found}.items():
        yield Asset(path, partial(draw, card), settled=True)


def card_path(card: Card) -> str:
    """Return where the picture of a card stands: a digest of all that it says, and of which look it has."""
    text = to_json([DESIGN, *astuple(card)])
    return f"cards/{hashlib.sha256(text.encode()).hexdigest()[:24]}.png"


def _cards(site: Site) -> Iterator[tuple[str, Card]]:
    """Yield the path of every page that does not have the first page's picture, with its card."""
    known = site.catalogue
    of_shelves = {shelf.path: card for shelf in known.shelves if (card := _shelf_card(site, shelf))}
    yield from of_shelves.items()
    is_shared = len(known.archive.pages) > OWN_CARDS
    for page in known.archive.pages:
        shelf = week_path(page.item.week) if page.item.week else kind_path(page.item.kind)
        yield page.path, of_shelves[shelf] if is_shared else _item_card(site, page)


def _shelf_card(site: Site, shelf: Shelf) -> Card | None:
    title = plain_title(shelf.title)
    match shelf.kind:
        case "home":
            return Card(shelf.title or site.name, site=site.name)
        case "week":
            span, issue = site.words.span(date.fromisoformat(shelf.key)), site.words("bi.week.issue")
            return Card(title or span, line=f"{issue} · {span}" if shelf.title else issue, site=site.name)
        case "topic":
            return Card(title, line=topic_name([site.words("bi.topic"), *shelf.titles[:-1]]), site=site.name)
        case "kind":
            return Card(title, site=site.name)
    return None


def _item_card(site: Site, page: Page) -> Card:
    item = page.item
    when = site.words.day(item.date) if item.date else site.words.span(item.week) if item.week else ""
    topics = site.catalogue.topics_of(item)
    return Card(
        title=plain_title(item.title),
        line=" · ".join(filter(None, [site.words.kind(item.kind), when])),
        foot=topic_name(topics[0].path) if topics else "",
        site=site.name,
    )

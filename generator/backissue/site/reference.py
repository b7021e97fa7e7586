"""What a citation says of an item, whatever its form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from urllib.parse import parse_qs, quote

from backissue.dates import parse_day, span_name
from backissue.markup import without_controls
from backissue.mathematics import plain_title
from backissue.model import Item, Kind, Link
from backissue.moments import moment
from backissue.text import former_slug
from backissue.urls import arxiv_id, doi, is_doi, web_address

_KEY = re.compile(r"[a-z][a-z0-9:./_-]{0,79}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A work as citations name it. What is not known is empty.

    ``published`` is year, month and day as far as they are known; ``page`` is the item's own page on the site, and
    ``url`` where the work itself is, which may be the same. ``is_titled``: the title is known to be the work's own. Of
    a paper of which it is not, what is cited is what the newsletter says of it: ``listed`` is when that came out.
    """

    key: str
    kind: Kind
    title: str
    site: str
    people: tuple[str, ...] = ()
    published: tuple[int, ...] = ()
    keywords: tuple[str, ...] = ()
    arxiv: str = ""
    doi: str = ""
    url: str = ""
    page: str = ""
    journal: str = ""
    note: str = ""
    is_titled: bool = True
    listed: tuple[int, ...] = ()

    @property
    def is_entry(self) -> bool:
        """Whether this names what a newsletter says of a paper, and not the paper."""
        return self.kind is Kind.PAPER and not self.is_titled

    @property
    def is_scholarly(self) -> bool:
        """Whether this names a paper by its own title and by its authors."""
        return self.kind is Kind.PAPER and self.is_titled and bool(self.people)

    @property
    def subject(self) -> str:
        """The paper that an entry is about, as far as it can be named: an identifier, else its address."""
        name = f"arXiv:{self.arxiv}" if self.arxiv else f"doi:{self.doi}" if self.doi else ""
        return name or (self.url if self.url != self.page else "")

    @property
    def readable_title(self) -> str:
        """The title with its formulas as text, for what knows no TeX."""
        return plain_title(self.title)


OWN_TITLE = ("paper title", "paper_title", "full title", "full_title")
"""Facts of an item, below ``extra``, that give a paper's own title where the newsletter calls it otherwise."""


def is_titled(item: Item, own_titles: Collection[str]) -> bool:
    """Return whether a paper's own title is known: its page says it, or its source is one of ``own_titles``."""
    # What a page by hand says of its authors it says of the paper; so it is with its title.
    stated = item.source.file in own_titles if item.source else bool(item.people)
    return item.kind is not Kind.PAPER or stated or any(item.extra.get(name) for name in OWN_TITLE)


def reference(item: Item, site: str, page: str = "", own_titles: Collection[str] = ()) -> Reference:
    """Return what is known of an item. ``page`` is the absolute address of its page, empty where the site has none.

    ``own_titles`` are the sources that call papers by their own titles.
    """
    arxiv, doi_name = arxiv_of(item), doi_of(item)
    title = next(filter(None, (item.extra.get(name) for name in OWN_TITLE)), "") if item.kind is Kind.PAPER else ""
    return Reference(
        key=citation_key(item.id),
        kind=item.kind,
        title=_line(title or item.title),
        site=_line(site),
        people=tuple(filter(None, map(_line, item.people))),
        published=publication_date(item),
        keywords=tuple(map(_line, item.topics)),
        arxiv=arxiv,
        doi=without_controls(doi_name),
        url=without_controls(next(iter([*addresses(arxiv, doi_name), *(link.url for link in item.links)]), page)),
        page=page,
        journal=_line(item.extra.get("journal", "")),
        note=_line(f"Listed in {site}, week of {span_name(item.week)}" if item.week else f"Listed in {site}"),
        is_titled=is_titled(item, own_titles),
        listed=_listed(item),
    )


def _line(text: str) -> str:
    """Return a text in one line, with nothing in it that acts on what shows it."""
    return " ".join(without_controls(text).split())


def arxiv_of(item: Item) -> str:
    """Return the item's arXiv identifier, from its id.

    >>> arxiv_of(Item("arxiv:2303.11366", Kind.PAPER, "T"))
    '2303.11366'
    """
    name = item.id.removeprefix("arxiv:")
    return name if name != item.id and arxiv_id(arxiv_address(name)) == name else ""


def doi_of(item: Item) -> str:
    """Return the item's DOI, from its id."""
    name = item.id.removeprefix("doi:")
    return name if name != item.id and is_doi(name) else ""


def arxiv_address(identifier: str, form: str = "abs") -> str:
    """Return the page (``abs``) or file (``pdf``) of a work on arXiv."""
    return f"https://arxiv.org/{form}/{identifier}"


def doi_address(name: str) -> str:
    """Return where a DOI leads."""
    return f"https://doi.org/{quote(name, safe='/:;()')}"


def bibtex_address(work: Reference) -> tuple[str, str]:
    """Return who gives a paper's own BibTeX, and where; empty where nobody is known to.

    ``arxiv.org/bibtex`` is what arXiv's own pages lead to, and Crossref's API documents ``transform``.
    """
    if work.kind is not Kind.PAPER:
        return "", ""
    if work.arxiv:
        return "arXiv", arxiv_address(work.arxiv, "bibtex")
    doi_name = quote(work.doi, safe="")
    return (
        ("Crossref", f"https://api.crossref.org/works/{doi_name}/transform/application/x-bibtex")
        if doi_name
        else ("", "")
    )


def addresses(arxiv: str, doi_name: str) -> list[str]:
    """Return where a work lies, as far as its identifiers say."""
    return [*([arxiv_address(arxiv)] if arxiv else []), *([doi_address(doi_name)] if doi_name else [])]


def more_links(item: Item) -> tuple[Link, ...]:
    """Return the addresses that follow from an item's id and that it does not list itself: abstract, PDF, DOI."""
    arxiv, doi_name, links = arxiv_of(item), doi_of(item), list[Link]()
    listed = {_same_work(link.url) for link in item.links}
    if arxiv:
        links += [Link("Abstract", arxiv_address(arxiv)), Link("PDF", arxiv_address(arxiv, "pdf"))]
    if doi_name:
        links += [Link("DOI", doi_address(doi_name))]
    return tuple(link for link in links if _same_work(link.url) not in listed)


def _same_work(url: str) -> str:
    """Return an address without what does not matter to where it leads: arXiv's versions, other hosts of doi.org."""
    parts = web_address(url)
    form = parts.path.split("/")[1:2] if parts else []
    if form in (["abs"], ["pdf"]) and (identifier := arxiv_id(url)):
        return arxiv_address(identifier, *form)
    name = doi(url)
    return doi_address(name) if name else url


def publication_date(item: Item) -> tuple[int, ...]:
    """Return year, month and day as far as they are known.

    They are those of the item's own day, else of its arXiv identifier, else of its fact ``published``. A talk or an
    issue is of its week, as far as that lies in one month or year; when a paper was listed says nothing of when it
    came out.
    """
    if item.date:
        return (item.date.year, item.date.month, item.date.day)
    if name := arxiv_of(item):
        digits = name.rpartition("/")[2]  # the first four are year and month, in both schemes
        short, number = int(digits[:2]), int(digits[2:4])
        # arXiv began in 1991, so its years of two digits are of this century below that.
        return (1900 + short if short > 90 else 2000 + short, number)
    year, _, month = item.extra.get("published", "").partition("-")
    if parse_day(f"{year}-{month or '01'}-01"):
        return tuple(map(int, filter(None, (year, month))))
    return () if item.kind is Kind.PAPER else _listed(item)


def _listed(item: Item) -> tuple[int, ...]:
    """Return year and month of an item's week, as far as that lies in one."""
    if not item.week:
        return ()
    first, last = item.week - timedelta(days=6), item.week
    if first.year != last.year:
        return ()
    return (last.year, last.month) if first.month == last.month else (last.year,)


def citation_key(name: str) -> str:
    """Return a key for BibTeX, the same for the same id and another for every other id, in either case of letters.

    An id that is a key already stays as it is; of any other the key ends in a part of its digest, behind a mark that
    no such id has.

    >>> citation_key("arxiv:2303.11366"), citation_key("https://example.org/A?b=1")
    ('arxiv:2303.11366', 'https-example-org-a-b-1+49c37246fe2d')
    """
    if _KEY.fullmatch(name):
        return name
    words = former_slug(name, 40)
    plain = words if words.isascii() else "item"
    return f"{plain}+{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


_YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"})
_VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})


@dataclass(frozen=True, slots=True)
class Video:
    """A recording: the address that the item lists, and that of its player alone."""

    url: str
    player: str

    def at(self, second: int) -> str:
        """Return the address at which it begins to play at a second.

        >>> Video("", "https://www.youtube.com/embed/dQw4w9WgXcQ").at(62)
        'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=62s'
        """
        return moment(self.player, second)


def video_of(links: Iterable[Link]) -> Video | None:
    """Return the first recording among an item's links, as far as it lies on YouTube or Vimeo.

    >>> video_of([Link("Video", "https://youtu.be/dQw4w9WgXcQ?t=3")]).player
    'https://www.youtube.com/embed/dQw4w9WgXcQ'
    """
    return next((Video(link.url, player) for link in links if (player := _player(link.url))), None)


def moments_of(links: Iterable[Link]) -> Callable[[int], str] | None:
    """Return what gives the address at which an item's recording begins to play at a second; ``None`` without one.

    >>> moments_of([Link("Audio", "https://example.org/a.mp3")])(62), moments_of([Link("Audio", "https://example.org/")])
    ('https://example.org/a.mp3#t=62', None)
    """
    links = list(links)
    video = video_of(links)
    known = video.url if video else next((link.url for link in links if moment(link.url, 0)), "")
    return partial(moment, known) if known else None


def _player(url: str) -> str:
    parts = web_address(url)
    if not parts:
        return ""
    path = parts.path.removesuffix("/").split("/")[1:]
    if parts.hostname in _VIMEO_HOSTS:
        number = path[-1] if len(path) == 1 or path[:-1] == ["video"] else ""
        return f"https://player.vimeo.com/video/{number}" if number.isdecimal() and 5 <= len(number) <= 12 else ""
    name = ""
    if parts.hostname == "youtu.be":
        name = parts.path.strip("/")
    elif parts.hostname in _YOUTUBE_HOSTS:
        is_path = len(path) == 2 and path[0] in {"embed", "live", "shorts", "v"}
        name = path[1] if is_path else parse_qs(parts.query).get("v", [""])[0]
    is_name = len(name) == 11 and all(char.isalnum() or char in "_-" for char in name)
    return f"https://www.youtube.com/embed/{name}" if is_name else ""

"""What a file of somebody's archive states of itself, read without `backissue`, so that no reader judges itself.

The words that people read, and from the head (or the name) title, day, people, links and recordings. It is a rough
reading that is the same for a source and for the page that it becomes; what it does not understand it takes for words.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml

from tests.stated_html import Page

TEXTS = {".md", ".markdown", ".mdx", ".txt", ".qmd"}
CAPTIONS = {".vtt", ".srt"}
TITLES = ("title", "og:title")
DAYS = (
    "date published published_at publish_date pub_date pubdate pubdatetime upload_date date_published"
    " datepublished publishdate article:published_time datum fecha дата"
).split()
PEOPLE = (
    "people speakers speaker authors author host hosts guest guests presenter presenters participants with by autor"
    " auteur"
).split()
RECORDINGS = (
    "media recording audio audio_url audio_file enclosure mp3 video video_url video_id youtube youtube_url youtube_id"
    " youtubeid source_file podcast_url"
).split()
ADDRESSES = "permalink slug url aliases redirect_from".split()
NOBODY = {"", "unknown", "various", "audience", "host", "guest", "all"}
_MONTHS = "january february march april may june july august september october november december".split()
_ELSEWHERE = {"mär": 3, "mai": 5, "okt": 10, "dez": 12, "ene": 1, "avr": 4, "fév": 2, "aoû": 8, "déc": 12, "марта": 3}
"""Beginnings of months in other languages that no English one has."""
_WORD = re.compile(r"[^\W_]+")
_URL = re.compile(r"https?://[^\s<>\"'`|\\^]+")
_REMOVED = re.compile(
    r"""<!--.*?--> | %%.*?%% | [ ]\^[\w-]+$ | \{/\*.*?\*/\} | \{%-?\s*comment.*?endcomment\s*-?%\}
    | ^(?:import\b.*[ ]from[ ].*|export[ ]const[ ].*);$
    | <[A-Z]\w*\s[^>]*>                  # the arguments of a component
    | \[\[[^\]|\n]*\|                    # what a wiki link leads to
    | \{\{?[%<].*?[%>]\}\}? | \{%.*?%\} | \{\{.*?\}\}
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_NOT_WORDS = re.compile(
    r"""^\s*\[(?!\^)[^\]\n]+\]:[ ]*<?\S*[/.#]\S*(?:[ ].*)?$  # where a link leads to: [1]: https://...
    | \]\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)   # the same, beside its label
    | \]\[[^\]]*\]                       # the name of such a line
    | \b[Ss]peaker[ ]\d+\b                  # somebody without a name
    | \[\^[^\]\n]+\]:?                   # the mark of a footnote
    | \{[ ]?[:.#][^}\n]*\}                   # attributes
    | \(?\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\b\)?  # a time
    | (?<=^-[ ])\[[ x]\](?=[ ])          # the box of a task
    | ^[ >]*\d{1,2}[.)](?=\s)            # the number of an entry
    | </?(?:a|abbr|article|aside|audio|b|blockquote|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure
      |font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|main|mark|ol|p|picture|pre|q|s|section|small|source|span
      |strong|sub|summary|sup|svg|table|tbody|td|th|thead|time|tr|u|ul|video|v(?:\.\w+)?|c(?:\.\w+)?)(?:[\s/][^>]*)?>
    | </?[A-Z][^>@]*> | <https?://[^>]*>
    """,
    re.MULTILINE | re.VERBOSE,
)
_LINK = re.compile(r"\]\(\s*<?((?:[^()\s<>\\]|\\.|\([^()\s]*\))+)")
_REFERENCE = re.compile(r"^\s*\[([^\]\n]+)\]:[ ]*<?([^\s<>]+)", re.MULTILINE)
_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_WIKI = re.compile(r"(?<!!)\[\[([^\]|#\n]+)")
_DAY = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")


@dataclass
class Stated:
    """What one file states. ``removed`` are words that nobody is to read: comments, and marks of templates."""

    words: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    text: str = ""
    title: str = ""
    day: date | None = None
    people: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    own_links: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    head: str = ""


def words(text: str) -> Counter[str]:
    """Count the words of running text, in small letters."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def markdown_words(text: str) -> tuple[Counter[str], Counter[str]]:
    """Count the words that readers of Markdown see, and those of comments and marks of templates."""
    removed = words(" ".join(_REMOVED.findall(text)))
    plain = _REMOVED.sub(" ", re.sub(r"\\(?=[^\w\s])", "\ue000", text))
    plain = re.sub(r"\ue000.", " ", plain)
    return words(_URL.sub(" ", unescape(_NOT_WORDS.sub(" ", plain)))), removed


def split_head(text: str) -> tuple[dict[str, Any], str]:
    """Return the head of a text by its keys in small letters, and what stands below it."""
    text = text.lstrip("\ufeff")
    if match := re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL):
        return _lower(_yaml(match[1])), text[match.end() :]
    if match := re.match(r"\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|$)", text, re.DOTALL):
        return _lower(tomllib.loads(match[1])), text[match.end() :]
    if match := re.match(r"(?:[A-Z][A-Za-z_-]*:[ \t]+\S.*\n){2,}(?=\n)", text):
        return _lower(dict(line.split(":", 1) for line in match[0].splitlines())), text[match.end() :]
    return {}, text


def read_stated(path: Path) -> Stated:
    """Read what a file states."""
    text = path.read_text("utf-8", errors="replace").replace("\r\n", "\n")
    if path.suffix in CAPTIONS:
        return _named(path, Stated(words=words(_caption_text(text)), text=text))
    if path.suffix in {".html", ".htm"}:
        return _named(path, _html(text))
    if path.suffix not in TEXTS:
        return Stated(words=words(_URL.sub(" ", _running(path, text))), text=text)
    head, body = split_head(text)
    counted, removed = markdown_words(body)
    links = [*_links(_REMOVED.sub(" ", body))]
    players = re.findall(r"""player\S*\s[^}]*?url=["'](https?://[^"']+)""", body)
    stated = _with_head(head, Stated(words=counted, removed=removed, text=body))
    stated.links = tuple(link for link in links if link.startswith("http"))
    stated.own_links = tuple(link for link in links if not re.match(r"[a-z]+:|#|//", link))
    stated.recordings += tuple(players)
    heading = re.match(r"\s*#[ \t]+(.+)", _REMOVED.sub("", body))
    stated.title = stated.title or (heading[1].strip("# ") if heading else "")
    return _named(path, stated)


def bare(address: str) -> str:
    """Return an address without what makes no difference: the scheme, trackers, a slash; a video by its id."""
    address = unquote(unescape(address)).strip().rstrip(".,;")
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket where an address of the machine is to stand
        return address.lower()
    if re.fullmatch(r"[\w-]{11}", address):
        return address
    host = parts.netloc.lower().removeprefix("www.")
    query = dict(parse_qsl(parts.query))
    if host == "youtu.be" or (host.endswith("youtube.com") and "v" in query):
        return query.get("v") or parts.path.strip("/")
    kept = sorted(f"{key}={value}" for key, value in query.items() if not key.startswith(("utm_", "si", "mc_")))
    return "?".join(filter(None, [f"{host}{parts.path.rstrip('/')}", "&".join(kept)])).lower()


def read_day(value: object) -> date | None:
    """Return a day from the forms that heads have it in; none where only a month or a year is stated.

    >>> read_day("2024-3-5"), read_day("5 March 2024, 10:00"), read_day("March 2024")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    if isinstance(value, datetime | date):
        return value.date() if isinstance(value, datetime) else value
    text = str(value).strip()
    numbers = _DAY.match(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    if numbers:
        return _day(*map(int, numbers.groups()))
    months = {**{name[:3]: n for n, name in enumerate(_MONTHS, 1)}, **_ELSEWHERE}
    month = next((n for name, n in months.items() if re.search(rf"\b{name}", text.lower())), 0)
    year, day = re.search(r"\b(?:19|20)\d\d\b", text), re.search(r"\b([0-3]?\d)(?:st|nd|rd|th)?\b(?![:\d])", text)
    return _day(int(year[0]), month, int(day[1])) if year and month and day else None


def says_day(text: str, day: date) -> bool:
    """Return whether a text says a day outside its links: its month by name or number, and its year."""
    plain = _URL.sub(" ", _NOT_WORDS.sub(" ", text)).lower()
    month = _MONTHS[day.month - 1][:3]
    return str(day.year) in plain and (month in plain or f"{day.month:02}" in plain) and str(day.day) in plain


def _yaml(text: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:  # the lines that can be read alone
        data = dict(line.split(":", 1) for line in text.splitlines() if re.match(r"\w+:", line))
    return data if isinstance(data, dict) else {}


def _lower(head: dict[str, Any]) -> dict[str, Any]:
    return {str(key).lower(): value.strip(" '\"") if isinstance(value, str) else value for key, value in head.items()}


def _flat(value: object) -> Iterator[str]:
    """Yield the texts in a value."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _flat(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _flat(one)
    elif value not in (None, "", "[]", "null"):
        yield str(value).strip()


def _names(value: object) -> Iterator[str]:
    """Yield the names in a value: a list's entries, or what commas part."""
    if isinstance(value, dict):
        yield from _names(value.get("name", ""))
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)
    else:
        yield from (name.strip() for name in re.split(r",| and | & |;", str(value)) if name.strip())


def _with_head(head: dict[str, Any], stated: Stated) -> Stated:
    stated.head = " ".join(_flat(head))
    stated.title = next((str(head[key]) for key in TITLES if head.get(key)), "")
    stated.day = next(filter(None, (read_day(head[key]) for key in DAYS if head.get(key))), None)
    names = [name for key in PEOPLE if head.get(key) for name in _names(head[key])]
    stated.people = tuple(dict.fromkeys(name for name in names if name.lower() not in NOBODY))
    media = [text for key in RECORDINGS if key in head for text in _flat(head[key])]
    stated.recordings = tuple(text for text in media if re.match(r"https?://|[\w-]{11}$", text))
    stated.addresses = tuple(text for key in ADDRESSES if key in head for text in _flat(head[key]))
    if not stated.day and not any(head.get(key) for key in DAYS):
        stated.day = read_day(_DAY.search(str(head.get("permalink", ""))) and _match(str(head["permalink"])))
    return stated


def _match(text: str) -> str:
    match = _DAY.search(text)
    return match[0] if match else ""


def _named(path: Path, stated: Stated) -> Stated:
    """Add what the name of a file states: its day, where nothing else does."""
    if not stated.day and _DAY.search(str(path)):
        stated.day = read_day(_match(path.stem) or _match(path.parent.name))
    return stated


def _running(path: Path, text: str) -> str:
    """Return the running text in a table: what is no number, no address and no single word of a computer."""
    if path.suffix != ".csv":
        return text
    rows = csv.reader(text.splitlines(keepends=True))
    return "\n".join(cell for row in list(rows)[1:] for cell in row if " " in cell.strip())


def _links(body: str) -> Iterator[str]:
    body = re.sub(r"(?s)```.*?```|!\[[^\]]*\]\([^)]*\)|`[^`\n]*`", " ", body)
    used = {" ".join(name.lower().split()) for name in re.findall(r"\[([^\]]+)\](?!:)", body)}
    named = [address for name, address in _REFERENCE.findall(body) if " ".join(name.lower().split()) in used]
    yield from (unescape(address) for address in [*_LINK.findall(body), *named] if not re.search(r"[{}]", address))
    yield from map(unescape, _HREF.findall(body))
    yield from re.findall(r"<(https?://[^>\s]+)>", body)
    yield from (f"[[{name.strip()}" for name in _WIKI.findall(body))


def _caption_text(text: str) -> str:
    """Return the words of captions: each line once where a rolling display repeats a third of them."""
    blocks = []
    for block in re.split(r"\n\s*\n", text):
        rows = block.strip().splitlines()
        at = next((number for number, row in enumerate(rows) if "-->" in row), len(rows))
        blocks.append([unescape(re.sub(r"<[^>]*>|\{\\[^}]*\}", "", row)).strip() for row in rows[at + 1 :]])
    pairs = list(zip([[], *blocks], blocks, strict=False))
    again = sum(row in before for before, rows in pairs for row in rows)
    is_rolling = 3 * again > sum(map(len, blocks))
    return "\n".join(row for before, rows in pairs for row in rows if not (is_rolling and row in before))


def _html(text: str) -> Stated:
    page = Page()
    page.feed(re.sub(r"(?s)<!--.*?-->", "", text))
    read = "".join(page.text)
    stated = _with_head(
        page.head, Stated(words=words(_URL.sub(" ", re.sub(r"\d+:\d\d(:\d\d)?", " ", read))), text=read)
    )
    stated.links = tuple(link for link in page.links if link.startswith("http"))
    stated.own_links = tuple(link for link in page.links if link and not re.match(r"[a-z]+:|#|//", link))
    return stated


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

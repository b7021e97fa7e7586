"""Posts of an export as items: their keys are those of heads, and their texts stand below keys of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from backissue.dates import When
from backissue.model import Item, Kind, Problem, SourceRef
from backissue.sources.heads.head_keys import KEYS, meant
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.commonmark import convert_markdown
from backissue.sources.issues.html_blocks import Converted, convert_html, extract_words
from backissue.sources.issues.issue_head import make_item
from backissue.sources.issues.personal import Personal
from backissue.sources.issues.services import report_service
from backissue.sources.issues.shortcodes import expand
from backissue.sources.links.recordings import recording_key
from backissue.sources.pieces import Fate, Piece, Source, tile
from backissue.sources.posts.post_texts import Form, text_of
from backissue.sources.privacy.standing import KeptBack, Standing, read_standing
from backissue.sources.stated.head import FrontMatter, as_front_matter, read_front_matter
from backissue.sources.stated.head_facts import read_facts
from backissue.sources.stated.on_recordings import find_on_tape
from backissue.text import fold_key

_NAMED = frozenset(key for fact in ("speakers", "authors", "topics") for key in KEYS[fact])
"""Keys of names, for which some tools write numbers of tables that are not in the export."""
_SHORT = frozenset(key for fact in ("title", "description") for key in KEYS[fact])
_FIRST_TIME = 10_000_000
"""Seconds since 1970 from which on a number can be the time of a post; a day as digits, ``20240305``, is more."""
_OPEN = Standing()
_OPENING = 10
"""Words of a text that stand for the title that it does not have."""


@dataclass
class Posts:
    """The posts of a source as they are found: its items, what is wrong with it, and what became of its lines.

    ``kind`` is that of the items.
    """

    source: Source
    kind: Kind = Kind.ISSUE
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    _kept_back: KeptBack = field(init=False)
    _services: dict[str, int] = field(default_factory=dict)
    _personal: Personal = field(default_factory=Personal)

    def __post_init__(self) -> None:
        """Begin an account of what does not come out."""
        self._kept_back = KeptBack(self.source)

    def add(self, lines: Sequence[int], fields: Mapping[str, Any], beside: Standing = _OPEN) -> None:
        """Add the post that these fields are, on these lines; a text may begin with a head of its own.

        ``beside`` is what others of its source say of who may read it.
        """
        form, text = text_of(fields)
        inner, text = split_head(text) if form is Form.MARKDOWN else (FrontMatter(), text)
        head = head_of(with_defaults(fields, inner.data), lines[0])
        standing = read_standing(
            ((head.written.get(key, key), value) for key, value in head.data.items()), self.source.today
        ).stricter(beside)
        item, problems = self._read(form, text, head, lines[0])
        self._kept_back.add(lines[0], item.title, standing)
        for number in lines:
            if self.fates.get(number) is not Fate.ITEM:
                self.fates[number] = Fate.BOILERPLATE if standing.no_post else Fate.ITEM
        if not standing.no_post:
            self.items.append(standing.applied(item, publish_paid=self.source.facts.publish_paid))
            self.problems += problems if not standing.access else ()

    def report(self, lines: Sequence[int], what: str, remedy: str) -> None:
        """Add what is wrong with some lines, which are no post."""
        self.problems.append(self.source.problem(lines[0], what, remedy))
        self.fates |= dict.fromkeys(lines, Fate.PROBLEM)

    def tile(self) -> Iterator[Piece]:
        """Yield the pieces of the source."""
        hints = [*self._kept_back.hints(), *self._personal.hints(self.source)]
        hints += (report_service(self.source, line, service) for service, line in self._services.items())
        yield from tile(
            self.source, self.fates, rest=Fate.BOILERPLATE, items=self.items, problems=[*self.problems, *hints]
        )

    def _read(self, form: Form, text: str, head: FrontMatter, line: int) -> tuple[Item, tuple[Problem, ...]]:
        facts = read_facts(self.source, head, folder="")
        html = text if form is Form.HTML else ""
        title = extract_words(facts.title) or _opening(html or escape(text)) or "Untitled"
        found = convert_text(form, text, title, facts.permalink)
        self._personal.add(found.personal)
        for service in found.services:
            self._services.setdefault(service, line)
        item = make_item(
            _untitled(self.source), self.kind, facts, found, facts.when or When(), written=text.split("\n")
        )
        if not facts.people and any(recording_key(link.url) for link in item.links):
            item = replace(item, people=find_on_tape(title, facts.about, item.body.split("\n")))
        return replace(item, source=SourceRef(self.source.file, line)), facts.problems


def _untitled(source: Source) -> Source:
    return replace(source, facts=replace(source.facts, title=None)) if source.facts.title else source


def _opening(html: str) -> str:
    words = extract_words(html).split()
    return " ".join([*words[:_OPENING], *(["…"] if len(words) > _OPENING else [])])


def convert_text(form: Form, text: str, title: str, base: str = "") -> Converted:
    """Return a post's text, in whatever form it is, as Markdown."""
    if form is Form.MARKDOWN:
        return convert_markdown(strip_marks(expand(text).text), title, base)
    if form is Form.PLAIN:
        parts = text.replace("\r\n", "\n").split("\n\n")
        text = "".join(f"<p>{escape(part.strip())}</p>" for part in parts if part.strip())
    return convert_html(strip_marks(text), title, base)


def split_head(text: str) -> tuple[FrontMatter, str]:
    """Return the head that a text in Markdown begins with, if any, and the text below it."""
    lines = tuple(text.splitlines())
    head = read_front_matter(Source("", lines))
    return head, "\n".join(lines[head.end :]) if head.end else text


def head_of(fields: Mapping[str, Any], line: int) -> FrontMatter:
    """Return what the keys of a post say, as a head would; titles and descriptions as words."""
    fields = {key: value for key, value in fields.items() if meant(key) != "sent" or not _is_count(value)}
    is_dated = any(meant(key) in KEYS["day"] for key, value in fields.items() if value)
    is_named = not any(meant(key) in KEYS["title"] for key, value in fields.items() if value)
    names = {key: "title" if is_named and fold_key(key) == "name" else key for key in fields}
    names |= {} if is_dated else {key: "date" for key in fields if meant(key) in KEYS["made"]}
    kept = {names[key]: _cleaned(meant(names[key]), value) for key, value in fields.items()}
    return as_front_matter({key: value for key, value in kept.items() if value is not None}, line)


def _is_count(value: object) -> bool:
    """Return whether a value is a number that is no time: how many were sent."""
    return isinstance(value, int) and abs(value) < _FIRST_TIME


def _cleaned(key: str, value: object) -> object:
    if key in _NAMED and isinstance(value, list):
        return [entry for entry in value if not isinstance(entry, int | float)]
    if key in _NAMED and isinstance(value, int | float):
        return None
    if key in _SHORT:
        inner = value.get("rendered", value.get("raw")) if isinstance(value, dict) else value
        return extract_words(inner) if isinstance(inner, str) and ("<" in inner or "&" in inner) else inner
    return value


def with_defaults(fields: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields with those of ``defaults`` whose keys none of them has."""
    known = {fold_key(key) for key, value in fields.items() if value}
    return {**fields, **{key: value for key, value in defaults.items() if fold_key(key) not in known}}

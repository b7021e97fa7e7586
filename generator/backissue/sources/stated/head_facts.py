"""What the head of a source says of its item, whatever its dialect and whichever reader reads the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import PurePosixPath

from backissue.dates import Orders, When, find_day, find_span, order_of, read_number, read_when, readings, week_of
from backissue.model import Link, Problem
from backissue.sources.heads.head_keys import KEYS, OWN_ADDRESSES, SHOWS, is_known
from backissue.sources.links.recordings import is_youtube_name, label_of, recording_key, youtube_address
from backissue.sources.pieces import Fate, Source
from backissue.sources.stated.head import FrontMatter, each_once, read_front_matter, texts
from backissue.sources.stated.old_addresses import former_addresses, other_names
from backissue.sources.stated.people import is_full_name, is_organisation, read_people
from backissue.sources.stated.person_facts import entries_of, person_facts
from backissue.text import fold_key
from backissue.urls import absolute, untracked, web_address
from backissue.yaml_text import Value

UNUSED = "is a key of heads that no reader uses"
"""What the hint says of a key that states no known fact; it is given once for each folder of sources."""
_LONGEST_TOPIC = 80
_LONGEST_FACT = 60
_ANSWERS = frozenset({"true", "false", "yes", "no"})
"""What ``published:`` states where it is no date."""
_MARKS = " '\"#[]"


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says, how many lines it takes, and what is wrong with it.

    ``when`` is empty where a key says a month or a year only, and ``None`` where none says a time. ``about`` is a
    text that describes the item and
    ``about_line`` the 1-based line of its key. ``speakers`` are those of the people who are named as such. ``called``
    are other names of the text.
    """

    title: str = ""
    when: When | None = None
    people: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    about_line: int = 0
    permalink: str = ""
    aliases: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    lang: str = ""
    end: int = 0
    problems: tuple[Problem, ...] = ()


def read_head(source: Source) -> Head:
    """Return what the head says with which a source may begin."""
    head = read_front_matter(source)
    if not head.end and not head.data:
        return Head()
    facts = read_facts(source, head)
    linked = {link.url for link in facts.links}
    shown = {key: said for key, said in _shown_facts(head).items() if said not in linked} if head.is_shown else {}
    unused = () if head.is_shown else _unused(source, head)
    extra = {**facts.extra, **_facts_of_people(head), **shown}
    return replace(facts, extra=extra, problems=(*facts.problems, *unused))


def _shown_facts(head: FrontMatter) -> dict[str, str]:
    """Return what lines below a title say beside the facts that have a place of their own."""
    others = (key for key in head.written if not is_known(key) and head.first(key))
    return {"duration" if key in _DURATIONS else head.written[key]: head.first(key) for key in others}


_DURATIONS = frozenset({"length", "runtime"})


def read_facts(source: Source, head: FrontMatter, folder: str | None = None) -> Head:
    """Return what a head of a source states; ``folder`` is that of its address, where it is not the source's own."""
    when, undated = _when(source, head)
    addresses = map(_bare_address, head.texts(*KEYS["permalinks"]))
    permalink = next((url for url in addresses if web_address(url) and not label_of(url)), "")
    others = (key for key in head.written if not is_known(key))
    recordings = tuple(_recordings(head)) or tuple(_leading_to_recordings(head, *others))
    recordings = recordings or tuple(_on_own_site(head, permalink))
    own = (Link("Permalink", untracked(permalink)),) if permalink else ()
    about = next((key for key in KEYS["description"] if head.first(key)), "")
    return Head(
        title=unescape(head.first(*KEYS["title"]) or _name(head)),
        when=when,
        people=_people(head, *KEYS["speakers"], *KEYS["authors"]),
        speakers=_people(head, *(key for key in KEYS["speakers"] if key not in SHOWS)),
        topics=tuple(dict.fromkeys(topic for key in KEYS["topics"] for topic in _topics(_parted(source, head, key)))),
        links=_each_once([*own, *recordings, *_further(head)]),
        extra={key: text for key in KEYS["facts"] if 0 < len(text := head.first(key)) <= _LONGEST_FACT},
        about=unescape(head.first(about)) if about else "",
        about_line=head.lines.get(about, 0),
        permalink=own[0].url if own else "",
        called=other_names(head),
        aliases=former_addresses(head, source.file if folder is None else f"{folder}/"),
        end=head.end,
        problems=(*head.problems, *undated),
    )


def _name(head: FrontMatter) -> str:
    """Return the name of a text whose head calls it so, and says when it is from or what it is about."""
    is_described = any(head.first(*KEYS[fact]) for fact in ("day", "description"))
    return head.first("name") if is_described else ""


def head_fates(head: Head) -> dict[int, Fate]:
    """Return what became of the lines of a head by their 1-based numbers."""
    broken = {problem.line for problem in head.problems if not problem.is_hint}
    return {at: Fate.PROBLEM if at in broken else Fate.HEADING for at in range(1, head.end + 1)}


def _unused(source: Source, head: FrontMatter) -> Iterator[Problem]:
    for key, name in head.written.items():
        if not is_known(key):
            hint = source.problem(
                head.lines[key], f"`{name}` {UNUSED}", "rename it if it states a fact that is missing"
            )
            yield replace(hint, is_hint=True)


def _when(source: Source, head: FrontMatter) -> tuple[When | None, list[Problem]]:
    """Return when the text is of: what the first key says that can be read, else an address of the text's own.

    What a key says instead of a time is a problem, and a month or a year a hint.
    """
    values = [(key, text) for key in KEYS["day"] for text in head.texts(key)[:1]]
    values = [(key, _with_year(head, key, text)) for key, text in values] or [*_of_parts(head)]
    stated = [(key, text) for key, text in values if text.lower() not in _ANSWERS]
    orders = order_of(text for _, text in stated)
    found = [_read_when(text, orders, source.week_ends) for _, text in stated]
    best = next((when for when in found if when and when.week), None)
    day = None if best else next(filter(None, map(find_day, head.texts(*OWN_ADDRESSES))), None)
    if best or not stated:
        return best or (When(day, source.week_of(day)) if day else None), []
    key, text = stated[0]
    if found[0]:
        return When(day, source.week_of(day)), [
            source.hint(head.lines[key], f"`{text[:40]}` names no day", "write it as 2023-03-26 if it is known")
        ]
    what = f"`{text[:40]}` could be two days" if readings(text) else f"not a date: `{text[:40]}`"
    problem = source.problem(head.lines[key], what, "write it as 2023-03-26")
    return When(day, source.week_of(day)) if day else None, [problem]


def _with_year(head: FrontMatter, key: str, text: str) -> str:
    """Return the number of a week with the year that a key of its own says."""
    year = head.first("year")
    is_number = key == "week" and text.isdecimal() and len(text) <= len("53") and len(year) == len("2024")
    return f"{year}-W{int(text):02}" if is_number else text


def _of_parts(head: FrontMatter) -> Iterator[tuple[str, str]]:
    """Yield the day that three keys give: ``year``, ``month`` and ``day``."""
    year, month, day = (head.first(key) for key in ("year", "month", "day"))
    if len(year) == len("2024") and month and day:
        yield "year", f"{year}-{month}-{day}" if month.isdecimal() else f"{day} {month} {year}"


def _read_when(text: str, orders: Orders | None, week_ends: str) -> When | None:
    """Return when a value says that a text is of, be it one of spreadsheets' numbers or a day among other words."""
    if when := read_when(read_number(text), orders, None, week_ends):
        return when
    day = find_day(text) if not find_span(text) and not readings(text) else None
    return When(day, week_of(day, week_ends)) if day else None


def _people(head: FrontMatter, *keys: str) -> tuple[str, ...]:
    """Return the people below ``keys``, each once: a list, or one text with commas between them."""
    values = (head.data.get(key) for key in keys)
    found = tuple(dict.fromkeys(name for value in values for name in _named(value)))
    people = tuple(name for name in found if not is_organisation(name))
    return people if any(map(is_full_name, people)) else found


def _facts_of_people(head: FrontMatter) -> dict[str, str]:
    """Return what a head says of people beside their names, by the names."""
    values = (head.data.get(key) for key in (*KEYS["speakers"], *KEYS["authors"]))
    return dict(pair for value in values for pair in person_facts(value))


def _parted(source: Source, head: FrontMatter, key: str) -> Value | None:
    """Return what a key of topics says; of posts of Jekyll, blanks part the words of one text (its "Front Matter")."""
    value = head.data.get(key)
    is_jekyll = "layout" in head.data and not {"_posts", "_drafts"}.isdisjoint(PurePosixPath(source.file).parts)
    return list(value.split()) if is_jekyll and isinstance(value, str) and "," not in value else value


def _named(value: Value | None) -> tuple[str, ...]:
    """Return the people of a value: of a text with commas between them, or one by one."""
    if isinstance(value, str):
        return read_people([value], is_list=False)
    return read_people([text for entry in entries_of(value) for text in texts(entry)], is_list=True)


def _topics(value: Value | None) -> Iterator[str]:
    """Yield the topics of a list, or of one text with commas between them."""
    mark = ";" if isinstance(value, str) and ";" in value and "," not in value else ","
    found = value.split(mark) if isinstance(value, str) else texts(value)
    if isinstance(value, str) and all(part.startswith("#") for part in value.split()):
        found = value.split()
    if isinstance(value, str) and value[:1] == value[-1:] == ":":  # as Org has them: `:roses:red:`
        found = value.split(":")
    yield from filter(None, (" ".join(topic.strip(_MARKS).split()) for topic in found if len(topic) <= _LONGEST_TOPIC))


def select_topics(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of a feed's entry as topics, each once and without those that are no names but sentences."""
    return each_once(tag for tag in tags if tag and len(tag) <= _LONGEST_TOPIC)


def _recordings(head: FrontMatter) -> Iterator[Link]:
    """Yield the addresses of recordings: those that are called so, and others that lead to one."""
    for fact, label in (("video", "Video"), ("audio", "Audio")):
        for key in KEYS[fact]:
            yield from (Link(label_of(url) or label, url) for url in _addresses(head.data.get(key)))
    for text in head.texts(*KEYS["video_ids"], "youtube", "video"):
        if is_youtube_name(text):
            yield Link("Video", youtube_address(text))
    yield from _leading_to_recordings(head, *KEYS["permalinks"], *KEYS["files"])


def _leading_to_recordings(head: FrontMatter, *keys: str) -> Iterator[Link]:
    for url in map(_bare_address, head.texts(*keys)):
        if label := label_of(url):
            yield Link(label, url)


def _on_own_site(head: FrontMatter, permalink: str) -> Iterator[Link]:
    """Yield the recordings that a head names by their paths on the site of the text, if it says where that is."""
    for path in head.texts(*KEYS["audio"], *KEYS["files"]) if permalink else ():
        url = absolute(path, permalink)
        if label := label_of(url):
            yield Link(label, url)


def _addresses(value: Value | None) -> Iterator[str]:
    """Yield the addresses that a value holds, whatever it holds beside them."""
    if isinstance(value, str):
        yield from filter(web_address, [_bare_address(value)])
    else:
        for entry in value.values() if isinstance(value, dict) else value or ():
            yield from _addresses(entry)


def _bare_address(value: str) -> str:
    """Return an address without the marks that make it a link of Markdown.

    >>> _bare_address("<https://a.org/b>"), _bare_address("[Tape](https://a.org/b)"), _bare_address(" no ")
    ('https://a.org/b', 'https://a.org/b', 'no')
    """
    found = _MARKED.fullmatch(value.strip())
    return found["linked"] or found["bare"] if found else value.strip()


_MARKED = re.compile(r"<(?P<bare>\S+)>|\[[^\[\]]*\]\(<?(?P<linked>[^\s<>]+?)>?\)")


def _further(head: FrontMatter) -> Iterator[Link]:
    """Yield the links of lists and mappings of links, each with its label."""
    for key in KEYS["links"]:
        label = head.written.get(key, key).replace("_", " ").removesuffix(" url").strip().capitalize()
        yield from _labelled(head.data.get(key), label)


def _labelled(value: Value | None, label: str) -> Iterator[Link]:
    if isinstance(value, str):
        if web_address(url := _bare_address(value)):
            yield Link(label_of(url) or label, url)
    elif isinstance(value, dict):
        names = {fold_key(key): key for key in value}
        place = next((names[key] for key in ("url", "link", "href", "address") if key in names), "")
        if place:
            title = next((names[key] for key in ("title", "name", "label", "text") if key in names), "")
            yield from _labelled(value[place], " ".join(texts(value.get(title))) or label)
        else:
            yield from (link for key, entry in value.items() for link in _labelled(entry, key.capitalize()))
    else:
        yield from (link for entry in value or () for link in _labelled(entry, label.removesuffix("s")))


def _each_once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links without those that lead where one before them does."""
    found = [*links]
    return tuple({recording_key(link.url) or link.url: link for link in reversed(found)}.values())[::-1]

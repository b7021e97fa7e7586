"""The summary of a recording as a page of Markdown: overview, highlights and chapters, in any words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from backissue.dates import When, find_day
from backissue.model import Kind, Link
from backissue.moments import moment
from backissue.sources.facts import find_when, whole_item
from backissue.sources.issues.boilerplate import strip_marks
from backissue.sources.issues.commonmark import convert_markdown, find_headings
from backissue.sources.issues.issue_head import described
from backissue.sources.issues.shortcodes import expand, report_left_out
from backissue.sources.links.recordings import label_of
from backissue.sources.markdown_lines import read_heading, without_symbols
from backissue.sources.names.file_names import read_file_name
from backissue.sources.pieces import Fate, Glance, Piece, Source, tile
from backissue.sources.stated.head import each_once
from backissue.sources.stated.head_facts import Head, head_fates, read_head
from backissue.sources.talks.cues import parse_time
from backissue.sources.talks.linked_text import find_links, strip_links
from backissue.urls import untracked, web_address

_FAMILIES = {
    "overview": (
        "overview|summary|short summary|video summary|episode summary|executive summary|brief summary|tl;dr|tldr"
        "|synopsis|abstract|in brief|in short|at a glance|gist|the gist|about this video|about this episode|description"
        "|one-line summary|quick summary|general summary|introduction|meeting purpose|quick recap|meeting summary"
        "|zusammenfassung|überblick|résumé|en bref|aperçu|resumen|en breve|visión general|resumo|visão geral"
        "|riassunto|sintesi|in breve|panoramica|samenvatting|overzicht|sammanfattning|streszczenie|podsumowanie"
        "|краткое содержание|резюме|обзор|要約|概要|まとめ|摘要|概述|总结|總結|요약|개요"
    ),
    "highlights": (
        "highlights|key highlights|takeaways|key takeaways|main takeaways|key points|main points|key insights|insights"
        "|key ideas|main ideas|key moments|key quotes|notable quotes|quotes|memorable quotes|lessons|lessons learned"
        "|key facts|key learnings|learnings|action items|what you will learn|best moments|core ideas|key concepts"
        "|höhepunkte|kernaussagen|kernpunkte|wichtigste punkte|wichtige punkte|erkenntnisse|points clés|points forts"
        "|temps forts|à retenir|puntos clave|ideas clave|aspectos destacados|destacados|pontos principais|destaques"
        "|punti chiave|in evidenza|belangrijkste punten|hoogtepunten|höjdpunkter|najważniejsze punkty|основные моменты"
        "|ключевые моменты|главное|ハイライト|ポイント|重要なポイント|要点|亮点|重點|핵심 내용|하이라이트"
    ),
    "chapters": (
        "chapters|chapter list|chapter breakdown|chapter summaries|timestamps|time stamps|timeline|segments"
        "|topics covered|detailed summary|detailed breakdown|detailed notes|section summaries|timestamped summary"
        "|timestamped notes|video chapters|episode chapters|outline|table of contents|contents|breakdown|moments"
        "|kapitel|zeitmarken|inhalt|inhaltsverzeichnis|gliederung|chapitres|sommaire|horodatage|capítulos|índice"
        "|marcas de tiempo|capitoli|indice|hoofdstukken|inhoud|rozdziały|главы|таймкоды|содержание|チャプター|目次|章节"
        "|章節|目录|时间戳|챕터|목차|타임스탬프"
    ),
}
"""What services call the parts of a summary."""
_FAMILY = {name: family for family, names in _FAMILIES.items() for name in names.split("|")}
_TIME = re.compile(r"(?<![\d:])(?:\d{1,2}:)?\d{1,2}:\d{2}(?![\d:])")
_BRACKETED = re.compile(r"(?<!\])`?\[((?:\d{1,2}:)?\d{1,2}:\d{2})\]`?(?!\()")
_LEADING = re.compile(
    r"^(\s*(?:[-*+]|\d{1,3}[.)])?\s*(?:\*\*)?)((?:\d{1,2}:)?\d{1,2}:\d{2})(?=(?:\*\*)?\s)", re.MULTILINE
)
_FACT = re.compile(r"(?:^|(?<=\s))[-*]?\s*\*\*([^*:\n]{1,30}):?\*\*:?\s*")
_PLAIN_FACT = re.compile(r"^(?:[-*]\s+)?([A-Z][A-Za-z ]{1,24}):\s+")
_PEOPLE = frozenset(
    "channel speaker speakers author authors host hosts guest guests uploader creator by presenter".split()
)
_ADDRESSES = frozenset("url link video source watch listen youtube original recording audio episode podcast".split())
_DAYS = frozenset("date published uploaded recorded aired released".split())
_EXTRA = {**dict.fromkeys(("duration", "length", "runtime"), "duration"),
          **dict.fromkeys(("summarized", "summarised", "generated", "created", "processed"), "summarized"),
          "views": "views"}  # fmt: skip


def is_recording_summary(glance: Glance) -> bool:
    """Return whether headings of two families stand above each other, and the text speaks of one recording."""
    found = {family for line in glance.lines if line.startswith(("#", "**")) and (family := _family(line))}
    is_timed = glance.count(_has_time) >= 2 or glance.ask(_is_of_meeting)
    return len(found) >= 2 and is_timed and any(map(_names_recording, glance.head))


def _is_of_meeting(glance: Glance) -> bool:
    """Return whether headings are those that assistants put over their summary of a meeting."""
    headings = {_heading(line) for line in glance.head if line.startswith("#")}
    return not headings.isdisjoint(_PURPOSES) and not headings.isdisjoint(_TO_DO)


_PURPOSES = frozenset({"meeting purpose", "quick recap", "meeting summary"})
_TO_DO = frozenset({"next steps", "action items"})


def _heading(line: str) -> str:
    return without_symbols(read_heading(line)[1]).casefold()


def _family(line: str) -> str:
    words = read_heading(line)[1] or (line.strip("*: ") if line.rstrip().endswith(("**", "**:")) else "")
    return _FAMILY.get(without_symbols(words.lstrip("0123456789.) ")).casefold(), "")


def _has_time(line: str) -> bool:
    return bool(_TIME.search(line))


def _names_recording(line: str) -> bool:
    """Return whether a line states the recording's address, or how long it is."""
    urls = [*find_links(line), *(word.strip("<>()*,\"'") for word in line.split() if "://" in word)]
    known = {fact for name, _ in _facts(line) if (fact := name) in {"duration", "length", "runtime", "channel"}}
    return bool(known) or any(map(label_of, urls))


@dataclass(slots=True)
class _Page:
    """What the lines above the first section say of the recording."""

    people: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    day: date | None = None
    extra: dict[str, str] | None = None


def read_recording_summary(source: Source) -> Iterator[Piece]:
    """Yield one item: the page as it stands, its facts as fields, its times as links into the recording."""
    head = read_head(source)
    marks = expand("\n".join(source.lines[head.end :]))
    lines = strip_marks(marks.text).split("\n")
    first = head.end + 1
    sections = [at for at, line in enumerate(lines) if _family(line)]
    page = _Page(links=head.links, extra=dict(head.extra))
    above = lines[: sections[0] if sections else 0]
    used = [at for at, line in enumerate(above) if _take(page, line)]
    text = "\n".join("" if at in used else line for at, line in enumerate(lines))
    found = convert_markdown(_linked(text, page.links), source.facts.title or head.title, head.permalink)
    title = found.title or head.title or read_file_name(source.file).title
    when = find_when(source, head.when or (When(page.day) if page.day else None))
    item = whole_item(source, Kind.SUMMARY, strip_links(title), found.body, when)
    item = replace(item, people=each_once([*head.people, *page.people]), topics=head.topics)
    item = replace(item, aliases=head.aliases, called=head.called)
    item = replace(item, links=page.links, extra={**(page.extra or {}), **_about(head, found.body)})
    fates = head_fates(head) | dict.fromkeys((first + at for at in find_headings("\n".join(lines))), Fate.HEADING)
    problems = chain(head.problems, report_left_out(source, marks, first))
    yield from tile(source, fates, rest=Fate.ITEM, items=[item], problems=problems)


def _about(head: Head, body: str) -> dict[str, str]:
    return {key: value for key, value in described(head, body).items() if key == "description"}


def _facts(line: str) -> Iterator[tuple[str, str]]:
    """Yield the names in lower case and the values of what a line states: one fact, or several behind bold names.

    >>> list(_facts("**Channel**: Tide and Time  **Duration**: 0:31:05")), list(_facts("Channel: Tide and Time"))
    ([('channel', 'Tide and Time'), ('duration', '0:31:05')], [('channel', 'Tide and Time')])
    """
    found = list(_FACT.finditer(line))
    if not found or found[0].start() > 2:
        plain = _PLAIN_FACT.match(line)
        if plain:
            yield plain[1].strip().casefold(), line[plain.end() :].strip()
        return
    ends = [*(one.start() for one in found[1:]), len(line)]
    for one, end in zip(found, ends, strict=True):
        yield without_symbols(one[1]).casefold(), line[one.end() : end].strip(" |\u00b7\u2022-")


def _take(page: _Page, line: str) -> bool:
    """Take what a line above the sections states; return whether it states facts that are known and nothing else."""
    facts = list(_facts(line))
    bare = line.strip().strip("<>")
    if not facts and label_of(bare):
        facts = [("video", bare)]
    if not facts or not all(_is_known(name, value) for name, value in facts):
        return False
    for name, value in facts:
        urls = [url for url in [*find_links(value), value.strip("<>")] if web_address(url)]
        if urls:
            link = Link(label_of(urls[0]) or "Video", untracked(urls[0]))
            page.links += () if any(link.url == known.url for known in page.links) else (link,)
        if name in _PEOPLE:
            page.people += tuple(filter(None, (part.strip() for part in strip_links(value).split(","))))
        elif name in _DAYS:
            page.day = page.day or find_day(value)
        elif name in _EXTRA:
            page.extra = {**(page.extra or {}), _EXTRA[name]: strip_links(value)}
    return True


def _is_known(name: str, value: str) -> bool:
    if not value or len(value) > 200:
        return False
    if name in _ADDRESSES or name == "title":
        return bool(find_links(value) or web_address(value.strip("<>")))
    return name in _PEOPLE or name in _EXTRA or (name in _DAYS and find_day(value) is not None)


def _linked(text: str, links: tuple[Link, ...]) -> str:
    """Return Markdown whose times in brackets and before lines lead into the recording.

    A line that begins with a time is the point of a list.
    """
    recording = next((link.url for link in links if moment(link.url, 0)), "")

    def link(time: str) -> str:
        second = parse_time(time) if recording else None
        return time if second is None else f"[{time}](<{moment(recording, int(second))}>)"

    text = _BRACKETED.sub(lambda found: link(found[1]) if recording else found[0], text)
    return _LEADING.sub(lambda found: (found[1] if found[1].strip() else f"{found[1]}- ") + link(found[2]), text)

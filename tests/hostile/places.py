"""Every place of an archive at which somebody else's text can stand: as a value and, where names are free, as a name.

The places of front matter and of ``archive.yml`` come from the tables of fields, so that a new field is one by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from html import escape

import yaml

from backissue.archive.config import ARCHIVE, KNOWN, NAME, SOURCE
from backissue.fields import FIELDS, NOTE, TOPIC, Field
from backissue.yaml_text import quote

Files = Mapping[str, str]
Place = Callable[[str, int], Files]
"""Gives the files below ``content/`` that have a text at one place; the number keeps them apart from others."""
Change = Callable[[str, str], str]
WEEK = "2023-03-26"
_HEAD = f"kind: paper\nweek: {WEEK}\n"


def _instead(text: str, _: str) -> str:
    return text


def _behind(text: str, value: str) -> str:
    return value + text


def _filled(value: object, text: str, change: Change, *, names: bool) -> str:
    """Write the value of an example in one line of YAML, with a text instead of all that it says, or behind it."""
    if isinstance(value, dict):
        inner = partial(_filled, text=text, change=change, names=names)
        pairs = (f"{quote(change(text, str(key)) if names else str(key))}: {inner(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_filled(one, text, change, names=names) for one in value) + "]"
    return quote(change(text, str(value)))


WAYS: Mapping[str, tuple[Change, bool]] = {
    "value": (_instead, False),
    "name and value": (_instead, True),
    "behind": (_behind, False),
    "behind name and value": (_behind, True),
}


def _line(field: Field, way: str, text: str) -> str:
    change, names = WAYS[way]
    ((key, value),) = yaml.load(field.example, yaml.BaseLoader).items()
    return f"{key}: {_filled(value, text, change, names=names)}\n"


def _item_page(field: Field, way: str, text: str, number: int) -> Files:
    own = {"id": f'id: "paper:{number}"\n', "title": f'title: "Item {number}"\n'}
    own[field.key] = _line(field, way, text)
    rest = "".join(f"{line}\n" for line in _HEAD.splitlines() if not line.startswith(f"{field.key}:"))
    return {f"weeks/{WEEK}/item-{number}.md": f"---\n{rest}{''.join(own.values())}---\n\nWords.\n"}


def _note_page(field: Field, way: str, text: str, number: int) -> Files:
    return {f"note-{number}.md": f"---\n{_line(field, way, text)}---\n\nWords.\n"}


def _topic_page(field: Field, way: str, text: str, number: int) -> Files:
    item = f'---\nid: "paper:{number}"\n{_HEAD}title: "Item {number}"\ntopics: ["Topic {number}"]\n---\n\nWords.\n'
    note = f"---\n{_line(field, way, text)}---\n\nWords.\n"
    return {f"topics/topic-{number}.md": note, f"weeks/{WEEK}/item-{number}.md": item}


def _body(text: str, number: int) -> Files:
    return {f"weeks/{WEEK}/item-{number}.md": f'---\nid: "paper:{number}"\n{_HEAD}title: "I"\n---\n\n{text}\n'}


def _body_of_note(text: str, number: int) -> Files:
    return {f"note-{number}.md": f"---\ntitle: N\n---\n\n{text}\n"}


def _new_key(text: str, number: int) -> Files:
    return {
        f"weeks/{WEEK}/item-{number}.md": f'---\nid: "p:{number}"\n{_HEAD}title: "I"\n{quote(text)}: a\n---\n\nA.\n'
    }


def _fields(
    name: str, fields: Sequence[Field], make: Callable[[Field, str, str, int], Files]
) -> Iterator[tuple[str, Place]]:
    for field in fields:
        for way in WAYS:
            if "name" not in way or ("{" in field.example or "[" in field.example):
                yield f"{name}: {field.key}, {way}", partial(make, field, way)


def pages() -> dict[str, Place]:
    """The places of pages below ``content/``."""
    return {
        **dict(_fields("item", FIELDS, _item_page)),
        **dict(_fields("note", NOTE, _note_page)),
        **dict(_fields("topic", TOPIC, _topic_page)),
        "item: another key": _new_key,
        "item: text": _body,
        "note: text": _body_of_note,
    }


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _table(text: str, column: int) -> str:
    cells = [WEEK, "Title", "Topic", "Some words of it.", "[Paper](https://a.example/)"]
    cells[column] = _cell(text)
    return f"| Week | title | category | abstract | Paper-Link |\n|:--|:--|:--|:--|:--|\n| {' | '.join(cells)} |\n"


def _link_cell(text: str, *, as_label: bool) -> str:
    return _table(f"[{text}](https://a.example/)" if as_label else f"[Paper]({text})", 4)


def _sheet(text: str, column: str) -> str:
    cells = {"title": "Title", "url": "https://a.example/", "date": WEEK, "topics": "T", "people": "P", "venue": "V"}
    cells |= {column: text} if column else {}
    names = [*cells] if column else [*cells, text]
    row = [*map(_quoted, cells.values()), *([] if column else ["x"])]
    return f"{','.join(map(_quoted, names))}\n{','.join(row)}\n"


def _json(text: str, key: str) -> str:
    entry = {"title": "Title", "url": "https://a.example/", "date": WEEK, "abstract": "Words.", "authors": ["P"]}
    return json.dumps([entry | ({key: [text] if key == "authors" else text} if key else {text: text})]) + "\n"


def _bibtex(text: str, key: str) -> str:
    fields = {"title": "Title", "author": "Ada", "year": "2023", "url": "https://a.example/", "abstract": "Words."}
    fields |= {key: text}
    return "@article{a,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def _ris(text: str, tag: str) -> str:
    tags = {"TI": "Title", "AU": "Ada", "PY": "2023/03/20", "UR": "https://a.example/", "AB": "Words."} | {tag: text}
    return "TY  - JOUR\n" + "".join(f"{name}  - {value}\n" for name, value in tags.items()) + "ER  - \n"


def _captions(text: str, *, is_voice: bool) -> str:
    said = f"<v {text}>Hello to all of you." if is_voice else text
    first = "00:00:01.000 --> 00:00:05.000\nWelcome to the news of today."
    return f"WEBVTT\n\n{first}\n\n00:00:05.000 --> 00:00:09.000\n{said}\n"


def _feed(text: str, name: str, *, is_raw: bool) -> str:
    inside = text if is_raw else escape(text)
    parts = {"title": "Title", "link": "https://a.example/", "pubDate": "Mon, 20 Mar 2023 10:00:00 GMT"}
    parts |= {"description": "Words of it.", "category": "T", "author": "a@a.example (Ada)"} | {name: inside}
    body = "".join(f"<{one}>{value}</{one}>" for one, value in parts.items())
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>F</title><item>{body}</item></channel></rss>\n'


def _issue(text: str, key: str, *, is_name: bool = False) -> str:
    head = f"{_one_line(text)}: a\n" if is_name else f"{key}: {quote(text)}\n"
    own = "" if key == "title" else "title: Issue\n"
    day = "" if key == "date" else f"date: {WEEK}\n"
    return f"---\n{own}{day}{head}---\n\n## Papers\n\n- [One](https://a.example/): it says this.\n"


def _mail(text: str, header: str) -> str:
    headers = {"From": "a@a.example", "Subject": "Issue 1", "Date": "Mon, 20 Mar 2023 10:00:00 +0000"}
    headers |= {header: _one_line(text)}
    top = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{top}Content-Type: text/plain; charset=utf-8\n\nWelcome to this issue of it.\n\nSome words more.\n"


def _letter(text: str) -> str:
    return f"---\ntitle: Letter\ndate: {WEEK}\n---\n\nSome words before.\n\n{text}\n\nSome words after.\n"


def _web_page(text: str) -> str:
    body = f"<h1>Letter</h1><p>Some words.</p>{text}<p>More.</p>"
    return f"<html><head><title>Letter</title></head><body>{body}</body></html>\n"


def _transcript(text: str) -> str:
    return (
        f"# Talk\n\n[00:01] Ada: Hello and welcome to it.\n\n[00:05] Ada: {_one_line(text)}\n\n[00:09] Bob: Indeed.\n"
    )


def _summary(text: str) -> str:
    return f"# Summary of a talk\n\n## First part\n\n{text}\n\n- One point\n- Another point\n"


def _org(text: str, *, is_heading: bool) -> str:
    heading, words = (_one_line(text), "Some words.") if is_heading else ("First part", text)
    return (
        f"#+TITLE: Letter\n#+DATE: <{WEEK}>\n\n* {heading}\n\n{words}\n\n- [[https://a.example/][One]] it says this.\n"
    )


def _restructured(text: str, *, is_heading: bool) -> str:
    heading, words = (_one_line(text), "Some words.") if is_heading else ("First part", text)
    line = "=" * max(len(heading), 4)
    return f"Letter\n======\n\n:date: {WEEK}\n\n{heading}\n{line}\n\n{words}\n\n.. note:: A note of it.\n"


def _ascii_doc(text: str, *, is_heading: bool) -> str:
    heading, words = (_one_line(text), "Some words.") if is_heading else ("First part", text)
    return f"= Letter\n:revdate: {WEEK}\n\n== {heading}\n\n{words}\n\n* https://a.example/[One] says this.\n"


def _outline(text: str, key: str) -> str:
    own = {"text": "Title", "xmlUrl": "https://a.example/feed", "description": "Words of it."} | {key: text}
    inside = " ".join(f'{name}="{escape(value)}"' for name, value in own.items())
    head = '<?xml version="1.0"?>\n<opml version="2.0"><head><title>L</title></head>'
    return f"{head}<body><outline {inside}/></body></opml>\n"


def _calendar(text: str, key: str) -> str:
    own = {"SUMMARY": "A talk", "DESCRIPTION": "Words.", "LOCATION": "Hall", "URL": "https://a.example/"} | {key: text}
    lines = "".join(f"{name}:{_one_line(value)}\n" for name, value in own.items())
    event = f"BEGIN:VEVENT\nDTSTART:20230320T100000Z\n{lines}END:VEVENT\n"
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}END:VCALENDAR\n"


def _yaml_list(text: str, key: str) -> str:
    own = {"title": "Title", "url": "https://a.example/", "date": WEEK, "description": "Words."} | {key: text}
    lines = [f"{name}: {quote(value)}" for name, value in own.items()]
    return "- " + "\n  ".join(lines) + "\n- title: Another\n  url: https://b.example/\n"


def _toml_list(text: str, key: str) -> str:
    own = {"title": "Title", "url": "https://a.example/", "date": WEEK, "description": "Words."} | {key: text}
    return "[[papers]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in own.items())


def _slack(text: str, key: str) -> str:
    first = {"type": "message", "user": "U01", "ts": "1679306400.000100", "text": "Welcome to all of you."} | {
        key: text
    }
    second = {"type": "message", "user": "U02", "ts": "1679306460.000100", "text": "Thanks, and what is new?"}
    return json.dumps([first, second]) + "\n"


def _telegram(text: str, key: str) -> str:
    own = {"id": 1, "type": "message", "date": "2023-03-20T10:00:00", "from": "Ada", "text": "Welcome."} | {key: text}
    return json.dumps({"name": "News", "type": "public_channel", "id": 7, "messages": [own]}) + "\n"


def _posts(text: str, key: str) -> str:
    own = {"title": "Letter", "slug": "letter", "published_at": WEEK, "html": "<p>Some words of the letter.</p>"}
    return json.dumps({"posts": [own | {key: text}]}) + "\n"


def _segments(text: str, key: str) -> str:
    said = {"start": 5.0, "end": 9.0, "text": "Hello to all of you.", "speaker": "SPEAKER_01"} | {key: text}
    return json.dumps({"text": "", "segments": [{"start": 0.0, "end": 5.0, "text": "Welcome to it."}, said]}) + "\n"


def _outside_tables() -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """Yield the places of what is neither a table nor a letter in Markdown."""
    for name, suffix, write in (("org", "org", _org), ("rst", "rst", _restructured), ("asciidoc", "adoc", _ascii_doc)):
        yield f"{name}: heading", suffix, partial(write, is_heading=True)
        yield f"{name}: text", suffix, partial(write, is_heading=False)
    for name, suffix, of_key, keys in (
        ("opml", "opml", _outline, ("text", "xmlUrl", "description")),
        ("calendar", "ics", _calendar, ("SUMMARY", "DESCRIPTION", "LOCATION", "URL")),
        ("yaml", "yml", _yaml_list, ("title", "url", "description")),
        ("toml", "toml", _toml_list, ("title", "url", "description")),
        ("slack", "json", _slack, ("text", "user", "ts")),
        ("telegram", "json", _telegram, ("text", "from")),
        ("posts", "json", _posts, ("title", "slug", "html")),
        ("segments", "json", _segments, ("text", "speaker")),
    ):
        for key in keys:
            yield f"{name}: {key}", suffix, partial(of_key, key=key)


def _sources() -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """Yield each place of a source: its name, the ending of the file and what makes its text."""
    for at, column in enumerate(("week", "title", "topic", "text")):
        yield f"table: {column}", "md", partial(_table, column=at)
    yield "table: label", "md", partial(_link_cell, as_label=True)
    yield "table: address", "md", partial(_link_cell, as_label=False)
    for column in ("title", "url", "date", "topics", "people", "venue", ""):
        yield f"sheet: {column or 'heading'}", "csv", partial(_sheet, column=column)
    for key in ("title", "url", "date", "abstract", "authors", ""):
        yield f"json: {key or 'key'}", "json", partial(_json, key=key)
    for key in ("title", "author", "year", "url", "abstract", "journal", "keywords", "doi"):
        yield f"bibtex: {key}", "bib", partial(_bibtex, key=key)
    for tag in ("TI", "AU", "PY", "UR", "AB", "JO", "KW"):
        yield f"ris: {tag}", "ris", partial(_ris, tag=tag)
    yield "captions: text", "vtt", partial(_captions, is_voice=False)
    yield "captions: voice", "vtt", partial(_captions, is_voice=True)
    for name in ("title", "link", "pubDate", "description", "category", "author"):
        yield f"feed: {name}", "xml", partial(_feed, name=name, is_raw=False)
        yield f"feed: {name}, raw", "xml", partial(_feed, name=name, is_raw=True)
    for key in ("title", "date", "authors", "tags", "url", "image", "lang", "subtitle"):
        yield f"head: {key}", "md", partial(_issue, key=key)
    yield "head: name", "md", partial(_issue, key="", is_name=True)
    for header in ("Subject", "From", "Date", "List-Id", "Message-ID"):
        yield f"mail: {header}", "eml", partial(_mail, header=header)
    yield "letter: text", "md", _letter
    yield "web page: text", "html", _web_page
    yield "transcript: text", "txt", _transcript
    yield "summary: text", "md", _summary
    yield from _outside_tables()


def _source(suffix: str, write: Callable[[str], str], text: str, number: int) -> Files:
    return {f"sources/source-{number}.{suffix}": write(text)}


def sources() -> dict[str, Place]:
    """The places of sources, whose files ``archive.yml`` has to list."""
    return {name: partial(_source, suffix, write) for name, suffix, write in _sources()}


@cache
def places() -> dict[str, Place]:
    """All places of files below ``content/`` but ``archive.yml``."""
    return pages() | sources()


def settings(text: str) -> Iterator[tuple[str, str]]:
    """Yield each key of ``archive.yml`` with a text at it in every way, by the name of the place: a whole file each."""
    for field in ARCHIVE:
        for way in WAYS:
            yield f"archive.yml: {field.key}, {way}", _line(field, way, text)
    for above, fields in (("sources", SOURCE), ("names", NAME), ("known_problems", KNOWN)):
        for field in fields:
            for way in WAYS:
                needed = [one.example for one in fields if one.is_needed and one.key != field.key]
                first = ["file: table.csv"] if above == "sources" and field.key not in {"file", "files"} else []
                entry = "".join(f"    {line}\n" for line in [*first, *needed, _line(field, way, text).rstrip()])
                yield f"archive.yml: {above}, {field.key}, {way}", f"{above}:\n  -{entry[3:]}"

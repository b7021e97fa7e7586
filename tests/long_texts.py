"""Long texts of every form that a reader knows, made of as many units as are asked for.

Each unit is something that the form has many of, and different from the others: a row, a cue, a link, a note.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

Make = Callable[[int], str]


def told(at: int) -> str:
    """Return a sentence that no other unit has."""
    return f"boat {at} carried {at * 7} barrels to harbour {at % 7}, and nobody saw it leave."


def clock(at: int, mark: str = ".") -> str:
    """Return a time so many seconds from the beginning."""
    return f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}{mark}000"


def lines(unit: Callable[[int], str], above: str = "", below: str = "", between: str = "\n") -> Make:
    """Return what makes a text of units between what stands above and below them once."""
    return lambda number: f"{above}{between.join(map(unit, range(number)))}{below}\n"


def listed(unit: Callable[[int], object], wrap: Callable[[Sequence[object]], object] = lambda units: units) -> Make:
    """Return what makes JSON of a list of units, maybe within something."""
    return lambda number: json.dumps(wrap([unit(at) for at in range(number)]))


def head(title: str = "A letter", more: str = "") -> str:
    """Return a head, which a text of any kind may have."""
    return f"---\ntitle: {title}\ndate: 2024-03-05\n{more}---\n\n"


def cue(at: int) -> dict[str, object]:
    """Return a cue as recognisers write it."""
    return {"start": at, "end": at + 1, "text": told(at)}


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
NAMES = ("Ada Boat", "Ben Ode", "Cy Reef")
PAPERS = "| **Paper** | **Links** |\n|---|---|\n"
ROW = "title,date,link\n"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>L</title>\n'
MAIL = "Received: by mx.example.net\nFrom: Ada <ada@a.example.org>\nSubject: A letter {at}\n"
MAIL += "Date: Tue, 05 Mar 2024 08:00:00 +0000\n\n"

TEXTS: Mapping[str, tuple[str, Make]] = {
    "bibtex": (
        "a.bib",
        lines(lambda at: f"@article{{k{at},\n title={{Boat {at}}},\n author={{Ode, B{at}}},\n year={{2024}}\n}}"),
    ),
    "captions": ("a.lrc", lines(lambda at: f"[{at // 60:02}:{at % 60:02}.00]{told(at)}", "[ti:Tide]\n")),
    "captions in XML": (
        "a.srv3",
        lines(lambda at: f'<p t="{at * 1000}" d="900">{told(at)}</p>', "<?xml version='1.0'?><timedtext><body>\n"),
    ),
    "captions of another form": ("a.sbv", lines(lambda at: f"{clock(at)},{clock(at + 1)}\n{told(at)}\n")),
    "chapters": (
        "a.json",
        listed(lambda at: {"startTime": at, "title": told(at)}, lambda units: {"version": "1.2.0", "chapters": units}),
    ),
    "chat": ("chat.txt", lines(lambda at: f"{clock(at)[:8]} From {NAMES[at % 3]} to Everyone:\n\t{told(at)}")),
    "chatexport": (
        "a.json",
        listed(lambda at: {"type": "message", "user": f"U{at % 3}", "text": told(at), "ts": f"1709632{at:03}.0001"}),
    ),
    "cuejson": (
        "a.json",
        listed(
            lambda at: {**cue(at), "speaker": "AB"[at % 2], "words": []},
            lambda units: {"id": "x", "text": "t", "utterances": units},
        ),
    ),
    "datedlist": (
        "README.md",
        lines(
            lambda at: (
                f"## Week {at % 52 + 1}, {1990 + at // 52}\n\n"
                f"- [Boat {at}](https://arxiv.org/abs/2303.{at:05}) - {told(at)}\n"
            ),
            "# Papers by week\n\n",
        ),
    ),
    "datedlist of one week": (
        "README.md",
        lines(
            lambda at: f"- [Boat {at}](https://arxiv.org/abs/2303.{at:05}) - {told(at)}",
            "# Papers\n\n## March 20, 2023\n\n- [A](https://arxiv.org/abs/2301.00001)\n\n## March 27, 2023\n\n",
        ),
    ),
    "datalist": ("a.yml", lines(lambda at: f"- title: Boat {at}\n  date: 2024-03-05\n  abstract: {told(at)}")),
    "datalist of tables": (
        "a.toml",
        lines(lambda at: f'[[talk]]\ntitle = "Boat {at}"\ndate = 2024-03-05\nabstract = "{told(at)}"\n'),
    ),
    "delimited": ("a.csv", lines(lambda at: f"Boat {at},2024-03-05,https://b.example.org/{at}", ROW)),
    "delimited with line ends": (
        "a.csv",
        lines(lambda at: f'"Boat\n{at}",2024-03-05,https://b.example.org/{at}', ROW),
    ),
    "export": ("a.tsv", lines(lambda at: f"Boat {at}\tissue\t2023-03-26\t{told(at)}", "title\tkind\tweek\tmarkdown\n")),
    "feed": (
        "a.xml",
        lines(
            lambda at: (
                f"<item><title>B {at}</title><link>https://b.example.org/{at}</link>"
                f"<description>&lt;p&gt;{told(at)}&lt;/p&gt;</description></item>"
            ),
            RSS,
            "</channel></rss>",
        ),
    ),
    "feed that is broken": (
        "a.xml",
        lines(lambda at: f"<item><title>B {at} & co</title><description><p>{told(at)}</description></item>", RSS),
    ),
    "head": ("a.md", lines(lambda at: f"  {told(at)}", "---\ntitle: A\nsummary: |\n", "\n---\n")),
    "headtalk": (
        "a.md",
        lines(
            lambda at: f"- line: {told(at)}\n  who: {NAMES[at % 3]}\n  sec: {at}",
            "---\ntitle: A\ntranscript:\n",
            "\n---\n",
        ),
    ),
    "htmlturns": (
        "a.html",
        lines(lambda at: f"<cite>{NAMES[at % 3]}:</cite>\n<time>{clock(at)[:8]}</time>\n<p>{told(at)}</p>"),
    ),
    "htmlissue": (
        "a.html",
        lines(
            lambda at: f'<h2 id="b{at}">B {at}</h2><p>{told(at)} <a href="https://b.example.org/{at}">b</a></p>',
            "<html><head><title>A</title></head><body>",
            "</body></html>",
        ),
    ),
    "htmlissue of one paragraph": (
        "a.html",
        lines(
            lambda at: f"<b>{at}</b> {told(at)}<br>", "<html><head><title>A</title></head><body><p>", "</body></html>"
        ),
    ),
    "htmlissue of tables": (
        "a.html",
        lines(
            lambda at: f"<table><tr><td><p>{told(at)}</p></td></tr></table>",
            "<html><head><title>A</title></head><body>",
            "</body></html>",
        ),
    ),
    "issue": ("a.md", lines(lambda at: f"## Part {at}\n\n{told(at)}\n", head())),
    "issue of links": ("a.md", lines(lambda at: f"- [b{at}](https://b.example.org/{at}) {told(at)}", head())),
    "issue of references": (
        "a.md",
        lambda number: (
            f"{lines(lambda at: f'See [b{at}][r{at}].', head())(number)}\n"
            f"{lines(lambda at: f'[r{at}]: https://b.example.org/{at}')(number)}"
        ),
    ),
    "issue of footnotes": (
        "a.md",
        lambda number: (
            f"{lines(lambda at: f'Boat {at} left[^n{at}].', head(), between='  ')(number)}\n"
            f"{lines(lambda at: f'[^n{at}]: {told(at)}', between=chr(10) * 2)(number)}"
        ),
    ),
    "issue of short forms": (
        "a.md",
        lambda number: (
            f"{lines(lambda at: f'The ABC{at} left.', head(), between=chr(10) * 2)(number)}\n"
            f"{lines(lambda at: f'*[ABC{at}]: A boat of {at}')(number)}"
        ),
    ),
    "issue of comments": ("a.md", lines(lambda at: f"{told(at)} <!-- a{at} --> %%b{at}%% {{/* c{at} */}}\n", head())),
    "issue of shortcodes": (
        "a.md",
        lines(
            lambda at: f'{{{{< figure src="{at}.png" caption="{told(at)}" >}}}}\n\n{{% include b{at}.html %}}\n', head()
        ),
    ),
    "issue of boxes": (
        "a.md",
        lines(lambda at: f'!!! note "Note {at}"\n    {told(at)}\n\n> [!TIP]\n> {told(at)}\n', head()),
    ),
    "issue of fences": (
        "a.md",
        lines(lambda at: f"```py\nboat({at})\n```\n\n:::tip B {at}\n{told(at)}\n:::\n", head()),
    ),
    "issue of marks": ("a.md", lines(lambda at: f"*b{at}* __c{at}__ `d{at}` ~~e{at}~~ ==f{at}== $x_{at}$", head())),
    "issue of wiki links": ("a.md", lines(lambda at: f"[[Boat {at}|b]] and #tag{at} ^p{at}\n", head())),
    "htmlissue of elements": (
        "a.md",
        lines(lambda at: f"<div><p>{told(at)}</p></div>\n\n<img src='{at}.png' alt='b'>\n", head()),
    ),
    "issue of fields": ("a.md", lines(lambda at: f"Key{at}:: {told(at)}", head())),
    "issue of addresses": ("a.txt", lines(lambda at: f"Boat {at}\nhttps://b.example.org/{at}\n", "Letter 7\n\n")),
    "issue in one line": ("a.md", lines(told, head(), between=" ")),
    "issue in rst": (
        "a.rst",
        lines(lambda at: f"Part {at}\n=======\n\nSee `b{at} <https://b.example.org/{at}>`_. {told(at)}\n"),
    ),
    "issue in rst with targets": (
        "a.rst",
        lambda number: (
            f"A\n=\n\n{lines(lambda at: f'See b{at}_.')(number)}\n"
            f"{lines(lambda at: f'.. _b{at}: https://b.example.org/{at}')(number)}"
        ),
    ),
    "issue in Org": (
        "a.org",
        lines(lambda at: f"* Part {at}\n\n{told(at)} [[https://b.example.org/{at}][b]]\n", "#+TITLE: A\n\n"),
    ),
    "issue in AsciiDoc": (
        "a.adoc",
        lines(lambda at: f"== Part {at}\n\n{told(at)} https://b.example.org/{at}[b]\n", "= A\n\n"),
    ),
    "jsonlines": (
        "a.jsonl",
        lines(lambda at: json.dumps({"title": f"B {at}", "date": "2024-03-05", "url": f"https://b.example.org/{at}"})),
    ),
    "jsonlines as a list": (
        "a.json",
        listed(lambda at: {"title": f"B {at}", "date": "2024-03-05"}, lambda units: {"papers": units}),
    ),
    "mail": ("a.eml", lines(told, MAIL.format(at=0), between="\n\n")),
    "mailbox": (
        "a.mbox",
        lines(lambda at: f"From ada@a.example.org Tue Mar  5 08:00:00 2024\n{MAIL.format(at=at)}{told(at)}\n"),
    ),
    "minutes": (
        "a.md",
        lines(
            lambda at: f"[{('Ada', 'Ben')[at % 2]}] {told(at)}",
            head("Minutes") + "Present: Ada Boat, Ben Ode\n\n## Minutes\n\n",
        ),
    ),
    "notes": ("a.md", lines(lambda at: f"# Slide {at}\n\n- {told(at)}\n\n---\n", head("Deck", "marp: true\n"))),
    "posts": (
        "a.json",
        listed(
            lambda at: {"id": str(at), "title": f"B {at}", "content_html": f"<p>{told(at)}</p>"},
            lambda units: {"version": "https://jsonfeed.org/version/1.1", "title": "L", "items": units},
        ),
    ),
    "opml": (
        "a.opml",
        lines(
            lambda at: f'<outline text="{told(at)}" url="https://b.example.org/{at}"/>',
            "<?xml version='1.0'?><opml version='2.0'><head><title>L</title></head><body>\n",
        ),
    ),
    "poststable": (
        "a.csv",
        lines(
            lambda at: f'{at},B {at},confirmed,free,https://b.example.org/{at},"<p>{told(at)}</p>"',
            "id,web_title,status,audience,url,content_html\n",
        ),
    ),
    "programme": (
        "a.ics",
        lines(
            lambda at: f"BEGIN:VEVENT\nSUMMARY:Boat {at}\nDTSTART:20240305\nDESCRIPTION:{told(at)}\nEND:VEVENT",
            "BEGIN:VCALENDAR\n",
        ),
    ),
    "programme in XML": (
        "a.xml",
        lines(
            lambda at: f"<event><title>Boat {at}</title><abstract>{told(at)}</abstract></event>",
            "<?xml version='1.0'?><schedule><day>\n",
        ),
    ),
    "ris": ("a.ris", lines(lambda at: f"TY  - JOUR\nTI  - Boat {at}\nAU  - Ode, B\nPY  - 2024/03/05\nER  - \n")),
    "slides": (
        "a.txt",
        lines(lambda at: f"Slide {at}\n\n● {told(at)}\n\n{at + 2}\n\f", "A deck\nAda Boat\n5 March 2024\n\f"),
    ),
    "speakers": ("a.md", lines(lambda at: f"**{NAMES[at % 3]}**: {told(at)}\n", head("A talk"))),
    "speakers of many names": ("a.txt", lines(lambda at: f"Ann Ode{at % 17}: {told(at)}\n")),
    "subrip": ("a.srt", lines(lambda at: f"{at + 1}\n{clock(at, ',')} --> {clock(at + 1, ',')}\n{told(at)}\n")),
    "subrip of one word": ("a.srt", lines(lambda at: f"{at + 1}\n{clock(at, ',')} --> {clock(at + 1, ',')}\nboat\n")),
    "summary": ("a.txt", lines(told, "A boat\n\n\U0001f4ab Short Summary\n\nFirst.\n\n✨ Highlights\n")),
    "table": (
        "a.md",
        lines(
            lambda at: f"| Boat {at} | 2024-03-05 | [b](https://b.example.org/{at}) |",
            "| Title | Date | Link |\n|---|---|---|\n",
        ),
    ),
    "talk": ("a.md", lines(lambda at: f"{told(at)}\n", head("A talk", "speakers: [Ada Boat]\ntranscript_by: Cy\n"))),
    "timedrows": ("a.tsv", lines(lambda at: f"{at * 1000}\t{at * 1000 + 900}\t{told(at)}", "start\tend\ttext\n")),
    "transcript": ("a.txt", lines(told, between=" ")),
    "transcript in lines": ("a.txt", lines(told)),
    "videoinfo": (
        "a.info.json",
        listed(
            lambda at: {"start_time": at, "title": told(at)},
            lambda units: {
                "id": "x",
                "title": "A",
                "webpage_url": "https://v.example.org",
                "extractor": "v",
                "chapters": units,
            },
        ),
    ),
    "webvtt": (
        "a.vtt",
        lines(lambda at: f"{clock(at)} --> {clock(at + 1)}\n<v {NAMES[at % 3]}>{told(at)}\n", "WEBVTT\n\n"),
    ),
    "webvtt that rolls": (
        "a.vtt",
        lines(lambda at: f"{clock(at)} --> {clock(at + 1)}\n{told(at - 1)}\n{told(at)}\n", "WEBVTT\n\n"),
    ),
    "weekly": (
        "a.md",
        lines(
            lambda at: f"| {at + 1}) **Boat {at}** - {told(at)} | [Paper](https://b.example.org/{at}) |",
            f"## Top Papers of the Week (May 26 - June 1) - 2025\n{PAPERS}",
        ),
    ),
    "weekly of many weeks": (
        "a.md",
        lines(
            lambda at: (
                f"## Papers of the Week ({MONTHS[-1 - at % 12]} 1 - {MONTHS[-1 - at % 12]} 7)"
                f" - {2026 - at // 12}\n{PAPERS}"
                f"| 1) **Boat {at}** - {told(at)} | [Paper](https://b.example.org/{at}) |\n"
            ),
        ),
    ),
    "whisper": ("a.json", listed(cue, lambda units: {"text": "t", "segments": units, "language": "en"})),
    "whispercpp": ("a.txt", lines(lambda at: f"[{clock(at)} --> {clock(at + 1)}]  {told(at)}")),
}
"""By the reader, and what else the form has, a file's name and what makes a text of it."""

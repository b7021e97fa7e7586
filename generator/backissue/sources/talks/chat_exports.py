"""Conversations as Slack and Telegram export them, in JSON: a transcript a day, and an issue a post of a channel."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape, unescape
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from backissue.dates import When
from backissue.model import Item, Kind
from backissue.sources.facts import whole_item
from backissue.sources.names.file_names import read_file_name
from backissue.sources.pieces import Fate, Glance, Piece, Shape, Sign, Source, Strength, tile
from backissue.sources.posts.post_items import Posts
from backissue.sources.privacy.standing import KeptBack, Standing, read_standing
from backissue.sources.stated.people import select_people
from backissue.sources.talks.cues import Cue
from backissue.sources.talks.talk import render_body

_SLACK = re.compile(r'"type"\s*:\s*"message"')
_STAMP = re.compile(r'"ts"\s*:\s*"\d{9,}\.\d+"')
_TELEGRAM = re.compile(r'"messages"\s*:\s*\[')
_KINDS = re.compile(r'"type"\s*:\s*"(?:public|private)_(?:channel|supergroup|group)"|"type"\s*:\s*"personal_chat"')
_MARK = re.compile(r"<([^<>|]{1,2000})(?:\|([^<>]{0,500}))?>")
"""What Slack writes between angle brackets: people, channels, commands and addresses
(https://api.slack.com/reference/surfaces/formatting)."""
_UNSAID = frozenset(
    "channel_join channel_leave channel_topic channel_purpose channel_name channel_archive channel_unarchive"
    " channel_convert_to_private bot_add bot_remove pinned_item unpinned_item tombstone reminder_add".split()
)
"""What Slack calls a message that nobody wrote."""
_OPEN = frozenset({"public_channel", "public_supergroup"})
_CHANNELS = frozenset({"public_channel", "private_channel"})
_DEEPEST = 3
_TITLE = 100
"""Characters that the bold line may have with which a post of Telegram begins."""


class Message(NamedTuple):
    """A message: its day, who wrote it, its text in Markdown."""

    day: date
    name: str
    text: str


class Chat(NamedTuple):
    """A conversation: its name, whether it is a channel, whether everybody may read it, and its messages."""

    name: str
    is_channel: bool
    is_open: bool
    messages: Sequence[Mapping[str, Any]]


def _is_slack(glance: Glance) -> bool:
    head = "\n".join(glance.head)[:20_000]
    return glance.first.startswith("[") and bool(_SLACK.search(head) and _STAMP.search(head))


def _is_telegram(glance: Glance) -> bool:
    head = "\n".join(glance.head)[:20_000]
    return glance.first.startswith("{") and bool(_TELEGRAM.search(head) and _KINDS.search(head))


class ChatExportReader:
    """Of a channel of Telegram an issue a post, of any other conversation a transcript a day."""

    name = "chatexport"
    signs = (
        Sign(Strength.CERTAIN, "messages as Slack exports them", _is_slack, frozenset({Shape.BRACES})),
        Sign(Strength.CERTAIN, "messages as Telegram exports them", _is_telegram, frozenset({Shape.BRACES})),
    )

    def read(self, source: Source) -> Iterator[Piece]:
        """Yield the items. What is not open to everybody comes in as drafts; JSON that does not parse is a problem."""
        try:
            data = json.loads("\n".join(source.lines).lstrip("\ufeff"))
        except (ValueError, RecursionError):
            problem = source.problem(1, "no JSON that can be decoded", "export it again")
            return tile(source, {}, rest=Fate.PROBLEM, problems=[problem])
        if isinstance(data, list):
            messages = [message for message in data if isinstance(message, dict)]
            return _of_days(source, [(_slack_chat(source), _of_slack(source, messages))])
        chats = list(_chats(data, 0))
        if len(chats) == 1 and chats[0].is_channel:
            return _of_channel(source, chats[0])
        return _of_days(source, [(chat, _of_telegram(chat.messages)) for chat in chats])


def _slack_chat(source: Source) -> Chat:
    """Return the conversation of a file of Slack, which is called as its folder is; direct messages are closed."""
    name = PurePosixPath(source.file).parent.name
    is_direct = name.startswith("mpdm-") or bool(re.fullmatch(r"D[A-Z0-9]{7,}", name))
    return Chat(name, is_channel=False, is_open=not is_direct, messages=())


def _of_slack(source: Source, messages: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    names = {**source.names, **{str(one.get("user")): _profile(one) for one in messages if _profile(one)}}
    named = read_file_name(source.file).day  # by the clock of those who wrote
    for one in messages:
        stamp, text = str(one.get("ts", "")), one.get("text")
        if one.get("subtype") in _UNSAID or not isinstance(text, str) or not stamp.replace(".", "", 1).isdecimal():
            continue
        files = [entry.get("title") or entry.get("name") for entry in one.get("files") or () if isinstance(entry, dict)]
        said = [_of_marks(text, names), *(str(name) for name in files if name)]
        user = str(one.get("user") or "")
        name = names.get(user) or str(one.get("username") or "") or user
        if words := " ".join(filter(None, said)):
            yield Message(named or datetime.fromtimestamp(float(stamp), UTC).date(), name, words)


def _profile(message: Mapping[str, Any]) -> str:
    profile = message.get("user_profile")
    return name_of(profile) if isinstance(profile, dict) else ""


def name_of(profile: Mapping[str, Any]) -> str:
    """Return what a profile of Slack calls somebody.

    >>> name_of({"real_name": "", "profile": {"real_name": "Ada Boat", "email": "ada@example.org"}})
    'Ada Boat'
    """
    inner = profile.get("profile")
    values = [profile.get(key) for key in ("real_name", "display_name")]
    values += [inner.get(key) for key in ("real_name", "display_name")] if isinstance(inner, dict) else []
    texts = (value for value in [*values, profile.get("name")] if isinstance(value, str))
    return next(filter(None, (" ".join(text.split()) for text in texts)), "")


def _of_marks(text: str, names: Mapping[str, str]) -> str:
    def written(found: re.Match[str]) -> str:
        target, label = found[1], found[2] or ""
        if target[0] == "@":
            return names.get(target[1:].partition("|")[0]) or label or target[1:]
        if target[0] in "#!":
            return f"#{label}" if label and target[0] == "#" else label or f"@{target[1:].partition('^')[0]}"
        if target.startswith("mailto:"):
            return label
        return f"[{label}]({target})" if label and label != target else f"<{target}>"

    return " ".join(unescape(_MARK.sub(written, text)).split())


def _chats(data: object, depth: int) -> Iterator[Chat]:
    """Yield the conversations of an export of Telegram: one, or those below ``chats``."""
    if isinstance(data, dict) and isinstance(data.get("messages"), list):
        kind = str(data.get("type", ""))
        messages = [entry for entry in data["messages"] if isinstance(entry, dict)]
        yield Chat(" ".join(str(data.get("name") or "").split()), kind in _CHANNELS, kind in _OPEN, messages)
    elif isinstance(data, dict) and depth < _DEEPEST:
        for value in data.values():
            yield from _chats(value, depth + 1)
    elif isinstance(data, list) and depth < _DEEPEST:
        for value in data:
            yield from _chats(value, depth + 1)


def _of_telegram(messages: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    for one in messages:
        day = _day(one)
        words = " ".join(_plain(one.get("text")).split())
        if day and words and one.get("type") == "message":
            yield Message(day, " ".join(str(one.get("from") or "").split()), words)


def _day(message: Mapping[str, Any]) -> date | None:
    try:
        return datetime.fromisoformat(str(message.get("date"))).date()
    except ValueError:
        return None


def _plain(text: object) -> str:
    """Return a text of Telegram, whose links stay as they are in Markdown."""
    if isinstance(text, dict):
        words, url = str(text.get("text") or ""), str(text.get("href") or "")
        return f"[{words}]({url})" if url else words
    return "".join(map(_plain, text)) if isinstance(text, list) else str(text or "")


def _of_days(source: Source, chats: Sequence[tuple[Chat, Iterable[Message]]]) -> Iterator[Piece]:
    """Yield a transcript for each day of conversations."""
    items: list[Item] = []
    kept_back = KeptBack(source)
    for chat, messages in chats:
        standing = Standing() if chat.is_open else read_standing([("visibility", "private")])
        by_day = sorted(messages, key=lambda message: message.day)
        for day, of_day in groupby(by_day, key=lambda message: message.day):
            item = _transcript(source, chat.name, day, list(of_day), is_alone=len(chats) == 1)
            kept_back.add(1, item.title, standing)
            items.append(standing.applied(item))
    return tile(source, {}, rest=Fate.ITEM if items else Fate.BOILERPLATE, items=items, problems=kept_back.hints())


def _transcript(source: Source, name: str, day: date, said: Sequence[Message], *, is_alone: bool) -> Item:
    cues = [Cue(None, None, one.name, one.text, 1, 1, turn=True) for one in said]
    title = f"{name or 'Chat'}, {day}"
    own = source if is_alone else replace(source, facts=replace(source.facts, title=None))
    item = whole_item(own, Kind.TRANSCRIPT, title, render_body(cues, source.facts.cues, emphasis=True), When(day))
    return replace(item, people=select_people((one.name for one in said), (), ()))


def _of_channel(source: Source, chat: Chat) -> Iterator[Piece]:
    """Yield an issue for each post of a channel."""
    found = Posts(source)
    whole = range(1, len(source.lines) + 1)
    for one in chat.messages:
        day, html = _day(one), _as_html(one.get("text"))
        if one.get("type") != "message" or not html.strip() or not day:
            continue
        title = _title(one.get("text"))
        fields = {"title": title, "date": str(day), "html": _paragraphs(html)}
        found.add(whole, fields | ({} if chat.is_open else {"visibility": "private"}))
    return found.tile()


_ELEMENTS = {"bold": "strong", "italic": "em", "strikethrough": "s", "code": "code", "blockquote": "blockquote"}


def _as_html(text: object) -> str:
    if isinstance(text, list):
        return "".join(map(_as_html, text))
    if not isinstance(text, dict):
        return escape(str(text or ""), quote=False)
    words, kind = escape(str(text.get("text") or ""), quote=False), str(text.get("type"))
    url = str(text.get("href") or (text.get("text") if kind == "link" else "") or "")
    if url:
        return f'<a href="{escape(url)}">{words}</a>'
    if kind == "pre":
        return f"<pre><code>{words}</code></pre>"
    tag = _ELEMENTS.get(kind, "")
    return f"<{tag}>{words}</{tag}>" if tag else words


def _paragraphs(html: str) -> str:
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", html))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)


def _title(text: object) -> str:
    """Return the line in bold with which a post begins; empty where it begins otherwise."""
    first = next((part for part in text if part), "") if isinstance(text, list) else ""
    words = str(first.get("text") or "") if isinstance(first, dict) and first.get("type") == "bold" else ""
    return " ".join(words.split()) if 0 < len(words) <= _TITLE else ""

"""What a mail holds that is meant for one reader only: taken out of its page before that is read.

Such are the address that the mail was sent to, addresses on the web that tell readers apart or act in their name,
pictures that count who opens it, and the text that lists of mails show and nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

from backissue.model import Problem
from backissue.sources.links.counters import count_target
from backissue.sources.pieces import Source
from backissue.sources.privacy.address_lists import PRIVATE
from backissue.text import fold_key
from backissue.urls import web_address

MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PREVIEWS = frozenset(
    "preheader preheadertext previewtext mcnpreviewtext emailpreheader hiddenpreheader mailpreheader"
    " emailpreview inboxpreview".split()
)
"""Classes and ids, folded as keys are, of the text that lists of mails show."""
_SENT = (
    *("was sent to", "sent to:", "is sent to", "you get this", "you got this", "you receive this", "you received this"),
    *(
        "you are receiving",
        "you're receiving",
        "you\u2019re receiving",
        "receiving this",
        "received this",
        "delivered to",
    ),
    *("subscribed as", "subscribed with", "subscribed using", "signed up with", "signed up as", "intended for"),
    *("registered with", "your email address", "logged in as", "unsubscribe", "opt out", "mail preferences"),
    *("wurde an", "gesendet an", "geschickt an", "abmelden", "abbestellen", "erhalten diese", "erh\u00e4ltst diese"),
    *(
        "envoy\u00e9 \u00e0",
        "d\u00e9sabonner",
        "d\u00e9sinscrire",
        "enviado a",
        "darse de baja",
        "inviato a",
        "disiscri",
    ),
    *("verzonden aan", "uitschrijven", "afmelden"),
)
"""Words of the lines that say to whom a mail was sent."""
_LONGEST_SENT = 80
_ACTS = (
    *("unsubscribe", "unsub", "optout", "opt-out", "opt_out", "disable_email", "webversion", "web-version"),
    *("web_version", "view-in-browser", "viewinbrowser", "view_email", "viewemail", "abmelden", "abbestellen"),
    *("desabonn", "uitschrijven"),
)
"""Parts of addresses that act in the name of one reader, if they hold a key."""
_STEPS = frozenset("preferences manage profile view forward confirm subscription subscriptions baja preference".split())
"""Whole steps of addresses that do, which are words of others too."""
_LABELS = (
    *("unsubscribe", "opt out", "preferences", "manage your", "your subscription", "in browser", "in your browser"),
    *("online version", "web version", "view online", "read online", "view this email", "abmelden", "abbestellen"),
    *("im browser", "d\u00e9sabonner", "darse de baja", "uitschrijven", "forward to a friend", "update your"),
)
_READERS = frozenset(
    "email e-mail mail subscriber subscriberid subscriberhash mlsubscriber mlsubscriberhash cksubscriberid mceid"
    " memberuuid uuid contactid recipient recipientid userid readerid elqtrackid elq vgoee token jwt accesstoken hash"
    " key sig signature".split()
)
"""Parameters, folded as keys are, that tell readers apart where their value is a key or an address of e-mail."""
_NAMING = ("subscriberid", "subscriberhash", "recipientid", "contactid", "memberuuid", "mceid")
"""Parts of the names of parameters that name a reader, whatever their value is."""
_OPENS = (
    "/open?",
    "/open/",
    "/track/open",
    "/wf/open",
    "/pixel",
    "/beacon",
    "/o.gif",
    "/open.gif",
    "/open.php",
    "/imp?",
)
_KEY = re.compile(r"(?=[^-]*[0-9])(?=.*[A-Za-z0-9])[A-Za-z0-9_=.+/-]{6,}|[A-Za-z0-9_-]{20,}")
_SIZE = re.compile(r"(?:^|;)\s*(?:max-)?(?P<name>width|height|font-size)\s*:\s*(?P<size>[\d.]+)", re.IGNORECASE)
_BARE = re.compile(r"https?://[^\s<>\"'\\]+[^\s<>\"'\\.,;:!?)\]]")
_NEAR = 40
"""Characters before an address that may say what it is for."""
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|hallo|liebe[rs]?|moin|bonjour|ch[eè]re?|hola|ciao|beste|hej)\b[\s,]*", re.IGNORECASE
)
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
REMOVED = "\N{HORIZONTAL ELLIPSIS}"
"""What stands in the place of a reader's address."""


@dataclass
class Personal:
    """What was taken out of a page: blind counters, addresses and names of one reader, hidden texts, and widgets."""

    counters: int = 0
    tokens: int = 0
    readers: int = 0
    opens: int = 0
    widgets: list[str] = field(default_factory=list)
    remarks: int = 0

    def add(self, other: Personal) -> None:
        """Add what was taken out of another page."""
        self.counters += other.counters
        self.tokens += other.tokens
        self.readers += other.readers
        self.opens += other.opens
        self.widgets += filter(None, other.widgets)
        self.remarks += other.remarks

    def hints(self, source: Source, line: int = 0) -> Iterator[Problem]:
        """Yield what a public repository would show of a source, and what became of its links, each in one hint."""
        if self.counters:
            what = f"{_count(self.counters, 'link')} through a counter that does not say where it leads: the words stay"
            yield source.hint(line, what, "add the addresses to the page, if you know them")
        if words := list(filter(None, self.widgets)):
            said = ", ".join(f"“{each[:40]}”" for each in dict.fromkeys(words[:3])) + (", …" if len(words) > 3 else "")
            what = f"left out {_count(len(words), 'part')} of the page around the text: {said}"
            yield source.hint(line, what, "nothing to do, unless it is part of the text")
        if self.remarks:
            what = (
                f"{_count(self.remarks, 'remark')} beside the text, left out; a public repository shows content/ whole"
            )
            yield source.hint(line, what, f"remove them, or move it to content/sources/{PRIVATE}, which git ignores")
        shown = [
            *([_count(self.readers, "line") + " with a reader's name or address"] if self.readers else []),
            *([_count(self.tokens, "link") + " with a reader's token"] if self.tokens else []),
        ]
        if shown and not source.file.startswith(PRIVATE):
            what = f"holds {' and '.join(shown)}, which no page has; a public repository shows content/ whole"
            remedy = f"move it to content/sources/{PRIVATE}, which git ignores"
            yield source.hint(_first_line(source) or line, what, remedy)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _first_line(source: Source) -> int:
    """Return the 1-based line that names a reader first, as far as it can be found; else 0."""
    for at, line in enumerate(source.lines, 1):
        low = line.casefold()
        if MAIL.search(line) and (any(words in low for words in _SENT) or low.startswith(("to:", "delivered-to:"))):
            return at
        if any(words in low for words in _ACTS[:5]) and "http" in low:
            return at
    return 0


def clean(tree: LexborHTMLParser, names: Iterable[str] = ()) -> Personal:
    """Take out of a page what is meant for one reader only, and return what that was.

    ``names`` are the addresses and the names of the reader, where they are known.
    """
    found = Personal()
    _drop_previews(tree)
    is_named = bool(tree.html and "@" in tree.html)
    known = {name.casefold() for name in names if name} | set(_recipients(tree, found) if is_named else ())
    for node in tree.css("img[src]"):
        if _is_open(node):
            found.opens += 1
            _hide(node)
    for node in tree.css("a[href]"):
        _settle_link(node, found)
    _settle_texts(tree, found)
    if known:
        _drop_names(tree, known, found)
    return found


def _drop_previews(tree: LexborHTMLParser) -> None:
    hidden = set(_hidden_classes(tree))
    for node in tree.css("[class], [id], [style]"):
        marks = {fold_key(mark) for mark in (node.attributes.get("class") or "").split()} | {
            fold_key(node.attributes.get("id") or "")
        }
        own = {*(node.attributes.get("class") or "").split()}
        if node.tag not in {"body", "html"} and (not marks.isdisjoint(_PREVIEWS) or own & hidden or _is_tiny(node)):
            _hide(node)


def _hidden_classes(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the classes that a page's own style, but for that of certain screens, shows nothing of."""
    for style in tree.css("style"):
        depth, plain = 0, []
        for part in re.split(r"(@[^{;]*\{|[{}])", style.text()):  # what stands in the braces of @media is left out
            depth += part.startswith("@") + (part == "{" and depth > 0) - (part == "}" and depth > 0)
            plain.append(part if not depth and not part.startswith("@") else "")
        for selector, rules in _RULE.findall("".join(plain)):
            if "display:none" in "".join(rules.lower().split()):
                names = (name.strip() for name in selector.split(","))
                yield from (
                    name[1:]
                    for name in names
                    if name.startswith(".") and name[1:].replace("-", "").replace("_", "").isalnum()
                )


def _is_tiny(node: LexborNode) -> bool:
    """Return whether the letters of an element, and all within it, are too small to be seen."""
    sizes = {
        size["name"].lower(): float(size["size"].strip(".") or 0)
        for size in _SIZE.finditer(node.attributes.get("style") or "")
    }
    if "mso-hide:all" in "".join((node.attributes.get("style") or "").lower().split()):
        return True
    inner = (child.attributes.get("style") or "" for child in node.css("[style]") if child.mem_id != node.mem_id)
    return (
        sizes.get("font-size", 9) <= 1
        and not any("font" in style.lower() for style in inner)
        and not node.css_first("img")
    )


def _recipients(tree: LexborHTMLParser, found: Personal) -> Iterator[str]:
    """Yield the addresses that the mail says it was sent to; the lines that say so are taken out."""
    for node in tree.css("p, td, div, li, span, center, small, footer, h1, h2, h3, h4, h5, h6"):
        if _holds(node, "p, td, div, li, table, ul, center, footer"):
            continue
        text = " ".join(node.text(separator=" ").split())
        low = text.casefold()
        mails = MAIL.findall(text)
        if mails and len(text.split()) <= _LONGEST_SENT and any(words in low for words in _SENT):
            found.readers += 1
            yield from (mail.casefold() for mail in mails)
            _hide(node)


def _hide(node: LexborNode) -> None:
    """Let a node be read as one that nobody sees. To remove it would leave others within it without their memory."""
    node.attrs["style"] = "display:none"


def _is_hidden(node: LexborNode) -> bool:
    return bool(node.parent and node.parent.attributes.get("style") == "display:none")


def _holds(node: LexborNode, selector: str) -> bool:
    """Return whether an element of these stands within a node, which selects itself too."""
    return any(child.mem_id != node.mem_id for child in node.css(selector))


def _is_open(node: LexborNode) -> bool:
    """Return whether a picture is there to count who opens the mail: of no size, or by its address."""
    style = node.attributes.get("style") or ""
    sizes = {node.attributes.get(name, "") for name in ("width", "height")}
    styled = {size["size"] for size in _SIZE.finditer(style)}
    url = (node.attributes.get("src") or "").casefold()
    return (
        not {"0", "1", "0px", "1px"}.isdisjoint(sizes)
        or not {"0", "1"}.isdisjoint(styled)
        or any(mark in url for mark in _OPENS)
    )


def _settle_link(node: LexborNode, found: Personal) -> None:
    """Let a link lead past its counter; one that is a reader's own leads nowhere, and its words stay."""
    url = (node.attributes.get("href") or "").strip()
    target = count_target(url)
    if target == "":
        is_own = _acts(url, node.text())
        found.tokens, found.counters = found.tokens + is_own, found.counters + (not is_own)
        del node.attrs["href"]
        return
    url = target or url
    if _acts(url, node.text()):
        found.tokens += 1
        del node.attrs["href"]
    elif target or "?" in url:
        node.attrs["href"] = _without_reader(url)


def _settle_texts(tree: LexborHTMLParser, found: Personal) -> None:
    """Treat the addresses that stand in texts as those of links are."""

    def settle(match: re.Match[str]) -> str:
        url, before = match[0], match.string[max(match.start() - _NEAR, 0) : match.start()]
        target = count_target(url)
        if _acts(target or url, before):
            found.tokens += 1
            return ""
        found.counters += target == ""
        return _without_reader(target or url) if target != "" else ""

    for node in list(tree.root.traverse(include_text=True)) if tree.root and tree.html and "http" in tree.html else ():
        text = (node.text_content or "") if node.tag == "-text" else ""
        is_code = node.parent is not None and node.parent.tag in {"code", "pre", "script", "style", "title"}
        if "http" in text and not is_code and not _is_hidden(node) and (settled := _BARE.sub(settle, text)) != text:
            node.replace_with(settled)


def _acts(url: str, label: str) -> bool:
    """Return whether an address acts in the name of one reader: by what it is called, and a key in it."""
    parts = web_address(url)
    if not parts:
        return url.lower().startswith("mailto:") and any(words in unquote(url).casefold() for words in _ACTS[:5])
    low, words = unquote(url).casefold(), " ".join(label.casefold().split())
    is_named = any(word in low for word in _ACTS) or not _STEPS.isdisjoint(re.split(r"[/?&=]", low))
    if not (is_named or any(word in words for word in _LABELS)):
        return False
    values = [value for _, value in parse_qsl(parts.query)]
    if values and (any(word in low for word in _ACTS[:5]) or any(word in words for word in _LABELS[:2])):
        return True
    return bool(MAIL.search(low)) or any(
        _KEY.fullmatch(text) and not _is_words(text) for text in [*parts.path.split("/"), *values]
    )


def _is_words(text: str) -> bool:
    """Return whether a part of an address is made of words and numbers, as the name of a page is."""
    parts = re.split(r"[-_.]", text)
    if len(parts) > 2 and 2 * sum(map(str.isalpha, parts)) >= len(parts):
        return True
    is_plain = all(part.isalpha() or part.isdecimal() for part in parts)
    return is_plain and (len(parts) > 1 or text.isalpha() or len(text) < 6)


def _without_reader(url: str) -> str:
    """Return an address without the parameters that tell readers apart."""
    parts = web_address(url)
    if not parts or not parts.query:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _tells_reader(name, value, parts.hostname or "")]
    return url if kept == pairs else parts._replace(query=urlencode(kept)).geturl()


def _tells_reader(name: str, value: str, host: str) -> bool:
    is_key = bool(MAIL.search(value)) or (len(value) > 5 and any(char.isdigit() for char in value))
    is_referrer = name == "r" and f".{host}".endswith(".substack.com")
    is_named = any(word in fold_key(name) for word in _NAMING)
    return bool(MAIL.fullmatch(value)) or is_referrer or is_named or (fold_key(name) in _READERS and is_key)


def _drop_names(tree: LexborHTMLParser, known: set[str], found: Personal) -> None:
    """Take out the reader's addresses and whole names, and greetings that are nothing but one."""
    parts = {part for name in known if "@" not in name for part in (name, *name.split())}
    for node in tree.css("p, td, div, li, span, h1, h2, h3, h4, h5, h6"):
        if not _holds(node, "p, td, div, li, table"):
            text = " ".join(node.text(separator=" ").split()).casefold()
            rest = _GREETING.sub("", text, count=1).strip(" ,.!:\u2013-")
            if text and rest != text and rest in parts:
                found.readers += 1
                _hide(node)
    whole = [name for name in known if "@" in name or " " in name]
    for node in tree.css("a[href]"):
        if any(name in unquote(node.attributes.get("href") or "").casefold() for name in whole):
            del node.attrs["href"]
    pattern = (
        re.compile("|".join(map(re.escape, sorted(whole, key=len, reverse=True))), re.IGNORECASE) if whole else None
    )
    for node in list(tree.root.traverse(include_text=True)) if pattern and tree.root else ():
        if (
            node.tag == "-text"
            and not _is_hidden(node)
            and (text := node.text_content or "")
            and pattern
            and pattern.search(text)
        ):
            found.readers += 1
            node.replace_with(pattern.sub(REMOVED, text))

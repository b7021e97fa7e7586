"""Lines by which mails are managed, “unsubscribe”: left out where they are nothing else and stand around the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from backissue.model import Problem
from backissue.sources.pieces import Source

_ALONE = frozenset({"unsubscribe", "read in app", "subscribe now", "sign up", "share this post"})
_ELSEWHERE = frozenset(
    """abmelden|hier abmelden|vom newsletter abmelden|newsletter abbestellen|newsletter abmelden|abbestellen
    |im browser ansehen|im browser öffnen|im browser anzeigen|im browser lesen|diese e-mail im browser ansehen
    |online ansehen|online lesen|online-version|webversion|abonnement verwalten|profil bearbeiten|profil aktualisieren
    |einstellungen ändern|se désabonner|se désinscrire|désabonnement|désinscription|me désabonner
    |voir dans le navigateur|voir dans votre navigateur|voir cet e-mail dans votre navigateur|version en ligne
    |lire en ligne|afficher dans le navigateur|gérer mes préférences|gérer vos préférences|gérer mon abonnement
    |darse de baja|darme de baja|cancelar suscripción|cancelar la suscripción|cancelar inscrição|ver en el navegador
    |ver en tu navegador|ver en línea|ver no navegador|gestionar suscripción|disiscriviti|annulla iscrizione
    |annulla l'iscrizione|cancella iscrizione|visualizza nel browser|leggi online|gestisci iscrizione|uitschrijven
    |afmelden|bekijk in browser|bekijk in je browser|bekijk online|avprenumerera|avsluta prenumeration
    |visa i webbläsare|afmeld|vis i browser|wypisz się|zobacz w przeglądarce|otwórz w przeglądarce|odhlásit
    |отписаться|отписаться от рассылки|открыть в браузере|посмотреть в браузере|配信停止|配信停止はこちら|購読解除
    |ブラウザで表示|ブラウザで見る|退订|取消订阅|取消訂閱|在浏览器中查看|在瀏覽器中檢視|수신거부|구독 취소
    |브라우저에서 보기""".replace("\n    |", "|")
    .replace("\n    ", "")
    .split("|")
)
"""The same in other languages, as links call it."""
_PHRASES = (
    "to unsubscribe",
    "unsubscribe here",
    "unsubscribe from this|our",
    "unsubscribe at any time",
    "you are receiving|getting this",
    "you're receiving|getting this",
    "this email|e-mail|message was sent to",
    "view|read|open |this|it|the |email|e-mail|newsletter|issue in |your|a|the |web browser",
    "update|manage|change |your |email|e-mail|subscription preferences|subscription",
    "forwarded this email|e-mail|newsletter|message",
    "forward |this to a friend",
    "forward this email|e-mail to a friend",
    "trouble viewing this",
)
"""What service lines say; between bars stand the choices for a word, of which an empty one is none."""
_SERVICE = frozenset(
    f" {' '.join(' '.join(words).split())} "
    for row in _PHRASES
    for words in product(*(word.split("|") for word in row.split(" ")))
)
_VOCABULARY = frozenset(word for phrase in _SERVICE for word in phrase.split()) | frozenset(
    """a above account all an and any anymore anytime app are at because been below button by can click colleague
    correctly did didn't display displayed do don't edit else email emails feel for free friends from future get
    getting having here i if images in instantly interested is issues it just know like link list longer mail
    mailing may me messages might my newsletters no not of on one's online opt or our out page please policy post
    prefer privacy preferences problems profile properly receive received reply safely see sent settings share
    signed simply since someone subscribe subscribed subscriber subscribing tap terms these they this time up us
    version want was we were who why wish with would you your""".split()
)
"""What such lines are made of; the name of a letter, or a word more, stands between these."""
_OTHER_WORDS = 1 / 6
_LONGEST = 40
_SHORT = 6
_RIGHTS = ("\u00a9", "(c) ", "Copyright ", "copyright ")
"""How the line begins that says whose a text is."""
BEGIN, END = "\ufdd0", "\ufdd1"
"""What stands around such a line until it is clear where it stands: characters that no text has (Unicode, 23.7)."""
_BETWEEN = r"[\s>*+\-\d.|\\]*"
_RUN = rf"(?:{BEGIN}[^{END}]*{END}{_BETWEEN})+"
_WHOLE = re.compile(rf"{_BETWEEN}{_RUN}")
_FIRST = re.compile(rf"\A\s*(?:{BEGIN}[^{END}]*{END}\s*)+")
_LAST = re.compile(rf"(?:\s*{BEGIN}[^{END}]*{END})+\s*\Z")
_LINE = re.compile(rf"{BEGIN}([^{END}]*){END}")
_TARGET = re.compile(r"\]\([^()\s]*\)")
_TAG = re.compile(r"<[^<>]*>")
_BARS = re.compile(r"\s*[|\u00b7\u2022/]\s+")
_NO_WORD = re.compile(r"\S*(?:@|//)\S*")


def is_service(text: str) -> bool:
    """Return whether a line says nothing but how a subscription is managed: “view in browser”, “unsubscribe”.

    >>> is_service("View this email in your browser"), is_service("A bill lets readers unsubscribe with one click.")
    (True, False)
    >>> is_service("You are receiving this email because you signed up at The Harbour.")
    True
    >>> is_service("Online lesen"), is_service("Abmelden | Profil bearbeiten"), is_service("Abmelden will ich es")
    (True, True, False)
    >>> is_service("Open it in your browser, or run it at home."), is_service("How to unsubscribe from complexity")
    (False, False)
    """
    words = _plain(_NO_WORD.sub(" ", text)).split() if len(text) < 2000 else []
    if not 0 < len(words) <= _LONGEST:
        return False
    said = f" {' '.join(words)} "
    if (
        said.strip() in _ALONE
        or all(_plain(_NO_WORD.sub(" ", part)) in _ELSEWHERE for part in _BARS.split(text))
        or (words[:2] == ["powered", "by"] and len(words) == 3)
    ):
        return True
    if words[:2] == ["the", "post"] and " appeared first on " in said:
        return True
    others = sum(word not in _VOCABULARY for word in words)
    return others <= _OTHER_WORDS * len(words) and any(phrase in said for phrase in _SERVICE)


def names_service(text: str) -> bool:
    """Return whether a line speaks of how a subscription is managed, whatever else it says.

    >>> names_service("This mail of the Harbour Society of Oslo comes on Fridays; to unsubscribe, write to us.")
    True
    """
    words = _plain(_NO_WORD.sub(" ", _TARGET.sub("]", text))).split() if len(text) < 2000 else []
    said = f" {' '.join(words)} "
    return 0 < len(words) <= _LONGEST and any(phrase in said for phrase in _SERVICE)


def _plain(text: str) -> str:
    letters = (char if char.isalnum() or char in "'-_" else " " for char in text.lower().replace("\u2019", "'"))
    return " ".join("".join(letters).split())


def line_key(text: str) -> str:
    """Return what a line of Markdown or HTML and the words that are shown of it have in common: their letters."""
    return "".join(filter(str.isalnum, _TAG.sub("", _TARGET.sub("]", text)).casefold()))


def find_services(lines: Sequence[str], services: Iterable[str]) -> Iterator[int]:
    """Yield the 0-based lines of a text that were left out, in paragraphs or alone.

    >>> {*find_services(["", "[Read online](https://a.org)", "", "Text"], ["[Read online](https://b.org)"])}
    {1}
    """
    known, start = set(map(line_key, services)), 0
    for end, line in enumerate([*lines, ""] if known else ()):
        if line.strip() and line_key(line) in known:
            yield end
        elif not line.strip():
            if line_key(" ".join(lines[start:end])) in known:
                yield from range(start, end)
            start = end + 1


def report_services(source: Source, services: Sequence[str]) -> Iterator[Problem]:
    """Yield a hint for each line that was left out, at the first line that holds it, or its first words."""
    lines = [(number, line_key(line)) for number, line in enumerate(source.lines, 1)] if services else []
    for service in dict.fromkeys(services):
        starts = (line_key(service), line_key(" ".join(_TARGET.sub("]", service).split()[:3])))
        yield report_service(source, next((at for start in starts for at, key in lines if start in key), 0), service)


def report_service(source: Source, line: int, service: str) -> Problem:
    """Return a hint at a line that was left out."""
    words = " ".join(_TARGET.sub("]", service).split())[:80]
    what = f"left out, as it only manages a subscription: `{words}`"
    return source.hint(line, what, "nothing to do, unless it is part of the text")


def settle_services(blocks: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return blocks of Markdown without the marked lines above the first and below the last text, and those lines.

    Headings and a few words, such as the name of a letter, are no text in this sense. Other marked lines stay, as do
    all where there is nothing else.

    >>> settle_services([f"{BEGIN}Read online{END}", "1 2 3 4 5 6 7", f"{BEGIN}Leave{END}", "Oslo"])
    (['1 2 3 4 5 6 7', 'Oslo'], ['Read online', 'Leave'])
    """
    kept = list(blocks)
    _clear(kept, range(len(kept)), _FIRST)
    _clear(kept, reversed(range(len(kept))), _LAST)
    if not any(kept):
        kept = list(blocks)
    dropped = [line for before, after in zip(blocks, kept, strict=True) for line in _missing(before, after)]
    return [_LINE.sub(r"\1", block) for block in kept if block], dropped


def _clear(blocks: list[str], order: Iterable[int], edge: re.Pattern[str]) -> None:
    """Empty what is all marked, up to the first text in this order, of which only the ``edge`` goes."""
    for at in order:
        if _WHOLE.fullmatch(blocks[at]):
            blocks[at] = ""
        elif not blocks[at].startswith(("#", *_RIGHTS)) and len(_TARGET.sub("]", blocks[at]).split()) > _SHORT:
            blocks[at] = edge.sub("", blocks[at])
            return


def _missing(before: str, after: str) -> list[str]:
    return [line for line in _LINE.findall(before) if f"{BEGIN}{line}{END}" not in after]

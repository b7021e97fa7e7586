"""What of a sentence can stand as a heading: its clauses, without what leads to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backissue.stories.cohesion import terms
from backissue.stories.vocabulary import ORDER, STORY, SUBJECT, TELLS, WORK

LONGEST = 60
"""Characters of a heading."""

_LEADS = re.compile(
    rf"""(?:
      (?:and|so|but|now|ok|okay|all\ right|alright|well|right|yeah|yes|oh|um|uh|hey|anyway|also|then|lastly|finally|
         meanwhile|elsewhere|in\ fact|of\ course|actually|basically|essentially)\b[,.:!]*\s+
    | (?:first|next|again|here|today|up\ next),\s+
    | (?:next|up\ next|next\ up)\ (?:is|are)\s+
    | (?:(?-i:[A-Z])\S+\ ){{1,3}}(?:says|said|claims|writes|reports),?\ (?:that\ )?
      (?!(?:that|i|you|he|she|it|we|they)\b)(?=\S+\ \S+\ \S)
    | (?:in|on)\ (?:the\ |a\ )?(?:other|same|similar|related|different|lighter)\ \w+,?\s+
    | (?:in|on|at|from|by|speaking\ of|talking\ of)\ [^,]{{1,40}},\s+(?={SUBJECT}|there)
    | related\ to\ (?:this|that),?\s+
    | (?:from|by)\ (?=\w)
    | (?:the|our|my)\ {ORDER}\ (?:\w+\ ){{0,2}}(?:{STORY}|{WORK}|thing|one)\b
      (?:\ (?:for|of)\ (?:today|the\ day|this\ week))?(?:\ i\ want\ to\ \w+\ you)?(?:,|\ is|\ comes)\s+
    | (?:there|here)(?:'s|\ is|\ are)\s+(?:also\s+)?
    | (?:we|i)(?:'ve|\ have)(?:\ got)?\s+(?=an?\b|some\b|the\b)
    | (?:let\ me|i\ want\ to|i'd\ like\ to|i)\ [^.]{{0,40}}?\b(?:talk|tell|speak)\w*\ (?:to\ you\ |you\ )?about\s+
    | the\ fact\ that\s+
    | (?:this|last|next)\ (?:week|month|year),?\s+(?=\S+\s)
    | (?:they|he|she|people|it)\ (?:say|says|said|claim|claims|write|writes)\ (?:that\ )?(?=\S+\s+\S)
    | (?:we're|we\ are)\ not\ done\ (?:yet\ )?(?:with\ )?
    | (?:a|an|the|some|our)\s+(?=\S+\s+\S)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""What leads to the matter of a sentence, and is no part of a heading."""

_PARTS = frozenset(
    """and or with without in for to on at of by from as using guided made based called titled entitled named into over
    after before than telling""".split()
)
_CLAUSES = frozenset("that which who whose where when while because although though so but if unless whether".split())
_WEAK = re.compile(
    r"(?:i(?!\s+[A-Z])|you|he|she|it|we|they|this|that|these|those|its|their|my|your|if|when|because|which|who|what|how|why|"
    r"like|no|not|there|here|let|thank|thanks|as|for|to|of|and|or|can|could|would|do|does|did|in case)(?:'\w+)?\b"
)
"""A clause that begins so refers to something that the heading does not name."""

_LOOSE = frozenset(
    """a an the this that these those is are was were be been being has have had do does did will would can could should
    may might must not only just also very really pretty quite more most much so too some any all both either their its
    his her our your my i you he she it we they and or but if than then how what where why as at by for from in of on
    to with""".split()
)
_DANGLING = re.compile(r"\w+ly|intended|allows?|lets?|enables?|needed|going|one")
"""No heading ends with such words."""

_NAMED = r"(?:called|titled|entitled|named) (?=\S+ \S)"
_TITLE = re.compile(rf"\b{WORK}(?: (?:is|are))? {_NAMED}")
_CALLED = re.compile(rf"(?:It|it|This|this)(?:'s| is) {_NAMED}")
_SAY = re.compile(r"\b(?:says?|said|writes?|claims?|means?|shows?|finds?|found|telling)$")
_HELPERS = frozenset("is are was were has have had been be gets got".split())
_AGAIN = [[word] for word in "i you he she it we they this that these those then".split()]
_APPOSED = re.compile(r"^([^,]{1,30}), (?=(?:is|are|has|have) )")
_MAKER = re.compile(
    r"(?!This|It|That|They|He|She|We)((?:[A-Z]\S* ){1,3})(?:(?:has|have|is|just|also|recently) )*"
    r"(?:has an?|[a-z]+(?:s|ed|ing)) an? "
)
_TELL = re.compile(
    rf"({SUBJECT}{{1,9}}?)(?:(?:has|have|is|are|just|also|now|recently|finally)\s+)*{TELLS}\s+(?=\S)", re.IGNORECASE
)


def clauses(sentence: str) -> Iterator[tuple[float, str]]:
    """What of ``sentence`` could be a heading, each with its worth: a title that is said most, then a whole clause."""
    core = _core(" ".join(sentence.split()))
    told = _TELL.match(core)
    worth, title = _title(core)
    if title:
        who = _maker(core)
        yield worth, f"{who}: {title}" if who and len(who) + len(title) + 2 <= LONGEST else title
    whole = _cut(core)
    if whole:
        yield _worth(whole, told), whole
    if told and len(whole) <= told.end() and (matter := _cut(core[told.end() :])):
        yield 1.0, matter


def _worth(whole: str, told: re.Match[str] | None) -> float:
    """How well a clause stands alone: less where it refers elsewhere, is cut before its verb, or names nothing."""
    if _WEAK.match(_lowered(whole)):
        return 0.3
    if len(whole.split()) < 3 and whole[1:] == whole[1:].lower():
        return 0.4
    return 0.6 if told and len(whole) <= told.end() else 1.0


def _lowered(text: str) -> str:
    """A clause as it was said: its first letter small, but for names and for `I`."""
    return text if text[1:2].isupper() or text[:2] == "I " else text[:1].lower() + text[1:]


def _core(sentence: str) -> str:
    """The sentence without what leads to its matter."""
    while (found := _LEADS.match(sentence)) and found.end() < len(sentence):
        sentence = sentence[found.end() :]
    return _APPOSED.sub(r"\1 ", sentence.partition(" not only ")[0])


def _title(core: str) -> tuple[float, str]:
    """The title that is said behind a work, or that a thing is called by, with its worth; empty where none is."""
    work, thing = _TITLE.search(core), _CALLED.match(core)
    if work:
        return 1.4, _cut(core[work.end() :])
    return 1.1, _cut(core[thing.end() :]) if thing else ""


def _maker(core: str) -> str:
    """The name of who released it, if the sentence begins with one."""
    found = _MAKER.match(core)
    return found[1].strip() if found else ""


def _cut(core: str) -> str:
    """The longest beginning of ``core`` that is short enough and ends where a phrase does; none if all is too long.

    It ends before the next clause, if it has two words of matter by then.
    """
    words = core.split()
    best = ""
    for end in range(1, len(words) + 1):
        part = " ".join(words[:end])
        if len(part.rstrip(".,;:!?")) > LONGEST:
            break
        following = [word.lower().strip(",").split("'")[0] for word in words[end : end + 2]]
        clause = bool(following) and not _SAY.search(part) and _begins_clause(following)
        if (not following or part[-1] in ",;:.!?" or clause or _ends_phrase(words[:end], following[0])) and terms(part):
            best = _trimmed(words[:end]) or best
        if best and (part[-1] in ";:.!?" or (clause and len(terms(best)) >= 2)):
            break
    return best


def _begins_clause(words: list[str]) -> bool:
    return words[0] in _CLAUSES or (words[0] in {"and", "now"} and words[1:2] in _AGAIN) or words == ["this", "is"]


def _ends_phrase(words: list[str], following: str) -> bool:
    """Whether a phrase ends before ``following``; a participle goes on with what is done by, for or to it."""
    if words[-1].endswith("ed") and not _HELPERS & set(words):
        return False
    return following in _PARTS


def _trimmed(words: list[str]) -> str:
    """The words as a heading: no loose word at the end, no mark that ends a sentence, a capital to begin with."""
    while words and ((last := words[-1].lower().strip(",.;:!?")) in _LOOSE or _DANGLING.fullmatch(last)):
        words = words[:-1]
    text = " ".join(words).strip(" ,;:.!\"'\u201c\u201d")
    first = text.split(" ", 1)[0].strip(",")
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text

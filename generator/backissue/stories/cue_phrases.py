"""How English speakers mark where a story begins, goes on and ends: the phrases, and how much each weighs.

Cue phrases tell most about the structure of speech (Hirschberg and Litman 1993, "Empirical Studies on the
Disambiguation of Cue Phrases"; Passonneau and Litman 1997, "Discourse Segmentation by Human and Automated Means"); in
news it is phrases of the domain (Reynar 1999, "Statistical Models for Topic Segmentation"). The weights are not fitted
to any text: a phrase that announces a story (3) is enough by itself, one that news items are told with (2) or that
often stands at a beginning (1) needs other evidence beside it, and one that refers back speaks against a beginning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, takewhile

SURE = 3.0
"""What a phrase weighs that is enough by itself."""
_FIRST = 300
"""Characters of a unit that its opening is looked for in."""
STORY = r"(?:story|stories|news|item|topic|headline|segment|subject)"
"""What a piece of news is called."""
LISTED = (
    r"(?:questions?|prs?|pull requests?|sections?|releases?|release candidates?|chapters?|points?|announcements?|"
    r"headlines?)\b"
)
"""What talks go through one after the other."""
WORK = (
    r"(?:papers?|articles?|posts?|blogs?|entry|models?|librar(?:y|ies)|data ?sets?|tools?|benchmarks?|frameworks?|"
    r"packages?|plug-?ins?|courses?|stud(?:y|ies)|reports?|projects?|threads?|series|demos?|releases?|versions?|"
    r"methods?|systems?|languages?|apps?|bills?|laws?|books?|videos?|proposals?|formats?|services?|techniques?|"
    r"generators?|loaders?)"
)
"""What news are about: works that someone brings out."""
ORDER = r"(?:first|second|third|fourth|fifth|sixth|next|last|final)"

TELLS = (
    r"(?<!\bto )(?:announc(?:es?|ed|ing)|releas(?:es?|ed|ing)|introduc(?:es?|ed|ing)|propos(?:es?|ed|ing)|"
    r"open[- ]?sourc(?:es?|ed|ing)|(?:launch|publish|push|develop|discover|present|report|reveal|unveil|acquir|confirm|"
    r"warn|tweet|post|join|rais|merg|vot|receiv|partner|pair)(?:s|es|ed|ing)|(?:present|report|reveal|unveil|launch|"
    r"publish)|wins?|won|buys?|bought|su(?:es?|ed)|writes?|wrote|written|bans?|banned|shuts?|files?|filed|made|built|"
    r"found|put out|came (?:out|up)|brought)"
)
"""The verbs that news are told with, after those who do so."""
_NO_PRONOUN = (
    r"(?!(?:i|you|he|she|it|we|they|this|that|these|those|there|here|if|when|as|because|which|who|what|how)\b)"
)
_NO_VERB = (
    r"(?!(?:i|you|he|she|it|we|they|that|which|who|is|are|was|were|be|have|has|had|if|when|because|can|will)\b)\S+"
)
SUBJECT_BEGINS = _NO_PRONOUN + _NO_VERB
SUBJECT = rf"{_NO_PRONOUN}(?:{_NO_VERB} )"
"""A word of a subject, to be repeated: no pronoun, no verb and nothing that begins another clause."""
_LATELY = r"(?:ha(?:s|ve) |is |are |was |were |just |also |now |recently |finally )*"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase weighs, and its pattern for small letters. Each has an example in ``tests/cases/stories``."""

    weight: float
    pattern: str
    compiled: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern, re.IGNORECASE))

    def end(self, text: str) -> int:
        """Return where the phrase ends that ``text`` begins with; 0 where it begins with another."""
        found = self.compiled.match(text)
        return found.end() if found else 0

    def is_in(self, text: str) -> bool:
        """Return whether the phrase stands anywhere in ``text``."""
        return bool(self.compiled.search(text))


OPENINGS = (
    Cue(3, rf"(?:in|on to|onto|now to|and now) (?:the |our |some |more |this week's )?(?:\w+ )?{STORY}\b"),
    Cue(3, rf"(?:(?:in|with|for|to) )?(?:the|our|my) {ORDER} (?:\w+ ){{0,2}}(?:{STORY}|{WORK}|thing)\b"),
    Cue(
        3,
        rf"(?:(?:the|our|my|one) )?{ORDER} (?:and \w+ |\w+ ){{0,3}}"
        rf"(?:{STORY}|{LISTED}|(?<=next |last )one\b(?! (?:of|thing|that|where)))"
        r"(?! (?:from|for) (?:me|you|us)\b)",
    ),
    Cue(
        3,
        r"(?:(?:we|i)(?:'re|'m|'ll| are| am| will) (?:now |just |going to |gonna )*)?"
        r"(?:go|going|get|getting|jump|jumping|move|moving|come|coming|turn|turning|switch|switching) "
        rf"(?:back |over |right |straight |on |now )*(?:in)?to (?:the |our |my )?"
        rf"(?:\w+ ){{0,6}}(?:{STORY}|{LISTED}|{ORDER} one)\b",
    ),
    Cue(3, rf"we have (?:\w+ ){{1,3}}(?:{STORY}|{LISTED})\b"),
    Cue(2.5, r"(?:\S+ ){1,8}?(?:is )?(?:titled|entitled)\b"),
    Cue(2, r"(?!in |on |see |like |with |as )(?:\S+ ){1,3}#\d+\b"),
    Cue(3, r"(?:next|first|up next|next up|first up)(?:,| is\b| are\b| comes\b| we have\b| up\b| on\b)"),
    Cue(3, r"(?:lastly|last but not least|and finally|finally,|moving on|switching gears|coming to|turning to)\b"),
    Cue(3, r"let(?:'s| us) (?:move on|go on to|turn to|get (?:started|into it|to)|start (?:with|off)|begin)\b"),
    Cue(3, r"to (?:begin|start|kick)(?: things)? (?:with|off)\b"),
    Cue(3, r"(?:speaking|talking) of\b"),
    Cue(
        3, r"i (?:just |also )*(?:thought|wanted|want) (?:i'd|i would|to) (?:\w+ ){0,2}(?:throw|mention|bring|point)\b"
    ),
    Cue(3, r"(?:i'll|i will|i want to|let me) (?:begin|start|close|finish|end) with\b"),
    Cue(3, r"on (?:the|a) (?:same|similar|related|different|lighter|other|more \w+) (?:note|topic|subject|front)\b"),
    Cue(3, r"(?:in a |a )?related(?: to (?:this|that)\b|ly\b| (?:news|article|story|paper|work|post)\b)"),
    Cue(3, r"(?:we're|we are) not done\b|(?:and|but) (?:wait,? )?there(?:'s| is) more\b|that(?:'s| is) not all\b"),
    Cue(3, rf"also (?:from|by|at|on the|on|out of|this week|new|in (?:the|other) {STORY})\b"),
    Cue(3, r"(?:meanwhile|elsewhere)\b"),
    Cue(3, r"(?:i'd|i would|let me|i) (?:quickly |just )*(?:jump in|interrupt|tell you about|thank our sponsor)\b"),
    Cue(3, r"(?:this|today's) (?:video|episode|show) is (?:sponsored|brought)\b"),
    Cue(3, rf"(?:some|a few|more) (?:\w+ )?(?:things|{WORK}|{STORY}) (?:for|of|from|this) (?:this )?(?:week|today)\b"),
    Cue(3, rf"(?:if you (?:liked?|enjoy(?:ed)?) )(?:the |that )?(?:last|previous) (?:{STORY}|{WORK})\b"),
    Cue(2.5, r"(?:there(?:'s| is| are)|here(?:'s| is| are)) (?:also )?(?:a |an |some )?(?:brand )?new\b"),
    Cue(2.5, r"(?:we have|we've got|we got|i have|i've got) (?:\w+ ){0,3}(?:new|more|other)\b"),
    Cue(2.5, rf"a (?:new|recent) (?:\w+ ){{0,3}}(?:{WORK}|group|team)\b"),
    Cue(2, rf"{SUBJECT}{{1,9}}?{_LATELY}{TELLS}\b"),
    Cue(2, rf"{SUBJECT}{{1,9}}?(?:has|have) (?:a|an|some|two|three) (?:\S+ ){{0,3}}{WORK}\b"),
    Cue(2, rf"{SUBJECT}{{1,7}}?(?:is|are) (?:now )?(?:out|back|here|available|live|open)\b"),
    Cue(2, rf"{SUBJECT}{{1,6}}?(?:is|are) (?:an?|the first)\b"),
    Cue(2, rf"(?:\S+ ){{1,12}}?is an? (?:new |open[- ]source )?(?:\S+ ){{0,4}}{WORK}\b"),
    Cue(2, r"here(?:'s| is) an?\b(?! (?:example|demo|few|bit|lot))"),
    Cue(1, r"there(?:'s| is| are) (?:an?|some|quite|considerable|another|big)\b(?! (?:lot|bit|few|thing|problem|way))"),
    Cue(1, r"also\b|another\b|today\b|this week\b|last week\b|yesterday\b"),
    Cue(1, rf"{SUBJECT}{{1,6}}?(?:are|is) (?:\w+ing)\b"),
    Cue(1, rf"(?:\S+ ){{0,12}}(?:{WORK}) (?:is |are )?(?:called|titled|entitled|named)\b"),
)
"""At a unit's beginning, fillers left out: what announces or tells a piece of news."""
BACK = (
    Cue(-2, r"(?:this|that|these|those|it|its|they|their|he|his|she|her|them|such|both|which|who|where)(?:'\w+)?\b"),
    Cue(-2, r"(?:(?:\S+ ){0,5}(?:thanks|thank you)|welcome|cheers|excellent|exactly|absolutely|sure|hi|hello)\b"),
    Cue(-2, r"there(?:'s| is) (?:a |an |also )*(?:corresponding|accompanying)\b"),
    Cue(-2, r"there\b(?!'s| is| are| was| were| has| have)"),
    Cue(-2, r"(?:for (?:example|instance)|in (?:this|that|fact)|on top|of course|as (?:i|you)|again|like)\b"),
    Cue(-2, r"(?:because|therefore|however|instead|although|though|rather|then|otherwise|besides|on the other)\b"),
    Cue(-1, r"(?:if|when|while|until|since|once|in case|maybe|probably|obviously|essentially|basically|apparently)\b"),
    Cue(-1, r"(?:you|we|i|my|your|what|why|how|no|yes|yeah|not|or|very|some|each)(?:'\w+)?\b"),
    Cue(-1, r"(?:can|could|would|do|does|did|are|is|was|were|has|have|any|anything|just|to|of|with|for)\b"),
)
"""At a unit's beginning: what refers back to what was said before, so that a story goes on."""
CLOSINGS = (
    Cue(3, r"\b(?:see you (?:next|around|soon|later|all|again)|i'll see you|bye(?:[- ]bye)?)\b|\btake care[.!]*$"),
    Cue(3, r"\b(?:that's|that was|that is) (?:it|all)\b"),
    Cue(1, r"\bcheck (?:\S+ ){0,6}out\b|\bcheck out\b|\bgo (?:there|check)\b"),
    Cue(1, r"\b(?:give|have) (?:\S+ ){0,5}an? (?:try|read|look|shot|go|listen|thumbs)\b"),
    Cue(1, r"\b(?:if you(?:'re| are) interested|in case you(?:'re| are) interested|(?:is|are) interested)\b"),
    Cue(1, r"\b(?:links?|more) (?:\S+ ){0,4}(?:in|below|at) (?:the |our )?(?:description|show notes|notes)\b"),
    Cue(0.5, r"^(?:\S+ ){0,5}\S+$"),
)
"""In a unit: what ends a story, such as a recommendation or a short verdict."""
GREETINGS = (
    Cue(1, r"\b(?:welcome (?:back )?to|my name is|i'm your host|enjoy the (?:video|show|episode))\b"),
    Cue(1, r"\bwithout further ado\b"),
    Cue(1, r"^(?:hi|hello|hey|good (?:morning|evening|afternoon))\b"),
)
"""In a unit: what belongs to an opening."""
FAREWELLS = (
    Cue(1, r"\b(?:that's|that was|that is) (?:it|all)\b|\b(?:see you|bye|until next time)\b|\btake care[.!]*$"),
    Cue(
        1,
        r"\bthank(?:s| you)\b.{0,40}\b(?:for|to) (?:being|watching|listening|tuning|joining|supporting|everyone|all)\b",
    ),
)
"""In a unit: goodbye."""
_BREAK = Cue(
    SURE,
    r"\b(?:(?:and|now|so|okay|all right|alright) )*"
    rf"(?:in other {STORY}|(?:our|the) (?:first|next|last|final) {STORY}|also (?:this week|in the {STORY})|"
    r"moving on to|next up|last but not least|speaking of|switching gears)\b",
)
"""In words without full stops: what would not stand inside a sentence."""
_FILLERS = frozenset("and so but now ok okay alright well right yeah yes oh um uh hey anyway cool great".split())
_CONJUNCTIONS = frozenset("and so but or".split())


def normalise(text: str) -> str:
    """Return the words as the rules read them: small letters, plain apostrophes, single blanks, no quotation marks."""
    return " ".join(text.lower().replace("\u2019", "'").replace('"', "").split())


def first_word(text: str) -> str:
    """Return the letters and digits that ``text`` begins with.

    >>> first_word("it's late"), first_word("...")
    ('it', '')
    """
    return "".join(takewhile(str.isalnum, text))


def without_fillers(said: str) -> str:
    """Return what :func:`normalise` made without the words that only begin to speak.

    >>> without_fillers("okay, so now in other news"), without_fillers("all right.")
    ('in other news', 'all right.')
    """
    while True:
        word, _, rest = said.removeprefix("all ").partition(" ")
        fillers = {"right"} if said.startswith("all ") else _FILLERS
        if not rest or word.rstrip(",.!") not in fillers:
            return said
        said = rest


_SUREST = tuple(
    (weight, re.compile("|".join(f"(?:{cue.pattern})" for cue in OPENINGS if cue.weight == weight), re.IGNORECASE))
    for weight in sorted({cue.weight for cue in OPENINGS}, reverse=True)
)
"""The openings of each weight as one pattern, the surest first."""


@lru_cache(maxsize=1 << 12)
def opening(said: str) -> float:
    """Return how much a unit's first words announce a story, 0 to 3; less behind a conjunction, unless sure."""
    core = without_fillers(said[:_FIRST])
    best = next((weight for weight, pattern in _SUREST if pattern.match(core)), 0.0)
    return best - 1 if 0 < best < SURE and first_word(said) in _CONJUNCTIONS else best


def announcements(words: Sequence[str]) -> Iterator[int]:
    """Yield the positions, in words without full stops, at which a phrase begins that can only announce a story."""
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    found = (phrase.start() for phrase in _BREAK.compiled.finditer(" ".join(words)))
    yield from (bisect_right(starts, start) - 1 for start in found if start)


def reference_back(said: str, *, known: bool) -> float:
    """Return how much a unit's first words refer to what came before, 0 to -2; ``known`` if they name nothing new."""
    core = without_fillers(said)
    back = min((cue.weight for cue in BACK if cue.end(core)), default=0.0)
    if known and core.startswith("the "):
        return -1.5
    return min(back, -1.0) if first_word(said) in _CONJUNCTIONS else back


def closing(said: str) -> float:
    """Return how much a unit ends a story, 0 to 3."""
    return max((cue.weight for cue in CLOSINGS if cue.is_in(said)), default=0.0)


def has_any(said: str, *cues: Cue) -> bool:
    """Return whether one of the phrases stands in a unit."""
    return any(cue.is_in(said) for cue in cues)

"""How English speakers mark where a story begins, goes on and ends: the rules, and how much each weighs.

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
from itertools import accumulate

from backissue.stories.vocabulary import ORDER, STORY, SUBJECT, TELLS, WORK

SURE = 3.0
"""What a phrase weighs that is enough by itself."""

_FIRST = 300
"""Characters of a unit that its opening is looked for in."""

_FILLERS = re.compile(
    r"(?:(?:and|so|but|now|ok|okay|alright|all right|well|right|yeah|yes|oh|um|uh|hey|anyway|cool|great)\b[,.!]*\s+)+"
)
_LATELY = r"(?:ha(?:s|ve) |is |are |was |were |just |also |now |recently |finally )*"

OPENINGS: Sequence[tuple[re.Pattern[str], float]] = tuple(
    (re.compile(pattern), weight)
    for weight, patterns in {
        3: (
            rf"(?:in|on to|onto|now to|and now) (?:the |our |some |more |this week's )?(?:\w+ )?{STORY}\b",
            rf"(?:(?:in|with|for|to) )?(?:the|our|my) {ORDER} (?:\w+ ){{0,2}}(?:{STORY}|{WORK}|thing)\b",
            rf"{ORDER} {STORY}\b",
            r"(?:next|first|up next|next up|first up)(?:,| is\b| are\b| comes\b| we have\b| up\b| on\b)",
            r"(?:lastly|last but not least|and finally|finally,|moving on|switching gears|coming to|turning to)\b",
            r"let(?:'s| us) (?:move on|go on to|turn to|get (?:started|into it|to)|start (?:with|off)|begin)\b",
            r"to (?:begin|start|kick)(?: things)? (?:with|off)\b",
            r"(?:speaking|talking) of\b",
            r"(?:i'll|i will|i want to|let me) (?:begin|start|close|finish|end) with\b",
            r"on (?:the|a) (?:same|similar|related|different|lighter|other|more \w+) (?:note|topic|subject|front)\b",
            r"(?:in a |a )?related(?: to (?:this|that)\b|ly\b| (?:news|article|story|paper|work|post)\b)",
            r"(?:we're|we are) not done\b|(?:and|but) (?:wait,? )?there(?:'s| is) more\b|that(?:'s| is) not all\b",
            rf"also (?:from|by|at|on the|on|out of|this week|new|in (?:the|other) {STORY})\b",
            r"(?:meanwhile|elsewhere)\b",
            r"(?:i'd|i would|let me|i) (?:quickly |just )*(?:jump in|interrupt|tell you about|thank our sponsor)\b",
            r"(?:this|today's) (?:video|episode|show) is (?:sponsored|brought)\b",
            rf"(?:some|a few|more) (?:\w+ )?(?:things|{WORK}|{STORY}) (?:for|of|from|this) (?:this )?(?:week|today)\b",
            rf"(?:if you (?:liked?|enjoyed?) )(?:the |that )?(?:last|previous) (?:{STORY}|{WORK})\b",
        ),
        2.5: (
            r"(?:there(?:'s| is| are)|here(?:'s| is| are)) (?:also )?(?:a |an |some )?(?:brand )?new\b",
            r"(?:we have|we've got|we got|i have|i've got) (?:\w+ ){0,3}(?:new|more|other)\b",
            rf"a (?:new|recent) (?:\w+ ){{0,3}}(?:{WORK}|group|team)\b",
        ),
        2: (
            rf"{SUBJECT}{{1,9}}?{_LATELY}{TELLS}\b",
            rf"{SUBJECT}{{1,9}}?(?:has|have) (?:a|an|some|two|three) (?:\S+ ){{0,3}}{WORK}\b",
            rf"{SUBJECT}{{1,7}}?(?:is|are) (?:now )?(?:out|back|here|available|live|open)\b",
            rf"{SUBJECT}{{1,6}}?(?:is|are) (?:an?|the first)\b",
            rf"(?:\S+ ){{1,12}}?is an? (?:new |open[- ]source )?(?:\S+ ){{0,4}}{WORK}\b",
            r"here(?:'s| is) an?\b(?! (?:example|demo|few|bit|lot))",
        ),
        1: (
            r"there(?:'s| is| are) (?:an?|some|quite|considerable|another|big)\b(?! (?:lot|bit|few|thing|problem|way))",
            r"also\b|another\b|today\b|this week\b|last week\b|yesterday\b",
            rf"{SUBJECT}{{1,6}}?(?:are|is) (?:\w+ing)\b",
            rf"(?:\S+ ){{0,12}}(?:{WORK}) (?:is |are )?(?:called|titled|entitled|named)\b",
        ),
    }.items()
    for pattern in patterns
)
"""At a unit's beginning, fillers left out and in small letters: what announces or tells a piece of news."""

BACK: Sequence[tuple[re.Pattern[str], float]] = tuple(
    (re.compile(pattern), weight)
    for weight, pattern in (
        (-2, r"(?:this|that|these|those|it|its|they|their|he|his|she|her|them|such|both|which|who|where)(?:'\w+)?\b"),
        (-2, r"there\b(?!'s| is| are| was| were| has| have)"),
        (
            -2,
            r"(?:for (?:example|instance)|in (?:this|that|fact)|on top|of course|as (?:i|you)|again|like)\b",
        ),
        (-2, r"(?:because|therefore|however|instead|although|though|rather|then|otherwise|besides|on the other)\b"),
        (-1, r"(?:if|when|while|until|since|once|in case|maybe|probably|obviously|essentially|basically|apparently)\b"),
        (-1, r"(?:you|we|i|my|your|what|why|how|no|yes|yeah|not|or|very|some)(?:'\w+)?\b"),
    )
)
"""At a unit's beginning: what refers back to what was said before, so that a story goes on."""

CONJUNCTION = re.compile(r"(?:and|so|but|or)\b")

CLOSINGS: Sequence[tuple[re.Pattern[str], float]] = tuple(
    (re.compile(pattern), weight)
    for weight, pattern in (
        (3, r"\b(?:see you (?:next|around|soon|later|all|again)|i'll see you|bye(?:[- ]bye)?)\b|\btake care[.!]*$"),
        (3, r"\b(?:that's|that was|that is) (?:it|all)\b"),
        (1, r"\bcheck (?:\S+ ){0,6}out\b|\bcheck out\b|\bgo (?:there|check)\b"),
        (1, r"\b(?:give|have) (?:\S+ ){0,5}an? (?:try|read|look|shot|go|listen|thumbs)\b"),
        (1, r"\b(?:if you(?:'re| are) interested|in case you(?:'re| are) interested|(?:is|are) interested)\b"),
        (1, r"\b(?:links?|more) (?:\S+ ){0,4}(?:in|below|at) (?:the |our )?(?:description|show notes|notes)\b"),
        (0.5, r"^(?:\S+ ){0,5}\S+$"),
    )
)
"""In a unit: what ends a story, such as a recommendation or a short verdict."""

_BREAKING = re.compile(
    r"\b(?:(?:and|now|so|okay|all right|alright) )*"
    rf"(?:in other {STORY}|(?:our|the) (?:first|next|last|final) {STORY}|also (?:this week|in the {STORY})|"
    r"moving on to|next up|last but not least|speaking of|switching gears)\b",
    re.IGNORECASE,
)
"""In words without full stops: what would not stand inside a sentence."""

GREETING = re.compile(
    r"\b(?:welcome (?:back )?to|my name is|i'm your host|enjoy the (?:video|show|episode)|without further ado)\b"
    r"|^(?:hi|hello|hey|good (?:morning|evening|afternoon))\b"
)
"""In a unit: what belongs to an opening."""

FAREWELL = re.compile(
    r"\b(?:that's|that was|that is) (?:it|all)\b|\b(?:see you|bye|until next time)\b|\btake care[.!]*$|"
    r"\bthank(?:s| you)\b.{0,40}\b(?:for|to) (?:being|watching|listening|tuning|joining|supporting|everyone|all)\b"
)
"""In a unit: goodbye."""


def told(text: str) -> str:
    """The words as the rules read them: small letters, plain apostrophes, single blanks, no quotation marks."""
    return " ".join(text.lower().replace("\u2019", "'").replace('"', "").split())


def without_fillers(said: str) -> str:
    """What is :func:`told` without the words that only begin to speak.

    >>> without_fillers("okay, so now in other news")
    'in other news'
    """
    found = _FILLERS.match(said)
    return said[found.end() :] if found else said


def opening(said: str) -> float:
    """How much a unit's first words announce a story, 0 to 3; less behind a conjunction, unless they are sure."""
    core = without_fillers(said[:_FIRST])
    best = max((weight for pattern, weight in OPENINGS if pattern.match(core)), default=0.0)
    return best - 1 if 0 < best < SURE and CONJUNCTION.match(said) else best


def announcements(spoken: Sequence[str]) -> Iterator[int]:
    """The positions, in words that no full stop parts, at which a phrase begins that can only announce a story."""
    starts = list(accumulate((len(word) + 1 for word in spoken), initial=0))
    found = (phrase.start() for phrase in _BREAKING.finditer(" ".join(spoken)))
    yield from (bisect_right(starts, start) - 1 for start in found if start)


def reference_back(said: str, *, known: bool) -> float:
    """How much a unit's first words refer to what was said before, 0 to -2; ``known`` if they name nothing new."""
    core = without_fillers(said)
    back = min((weight for pattern, weight in BACK if pattern.match(core)), default=0.0)
    if known and core.startswith("the "):
        return -1.5
    return min(back, -1.0) if CONJUNCTION.match(said) else back


def closing(said: str) -> float:
    """How much a unit ends a story, 0 to 3."""
    return max((weight for pattern, weight in CLOSINGS if pattern.search(said)), default=0.0)
